// A loop or switch within `finally` writes the finalizer's completion value, across what the loop keeps.
console.log(eval('5; try { 1 } finally { for (var x of [2, 3]) x }')); // expect: 1
console.log(eval('try { 1 } finally { for (var y in [2]) 4 }')); // expect: 1
console.log(eval('try { 1 } finally { switch (1) { case 1: 2 } }')); // expect: 1
console.log(eval('do { try { 1 } finally { for (var z of [7]) { z } break; } } while (0)')); // expect: 7
console.log((0, eval)('try { try { 6 } catch (e) {} } finally { try { 8 } catch {} for (var w of [9]) w }')); // expect: 6
