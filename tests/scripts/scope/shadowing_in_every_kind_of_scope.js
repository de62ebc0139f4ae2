let x = 'global';
{ let x = 'block'; { const x = 'inner'; console.log(x); } console.log(x); } console.log(x);
// expect: inner
// expect: block
// expect: global
function f(x) { { let x = 'body block'; console.log(x); } console.log(x); } f('parameter');
// expect: body block
// expect: parameter
(x => { console.log(x); })('arrow'); try { throw 'caught'; } catch (x) { console.log(x); { let x = 'in catch'; console.log(x); } }
// expect: arrow
// expect: caught
// expect: in catch
for (let x = 0; x < 1; x++) { let x = 'loop body'; console.log(x); } for (const x of ['of']) console.log(x); for (const x in { in: 1 }) console.log(x);
// expect: loop body
// expect: of
// expect: in
switch (x) { case 'global': { let x = 'switch'; console.log(x); } } class C { x = 'field'; m(x = this.x) { return x; } } console.log(new C().m());
// expect: switch
// expect: field
(function x() { console.log(typeof x); })(); (class x { static { console.log(typeof x, x.name); } }); console.log(x);
// expect: function
// expect: function x
// expect: global
function defaults(a = x, b = () => a) { var x = 'var'; a = 'changed'; return [a, b(), x].join(); } console.log(defaults());
// expect: changed,changed,var
const o = { x: 'method', get() { return x; }, own() { return this.x; } }; console.log(o.get(), o.own());
// expect: global method
var undefined2; { let undefined = 5; console.log(undefined); } console.log(undefined, (function (undefined) { return undefined; })(1));
// expect: 5
// expect: undefined 1
let NaN2 = NaN; { const NaN = 1, Infinity = 2; console.log(NaN + Infinity); } label: { let label = 1; break label; } console.log(x, typeof label);
// expect: 3
// expect: global undefined
{ let f = 1; { var g = f; } console.log(g); } console.log(typeof f, g);
// expect: 1
// expect: function 1
