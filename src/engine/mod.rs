//! (draft) the engine
use crate::heap::{HeapOptions, Local};
use crate::interpreter;
use crate::runtime::{self, Completion, IsolateOptions, NoHost, PropertyKey, Scope};
use crate::source::SourceText;

fn print<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: runtime::Arguments<'s>) -> Completion<Local<'s>> {
    let mut line = String::new();
    for index in 0..arguments.count() {
        if index > 0 {
            line.push(' ');
        }
        let text = runtime::to_string(cx, arguments.get(index))?;
        line.push_str(&runtime::rust_text(cx, text)?);
    }
    #[allow(clippy::print_stdout)]
    {
        println!("{line}");
    }
    Ok(Local::UNDEFINED)
}

/// Runs a file (draft).
pub fn run_file(path: &str) -> i32 {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{error}");
            return 1;
        }
    };
    let options = IsolateOptions { heap: HeapOptions::default(), seed: 1, hooks: Box::new(NoHost) };
    let Ok(mut isolate) = runtime::Isolate::new(options) else { return 1 };
    interpreter::register(&mut isolate);
    isolate.set_native_stack(6 << 20);
    let mut cx = Scope::enter(&mut isolate);
    match run(&mut cx, path, text) {
        Ok(()) => 0,
        Err(abrupt) => {
            match cx.catch(abrupt) {
                Ok(value) => {
                    let stack = if runtime::is_object(cx.raw(value)) {
                        let key = cx.name("stack").ok();
                        key.and_then(|key| runtime::get(&mut cx, value, key).ok())
                    } else {
                        None
                    };
                    let shown = stack.unwrap_or(value);
                    let text =
                        runtime::to_string(&mut cx, shown).ok().and_then(|text| runtime::rust_text(&mut cx, text).ok());
                    eprintln!("Uncaught {}", text.unwrap_or_default());
                }
                Err(_) => eprintln!("terminated {:?}", cx.pending),
            }
            1
        }
    }
}

fn run(cx: &mut Scope<'_>, path: &str, text: String) -> Completion<()> {
    let _ = runtime::create_realm(cx)?;
    interpreter::prepare_realm(cx)?;
    crate::builtins::install_all(cx)?;
    let global = cx.intrinsic(runtime::Intrinsic::Global)?;
    let description = runtime::NativeDescription { steps: print, length: 0, flags: 0 };
    let name = cx.interned("print")?;
    let function = runtime::create_builtin_function(cx, description, name, Local::UNDEFINED)?;
    runtime::define_new(cx, global, PropertyKey::Name(name), function, 5)?;
    let closure =
        interpreter::load(cx, SourceText::new(path, text), &interpreter::LoadOptions::default(), Local::UNDEFINED)?;
    runtime::call(cx, closure, global, &[])?;
    let _ = PropertyKey::Index(0);
    Ok(())
}
