//! Handle scopes: the context every operation takes, and the slots it opens.
//!
//! A `Scope` is the isolate plus the height of the VM stack when it was opened. Locals made through it are slots above
//! that height; dropping it forgets them. Locals of an outer scope serve as locals of an inner one by covariance.

use super::completion::{Abrupt, Completion, Pending, Termination};
use super::isolate::Isolate;
use crate::heap::{Allocation, Heap, Initialize, Local, Origin, OutOfMemory, Place, Raw, RootId, Slot, StackOverflow};
use crate::value::{Fault, kind, layout};
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// The context: an isolate and the slots opened on its VM stack. First parameter of everything that may collect.
pub(crate) struct Scope<'s> {
    isolate: &'s mut Isolate,
    base: usize,
}

impl Deref for Scope<'_> {
    type Target = Isolate;

    #[inline(always)]
    fn deref(&self) -> &Isolate {
        self.isolate
    }
}

impl DerefMut for Scope<'_> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Isolate {
        self.isolate
    }
}

impl Drop for Scope<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        self.isolate.heap.truncate_stack(self.base);
    }
}

impl<'s> Scope<'s> {
    /// A scope at the current height of the VM stack.
    #[inline(always)]
    pub(crate) fn enter(isolate: &'s mut Isolate) -> Scope<'s> {
        let base = isolate.heap.stack_depth();
        Scope { isolate, base }
    }

    /// An inner scope; its locals go when it is dropped. Use one in every loop that makes locals.
    #[inline(always)]
    pub(crate) fn open(&mut self) -> Scope<'_> {
        Scope::enter(self.isolate)
    }

    /// The heap, to read.
    #[inline(always)]
    pub(crate) fn heap(&self) -> &Heap {
        &self.isolate.heap
    }

    /// The bare value of a local; it cannot live across anything that may allocate.
    #[inline(always)]
    pub(crate) fn raw(&self, local: Local<'_>) -> Raw<'_> {
        self.isolate.heap.get(local)
    }

    /// Roots what `read` finds. The closure sees the isolate and cannot allocate.
    ///
    /// # Errors
    /// RangeError when the VM stack is full.
    #[inline]
    pub(crate) fn local(&mut self, read: impl for<'h> FnOnce(&'h Isolate) -> Raw<'h>) -> Completion<Local<'s>> {
        let raw = read(self.isolate);
        if let Some(word) = raw.as_immediate() {
            return Ok(Local::from(word));
        }
        let slot = self.isolate.heap.root(raw);
        self.adopt(slot)
    }

    /// Tagged word `index` of the object in `local`.
    ///
    /// # Errors
    /// RangeError when the VM stack is full.
    #[inline]
    pub(crate) fn word(&mut self, local: Local<'_>, index: usize) -> Completion<Local<'s>> {
        self.local(|isolate| isolate.heap.get(local).word(index))
    }

    /// Turns the result of an allocation or of rooting into a local of this scope.
    ///
    /// # Errors
    /// Whatever the result says: a termination, or a RangeError.
    #[inline(always)]
    pub(crate) fn adopt<F: Into<Fault>>(&mut self, slot: Result<Slot, F>) -> Completion<Local<'s>> {
        match slot {
            Ok(slot) => Ok(Local::in_slot(slot)),
            Err(fault) => Err(self.fault(fault.into())),
        }
    }

    /// Roots a value outside of the stack, until `heap.remove_root`; `origin` names it in retaining paths.
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn insert_root(&mut self, value: Local<'_>, origin: Origin) -> Completion<RootId> {
        match self.isolate.heap.insert_root(value, origin) {
            Ok(root) => Ok(root),
            Err(error) => Err(self.fault(error.into())),
        }
    }

    /// Records `fault` as an abrupt completion.
    #[cold]
    pub(crate) fn fault(&mut self, fault: Fault) -> Abrupt {
        match fault {
            Fault::OutOfMemory => self.terminate(Termination::OutOfMemory),
            Fault::StackOverflow => super::throw_stack_overflow(self),
            Fault::InvalidLength => super::throw_range_error(self, format_args!("Invalid string length")),
        }
    }

    /// A new object, rooted. Tagged words are UNDEFINED, raw words 0 until `initialize` sets them.
    ///
    /// # Errors
    /// Termination when there is no memory.
    #[inline]
    pub(crate) fn allocate(
        &mut self,
        allocation: Allocation,
        initialize: impl FnOnce(&mut Initialize<'_>),
    ) -> Completion<Local<'s>> {
        if self.isolate.sites.counts(allocation.words) {
            let mut initialize = Some(initialize);
            return self.allocate_noted(allocation.kind, &mut |heap| {
                heap.allocate(allocation, |init| {
                    if let Some(initialize) = initialize.take() {
                        initialize(init);
                    }
                })
            });
        }
        let slot = self.isolate.heap.allocate(allocation, initialize);
        self.adopt(slot)
    }

    /// An object without tagged words, word 1 of it `info`; `fill` writes the `length` bytes from word 2 on.
    ///
    /// # Errors
    /// Termination when there is no memory.
    #[inline]
    pub(crate) fn allocate_raw(
        &mut self,
        allocation: Allocation,
        info: u64,
        length: usize,
        fill: impl FnOnce(&Heap, &mut [u8]),
    ) -> Completion<Local<'s>> {
        if self.isolate.sites.counts(allocation.words) {
            let mut fill = Some(fill);
            return self.allocate_noted(allocation.kind, &mut |heap| {
                heap.allocate_raw(allocation, info, length, |heap, bytes| {
                    if let Some(fill) = fill.take() {
                        fill(heap, bytes);
                    }
                })
            });
        }
        let slot = self.isolate.heap.allocate_raw(allocation, info, length, fill);
        self.adopt(slot)
    }

