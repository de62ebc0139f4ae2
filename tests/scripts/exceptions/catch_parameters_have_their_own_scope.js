var e = 'outer';
try { throw 'inner'; } catch (e) { console.log(e); e = 'changed'; var e = 'var writes the parameter'; console.log(e); }
// expect: inner
// expect: var writes the parameter
console.log(e); // expect: outer
try { throw [1, { a: 2 }]; } catch ([x, { a, b = x }]) { console.log(x, a, b); } // expect: 1 2 1
try { throw null; } catch { console.log('no binding'); } // expect: no binding
try { try { throw 1; } catch ({ message }) { console.log(message); throw message; } } catch (e) { console.log(e); }
// expect: undefined
// expect: undefined
try { throw 5; } catch (p) { let q = p; { let p = 6; q += p; } console.log(q, p); } // expect: 11 5
const closures = []; for (const v of [1, 2]) try { throw v; } catch (c) { closures.push(() => c++); }
console.log(closures[0](), closures[0](), closures[1]()); // expect: 1 2 2
try { throw 1; } catch (f) { var g = f; for (var f2 of [2]) g += f2; } console.log(g, typeof f);
// expect: 3 undefined
try { (function () { throw this; }).call('this'); } catch (t) { console.log(typeof t, t == 'this'); }
// expect: object true
try { throw 1; } catch (arguments) { console.log(arguments); } // expect: 1
try {
  try { throw { get a() { throw 'in pattern'; } }; } catch ({ a }) { console.log('never'); } finally { console.log('finally'); }
  // expect: finally
} catch (error) { console.log(error); } // expect: in pattern
