//! Branches, and conditions fused with comparisons.

use super::blocks::Block;
use super::operator::{Operands, Shape, is_comparison, operator_code};
use super::{Compile, CompileError, Compiler, Draft, Field, NodeIndex};
use crate::interpreter::machine::operator as code;
use crate::interpreter::machine::{
    Always, Child, ChildUpdate, Compare, Constant, NoUpdate, NodeFunction, Slot, StepUpdate, Truth, Update, nodes,
};
use crate::syntax::{Node, NodeId};
use crate::value::Value;

/// A condition ready to be fused.
pub(super) enum Condition {
    /// The truth of a child.
    Truth(NodeIndex),
    /// A comparison with operator and operands; its node must follow the node that tests.
    Compare(u8, Operands, u32),
    /// Always true.
    Always,
}

/// The node functions that test with one kind of condition.
struct Testers {
    if_then: NodeFunction,
    if_else: NodeFunction,
    loop_plain: NodeFunction,
    loop_child: NodeFunction,
    loop_step: NodeFunction,
    /// Where only branches or the body may suspend.
    resumable_branch: NodeFunction,
    resumable_plain: NodeFunction,
    resumable_child: NodeFunction,
    resumable_step: NodeFunction,
}

/// Which update a loop has.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum UpdateKind {
    None,
    Child,
    Step,
}

fn testers<C: crate::interpreter::machine::Condition>() -> Testers {
    Testers {
        if_then: nodes::if_then::<C>,
        if_else: nodes::if_else::<C>,
        loop_plain: loop_of::<C, NoUpdate>(),
        loop_child: loop_of::<C, ChildUpdate>(),
        loop_step: loop_of::<C, StepUpdate>(),
        resumable_branch: nodes::resumable_branch::<C>,
        resumable_plain: nodes::resumable_while::<C, NoUpdate>,
        resumable_child: nodes::resumable_while::<C, ChildUpdate>,
        resumable_step: nodes::resumable_while::<C, StepUpdate>,
    }
}

fn loop_of<C: crate::interpreter::machine::Condition, U: Update>() -> NodeFunction {
    nodes::while_loop::<C, U>
}

fn comparing<const OP: u8>(left: Shape, right: Shape) -> Testers {
    match (left, right) {
        (Shape::Slot, Shape::Constant) => testers::<Compare<OP, Slot, Constant>>(),
        (Shape::Slot, Shape::Slot) => testers::<Compare<OP, Slot, Slot>>(),
        (Shape::Child, Shape::Constant) => testers::<Compare<OP, Child, Constant>>(),
        (Shape::Child, Shape::Slot) => testers::<Compare<OP, Child, Slot>>(),
        _ => testers::<Compare<OP, Child, Child>>(),
    }
}

fn testers_for(operator: u8, left: Shape, right: Shape) -> Testers {
    match operator {
        code::LESS => comparing::<{ code::LESS }>(left, right),
        code::LESS_EQUAL => comparing::<{ code::LESS_EQUAL }>(left, right),
        code::GREATER => comparing::<{ code::GREATER }>(left, right),
        code::GREATER_EQUAL => comparing::<{ code::GREATER_EQUAL }>(left, right),
        code::EQUAL => comparing::<{ code::EQUAL }>(left, right),
        code::NOT_EQUAL => comparing::<{ code::NOT_EQUAL }>(left, right),
        code::STRICT_EQUAL => comparing::<{ code::STRICT_EQUAL }>(left, right),
        _ => comparing::<{ code::STRICT_NOT_EQUAL }>(left, right),
    }
}

