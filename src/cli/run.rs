//! What to do with the command line.

use super::options::{self, InputType, Options, Program, Stress};
use super::profiles::Profiles;
use super::recording::Recordings;
use super::{dump, inspection, test262, trace};
use crate::engine::{Engine, Error, ErrorKind, ModuleState, Options as EngineOptions};
use crate::heap::{Stress as HeapStress, share_one_arena};
use crate::host::{
    Host, HostOptions, Program as HostProgram, SnapshotStyle, WarningOptions, expose_gc, listen_for_snapshots,
    watch_limit,
};
use crate::interpreter::LoadOptions;
use crate::runtime;
use crate::source::{Diagnostic, SourceText};
use crate::syntax::Goal;
use std::io::{IsTerminal, Read, Write};

/// The exit code when memory has run out: that of a process that aborts.
const OUT_OF_MEMORY: i32 = 134;
/// The exit code of an uncaught error.
const FAILURE: i32 = 1;
/// Native stack of the thread that runs scripts, unless `--stack-size` says otherwise, in bytes.
const NATIVE_STACK: usize = 16 << 20;
/// Native stack beyond what scripts may use, in bytes.
const NATIVE_RESERVE: usize = 1 << 20;

/// Runs the command with the words of the process's command line; the exit code.
pub fn main() -> i32 {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    if let Some((command, rest)) = words.split_first()
        && let Some(code) = run_command(command, rest)
    {
        return code;
    }
    let variable = std::env::var(options::VARIABLE).ok();
    let options = match options::parse(&words, variable.as_deref()) {
        Ok(options) => options,
        Err(refusal) => {
            complain(&refusal.text);
            return i32::from(refusal.exit_code);
        }
    };
    for note in &options.notes {
        complain(note);
    }
    if options.help || options.version {
        let text = if options.help { options::help() } else { format!("v{}\n", env!("CARGO_PKG_VERSION")) };
        return write_out(&text);
    }
    on_large_stack(move || run(&options))
}

/// Runs `body` on a thread with the stack that deep recursion of scripts wants.
fn on_large_stack(body: impl FnOnce() -> i32 + Send + 'static) -> i32 {
    share_one_arena();
    let thread = std::thread::Builder::new().name(String::from("script")).stack_size(NATIVE_STACK + NATIVE_RESERVE);
    match thread.spawn(body) {
        Ok(thread) => thread.join().unwrap_or(FAILURE),
        Err(error) => {
            complain(&format!("tenure: cannot start a thread: {error}"));
            FAILURE
        }
    }
}

/// A line on standard error.
fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Carries out a subcommand, if it is one; its exit code.
fn run_command(command: &str, rest: &[String]) -> Option<i32> {
    match command {
        "diff" => Some(tell(super::diff::diff(rest))),
        "leaks" => Some(match super::leaks::parse(rest) {
            Ok(request) => on_large_stack(move || tell(find_leaks(&request))),
            Err(outcome) => tell(outcome),
        }),
        _ => None,
    }
}

/// Runs a program, and looks for leaks.
fn find_leaks(request: &super::leaks::Request) -> super::diff::Outcome {
    let options = &request.options;
    let program = match read_program(options) {
        Ok(program) => program,
        Err(text) => return super::leaks::failure(text),
    };
    let host = Host::new(host_options(options, &program));
    let mut host = match host {
        Ok(host) => host,
        Err(error) => return super::leaks::failure(format!("tenure: {error}")),
    };
    super::leaks::watch(request, &mut host);
    host.engine().start_watching();
    let result = run_program(options, &mut host, program);
    let end = match &result {
        Ok(code) => super::leaks::Ending::Exit(*code),
        Err(error) => match error.kind() {
            ErrorKind::Interrupted => super::leaks::Ending::Time,
            ErrorKind::OutOfMemory => super::leaks::Ending::Memory,
            _ => super::leaks::Ending::Failure(format!("tenure: {error}")),
        },
    };
    super::leaks::finish(request, &mut host, end)
}

/// What a subcommand has to say; its exit code.
fn tell(outcome: super::diff::Outcome) -> i32 {
    if !outcome.complaint.is_empty() {
        complain(&outcome.complaint);
    }
    write_out(&outcome.output);
    outcome.exit_code
}

