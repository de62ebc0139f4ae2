const { env } = process;
env.A = 1;
console.log(typeof env.A, env.A); // expect: string 1
env.B = undefined;
console.log([env.B, 'B' in env, env.missing]); // expect: [ 'undefined', true, undefined ]
for (let i = 0; i < 50; i += 1) env.C = i;
console.log(env.C === '49', Object.keys(env).includes('C')); // expect: true true
console.log(JSON.stringify({ ...env }).includes('"C":"49"')); // expect: true
console.log(delete env.C, 'C' in env, env.hasOwnProperty('A')); // expect: true false true
Object.defineProperty(env, 'D', { value: false, writable: true, enumerable: true, configurable: true });
console.log(env.D === 'false', Object.assign({}, env).D); // expect: true false
try {
  env.E = Symbol('e');
} catch (error) {
  console.log(String(error)); // expect: TypeError: Cannot convert a Symbol value to a string
}
const child = Object.create(env);
child.A = 2;
console.log(child.A, env.A); // expect: 2 1
process.env = { plain: 1 };
console.log(process.env.plain); // expect: 1
