class Configured {
  static options = {};
  static {
    this.options.missing.value = 1;
  }
}
