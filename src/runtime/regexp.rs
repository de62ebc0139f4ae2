//! Regular expressions as objects (§22.2): their programs, matching with fuel and charged memory, results of `exec`.
//!
//! A regular expression points to a REGEXP_PROGRAM, which literals share between all objects they make. The program is
//! compiled when something is matched for the first time; patterns are checked before.

mod pristine;

pub(crate) use pristine::{Asks, is_pristine_regexp, note_originals};

use super::completion::{Abrupt, Completion};
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::{
    allocate_object, array_create, define_new, ordinary_object_create, root_shape, substring, throw_syntax_error,
    transition_for_add, units,
};
use crate::heap::{Allocation, External, ExternalId, Local, Raw, RootId};
use crate::regexp::{Flags, LONGEST_PATTERN, Matcher, PatternError, Program, Progress, Subject, check};
use crate::value::layout::{self, ButterflyInfo, attribute, butterfly, regexp, regexp_program};
use crate::value::{self, Units, kind};
use pristine::Pristine;

/// Steps of the matcher between two looks at fuel, interrupts and memory.
const SLICE: u32 = 4096;
/// Steps of the matcher for a unit of fuel.
const STEPS_A_UNIT: u64 = 8;
/// Groups of the last match that `RegExp.$1` and so on show.
const SHOWN: usize = 10;

/// The payload of a REGEXP_PROGRAM.
struct CompiledProgram(Program);

impl External for CompiledProgram {
    fn category(&self) -> &'static str {
        "RegExp program"
    }

    fn counts_as_heap(&self) -> bool {
        true
    }
}

/// The last successful match, for `RegExp.lastMatch` and the like (Annex B): places in code units.
#[derive(Clone, Copy, Default)]
pub(crate) struct Places {
    /// The whole match and the first nine groups.
    pub(crate) groups: [Option<(usize, usize)>; SHOWN],
    /// The last group of the pattern.
    pub(crate) last_group: Option<(usize, usize)>,
}

/// What an isolate keeps for regular expressions.
pub(crate) struct RegExpState {
    matcher: Matcher,
    /// Root of the text last matched.
    text: RootId,
    /// Root of what `RegExp.input` says: that text, until a script sets it.
    input: RootId,
    last: Places,
    /// Groups of the pattern that matched last.
    captures: usize,
    pristine: Pristine,
}

impl RegExpState {
    pub(super) fn new(text: RootId, input: RootId) -> RegExpState {
        let (matcher, last, pristine) = (Matcher::default(), Places::default(), Pristine::default());
        RegExpState { matcher, text, input, last, captures: 0, pristine }
    }
}

/// Checks pattern and flags, which are strings, and makes the REGEXP_PROGRAM for them.
///
/// # Errors
/// SyntaxError in V8's words.
pub(crate) fn new_regexp_program<'s>(cx: &mut Scope<'s>, source: Local<'s>, flags: Local<'s>) -> Completion<Local<'s>> {
    cx.check_stack()?;
    let Some(parsed) = Flags::parse(units(cx, flags)?.iter()) else {
        let shown = units(cx, flags)?.to_rust_lossy();
        return Err(throw_syntax_error(cx, format_args!("Invalid flags supplied to RegExp constructor '{shown}'")));
    };
    let checked = with_pattern(cx, source, |pattern| check(pattern, parsed))?;
    if let Err(error) = checked {
        return Err(throw_pattern_error(cx, source, parsed, error));
    }
    allocate_program(cx, source, flags, parsed)
}

/// As [`new_regexp_program`], for a literal, which was checked with the program text.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn literal_regexp_program<'s>(
    cx: &mut Scope<'s>,
    source: Local<'s>,
    flags: Local<'s>,
) -> Completion<Local<'s>> {
    let parsed = Flags::parse(units(cx, flags)?.iter()).unwrap_or_default();
    allocate_program(cx, source, flags, parsed)
}

fn allocate_program<'s>(
    cx: &mut Scope<'s>,
    source: Local<'s>,
    flags: Local<'s>,
    parsed: Flags,
) -> Completion<Local<'s>> {
    let allocation = Allocation::young(kind::REGEXP_PROGRAM, 0, regexp_program::WORDS);
    cx.allocate(allocation, |init| {
        init.set(regexp_program::SOURCE, source);
        init.set(regexp_program::FLAGS, flags);
        init.raw(regexp_program::FLAG_BITS, u64::from(parsed.bits()));
    })
}

/// Code units of a pattern that an error shows.
const SHOWN_PATTERN: usize = 1 << 16;

/// SyntaxError for a pattern.
fn throw_pattern_error(cx: &mut Scope<'_>, source: Local<'_>, flags: Flags, error: PatternError) -> Abrupt {
    let shown = match units(cx, source) {
        Ok(source) => source.slice(0, SHOWN_PATTERN).to_rust_lossy(),
        Err(abrupt) => return abrupt,
    };
    throw_syntax_error(cx, format_args!("{}", error.describe(&shown, flags)))
}

