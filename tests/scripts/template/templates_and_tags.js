const log = []; const tag = (s, ...v) => [s.length, s.join('|'), s.raw.join('|'), v.join()].join(' / ');
console.log(tag`a${1}b${2}c`, tag``, tag`${1}`, tag`\u{61}\x62${1}`);
// expect: 3 / a|b|c / a|b|c / 1,2 1 /  /  /  2 / | / | / 1 2 / ab| / \u{61}\x62| / 1
function same(s) { return s; } const site = () => same`x${0}`; console.log(site() === site(), same`x${0}` === same`x${0}`, Object.isFrozen(site()), Object.isFrozen(site().raw), Array.isArray(site()), 'raw' in site());
// expect: true false true true true true
const bad = (s) => [String(s[0]), s.raw[0]].join(); console.log(bad`\unicode`, bad`\xg`, bad`\u{110000}`); try { eval('`\\u{110000}`'); } catch (e) { console.log(e.name); } const o = { t() { return this === o; }, n: { t(s) { return s[0] + (this === o.n); } } }; console.log(o.t``, o['t']`x`, o.n.t`q`, (o.t)``, (0, o.t)``); console.log((x => x)`a`[0], ((s) => (t) => s + t)`1``2`);
// expect: undefined,\unicode undefined,\xg undefined,\u{110000}
// expect: SyntaxError
// expect: true true qtrue true false
// expect: a 12
const order = n => ({ toString() { log.push(n); return n; } }); console.log(`${order('a')}${(log.push('between'), order('b'))}`, log.splice(0).join()); const prim = { [Symbol.toPrimitive](h) { return h; } }; console.log(`${prim}`, `${null}${undefined}${true}${1n}${-0}${[1, [2]]}`, `${{}}`, `a${`b${`c`}`}`, `\``, `$`, `$$ {} \${x}`, `${'$'}{}`, `é${'ü'}`, `\u{1F600}`.length); try { `${Symbol('s')}`; } catch (e) { console.log(e.message); }
// expect: ab a,between,b
// expect: string nullundefinedtrue101,2 [object Object] abc ` $ $$ {} ${x} ${} éü 2
// expect: Cannot convert a Symbol value to a string
const sites = []; for (let i = 0; i < 3; i++) sites.push((s => s)`loop${i}`); console.log(sites[0] === sites[1], sites[1] === sites[2]); function rec(n) { const s = (x => x)`r`; return n ? rec(n - 1) === s : s; } console.log(rec(1)); class T { static tag(s, v) { return new this().v + s[0] + v; } v = 'T'; } console.log(T.tag`a${1}`); console.log(`a\nb`.length, `\r\n`.length, eval('`\r\n`').length, String.raw`\r\n`.length, `${1}${2}` === '12', typeof `${1}`, `${(() => { try { return 'r'; } finally { log.push('f'); } })()}`, log.join());
// expect: true true
// expect: true
// expect: Ta1
// expect: 3 2 1 4 true string r f
