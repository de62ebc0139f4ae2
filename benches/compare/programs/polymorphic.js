// Properties and methods at sites that see three or four shapes.
class Circle {
  constructor(size) {
    this.size = size;
  }
  area() {
    return this.size * this.size * 3;
  }
}
class Square {
  constructor(size) {
    this.name = 'square';
    this.size = size;
  }
  area() {
    return this.size * this.size;
  }
}
class Triangle {
  constructor(size) {
    this.angle = 60;
    this.name = 'triangle';
    this.size = size;
  }
  area() {
    return (this.size * this.size) >> 1;
  }
}
class Tile extends Square {
  get weight() {
    return this.size + 1;
  }
  area() {
    return super.area() + this.weight;
  }
}
const kinds = [Circle, Square, Triangle, Tile];
const figures = [];
for (let i = 0; i < 1000; i++) figures.push(new kinds[(i * 7) & 3](i & 31));
function measure(rounds) {
  let sum = 0;
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < figures.length; i++) {
      const figure = figures[i];
      sum = (sum + figure.area() + figure.size) & 0xfffffff;
      figure.size = (figure.size + round) & 31;
    }
  }
  return sum;
}
print(measure(1500));