/// Bytes that parsing takes for a code unit of the pattern, at most.
const BYTES_A_UNIT: usize = 24;
/// Code units of a pattern whose parsing is not charged.
const UNCHARGED: usize = 256;

/// Does something with the code units of a pattern, and charges the memory that takes.
fn with_pattern<T>(
    cx: &mut Scope<'_>,
    source: Local<'_>,
    work: impl FnOnce(&[u16]) -> Result<T, PatternError>,
) -> Completion<Result<T, PatternError>> {
    let length = units(cx, source)?.len();
    if length > LONGEST_PATTERN {
        return Ok(Err(PatternError::TOO_LARGE));
    }
    cx.step(length as u64 / 16)?;
    let charge = match length > UNCHARGED {
        true => Some(cx.heap.charge_working(length.saturating_mul(BYTES_A_UNIT))),
        false => None,
    };
    if let Some(Err(error)) = charge {
        return Err(cx.fault(error.into()));
    }
    let source = units(cx, source)?;
    let mut pattern = Vec::new();
    if pattern.try_reserve_exact(length).is_err() {
        return Err(cx.fault(value::Fault::OutOfMemory));
    }
    source.extend_utf16(&mut pattern);
    Ok(work(&pattern))
}

/// The shape of regular expressions with this prototype: they have `lastIndex`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn shape_of_regexps<'s>(cx: &mut Scope<'s>, prototype: Local<'s>) -> Completion<Local<'s>> {
    let root = root_shape(cx, prototype, kind::REGEXP, super::object::inline_capacity(kind::REGEXP), 0)?;
    let key = cx.known_string(KnownName::LastIndex)?;
    transition_for_add(cx, root, key, attribute::WRITABLE)
}

/// A regular expression of a shape (`None`: the realm's own) and a program.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn new_regexp<'s>(
    cx: &mut Scope<'s>,
    shape: Option<Local<'s>>,
    program: Local<'s>,
) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let shape = match shape {
        Some(shape) => shape,
        None => cx.intrinsic(Intrinsic::RegExpShape)?,
    };
    let object = allocate_object(cx, shape)?;
    cx.heap.store(object, regexp::LAST_INDEX, Local::int(0));
    set_regexp_program(cx, object, program)?;
    Ok(cx.collapse(depth, object))
}

/// Gives a regular expression its program, and with it source and flags.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn set_regexp_program(cx: &mut Scope<'_>, object: Local<'_>, program: Local<'_>) -> Completion<()> {
    let depth = cx.heap.stack_depth();
    cx.heap.store(object, regexp::PROGRAM, program);
    let source = cx.word(program, regexp_program::SOURCE)?;
    cx.heap.store(object, regexp::SOURCE, source);
    let flags = cx.word(program, regexp_program::FLAGS)?;
    cx.heap.store(object, regexp::FLAGS, flags);
    cx.heap.truncate_stack(depth);
    Ok(())
}

/// The flags of a regular expression. Pure.
pub(crate) fn flags_of_regexp(object: Raw<'_>) -> Flags {
    let program = object.word(regexp::PROGRAM);
    Flags::from_bits(if program.is_pointer() { program.raw_word(regexp_program::FLAG_BITS) as u8 } else { 0 })
}

/// The compiled program of a regular expression, made now if this is the first time.
fn compiled(cx: &mut Scope<'_>, object: Local<'_>) -> Completion<ExternalId> {
    let bits = cx.raw(object).word(regexp::PROGRAM).raw_word(regexp_program::EXTERNAL);
    if bits != 0 {
        return Ok(ExternalId::from_bits(bits));
    }
    let mut cx = cx.open();
    cx.check_stack()?;
    let flags = flags_of_regexp(cx.raw(object));
    let holder = cx.word(object, regexp::PROGRAM)?;
    let source = cx.word(holder, regexp_program::SOURCE)?;
    let program = match with_pattern(&mut cx, source, |pattern| Program::compile(pattern, flags))? {
        Ok(program) => program,
        Err(error) => return Err(throw_pattern_error(&mut cx, source, flags, error)),
    };
    let bytes = program.bytes();
    match cx.heap.attach_external(holder, Box::new(CompiledProgram(program)), bytes) {
        Ok(id) => {
            cx.heap.store_raw(holder, regexp_program::EXTERNAL, id.to_bits());
            Ok(id)
        }
        Err(error) => Err(cx.fault(error.into())),
    }
}

/// Compiles the pattern of a regular expression if nothing was matched with it before.
///
/// # Errors
/// SyntaxError when the program would be too large; termination when there is no memory.
pub(crate) fn compile_regexp(cx: &mut Scope<'_>, object: Local<'_>) -> Completion<()> {
    compiled(cx, object).map(|_| ())
}

