// IsAnonymousFunctionDefinition looks through parentheses, but not through a comma.
var declared = (function () {});
let arrow = ((() => {}));
const { a = (class {}), b = (0, class {}) } = {};
let [c = (function () {})] = [];
let assigned;
assigned = (class {});
console.log([declared.name, arrow.name, a.name, b.name, c.name, assigned.name]); // expect: [ 'declared', 'arrow', 'a', '', 'c', 'assigned' ]

const key = 'computed';
const object = { plain: (() => {}), [key]: (function () {}) };
console.log(object.plain.name, object.computed.name); // expect: plain computed

class C {
  field = (() => {});
  static [key] = (class {});
  #hidden = (() => {});
  name() { return this.#hidden.name; }
}
console.log(new C().field.name, C.computed.name, new C().name()); // expect: field computed #hidden

let logical;
logical ??= (function () {});
console.log(logical.name); // expect: logical
(assigned) = function () {};
console.log(assigned.name === ''); // expect: true
console.log((class { static name = 'own'; }).name); // expect: own
