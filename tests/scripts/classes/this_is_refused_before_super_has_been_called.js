class Base {}
const attempts = {
  read() { return class extends Base { constructor() { this.x; super(); } }; },
  write() { return class extends Base { constructor() { this.x = 1; super(); } }; },
  element() { return class extends Base { constructor() { this[0] = 1; super(); } }; },
  change() { return class extends Base { constructor() { this.x++; super(); } }; },
  call() { return class extends Base { constructor() { this.x(); super(); } }; },
  compare() { return class extends Base { constructor() { if (this === 1) {} super(); } }; },
  name() { return class extends Base { constructor() { typeof this; super(); } }; },
  chain() { return class extends Base { constructor() { this?.x; super(); } }; },
  hidden() { return class extends Base { #x; constructor() { this.#x; super(); } }; },
  pattern() { return class extends Base { constructor() { [this.x] = [1]; super(); } }; },
  argument() { return class extends Base { constructor() { super(this); } }; },
  parameter() { return class extends Base { constructor(x = this) { super(); } }; },
  arrow() { return class extends Base { constructor() { (() => this)(); super(); } }; },
  text() { return class extends Base { constructor() { eval('this'); super(); } }; },
  branch() { return class extends Base { constructor() { if (0) super(); this.x = 1; } }; },
  missing() { return class extends Base { constructor() {} }; },
  twice() { return class extends Base { constructor() { super(); super(); } }; },
  within() { return class extends Base { constructor() { super(super()); } }; },
};
for (const [name, make] of Object.entries(attempts)) {
  const constructor = make();
  try {
    new constructor();
    console.log(name, 'ran');
  } catch (error) {
    const texts = ["Must call super constructor in derived class before accessing 'this' or returning from derived constructor", 'Super constructor may only be called once'];
    console.log(name, error.name, texts.indexOf(error.message));
  }
}
// expect: read ReferenceError 0
// expect: write ReferenceError 0
// expect: element ReferenceError 0
// expect: change ReferenceError 0
// expect: call ReferenceError 0
// expect: compare ReferenceError 0
// expect: name ReferenceError 0
// expect: chain ReferenceError 0
// expect: hidden ReferenceError 0
// expect: pattern ReferenceError 0
// expect: argument ReferenceError 0
// expect: parameter ReferenceError 0
// expect: arrow ReferenceError 0
// expect: text ReferenceError 0
// expect: branch ReferenceError 0
// expect: missing ReferenceError 0
// expect: twice ReferenceError 1
// expect: within ReferenceError 1

class Late extends Base {
  constructor(early) {
    const self = () => this;
    if (early) self();
    super();
    this.x = 1;
    this.y = self().x + 1;
  }
}
console.log(new Late(false).y); // expect: 2
try {
  new Late(true);
} catch (error) {
  console.log(error.name); // expect: ReferenceError
}