/// Text on standard output; the exit code.
fn write_out(text: &str) -> i32 {
    let mut out = std::io::stdout();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    0
}

/// A program that is ready to run.
enum Ready {
    /// The prompt.
    Prompt,
    /// The main module: an absolute path.
    File(String),
    /// A text.
    Text(SourceText),
}

impl Ready {
    /// The absolute path of the main module.
    fn path(&self) -> Option<&str> {
        match self {
            Ready::File(path) => Some(path),
            _ => None,
        }
    }
}

fn run(options: &Options) -> i32 {
    let program = match read_program(options) {
        Ok(program) => program,
        Err(text) => return fail(&text),
    };
    if dump::is_wanted(options) {
        return show(options, program);
    }
    if options.check {
        return check(options, &program);
    }
    if let Some(text) = misplaced_input_type(options) {
        return fail(text);
    }
    match program {
        Ready::File(path) if options.test262_host => match read_file(&path) {
            Ok(source) => execute_bare(options, source),
            Err(text) => fail(&text),
        },
        program => execute(options, program),
    }
}

/// Reads a program as if it were to run.
fn check(options: &Options, program: &Ready) -> i32 {
    let Some(wanted) = host_program(options, program) else { return 0 };
    let checked = Host::new(host_options(options, program)).and_then(|mut host| host.check(wanted));
    checked.unwrap_or_else(|error| fail(&format!("tenure: {error}")))
}

/// Shows the tokens, the tree or the scopes of a text.
fn show(options: &Options, program: Ready) -> i32 {
    let source = match source_of(program) {
        Ok(Some(source)) => source,
        Ok(None) => return 0,
        Err(text) => return fail(&text),
    };
    let mut load = LoadOptions::default();
    if is_module(options) {
        load.parse.goal = Goal::Module;
    } else {
        load.parse.allows_return = matches!(options.program, Program::File(_));
    }
    match dump::dump(options, &source, &load) {
        Ok(text) => write_out(&text),
        Err(diagnostic) => refuse_text(&source, &diagnostic),
    }
}

/// The text of a program; none of the prompt.
fn source_of(program: Ready) -> Result<Option<SourceText>, String> {
    match program {
        Ready::Prompt => Ok(None),
        Ready::Text(source) => Ok(Some(source)),
        Ready::File(path) => read_file(&path).map(Some),
    }
}

/// Whether the program is an ECMAScript module: by its name or by a flag. (Of files packages have a say as well.)
fn is_module(options: &Options) -> bool {
    match &options.program {
        Program::File(path) => options.module || path.ends_with(".mjs"),
        _ => options.module || options.input_type == Some(InputType::Module),
    }
}

/// What is wrong with `--input-type`, in Node's words.
fn misplaced_input_type(options: &Options) -> Option<&'static str> {
    match options.program {
        Program::File(_) if options.input_type.is_some() => Some(
            "Error [ERR_INPUT_TYPE_NOT_ALLOWED]: --input-type can only be used with string input via --eval, --print, or \
             STDIN",
        ),
        Program::Text(_) if options.print && is_module(options) => {
            Some("Error [ERR_EVAL_ESM_CANNOT_PRINT]: --print cannot be used with ESM input")
        }
        _ => None,
    }
}

/// Shows a syntax error as Node does.
fn refuse_text(source: &SourceText, diagnostic: &Diagnostic) -> i32 {
    complain(&diagnostic.render(source));
    FAILURE
}

/// What to run.
fn read_program(options: &Options) -> Result<Ready, String> {
    match &options.program {
        Program::Text(text) => Ok(Ready::Text(SourceText::new("[eval]", text.clone()))),
        Program::File(path) => {
            let absolute = std::path::absolute(path).unwrap_or_else(|_| path.into());
            let shown = absolute.display().to_string();
            if is_resolved(&absolute) {
                return Ok(Ready::File(shown));
            }
            read_file(&shown).map(|_| Ready::File(shown))
        }
        Program::StandardInput => read_standard_input().map(Ready::Text),
        Program::Prompt if options.interactive || std::io::stdin().is_terminal() => Ok(Ready::Prompt),
        Program::Prompt => read_standard_input().map(Ready::Text),
    }
}

