//! Evaluating an expression without effects, straight from its syntax tree: names, members, literals, operators, and
//! calls of builtin functions that are known to change nothing. Anything else ends the look.

mod call;

use super::inert::refuse;
use crate::heap::Local;
use crate::interpreter::{self, LoadOptions, is_nullish};
use crate::runtime::{self, Completion, Intrinsic, PropertyKey, Scope};
use crate::source::SourceText;
use crate::syntax::{
    Atom, AtomText, BinaryOperator, FunctionAst, List, Node, NodeId, PropertyKind, Script, UnaryOperator,
};
use crate::value::{self, Value, kind, layout};

/// The value of a text that is one expression, evaluated without effects. For use inside of `inert::look`.
///
/// # Errors
/// A termination where evaluating might have effects, or the text is no expression; whatever evaluating throws.
pub(super) fn evaluate<'s>(cx: &mut Scope<'s>, text: &str) -> Completion<Local<'s>> {
    let source = SourceText::new("REPL", text);
    let Ok((script, _)) = interpreter::check(&source, &LoadOptions::default()) else { return Err(refuse(cx)) };
    let ast = script.function(Script::TOP);
    let &[statement] = ast.list(ast.body) else { return Err(refuse(cx)) };
    let Node::ExpressionStatement { expression } = ast.node(statement) else { return Err(refuse(cx)) };
    Expression { script: &script, ast }.value(cx, expression)
}

/// The expression that is evaluated.
struct Expression<'a> {
    script: &'a Script,
    ast: &'a FunctionAst,
}

