const show = (text) => console.log(eval(text));
show('do { try { 39 } finally { 42; break; } } while (false)'); // expect: 42
show('do { -99; try { 39 } finally { break; -2 } } while (false)'); // expect: undefined
show('do { try { [].x.x } catch (e) { -1 } finally { 42; continue; } -77 } while (false)'); // expect: 42
show('a: do { try { 1 } finally { try { 2 } finally { 3; break a; } } } while (false)'); // expect: 3
show('do { try { 1 } finally { 2; while (true) { 3; break; } } } while (false)'); // expect: 1
show('do { try { 39 } finally { 42 } } while (false)'); // expect: 39
show('a: { do { 1; try { 2 } finally { 3; break a; } } while (false); 4 }'); // expect: 3
show('1; for (const x of [5, 6]) { try { x } finally { if (x === 6) break; } }'); // expect: undefined
