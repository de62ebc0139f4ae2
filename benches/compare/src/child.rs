//! The engines that are crates, each run in a process of its own.

use std::process::ExitCode;

use boa_engine::{Context, JsString, JsValue, NativeFunction, Source};
use rquickjs::{CatchResultExt, Function, Runtime};

/// Runs one file on one engine.
pub fn run(engine: &str, file: &str) -> ExitCode {
    let outcome = std::fs::read_to_string(file).map_err(|error| error.to_string()).and_then(|text| match engine {
        "quickjs" => quickjs(&text),
        "boa" => boa(&text),
        _ => Err(format!("no engine {engine}")),
    });
    exit_code(outcome)
}

/// Says on standard error what went wrong, if anything did.
pub fn exit_code(outcome: Result<(), String>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn quickjs(text: &str) -> Result<(), String> {
    let runtime = Runtime::new().map_err(|error| error.to_string())?;
    let context = rquickjs::Context::full(&runtime).map_err(|error| error.to_string())?;
    context.with(|cx| {
        let print = Function::new(cx.clone(), |value: rquickjs::Coerced<String>| println!("{}", value.0));
        let print = print.map_err(|error| error.to_string())?;
        cx.globals().set("print", print).map_err(|error| error.to_string())?;
        // As scripts are run elsewhere: sloppy.
        let mut options = rquickjs::context::EvalOptions::default();
        options.strict = false;
        cx.eval_with_options::<(), _>(text, options).catch(&cx).map_err(|error| error.to_string())
    })?;
    while runtime.is_job_pending() {
        runtime.execute_pending_job().map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn boa(text: &str) -> Result<(), String> {
    let mut context = Context::default();
    let print = NativeFunction::from_fn_ptr(|_this, arguments, context| {
        let text = arguments.first().cloned().unwrap_or_default().to_string(context)?;
        println!("{}", text.to_std_string_escaped());
        Ok(JsValue::undefined())
    });
    let registered = context.register_global_callable(JsString::from("print"), 1, print);
    registered.map_err(|error| error.to_string())?;
    context.eval(Source::from_bytes(text)).map_err(|error| error.to_string())?;
    context.run_jobs().map_err(|error| error.to_string())
}