impl Expression<'_> {
    fn value<'s>(&self, cx: &mut Scope<'s>, id: NodeId) -> Completion<Local<'s>> {
        cx.check_stack()?;
        cx.step(1)?;
        match self.ast.node(id) {
            Node::Number { value, .. } => Ok(Local::number(value)),
            Node::String { value, .. } => self.atom(cx, value),
            Node::BigInt { literal } => self.bigint(cx, literal),
            Node::Null => Ok(Local::NULL),
            Node::Boolean { value } => Ok(Local::bool(value)),
            Node::Identifier { name, .. } => match self.variable(cx, name)? {
                Some(value) => Ok(value),
                None => Err(refuse(cx)),
            },
            Node::This { .. } => cx.intrinsic(Intrinsic::Global),
            Node::Template { parts } => self.template(cx, parts),
            Node::Array { elements, .. } => self.array(cx, elements),
            Node::Object { properties } => self.object(cx, properties),
            Node::Parenthesized { expression } => self.value(cx, expression),
            Node::OptionalChain { expression } => Ok(self.link(cx, expression)?.unwrap_or(Local::UNDEFINED)),
            Node::Member { .. } | Node::Index { .. } | Node::Call { .. } => {
                Ok(self.link(cx, id)?.unwrap_or(Local::UNDEFINED))
            }
            Node::Unary { operator, operand } => self.unary(cx, operator, operand),
            Node::Binary { operator, left, right, .. } => self.binary(cx, operator, left, right),
            Node::Conditional { test, consequent, alternate } => {
                let test = self.value(cx, test)?;
                let chosen = if runtime::to_boolean(cx, test) { consequent } else { alternate };
                self.value(cx, chosen)
            }
            _ => Err(refuse(cx)),
        }
    }

    /// A link of a chain of members and calls; `None` where `?.` cut it short.
    fn link<'s>(&self, cx: &mut Scope<'s>, id: NodeId) -> Completion<Option<Local<'s>>> {
        cx.check_stack()?;
        match self.ast.node(id) {
            Node::Member { .. } | Node::Index { .. } => Ok(self.member(cx, id)?.map(|(_, value)| value)),
            Node::Call { callee, arguments, optional, .. } => self.call(cx, callee, arguments, optional),
            _ => self.value(cx, id).map(Some),
        }
    }

    /// The object and the value of `object.name` or `object[index]`.
    fn member<'s>(&self, cx: &mut Scope<'s>, id: NodeId) -> Completion<Option<(Local<'s>, Local<'s>)>> {
        let (Node::Member { object, optional, .. } | Node::Index { object, optional, .. }) = self.ast.node(id) else {
            return Err(refuse(cx));
        };
        let Some(base) = self.link(cx, object)? else { return Ok(None) };
        if optional && is_nullish(cx, base) {
            return Ok(None);
        }
        let key = match self.ast.node(id) {
            Node::Member { name, .. } => self.atom(cx, name)?,
            Node::Index { index, .. } => self.value(cx, index)?,
            _ => return Err(refuse(cx)),
        };
        let key = runtime::to_property_key(cx, key)?;
        read(cx, base, key).map(|value| Some((base, value)))
    }

    /// A variable of the global scope, if there is one that can be read without effects.
    fn variable<'s>(&self, cx: &mut Scope<'s>, name: Atom) -> Completion<Option<Local<'s>>> {
        let name = self.atom(cx, name)?;
        let key = runtime::to_property_key(cx, name)?;
        let lexicals = cx.intrinsic(Intrinsic::GlobalLexical)?;
        if let Some(value) = runtime::own_word(cx, lexicals, key)? {
            return Ok((value.immediate() != Some(Value::UNINITIALIZED)).then_some(value));
        }
        let global = cx.intrinsic(Intrinsic::Global)?;
        if !runtime::has_property(cx, global, key)? {
            return Ok(None);
        }
        read(cx, global, key).map(Some)
    }

    fn unary<'s>(&self, cx: &mut Scope<'s>, operator: UnaryOperator, operand: NodeId) -> Completion<Local<'s>> {
        if let (UnaryOperator::TypeOf, Node::Identifier { name, .. }) = (operator, self.ast.node(operand)) {
            let value = self.variable(cx, name)?.unwrap_or(Local::UNDEFINED);
            return runtime::typeof_string(cx, value);
        }
        let value = self.value(cx, operand)?;
        match operator {
            UnaryOperator::Not => Ok(Local::bool(!runtime::to_boolean(cx, value))),
            UnaryOperator::Void => Ok(Local::UNDEFINED),
            UnaryOperator::TypeOf => runtime::typeof_string(cx, value),
            UnaryOperator::Plus => Ok(Local::number(runtime::to_number(cx, value)?)),
            UnaryOperator::Negate if cx.raw(value).is_kind(kind::BIGINT) => runtime::bigint_negate(cx, value),
            UnaryOperator::Negate => Ok(Local::number(-runtime::to_number(cx, value)?)),
            UnaryOperator::BitNot if cx.raw(value).is_kind(kind::BIGINT) => runtime::bigint_not(cx, value),
            UnaryOperator::BitNot => Ok(Local::number(f64::from(!runtime::to_int32(cx, value)?))),
            UnaryOperator::Delete => Err(refuse(cx)),
        }
    }

    fn binary<'s>(
        &self,
        cx: &mut Scope<'s>,
        operator: BinaryOperator,
        left: NodeId,
        right: NodeId,
    ) -> Completion<Local<'s>> {
        let first = self.value(cx, left)?;
        let is_enough = match operator {
            BinaryOperator::And => !runtime::to_boolean(cx, first),
            BinaryOperator::Or => runtime::to_boolean(cx, first),
            BinaryOperator::Coalesce => !is_nullish(cx, first),
            _ => {
                let second = self.value(cx, right)?;
                return interpreter::apply_binary(cx, operator, first, second);
            }
        };
        if is_enough { Ok(first) } else { self.value(cx, right) }
    }

    fn template<'s>(&self, cx: &mut Scope<'s>, parts: List) -> Completion<Local<'s>> {
        let mut text = cx.string("")?;
        for &part in self.ast.list(parts) {
            let value = match self.ast.node(part) {
                Node::TemplateChunk { literal } => match self.script.literals.chunk(literal).cooked {
                    Some(cooked) => self.atom(cx, cooked)?,
                    None => return Err(refuse(cx)),
                },
                _ => self.value(cx, part)?,
            };
            let value = runtime::to_string(cx, value)?;
            text = runtime::concat_strings(cx, text, value)?;
        }
        Ok(text)
    }

    fn array<'s>(&self, cx: &mut Scope<'s>, elements: List) -> Completion<Local<'s>> {
        let array = runtime::array_create(cx, 0)?;
        for &element in self.ast.list(elements) {
            if matches!(self.ast.node(element), Node::Spread { .. } | Node::Hole) {
                return Err(refuse(cx));
            }
            let value = self.value(cx, element)?;
            runtime::array_push(cx, array, value)?;
        }
        Ok(array)
    }

    fn object<'s>(&self, cx: &mut Scope<'s>, properties: List) -> Completion<Local<'s>> {
        let object = runtime::ordinary_object(cx)?;
        for &property in self.ast.list(properties) {
            let Node::Property { kind: PropertyKind::Value | PropertyKind::Shorthand, key, value } =
                self.ast.node(property)
            else {
                return Err(refuse(cx));
            };
            let key = match self.ast.node(key) {
                Node::PropertyName { name } if self.script.atoms.display(name) != "__proto__" => self.atom(cx, name)?,
                Node::Number { value, .. } => Local::number(value),
                Node::Computed { expression } => self.value(cx, expression)?,
                _ => return Err(refuse(cx)),
            };
            let key = runtime::to_property_key(cx, key)?;
            let value = self.value(cx, value)?;
            runtime::create_data_property_or_throw(cx, object, key, value)?;
        }
        Ok(object)
    }

    fn bigint<'s>(&self, cx: &mut Scope<'s>, literal: crate::syntax::LiteralId) -> Completion<Local<'s>> {
        let literal = self.script.literals.bigint(literal);
        let digits = self.script.atoms.display(literal.digits);
        interpreter::bigint_of_digits(cx, &digits, literal.radix)
    }

    fn atom<'s>(&self, cx: &mut Scope<'s>, atom: Atom) -> Completion<Local<'s>> {
        match self.script.atoms.text(atom) {
            AtomText::Latin1(bytes) => cx.string_latin1(bytes),
            AtomText::Utf16(units) => cx.string_utf16(units),
        }
    }
}

