function add(a, b, c) { return [this.x, a, b, c].join(); }
const bound = add.bind({ x: 1 }, 2).bind(null, 3);
console.log(bound.name, bound.length, bound(4)); // expect: bound bound add 1 1,2,3,4
function Point(x, y) { this.x = x; this.y = y; }
const Half = Point.bind(null, 1);
const point = new Half(2);
console.log(point instanceof Point, point instanceof Half, point.x, point.y); // expect: true true 1 2
console.log(Object.prototype.hasOwnProperty.call(bound, "prototype")); // expect: false