    /// Allocates with a note on where the object comes from.
    #[cold]
    #[inline(never)]
    fn allocate_noted(
        &mut self,
        kind: u8,
        allocate: &mut dyn FnMut(&mut Heap) -> Result<Slot, OutOfMemory>,
    ) -> Completion<Local<'s>> {
        (self.isolate.note_allocation)(self.isolate, kind);
        let slot = allocate(&mut self.isolate.heap);
        let heap = &mut self.isolate.heap;
        heap.note_birth(slot.as_ref().ok().map(|&slot| Local::in_slot(slot)));
        self.isolate.sites.hasten(self.isolate.heap.birth_interval().map(|bytes| bytes / 8));
        self.adopt(slot)
    }

    /// A new object of `words` words whose raw word `info_word` is `info`.
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn allocate_sized(
        &mut self,
        kind: u8,
        words: usize,
        info_word: usize,
        info: u64,
        place: Place,
    ) -> Completion<Local<'s>> {
        self.allocate(Allocation { kind, aux: 0, words, place }, |init| init.raw(info_word, info))
    }

    /// Tagged word `index` of an object with weak words, rooted; UNDEFINED for what the last marking found dead.
    ///
    /// # Errors
    /// RangeError when the VM stack is full.
    pub(crate) fn weak_word(&mut self, local: Local<'_>, index: usize) -> Completion<Local<'s>> {
        // Something dead may still stand there.
        match self.isolate.heap.read_weak(local, index).as_immediate() {
            Some(word) => Ok(Local::from(word)),
            None => self.word(local, index),
        }
    }

    /// Tagged word `index` of an object in a new slot of its own, whatever it is.
    ///
    /// # Errors
    /// RangeError when the VM stack is full.
    pub(crate) fn word_variable(&mut self, local: Local<'_>, index: usize) -> Completion<Slot> {
        let slot = self.isolate.heap.root(self.isolate.heap.get(local).word(index));
        slot.map_err(|StackOverflow| self.fault(Fault::StackOverflow))
    }

    /// Keeps a WeakRef's target alive until the end of the job (AddToKeptObjects, §9.11).
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn add_to_kept_objects(&mut self, target: Local<'_>) -> Completion<()> {
        let kept = self.isolate.heap.keep_during_job(target);
        kept.map_err(|fault| self.fault(fault.into()))
    }

    /// ClearKeptObjects (§9.10).
    pub(crate) fn clear_kept_objects(&mut self) {
        self.isolate.heap.clear_kept_objects();
    }

    /// A vector of values (kind WORDS), all UNDEFINED.
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn allocate_words(&mut self, length: usize) -> Completion<Local<'s>> {
        let words = layout::words::ELEMENTS + length;
        self.allocate_sized(kind::WORDS, words, layout::words::LENGTH, length as u64, Place::Young)
    }

    /// Replaces the WORDS in a variable by twice as many, of which the first half are the same.
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn double_words(&mut self, vector: Variable<'_>) -> Completion<()> {
        use layout::words::{ELEMENTS, LENGTH};
        let mut cx = self.open();
        let length = cx.raw(vector.get()).raw_word(LENGTH) as usize;
        let larger = cx.allocate_words(2 * length)?;
        cx.heap.copy_words(vector.get(), ELEMENTS, larger, ELEMENTS, length);
        vector.set(&mut cx, larger);
        Ok(())
    }

    /// A slot that inner scopes can assign.
    ///
    /// # Errors
    /// RangeError when the VM stack is full.
    pub(crate) fn variable(&mut self, initial: Local<'_>) -> Completion<Variable<'s>> {
        let slot = self.isolate.heap.root(self.isolate.heap.get(initial));
        match slot {
            Ok(slot) => Ok(Variable { slot, scope: PhantomData }),
            Err(StackOverflow) => Err(self.fault(Fault::StackOverflow)),
        }
    }

    /// Ends this scope and keeps one value: `let kept = inner.escape(local)?; let local = outer.keep(kept);`
    ///
    /// # Errors
    /// RangeError when the VM stack is full.
    pub(crate) fn escape(mut self, local: Local<'_>) -> Completion<Escaped> {
        if let Some(word) = local.immediate() {
            return Ok(Escaped(Local::from(word)));
        }
        let base = self.base;
        let is_outer = local.slot().is_some_and(|slot| (slot.0 as usize) < base);
        let slot = Slot(base as u32);
        if is_outer {
            return Ok(Escaped(Local::in_slot(local.slot().unwrap_or(slot))));
        }
        self.isolate.heap.set_slot(slot, local);
        self.base = base + 1;
        Ok(Escaped(Local::in_slot(slot)))
    }

    /// The value an inner scope ended with.
    #[inline(always)]
    pub(crate) fn keep(&mut self, escaped: Escaped) -> Local<'s> {
        escaped.0
    }

    /// Forgets this scope's locals above `depth` (as `heap.stack_depth()` told earlier), keeping `local`.
    pub(crate) fn collapse(&mut self, depth: usize, local: Local<'_>) -> Local<'s> {
        if let Some(word) = local.immediate() {
            self.isolate.heap.truncate_stack(depth);
            return Local::from(word);
        }
        let slot = Slot(depth as u32);
        match local.slot() {
            Some(outer) if (outer.0 as usize) < depth => {
                self.isolate.heap.truncate_stack(depth);
                Local::in_slot(outer)
            }
            _ => {
                self.isolate.heap.set_slot(slot, local);
                self.isolate.heap.truncate_stack(depth + 1);
                Local::in_slot(slot)
            }
        }
    }

    /// Throws `value`: records it and returns the mark of an abrupt completion.
    #[cold]
    pub(crate) fn throw(&mut self, value: Local<'_>) -> Abrupt {
        let exception = self.isolate.exception;
        self.isolate.heap.set_root(exception, value);
        self.isolate.pending = Pending::Throw;
        Abrupt::recorded()
    }

    /// Stops the script. Nothing but the embedder sees it.
    #[cold]
    pub(crate) fn terminate(&mut self, termination: Termination) -> Abrupt {
        let exception = self.isolate.exception;
        self.isolate.heap.set_root(exception, Local::UNDEFINED);
        self.isolate.pending = Pending::Terminated(termination);
        if termination == Termination::OutOfMemory
            && let Some(look) = self.isolate.autopsy.look.take()
        {
            self.isolate.autopsy.found = look(self.isolate);
        }
        Abrupt::recorded()
    }

    /// The thrown value, which is then no longer pending.
    ///
    /// # Errors
    /// Again, when the script is being stopped: that cannot be caught.
    pub(crate) fn catch(&mut self, abrupt: Abrupt) -> Completion<Local<'s>> {
        if let Pending::Terminated(_) = self.isolate.pending {
            return Err(abrupt);
        }
        let exception = self.isolate.exception;
        let value = self.local(|isolate| isolate.heap.root_value(exception))?;
        self.isolate.pending = Pending::Nothing;
        self.isolate.heap.set_root(exception, Local::UNDEFINED);
        Ok(value)
    }

    /// Whether an abrupt completion is a termination.
    pub(crate) fn is_terminating(&self) -> bool {
        matches!(self.isolate.pending, Pending::Terminated(_))
    }

    /// Spends `units` of fuel and polls the interrupt flag. Every loop over a script-controlled length calls it.
    ///
    /// # Errors
    /// A termination when the fuel is used up or the embedder interrupts.
    #[inline]
    pub(crate) fn step(&mut self, units: u64) -> Completion<()> {
        if self.isolate.budget.spend(units) {
            return Ok(());
        }
        self.poll()
    }

    /// The slow half of [`Scope::step`]: why is there no fuel left?
    #[cold]
    pub(crate) fn poll(&mut self) -> Completion<()> {
        match self.isolate.budget.refill() {
            Ok(()) => self.attend(),
            Err(termination) => Err(self.terminate(termination)),
        }
    }

    /// Does what was asked for with [`super::isolate::Budget::attention_flag`]. May collect.
    ///
    /// # Errors
    /// A termination.
    pub(crate) fn attend(&mut self) -> Completion<()> {
        if self.isolate.budget.take_attention() { (self.isolate.attend)(self) } else { Ok(()) }
    }

    /// Checks native and VM stack; every recursive builtin calls it once a level.
    ///
    /// # Errors
    /// RangeError `Maximum call stack size exceeded`.
    #[inline]
    pub(crate) fn check_stack(&mut self) -> Completion<()> {
        if self.isolate.has_native_stack() && self.isolate.heap.stack_has_room(64) {
            return Ok(());
        }
        Err(super::throw_stack_overflow(self))
    }
}