/// A property, unless a getter of a script or one with effects stands in the way.
fn read<'s>(cx: &mut Scope<'s>, base: Local<'s>, key: PropertyKey<'s>) -> Completion<Local<'s>> {
    let mut holder = base;
    if !runtime::is_object(cx.raw(base)) {
        let Some(prototype) = runtime::primitive_prototype(cx.raw(base)) else { return runtime::get_v(cx, base, key) };
        holder = cx.intrinsic(prototype)?;
    }
    let global = cx.intrinsic(Intrinsic::Global)?;
    loop {
        cx.step(1)?;
        if let Some(found) = runtime::get_own_property(cx, holder, key)? {
            let is_global = cx.raw(holder).identical(cx.raw(global));
            if found.is_accessor_descriptor() && !is_harmless_getter(cx, found.get, is_global) {
                return Err(refuse(cx));
            }
            break;
        }
        let prototype = runtime::get_prototype_of(cx, holder)?;
        if !runtime::is_object(cx.raw(prototype)) {
            break;
        }
        holder = prototype;
    }
    runtime::get_v(cx, base, key)
}

/// Whether a getter is one of the builtin ones: no host function is named like them. Those of the global object load
/// modules, but for `_` and `_error`.
fn is_harmless_getter(cx: &Scope<'_>, getter: Option<Local<'_>>, is_global: bool) -> bool {
    match getter {
        None => true,
        Some(getter) if cx.raw(getter).is_undefined() => true,
        Some(getter) => native_name(cx, getter).is_some_and(|name| match name.strip_prefix("get ") {
            Some(name) => !is_global || matches!(name, "_" | "_error"),
            None => false,
        }),
    }
}

/// The name that a native function was made with.
fn native_name(cx: &Scope<'_>, function: Local<'_>) -> Option<String> {
    let raw = cx.raw(function);
    if !raw.is_kind(kind::NATIVE_FUNCTION) {
        return None;
    }
    let name = raw.word(layout::native::NAME);
    value::is_string(name).then(|| value::flat_units(name)).flatten().map(value::Units::to_rust_lossy)
}
