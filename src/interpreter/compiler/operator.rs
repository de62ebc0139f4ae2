//! Operators: picking the specialised node for each combination of operand kinds.

use super::operand::Source;
use super::{Compile, CompileError, Compiler, Draft, Field, NodeIndex};
use crate::interpreter::machine::operator as code;
use crate::interpreter::machine::{Child, Constant, NodeFunction, Slot, nodes};
use crate::interpreter::operations as op;
use crate::syntax::{BinaryOperator, Node, NodeId, UnaryOperator};
use crate::value::Value;

/// The shape of an operand for picking.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Shape {
    Slot,
    Constant,
    Child,
    Outer,
}

/// Operands ready for a node: fields a and b and the payload.
pub(super) struct Operands {
    pub(super) left: Shape,
    pub(super) right: Shape,
    pub(super) a: Field,
    pub(super) b: Field,
    pub(super) k: u64,
}

/// The number of an operator in the machine.
pub(crate) fn operator_code(operator: BinaryOperator) -> u8 {
    match operator {
        BinaryOperator::Add => code::ADD,
        BinaryOperator::Subtract => code::SUBTRACT,
        BinaryOperator::Multiply => code::MULTIPLY,
        BinaryOperator::Divide => code::DIVIDE,
        BinaryOperator::Remainder => code::REMAINDER,
        BinaryOperator::Power => code::POWER,
        BinaryOperator::ShiftLeft => code::SHIFT_LEFT,
        BinaryOperator::ShiftRight => code::SHIFT_RIGHT,
        BinaryOperator::ShiftRightUnsigned => code::SHIFT_RIGHT_UNSIGNED,
        BinaryOperator::Less => code::LESS,
        BinaryOperator::Greater => code::GREATER,
        BinaryOperator::LessEqual => code::LESS_EQUAL,
        BinaryOperator::GreaterEqual => code::GREATER_EQUAL,
        BinaryOperator::Equal => code::EQUAL,
        BinaryOperator::NotEqual => code::NOT_EQUAL,
        BinaryOperator::StrictEqual => code::STRICT_EQUAL,
        BinaryOperator::StrictNotEqual => code::STRICT_NOT_EQUAL,
        BinaryOperator::BitAnd => code::BIT_AND,
        BinaryOperator::BitOr => code::BIT_OR,
        BinaryOperator::BitXor => code::BIT_XOR,
        BinaryOperator::In => code::IN,
        BinaryOperator::InstanceOf => code::INSTANCE_OF,
        BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce => u8::MAX,
    }
}

/// Whether the operator is one of the eight comparisons.
pub(super) fn is_comparison(operator: u8) -> bool {
    (code::LESS..=code::STRICT_NOT_EQUAL).contains(&operator)
}

/// The node for `binary` with operator `OP`.
fn pick_binary<const OP: u8>(left: Shape, right: Shape) -> NodeFunction {
    match (left, right) {
        (Shape::Slot, Shape::Constant) => nodes::binary::<OP, Slot, Constant>,
        (Shape::Slot, Shape::Slot) => nodes::binary::<OP, Slot, Slot>,
        (Shape::Slot, Shape::Child) => nodes::binary::<OP, Slot, Child>,
        (Shape::Child, Shape::Constant) => nodes::binary::<OP, Child, Constant>,
        (Shape::Child, Shape::Slot) => nodes::binary::<OP, Child, Slot>,
        (Shape::Constant, Shape::Slot) => nodes::binary::<OP, Constant, Slot>,
        _ => nodes::binary::<OP, Child, Child>,
    }
}

/// The node for an expression comparing with `OP`.
fn pick_comparison<const OP: u8>(left: Shape, right: Shape) -> NodeFunction {
    match (left, right) {
        (Shape::Slot, Shape::Constant) => nodes::comparison::<OP, Slot, Constant>,
        (Shape::Slot, Shape::Slot) => nodes::comparison::<OP, Slot, Slot>,
        (Shape::Child, Shape::Constant) => nodes::comparison::<OP, Child, Constant>,
        (Shape::Child, Shape::Slot) => nodes::comparison::<OP, Child, Slot>,
        _ => nodes::comparison::<OP, Child, Child>,
    }
}

