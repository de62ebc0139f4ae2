// Variables tied together by one-way constraints of different classes, satisfied again and again.
class Variable {
  constructor(name, value) {
    this.name = name;
    this.value = value;
    this.users = [];
    this.stamp = 0;
  }
}
class Constraint {
  constructor(inputs, output) {
    this.inputs = inputs;
    this.output = output;
    for (const input of inputs) input.users.push(this);
  }
  isReady(stamp) {
    return this.inputs.every((input) => input.stamp === stamp || input.users.length === 0 || input.stamp > 0);
  }
  execute() {
    throw new Error('a plain constraint computes nothing');
  }
}
class Equality extends Constraint {
  execute() {
    this.output.value = this.inputs[0].value;
  }
}
class Scale extends Constraint {
  constructor(input, factor, offset, output) {
    super([input, factor, offset], output);
  }
  execute() {
    const [input, factor, offset] = this.inputs;
    this.output.value = (input.value * factor.value + offset.value) % 65521;
  }
}
class Sum extends Constraint {
  execute() {
    let sum = 0;
    for (let i = 0; i < this.inputs.length; i++) sum += this.inputs[i].value;
    this.output.value = sum % 65521;
  }
}
class Planner {
  constructor() {
    this.stamp = 1;
  }
  change(variable, value) {
    this.stamp++;
    variable.value = value;
    variable.stamp = this.stamp;
    const agenda = variable.users.slice();
    while (agenda.length > 0) {
      const constraint = agenda.pop();
      const output = constraint.output;
      if (output.stamp === this.stamp || !constraint.isReady(this.stamp)) continue;
      constraint.execute();
      output.stamp = this.stamp;
      for (const user of output.users) agenda.push(user);
    }
  }
}
function build(length) {
  const first = new Variable('first', 1);
  first.stamp = 1;
  const factor = new Variable('factor', 3);
  const offset = new Variable('offset', 7);
  factor.stamp = offset.stamp = 1;
  let last = first;
  for (let i = 0; i < length; i++) {
    const next = new Variable('v' + i, 0);
    next.stamp = 1;
    if (i % 3 === 0) new Equality([last], next);
    else if (i % 3 === 1) new Scale(last, factor, offset, next);
    else new Sum([last, first, offset], next);
    last = next;
  }
  return { first, factor, last };
}
const planner = new Planner();
const chain = build(300);
let sum = 0;
for (let i = 0; i < 900; i++) {
  planner.change(i % 4 === 0 ? chain.factor : chain.first, i);
  sum = (sum * 31 + chain.last.value) % 1000003;
}
print(sum);
