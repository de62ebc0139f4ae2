//! Host functions: closures that scripts call.

use super::error::Error;
use super::module::Modules;
use super::value::Value;
use crate::heap::Local;
use crate::runtime::{self, Arguments, Completion, Scope};

/// A call of a host function: its receiver and arguments, taken out of the isolate.
#[derive(Debug)]
pub struct Call {
    /// `this`
    pub this: Value,
    /// The arguments.
    pub arguments: Vec<Value>,
}

impl Call {
    /// Argument `index`, or `undefined`.
    pub fn argument(&self, index: usize) -> &Value {
        self.arguments.get(index).unwrap_or(&Value::Undefined)
    }
}

/// A host function.
pub(super) type HostFunction = Box<dyn FnMut(&Call) -> Result<Value, Error> + Send>;

/// What an engine keeps in its isolate.
#[derive(Default)]
pub(super) struct EmbedderData {
    /// Host functions by number; `None` while one is running.
    pub(super) functions: Vec<Option<HostFunction>>,
    /// The engine's number.
    pub(super) engine: u64,
    /// The loader of modules.
    pub(super) modules: Modules,
}

/// The native steps of all host functions: the callee's data word tells which one.
pub(super) fn run<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let number = runtime::callee_data(cx, arguments)?;
    let number = cx.raw(number).as_number() as usize;
    let Some(engine) = data(cx).map(|data| data.engine) else { return Ok(Local::UNDEFINED) };
    let mut call = Call { this: Value::from_local(cx, this, engine)?, arguments: Vec::new() };
    for index in 0..arguments.count() {
        call.arguments.push(Value::from_local(cx, arguments.get(index), engine)?);
    }
    let function = data(cx).and_then(|data| data.functions.get_mut(number)).and_then(Option::take);
    let Some(mut function) = function else {
        return Err(runtime::throw_error(
            cx,
            runtime::Intrinsic::ErrorPrototype,
            format_args!("A host function cannot call itself"),
        ));
    };
    let result = function(&call);
    if let Some(place) = data(cx).and_then(|data| data.functions.get_mut(number)) {
        *place = Some(function);
    }
    match result {
        Ok(value) => match value.to_local(cx, engine)? {
            Some(local) => Ok(local),
            None => Err(throw(cx, "An object of another engine")),
        },
        Err(error) => Err(throw(cx, error.message())),
    }
}

fn throw(cx: &mut Scope<'_>, message: &str) -> runtime::Abrupt {
    runtime::throw_error(cx, runtime::Intrinsic::ErrorPrototype, format_args!("{message}"))
}

/// The engine's data in its isolate.
pub(super) fn data<'c>(cx: &'c mut Scope<'_>) -> Option<&'c mut EmbedderData> {
    cx.embedder.downcast_mut()
}
