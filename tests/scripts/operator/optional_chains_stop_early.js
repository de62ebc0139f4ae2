const log = []; const t = (n, v) => (log.push(n), v); const show = v => console.log(String([v, ...log.splice(0)].join(' '))); const o = { a: { b: null, f() { return this === o.a; }, g: null }, n: null, s: 'text', k: 'a' };
show(o?.a?.b?.c.d.e[t('never')](t('never'))); show(o.n?.[t('key', 'x')]); show(o.n?.f(t('arg'))); show(o.a?.[t('k', 'f')](t('arg'))); show(o.a.g?.(t('arg'))); show(o.a.f?.(t('arg'))); show(o.missing?.x === undefined && o?.s?.length);
// expect:
// expect:
// expect:
// expect: true k arg
// expect:
// expect: true arg
// expect: 4
try { (o.n?.x).y; } catch (e) { console.log(e.message); } try { o.n.x?.y; } catch (e) { console.log(e.message); } try { o.a.g(); } catch (e) { console.log(e.name); } try { o?.a.nope(); } catch (e) { console.log(e.name); } try { o.s?.(); } catch (e) { console.log(e.name); } try { undeclaredThing?.x; } catch (e) { console.log(e.name); }
// expect: Cannot read properties of undefined (reading 'y')
// expect: Cannot read properties of null (reading 'x')
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: ReferenceError
show((o?.a).f()); show((o.a?.f)()); show((o.n?.f)?.()); show(o.a?.f?.call?.(o.a)); show(o?.['a']?.['f']()); show(delete o?.a?.x); show(delete o.n?.x.y.z); show(typeof o.n?.x); show(!o.n?.x); show(o.n?.x ?? 'default'); show([...(o.n?.list ?? [1])].length); show(`${o.n?.x}`); show(o.n?.x + 1); show(o?.a.f(...[1], t('spread')));
// expect: true
// expect: true
// expect:
// expect: true
// expect: true
// expect: true
// expect: true
// expect: undefined
// expect: true
// expect: default
// expect: 1
// expect: undefined
// expect: NaN
// expect: true spread
class A { #p = 1; #m() { return this.#p; } static p(x) { return x?.#p; } static m(x) { return x?.#m(); } static deep(x) { return x?.y?.#p.z; } static call(x) { return (x?.#m)(); } } show(A.p(new A)); show(A.p(null)); show(A.m(new A)); show(A.m(undefined)); show(A.deep({ y: null })); show(A.deep({ y: new A })); show(A.call(new A)); show(null?.[t('never')]?.(t('never'))?.x); show(0?.toFixed(1)); show(''?.length); show(false?.x); show(NaN?.x); let i = 0; null?.[i++]; undefined?.f(i++); show(i); show(eval?.('1 + 1')); show((() => o)?.()?.k); show((new (class { x = o?.k; }))?.x); show(o.n?.x.y?.z === void 0); show(o?.a.g?.x.y); show(true ?.5 : 1); for (const bad of ['o?.a = 1', 'o?.a++', 'new o?.a()', 'o?.`t`', '[o?.a] = []', 'for (o?.a of []);', 'super?.x', 'delete o?.#p']) { try { eval(bad); console.log('fine'); } catch (e) { console.log(e.name); } }
// expect: 1
// expect:
// expect: 1
// expect:
// expect:
// expect:
// expect: 1
// expect:
// expect: 0.0
// expect: 0
// expect:
// expect:
// expect: 0
// expect: 2
// expect: a
// expect: a
// expect: true
// expect:
// expect: 0.5
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
