//! What has run in an engine: for tests that want to know what they reach. Where assertions are on only.

use crate::engine::{Engine, Error};
use crate::heap::Local;
use crate::interpreter::NODE_KINDS;
use crate::runtime::{
    self, Arguments, Completion, Intrinsic, NativeDescription, NativeFunction, PropertyKey, Reach, Scope,
};
use crate::value::layout::attribute;

impl Engine {
    /// Notes from now on which kinds of nodes run. Scripts get two functions: `watch(f)` notes calls of the builtin `f`
    /// too and tells whether `f` is one; `wasCalled(f)` tells whether it was called since.
    ///
    /// # Errors
    /// When memory runs out.
    #[doc(hidden)]
    pub fn watch_coverage(&mut self) -> Result<(), Error> {
        self.isolate().reach = Some(Box::new(Reach::default()));
        self.enter(|cx| {
            define(cx, "watch", watch)?;
            define(cx, "wasCalled", was_called)
        })
    }

    /// The kinds of nodes that have run, sorted.
    #[doc(hidden)]
    pub fn covered_kinds(&mut self) -> Vec<&'static str> {
        self.isolate().reach.iter().flat_map(|reach| reach.kinds.iter().copied()).collect()
    }

    /// All kinds of nodes, sorted.
    #[doc(hidden)]
    pub fn node_kinds() -> &'static [&'static str] {
        NODE_KINDS
    }
}

fn define<'s>(cx: &mut Scope<'s>, name: &str, steps: NativeFunction) -> Completion<()> {
    let name = cx.interned(name)?;
    let description = NativeDescription { steps, length: 1, flags: 0 };
    let function = runtime::create_builtin_function(cx, description, name, Local::UNDEFINED)?;
    let global = cx.intrinsic(Intrinsic::Global)?;
    runtime::define_new(cx, global, PropertyKey::Name(name), function, attribute::HIDDEN)
}

fn watch<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::bool(cx.watch_builtin(arguments.get(0))))
}

fn was_called<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::bool(cx.was_called(arguments.get(0))))
}
