//! The symbolic machine: which slots are written, which are kept, and the checks that all nodes share.

use super::{Fault, Rule, Verdict, constant_count};
use crate::interpreter::compiler::{Arena, Compiled, Field, KINDS, NodeIndex};
use crate::interpreter::machine::{ARGUMENTS, CLOSURE_CONTEXT, NO_CONTEXT, NODE_BYTES};
use crate::runtime::stack_address;

/// A tree being run symbolically.
pub(super) struct State<'a> {
    pub(super) arena: &'a Arena,
    constants: u32,
    frame: u32,
    /// First slot that is no variable: temporaries begin here.
    base: u32,
    /// Slots written, a bit each.
    written: Vec<u64>,
    /// The slots written since the start, in order, so that branches can be undone.
    added: Vec<u32>,
    /// Every slot that was assigned, in order.
    pub(super) assigned: Vec<u32>,
    /// Slots that a node has filled for its child, which may write them.
    given: Vec<u32>,
    /// The statements have a completion value: those of scripts and of eval code.
    has_completion: bool,
    seen: Vec<bool>,
    /// The node being looked at.
    pub(super) at: NodeIndex,
    /// Where the native stack ends, an address.
    native_stack_limit: usize,
}

impl<'a> State<'a> {
    /// Before the root runs: header, parameters, locals, and the slots of `arguments` and rest are written.
    pub(super) fn new(compiled: &'a Compiled, native_stack_limit: usize) -> Self {
        let own = [compiled.arguments_slot, compiled.rest_slot].iter().flatten().count() as u32;
        let base = ARGUMENTS + compiled.filled + own;
        let frame = compiled.frame.max(base);
        let mut written = vec![0; frame as usize / 64 + 1];
        for slot in 0..base {
            written[slot as usize / 64] |= 1 << (slot % 64);
        }
        Self {
            arena: &compiled.arena,
            constants: constant_count(&compiled.constants),
            frame,
            base,
            written,
            added: Vec::new(),
            assigned: Vec::new(),
            given: compiled.completion_slot.into_iter().collect(),
            has_completion: compiled.completion_slot.is_some(),
            seen: vec![false; compiled.arena.nodes.len()],
            at: compiled.root,
            native_stack_limit,
        }
    }

    /// A fault of the node being looked at.
    pub(super) fn fault<T>(&self, rule: Rule, what: impl Into<String>) -> Result<T, Fault> {
        let name = self.arena.infos.get(self.at.0 as usize).map_or("nothing", |info| info.name);
        Err(Fault { rule, node: self.at.0, name, what: what.into() })
    }

    /// Looks at `node`, whose ancestors keep things in temporaries below `floor`.
    pub(super) fn node(&mut self, node: NodeIndex, floor: u32) -> Verdict {
        let outer = self.at;
        let index = node.0 as usize;
        if stack_address() < self.native_stack_limit {
            return self.fault(Rule::Depth, "deeper than the native stack");
        }
        if index >= self.arena.nodes.len() {
            return self.fault(Rule::Fields, format!("a child {index} outside of the arena"));
        }
        if self.seen[index] {
            return self.fault(Rule::Fields, format!("the child {index} has another parent"));
        }
        self.seen[index] = true;
        self.at = node;
        if KINDS.binary_search(&self.arena.infos[index].name).is_err() {
            return self.fault(Rule::Fields, "a kind that the list of kinds does not have");
        }
        self.run(node, floor)?;
        self.at = outer;
        Ok(())
    }

    /// Looks at something that may not run, or not to its end: what it writes does not count afterwards.
    pub(super) fn maybe(&mut self, piece: impl FnOnce(&mut Self) -> Verdict) -> Verdict {
        let mark = self.added.len();
        piece(self)?;
        for slot in self.added.drain(mark..) {
            self.written[slot as usize / 64] &= !(1 << (slot % 64));
        }
        Ok(())
    }

    /// Looks at a piece that the slot `slot` is given to.
    pub(super) fn giving(&mut self, slot: u32, piece: impl FnOnce(&mut Self) -> Verdict) -> Verdict {
        self.given.push(slot);
        piece(self)?;
        self.given.pop();
        Ok(())
    }

    /// Looks at a finalizer. Where completion values matter it has a slot for its own, which all statements in it write.
    pub(super) fn giving_completion(&mut self, slot: u32, piece: impl FnOnce(&mut Self) -> Verdict) -> Verdict {
        if self.has_completion { self.giving(slot, piece) } else { piece(self) }
    }

    /// The child in a field.
    pub(super) fn child(&mut self, field: Field, floor: u32) -> Verdict {
        match field {
            Field::Child(child) if child.0 < self.at.0 => self.node(child, floor),
            Field::Child(child) => self.fault(Rule::Fields, format!("the child {} stands behind its parent", child.0)),
            other => self.fault(Rule::Fields, format!("{other:?} where a child belongs")),
        }
    }

    /// The child whose distance is the payload's low half.
    pub(super) fn payload_child(&mut self, floor: u32) -> Verdict {
        let distance = self.arena.nodes[self.at.0 as usize].k as u32;
        let child = self.child_at(self.at, distance)?;
        self.child(Field::Child(child), floor)
    }