/// Whether the module loader finds a script for a path that is none: that of a folder, or the same with an extension.
fn is_resolved(path: &std::path::Path) -> bool {
    let with = |extension: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(extension);
        std::path::Path::new(&name).is_file()
    };
    let main = |name: &str| path.join(name).is_file();
    !path.is_file()
        && ([".js", ".json"].into_iter().any(with) || ["index.js", "index.json", "package.json"].into_iter().any(main))
}

fn read_standard_input() -> Result<SourceText, String> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| format!("tenure: cannot read standard input: {error}"))?;
    decode("[stdin]", bytes)
}

fn read_file(path: &str) -> Result<SourceText, String> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.into());
    let shown = absolute.display().to_string();
    match std::fs::read(&absolute) {
        Ok(bytes) => decode(&shown, bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(missing(&shown)),
        Err(error) => Err(format!("tenure: cannot read {shown}: {error}")),
    }
}

/// Node's report of a script that does not exist.
fn missing(path: &str) -> String {
    format!(
        "node:internal/modules/cjs/loader\n  throw err;\n  ^\n\nError: Cannot find module '{path}'\n    at \
         Module._resolveFilename (node:internal/modules/cjs/loader) {{\n  code: 'MODULE_NOT_FOUND',\n  requireStack: \
         []\n}}"
    )
}

/// Source text from bytes: UTF-8, with or without a byte-order mark.
fn decode(name: &str, bytes: Vec<u8>) -> Result<SourceText, String> {
    let start = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    match std::str::from_utf8(&bytes[start..]) {
        Ok(text) => Ok(SourceText::new(name, text)),
        Err(error) => {
            let at = start + error.valid_up_to();
            let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
            Err(format!(
                "{name}:{line}: not valid UTF-8 (byte 0x{:02X} at offset {at}). If the file is encoded in GBK, convert \
                 it: iconv -f GBK -t UTF-8",
                bytes[at]
            ))
        }
    }
}

/// The engine's options that the flags ask for.
fn engine_options(options: &Options) -> EngineOptions {
    let mut engine = EngineOptions {
        fuel: options.fuel,
        predictable: options.predictable,
        stack_trace_limit: options.stack_trace_limit.min(u64::from(u32::MAX)) as u32,
        native_stack: Some(NATIVE_STACK),
        ..EngineOptions::default()
    };
    let megabytes = |size: u64| usize::try_from(size).unwrap_or(usize::MAX).saturating_mul(1 << 20);
    if options.max_old_space_size > 0 {
        engine.max_old_space = megabytes(options.max_old_space_size);
    }
    if options.max_semi_space_size > 0 {
        engine.max_semi_space = megabytes(options.max_semi_space_size);
    } else if options.optimize_for_size {
        engine.max_semi_space = megabytes(1);
    }
    if options.max_heap_size > 0 {
        engine.max_old_space = megabytes(options.max_heap_size).saturating_sub(3 * engine.max_semi_space).max(1 << 20);
    }
    if options.nursery_size > 0 {
        engine.trials.nursery =
            Some(usize::try_from(options.nursery_size).unwrap_or(usize::MAX).saturating_mul(1 << 10));
    }
    if options.stack_size > 0 {
        let bytes = usize::try_from(options.stack_size).unwrap_or(usize::MAX).saturating_mul(1 << 10);
        engine.native_stack = Some(bytes.min(NATIVE_STACK));
    }
    engine.trials.marks_at_once = !options.incremental_marking;
    engine.trials.never_compacts = !options.compact;
    engine.trials.never_pretenures = !options.allocation_site_pretenuring;
    engine.trials.promote_by_age_only = options.promote_by_age_only;
    engine.trials.verify_heap = options.verify_heap;
    engine.trials.fail_allocation = options.fail_allocation;
    engine.trials.stress = stress(options.gc_stress);
    engine
}