/// What a node that tests is called, by how it tests: with a comparison, its node stands behind.
fn name_testing(name: &'static str, condition: &Condition) -> &'static str {
    match (name, condition) {
        (_, Condition::Truth(_)) => name,
        ("if_then", Condition::Always) => "if_then_always",
        ("if_then", _) => "if_then_compare",
        ("if_else", Condition::Always) => "if_else_always",
        ("if_else", _) => "if_else_compare",
        ("conditional", Condition::Always) => "conditional_always",
        ("conditional", _) => "conditional_compare",
        ("loop", Condition::Always) => "loop_always",
        ("loop", _) => "loop_compare",
        ("resumable_if", Condition::Always) => "resumable_if_always",
        ("resumable_if", _) => "resumable_if_compare",
        ("resumable_while", Condition::Always) => "resumable_while_always",
        ("resumable_while", _) => "resumable_while_compare",
        _ => name,
    }
}

impl Compiler<'_> {
    /// Compiles a condition.
    pub(super) fn condition(&mut self, test: NodeId, depth: u32) -> Compile<Condition> {
        let inner = self.ast.without_parentheses(test);
        if let Node::Binary { operator, left, right, position } = self.node(inner)
            && is_comparison(operator_code(operator))
            && !matches!(self.node(left), Node::PrivateName { .. })
        {
            let operator = operator_code(operator);
            let operands = self.operands(operator, left, right, depth)?;
            return Ok(Condition::Compare(operator, operands, position));
        }
        if matches!(self.node(inner), Node::Boolean { value: true }) {
            return Ok(Condition::Always);
        }
        Ok(Condition::Truth(self.expression(test, depth)?))
    }

    /// Emits `draft` with the function that `pick` chooses for the condition, and the comparison's node behind it.
    fn emit_testing(
        &mut self,
        draft: Draft,
        condition: Condition,
        depth: u32,
        pick: impl Fn(Testers) -> NodeFunction,
    ) -> NodeIndex {
        let name = name_testing(draft.name, &condition);
        match condition {
            Condition::Truth(child) => {
                self.emit(Draft { run: pick(testers::<Truth>()), a: Field::Child(child), ..draft })
            }
            Condition::Always => self.emit(Draft { name, run: pick(testers::<Always>()), ..draft }),
            Condition::Compare(operator, operands, position) => {
                let run = pick(testers_for(operator, operands.left, operands.right));
                let node = self.emit(Draft { name, run, ..draft });
                let draft = Draft::new(code::NAMES[operator as usize], nodes::fused, depth);
                let draft = draft.a(operands.a).b(operands.b).k(operands.k);
                self.emit_at(draft, position);
                node
            }
        }
    }

    /// `if (test) consequent else alternate`
    pub(super) fn if_statement(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        let Node::If { test, consequent, alternate } = self.node(id) else {
            return Err(CompileError::Unsupported("if"));
        };
        if self.suspends(test) {
            let (keep, test) = self.kept_test(test, depth)?;
            let consequent = self.branch(id, Block::Then, consequent, depth)?;
            let alternate = alternate.map(|alternate| self.branch(id, Block::Else, alternate, depth)).transpose()?;
            let branch = self.resumable_if(test, consequent, alternate, depth);
            return Ok(self.sequence(&[keep, branch]));
        }
        let condition = self.condition(test, depth)?;
        let consequent = self.branch(id, Block::Then, consequent, depth)?;
        let alternate = alternate.map(|alternate| self.branch(id, Block::Else, alternate, depth)).transpose()?;
        if self.may_suspend(consequent) || alternate.is_some_and(|alternate| self.may_suspend(alternate)) {
            return Ok(self.resumable_branch(condition, consequent, alternate, depth));
        }
        let draft = Draft::new("if_then", nodes::constant, depth).b(Field::Child(consequent));
        match alternate {
            None => Ok(self.emit_testing(draft, condition, depth, |testers| testers.if_then)),
            Some(alternate) => {
                let draft = Draft { name: "if_else", ..draft }.d(Field::Child(alternate));
                Ok(self.emit_testing(draft, condition, depth, |testers| testers.if_else))
            }
        }
    }

    /// A statement that is a block of `id`.
    pub(super) fn branch(&mut self, id: NodeId, block: Block, statement: NodeId, depth: u32) -> Compile<NodeIndex> {
        let count = self.count(id, block);
        let statement = self.statement(statement, depth)?;
        Ok(self.counted(count, statement))
    }

    /// An expression that is a block of `id`.
    pub(super) fn branch_value(
        &mut self,
        id: NodeId,
        block: Block,
        expression: NodeId,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let count = self.count(id, block);
        let value = self.expression(expression, depth)?;
        Ok(self.counted_value(count, value))
    }

    /// `test ? consequent : alternate`
    pub(super) fn conditional(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        let Node::Conditional { test, consequent, alternate } = self.node(id) else {
            return Err(CompileError::Unsupported("a conditional expression"));
        };
        if self.suspends(test) {
            let (keep, test) = self.kept_test(test, depth)?;
            let consequent = self.branch_value(id, Block::Then, consequent, depth)?;
            let alternate = self.branch_value(id, Block::Else, alternate, depth)?;
            let branch = self.resumable_if(test, consequent, Some(alternate), depth);
            return Ok(self.then(&[keep], branch));
        }
        let condition = self.condition(test, depth)?;
        let consequent = self.branch_value(id, Block::Then, consequent, depth)?;
        let alternate = self.branch_value(id, Block::Else, alternate, depth)?;
        if self.may_suspend_any(&[consequent, alternate]) {
            return Ok(self.resumable_branch(condition, consequent, Some(alternate), depth));
        }
        let draft =
            Draft::new("conditional", nodes::constant, depth).b(Field::Child(consequent)).d(Field::Child(alternate));
        Ok(self.emit_testing(draft, condition, depth, |testers| testers.if_else))
    }

    /// A statement that keeps the value of a test in the slot `depth`, and a node that reads it there.
    fn kept_test(&mut self, test: NodeId, depth: u32) -> Compile<(NodeIndex, NodeIndex)> {
        let value = self.expression(test, depth)?;
        let keep = self.store(depth, value);
        Ok((keep, self.take(depth)))
    }

    /// A branch after a test that does not suspend.
    fn resumable_branch(
        &mut self,
        condition: Condition,
        consequent: NodeIndex,
        alternate: Option<NodeIndex>,
        depth: u32,
    ) -> NodeIndex {
        let alternate = alternate.map_or(Field::None, Field::Child);
        let draft = Draft::new("resumable_if", nodes::constant, depth).b(Field::Child(consequent)).d(alternate);
        self.emit_testing(draft, condition, depth, |testers| testers.resumable_branch)
    }

    fn resumable_if(
        &mut self,
        test: NodeIndex,
        consequent: NodeIndex,
        alternate: Option<NodeIndex>,
        depth: u32,
    ) -> NodeIndex {
        let draft = Draft::new("resumable_if", nodes::resumable_if, depth);
        let draft = draft.a(Field::Child(test)).b(Field::Child(consequent));
        self.emit(match alternate {
            Some(alternate) => draft.d(Field::Child(alternate)),
            None => draft,
        })
    }

    /// A loop that tests before each iteration. `step`: the slot that a fused `slot++` increments.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn loop_node(
        &mut self,
        condition: Condition,
        body: NodeIndex,
        update: Option<NodeIndex>,
        step: Option<(u32, u32)>,
        label: u32,
        depth: u32,
    ) -> NodeIndex {
        let is_resumable = self.may_suspend(body);
        let suspends_elsewhere = update.is_some_and(|update| self.may_suspend(update))
            || matches!(condition, Condition::Truth(test) if self.may_suspend(test));
        if suspends_elsewhere {
            let test = match condition {
                Condition::Truth(test) => Field::Child(test),
                _ => Field::None,
            };
            let update = update.map_or(Field::None, Field::Child);
            let draft = Draft::new("resumable_loop", nodes::resumable_loop, depth).a(test).b(Field::Child(body));
            return self.emit(draft.d(update).k(u64::from(label)));
        }
        let fused = step.filter(|_| matches!(condition, Condition::Compare(..)));
        let kind = match (fused, update) {
            (Some(_), _) => UpdateKind::Step,
            (None, Some(_)) => UpdateKind::Child,
            (None, None) => UpdateKind::None,
        };
        let name = match (kind, is_resumable) {
            (UpdateKind::Step, false) => "loop_step",
            (UpdateKind::Step, true) => "resumable_while_step",
            (_, false) => "loop",
            (_, true) => "resumable_while",
        };
        let mut draft = Draft::new(name, nodes::constant, depth).b(Field::Child(body)).k(u64::from(label));
        if let (UpdateKind::Child, Some(update)) = (kind, update) {
            draft = draft.d(Field::Child(update));
        }
        let node = self.emit_testing(draft, condition, depth, |testers| match (kind, is_resumable) {
            (UpdateKind::None, false) => testers.loop_plain,
            (UpdateKind::Child, false) => testers.loop_child,
            (UpdateKind::Step, false) => testers.loop_step,
            (UpdateKind::None, true) => testers.resumable_plain,
            (UpdateKind::Child, true) => testers.resumable_child,
            (UpdateKind::Step, true) => testers.resumable_step,
        });
        if let Some((slot, position)) = fused {
            let draft = Draft::new("step", nodes::fused, depth).a(Field::Slot(slot));
            self.emit_at(draft, position);
        }
        node
    }

    /// Nothing to do.
    pub(super) fn nothing(&mut self) -> NodeIndex {
        self.constant(Value::NORMAL)
    }
}
