//! Which code has run, and how often: precise coverage.
//!
//! **Idea.** Functions are counted from [`start`] on, whenever they were compiled, by a node in front of their trees
//! (`machine::coverage`). Blocks are counted by nodes that the compiler adds (`compiler::blocks`), so only in functions
//! that are compiled while blocks are asked for. What was counted becomes ranges in `ranges`, by the passes that V8
//! makes; functions get their names in `names`.
//!
//! **Invariants.** While coverage is recorded every compiled function is rooted in `Coverage::code`, and is counted.
//!
//! **Knows nothing about** the protocol, clients, files.
//!
//! **Sources.** V8's `src/debug/debug-coverage.cc` for what is told of which function.

mod names;
mod ranges;

pub(crate) use ranges::CoveredRange;

use super::debugger::{ScriptText, script_text, scripts};
use super::install::{ScriptData, TREE_WORD, function_number};
use super::machine::Tree;
use crate::heap::{ExternalId, Local, Raw};
use crate::runtime::{Completion, Coverage, Isolate, Scope};
use crate::syntax::FunctionForm;
use crate::value::layout::{code, script};
use ranges::{Block, FunctionRanges, Units};
use std::collections::HashMap;

/// What is known of a function.
#[derive(Clone, Debug)]
pub(crate) struct FunctionCoverage {
    /// Its name.
    pub(crate) name: String,
    /// The function, then blocks in it that ran more or less often.
    pub(crate) ranges: Vec<CoveredRange>,
    /// Its blocks were counted.
    pub(crate) has_blocks: bool,
}

/// What is known of a script.
#[derive(Clone, Debug)]
pub(crate) struct ScriptCoverage {
    /// Its number, as the debugger's.
    pub(crate) script: u32,
    /// Its functions from outer to inner ones.
    pub(crate) functions: Vec<FunctionCoverage>,
}

/// Begins to count.
///
/// # Errors
/// A termination.
pub(crate) fn start(cx: &mut Scope<'_>, counts: bool, has_blocks: bool) -> Completion<()> {
    stop(cx);
    cx.coverage = Some(Box::new(Coverage { counts, has_blocks, ..Coverage::default() }));
    let mut cx = cx.open();
    let trees = cx.heap.externals_of::<Tree>();
    let trees: Vec<_> = trees.into_iter().map(|(id, code)| (id, cx.heap.root(code))).collect();
    for (id, code) in trees {
        let code = cx.adopt(code)?;
        watch(&mut cx, code, id)?;
        if let Some(tree) = cx.heap.external_as_mut::<Tree>(id) {
            tree.take_counts();
        }
    }
    Ok(())
}

/// Counts no more.
pub(crate) fn stop(cx: &mut Scope<'_>) {
    let Some(coverage) = cx.coverage.take() else { return };
    for root in coverage.code {
        let mut cx = cx.open();
        if let Ok(code) = cx.local(|isolate| isolate.heap.root_value(root)) {
            let id = ExternalId::from_bits(cx.raw(code).raw_word(TREE_WORD));
            let way = cx.heap.external_as_mut::<Tree>(id).and_then(Tree::ignore_calls);
            if let Some(way) = way {
                cx.heap.store_raw(code, code::RAW, way as u64);
            }
        }
        cx.heap.remove_root(root);
    }
}

/// Counts the calls of a function from now on.
fn watch<'s>(cx: &mut Scope<'s>, code: Local<'s>, id: ExternalId) -> Completion<()> {
    let root = cx.insert_root(code, "coverage")?;
    if let Some(coverage) = cx.coverage.as_deref_mut() {
        coverage.code.push(root);
    }
    let way = cx.raw(code).raw_word(code::RAW) as usize;
    if let Some(tree) = cx.heap.external_as_mut::<Tree>(id) {
        let way = tree.count_calls(way);
        cx.heap.store_raw(code, code::RAW, way as u64);
    }
    Ok(())
}

/// A function has been compiled, and can be entered.
///
/// # Errors
/// A termination.
pub(super) fn compiled<'s>(cx: &mut Scope<'s>, code: Local<'s>) -> Completion<()> {
    if cx.coverage.is_none() {
        return Ok(());
    }
    let id = ExternalId::from_bits(cx.raw(code).raw_word(TREE_WORD));
    watch(cx, code, id)
}

/// What was counted of a function, in all realms.
#[derive(Default)]
struct Counted {
    calls: u64,
    blocks: Option<HashMap<(u32, Option<u32>), u64>>,
}

/// By script and number.
type Counts = HashMap<(u32, usize), Counted>;

/// What has been counted since the last time; none: nothing is.
pub(crate) fn take(cx: &mut Scope<'_>) -> Option<Vec<ScriptCoverage>> {
    let has_blocks = cx.coverage.as_ref()?.has_blocks;
    let mut counts = Counts::new();
    let isolate: &mut Isolate = cx;
    for (id, key) in places(isolate) {
        let Some(tree) = isolate.heap.external_as_mut::<Tree>(id) else { continue };
        let counted = counts.entry(key).or_default();
        counted.calls += tree.take_calls().unwrap_or(0);
        let Some(blocks) = tree.take_counts().filter(|_| has_blocks) else { continue };
        let all = counted.blocks.get_or_insert_default();
        for (block, count) in blocks {
            *all.entry((block.start, block.end)).or_insert(0) += count;
        }
    }
    Some(told(isolate, &mut counts))
}

