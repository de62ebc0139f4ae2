const o = {
  toJSON() {
    return this.missing.value;
  },
};
JSON.stringify({ o });