/// A way to harass the collector, as the heap has it.
pub(super) fn stress(stress: Option<Stress>) -> HeapStress {
    match stress {
        Some(Stress::Allocation) => HeapStress::Alloc,
        Some(Stress::Nth(interval)) => HeapStress::Nth(interval.min(u64::from(u32::MAX)) as u32),
        Some(Stress::Seed(seed)) => HeapStress::Seed(seed),
        Some(Stress::Step(interval)) => HeapStress::Step(interval.min(u64::from(u32::MAX)) as u32),
        Some(Stress::EvacuateAll) => HeapStress::EvacuateAll,
        Some(Stress::PromoteAll) => HeapStress::PromoteAll,
        Some(Stress::PretenureAll) => HeapStress::PretenureAll,
        None => HeapStress::Off,
    }
}

fn warning_options(options: &Options) -> WarningOptions {
    let is_quiet = std::env::var("NODE_NO_WARNINGS").is_ok_and(|value| value == "1");
    WarningOptions {
        are_shown: options.warnings && !is_quiet,
        are_traced: options.trace_warnings,
        are_deprecations_told: options.deprecation,
        are_deprecations_traced: options.trace_deprecation,
        are_deprecations_thrown: options.throw_deprecation,
    }
}

fn host_options(options: &Options, program: &Ready) -> HostOptions {
    HostOptions {
        engine: engine_options(options),
        arguments: arguments_of(options, program),
        flags: options.flags.clone(),
        stdout: None,
        stderr: None,
        rejections: options.rejections,
        warnings: warning_options(options),
    }
}

fn execute(options: &Options, program: Ready) -> i32 {
    let host = Host::new(host_options(options, &program));
    let mut host = match host {
        Ok(host) => host,
        Err(error) => {
            complain(&format!("tenure: {error}"));
            return FAILURE;
        }
    };
    host.engine().isolate().traces_throws = options.trace_uncaught;
    let traces = trace::attach(options, host.engine().isolate());
    host.on_flags(trace::flag_changer(options, &traces));
    print_tree(options, host.engine());
    let recordings = match Recordings::start(options, host.engine().isolate()) {
        Ok(recordings) => recordings,
        Err(sentence) => return fail(&sentence),
    };
    let profiles = match Profiles::start(options, &mut host) {
        Ok(profiles) => profiles,
        Err(sentence) => return fail(&sentence),
    };
    let prepared = host.engine().enter(|cx| {
        if options.expose_gc {
            expose_gc(cx)?;
        }
        Ok(())
    });
    if let Err(sentence) = listen(options, &mut host) {
        return fail(&sentence);
    }
    if let Err(code) = inspection::start(options, &mut host, program.path()) {
        return code;
    }
    host.engine().start_watching();
    host.engine().isolate().autopsy.look = Some(crate::inspect::autopsy);
    let result = prepared.and_then(|()| run_program(options, &mut host, program));
    inspection::finish(&mut host);
    finish_recordings(recordings, host.engine().isolate(), &result);
    for sentence in profiles.finish(&mut host) {
        complain(&sentence);
    }
    let code = match result {
        Ok(code) => code,
        Err(error) => finish(&error, &traces, host.engine().isolate()),
    };
    print_memory(options, host.engine());
    code
}

/// Lets a limit and the signal that the flags name ask for heap snapshots.
fn listen(options: &Options, host: &mut Host) -> Result<(), String> {
    if let Ok(count @ 1..) = u32::try_from(options.heap_snapshots_near_limit) {
        // Nothing of it can fail.
        let _ = host.engine().enter(|cx| {
            watch_limit(cx, count);
            Ok(())
        });
    }
    let Some(signal) = &options.heap_snapshot_signal else { return Ok(()) };
    let heard = host.engine().enter(|cx| Ok(listen_for_snapshots(cx, signal, SnapshotStyle::Node)));
    match heard {
        Ok(Err(error)) => Err(format!("tenure: --heapsnapshot-signal={signal}: {error}")),
        _ => Ok(()),
    }
}

/// Writes the pages that the flags ask for.
fn finish_recordings(recordings: Recordings, isolate: &mut runtime::Isolate, result: &Result<i32, Error>) {
    for sentence in recordings.finish(isolate, result) {
        complain(&sentence);
    }
}

/// Shows what the memory holds, if the flags ask for it.
fn print_memory(options: &Options, engine: &mut Engine) {
    if options.print_memory {
        write_out(&super::memory::memory(engine.isolate()));
    }
}