fn binary_node(operator: u8, left: Shape, right: Shape) -> NodeFunction {
    match operator {
        code::ADD => pick_binary::<{ code::ADD }>(left, right),
        code::SUBTRACT => pick_binary::<{ code::SUBTRACT }>(left, right),
        code::MULTIPLY => pick_binary::<{ code::MULTIPLY }>(left, right),
        code::DIVIDE => pick_binary::<{ code::DIVIDE }>(left, right),
        code::REMAINDER => pick_binary::<{ code::REMAINDER }>(left, right),
        code::BIT_AND => pick_binary::<{ code::BIT_AND }>(left, right),
        code::BIT_OR => pick_binary::<{ code::BIT_OR }>(left, right),
        code::BIT_XOR => pick_binary::<{ code::BIT_XOR }>(left, right),
        code::SHIFT_LEFT => pick_binary::<{ code::SHIFT_LEFT }>(left, right),
        code::SHIFT_RIGHT => pick_binary::<{ code::SHIFT_RIGHT }>(left, right),
        code::SHIFT_RIGHT_UNSIGNED => pick_binary::<{ code::SHIFT_RIGHT_UNSIGNED }>(left, right),
        code::POWER => nodes::binary::<{ code::POWER }, Child, Child>,
        code::IN => nodes::binary::<{ code::IN }, Child, Child>,
        code::INSTANCE_OF => nodes::binary::<{ code::INSTANCE_OF }, Child, Child>,
        code::LESS => pick_comparison::<{ code::LESS }>(left, right),
        code::LESS_EQUAL => pick_comparison::<{ code::LESS_EQUAL }>(left, right),
        code::GREATER => pick_comparison::<{ code::GREATER }>(left, right),
        code::GREATER_EQUAL => pick_comparison::<{ code::GREATER_EQUAL }>(left, right),
        code::EQUAL => pick_comparison::<{ code::EQUAL }>(left, right),
        code::NOT_EQUAL => pick_comparison::<{ code::NOT_EQUAL }>(left, right),
        code::STRICT_EQUAL => pick_comparison::<{ code::STRICT_EQUAL }>(left, right),
        _ => pick_comparison::<{ code::STRICT_NOT_EQUAL }>(left, right),
    }
}

/// Combinations that exist for an operator; other operands become children.
fn supported(operator: u8, left: Shape, right: Shape) -> bool {
    use Shape::{Child, Constant, Slot};
    match operator {
        code::POWER | code::IN | code::INSTANCE_OF => (left, right) == (Child, Child),
        _ if is_comparison(operator) => matches!(
            (left, right),
            (Slot, Constant) | (Slot, Slot) | (Child, Constant) | (Child, Slot) | (Child, Child)
        ),
        _ => matches!(
            (left, right),
            (Slot, Constant)
                | (Slot, Slot)
                | (Slot, Child)
                | (Child, Constant)
                | (Child, Slot)
                | (Constant, Slot)
                | (Child, Child)
        ),
    }
}

