class Base {
    constructor(x) {
        this.x = x;
    }
    name() {
        return 'base ' + this.x;
    }
}
class Derived extends Base {
    constructor(x, y) {
        super(x);
        this.y = y;
    }
    name() {
        return 'derived ' + super.name() + ' ' + this.y;
    }
}
function make(C, ...rest) {
    return new C(rest[0], rest[1]);
}
console.log(make(Base, 1).name(), '|', make(Derived, 1, 2).name(), '|', make(Derived, 3, 4).name());
// expect: base 1 | derived base 1 2 | derived base 3 4

// Another prototype, another shape.
function Old(x) {
    this.x = x;
}
Old.prototype.kind = () => 'first';
console.log(make(Old, 1).kind(), make(Old, 2).kind()); // expect: first first
Old.prototype = { kind: () => 'second' };
console.log(make(Old, 3).kind(), make(Old, 3).x); // expect: second 3

// What a constructor returns.
class Odd {
    constructor(x) {
        if (x === 1) return { x: 'own' };
        if (x === 2) return 5;
        this.x = x;
    }
}
console.log(make(Odd, 1).x, make(Odd, 2).x, make(Odd, 3).x); // expect: own undefined 3

// Another parent than at the time of the definition; a native one; none.
Object.setPrototypeOf(Derived, class {
    constructor(x) {
        this.x = 'other ' + x;
    }
});
console.log(make(Derived, 5, 6).x, make(Derived, 5, 6) instanceof Base); // expect: other 5 true
class List extends Array {
    constructor(a, b) {
        super(a, b);
    }
}
console.log(make(List, 7, 8).length, make(List, 7, 8) instanceof List); // expect: 2 true
Object.setPrototypeOf(Derived, {});
try {
    make(Derived, 1, 2);
} catch (error) {
    console.log(error.name); // expect: TypeError
}

// Fields, private methods, new.target, Reflect.construct, super() in an arrow function.
class Fields {
    a = 1;
    #b = 2;
    #sum() {
        return this.a + this.#b;
    }
    sum() {
        return this.#sum();
    }
}
class More extends Fields {
    c = this.sum() + 1;
    constructor() {
        const early = () => super();
        early();
        this.target = new.target.name;
    }
}
console.log(make(More).c, make(More).target, make(Fields).sum()); // expect: 4 More 3
const reflected = Reflect.construct(Base, [9], More);
console.log(reflected.x, reflected instanceof More, reflected.c); // expect: 9 true undefined
class Twice extends Base {
    constructor() {
        super(1);
        super(2);
    }
}
try {
    make(Twice);
} catch (error) {
    console.log(error.message); // expect: Super constructor may only be called once
}
class Never extends Base {
    constructor() {}
}
try {
    make(Never);
} catch (error) {
    console.log(error.name); // expect: ReferenceError
}
try {
    Base();
} catch (error) {
    console.log(error.message); // expect: Class constructor Base cannot be invoked without 'new'
}
