const log = []; const t = (n, v) => (log.push(n), v); const show = () => console.log(log.splice(0).join(' '));
class A { [t('key a', 'a')] = t('value a', 1); static [t('key s', 's')] = t('static s', 2); [t('key m', 'm')]() { } b = t('b sees ' + this.a, 3); static { t('block ' + this.s); } static c = t('static c'); constructor() { t('constructor sees ' + this.b); } } show(); new A; show();
// expect: key a key s key m static s block 2 static c
// expect: value a b sees 1 constructor sees 3
class B extends A { d = t('d sees ' + this.b); constructor() { t('before super'); super(); t('after super'); } } new B; show();
// expect: before super value a b sees 1 constructor sees 3 d sees 3 after super
var x = 'outer'; class C { x = x; y = this.x; f = () => this; g = function () { return this; }; ['z' + 1] = arguments_free(); static self = this; } function arguments_free() { return 'call'; } const c = new C; console.log(c.x, c.y, c.f() === c, c.g() === c, c.z1, C.self === C);
// expect: outer outer true true call true
class D { a; 'b c'; 5 = 1; static; get; set; async; static static = 1; static async = 2; static get = 3; } const d = new D; console.log(Object.keys(d).join(), D.static, D.async, D.get, 'a' in d);
// expect: 5,a,b c,static,get,set,async 1 2 3 true
class E { a = 1; a = 2; constructor() { this.a++; } } console.log(new E().a); class Base { constructor() { this.seen = this.field; } field = 'base'; } class Over extends Base { field = 'over'; } console.log(new Over().seen, new Over().field);
// expect: 3
// expect: base over
class S { set p(v) { log.push('setter'); } } class T extends S { p = 1; } console.log(new T().p, log.length); class F { fn = () => { }; ['computed'] = function () { }; #priv = class { }; name = F.name; get p() { return this.#priv.name; } } console.log(new F().fn.name, new F().computed.name, new F().p, new F().name);
// expect: 1 0
// expect: fn computed #priv F
class Thrower { a = log.push('a'); b = (() => { throw new Error('field'); })(); c = log.push('c'); } try { new Thrower; } catch (e) { console.log(e.message, log.splice(0).join()); } class Ev { v = eval('this.constructor.name'); w = eval('typeof new.target'); } console.log(new Ev().v, new Ev().w);
// expect: field a
// expect: Ev undefined
class Nest { static inner = class { static outer = Nest; x = Nest?.name; }; } console.log(new Nest.inner().x, (() => { try { return String(Nest.inner.outer === Nest); } catch (e) { return e.name; } })()); const objs = []; class Loop { static make() { for (let i = 0; i < 2; i++) objs.push(class { v = i; static s = i; }); } } Loop.make(); console.log(objs.map(K => new K().v + K.s).join());
// expect: Nest true
// expect: 0,2
class G { static a = 1; static b = this.a + 1; static c = (() => this.b + 1)(); static d = G.c + 1; } console.log(G.d); class H { 'constructor2' = 1; static ['prototype2'] = 2; } console.log(new H().constructor2, H.prototype2); try { eval('class { static prototype = 1 }'); } catch (e) { console.log(e.name); } try { (class { static ['prototype'] = 1; }); } catch (e) { console.log(e.name); }
// expect: 4
// expect: 1 2
// expect: SyntaxError
// expect: TypeError
class Ret { constructor(o) { return o; } } class Stamp extends Ret { stamped = true; #p = 1; static has(o) { return #p in o; } } const target = {}; new Stamp(target); console.log(target.stamped, Stamp.has(target), Stamp.has({})); try { new Stamp(target); } catch (e) { console.log(e.message); }
// expect: true true false
// expect: Cannot initialize #p twice on the same object
