//! How messages name expressions: source text reprinted in the manner of V8's `CallPrinter`.
//!
//! `(() => 1)().a['b']` is called `(intermediate value)(...).a.b`. The text is parsed anew, so nothing is kept for it, and
//! it costs only who throws.

use crate::source::SourceText;
use crate::syntax::{
    BinaryOperator, FunctionAst, FunctionForm, List, Node, NodeId, ParseOptions, PropertyKind, Script, UnaryOperator,
    parse,
};
use crate::value::number::{exponentiate, number_to_string, to_int32};

/// What stands for values that have no name.
const INTERMEDIATE: &str = "(intermediate value)";
/// Expressions nested deeper than this are not printed.
const DEEPEST: u32 = 200;
/// Texts longer than this are not parsed, in bytes.
const LONGEST: usize = 1 << 16;

/// What an expression is called.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    /// Its name.
    pub(crate) text: String,
    /// It is a call or `new`.
    pub(crate) is_call: bool,
}

/// How calls are printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calls {
    /// `f(...)`
    WithArguments,
    /// `f`: what is iterated is the value of a call.
    Bare,
}

/// An expression that was parsed alone.
pub(crate) struct Expression {
    script: Script,
    root: NodeId,
}

impl Expression {
    /// Parses the text of an expression.
    pub(crate) fn parse(text: &str) -> Option<Expression> {
        if text.is_empty() || text.len() > LONGEST {
            return None;
        }
        let source = SourceText::new("", format!("({text}\n)").as_str());
        let script = parse(&source, ParseOptions::default()).ok()?;
        let top = script.function(Script::TOP);
        let [statement] = top.list(top.body) else { return None };
        let Node::ExpressionStatement { expression } = top.node(*statement) else { return None };
        let Node::Parenthesized { expression: root } = top.node(expression) else { return None };
        Some(Expression { script, root })
    }

    fn ast(&self) -> &FunctionAst {
        self.script.function(Script::TOP)
    }

    /// What it is called. The text of a chain's part is a chain of its own, which V8 does not see.
    pub(crate) fn print(&self, calls: Calls) -> Printed {
        let ast = self.ast();
        let root = match ast.node(self.root) {
            Node::OptionalChain { expression } => expression,
            _ => self.root,
        };
        let mut printer = Printer { expression: self, calls, text: String::new(), depth: 0 };
        let bare = ast.without_parentheses(root);
        let is_call = is_call(ast, bare);
        match ast.node(bare) {
            Node::Call { callee, .. } | Node::New { callee, .. } if calls == Calls::Bare => printer.find(callee),
            _ => printer.find(root),
        }
        Printed { text: printer.text, is_call }
    }

    /// Whether an iteration over it has no place of its own in V8: conditional and logical operators, optional chains.
    pub(crate) fn is_placeless(&self) -> bool {
        let ast = self.ast();
        match ast.node(ast.without_parentheses(self.root)) {
            Node::Conditional { .. } | Node::OptionalChain { .. } => true,
            Node::Binary { operator, .. } => {
                matches!(operator, BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce)
            }
            _ => false,
        }
    }

    /// The callee, if it is a call or `new`, even one at the end of an optional chain.
    pub(crate) fn callee(&self) -> Option<String> {
        let ast = self.ast();
        let mut root = ast.without_parentheses(self.root);
        if let Node::OptionalChain { expression } = ast.node(root) {
            root = expression;
        }
        let (Node::Call { callee, .. } | Node::New { callee, .. }) = ast.node(root) else { return None };
        Some(self.print_node(callee))
    }

    /// The callee of the call or `new` that the text begins with, at V8's place for it.
    pub(crate) fn leading_callee(&self) -> Option<String> {
        let ast = self.ast();
        let start = ast.span(self.root).start;
        let mut current = self.root;
        loop {
            current = match ast.node(current) {
                Node::Call { callee, position, .. } if position == start => return Some(self.print_node(callee)),
                Node::New { callee, .. } => return Some(self.print_node(callee)),
                Node::Call { callee, .. } => callee,
                Node::Member { object, .. } | Node::Index { object, .. } | Node::PrivateMember { object, .. } => object,
                Node::OptionalChain { expression } => expression,
                Node::Binary { left, .. } => left,
                _ => return None,
            };
        }
    }

