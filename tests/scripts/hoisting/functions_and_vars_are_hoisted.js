console.log(typeof f, f(), v, typeof g); // expect: function last wins undefined undefined
function f() { return 'last'; } var f; var v = 1; var g = function () { };
function f() { return 'last wins'; }
console.log((function () { return typeof x; var x = 1; })(), (function () { return h(); function h() { return 'h'; } })());
// expect: undefined h
(function () { console.log(typeof inner); { console.log(typeof inner); function inner() { } } console.log(typeof inner); })();
// expect: undefined
// expect: function
// expect: function
(function () { if (true) { function a() { return 1; } } else { function a() { return 2; } } console.log(a()); })();
// expect: 1
(function () { 'use strict'; { function b() { } } console.log(typeof b); })(); // expect: undefined
(function () { let c = 'let'; { function c() { } } console.log(c); })(); // expect: let
(function (d) { { function d() { } } console.log(typeof d); })('parameter'); // expect: string
(function () { console.log(typeof e); for (let e of [1]) { function q() { return e; } } console.log(q()); try { } catch (e) { } var e; })();
// expect: undefined
// expect: 1
(function () { { function k() { return 1; } k = 2; console.log(k); } console.log(typeof k); })();
// expect: 2
// expect: function
(function () { { k2(); function k2() { console.log('called before its place'); } } })();
// expect: called before its place
(function () { var z = 1; { var z = 2; } console.log(z); if (false) { var never; } console.log(never); })();
// expect: 2
// expect: undefined
(function () { switch (1) { case 1: function s() { return 's'; } } console.log(s()); })(); // expect: s
(function () { function dup(a) { return a; } function dup(a, b) { return b; } console.log(dup(1, 2), dup.length); })();
// expect: 2 2
(function () { var p = 'x'; function p() { } console.log(p); })(); // expect: x
(function (a) { var a; console.log(a); var a = 2; console.log(a, arguments[0]); })(1);
// expect: 1
// expect: 2 2
(function () { console.log(typeof Cls, (() => { try { Cls; } catch (e) { return e.name; } })()); })(); var Cls = class { };
// expect: undefined undefined
console.log((function fn() { fn = 1; return typeof fn; })(), (function fn() { var fn = 2; return fn; })(), (function fn(fn) { return fn; })(3));
// expect: function 2 3
console.log((function () { 'use strict'; return (function fn() { try { fn = 1; } catch (e) { return e.message; } })(); })());
// expect: Assignment to constant variable.
