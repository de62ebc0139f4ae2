const run = text => { try { return String(eval(text)); } catch (error) { return error.name; } };
const texts = ['1', '1;;', '1; var x = 2', '1; let y = 2', '1; function f() {}', '1; class C {}', '1; {}', '1; { 2 }', '1; if (true) 2', '1; if (false) 2',
  '1; if (true) {} else 3', '1; if (true) { 2; } else { 3; }', 'do { 4; } while (false)', '1; do { } while (false)', 'for (var i = 0; i < 3; i++) i', '1; for (; false;) 2',
  '1; for (var i = 0; i < 2; i++) { if (i) break; 5; }', 'for (var k in { a: 1 }) k', 'for (var v of [1, 2]) v * 2', '1; for (var v of []) v', '1; while (false);',
  'try { 1 } finally { 2 }', 'try { throw 1 } catch (e) { e + 1 }', 'try { 1 } catch (e) { 2 } finally { 3 }', '5; try { } finally { 6 }', 'l: { 1; break l; }', '1; l: { break l; }',
  '1; l: { 2; { 3; break l; } }', 'with ({ a: 1 }) a', '1; with ({}) ;', 'switch (1) { case 1: 2; case 2: 3 }', '1; switch (1) { case 2: 2 }', '1; switch (1) { default: }',
  'switch (1) { case 1: 7; break; }', 'do { 1; continue; 2; } while (false)', 'do { 1; break; } while (true)', 'outer: for (;;) { for (;;) { 9; break outer; } }', '"use strict"; 1', '"directive"',
  '1, 2', 'x = 3', '({})', '{}', '{ a: 1 }', '[]', 'function g() { return 1; }', '(function () { return 4; })()', 'throw 1', '1; throw 2', 'var z', '', ';', '1; debugger', 'return 1',
  'do { try { 39 } catch (e) { } } while (false)', '1; do { 2; try { continue; } finally { 3 } } while (false)', 'for (var i = 0; i < 2; i++) { if (i) { try { throw null; } catch (e) { continue; } } "bad completion"; }'];
console.log(texts.map(text => `${text} => ${run(text)}`).filter(Boolean).length); // expect: 57
for (const text of texts) console.log(text, '=>', run(text) + ';');
// expect: 1 => 1;
// expect: 1;; => 1;
// expect: 1; var x = 2 => 1;
// expect: 1; let y = 2 => 1;
// expect: 1; function f() {} => 1;
// expect: 1; class C {} => 1;
// expect: 1; {} => 1;
// expect: 1; { 2 } => 2;
// expect: 1; if (true) 2 => 2;
// expect: 1; if (false) 2 => undefined;
// expect: 1; if (true) {} else 3 => undefined;
// expect: 1; if (true) { 2; } else { 3; } => 2;
// expect: do { 4; } while (false) => 4;
// expect: 1; do { } while (false) => undefined;
// expect: for (var i = 0; i < 3; i++) i => 2;
// expect: 1; for (; false;) 2 => undefined;
// expect: 1; for (var i = 0; i < 2; i++) { if (i) break; 5; } => undefined;
// expect: for (var k in { a: 1 }) k => a;
// expect: for (var v of [1, 2]) v * 2 => 4;
// expect: 1; for (var v of []) v => undefined;
// expect: 1; while (false); => undefined;
// expect: try { 1 } finally { 2 } => 1;
// expect: try { throw 1 } catch (e) { e + 1 } => 2;
// expect: try { 1 } catch (e) { 2 } finally { 3 } => 1;
// expect: 5; try { } finally { 6 } => undefined;
// expect: l: { 1; break l; } => 1;
// expect: 1; l: { break l; } => 1;
// expect: 1; l: { 2; { 3; break l; } } => 3;
// expect: with ({ a: 1 }) a => 1;
// expect: 1; with ({}) ; => undefined;
// expect: switch (1) { case 1: 2; case 2: 3 } => 3;
// expect: 1; switch (1) { case 2: 2 } => undefined;
// expect: 1; switch (1) { default: } => undefined;
// expect: switch (1) { case 1: 7; break; } => 7;
// expect: do { 1; continue; 2; } while (false) => 1;
// expect: do { 1; break; } while (true) => 1;
// expect: outer: for (;;) { for (;;) { 9; break outer; } } => 9;
// expect: "use strict"; 1 => 1;
// expect: "directive" => directive;
// expect: 1, 2 => 2;
// expect: x = 3 => 3;
// expect: ({}) => [object Object];
// expect: {} => undefined;
// expect: { a: 1 } => 1;
// expect: [] => ;
// expect: function g() { return 1; } => undefined;
// expect: (function () { return 4; })() => 4;
// expect: throw 1 => undefined;
// expect: 1; throw 2 => undefined;
// expect: var z => undefined;
// expect:  => undefined;
// expect: ; => undefined;
// expect: 1; debugger => 1;
// expect: return 1 => SyntaxError;
// expect: do { try { 39 } catch (e) { } } while (false) => 39;
// expect: 1; do { 2; try { continue; } finally { 3 } } while (false) => undefined;
// expect: for (var i = 0; i < 2; i++) { if (i) { try { throw null; } catch (e) { continue; } } "bad completion"; } => undefined;
