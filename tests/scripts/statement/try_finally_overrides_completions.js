const f = [
  () => { try { return 1; } finally { return 2; } },
  () => { try { throw 1; } finally { return 3; } },
  () => { for (;;) { try { return 4; } finally { break; } } return 5; },
  () => { let i = 0; for (; i < 2; i++) { try { return i; } finally { continue; } } return i + 4; },
  () => { let x = 7; try { return x; } finally { x = 8; } },
  () => { const o = { v: 8 }; try { return o; } finally { o.v = 9; } },
  () => { try { try { throw 1; } catch (e) { return e; } finally { throw 10; } } catch (e) { return e; } },
  () => { try { return (() => { throw 11; })(); } catch (e) { return e; } finally { void 0; } },
  () => { l: try { throw 0; } catch { break l; } finally { return 12; } },
  () => { try { } finally { try { throw 1; } catch { } } return 13; },
];
console.log(f.map(g => JSON.stringify(g())).join(' ')); // expect: 2 3 5 6 7 {"v":9} 10 11 12 13
const order = [];
function tick(x) { order.push(x); return x; }
function all() { try { tick('try'); return tick('value'); } catch { tick('catch'); } finally { tick('finally'); } }
all(); console.log(order.join()); // expect: try,value,finally
try { try { throw new Error('first'); } finally { throw new Error('second'); } } catch (e) { console.log(e.message); }
// expect: second
try { try { throw 'kept'; } finally { (() => { try { throw 'inner'; } catch { } })(); } } catch (e) { console.log(e); }
// expect: kept
function deep(n) { try { if (n) return deep(n - 1) + 1; throw 0; } catch { return 100; } finally { order.length = n; } }
console.log(deep(5), order.length); // expect: 105 5
