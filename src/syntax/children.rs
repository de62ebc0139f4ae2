//! The one table of which fields of a node are children.

use super::ast::{List, Node};
use super::ids::NodeId;

impl Node {
    /// Calls `on_node` for each child id and `on_list` for each list of the node, in source order.
    pub(crate) fn each_child(&mut self, mut on_node: impl FnMut(&mut NodeId), mut on_list: impl FnMut(&mut List)) {
        match self {
            Node::Number { .. }
            | Node::String { .. }
            | Node::BigInt { .. }
            | Node::RegExp { .. }
            | Node::Null
            | Node::Boolean { .. }
            | Node::Identifier { .. }
            | Node::This { .. }
            | Node::TemplateChunk { .. }
            | Node::Hole
            | Node::PropertyName { .. }
            | Node::PrivateName { .. }
            | Node::Function { .. }
            | Node::ComputedKey { .. }
            | Node::StaticBlock { .. }
            | Node::SuperMember { .. }
            | Node::NewTarget { .. }
            | Node::ImportMeta
            | Node::Binding { .. }
            | Node::Empty
            | Node::Break { .. }
            | Node::Continue { .. }
            | Node::Debugger => {}
            Node::Template { parts: list }
            | Node::Array { elements: list, .. }
            | Node::Object { properties: list }
            | Node::ClassBody { elements: list, .. }
            | Node::Sequence { expressions: list }
            | Node::SuperCall { arguments: list, .. }
            | Node::ArrayPattern { elements: list }
            | Node::ObjectPattern { properties: list }
            | Node::Declaration { declarators: list, .. }
            | Node::Block { statements: list, .. } => on_list(list),
            Node::TaggedTemplate { tag: node, parts: list, .. }
            | Node::Call { callee: node, arguments: list, .. }
            | Node::New { callee: node, arguments: list }
            | Node::Switch { discriminant: node, cases: list, .. } => {
                on_node(node);
                on_list(list);
            }
            Node::Case { test, statements } => {
                test.iter_mut().for_each(&mut on_node);
                on_list(statements);
            }
            Node::Spread { expression: node }
            | Node::Computed { expression: node }
            | Node::Unary { operand: node, .. }
            | Node::Update { target: node, .. }
            | Node::Parenthesized { expression: node }
            | Node::Member { object: node, .. }
            | Node::PrivateMember { object: node, .. }
            | Node::OptionalChain { expression: node }
            | Node::SuperIndex { index: node, .. }
            | Node::Await { operand: node }
            | Node::Rest { target: node }
            | Node::ExpressionStatement { expression: node }
            | Node::FunctionDeclaration { binding: node, .. }
            | Node::Labelled { body: node, .. }
            | Node::Throw { value: node }
            | Node::ExportDefault { expression: node, .. } => on_node(node),
            Node::Property { key: first, value: second, .. }
            | Node::Binary { left: first, right: second, .. }
            | Node::Assign { target: first, value: second, .. }
            | Node::Index { object: first, index: second, .. }
            | Node::Default { target: first, value: second }
            | Node::ClassDeclaration { binding: first, class: second }
            | Node::While { test: first, body: second }
            | Node::DoWhile { body: first, test: second }
            | Node::With { object: first, body: second, .. } => {
                on_node(first);
                on_node(second);
            }
            Node::Conditional { test: first, consequent: second, alternate: third }
            | Node::ForIn { left: first, right: second, body: third, .. }
            | Node::ForOf { left: first, right: second, body: third, .. } => {
                on_node(first);
                on_node(second);
                on_node(third);
            }
            Node::Yield { operand: value, .. } | Node::Return { value } => value.iter_mut().for_each(on_node),
            Node::ClassElement { key: first, value, .. }
            | Node::FieldDefinition { key: first, value }
            | Node::Declarator { target: first, value }
            | Node::ImportCall { specifier: first, options: value } => {
                on_node(first);
                value.iter_mut().for_each(on_node);
            }
            Node::Class { heritage, body, .. } => {
                heritage.iter_mut().for_each(&mut on_node);
                on_node(body);
            }
            Node::If { test, consequent, alternate } => {
                on_node(test);
                on_node(consequent);
                alternate.iter_mut().for_each(on_node);
            }
            Node::For { init, test, update, body, .. } => {
                init.iter_mut().chain(test).chain(update).for_each(&mut on_node);
                on_node(body);
            }
            Node::Try { block, handler, finalizer } => {
                on_node(block);
                handler.iter_mut().chain(finalizer).for_each(on_node);
            }
            Node::Catch { parameter, body, .. } => {
                parameter.iter_mut().for_each(&mut on_node);
                on_node(body);
            }
        }
    }

    /// Moves the node to another place: `move_node` and `move_list` say where its children and lists are now.
    pub(super) fn relocate(&mut self, move_node: impl Fn(NodeId) -> NodeId, move_list: impl Fn(&mut List)) {
        self.each_child(|id| *id = move_node(*id), move_list);
    }
}
