const like = { length: 3, 0: 'a', 1: 'b', 2: 'c' };
console.log(Array.prototype.join.call(like, '-')); // expect: a-b-c
console.log(Array.prototype.map.call('xyz', (c) => c + c).join()); // expect: xx,yy,zz
Array.prototype.push.call(like, 'd');
console.log(like.length, like[3], Array.prototype.pop.call(like), like.length); // expect: 4 d d 3
Array.prototype.splice.call(like, 1, 1, 'x', 'y');
console.log(JSON.stringify(like)); // expect: {"0":"a","1":"x","2":"y","3":"c","length":4}
Array.prototype.reverse.call(like);
console.log(Array.from(like).join(), Array.prototype.shift.call(like), like.length); // expect: c,y,x,a c 3

const far = { length: 2 ** 53 - 1 };
try {
    Array.prototype.push.call(far, 1);
} catch (error) {
    console.log(error.name); // expect: TypeError
}
Array.prototype.at.call(null, 0); // expect TypeError: Array.prototype.at called on null or undefined
