function thrower() {
  throw new Map([['key', { value: 1 }]]);
}
thrower();
