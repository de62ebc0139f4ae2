console.log(typeof early); { function early() { } } console.log(typeof early);
// expect: undefined
// expect: function
(function () { if (true) function one() { return 1; } console.log(one()); })(); // expect: 1
(function () { console.log(typeof f); try { throw 1; } catch { function f() { return 'in catch'; } } console.log(f()); })();
// expect: undefined
// expect: in catch
(function (p) { { function p() { return 'block'; } } console.log(typeof p); })(); // expect: undefined
(function () { { let g = 'let'; { function g() { } } console.log(g); } console.log(typeof g); })();
// expect: let
// expect: undefined
(function () { switch (1) { case 0: function s() { return 'zero'; } case 1: console.log(s()); } })(); // expect: zero
(function () { for (const i of [1, 2]) { function each() { return i; } } console.log(each()); })(); // expect: 2
(function () { { var a = each(); function each() { return 'hoisted in its block'; } } console.log(a); })();
// expect: hoisted in its block
(function () { 'use strict'; { function strict() { } } console.log(typeof strict); })(); // expect: undefined
(function () { const outer = () => typeof late; { function late() { } } console.log(outer()); })();
// expect: function
(function () { { function twice() { return 1; } function twice() { return 2; } console.log(twice()); } })();
// expect: 2
(function () { let r = []; { r.push(typeof w); function w() { } w = 5; r.push(typeof w); } r.push(typeof w); console.log(r.join()); })();
// expect: function,number,function
(function () { l: { function lab() { return 'labelled block'; } break l; } console.log(lab()); })();
// expect: labelled block
