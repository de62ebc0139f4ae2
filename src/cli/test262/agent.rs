//! `$262.agent`: other agents, each an engine on a thread of its own. What they share is the memory that is broadcast.

use crate::engine::{Engine, Error, InterruptHandle, Options, run_script};
use crate::heap::{External, ExternalId, Local, SharedMemory};
use crate::runtime::{
    self, Abrupt, Arguments, Completion, Intrinsic, Isolate, NativeFunction, Scope, run_jobs,
    shared_array_buffer_from_memory, shared_memory,
};
use crate::source::SourceText;
use crate::value::kind;
use crate::value::layout::{attribute, host_object};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How long somebody sleeps before looking whether the script is to stop.
const SLEEP: Duration = Duration::from_millis(5);
/// Native stack for an agent's scripts, and for the rest of its thread, in bytes.
const NATIVE_STACK: usize = 984 << 10;
const NATIVE_RESERVE: usize = 4 << 20;

/// What the first agent knows of the others.
struct Agents {
    agents: Vec<Agent>,
    reports: Receiver<String>,
    reporter: Sender<String>,
    start: Instant,
}

/// One other agent, as the first sees it.
struct Agent {
    broadcasts: Sender<SharedMemory>,
    /// It has received a broadcast.
    received: Receiver<()>,
    interrupt: InterruptHandle,
    thread: thread::JoinHandle<()>,
}

/// What an agent knows of the first.
struct Member {
    broadcasts: Receiver<SharedMemory>,
    received: Sender<()>,
    reporter: Sender<String>,
    start: Instant,
    has_left: bool,
}

impl External for Agents {
    fn category(&self) -> &'static str {
        "agents"
    }
}

impl External for Member {
    fn category(&self) -> &'static str {
        "agents"
    }
}

impl Drop for Agents {
    fn drop(&mut self) {
        // Nobody is there any more who could wake them.
        self.agents.iter().for_each(|agent| agent.interrupt.interrupt());
    }
}

/// `$262.agent` of the first agent.
pub(super) fn install_first<'s>(cx: &mut Scope<'s>, host: Local<'s>) -> Completion<()> {
    let (reporter, reports) = mpsc::channel();
    attach(cx, Box::new(Agents { agents: Vec::new(), reports, reporter, start: Instant::now() }))?;
    let steps: [(&str, NativeFunction); 5] = [
        ("start", start),
        ("broadcast", broadcast),
        ("getReport", get_report),
        ("sleep", sleep),
        ("monotonicNow", monotonic_now),
    ];
    install(cx, host, &steps)
}

/// `$262.agent` of another agent.
fn install_member<'s>(cx: &mut Scope<'s>, host: Local<'s>, member: Member) -> Completion<()> {
    attach(cx, Box::new(member))?;
    let steps: [(&str, NativeFunction); 5] = [
        ("receiveBroadcast", receive_broadcast),
        ("report", report),
        ("leaving", leaving),
        ("sleep", sleep),
        ("monotonicNow", monotonic_now),
    ];
    install(cx, host, &steps)
}

fn install<'s>(cx: &mut Scope<'s>, host: Local<'s>, steps: &[(&str, NativeFunction)]) -> Completion<()> {
    let agent = runtime::ordinary_object(cx)?;
    for &(name, steps) in steps {
        super::function(cx, agent, name, steps)?;
    }
    let key = cx.name("agent")?;
    runtime::define_new(cx, host, key, agent, attribute::ALL)
}

/// Keeps a payload in the realm's place for hosts.
fn attach<'s>(cx: &mut Scope<'s>, payload: Box<dyn External>) -> Completion<()> {
    let prototype = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let holder = runtime::make_object(cx, kind::HOST_OBJECT, prototype)?;
    cx.heap.store_raw(holder, host_object::EXTERNAL, u64::MAX);
    cx.set_intrinsic(Intrinsic::HostData, holder);
    match cx.heap.attach_external(holder, payload, 0) {
        Ok(id) => {
            cx.heap.store_raw(holder, host_object::EXTERNAL, id.to_bits());
            Ok(())
        }
        Err(_) => Err(runtime::throw_range_error(cx, format_args!("no memory for agents"))),
    }
}