fn subject(units: Units<'_>) -> Subject<'_> {
    match units {
        Units::Latin1(bytes) => Subject::Latin1(bytes),
        Units::TwoByte(units) => Subject::TwoByte(units),
    }
}

/// Looks for a match of a regular expression in a string from `start` on; the places are in [`regexp_group`] then, until
/// something else is matched.
///
/// # Errors
/// Termination when fuel or memory run out or the embedder interrupts; SyntaxError when the program would be too large.
pub(crate) fn regexp_find(cx: &mut Scope<'_>, object: Local<'_>, text: Local<'_>, start: usize) -> Completion<bool> {
    units(cx, text)?;
    let id = compiled(cx, object)?;
    let mut matcher = std::mem::take(&mut cx.regexp.matcher);
    let found = find(cx, id, text, start, &mut matcher);
    cx.regexp.matcher = matcher;
    found
}

fn find(cx: &mut Scope<'_>, id: ExternalId, text: Local<'_>, start: usize, matcher: &mut Matcher) -> Completion<bool> {
    let (mut charge, mut begun) = (None, false);
    loop {
        let Some(CompiledProgram(program)) = cx.heap().external_as(id) else { return Ok(false) };
        let lent = subject(value::units(cx.raw(text)));
        if !begun {
            matcher.begin(program, lent, start as u32);
            begun = true;
        }
        let mut budget = SLICE;
        let progress = matcher.run(program, lent, &mut budget);
        let bytes = matcher.bytes(program, lent);
        match progress {
            Progress::Matched | Progress::Failed => {
                matcher.trim();
                let captures = program.captures();
                cx.regexp.captures = captures;
                cx.step(u64::from(SLICE - budget) / STEPS_A_UNIT)?;
                return Ok(progress == Progress::Matched);
            }
            Progress::Paused => {
                cx.step(u64::from(SLICE) / STEPS_A_UNIT)?;
                let charged = charge.as_ref().map_or(0, crate::heap::ScratchCharge::bytes);
                if bytes > charged {
                    match (cx.heap.charge_working(bytes - charged), &mut charge) {
                        (Ok(more), Some(all)) => all.absorb(more),
                        (Ok(more), none) => *none = Some(more),
                        (Err(error), _) => return Err(cx.fault(error.into())),
                    }
                }
            }
            Progress::OutOfMemory => return Err(cx.fault(value::Fault::OutOfMemory)),
        }
    }
}

/// Where a group of the last match is in the text; group 0 is the whole match. Pure.
pub(crate) fn regexp_group(cx: &Scope<'_>, group: usize) -> Option<(usize, usize)> {
    cx.regexp.matcher.group(group)
}

fn program_of<'h>(cx: &'h Scope<'_>, object: Local<'_>) -> Option<&'h Program> {
    let bits = cx.raw(object).word(regexp::PROGRAM).raw_word(regexp_program::EXTERNAL);
    let CompiledProgram(program) = cx.heap().external_as(ExternalId::from_bits(bits))?;
    Some(program)
}

/// How many groups the pattern of a regular expression has that has matched something before. Pure.
pub(crate) fn regexp_captures(cx: &Scope<'_>, object: Local<'_>) -> usize {
    program_of(cx, object).map_or(0, Program::captures)
}

/// Whether the pattern of a regular expression that has matched something before has named groups. Pure.
pub(crate) fn regexp_names(cx: &Scope<'_>, object: Local<'_>) -> usize {
    program_of(cx, object).map_or(0, |program| program.names().len())
}

/// Notes the match just found in `text` for `RegExp.lastMatch` and the like.
pub(crate) fn note_match(cx: &mut Scope<'_>, text: Local<'_>) {
    let state = &mut cx.regexp;
    let captures = state.captures;
    for (group, place) in state.last.groups.iter_mut().enumerate() {
        *place = if group <= captures { state.matcher.group(group) } else { None };
    }
    state.last.last_group = if captures > 0 { state.matcher.group(captures) } else { None };
    let (last, input) = (state.text, state.input);
    cx.heap.set_root(last, text);
    cx.heap.set_root(input, text);
}

/// See [`last_match`].
pub(crate) struct LastMatch<'s> {
    /// The text.
    pub(crate) text: Local<'s>,
    /// What `RegExp.input` says.
    pub(crate) input: Local<'s>,
    /// Places in the text.
    pub(crate) places: Places,
}

/// Sets `RegExp.input`.
pub(crate) fn set_last_input(cx: &mut Scope<'_>, input: Local<'_>) {
    let root = cx.regexp.input;
    cx.heap.set_root(root, input);
}

