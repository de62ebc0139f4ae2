function drive(g, values) {
  const it = g(), seen = [];
  let step = it.next();
  for (let i = 0; !step.done; i++) { seen.push(step.value); step = it.next(values[i]); }
  return [seen.join(), step.value];
}
function f(...list) { return list.join('-'); }
const o = { m(...list) { return `${this === o}:${list}`; }, x: 1, list: [1, 2, 3], n: null };
let calls = 0;
const once = () => (calls++, o);
console.log(drive(function* () { return (yield 'a') + (yield 'b') * (yield 'c'); }, [1, 2, 3]));
console.log(drive(function* () { let a = 1; return a + (a = 5, yield a) + a; }, [10]));
console.log(drive(function* () { return f(yield 1, 'k', ...(yield 2), yield 3); }, ['p', ['q', 'r'], 's']));
console.log(drive(function* () { return o.m(yield 1, 2, yield 3); }, ['x', 'y']));
console.log(drive(function* () { return o[yield 'key'](yield 1); }, ['m', 'v']));
console.log(drive(function* () { return o?.m?.(yield 1) + o.n?.[yield 2]; }, ['w', 'never']));
console.log(drive(function* () { return (yield o).m(4); }, [o]));
console.log(drive(function* () { return new Array(yield 1, yield 2); }, [7, 8]));
console.log(drive(function* () { return [yield 1, , ...(yield 2), yield 3]; }, ['a', 'bc', 'd']));
console.log(drive(function* () { return { a: yield 1, [yield 2]: yield 3, ...(yield 4), get g() { return 1; } }; }, [1, 'k', 2, { z: 9 }]));
console.log(drive(function* () { return `<${yield 1}|${yield 2}>`; }, ['l', 'r']));
console.log(drive(function* () { return String.raw`<${yield 1}|${yield 2}>`; }, ['l', 'r']));
console.log(drive(function* () { o.x = yield 1; o[yield 2] = yield 3; return JSON.stringify(o); }, ['X', 'y', 'Y']));
console.log(drive(function* () { o.x += yield 1; o[yield 2] += yield 3; return o.x + o.y; }, ['1', 'y', '2']));
console.log(drive(function* () { once().count ??= yield 1; once().count &&= yield 2; return [once().count, calls]; }, [3, 4]));
console.log(drive(function* () { return ((yield 1) && (yield 2)) || (yield 3) ? yield 4 : yield 5; }, [1, 0, 1, 'yes']));
console.log(drive(function* () { return typeof (yield 1) + -(yield 2) + !(yield 3) + void (yield 4); }, ['s', 3, 0, 1]));
console.log(drive(function* () { return delete o[yield 1], 'z' in o; }, ['y']));
console.log(drive(function* () { return ((yield 1), (yield 2)); }, [1, 2]));
console.log(drive(function* () { let [a = yield 1, { b = yield 2, [yield 3]: c } = {}] = []; return [a, b, c]; }, ['a', 'b', 'toString']).join());
console.log(drive(function* () { [o[yield 1], o.q = yield 2] = ['first']; return [o.one, o.q]; }, ['one', 'two']));
console.log(drive(function* () { class C extends (yield 1) { static [yield 2] = 3; [yield 4]() { return super.toString.name; } }
  return [C.s, new C().m()]; }, [Object, 's', 'm']));
console.log(drive(function* () { return import_(yield 1, (yield 2) ** (yield 3)); }, [1, 2, 5]));
function import_(a, b) { return [a, b]; }
console.log(drive(function* () { return eval('1 + ' + (yield 1)); }, ['2']));
console.log(drive(function* () { with ({ inner: yield 1 }) { return inner + (yield inner); } }, ['i', 'j']));
// expect: [ 'a,b,c', 7 ]
// expect: [ '5', 16 ]
// expect: [ '1,2,3', 'p-k-q-r-s' ]
// expect: [ '1,3', 'true:x,2,y' ]
// expect: [ 'key,1', 'true:v' ]
// expect: [ '1', 'true:wundefined' ]
// expect: [ '[object Object]', 'true:4' ]
// expect: [ '1,2', [ 7, 8 ] ]
// expect: [ '1,2,3', [ 'a', <1 empty item>, 'b', 'c', 'd' ] ]
// expect: [ '1,2,3,4', { a: 1, k: 2, z: 9, g: [Getter] } ]
// expect: [ '1,2', '<l|r>' ]
// expect: [ '1,2', '<l|r>' ]
// expect: [ '1,2,3', '{"x":"X","list":[1,2,3],"n":null,"y":"Y"}' ]
// expect: [ '1,2,3', 'X1Y2' ]
// expect: [ '1,2', [ 4, 3 ] ]
// expect: [ '1,2,3,4', 'yes' ]
// expect: [ '1,2,3,4', 'string-3trueundefined' ]
// expect: [ '1', false ]
// expect: [ '1,2', 2 ]
// expect: 1,2,3,a,b,function toString() { [native code] }
// expect: [ '1,2', [ 'first', 'two' ] ]
// expect: [ '1,2,4', [ 3, 'toString' ] ]
// expect: [ '1,2,3', [ 1, 32 ] ]
// expect: [ '1', 3 ]
// expect: [ '1,i', 'ij' ]
