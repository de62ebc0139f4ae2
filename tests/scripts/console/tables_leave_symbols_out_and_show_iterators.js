console.table([{ a: 1 }], [Symbol('s')]);
// expect: ┌─────────┐
// expect: │ (index) │
// expect: ├─────────┤
// expect: │ 0       │
// expect: └─────────┘
console.table([{ a: 1, b: 2 }], ['b']);
// expect: ┌─────────┬───┐
// expect: │ (index) │ b │
// expect: ├─────────┼───┤
// expect: │ 0       │ 2 │
// expect: └─────────┴───┘
console.table(new Set([1]).entries());
// expect: ┌───────────────────┬────────┐
// expect: │ (iteration index) │ Values │
// expect: ├───────────────────┼────────┤
// expect: │ 0                 │ 1      │
// expect: │ 1                 │ 1      │
// expect: └───────────────────┴────────┘
console.table(new Map([['k', { v: 1 }]]).entries());
// expect: ┌───────────────────┬─────┬──────────┐
// expect: │ (iteration index) │ Key │ Values   │
// expect: ├───────────────────┼─────┼──────────┤
// expect: │ 0                 │ 'k' │ { v: 1 } │
// expect: └───────────────────┴─────┴──────────┘
console.table(new Map([['k', 1]]).values());
// expect: ┌───────────────────┬────────┐
// expect: │ (iteration index) │ Values │
// expect: ├───────────────────┼────────┤
// expect: │ 0                 │ 1      │
// expect: └───────────────────┴────────┘
console.table([{ 名: '日本', e: '😀' }]);
// expect: ┌─────────┬────────┬──────┐
// expect: │ (index) │ 名     │ e    │
// expect: ├─────────┼────────┼──────┤
// expect: │ 0       │ '日本' │ '😀' │
// expect: └─────────┴────────┴──────┘
console.table([[1, { a: 1, b: 2, c: 3 }], ['x']]);
// expect: ┌─────────┬─────┬──────────┐
// expect: │ (index) │ 0   │ 1        │
// expect: ├─────────┼─────┼──────────┤
// expect: │ 0       │ 1   │ [Object] │
// expect: │ 1       │ 'x' │          │
// expect: └─────────┴─────┴──────────┘
console.table(); // expect: undefined
console.table(() => 1); // expect: [Function (anonymous)]
try { console.table([], 1); } catch (error) { console.log(error.code); }
// expect: ERR_INVALID_ARG_TYPE
