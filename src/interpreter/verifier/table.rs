//! What each kind of node does, in the order in which the machine does it.

use super::state::State;
use super::{Rule, Verdict};
use crate::interpreter::compiler::{Field, NodeIndex};
use crate::interpreter::machine::{ARGUMENTS, CALLEE, THIS};

/// Slots above a node's depth that its slow path may use.
const SLOW_PATH: u32 = 4;

/// A node's parts.
#[derive(Clone, Copy)]
struct Parts {
    a: Field,
    b: Field,
    d: Field,
    /// The depth.
    c: u32,
    k: u64,
    floor: u32,
}

impl State<'_> {
    /// Runs one node.
    pub(super) fn run(&mut self, node: NodeIndex, floor: u32) -> Verdict {
        let info = self.arena.infos[node.0 as usize];
        let raw = &self.arena.nodes[node.0 as usize];
        let [a, b, d] = info.fields;
        let parts = Parts { a, b, d, c: raw.c, k: raw.k, floor };
        if super::is_suspension(info.name) {
            return self.suspension(parts);
        }
        match info.name.strip_prefix("resumable_").unwrap_or(info.name) {
            "generator_start" | "async_start" => self.start(parts),
            "if" => self.branch(parts, true, false),
            "if_always" => self.branch(parts, false, false),
            "if_compare" => self.branch(parts, false, true),
            "store" => self.set_slot(parts),
            "constant" => self.immediate(parts.k),
            "heap_constant" => self.constant(d),
            "closure_context" | "home_object" => Ok(()),
            "outer_variable" => self.number(a).map(|_| ()),
            "slot" => self.slot(a).and_then(|slot| self.read(slot)),
            "take_slot" => self.in_place(parts),
            "checked_slot" => self.in_place(parts).and_then(|()| self.constant(d)).and_then(|()| self.slow(parts)),
            "set_slot" | "set_slot_statement" => self.set_slot(parts),
            "set_checked_slot" => self.set_checked_slot(parts),
            "fill_slots" => self.fill_slots(parts),
            "context_variable" => self.context(a),
            "context_variable_checked" | "import_variable" => self.checked_variable(parts),
            "set_context_variable" | "set_context_variable_checked" => self.set_context_variable(parts),
            "push_context" => self.push_context(parts),
            "copy_context" => self.in_place(parts).and_then(|()| self.slow(parts)),
            "closure" => self.closure(parts),
            "chain" | "template" => self.chain(parts),
            "count" => Ok(()),
            "effect" | "apart" | "count_after" | "not" | "end_chain" | "end_chain_true" => self.child(a, floor),
            "labelled" => self.maybe(|state| state.child(a, floor)),
            "block" => self.block(parts),
            "scoped_block" => self.scoped_block(parts),
            "sequence" if matches!(a, Field::List(_)) => self.block(parts),
            "block2" | "sequence" => self.children(&[a, b], floor),
            "block3" => self.children(&[a, b, d], floor),
            "if_then" | "if_else" | "conditional" => self.branch(parts, true, false),
            "if_then_always" | "if_else_always" | "conditional_always" => self.branch(parts, false, false),
            "if_then_compare" | "if_else_compare" | "conditional_compare" => self.branch(parts, false, true),
            "loop" if a == Field::None => self.looping(parts, false, false),
            "loop" | "while" => self.looping(parts, true, false),
            "loop_always" | "while_always" => self.looping(parts, false, false),
            "loop_compare" | "while_compare" => self.looping(parts, false, true),
            "loop_step" | "while_step" => self.looping(parts, false, true).and_then(|()| self.fused_step(node)),
            "do_while" => self.maybe(|state| state.child(b, floor)).and_then(|()| self.child(a, floor)),
            "switch" => self.switch(parts),
            "throw" | "negate" | "to_number" | "bit_not" | "to_string" => self.unary(parts),
            "try_catch" => self.try_catch(parts),
            "try_finally" => self.try_finally(parts),
            "for_of" => {
                self.behind(1, "step_of_loop")?;
                self.iteration(parts)
            }
            "for_await" => {
                self.behind(1, "step_of_loop")?;
                self.async_iteration(parts)
            }
            "for_in" | "with_iterator" => self.iteration(parts),
            "iterator_value" | "iterator_rest" => self.iterator_step(parts),
            "append_all" => self.append_all(parts),
            "call" => self.call(parts),
            "call_many" | "construct" => self.call_many(parts),
            "construct_super" => self.construct_super(parts),
            "call_method" => self.call_method(parts),
            "call_prepared" => self.call_prepared(parts),
            "prepare_element" => self.prepare_element(parts),
            "get_named" => self.get_named(parts),
            "set_named" => self.set_named(parts),
            "get_element" => self.operands(parts).and_then(|()| self.slow(parts)),
            "set_element" => self.set_element(parts),
            "update_named" => self.update_named(parts),
            "update_element" => self.update_element(parts),
            "get_global" => self.cached(parts, 1),
            "set_global_strict" | "set_global_sloppy" => self.child(b, floor).and_then(|()| self.cached(parts, 1)),
            "and" | "or" | "coalesce" | "or_default" | "fallback" => {
                self.child(a, floor)?;
                self.maybe(|state| state.child(b, floor))
            }
            "logical_chain" => self.logical_chain(parts),
            "increment" | "step" => self.step(parts),
            "accumulate" => self.accumulate(parts),
            "checked_this" | "constructed_this" | "global_this" | "debugger_statement" => self.slow(parts),
            "chain_link" => self.chain_link(parts),
            "prepare_chain" => self.prepare_chain(parts),
            "prepare_chain_value" => self.prepare_chain_value(parts),
            "chain_call" => self.chain_call(parts),
            "object_literal" => self.literal(parts).and_then(|()| self.constant(d)),
            "array_literal" => self.literal(parts),
            name if is_operator(name) => self.operands(parts).and_then(|()| self.slow(parts)),
            _ => self.operation(parts),
        }
    }

    /// A node where the function stops.
    fn suspension(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        let above = self.number(parts.d)?;
        self.uses(parts.c, SLOW_PATH.max(above + 2), parts.floor)
    }

    /// The root of a function that suspends.
    fn start(&mut self, parts: Parts) -> Verdict {
        if parts.a != Field::None {
            self.child(parts.a, parts.floor)?;
        }
        self.slow(parts)?;
        self.maybe(|state| state.child(parts.b, parts.floor))
    }

    /// The payload is an immediate.
    fn immediate(&self, bits: u64) -> Verdict {
        // Pointers are small and even; every immediate is a number or has a bit set that no pointer has.
        let is_pointer = bits == 0 || (bits >> 48 == 0 && bits & 7 == 0);
        if is_pointer { self.fault(Rule::Fields, "its payload is no immediate") } else { Ok(()) }
    }

    fn slow(&self, parts: Parts) -> Verdict {
        self.uses(parts.c, SLOW_PATH, parts.floor)
    }

    fn cached(&mut self, parts: Parts, distance: u32) -> Verdict {
        self.constant(parts.d)?;
        self.slow(parts)?;
        self.behind(distance, "cache").map(|_| ())
    }

    fn children(&mut self, fields: &[Field], floor: u32) -> Verdict {
        fields.iter().try_for_each(|&field| self.child(field, floor))
    }

    /// A slot that is read, and perhaps written back.
    fn in_place(&mut self, parts: Parts) -> Verdict {
        let slot = self.slot(parts.a)?;
        self.read(slot)
    }

    fn step(&mut self, parts: Parts) -> Verdict {
        self.in_place(parts)?;
        self.slow(parts)?;
        let slot = self.slot(parts.a)?;
        self.keep(slot)
    }

    fn set_slot(&mut self, parts: Parts) -> Verdict {
        self.child(parts.b, parts.floor)?;
        let slot = self.slot(parts.a)?;
        self.write(slot, parts.floor)
    }

    fn set_checked_slot(&mut self, parts: Parts) -> Verdict {
        self.constant(parts.d)?;
        self.set_slot(parts)?;
        self.slow(parts)
    }

    fn fill_slots(&mut self, parts: Parts) -> Verdict {
        self.immediate(parts.k)?;
        let (first, count) = (self.slot(parts.a)?, self.number(parts.b)?);
        (first..first + count).try_for_each(|slot| self.write(slot, parts.floor))
    }

    fn checked_variable(&mut self, parts: Parts) -> Verdict {
        self.context(parts.a)?;
        self.constant_number(parts.k as u32)?;
        self.slow(parts)
    }

    fn set_context_variable(&mut self, parts: Parts) -> Verdict {
        self.payload_child(parts.floor)?;
        self.context(parts.a)
    }

    fn push_context(&mut self, parts: Parts) -> Verdict {
        self.context(parts.a)?;
        self.constant(parts.d)?;
        self.slow(parts)?;
        let slot = self.slot(parts.b)?;
        self.write(slot, parts.floor)
    }

    fn closure(&mut self, parts: Parts) -> Verdict {
        self.context(parts.a)?;
        self.constant(parts.d)?;
        self.constant_number((parts.k >> 32) as u32)?;
        self.slow(parts)
    }

    /// Children evaluated one after the other into slots from `first` on.
    fn spread_out(&mut self, children: &[NodeIndex], first: u32, floor: u32) -> Verdict {
        for (slot, &child) in (first..).zip(children) {
            self.child(Field::Child(child), floor.max(slot))?;
            self.keep(slot)?;
        }
        Ok(())
    }

    fn chain(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        self.slow(parts)?;
        self.keep(parts.c)?;
        for child in self.list(parts.b, parts.k as u32)? {
            self.child(Field::Child(child), parts.c + 1)?;
        }
        self.uses(parts.c + 1, SLOW_PATH, parts.floor)
    }

    fn block(&mut self, parts: Parts) -> Verdict {
        let count = self.number(parts.b)?;
        let list = self.list(parts.a, count)?;
        list.into_iter().try_for_each(|child| self.child(Field::Child(child), parts.floor))
    }

    fn scoped_block(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        let (first, count) = (parts.k as u32, self.number(parts.d)?);
        (first..first + count).try_for_each(|slot| self.write(slot, parts.floor))
    }

    /// Evaluates fields a and b as `operands` of the machine does.
    fn operands(&mut self, parts: Parts) -> Verdict {
        match (parts.a, parts.b) {
            (Field::Child(_), Field::Child(_)) => {
                self.child(parts.a, parts.floor)?;
                self.uses(parts.c, 1, parts.floor)?;
                self.keep(parts.c)?;
                self.child(parts.b, parts.c + 1)
            }
            (Field::Child(_), right) => self.child(parts.a, parts.floor).and_then(|()| self.pure(right, parts)),
            (left, Field::Child(_)) => {
                self.pure(left, parts)?;
                let mark = self.assigned.len();
                self.child(parts.b, parts.floor)?;
                self.not_assigned_since(left, mark)
            }
            (left, right) => self.pure(left, parts).and_then(|()| self.pure(right, parts)),
        }
    }

    /// An operand that runs no child.
    fn pure(&mut self, field: Field, parts: Parts) -> Verdict {
        match field {
            Field::Slot(_) => self.slot(field).and_then(|slot| self.read(slot)),
            Field::Number(_) => Ok(()),
            Field::None => self.immediate(parts.k),
            other => self.fault(Rule::Fields, format!("{other:?} where an operand belongs")),
        }
    }

    /// An operand in any of its forms.
    fn operand(&mut self, field: Field, parts: Parts, floor: u32) -> Verdict {
        match field {
            Field::Child(_) => self.child(field, floor),
            _ => self.pure(field, parts),
        }
    }

    /// The slot `field` is read after nodes that must not have assigned it.
    fn not_assigned_since(&mut self, field: Field, mark: usize) -> Verdict {
        match field {
            Field::Slot(slot) if self.assigned[mark..].contains(&slot) => {
                self.fault(Rule::Late, format!("slot {slot} is read after a neighbour that assigns it"))
            }
            _ => Ok(()),
        }
    }

    /// The condition of a branch or loop.
    fn condition(&mut self, parts: Parts, is_truth: bool, is_compare: bool) -> Verdict {
        if is_truth {
            return self.child(parts.a, parts.floor);
        }
        if !is_compare {
            return Ok(());
        }
        self.fused_compare(parts.floor)
    }

    /// The comparison that stands behind a node that tests.
    fn fused_compare(&mut self, floor: u32) -> Verdict {
        let index = self.at.0 as usize + 1;
        let Some(info) = self.arena.infos.get(index).filter(|info| is_operator(info.name)) else {
            return self.fault(Rule::Fields, "no comparison stands behind it");
        };
        let name = info.name;
        let c = self.behind(1, name)?;
        let [a, b, d] = info.fields;
        let parts = Parts { a, b, d, c, k: self.arena.nodes[index].k, floor };
        self.operands(parts)?;
        self.slow(parts)
    }

    /// The step that stands behind a loop's comparison.
    fn fused_step(&mut self, node: NodeIndex) -> Verdict {
        let c = self.behind(2, "step")?;
        let slot = self.slot(self.arena.infos[node.0 as usize + 2].fields[0])?;
        self.read(slot)?;
        self.uses(c, SLOW_PATH, 0)?;
        self.keep(slot)
    }

    fn branch(&mut self, parts: Parts, is_truth: bool, is_compare: bool) -> Verdict {
        self.condition(parts, is_truth, is_compare)?;
        self.maybe(|state| state.child(parts.b, parts.floor))?;
        if parts.d == Field::None {
            return Ok(());
        }
        self.maybe(|state| state.child(parts.d, parts.floor))
    }

    fn looping(&mut self, parts: Parts, is_truth: bool, is_compare: bool) -> Verdict {
        self.condition(parts, is_truth, is_compare)?;
        self.maybe(|state| state.child(parts.b, parts.floor))?;
        if parts.d != Field::None {
            return self.maybe(|state| state.child(parts.d, parts.floor));
        }
        Ok(())
    }

    fn switch(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        self.slow(parts)?;
        self.keep(parts.c)?;
        let count = self.number(parts.d)?;
        let list = self.list(parts.b, count * 2)?;
        let depth = parts.c + 1;
        self.maybe(|state| list.iter().step_by(2).try_for_each(|&test| state.child(Field::Child(test), depth)))?;
        self.uses(depth, SLOW_PATH, parts.floor)?;
        let bodies = list.iter().skip(1).step_by(2);
        self.maybe(|state| {
            bodies.copied().try_for_each(|body| state.maybe(|state| state.child(Field::Child(body), depth)))
        })
    }

    fn unary(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        self.slow(parts)
    }

    fn try_catch(&mut self, parts: Parts) -> Verdict {
        self.maybe(|state| state.child(parts.a, parts.floor))?;
        let depth = self.number(parts.d)?;
        self.uses(depth, SLOW_PATH, parts.floor)?;
        self.maybe(|state| {
            state.write(parts.c, parts.floor)?;
            state.child(parts.b, parts.floor)
        })
    }

    fn try_finally(&mut self, parts: Parts) -> Verdict {
        self.maybe(|state| state.child(parts.a, parts.floor))?;
        self.slow(parts)?;
        self.keep(parts.c)?;
        self.keep(parts.c + 1)?;
        self.maybe(|state| state.giving_completion(parts.c + 2, |state| state.child(parts.b, parts.c + 2)))
    }

    /// `for`-`of`, `for`-`in` and array patterns keep a record.
    fn iteration(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        self.slow(parts)?;
        (parts.c..parts.c + 3).try_for_each(|slot| self.keep(slot))?;
        self.uses(parts.c + 3, SLOW_PATH, parts.floor)?;
        self.maybe(|state| {
            if let Field::Slot(slot) = parts.d {
                state.write(slot, parts.floor)?;
            }
            state.giving(parts.c + 2, |state| state.child(parts.b, parts.c + 3))
        })
    }

    /// `for await` keeps a record and two words more.
    fn async_iteration(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        self.slow(parts)?;
        (parts.c..parts.c + 5).try_for_each(|slot| self.keep(slot))?;
        self.uses(parts.c + 5, SLOW_PATH, parts.floor)?;
        self.maybe(|state| state.giving(parts.c + 2, |state| state.child(parts.b, parts.c + 5)))
    }

    fn append_all(&mut self, parts: Parts) -> Verdict {
        let array = self.slot(parts.b)?;
        self.child(parts.a, parts.floor)?;
        self.slow(parts)?;
        self.read(array)?;
        (parts.c..parts.c + 3).try_for_each(|slot| self.keep(slot))?;
        self.uses(parts.c + 3, SLOW_PATH, parts.floor)
    }

    fn iterator_step(&mut self, parts: Parts) -> Verdict {
        let record = self.slot(parts.a)?;
        (record..record + 3).try_for_each(|slot| self.read(slot))?;
        self.slow(parts)
    }

    /// Writes the header of a frame that is being built, but for callee and `this`.
    fn header(&mut self, depth: u32) -> Verdict {
        (depth..depth + ARGUMENTS).try_for_each(|slot| self.keep(slot))
    }

    fn call(&mut self, parts: Parts) -> Verdict {
        self.operand(parts.a, parts, parts.floor)?;
        self.uses(parts.c, ARGUMENTS, parts.floor)?;
        self.header(parts.c)?;
        let first = parts.c + ARGUMENTS;
        for (slot, field) in [(first, parts.b), (first + 1, parts.d)] {
            if field == Field::None {
                return Ok(());
            }
            self.operand(field, parts, slot)?;
            self.keep(slot)?;
        }
        if parts.k as u32 != 0 {
            self.payload_child(first + 2)?;
            self.keep(first + 2)?;
        }
        Ok(())
    }

    fn call_many(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        self.arguments(parts)
    }

    fn construct_super(&mut self, parts: Parts) -> Verdict {
        self.call_many(parts)?;
        let count = self.number(parts.d)?;
        self.payload_child(parts.c + ARGUMENTS + count)
    }

    fn arguments(&mut self, parts: Parts) -> Verdict {
        self.uses(parts.c, ARGUMENTS, parts.floor)?;
        self.header(parts.c)?;
        let count = self.number(parts.d)?;
        let list = self.list(parts.b, count)?;
        self.spread_out(&list, parts.c + ARGUMENTS, parts.c + ARGUMENTS)
    }

    fn call_method(&mut self, parts: Parts) -> Verdict {
        self.operand(parts.a, parts, parts.floor)?;
        self.uses(parts.c, ARGUMENTS, parts.floor)?;
        self.keep(parts.c + CALLEE)?;
        self.keep(parts.c + THIS)?;
        let depth = self.behind(1, "get_method")?;
        self.uses(depth, SLOW_PATH, parts.c + 2)?;
        self.behind(2, "cache")?;
        match (parts.b, self.number(parts.d)?) {
            (Field::List(_), _) => self.arguments(parts),
            (_, 0) => Ok(()),
            (argument, _) => {
                self.header(parts.c)?;
                self.operand(argument, parts, parts.c + ARGUMENTS)?;
                self.keep(parts.c + ARGUMENTS)
            }
        }
    }

    fn call_prepared(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        self.read(parts.c + CALLEE)?;
        self.read(parts.c + THIS)?;
        self.arguments(parts)
    }

    fn prepare_element(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        self.uses(parts.c, ARGUMENTS, parts.floor)?;
        self.keep(parts.c + CALLEE)?;
        self.keep(parts.c + THIS)?;
        self.child(parts.b, parts.c + 2)?;
        let depth = self.behind(1, "element_of_call")?;
        self.uses(depth, SLOW_PATH, parts.c + 2)
    }

    fn get_named(&mut self, parts: Parts) -> Verdict {
        self.operand(parts.a, parts, parts.floor)?;
        self.cached(parts, 1)
    }

    fn set_named(&mut self, parts: Parts) -> Verdict {
        self.operands(parts)?;
        self.cached(parts, 1)
    }

    fn set_element(&mut self, parts: Parts) -> Verdict {
        self.operand(parts.a, parts, parts.floor)?;
        self.uses(parts.c, SLOW_PATH, parts.floor)?;
        self.keep(parts.c)?;
        self.operand(parts.b, parts, parts.c + 1)?;
        self.keep(parts.c + 1)?;
        self.operand(parts.d, parts, parts.c + 2)?;
        self.uses(parts.c + 2, SLOW_PATH, parts.floor)
    }

    fn update_named(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        self.slow(parts)?;
        self.keep(parts.c)?;
        self.keep(parts.c + 1)?;
        for (distance, name) in [(1, "get_of_update"), (3, "set_of_update")] {
            let depth = self.behind(distance, name)?;
            self.uses(depth, SLOW_PATH, parts.c + 2)?;
            self.behind(distance + 1, "cache")?;
        }
        self.child(parts.b, parts.c + 2)
    }

    fn update_element(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        self.slow(parts)?;
        self.keep(parts.c)?;
        self.child(parts.b, parts.c + 1)?;
        self.keep(parts.c + 1)?;
        self.uses(parts.c + 2, SLOW_PATH, parts.floor)?;
        self.keep(parts.c + 2)?;
        self.child(parts.d, parts.c + 3)?;
        self.uses(parts.c + 3, SLOW_PATH, parts.floor)
    }

    fn logical_chain(&mut self, parts: Parts) -> Verdict {
        let count = self.number(parts.b)?;
        let list = self.list(parts.a, count)?;
        self.maybe(|state| list.into_iter().try_for_each(|child| state.child(Field::Child(child), parts.floor)))
    }

    /// `local OP= b`: the local is read after `b`.
    fn accumulate(&mut self, parts: Parts) -> Verdict {
        let slot = self.slot(parts.a)?;
        let mark = self.assigned.len();
        self.operand(parts.b, parts, parts.floor)?;
        self.not_assigned_since(parts.a, mark)?;
        self.read(slot)?;
        self.slow(parts)?;
        self.keep(slot)
    }

    fn chain_link(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        self.uses(parts.c, 1, parts.floor)?;
        self.maybe(|state| {
            state.keep(parts.c)?;
            state.child(parts.b, parts.c + 1)
        })
    }

    fn prepare_chain(&mut self, parts: Parts) -> Verdict {
        self.prepare_chain_value(parts)?;
        self.maybe(|state| state.child(parts.b, parts.c + 2))
    }

    fn prepare_chain_value(&mut self, parts: Parts) -> Verdict {
        self.uses(parts.c, 2, parts.floor)?;
        self.keep(parts.c + CALLEE)?;
        self.keep(parts.c + THIS)?;
        self.child(parts.a, parts.c + 2)
    }

    fn chain_call(&mut self, parts: Parts) -> Verdict {
        self.child(parts.a, parts.floor)?;
        self.read(parts.c + CALLEE)?;
        self.maybe(|state| state.child(parts.b, parts.floor))
    }

    fn literal(&mut self, parts: Parts) -> Verdict {
        let count = self.number(parts.b)?;
        let list = self.list(parts.a, count)?;
        self.uses(parts.c, 0, parts.floor)?;
        self.spread_out(&list, parts.c, parts.floor)?;
        self.uses(parts.c + count, 0, parts.floor)
    }

    /// Every other node runs an operation on values in slots.
    fn operation(&mut self, parts: Parts) -> Verdict {
        let count = self.number(parts.d)?;
        let list = self.list(parts.a, count)?;
        if parts.k == 0 {
            return self.fault(Rule::Fields, "no operation");
        }
        self.uses(parts.c, 0, parts.floor)?;
        self.spread_out(&list, parts.c, parts.floor)?;
        self.uses(parts.c + count, 0, parts.floor)
    }
}

fn is_operator(name: &str) -> bool {
    crate::interpreter::machine::operator::NAMES.contains(&name)
}