    fn print_node(&self, id: NodeId) -> String {
        let mut printer = Printer { expression: self, calls: Calls::WithArguments, text: String::new(), depth: 0 };
        printer.find(id);
        printer.text
    }

    /// Whether V8 gives the expression the place where it begins.
    pub(crate) fn is_placed_at_start(&self) -> bool {
        let ast = self.ast();
        let start = ast.span(self.root).start;
        match ast.node(self.root) {
            Node::Binary { .. } => self.fold(self.root).is_some(),
            Node::Assign { .. }
            | Node::Conditional { .. }
            | Node::Sequence { .. }
            | Node::Parenthesized { .. }
            | Node::Member { .. }
            | Node::Index { .. }
            | Node::PrivateMember { .. }
            | Node::TaggedTemplate { .. }
            | Node::OptionalChain { .. } => false,
            Node::Update { prefix, .. } => prefix,
            Node::Call { position, .. } => position == start,
            _ => true,
        }
    }

    /// The number that V8's parser makes of an operation on literals.
    fn fold(&self, id: NodeId) -> Option<f64> {
        let ast = self.ast();
        match ast.node(ast.without_parentheses(id)) {
            Node::Number { value, .. } => Some(value),
            Node::Unary { operator, operand } => {
                let value = self.fold(operand)?;
                match operator {
                    UnaryOperator::Plus => Some(value),
                    UnaryOperator::Negate => Some(-value),
                    UnaryOperator::BitNot => Some(f64::from(!to_int32(value))),
                    _ => None,
                }
            }
            // Only the topmost operands are looked into: a long chain is folded from its left end.
            Node::Binary { operator, left, right, .. } => {
                let mut operands = vec![(operator, right)];
                let mut first = left;
                while let Node::Binary { operator, left, right, .. } = ast.node(ast.without_parentheses(first)) {
                    operands.push((operator, right));
                    first = left;
                }
                let mut value = self.fold(first)?;
                for (operator, right) in operands.into_iter().rev() {
                    let Node::Binary { .. } = ast.node(ast.without_parentheses(right)) else {
                        value = combine(operator, value, self.fold(right)?)?;
                        continue;
                    };
                    return None;
                }
                Some(value)
            }
            _ => None,
        }
    }
}

fn is_call(ast: &FunctionAst, id: NodeId) -> bool {
    matches!(ast.node(id), Node::Call { .. } | Node::New { .. })
}

fn combine(operator: BinaryOperator, x: f64, y: f64) -> Option<f64> {
    let shift = to_int32(y) as u32 & 31;
    Some(match operator {
        BinaryOperator::Add => x + y,
        BinaryOperator::Subtract => x - y,
        BinaryOperator::Multiply => x * y,
        BinaryOperator::Divide => x / y,
        BinaryOperator::Remainder => x % y,
        BinaryOperator::Power => exponentiate(x, y),
        BinaryOperator::ShiftLeft => f64::from(to_int32(x) << shift),
        BinaryOperator::ShiftRight => f64::from(to_int32(x) >> shift),
        BinaryOperator::ShiftRightUnsigned => f64::from(to_int32(x) as u32 >> shift),
        BinaryOperator::BitAnd => f64::from(to_int32(x) & to_int32(y)),
        BinaryOperator::BitOr => f64::from(to_int32(x) | to_int32(y)),
        BinaryOperator::BitXor => f64::from(to_int32(x) ^ to_int32(y)),
        _ => return None,
    })
}

struct Printer<'e> {
    expression: &'e Expression,
    calls: Calls,
    text: String,
    depth: u32,
}

