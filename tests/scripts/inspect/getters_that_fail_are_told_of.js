const { inspect } = require('util');
const show = (value, options) => console.log(JSON.stringify(inspect(value, { getters: true, ...options })));
show({ get a() { throw new Error('bad'); } }); // expect: "{ a: [Getter: <Inspection threw (bad)>] }"
show({ get a() { throw { message: 'm' }; } }); // expect: "{ a: [Getter: <Inspection threw (m)>] }"
show({ get a() { return () => 1; } });
// expect: "{\n    a: [Getter: <Inspection threw (Symbol.prototype.toString requires that 'this' be a Symbol)>]\n  }"
show({ get a() { return { [inspect.custom]() { throw new Error('inside'); } }; } });
// expect: "{ a: [Getter: <Inspection threw (inside)>] }"
show({ get a() { return this; } }); // expect: "<ref *1> { a: [Getter] [Circular *1] }"
show({ get a() { return 'text'; }, set a(value) {}, set b(value) {} }); // expect: "{ a: [Getter/Setter: 'text'], b: [Setter] }"
show({ get a() { return 1; }, get b() { return 2; }, set b(value) {} }, { getters: 'get' });
// expect: "{ a: [Getter: 1], b: [Getter/Setter] }"
show({ get a() { return 1; }, get b() { return 2; }, set b(value) {} }, { getters: 'set' });
// expect: "{ a: [Getter], b: [Getter/Setter: 2] }"
show({ get a() { return [1, { b: { c: {} } }]; } }); // expect: "{ a: [Getter] [ 1, { b: [Object] } ] }"
