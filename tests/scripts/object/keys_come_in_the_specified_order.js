const symbol = Symbol("s");
const object = { b: 1, [symbol]: 2, 10: 3, a: 4, 2: 5, "-1": 6, 4294967295: 7 };
console.log(Object.keys(object).join()); // expect: 2,10,b,a,-1,4294967295
console.log(Reflect.ownKeys(object).map(String).join()); // expect: 2,10,b,a,-1,4294967295,Symbol(s)
delete object.b;
object.b = 8;
console.log(Object.entries(object).join(" ")); // expect: 2,5 10,3 a,4 -1,6 4294967295,7 b,8
console.log(Object.values(object).length); // expect: 6
