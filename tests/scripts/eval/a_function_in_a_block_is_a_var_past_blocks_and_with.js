// Annex B.3.3: when the declaration is evaluated, the `var` gets the function – in the variable scope, whatever lies
// between.
(function () {
  eval("{ function f() { const before = typeof f; f = 123; return before + ' ' + f; } } var g = f; g = g();");
  console.log(typeof f, g); // expect: function function 123
})();

(function () {
  const object = { h: 'own' };
  with (object) {
    function h() {}
  }
  console.log(typeof h, object.h); // expect: function own
})();

(function () {
  {
    let kept = 1;
    const show = () => kept;
    {
      function f() { return [show(), f === outer]; }
      f.mark = true;
    }
  }
  const outer = f;
  f = null;
  console.log(outer(), typeof globalThis.f); // expect: [ 1, true ] undefined
})();
