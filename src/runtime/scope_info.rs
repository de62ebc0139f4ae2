//! SCOPE_INFO: what is known of the scope of a context at run time.

use super::{Completion, Scope};
use crate::heap::{Allocation, Local, Place, Raw};
use crate::value::kind;
use crate::value::layout::{context, scope_info};

/// Bits below the number of variables in the first word.
const FLAG_BITS: u32 = 8;

/// The scope information of a context.
#[derive(Clone, Copy)]
pub(crate) struct ScopeInfo<'h>(Raw<'h>);

impl<'h> ScopeInfo<'h> {
    /// That of a CONTEXT; `None` before it has some.
    pub(crate) fn of_context(context: Raw<'h>) -> Option<ScopeInfo<'h>> {
        ScopeInfo::new(context.word(context::SCOPE_INFO))
    }

    /// A SCOPE_INFO; `None` of anything else.
    pub(crate) fn new(info: Raw<'h>) -> Option<ScopeInfo<'h>> {
        info.is_kind(kind::SCOPE_INFO).then_some(ScopeInfo(info))
    }

    fn header(self) -> i32 {
        self.0.word(scope_info::HEADER).as_int()
    }

    /// Its flags; those of the interpreter.
    pub(crate) fn flags(self) -> i32 {
        self.header() & ((1 << FLAG_BITS) - 1)
    }

    /// The number of variables with a name.
    pub(crate) fn count(self) -> usize {
        (self.header() >> FLAG_BITS) as usize
    }

    /// The name of a variable (string); `None` if there are fewer.
    pub(crate) fn name(self, index: usize) -> Option<Raw<'h>> {
        (index < self.count()).then(|| self.0.word(scope_info::NAMES + index))
    }

    /// The number of the kind of a variable, as the interpreter counts them.
    pub(crate) fn kind(self, index: usize) -> i32 {
        self.0.word(ScopeInfo::kind_word(self.count(), index)).as_int()
    }

    /// The number of the scope in its script; `None` if it stands in none.
    pub(crate) fn scope(self) -> Option<u32> {
        let number = self.0.word(scope_info::SCOPE);
        number.is_int().then(|| number.as_int() as u32)
    }

    /// Its SCRIPT, or UNDEFINED.
    pub(crate) fn script(self) -> Raw<'h> {
        self.0.word(scope_info::SCRIPT)
    }

    fn kind_word(count: usize, index: usize) -> usize {
        scope_info::NAMES + count + index
    }
}

/// Makes a SCOPE_INFO for `count` variables, without names. `place`: its SCRIPT, and the number of the scope in that.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn make_scope_info<'s>(
    cx: &mut Scope<'s>,
    flags: i32,
    count: usize,
    place: Option<(Local<'s>, u32)>,
) -> Completion<Local<'s>> {
    let words = scope_info::NAMES + 2 * count;
    let allocation = Allocation { kind: kind::SCOPE_INFO, aux: 0, words, place: Place::Young };
    cx.allocate(allocation, |init| {
        init.set(scope_info::HEADER, Local::int(flags | (count as i32) << FLAG_BITS));
        if let Some((script, scope)) = place {
            init.set(scope_info::SCRIPT, script);
            init.set(scope_info::SCOPE, Local::int(scope as i32));
        }
    })
}

/// Names a variable of a SCOPE_INFO with `count` of them.
pub(crate) fn set_scope_variable(
    cx: &mut Scope<'_>,
    info: Local<'_>,
    (index, count): (usize, usize),
    name: Local<'_>,
    kind: i32,
) {
    cx.heap.store(info, scope_info::NAMES + index, name);
    set_variable_kind(cx, info, (index, count), kind);
}

/// Sets the number of the kind of a variable of a SCOPE_INFO with `count` of them.
pub(crate) fn set_variable_kind(cx: &mut Scope<'_>, info: Local<'_>, (index, count): (usize, usize), kind: i32) {
    cx.heap.store(info, ScopeInfo::kind_word(count, index), Local::int(kind));
}