/// What can be said of all functions without having counted: whether they have ever run.
pub(crate) fn best_effort(cx: &mut Scope<'_>) -> Vec<ScriptCoverage> {
    let isolate: &mut Isolate = cx;
    let run = |(_, key)| (key, Counted { calls: 1, blocks: None });
    let mut counts = places(isolate).into_iter().map(run).collect();
    let coverage = isolate.coverage.take();
    let found = told(isolate, &mut counts);
    isolate.coverage = coverage;
    found
}

/// All trees: of which script, and of which of its functions.
fn places(isolate: &Isolate) -> Vec<(ExternalId, (u32, usize))> {
    let place = |(id, code): (ExternalId, Raw<'_>)| {
        let script = ExternalId::from_bits(code.word(code::SCRIPT).raw_word(script::DATA));
        (id, (super::debugger::number_of(script), function_number(code)))
    };
    isolate.heap.externals_of::<Tree>().into_iter().map(place).collect()
}

fn told(isolate: &mut Isolate, counts: &mut Counts) -> Vec<ScriptCoverage> {
    let mut coverage = isolate.coverage.take();
    let mut found = Vec::new();
    for number in scripts(isolate) {
        let Some(text) = script_text(isolate, number).filter(|text| !text.name().starts_with("node:")) else {
            continue;
        };
        let Some(data) = isolate.heap.external_as::<ScriptData>(text.id) else { continue };
        let functions = functions_of(&text, data, number, counts, coverage.as_deref_mut());
        if !functions.is_empty() {
            found.push(ScriptCoverage { script: number, functions });
        }
    }
    isolate.coverage = coverage;
    found
}

fn functions_of(
    text: &ScriptText<'_>,
    data: &ScriptData,
    number: u32,
    counts: &mut Counts,
    mut coverage: Option<&mut Coverage>,
) -> Vec<FunctionCoverage> {
    let counts_runs = coverage.as_ref().is_some_and(|coverage| coverage.counts);
    let units = Units::new(text.text(), data.wrapper_columns);
    let named = names::named_functions(data);
    let whole = whole_of(data);
    let extent = |index: usize| units.extent(named[index].span, index == whole);
    // What is around what the user wrote is not told.
    let mut order: Vec<usize> = (0..named.len()).filter(|&index| index == whole || index != 0).collect();
    order.retain(|&index| !is_hidden(data, index));
    order.sort_by_key(|&index| (extent(index).0, std::cmp::Reverse(extent(index).1), index != whole, index));
    let mut found: Vec<FunctionCoverage> = Vec::new();
    let mut around: Vec<CoveredRange> = Vec::new();
    for index in order {
        let (start, end) = extent(index);
        around.truncate(around.iter().position(|outer| outer.end <= start).unwrap_or(around.len()));
        let counted = counts.remove(&(number, index)).unwrap_or_default();
        let has_blocks = counted.blocks.is_some();
        let mut count = counted.calls;
        if !counts_runs && count > 0 {
            let is_new = coverage.as_mut().is_none_or(|coverage| coverage.told.insert((number, index)));
            count = u64::from(is_new || has_blocks);
        }
        let mut ranges = FunctionRanges::new(CoveredRange { start, end, count });
        let mut blocks = counted.blocks.unwrap_or_default();
        for inner in static_blocks(data, index) {
            blocks.extend(counts.remove(&(number, inner)).and_then(|inner| inner.blocks).unwrap_or_default());
        }
        if has_blocks {
            let blocks = blocks.into_iter().map(|((start, end), count)| Block {
                start: units.of(start),
                end: end.map(|end| units.of(end)),
                count: if counts_runs { count } else { count.min(1) },
            });
            ranges.divide(blocks.collect());
        }
        let is_told = count > 0 || around.last().is_some_and(|outer| outer.count > 0) || ranges.is_divided();
        if is_told && start < end {
            around.push(CoveredRange { start, end, count });
            let name = if index == whole { String::new() } else { named[index].name.clone() };
            found.push(FunctionCoverage { name, ranges: ranges.into_list(), has_blocks });
        }
    }
    found
}

/// The function that is all that the user wrote: the top level, or the function that a module is wrapped in.
fn whole_of(data: &ScriptData) -> usize {
    let is_wrapper = |index: &usize| *index > 0 && data.script.functions[*index].span.start < data.wrapper_columns;
    (0..data.script.functions.len()).find(is_wrapper).unwrap_or(0)
}

/// Functions that nobody wrote, and blocks of classes that are parts of others.
fn is_hidden(data: &ScriptData, index: usize) -> bool {
    let ast = &data.script.functions[index];
    ast.is_default_constructor || ast.form == FunctionForm::StaticBlock
}

/// The `static` blocks that a function is made of, if it runs the static elements of a class.
fn static_blocks(data: &ScriptData, index: usize) -> Vec<usize> {
    let functions = &data.script.functions;
    let outer = &functions[index];
    if outer.form != FunctionForm::FieldInitializer {
        return Vec::new();
    }
    let is_inside = |inner: &usize| {
        let inner = &functions[*inner];
        inner.form == FunctionForm::StaticBlock
            && outer.span.start <= inner.span.start
            && inner.span.end <= outer.span.end
    };
    (0..functions.len()).filter(is_inside).collect()
}
