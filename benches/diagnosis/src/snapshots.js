// Takes a heap snapshot into the file that the command line names, and prints what it cost.
{
  const fs = require('fs');
  const v8 = require('v8');
  const status = (field) => Number(new RegExp(`${field}:\\s*(\\d+)`).exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
  status('VmRSS');
  gc();
  gc();
  // From here on the system measures the peak anew.
  fs.writeFileSync('/proc/self/clear_refs', '5');
  const before = status('VmRSS');
  const start = process.hrtime.bigint();
  v8.writeHeapSnapshot(process.argv[2]);
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  const { used_heap_size: used, external_memory: external } = v8.getHeapStatistics();
  console.log(JSON.stringify({ used, external, before, peak: status('VmHWM'), milliseconds, planted }));
}