/// The payload of the realm.
fn payload<T: External>(isolate: &mut Isolate) -> Option<&mut T> {
    let holder = isolate.intrinsic_raw(Intrinsic::HostData);
    if !holder.is_kind(kind::HOST_OBJECT) {
        return None;
    }
    let id = ExternalId::from_bits(holder.raw_word(host_object::EXTERNAL));
    isolate.heap.external_as_mut(id)
}

#[cold]
fn throw_no_agents(cx: &mut Scope<'_>) -> Abrupt {
    runtime::throw_type_error(cx, format_args!("there are no agents here"))
}

/// Starts an agent that runs a script.
fn start<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = runtime::to_string(cx, arguments.get(0))?;
    let text: Vec<u16> = runtime::units(cx, text)?.iter().collect();
    let Some(agents) = payload::<Agents>(cx) else { return Err(throw_no_agents(cx)) };
    let (broadcasts, receiver) = mpsc::channel();
    let (acknowledge, received) = mpsc::channel();
    let (tell, interrupt) = mpsc::channel();
    let (reporter, start) = (agents.reporter.clone(), agents.start);
    let member = Member { broadcasts: receiver, received: acknowledge, reporter, start, has_left: false };
    let thread = thread::Builder::new().stack_size(NATIVE_STACK + NATIVE_RESERVE);
    let thread = thread.spawn(move || {
        let options = Options { native_stack: Some(NATIVE_STACK), ..Options::default() };
        if let Ok(mut engine) = Engine::new(options)
            && tell.send(engine.interrupt_handle()).is_ok()
        {
            // An agent's uncaught exception is its end, and nobody is told.
            let _ = run(&mut engine, member, text);
        }
    });
    match (thread, interrupt.recv()) {
        (Ok(thread), Ok(interrupt)) => {
            agents.agents.push(Agent { broadcasts, received, interrupt, thread });
            Ok(Local::UNDEFINED)
        }
        _ => Err(runtime::throw_range_error(cx, format_args!("cannot start an agent"))),
    }
}

/// An agent's life: its script, then a call of what it wants to receive broadcasts with, and what these leave waiting.
fn run(engine: &mut Engine, member: Member, text: Vec<u16>) -> Result<(), Error> {
    engine.enter(|cx| {
        let host = super::install_plain(cx)?;
        install_member(cx, host, member)?;
        run_script(cx, SourceText::from_utf16("<agent>", text))?;
        run_jobs(cx)
    })?;
    while engine.enter(receive)? {}
    settle_waits(engine, |_| true)
}

/// Waits for a broadcast and calls the function for it; false when none is wanted, or none will come.
fn receive(cx: &mut Scope<'_>) -> Completion<bool> {
    let mut cx = cx.open();
    let holder = cx.intrinsic(Intrinsic::HostData)?;
    let callback = cx.word(holder, host_object::VALUE)?;
    if !runtime::is_callable(&cx, callback) {
        return Ok(false);
    }
    let memory = loop {
        let Some(member) = payload::<Member>(&mut cx) else { return Ok(false) };
        match member.broadcasts.recv_timeout(SLEEP) {
            Ok(memory) => break memory,
            Err(RecvTimeoutError::Timeout) => cx.poll()?,
            Err(RecvTimeoutError::Disconnected) => return Ok(false),
        }
    };
    cx.heap.store(holder, host_object::VALUE, Local::UNDEFINED);
    let buffer = shared_array_buffer_from_memory(&mut cx, memory)?;
    if let Some(member) = payload::<Member>(&mut cx) {
        let _ = member.received.send(());
    }
    runtime::call(&mut cx, callback, Local::UNDEFINED, &[buffer])?;
    run_jobs(&mut cx)?;
    Ok(true)
}

