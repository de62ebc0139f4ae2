const no = new Proxy({}, { set: () => false, deleteProperty: () => 0, defineProperty: () => null, preventExtensions: () => "", setPrototypeOf: () => undefined });
no.x = 1;
console.log(delete no.x, delete no[1], Reflect.set(no, "x", 1), Reflect.defineProperty(no, "x", {}), Reflect.setPrototypeOf(no, null), Reflect.preventExtensions(no));
// expect: false false false false false false
const attempt = operation => { try { return String(operation()); } catch (error) { return `${error.name}: ${error.message}`; } };
(function () {
  "use strict";
  console.log(attempt(() => { no.x = 1; })); // expect: TypeError: 'set' on proxy: trap returned falsish for property 'x'
  console.log(attempt(() => { no[1] = 1; })); // expect: TypeError: 'set' on proxy: trap returned falsish for property '1'
  console.log(attempt(() => { no[Symbol("s")] = 1; })); // expect: TypeError: 'set' on proxy: trap returned falsish for property 'Symbol(s)'
  console.log(attempt(() => { no["a" + "b"] += 1; })); // expect: TypeError: 'set' on proxy: trap returned falsish for property 'ab'
  console.log(attempt(() => delete no.x)); // expect: TypeError: 'deleteProperty' on proxy: trap returned falsish for property 'x'
  console.log(attempt(() => delete no[2])); // expect: TypeError: 'deleteProperty' on proxy: trap returned falsish for property '2'
  console.log(attempt(() => { [no.y] = [1]; })); // expect: TypeError: 'set' on proxy: trap returned falsish for property 'y'
  console.log(attempt(() => { for (no.z of [1]); })); // expect: TypeError: 'set' on proxy: trap returned falsish for property 'z'
  console.log(attempt(() => { Object.create(no).x = 1; })); // expect: TypeError: 'set' on proxy: trap returned falsish for property 'x'
  console.log(attempt(() => { new Proxy(no, {}).x = 1; })); // expect: TypeError: 'set' on proxy: trap returned falsish for property 'x'
  console.log(attempt(() => { new Proxy({}, { defineProperty: () => false }).x = 1; })); // expect: TypeError: 'defineProperty' on proxy: trap returned falsish for property 'x'
  console.log(attempt(() => { new Proxy(Object.freeze({ x: 1 }), {}).x = 2; })); // expect: TypeError: Cannot assign to read only property 'x' of object '#<Object>'
  console.log(attempt(() => { new Proxy(Object.freeze({ x: 1 }), {}).y = 2; })); // expect: TypeError: Cannot define property y, object is not extensible
  console.log(attempt(() => { new Proxy({ get x() { return 1; } }, {}).x = 2; })); // expect: TypeError: Cannot set property x of #<Object> which has only a getter
  console.log(attempt(() => delete new Proxy(Object.freeze({ x: 1 }), {}).x)); // expect: TypeError: Cannot delete property 'x' of #<Object>
  console.log(attempt(() => { new Proxy(Object.freeze([1]), {}).push(1); })); // expect: TypeError: Cannot define property 1, object is not extensible
  console.log(attempt(() => { new Proxy(Object.freeze([1]), {}).pop(); })); // expect: TypeError: Cannot delete property '0' of [object Array]
  console.log(attempt(() => { Object.create(new Proxy(Object.freeze({ x: 1 }), {})).x = 2; }));
// expect: TypeError: Cannot assign to read only property 'x' of object '[object Object]'
})();
console.log(attempt(() => Object.defineProperty(no, "x", {}))); // expect: TypeError: 'defineProperty' on proxy: trap returned falsish for property 'x'
console.log(attempt(() => Object.defineProperty(no, Symbol("s"), {}))); // expect: TypeError: 'defineProperty' on proxy: trap returned falsish for property 'Symbol(s)'
console.log(attempt(() => Object.defineProperties(no, { y: {} }))); // expect: TypeError: 'defineProperty' on proxy: trap returned falsish for property 'y'
console.log(attempt(() => Object.setPrototypeOf(no, null))); // expect: TypeError: 'setPrototypeOf' on proxy: trap returned falsish for property 'undefined'
console.log(attempt(() => { no.__proto__ = null; })); // expect: undefined
console.log(attempt(() => Object.preventExtensions(no))); // expect: TypeError: 'preventExtensions' on proxy: trap returned falsish
console.log(attempt(() => Object.freeze(no))); // expect: TypeError: 'preventExtensions' on proxy: trap returned falsish
console.log(attempt(() => Object.seal(no))); // expect: TypeError: 'preventExtensions' on proxy: trap returned falsish
console.log(attempt(() => Object.freeze(new Proxy({ x: 1 }, { defineProperty: () => false }))));
// expect: TypeError: 'defineProperty' on proxy: trap returned falsish for property 'x'
console.log(attempt(() => Object.assign(no, { a: 1 }))); // expect: TypeError: 'set' on proxy: trap returned falsish for property 'a'
console.log(attempt(() => Array.prototype.push.call(no, 1))); // expect: TypeError: 'set' on proxy: trap returned falsish for property '0'
console.log(attempt(() => Array.from.call(function () { return no; }, [1]))); // expect: TypeError: 'defineProperty' on proxy: trap returned falsish for property '0'
console.log(attempt(() => Object.setPrototypeOf(new Proxy(Object.freeze({}), {}), {}))); // expect: TypeError: #<Object> is not extensible
console.log(attempt(() => Object.defineProperty(new Proxy(Object.freeze({ x: 1 }), {}), "x", { value: 2 }))); // expect: TypeError: Cannot redefine property: x
console.log(attempt(() => Object.defineProperty(new Proxy(Object.freeze({ x: 1 }), {}), "y", { value: 2 })));
// expect: TypeError: Cannot define property y, object is not extensible
const plain = {};
console.log(attempt(() => Object.setPrototypeOf(plain, new Proxy(plain, {})) === plain)); // expect: true
