class Walk {
  [Symbol.iterator]() {
    return this;
  }
  next() {
    throw new Error('cannot walk');
  }
}
function walk() {
  for (const step of new Walk()) console.log(step);
}
walk();