/// Settles promises of `Atomics.waitAsync` as others change the memory and time passes, and runs the jobs that wait for
/// them, as long as `may_go_on` says that something can come.
pub(super) fn settle_waits(engine: &mut Engine, may_go_on: fn(&mut Isolate) -> bool) -> Result<(), Error> {
    loop {
        let isolate = engine.isolate();
        let has_left = payload::<Member>(isolate).is_some_and(|member| member.has_left);
        if isolate.async_waits.is_empty() || has_left || !may_go_on(isolate) {
            return Ok(());
        }
        let left =
            isolate.async_waits.next_deadline().map(|deadline| deadline.saturating_duration_since(Instant::now()));
        isolate.async_waits.bell().wait(left.unwrap_or(SLEEP).min(SLEEP));
        engine.enter(|cx| {
            cx.poll()?;
            run_jobs(cx)
        })?;
    }
}

/// Whether a wait of the first agent may still end: by time, or by an agent that is at work.
pub(super) fn may_be_woken(isolate: &mut Isolate) -> bool {
    let has_deadline = isolate.async_waits.next_deadline().is_some();
    let is_alive = |agents: &mut Agents| agents.agents.iter().any(|agent| !agent.thread.is_finished());
    has_deadline || payload::<Agents>(isolate).is_some_and(is_alive)
}

/// Gives shared memory to all agents, and waits until they have received it.
fn broadcast<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let buffer = arguments.get(0);
    if !cx.raw(buffer).is_kind(kind::SHARED_ARRAY_BUFFER) {
        return Err(runtime::throw_type_error(cx, format_args!("not a SharedArrayBuffer")));
    }
    let memory = shared_memory(cx, buffer)?;
    let Some(agents) = payload::<Agents>(cx) else { return Err(throw_no_agents(cx)) };
    // Who has ended gets nothing.
    let sent: Vec<usize> = (0..agents.agents.len())
        .filter(|&index| agents.agents[index].broadcasts.send(memory.clone()).is_ok())
        .collect();
    for index in sent {
        while let Some(agents) = payload::<Agents>(cx) {
            match agents.agents[index].received.recv_timeout(SLEEP) {
                Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => cx.poll()?,
            }
        }
    }
    Ok(Local::UNDEFINED)
}

/// The next report, or null.
fn get_report<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let Some(agents) = payload::<Agents>(cx) else { return Err(throw_no_agents(cx)) };
    match agents.reports.try_recv() {
        Ok(text) => cx.string(&text),
        Err(_) => Ok(Local::NULL),
    }
}

/// Sleeps for some milliseconds.
fn sleep<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let time = runtime::to_number(cx, arguments.get(0))?.clamp(0.0, 1e9);
    let start = Instant::now();
    loop {
        let left = time - start.elapsed().as_secs_f64() * 1000.0;
        // NaN is no time.
        if left.is_nan() || left <= 0.0 {
            return Ok(Local::UNDEFINED);
        }
        thread::sleep(SLEEP.min(Duration::from_secs_f64(left / 1000.0)));
        cx.poll()?;
    }
}

/// Milliseconds since the agents began.
fn monotonic_now<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let first = payload::<Agents>(cx).map(|agents| agents.start);
    let start = first.or_else(|| payload::<Member>(cx).map(|member| member.start));
    let Some(start) = start else { return Err(throw_no_agents(cx)) };
    Ok(Local::number(start.elapsed().as_secs_f64() * 1000.0))
}

/// Keeps the function that wants the next broadcast.
fn receive_broadcast<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let holder = cx.intrinsic(Intrinsic::HostData)?;
    cx.heap.store(holder, host_object::VALUE, arguments.get(0));
    Ok(Local::UNDEFINED)
}

/// Tells the first agent something.
fn report<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = runtime::to_string(cx, arguments.get(0))?;
    let text = runtime::rust_text(cx, text)?;
    let Some(member) = payload::<Member>(cx) else { return Err(throw_no_agents(cx)) };
    let _ = member.reporter.send(text);
    Ok(Local::UNDEFINED)
}

/// The agent wants no more.
fn leaving<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let Some(member) = payload::<Member>(cx) else { return Err(throw_no_agents(cx)) };
    member.has_left = true;
    Ok(Local::UNDEFINED)
}
