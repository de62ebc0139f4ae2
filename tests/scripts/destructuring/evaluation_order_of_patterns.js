const log = []; const t = (n, v) => (log.push(n), v); const show = () => console.log(log.splice(0).join(' '));
const source = { get a() { log.push('get a'); }, get b() { log.push('get b'); return 1; }, get c() { log.push('get c'); return undefined; } };
({ a: t('ta', {}).x = t('da', 1), [t('kb', 'b')]: t('tb', {})[t('tkb', 'y')] = t('never'), c = t('dc', 3) } = source); var c; show();
// expect: ta get a da kb tb tkb get b get c dc
const { a = t('d1'), [t('k', 'b')]: renamed = t('never'), ...rest } = source; show(); console.log(Object.keys(rest).join());
// expect: get a d1 k get b get c
// expect: c
const iterable = values => ({ [Symbol.iterator]() { log.push('iterator'); let i = 0; return { next() { log.push('next'); return i < values.length ? { value: values[i++], done: false } : { done: true }; }, return() { log.push('return'); return {}; } }; } });
[] = iterable([1]); show(); [t('target', {}).x] = iterable([1, 2]); show(); [t('t1', {}).x, t('t2', {}).y] = iterable([]); show(); [, , t('t', {}).z] = iterable([1, 2, 3]); show();
// expect: iterator return
// expect: iterator target next return
// expect: iterator t1 next t2
// expect: iterator next next t next return
[...t('rest', {}).all] = iterable([1, 2]); show(); [t('t', {}).x = t('default', 1)] = iterable([undefined]); show(); [{ x: t('inner', {}).p }, [t('deep', {}).q]] = iterable([{ get x() { log.push('x'); } }, iterable([5])]); show();
// expect: iterator rest next next next
// expect: iterator t next default return
// expect: iterator next inner x next iterator deep next return return
const [p = t('p1'), q = t('q1')] = iterable([0]); show(); (([x], { y }) => log.push(x, y))(iterable(['X']), { get y() { log.push('y'); return 'Y'; } }); show();
// expect: iterator next next q1
// expect: iterator next return y X Y
let u, v; [u, v] = [1, 2]; [u, v] = [v, u]; console.log(u, v); [v, u = v, [v] = [9]] = [7]; console.log(u, v); ({ u, v: { w: v } = { w: 5 } } = { u: 3 }); console.log(u, v);
// expect: 2 1
// expect: 7 9
// expect: 3 5
console.log(([u] = [1, 2]).length, ({ u } = 'str') , u); for (const [k, { n = k }] of [[1, {}], [2, { n: 5 }]]) log.push(k, n); show();
// expect: 2 str undefined
// expect: 1 1 2 5
function f({ a = 1, b: { c = a + 1 } = {} } = {}, [d, ...e] = [a2 => a2]) { return [a, c, typeof d, e.length].join(); } console.log(f(), f({ a: 5 }, [1, 2, 3]), f.length);
// expect: 1,2,function,0 5,6,number,2 0
