const log = [];
const traced = (target, name) => new Proxy(target, new Proxy({}, {
  get(_, trap) {
    return (...list) => {
      const key = typeof list[1] === "string" || typeof list[1] === "symbol" ? `:${String(list[1])}` : "";
      log.push(`${trap}${key}`);
      return Reflect[trap](...list);
    };
  },
}));
const said = value => `${JSON.stringify(value)} [${log.splice(0).join(" ")}]`;
const on = (list, operation) => {
  const proxy = traced(list, "p");
  let result;
  try { result = operation(proxy); } catch (error) { result = error.message; }
  const text = said(result === proxy ? "itself" : result);
  log.length = 0;
  return `${text} ${JSON.stringify(list)}`;
};
const P = Array.prototype;
console.log(on([3, 1, 2], p => p.push(4)));
// expect: 4 [get:push get:length set:3 getOwnPropertyDescriptor:3 defineProperty:3 set:length getOwnPropertyDescriptor:length defineProperty:length] [3,1,2,4]
console.log(on([3, 1, 2], p => p.pop())); // expect: 2 [get:pop get:length get:2 deleteProperty:2 set:length getOwnPropertyDescriptor:length defineProperty:length] [3,1]
console.log(on([3, , 2], p => p.shift()));
// expect: 3 [get:shift get:length get:0 has:1 deleteProperty:0 has:2 get:2 set:1 getOwnPropertyDescriptor:1 defineProperty:1 deleteProperty:2 set:length getOwnPropertyDescriptor:length defineProperty:length] [null,2]
console.log(on([3, 1], p => p.unshift(0)));
// expect: 3 [get:unshift get:length has:1 get:1 set:2 getOwnPropertyDescriptor:2 defineProperty:2 has:0 get:0 set:1 getOwnPropertyDescriptor:1 defineProperty:1 set:0 getOwnPropertyDescriptor:0 defineProperty:0 set:length getOwnPropertyDescriptor:length defineProperty:length] [0,3,1]
console.log(on([3, , 2], p => p.reverse()));
// expect: "itself" [get:reverse get:length has:0 get:0 has:2 get:2 set:0 getOwnPropertyDescriptor:0 defineProperty:0 set:2 getOwnPropertyDescriptor:2 defineProperty:2] [2,null,3]
console.log(on([3, 1, 2], p => p.sort()));
// expect: "itself" [get:sort get:length has:0 get:0 has:1 get:1 has:2 get:2 set:0 getOwnPropertyDescriptor:0 defineProperty:0 set:1 getOwnPropertyDescriptor:1 defineProperty:1 set:2 getOwnPropertyDescriptor:2 defineProperty:2] [1,2,3]
console.log(on([1, 2, 3], p => p.splice(1, 1, 9, 8)));
// expect: [2] [get:splice get:length get:constructor has:1 get:1 has:2 get:2 set:3 getOwnPropertyDescriptor:3 defineProperty:3 set:1 getOwnPropertyDescriptor:1 defineProperty:1 set:2 getOwnPropertyDescriptor:2 defineProperty:2 set:length getOwnPropertyDescriptor:length defineProperty:length] [1,9,8,3]
console.log(on([1, , 3], p => p.slice(1))); // expect: [null,3] [get:slice get:length get:constructor has:1 has:2 get:2] [1,null,3]
console.log(on([1, 2], p => p.concat([3], p)));
// expect: [1,2,3,1,2] [get:concat get:constructor get:Symbol(Symbol.isConcatSpreadable) get:length has:0 get:0 has:1 get:1 get:Symbol(Symbol.isConcatSpreadable) get:length has:0 get:0 has:1 get:1] [1,2]
console.log(on([1, 2], p => [0].concat(p))); // expect: [0,1,2] [get:Symbol(Symbol.isConcatSpreadable) get:length has:0 get:0 has:1 get:1] [1,2]
console.log(on([1, , 3], p => p.map(x => x + 1))); // expect: [2,null,4] [get:map get:length get:constructor has:0 get:0 has:1 has:2 get:2] [1,null,3]
console.log(on([1, 2, 3], p => p.filter(x => x > 1))); // expect: [2,3] [get:filter get:length get:constructor has:0 get:0 has:1 get:1 has:2 get:2] [1,2,3]
console.log(on([[1], 2], p => p.flat())); // expect: [1,2] [get:flat get:length get:constructor has:0 get:0 has:1 get:1] [[1],2]
console.log(on([1, 2], p => p.flatMap(x => [x, x]))); // expect: [1,1,2,2] [get:flatMap get:length get:constructor has:0 get:0 has:1 get:1] [1,2]
console.log(on([1, , 3], p => { let n = 0; p.forEach(x => n += x); return n; })); // expect: 4 [get:forEach get:length has:0 get:0 has:1 has:2 get:2] [1,null,3]
console.log(on([1, 2], p => p.reduce((a, b) => a + b))); // expect: 3 [get:reduce get:length has:0 get:0 has:1 get:1] [1,2]
console.log(on([1, 2], p => p.reduceRight((a, b) => a + b))); // expect: 3 [get:reduceRight get:length has:1 get:1 has:0 get:0] [1,2]
console.log(on([1, 2], p => p.indexOf(2))); // expect: 1 [get:indexOf get:length has:0 get:0 has:1 get:1] [1,2]
console.log(on([1, 2], p => p.lastIndexOf(1))); // expect: 0 [get:lastIndexOf get:length has:1 get:1 has:0 get:0] [1,2]
console.log(on([1, 2], p => p.includes(2))); // expect: true [get:includes get:length get:0 get:1] [1,2]
console.log(on([1, 2], p => p.find(x => x === 2))); // expect: 2 [get:find get:length get:0 get:1] [1,2]
console.log(on([1, 2], p => p.findLastIndex(x => x === 1))); // expect: 0 [get:findLastIndex get:length get:1 get:0] [1,2]
console.log(on([1, 2, 3], p => p.copyWithin(0, 1)));
// expect: "itself" [get:copyWithin get:length has:1 get:1 set:0 getOwnPropertyDescriptor:0 defineProperty:0 has:2 get:2 set:1 getOwnPropertyDescriptor:1 defineProperty:1] [2,3,3]
console.log(on([1, 2], p => p.fill(7)));
// expect: "itself" [get:fill get:length set:0 getOwnPropertyDescriptor:0 defineProperty:0 set:1 getOwnPropertyDescriptor:1 defineProperty:1] [7,7]
console.log(on([1, 2], p => p.join("-"))); // expect: "1-2" [get:join get:length get:0 get:1] [1,2]
console.log(on([1, 2], p => p.toString())); // expect: "1,2" [get:toString get:join get:length get:0 get:1] [1,2]
console.log(on([1, 2], p => p.at(-1))); // expect: 2 [get:at get:length get:1] [1,2]
console.log(on([2, 1], p => p.toSorted())); // expect: [1,2] [get:toSorted get:length get:0 get:1] [2,1]
console.log(on([2, 1], p => p.toReversed())); // expect: [1,2] [get:toReversed get:length get:1 get:0] [2,1]
console.log(on([2, 1], p => p.with(0, 5))); // expect: [5,1] [get:with get:length get:1] [2,1]
console.log(on([2, 1], p => p.toSpliced(0, 1))); // expect: [1] [get:toSpliced get:length get:1] [2,1]
console.log(on([2, 1], p => [...p])); // expect: [2,1] [get:Symbol(Symbol.iterator) get:length get:0 get:length get:1 get:length] [2,1]
console.log(on([2, 1], p => [...p.entries()])); // expect: [[0,2],[1,1]] [get:entries get:length get:0 get:length get:1 get:length] [2,1]
console.log(on([2, 1], p => Array.from(p))); // expect: [2,1] [get:Symbol(Symbol.iterator) get:length get:0 get:length get:1 get:length] [2,1]
console.log(on([2, 1], p => Array.from({ length: 1, 0: p }, x => x.length))); // expect: [2] [get:length] [2,1]
console.log(on([2, 1], p => Math.max(...p))); // expect: 2 [get:Symbol(Symbol.iterator) get:length get:0 get:length get:1 get:length] [2,1]
console.log(on([2, 1], p => Math.max.apply(null, p))); // expect: 2 [get:length get:0 get:1] [2,1]
console.log(on([1, 2, 3], p => { p.length = 1; return p.length; })); // expect: 1 [set:length getOwnPropertyDescriptor:length defineProperty:length get:length] [1]
console.log(on([1], p => { p[3] = 1; return p.length; })); // expect: 4 [set:3 getOwnPropertyDescriptor:3 defineProperty:3 get:length] [1,null,null,1]
console.log(on([1, 2], p => { let text = ""; for (const x of p) text += x; return text; }));
// expect: "12" [get:Symbol(Symbol.iterator) get:length get:0 get:length get:1 get:length] [1,2]
console.log(on({ length: 2, 0: "a", 1: "b" }, p => P.slice.call(p, 0))); // expect: ["a","b"] [get:length has:0 get:0 has:1 get:1] {"0":"a","1":"b","length":2}
console.log(on({ length: 2, 0: "a", 1: "b" }, p => P.map.call(p, x => x + x))); // expect: ["aa","bb"] [get:length has:0 get:0 has:1 get:1] {"0":"a","1":"b","length":2}
console.log(on({ length: 2, 0: "a", 1: "b" }, p => [].concat(p).length)); // expect: 1 [get:Symbol(Symbol.isConcatSpreadable)] {"0":"a","1":"b","length":2}
console.log(on({ length: 2, 0: "a", 1: "b", [Symbol.isConcatSpreadable]: true }, p => [].concat(p)));
// expect: ["a","b"] [get:Symbol(Symbol.isConcatSpreadable) get:length has:0 get:0 has:1 get:1] {"0":"a","1":"b","length":2}
console.log(on([1, 2], p => Array.isArray(p))); // expect: true [] [1,2]
console.log(on([1, 2], p => new Set(p).size)); // expect: 2 [get:Symbol(Symbol.iterator) get:length get:0 get:length get:1 get:length] [1,2]
console.log(on([2, 3], p => new Uint8Array(p).join())); // expect: "2,3" [get:Symbol(Symbol.iterator) get:length get:0 get:length get:1 get:length] [2,3]
console.log(on([2, 3], p => new Uint8Array(4).set(p, 1))); // expect: undefined [get:length get:0 get:1] [2,3]
// The species of a proxy for an array is asked of the proxy.
class Own extends Array {}
console.log(new Proxy(Own.of(1, 2), {}).map(x => x) instanceof Own); // expect: true
console.log(new Proxy([1], { get: (target, key) => key === "constructor" ? { [Symbol.species]: Own } : target[key] }).slice() instanceof Own); // expect: true
console.log(Object.freeze(new Proxy([1], {})).concat(2).join()); // expect: 1,2
