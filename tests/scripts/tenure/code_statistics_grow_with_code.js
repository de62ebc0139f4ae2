const { getHeapCodeStatistics } = require('v8');
const before = getHeapCodeStatistics();
const functions = [];
for (let i = 0; i < 200; i++) {
  functions.push(new Function('a', `return a + ${i} + 'a long text that is part of the source ${i}'.length`));
  functions[i](i);
}
const after = getHeapCodeStatistics();
console.log(Object.keys(after).join());
// expect: code_and_metadata_size,bytecode_and_metadata_size,external_script_source_size,cpu_profiler_metadata_size
console.log(after.code_and_metadata_size > before.code_and_metadata_size); // expect: true
console.log(after.bytecode_and_metadata_size > before.bytecode_and_metadata_size); // expect: true
console.log(after.external_script_source_size >= before.external_script_source_size + 200 * 50); // expect: true