/// Shows executable trees as they are made, if the flags ask for it.
fn print_tree(options: &Options, engine: &mut Engine) {
    if options.print_tree {
        engine.isolate().print_tree = Some(|text| {
            let _ = std::io::stdout().write_all(text.as_bytes());
        });
    }
}

/// Runs a script in an engine without a host, as the conformance tests want it.
fn execute_bare(options: &Options, source: SourceText) -> i32 {
    let mut engine = match Engine::new(engine_options(options)) {
        Ok(engine) => engine,
        Err(error) => {
            complain(&format!("tenure: {error}"));
            return FAILURE;
        }
    };
    let traces = trace::attach(options, engine.isolate());
    print_tree(options, &mut engine);
    let recordings = match Recordings::start(options, engine.isolate()) {
        Ok(recordings) => recordings,
        Err(sentence) => return fail(&sentence),
    };
    let result = run_bare(options, &mut engine, &source).map(|()| 0);
    finish_recordings(recordings, engine.isolate(), &result);
    let code = match result {
        Ok(code) => code,
        Err(error) => finish(&error, &traces, engine.isolate()),
    };
    print_memory(options, &mut engine);
    code
}

/// Runs the text in an engine that has what the conformance tests ask for.
fn run_bare(options: &Options, engine: &mut Engine, source: &SourceText) -> Result<(), Error> {
    test262::define_test262_host(engine)?;
    if options.expose_gc {
        engine.enter(expose_gc)?;
    }
    if !is_module(options) {
        engine.eval_named(source.name(), source.text())?;
        return test262::finish_test262_host(engine);
    }
    let module = engine.eval_module(source.name(), source.text())?;
    test262::finish_test262_host(engine)?;
    match engine.module_state(&module)? {
        ModuleState::Failed(error) => Err(error),
        _ => Ok(()),
    }
}

/// `process.argv` from the second word on.
fn arguments_of(options: &Options, program: &Ready) -> Vec<String> {
    let mut arguments = Vec::new();
    match (program, &options.program) {
        (Ready::File(path), _) => arguments.push(path.clone()),
        (_, Program::StandardInput) => arguments.push(String::from("-")),
        _ => {}
    }
    arguments.extend(options.script_arguments.iter().cloned());
    arguments
}

fn run_program(options: &Options, host: &mut Host, program: Ready) -> Result<i32, Error> {
    match &program {
        Ready::Text(source) if options.interactive => super::repl::run(host, Some(source.text()), options.print),
        _ => match host_program(options, &program) {
            Some(program) => host.run(program),
            None => super::repl::run(host, None, false),
        },
    }
}

/// What the host is to run; none for the prompt.
fn host_program<'p>(options: &Options, program: &'p Ready) -> Option<HostProgram<'p>> {
    Some(match program {
        Ready::Prompt => return None,
        Ready::File(path) if options.module => HostProgram::ModuleFile(path),
        Ready::File(path) => HostProgram::File(path),
        Ready::Text(source) if is_module(options) => {
            HostProgram::ModuleText { name: source.name(), text: source.text() }
        }
        Ready::Text(source) => HostProgram::Text { name: source.name(), text: source.text(), print: options.print },
    })
}

/// A line on standard error; the exit code of a failure.
fn fail(text: &str) -> i32 {
    complain(text);
    FAILURE
}

/// Reports what ended the program; the exit code.
fn finish(error: &Error, traces: &trace::Traces, isolate: &runtime::Isolate) -> i32 {
    match error.kind() {
        ErrorKind::OutOfMemory => {
            let growth = crate::interpreter::growth_summary(isolate);
            let filling = isolate.autopsy.found.as_deref().map(|found| format!("Most of the heap: {found}"));
            trace::report_out_of_memory(traces, [growth, filling]);
            OUT_OF_MEMORY
        }
        ErrorKind::Exit(code) => code,
        ErrorKind::OutOfFuel | ErrorKind::OutOfTime | ErrorKind::Interrupted => fail(&format!("tenure: {error}")),
        _ => fail(&format!("Uncaught {}", error.stack().unwrap_or(error.message()))),
    }
}