/// The value an inner scope ended with; see [`Scope::escape`].
#[must_use = "hand it to the outer scope with `keep`"]
pub(crate) struct Escaped(Local<'static>);

/// A slot which inner scopes can assign: how a loop carries a value from one round to the next.
#[derive(Clone, Copy)]
pub(crate) struct Variable<'s> {
    slot: Slot,
    scope: PhantomData<&'s ()>,
}

impl<'s> Variable<'s> {
    /// The slot.
    #[inline(always)]
    pub(crate) fn slot(self) -> Slot {
        self.slot
    }

    /// The slot as a local: it reads whatever was assigned last.
    #[inline(always)]
    pub(crate) fn get(self) -> Local<'s> {
        Local::in_slot(self.slot)
    }

    /// Assigns it.
    #[inline(always)]
    pub(crate) fn set(self, cx: &mut Scope<'_>, value: Local<'_>) {
        cx.isolate.heap.set_slot(self.slot, value);
    }
}

/// The arguments of a call: a window of the VM stack. Absent ones read as `undefined`.
#[derive(Clone, Copy)]
pub(crate) struct Arguments<'s> {
    first: Slot,
    count: u32,
    scope: PhantomData<&'s ()>,
}

impl<'s> Arguments<'s> {
    /// The window of `count` slots from `first`; the four slots before it are callee, this, new.target and link.
    #[inline(always)]
    pub(crate) const fn in_frame(first: Slot, count: u32) -> Arguments<'s> {
        Arguments { first, count, scope: PhantomData }
    }

    /// Argument `index`, or `undefined`.
    #[inline(always)]
    pub(crate) fn get(self, index: usize) -> Local<'s> {
        if index < self.count as usize { Local::in_slot(Slot(self.first.0 + index as u32)) } else { Local::UNDEFINED }
    }

    /// Number of arguments passed.
    #[inline(always)]
    pub(crate) fn count(self) -> usize {
        self.count as usize
    }

    /// Argument `index`, if that many were passed.
    pub(crate) fn present(self, index: usize) -> Option<Local<'s>> {
        (index < self.count()).then(|| self.get(index))
    }

    /// NewTarget: `undefined` in a call.
    #[inline(always)]
    pub(crate) fn new_target(self) -> Local<'s> {
        Local::in_slot(Slot(self.first.0 - 2))
    }

    /// The function being called.
    #[inline(always)]
    pub(crate) fn callee(self) -> Local<'s> {
        Local::in_slot(Slot(self.first.0 - 4))
    }

    /// The receiver.
    #[inline(always)]
    pub(crate) fn this(self) -> Local<'s> {
        Local::in_slot(Slot(self.first.0 - 3))
    }

    /// The slot of the first argument.
    pub(crate) fn first(self) -> Slot {
        self.first
    }

    /// All arguments from the `count`th on.
    pub(crate) fn skip(self, count: usize) -> Vec<Local<'s>> {
        (count..self.count()).map(|index| self.get(index)).collect()
    }
}
