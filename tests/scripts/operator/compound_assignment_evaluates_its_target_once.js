// The key is converted once, as ECMA-262 has it. (V8 converts it again before it stores.)
let log = [];
const key = { toString() { log.push('key'); return 'k'; } };
const get = () => (log.push('object'), { get k() { log.push('get'); return 1; }, set k(v) { log.push('set ' + v); } });
const value = v => (log.push('value'), v);
get()[key] += value(2); console.log(log.splice(0).join()); // expect: object,key,get,value,set 3
get()[key]++; console.log(log.splice(0).join()); // expect: object,key,get,set 2
--get()[key]; console.log(log.splice(0).join()); // expect: object,key,get,set 0
get().k *= value(5); console.log(log.splice(0).join()); // expect: object,get,value,set 5
get()[key] = value(3); console.log(log.splice(0).join()); // expect: object,value,key,set 3
delete get()[key]; console.log(log.splice(0).join()); // expect: object,key
try { null[key] += value(1); } catch (e) { console.log(e.name + ':' + log.splice(0).join()); } // expect: TypeError:
try { undefined[key] = value(1); } catch (e) { console.log(e.name + ':' + log.splice(0).join()); } // expect: TypeError:value
const array = [0, 0]; let i = 0; array[i++] += 5; array[i++]++; console.log(array.join(), i); // expect: 5,1 2
const s = 'abc'; s.length += 1; s[0] = 'z'; console.log(s, s.length); // expect: abc 3
let o = { n: '5' }; console.log(o.n++, o.n, o.m++, o.m, ++o.n, o.n-- - --o.n); // expect: 5 6 NaN NaN 7 2
let x = 5; x += x++ + ++x; console.log(x); x = x++; console.log(x); x -= x = 3; console.log(x);
// expect: 17
// expect: 17
// expect: 14
let str = 'a'; str += str += 'b'; console.log(str); let arr = [1]; arr += [2]; console.log(arr, typeof arr);
// expect: aab
// expect: 12 string