    fn child_at(&self, from: NodeIndex, distance: u32) -> Result<NodeIndex, Fault> {
        let distance = distance as i32;
        if distance % NODE_BYTES as i32 != 0 {
            return self.fault(Rule::Fields, "a distance that leads between nodes");
        }
        let index = i64::from(from.0) + i64::from(distance / NODE_BYTES as i32);
        match u32::try_from(index) {
            Ok(index) if (index as usize) < self.arena.nodes.len() => Ok(NodeIndex(index)),
            _ => self.fault(Rule::Fields, "a distance that leads out of the arena"),
        }
    }

    /// The children of the list in a field.
    pub(super) fn list(&self, field: Field, count: u32) -> Result<Vec<NodeIndex>, Fault> {
        let Field::List(first) = field else {
            return self.fault(Rule::Fields, format!("{field:?} where a list belongs"));
        };
        let mut children = Vec::with_capacity(count as usize);
        for number in 0..count {
            let holder = NodeIndex(first.0 + number / 4);
            if self.arena.infos.get(holder.0 as usize).is_none_or(|info| info.name != "list") {
                return self.fault(Rule::Fields, "a list that is too short");
            }
            let node = &self.arena.nodes[holder.0 as usize];
            let distance = [node.a, node.b, node.c, node.d][number as usize % 4];
            children.push(self.child_at(holder, distance)?);
        }
        Ok(children)
    }

    /// The number in a field.
    pub(super) fn number(&self, field: Field) -> Result<u32, Fault> {
        match field {
            Field::Number(number) => Ok(number),
            other => self.fault(Rule::Fields, format!("{other:?} where a number belongs")),
        }
    }

    /// The slot in a field.
    pub(super) fn slot(&self, field: Field) -> Result<u32, Fault> {
        match field {
            Field::Slot(slot) if slot < self.frame => Ok(slot),
            Field::Slot(slot) => self.fault(Rule::Frame, format!("slot {slot} of {}", self.frame)),
            other => self.fault(Rule::Fields, format!("{other:?} where a slot belongs")),
        }
    }

    /// The constant number in a field.
    pub(super) fn constant(&self, field: Field) -> Verdict {
        let number = self.number(field)?;
        self.constant_number(number)
    }

    /// A constant number.
    pub(super) fn constant_number(&self, number: u32) -> Verdict {
        if number < self.constants {
            return Ok(());
        }
        self.fault(Rule::Frame, format!("constant {number} of {}", self.constants))
    }

    fn is_written(&self, slot: u32) -> bool {
        self.written[slot as usize / 64] & 1 << (slot % 64) != 0
    }

    /// Reads a slot.
    pub(super) fn read(&self, slot: u32) -> Verdict {
        if slot >= self.frame {
            return self.fault(Rule::Frame, format!("slot {slot} of {}", self.frame));
        }
        if !self.is_written(slot) {
            return self.fault(Rule::Written, format!("slot {slot} is read but not written"));
        }
        Ok(())
    }

    /// A node writes a slot: a variable, or a temporary that nobody below `floor` keeps something in.
    pub(super) fn write(&mut self, slot: u32, floor: u32) -> Verdict {
        if slot >= self.base && slot < floor && !self.given.contains(&slot) {
            return self.fault(Rule::Spilled, format!("slot {slot} is in use: the first free one is {floor}"));
        }
        self.keep(slot)
    }

    /// A node keeps something in a slot.
    pub(super) fn keep(&mut self, slot: u32) -> Verdict {
        if slot >= self.frame {
            return self.fault(Rule::Frame, format!("slot {slot} of {}", self.frame));
        }
        self.assigned.push(slot);
        if !self.is_written(slot) {
            self.written[slot as usize / 64] |= 1 << (slot % 64);
            self.added.push(slot);
        }
        Ok(())
    }

    /// The node at hand may allocate, call or use `count` temporaries at `depth`.
    pub(super) fn uses(&self, depth: u32, count: u32, floor: u32) -> Verdict {
        if depth < floor {
            return self.fault(Rule::Spilled, format!("depth {depth}, but the first free slot is {floor}"));
        }
        if depth + count > self.frame {
            return self.fault(Rule::Frame, format!("slots up to {} of {}", depth + count, self.frame));
        }
        match (0..depth).find(|&slot| !self.is_written(slot)) {
            Some(slot) => self.fault(Rule::Written, format!("slot {slot} below depth {depth} is not written")),
            None => Ok(()),
        }
    }

    /// A context that a field names: a slot, the closure's own, or none.
    pub(super) fn context(&self, field: Field) -> Verdict {
        match self.number(field)? {
            CLOSURE_CONTEXT | NO_CONTEXT => Ok(()),
            slot => self.read(slot),
        }
    }

    /// The node `distance` behind the node at hand has the name `name`; its depth.
    pub(super) fn behind(&mut self, distance: u32, name: &str) -> Result<u32, Fault> {
        let index = (self.at.0 + distance) as usize;
        match self.arena.infos.get(index) {
            Some(info) if info.name == name => {
                self.seen[index] = true;
                Ok(self.arena.nodes[index].c)
            }
            _ => self.fault(Rule::Fields, format!("no {name} stands {distance} behind it")),
        }
    }
}