impl Printer<'_> {
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn name(&mut self, atom: crate::syntax::Atom) {
        let text = self.expression.script.atoms.text(atom).to_string_lossy();
        self.text.push_str(&text);
    }

    /// Prints an expression, or what stands for one that prints nothing.
    fn find(&mut self, id: NodeId) {
        let length = self.text.len();
        if self.depth < DEEPEST {
            self.depth += 1;
            self.print(id);
            self.depth -= 1;
        }
        if self.text.len() == length {
            self.put(INTERMEDIATE);
        }
    }

    /// Prints `(`, an operator before its operand, `)`.
    fn parenthesized(&mut self, before: &str, operand: NodeId, after: &str) {
        self.put("(");
        self.put(before);
        self.find(operand);
        self.put(after);
        self.put(")");
    }

    fn print(&mut self, id: NodeId) {
        let ast = self.expression.ast();
        match ast.node(id) {
            Node::Number { value, .. } => self.number(value),
            Node::String { value, .. } => self.quoted(value),
            Node::Null => self.put("null"),
            Node::Boolean { value } => self.put(if value { "true" } else { "false" }),
            Node::RegExp { literal } => {
                let literal = self.expression.script.literals.regexp(literal);
                self.put("/");
                self.name(literal.pattern);
                self.put("/");
                self.name(literal.flags);
            }
            Node::Identifier { name, .. } => self.name(name),
            Node::This { .. } => self.put("this"),
            Node::NewTarget { .. } => self.put(".new.target"),
            Node::Template { parts } => self.template(parts),
            Node::TaggedTemplate { tag, .. } => {
                self.find(tag);
                self.put("(...)");
            }
            Node::Array { elements, .. } => self.list("[", elements, ",", "]"),
            Node::Spread { expression } => self.parenthesized("...", expression, ""),
            Node::Object { properties } => {
                self.put("{");
                self.intermediates(properties.length);
                self.put("}");
            }
            Node::Function { .. } => self.function(id, false),
            Node::Class { body, .. } => self.class(body),
            Node::Unary { operator, operand } => self.unary(id, operator, operand),
            Node::Update { increment, prefix, target } => {
                let sign = if increment { "++" } else { "--" };
                let (before, after) = if prefix { (sign, "") } else { ("", sign) };
                self.parenthesized(before, target, after);
            }
            Node::Binary { operator, left, right, .. } => self.binary(id, operator, left, right),
            Node::Assign { target, .. } => self.find(target),
            Node::Conditional { .. } => self.intermediates(3),
            Node::Sequence { expressions } => self.list("(", expressions, " , ", ")"),
            Node::Parenthesized { expression } => match ast.node(expression) {
                Node::Function { .. } => self.function(expression, true),
                _ => self.print(expression),
            },
            Node::Call { callee, .. } => {
                self.find(callee);
                if self.calls == Calls::WithArguments {
                    self.put("(...)");
                }
            }
            Node::New { callee, .. } if self.calls == Calls::Bare => self.find(callee),
            Node::Member { object, name, optional, .. } => {
                self.find(object);
                self.put(if optional { "?." } else { "." });
                self.name(name);
            }
            Node::PrivateMember { object, name, optional, .. } => {
                self.find(object);
                self.put(if optional { "?.[" } else { "[" });
                self.name(name);
                self.put("]");
            }
            Node::Index { object, index, optional, .. } => {
                self.find(object);
                self.index(index, optional);
            }
            Node::SuperMember { name, .. } => {
                self.put(INTERMEDIATE);
                self.put(".");
                self.name(name);
            }
            Node::SuperIndex { index, .. } => {
                self.put(INTERMEDIATE);
                self.index(index, false);
            }
            Node::ImportCall { specifier, .. } => {
                self.put("ImportCall(");
                self.find(specifier);
                self.put(")");
            }
            Node::ArrayPattern { elements } => self.list("[", elements, ",", "]"),
            Node::ObjectPattern { properties } => {
                self.put("{");
                self.intermediates(properties.length);
                self.put("}");
            }
            _ => {}
        }
    }

    fn intermediates(&mut self, count: u32) {
        (0..count.min(1000)).for_each(|_| self.put(INTERMEDIATE));
    }

    fn number(&mut self, value: f64) {
        self.text.push_str(number_to_string(value).as_str());
    }

    fn quoted(&mut self, atom: crate::syntax::Atom) {
        self.put("\"");
        self.name(atom);
        self.put("\"");
    }

    fn list(&mut self, open: &str, items: List, between: &str, close: &str) {
        self.put(open);
        let ast = self.expression.ast();
        for (index, &item) in ast.list(items).iter().enumerate() {
            if index > 0 {
                self.put(between);
            }
            self.find(item);
        }
        self.put(close);
    }

    /// Only what is put into a template is printed, unless nothing is.
    fn template(&mut self, parts: List) {
        let ast = self.expression.ast();
        for &part in ast.list(parts) {
            match ast.node(part) {
                Node::TemplateChunk { literal } if parts.length == 1 => {
                    if let Some(text) = self.expression.script.literals.chunk(literal).cooked {
                        self.quoted(text);
                    }
                }
                Node::TemplateChunk { .. } => {}
                _ => self.find(part),
            }
        }
    }

    fn index(&mut self, index: NodeId, optional: bool) {
        let key = self.expression.ast().node(self.expression.ast().without_parentheses(index));
        let name = match key {
            Node::String { value, .. } => Some(value),
            Node::Template { parts } if parts.length == 1 => {
                match self.expression.ast().node(self.expression.ast().item(parts, 0)) {
                    Node::TemplateChunk { literal } => self.expression.script.literals.chunk(literal).cooked,
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(name) = name {
            self.put(if optional { "?." } else { "." });
            return self.name(name);
        }
        self.put(if optional { "?.[" } else { "[" });
        self.find(index);
        self.put("]");
    }

    fn unary(&mut self, id: NodeId, operator: UnaryOperator, operand: NodeId) {
        if let Some(value) = self.expression.fold(id) {
            return self.number(value);
        }
        if operator == UnaryOperator::Not
            && let Some(truth) = self.literal_truth(operand)
        {
            return self.put(if truth { "false" } else { "true" });
        }
        let before = match operator {
            UnaryOperator::Not => "!",
            UnaryOperator::BitNot => "~",
            UnaryOperator::Plus => "+",
            UnaryOperator::Negate => "-",
            UnaryOperator::TypeOf => "typeof ",
            UnaryOperator::Void => "void ",
            UnaryOperator::Delete => "delete ",
        };
        self.parenthesized(before, operand, "");
    }

    /// Whether a literal is truthy.
    fn literal_truth(&self, id: NodeId) -> Option<bool> {
        let ast = self.expression.ast();
        match ast.node(ast.without_parentheses(id)) {
            Node::Null => Some(false),
            Node::Boolean { value } => Some(value),
            Node::String { value, .. } => Some(self.expression.script.atoms.text(value).len() > 0),
            _ => self.expression.fold(id).map(|value| value != 0.0 && !value.is_nan()),
        }
    }

    fn binary(&mut self, id: NodeId, operator: BinaryOperator, left: NodeId, right: NodeId) {
        if let Some(value) = self.expression.fold(id) {
            return self.number(value);
        }
        let (text, is_negated, is_flat) = operator_text(operator);
        let ast = self.expression.ast();
        let mut terms = vec![right];
        let mut first = left;
        // Operators of one kind in a row are one operation.
        while is_flat
            && let Node::Binary { operator: inner, left, right, .. } = ast.node(ast.without_parentheses(first))
            && inner == operator
            && self.expression.fold(first).is_none()
        {
            terms.push(right);
            first = left;
        }
        self.put(if is_negated { "(!(" } else { "(" });
        self.find(first);
        for term in terms.into_iter().rev() {
            self.put(text);
            self.find(term);
        }
        self.put(if is_negated { "))" } else { ")" });
    }

    /// A function prints a stand-in for each statement of its body, if V8's parser has looked into that: when the
    /// function stands in parentheses, or is an arrow function.
    fn function(&mut self, id: NodeId, is_parenthesized: bool) {
        let Node::Function { function } = self.expression.ast().node(id) else { return };
        let ast = self.expression.script.function(function);
        if !is_parenthesized && ast.form != FunctionForm::Arrow {
            return;
        }
        let mut count = 0;
        for &statement in ast.list(ast.body) {
            count += match ast.node(statement) {
                Node::Empty | Node::FunctionDeclaration { .. } => 0,
                _ => 1,
            };
        }
        self.intermediates(count);
    }

    fn class(&mut self, body: NodeId) {
        let ast = self.expression.ast();
        let Node::ClassBody { elements, constructor, .. } = ast.node(body) else { return };
        for &element in ast.list(elements) {
            let Node::ClassElement { kind, value, .. } = ast.node(element) else { continue };
            let is_constructor = value.is_some_and(
                |value| matches!(ast.node(value), Node::Function { function } if Some(function) == constructor),
            );
            if !is_constructor && matches!(kind, PropertyKind::Method | PropertyKind::Get | PropertyKind::Set) {
                self.put(INTERMEDIATE);
            }
        }
    }
}

/// An operator as it is printed, whether it is printed as the negation of another, and whether it is flat.
fn operator_text(operator: BinaryOperator) -> (&'static str, bool, bool) {
    match operator {
        BinaryOperator::Add => (" + ", false, true),
        BinaryOperator::Subtract => (" - ", false, true),
        BinaryOperator::Multiply => (" * ", false, true),
        BinaryOperator::Divide => (" / ", false, true),
        BinaryOperator::Remainder => (" % ", false, true),
        BinaryOperator::Power => (" ** ", false, false),
        BinaryOperator::ShiftLeft => (" << ", false, true),
        BinaryOperator::ShiftRight => (" >> ", false, true),
        BinaryOperator::ShiftRightUnsigned => (" >>> ", false, true),
        BinaryOperator::Less => (" < ", false, false),
        BinaryOperator::Greater => (" > ", false, false),
        BinaryOperator::LessEqual => (" <= ", false, false),
        BinaryOperator::GreaterEqual => (" >= ", false, false),
        BinaryOperator::Equal => (" == ", false, false),
        BinaryOperator::NotEqual => (" == ", true, false),
        BinaryOperator::StrictEqual => (" === ", false, false),
        BinaryOperator::StrictNotEqual => (" === ", true, false),
        BinaryOperator::BitAnd => (" & ", false, true),
        BinaryOperator::BitOr => (" | ", false, true),
        BinaryOperator::BitXor => (" ^ ", false, true),
        BinaryOperator::And => (" && ", false, true),
        BinaryOperator::Or => (" || ", false, true),
        BinaryOperator::Coalesce => (" ?? ", false, true),
        BinaryOperator::In => (" in ", false, false),
        BinaryOperator::InstanceOf => (" instanceof ", false, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let printed = Expression::parse(text).expect("it parses").print(Calls::WithArguments);
        assert_eq!(printed.text, expected, "{text}");
    }

    #[test]
    fn members_and_calls_print_as_in_v8() {
        check("a.b['c'][0]", "a.b.c[0]");
        check("a[b + 1].c", "a[(b + 1)].c");
        check("a?.b.c", "a?.b.c");
        check("(a?.b).c", "(intermediate value).c");
        check("f(1)(2).x", "f(...)(...).x");
        check("new Foo().x", "(intermediate value).x");
        check("o.#p", "o[#p]");
        check("super.x", "(intermediate value).x");
    }

    #[test]
    fn literals_and_operators_print_as_in_v8() {
        check("(1 + 2).x", "3.x");
        check("(1 + 2 + e).x", "(3 + e).x");
        check("!0", "true");
        check("a !== b", "(!(a === b))");
        check("((e + a) + b)", "(e + a + b)");
        check("(a, b)", "(a , b)");
        check("`a${x}b${y}`", "xy");
        check("({ a: 1, b: 2 })", "{(intermediate value)(intermediate value)}");
        check("[1, , 'x']", "[1,(intermediate value),\"x\"]");
    }

    #[test]
    fn functions_print_their_statements_when_they_were_looked_into() {
        check("(function () { a; b })()", "(intermediate value)(intermediate value)(...)");
        check("[function () { a; b }]", "[(intermediate value)]");
        check("(() => 1)()", "(intermediate value)(...)");
    }
}