impl Compiler<'_> {
    /// Decides how a node with operator `operator` reads its two operands, and compiles those that are children.
    pub(super) fn operands(&mut self, operator: u8, left: NodeId, right: NodeId, depth: u32) -> Compile<Operands> {
        let (x, y) = (self.source(left), self.source(right));
        let left_shape = match x {
            Source::Slot(slot) if matches!(y, Source::Slot(_) | Source::Constant(_)) || !self.assigns(right, slot) => {
                Shape::Slot
            }
            Source::Constant(_) => Shape::Constant,
            _ => Shape::Child,
        };
        let right_shape = match y {
            Source::Slot(_) => Shape::Slot,
            Source::Constant(_) => Shape::Constant,
            _ => Shape::Child,
        };
        let candidates = [
            (left_shape, right_shape),
            (Shape::Child, right_shape),
            (left_shape, Shape::Child),
            (Shape::Child, Shape::Child),
        ];
        let (left_shape, right_shape) = candidates
            .into_iter()
            .find(|&(left, right)| supported(operator, left, right))
            .unwrap_or((Shape::Child, Shape::Child));
        let mut k = 0;
        let a = self.operand_field(left_shape, x, depth, &mut k)?;
        // A left child's value waits at `depth` while a right child runs; other operands are read after it.
        let waits = left_shape == Shape::Child && right_shape == Shape::Child;
        let right_depth = if waits { depth + 1 } else { depth };
        let b = self.operand_field(right_shape, y, right_depth, &mut k)?;
        Ok(Operands { left: left_shape, right: right_shape, a, b, k })
    }

    fn operand_field(&mut self, shape: Shape, source: Source, depth: u32, k: &mut u64) -> Compile<Field> {
        Ok(match (shape, source) {
            (Shape::Slot, Source::Slot(slot)) => Field::Slot(slot),
            (Shape::Constant, Source::Constant(value)) => {
                *k = value.bits();
                Field::None
            }
            (Shape::Outer, Source::Outer(word)) => Field::Number(word),
            _ => Field::Child(self.source_node(source, depth)?),
        })
    }

    /// An expression with a binary operator other than `&&`, `||`, `??`.
    pub(super) fn binary(
        &mut self,
        operator: BinaryOperator,
        left: NodeId,
        right: NodeId,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        if let Node::PrivateName { .. } = self.node(left) {
            return self.private_in(left, right, position, depth);
        }
        let operator = operator_code(operator);
        let operands = self.operands(operator, left, right, depth)?;
        let run = binary_node(operator, operands.left, operands.right);
        let draft = Draft::new(code::NAMES[operator as usize], run, depth).a(operands.a).b(operands.b).k(operands.k);
        Ok(self.emit_at(draft, position))
    }

    /// A chain of one left-associative operator, `operands` from left to right.
    pub(super) fn chain(
        &mut self,
        operator: BinaryOperator,
        terms: &[NodeId],
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let first = self.expression(terms[0], depth)?;
        let mut rest = Vec::with_capacity(terms.len() - 1);
        for &term in &terms[1..] {
            rest.push(self.expression(term, depth + 1)?);
        }
        let list = self.arena.list(&rest);
        let draft = Draft::new("chain", nodes::chain, depth)
            .a(Field::Child(first))
            .b(Field::List(list))
            .d(Field::Number(u32::from(operator_code(operator))))
            .k(rest.len() as u64);
        Ok(self.emit_at(draft, position))
    }

    /// `!`, `-`, `typeof` …
    pub(super) fn unary(
        &mut self,
        id: NodeId,
        operator: UnaryOperator,
        operand: NodeId,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let offset = self.start(id);
        let (name, run): (_, NodeFunction) = match operator {
            UnaryOperator::Not => ("not", nodes::not),
            UnaryOperator::BitNot => ("bit_not", nodes::bit_not),
            UnaryOperator::Plus => ("to_number", nodes::to_number),
            UnaryOperator::Negate => ("negate", nodes::negate),
            UnaryOperator::Delete => return self.delete(id, operand, depth),
            UnaryOperator::TypeOf => return self.type_of(operand, depth),
            UnaryOperator::Void => {
                let child = self.expression(operand, depth)?;
                let effect = self.effect_of(child);
                let undefined = self.constant(Value::UNDEFINED);
                return Ok(self.then(&[effect], undefined));
            }
        };
        let child = self.child(operand, depth)?;
        Ok(self.emit_at(Draft::new(name, run, depth).a(child), offset))
    }

    fn type_of(&mut self, operand: NodeId, depth: u32) -> Compile<NodeIndex> {
        let offset = self.start(operand);
        let inner = self.ast.without_parentheses(operand);
        let child = match self.node(inner) {
            Node::Identifier { reference, .. } => {
                let reference = self.reference(reference)?;
                self.read_or_undefined(inner, reference, depth)?
            }
            _ => self.expression(operand, depth)?,
        };
        Ok(self.operation("typeof", op::operator::type_of, &[child], depth, offset))
    }

    /// A variable's value, or undefined if there is no such global.
    fn read_or_undefined(&mut self, id: NodeId, reference: crate::scope::Reference, depth: u32) -> Compile<NodeIndex> {
        if reference.resolution != crate::scope::Resolution::Global {
            return self.read(id, reference, depth);
        }
        let offset = self.start(id);
        let context = if reference.is_dynamic { self.context_value() } else { self.constant(Value::UNDEFINED) };
        let name = self.string(reference.name);
        Ok(self.operation("get_global_or_undefined", op::variable::get_or_undefined, &[context, name], depth, offset))
    }

    fn delete(&mut self, id: NodeId, operand: NodeId, depth: u32) -> Compile<NodeIndex> {
        let inner = self.ast.without_parentheses(operand);
        let offset = match self.node(inner) {
            Node::Member { object, .. } | Node::Index { object, .. }
                if matches!(self.node(object), Node::Call { .. } | Node::Member { .. } | Node::Index { .. }) =>
            {
                self.place(object)
            }
            _ => self.start(id),
        };
        let strict = Value::bool(self.is_strict);
        match self.node(inner) {
            Node::Member { object, name, optional: false, .. } => {
                let object = self.expression(object, depth)?;
                let (key, strict) = (self.string(name), self.constant(strict));
                Ok(self.operation("delete", op::operator::delete, &[object, key, strict], depth, offset))
            }
            Node::Index { object, index, optional: false, .. } => {
                let object = self.expression(object, depth)?;
                let (key, strict) = (self.expression(index, depth + 1)?, self.constant(strict));
                Ok(self.operation("delete", op::operator::delete, &[object, key, strict], depth, offset))
            }
            Node::OptionalChain { expression } => self.delete_chain(expression, depth),
            Node::SuperMember { .. } | Node::SuperIndex { .. } => self.delete_super(inner, depth),
            Node::Identifier { reference, .. } => {
                let reference = self.reference(reference)?;
                let context = if reference.is_dynamic { self.context_value() } else { self.constant(Value::UNDEFINED) };
                let name = self.string(reference.name);
                let is_global = reference.resolution == crate::scope::Resolution::Global;
                let global = self.constant(Value::bool(is_global));
                Ok(self.operation("delete_name", op::variable::delete_name, &[context, name, global], depth, offset))
            }
            _ => {
                let child = self.expression(operand, depth)?;
                let effect = self.effect_of(child);
                let yes = self.constant(Value::TRUE);
                Ok(self.then(&[effect], yes))
            }
        }
    }

    fn delete_super(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        let offset = self.start(id);
        let (Node::SuperMember { references, .. } | Node::SuperIndex { references, .. }) = self.node(id) else {
            return Err(CompileError::Unsupported("delete"));
        };
        // There must be a `this` before the key is evaluated.
        let [this, _] = self.super_base(id, references, depth)?;
        let demand = self.effect_of(this);
        let mut children = Vec::new();
        if let Node::SuperIndex { index, .. } = self.node(id) {
            children.push(self.expression(index, depth)?);
        }
        let delete = self.operation("delete_super", op::operator::delete_super, &children, depth, offset);
        Ok(self.then(&[demand], delete))
    }
}

/// The node for an operator whose operands are both children.
pub(super) fn binary_children(operator: u8) -> NodeFunction {
    binary_node(operator, Shape::Child, Shape::Child)
}
