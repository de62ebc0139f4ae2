const log = [];
const tick = (name, n) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => log.push(name + i)); };
async function plain() { return 1; }
async function promised() { return Promise.resolve(1); }
async function thenable() { return { then(r) { r(1); } }; }
async function awaits() { await null; return 1; }
async function awaitsPromise() { await Promise.resolve(); return 1; }
async function nested() { return await plain(); }
async function awaitsThenable() { await { then(r) { log.push('then'); r(); } }; return 1; }
const derived = class extends Promise {};
async function awaitsDerived() { await derived.resolve(1); return 1; }
async function throws() { throw 1; }
tick('t', 8);
for (const f of [plain, promised, thenable, awaits, awaitsPromise, nested, awaitsThenable, awaitsDerived]) f().then(() => log.push(f.name));
throws().catch(() => log.push('throws'));
(async () => { try { await throws(); } catch { log.push('caught'); } })();
(async () => { await Promise.all([awaits(), plain()]); log.push('all'); })();
setTimeout(() => console.log(log.join(' ')), 5);
const pair = Promise.resolve(2);
Object.defineProperty(pair, 'constructor', { get() { throw new Error('constructor'); } });
(async () => { try { await pair; } catch (e) { log.push(e.message); } })();
process.on('unhandledRejection', e => console.log('unhandled', e.message));
(async () => { await 1; throw new Error('nobody looks'); })();
// expect: unhandled nobody looks
// expect: constructor t1 plain then throws caught t2 thenable awaits awaitsPromise nested t3 promised awaitsThenable all t4 awaitsDerived t5 t6 t7 t8
