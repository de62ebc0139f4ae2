// Debugs a script through chrome-remote-interface, and prints what it saw, as JSON. FOLDER has it in its node_modules.
//   remote.cjs FOLDER PROGRAM SCRIPT
const { createRequire } = require('module');
const { spawn } = require('child_process');
const path = require('path');
const [folder, program, script] = process.argv.slice(2);
const CDP = createRequire(path.resolve(folder, 'package.json'))('chrome-remote-interface');

const told = [];
const child = spawn(program, ['--inspect-brk=127.0.0.1:0', script], { stdio: ['ignore', 'ignore', 'pipe'] });
const exited = new Promise((resolve) => child.once('exit', resolve));

function address() {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr.on('data', (part) => {
      text += part;
      const found = /ws:\/\/([\d.]+):(\d+)\//.exec(text);
      if (found) resolve({ host: found[1], port: Number(found[2]) });
    });
    child.once('exit', () => reject(new Error(`it ended: ${text}`)));
  });
}

async function scopesOf(client, frame) {
  const shown = [];
  for (const { type, object } of frame.scopeChain.filter(({ type }) => type === 'local' || type === 'closure' || type === 'block')) {
    const { result } = await client.Runtime.getProperties({ objectId: object.objectId, ownProperties: true });
    const values = result.filter(({ value }) => value && value.type !== 'function' && value.type !== 'undefined');
    const named = values.map(({ name, value }) => `${name}=${value.value ?? value.description}`).sort();
    shown.push(`${type} ${named.filter((text) => !/^(exports|module|require|__filename|__dirname)=/.test(text)).join(' ')}`);
  }
  return shown;
}

async function main() {
  const client = await CDP(await address());
  const { Debugger, HeapProfiler, Runtime } = client;
  const paused = () => new Promise((resolve) => client.once('Debugger.paused', resolve));
  const after = async (work) => {
    const next = paused();
    await work;
    const { callFrames, hitBreakpoints } = await next;
    const own = callFrames.filter(({ location }) => location.scriptId === callFrames[0].location.scriptId);
    const at = own.slice(0, 2).map(({ functionName, location }) => `${functionName}:${location.lineNumber + 1}`);
    told.push([at.join(' < '), hitBreakpoints?.length ?? 0]);
    return callFrames[0];
  };
  const said = [];
  client.on('Runtime.consoleAPICalled', ({ type, args }) => said.push([type, args.map(({ value, preview }) => value ?? preview)]));
  await Promise.all([Runtime.enable(), Debugger.enable(), HeapProfiler.enable()]);
  await after(Runtime.runIfWaitingForDebugger());
  const urlRegex = `.*${path.basename(script)}$`;
  await Debugger.setBreakpointByUrl({ urlRegex, lineNumber: 3, condition: 'x === 2' });
  let frame = await after(Debugger.resume());
  told.push(await scopesOf(client, frame));
  const evaluated = await Debugger.evaluateOnCallFrame({ callFrameId: frame.callFrameId, expression: 'x * 100 + total' });
  told.push(evaluated.result.value);
  await Debugger.setVariableValue({ scopeNumber: 0, variableName: 'x', newValue: { value: 5 }, callFrameId: frame.callFrameId });
  await after(Debugger.stepInto());
  await after(Debugger.stepOut());
  frame = await after(Debugger.stepOver());
  told.push(await scopesOf(client, frame));
  let chunks = 0;
  client.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => (chunks += chunk.length));
  await HeapProfiler.takeHeapSnapshot({ reportProgress: false });
  told.push(chunks > 10000);
  await Debugger.resume();
  // Done, it waits for its client to go.
  await new Promise((resolve) => client.once('Runtime.executionContextDestroyed', resolve));
  told.push(said);
  await client.close();
  told.push(await exited);
}

main().then(() => {
  console.log(JSON.stringify(told));
}, (error) => {
  console.error(error);
  child.kill();
  process.exitCode = 1;
});