/// The last match and its text; empty if nothing was matched yet.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn last_match<'s>(cx: &mut Scope<'s>) -> Completion<LastMatch<'s>> {
    let text = cx.local(|isolate| isolate.heap.root_value(isolate.regexp.text))?;
    let input = cx.local(|isolate| isolate.heap.root_value(isolate.regexp.input))?;
    let empty = cx.known_string(KnownName::Empty)?;
    let or_empty = |cx: &Scope<'_>, text: Local<'s>| if cx.raw(text).is_undefined() { empty } else { text };
    Ok(LastMatch { text: or_empty(cx, text), input: or_empty(cx, input), places: cx.regexp.last })
}

/// The result of `exec` for the match just found in `text`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn regexp_result<'s>(cx: &mut Scope<'s>, object: Local<'s>, text: Local<'s>) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let captures = regexp_captures(cx, object);
    let has_indices = flags_of_regexp(cx.raw(object)).has(Flags::HAS_INDICES);
    let shape = result_shape(cx)?;
    let result = allocate_object(cx, shape)?;
    let info = ButterflyInfo::new(captures + 1, 3, false);
    let wings = cx.allocate(Allocation::young(kind::BUTTERFLY, 0, info.words()), |init| {
        init.raw(butterfly::INFO, info.0);
    })?;
    for group in 0..=captures {
        let Some((start, end)) = regexp_group(cx, group) else { continue };
        let mut inner = cx.open();
        let part = substring(&mut inner, text, start, end)?;
        inner.heap.store(wings, info.first_element() + group, part);
    }
    let index = regexp_group(cx, 0).map_or(0, |(start, _)| start);
    let indices = if has_indices { Some(indices(cx, object, captures)?) } else { None };
    cx.heap.store(wings, butterfly::OVERFLOW, Local::number(index as f64));
    cx.heap.store(wings, butterfly::OVERFLOW + 1, text);
    if regexp_names(cx, object) > 0 {
        let groups = groups(cx, object, wings, info.first_element())?;
        cx.heap.store(wings, butterfly::OVERFLOW + 2, groups);
    }
    cx.heap.store(result, layout::BUTTERFLY, wings);
    cx.heap.store(result, super::array::LENGTH_WORD, Local::int(captures as i32 + 1));
    if let Some(indices) = indices {
        define_new(cx, result, KnownName::Indices.into(), indices, attribute::ALL)?;
    }
    Ok(cx.collapse(depth, result))
}

fn result_shape<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let mut shape = cx.intrinsic(Intrinsic::RegExpResultShape)?;
    if cx.raw(shape).is_undefined() {
        shape = cx.intrinsic(Intrinsic::ArrayShape)?;
        for name in [KnownName::Index, KnownName::Input, KnownName::Groups] {
            let key = cx.known_string(name)?;
            shape = transition_for_add(cx, shape, key, attribute::ALL)?;
        }
        cx.set_intrinsic(Intrinsic::RegExpResultShape, shape);
    }
    Ok(shape)
}

/// The object of named groups: what is in `values` from word `first` on, by group.
fn groups<'s>(cx: &mut Scope<'s>, object: Local<'s>, values: Local<'s>, first: usize) -> Completion<Local<'s>> {
    let groups = ordinary_object_create(cx, Local::NULL)?;
    for index in 0..regexp_names(cx, object) {
        let mut cx = cx.open();
        let Some(program) = program_of(&cx, object) else { break };
        let name = &program.names()[index];
        let taken = name.groups.iter().find(|&&group| cx.regexp.matcher.group(group as usize).is_some());
        let group = taken.copied().unwrap_or(name.groups[0]) as usize;
        let text = name.name.to_vec();
        let text = cx.string_utf16(&text)?;
        let key = super::string_to_key(&mut cx, text)?;
        let value = cx.word(values, first + group)?;
        super::create_data_property(&mut cx, groups, key, value)?;
    }
    Ok(groups)
}

/// `indices`: pairs of places.
fn indices<'s>(cx: &mut Scope<'s>, object: Local<'s>, captures: usize) -> Completion<Local<'s>> {
    let array = array_create(cx, 0)?;
    for group in 0..=captures {
        let mut cx = cx.open();
        let pair = match regexp_group(&cx, group) {
            Some((start, end)) => {
                let places = [Local::number(start as f64), Local::number(end as f64)];
                super::create_array_from_list(&mut cx, &places)?
            }
            None => Local::UNDEFINED,
        };
        super::array_push(&mut cx, array, pair)?;
    }
    let groups = if regexp_names(cx, object) > 0 {
        let wings = cx.word(array, layout::BUTTERFLY)?;
        let first = super::butterfly::info(cx.raw(array)).first_element();
        groups(cx, object, wings, first)?
    } else {
        Local::UNDEFINED
    };
    define_new(cx, array, KnownName::Groups.into(), groups, attribute::ALL)?;
    Ok(array)
}
