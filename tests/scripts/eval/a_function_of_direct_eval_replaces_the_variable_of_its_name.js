function kind(body, ...rest) {
  console.log(body(...rest));
}

kind(function () { var x = 1; eval('function x() {}'); return typeof x; }); // expect: function
kind(function (x) { eval('function x() {}'); return typeof x; }, 1); // expect: function
kind(function () { function x() {} eval('var x'); return typeof x; }); // expect: function
kind(function () { function x() {} eval('var x = 1'); return typeof x; }); // expect: number
kind(function () { eval('var x = 1; function x() {}'); return typeof x; }); // expect: number
kind(function () { eval('function x() {}'); eval('function x() { return 2; }'); return x(); }); // expect: 2
kind(function () { eval("eval('var x = 1'); function y() { return x; }"); return y(); }); // expect: 1
kind(function n() { eval('var n = 3'); return n; }); // expect: 3
kind(function () { return eval('var q = 1; (function () { return q; })')(); }); // expect: 1

// At the top, everything is checked before anything is declared.
try {
  (0, eval)('var early; function NaN() {} function late() {}');
} catch (error) {
  console.log(error.name, 'early' in globalThis, 'late' in globalThis); // expect: TypeError false false
}
