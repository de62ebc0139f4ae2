const thrown = { toString() { return 'never called'; } };
let caught;
try { [1].map(() => { [2].forEach(() => { throw thrown; }); }); } catch (error) { caught = error; }
console.log(caught === thrown); // expect: true
const values = [0, -0, NaN, '', null, undefined, false, 1n, Symbol.iterator];
console.log(values.every(value => { try { throw value; } catch (error) { return Object.is(error, value); } }));
// expect: true
try { ({ get x() { throw thrown; } }).x; } catch (error) { console.log(error === thrown); } // expect: true
try { `${{ toString() { throw thrown; } }}`; } catch (error) { console.log(error === thrown); } // expect: true
try { new (class { constructor() { throw thrown; } }); } catch (error) { console.log(error === thrown); }
// expect: true
try { new (class { field = (() => { throw thrown; })(); }); } catch (error) { console.log(error === thrown); }
// expect: true
try { for (const x of { [Symbol.iterator]() { throw thrown; } }); } catch (error) { console.log(error === thrown); }
// expect: true
try { JSON.stringify({ toJSON() { throw thrown; } }); } catch (error) { console.log(error === thrown); }
// expect: true
try { [3, 2, 1].sort(() => { throw thrown; }); } catch (error) { console.log(error === thrown); } // expect: true
try { try { throw thrown; } finally { try { throw 1; } catch { } } } catch (error) { console.log(error === thrown); }
// expect: true
class Mine extends Error { constructor(m) { super(m); this.name = 'Mine'; } } 
try { throw new Mine('text'); } catch (e) { console.log(e instanceof Mine, e instanceof Error, String(e), Object.keys(e).join()); }
// expect: true true Mine: text name
