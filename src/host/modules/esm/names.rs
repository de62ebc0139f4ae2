//! The names that a CommonJS module exports, found by looking at its text and not by running it: what assigns to
//! `exports.name`, `module.exports = { name }`, `Object.defineProperty(exports, 'name', …)`, and modules that are exported
//! whole. As with Node's lexer <https://github.com/nodejs/cjs-module-lexer>, what a text does in other ways is not seen.

use super::super::load::read_text;
use super::super::path::{directory_of, extension_of, node_modules_paths};
use super::super::resolve::resolve_from;
use crate::heap::Local;
use crate::runtime::{
    Completion, Enumerate, Scope, enumerable_own_properties, get_index, is_object, length_of_array_like, units,
};
use crate::source::SourceText;
use crate::syntax::{
    Atom, AtomText, FunctionAst, List, Node, NodeId, ParseOptions, PropertyKind, Script, UnaryOperator, parse,
};
use std::collections::HashSet;

/// Most modules whose names are looked for because others export them whole.
const MOST_MODULES: usize = 1000;

/// What a text exports.
#[derive(Default)]
struct Found {
    /// Names, as they come.
    names: Vec<Vec<u16>>,
    /// Specifiers of modules that are exported whole.
    whole: Vec<String>,
}

/// The names that a CommonJS file exports, `default` first.
///
/// # Errors
/// A system error; SyntaxError is left to who runs the file.
pub(super) fn export_names(cx: &mut Scope<'_>, path: &str) -> Completion<Vec<Vec<u16>>> {
    let mut names: Vec<Vec<u16>> = vec!["default".encode_utf16().collect()];
    let mut known: HashSet<Vec<u16>> = names.iter().cloned().collect();
    let mut seen = HashSet::from([path.to_owned()]);
    let mut waiting = vec![path.to_owned()];
    while let Some(path) = waiting.pop() {
        let text = read_text(cx, &path)?;
        let found = look_at(&text);
        names.extend(found.names.into_iter().filter(|name| known.insert(name.clone())));
        for specifier in found.whole {
            let paths = node_modules_paths(directory_of(&path));
            let Some(file) = resolve_from(cx, &specifier, &path, &paths)? else { continue };
            let is_script = matches!(extension_of(&file), ".js" | ".cjs" | "");
            if is_script && file.starts_with('/') && seen.len() < MOST_MODULES && seen.insert(file.clone()) {
                waiting.push(file);
            }
        }
    }
    Ok(names)
}

/// The names of the enumerable properties of a builtin module's value, `default` first.
///
/// # Errors
/// Whatever getters throw.
pub(super) fn names_of_object<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<Vec<Vec<u16>>> {
    let default: Vec<u16> = "default".encode_utf16().collect();
    let mut names = vec![default.clone()];
    if !is_object(cx.raw(object)) {
        return Ok(names);
    }
    let mut cx = cx.open();
    let keys = enumerable_own_properties(&mut cx, object, Enumerate::Keys)?;
    for index in 0..length_of_array_like(&mut cx, keys)? {
        let mut cx = cx.open();
        let key = get_index(&mut cx, keys, index)?;
        let name: Vec<u16> = units(&mut cx, key)?.iter().collect();
        if name != default {
            names.push(name);
        }
    }
    Ok(names)
}

/// Looks at the text of a CommonJS module.
fn look_at(text: &str) -> Found {
    let mut found = Found::default();
    let source = SourceText::new("", text);
    let options = ParseOptions { allows_return: true, ..ParseOptions::default() };
    let Ok(script) = parse(&source, options) else { return found };
    let mut imports = Vec::new();
    for ast in &script.functions {
        let view = View { script: &script, ast };
        imports.extend(ast.nodes.iter().filter_map(|node| view.required(node)));
    }
    for ast in &script.functions {
        let view = View { script: &script, ast };
        for node in &ast.nodes {
            view.look_at(node, &imports, &mut found);
        }
    }
    found
}

/// One function of a script.
#[derive(Clone, Copy)]
struct View<'a> {
    script: &'a Script,
    ast: &'a FunctionAst,
}

impl View<'_> {
    fn node(self, id: NodeId) -> Node {
        self.ast.node(self.ast.without_parentheses(id))
    }

    fn is(self, atom: Atom, text: &str) -> bool {
        match self.script.atoms.text(atom) {
            AtomText::Latin1(bytes) => bytes == text.as_bytes(),
            AtomText::Utf16(_) => false,
        }
    }

    fn is_name(self, node: Node, text: &str) -> bool {
        matches!(node, Node::Identifier { name, .. } if self.is(name, text))
    }

    /// `exports` or `module.exports`
    fn is_exports(self, id: NodeId) -> bool {
        self.is_name(self.node(id), "exports") || self.is_module_exports(self.node(id))
    }

    /// `module.exports`
    fn is_module_exports(self, node: Node) -> bool {
        match node {
            Node::Member { object, name, .. } => self.is(name, "exports") && self.is_name(self.node(object), "module"),
            _ => false,
        }
    }

    fn units(self, atom: Atom) -> Vec<u16> {
        self.script.atoms.text(atom).units().collect()
    }

    /// The specifier of `require('…')`.
    fn require(self, id: NodeId) -> Option<String> {
        let Node::Call { callee, arguments, .. } = self.node(id) else { return None };
        let &[argument] = self.ast.list(arguments) else { return None };
        match self.node(argument) {
            Node::String { value, .. } if self.is_name(self.node(callee), "require") => {
                Some(self.script.atoms.display(value).to_string())
            }
            _ => None,
        }
    }

    /// A variable that holds a required module, maybe wrapped by what a compiler made: name and specifier.
    fn required(self, node: &Node) -> Option<(Atom, String)> {
        let Node::Declarator { target, value: Some(value) } = *node else { return None };
        let Node::Binding { name, .. } = self.ast.node(target) else { return None };
        let inner = match self.node(value) {
            Node::Call { arguments, .. } if self.require(value).is_none() => match *self.ast.list(arguments) {
                [first] => first,
                _ => return None,
            },
            _ => value,
        };
        Some((name, self.require(inner)?))
    }

    fn look_at(self, node: &Node, imports: &[(Atom, String)], found: &mut Found) {
        match *node {
            Node::Assign { operator: None, target, value, .. } => match self.node(target) {
                Node::Member { object, name, .. } if self.is_exports(object) => found.names.push(self.units(name)),
                Node::Index { object, index, .. } if self.is_exports(object) => {
                    if let Node::String { value, .. } = self.node(index) {
                        found.names.push(self.units(value));
                    }
                }
                target if self.is_module_exports(target) || self.is_name(target, "exports") => {
                    self.assigned(value, target, found);
                }
                _ => {}
            },
            Node::Call { callee, arguments, .. } => self.call(callee, arguments, imports, found),
            _ => {}
        }
    }

    /// What is assigned to `module.exports` as a whole.
    fn assigned(self, value: NodeId, target: Node, found: &mut Found) {
        if !self.is_module_exports(target) {
            return;
        }
        if let Some(specifier) = self.require(value) {
            // The last assignment counts, as far as texts can tell.
            found.whole = vec![specifier];
            return;
        }
        let Node::Object { properties } = self.node(value) else { return };
        for &property in self.ast.list(properties) {
            match self.ast.node(property) {
                Node::Spread { expression } => match self.require(expression) {
                    Some(specifier) => found.whole.push(specifier),
                    None if matches!(self.node(expression), Node::Identifier { .. }) => {}
                    None => return,
                },
                Node::Property { kind: PropertyKind::Shorthand, key, .. } => {
                    if let Node::PropertyName { name } = self.ast.node(key) {
                        found.names.push(self.units(name));
                    }
                }
                Node::Property { kind: PropertyKind::Value, key, value } => {
                    let Node::PropertyName { name } = self.ast.node(key) else { return };
                    found.names.push(self.units(name));
                    // Node's lexer looks no further behind a value that is more than a name.
                    if !matches!(self.ast.node(value), Node::Identifier { .. }) {
                        return;
                    }
                }
                _ => return,
            }
        }
    }

    fn call(self, callee: NodeId, arguments: List, imports: &[(Atom, String)], found: &mut Found) {
        let arguments = self.ast.list(arguments);
        match (self.node(callee), arguments) {
            // `Object.defineProperty(exports, 'name', { … })`
            (Node::Member { object, name, .. }, &[target, key, descriptor])
                if self.is(name, "defineProperty")
                    && self.is_name(self.node(object), "Object")
                    && self.is_exports(target) =>
            {
                if let Node::String { value, .. } = self.node(key)
                    && self.is_plain_descriptor(descriptor)
                {
                    found.names.push(self.units(value));
                }
            }
            // `Object.keys(variable).forEach(…)`, as compilers write `export *`.
            (Node::Member { object, name, .. }, &[_]) if self.is(name, "forEach") => {
                if let Some(specifier) = self.keys_of(object, imports) {
                    found.whole.push(specifier);
                }
            }
            // `__export(require('…'))`, `tslib.__exportStar(require('…'), exports)`
            (Node::Identifier { name, .. } | Node::Member { name, .. }, &[first] | &[first, _])
                if self.is(name, "__export") || self.is(name, "__exportStar") =>
            {
                found.whole.extend(self.require(first));
            }
            _ => {}
        }
    }

    /// The module whose keys `Object.keys(variable)` are.
    fn keys_of(self, id: NodeId, imports: &[(Atom, String)]) -> Option<String> {
        let Node::Call { callee, arguments, .. } = self.node(id) else { return None };
        let Node::Member { object, name, .. } = self.node(callee) else { return None };
        let &[argument] = self.ast.list(arguments) else { return None };
        let Node::Identifier { name: variable, .. } = self.node(argument) else { return None };
        let is_keys = self.is(name, "keys") && self.is_name(self.node(object), "Object");
        let import = imports.iter().find(|(name, _)| *name == variable)?;
        is_keys.then(|| import.1.clone())
    }

    /// A descriptor with a `value`, or enumerable with a getter that only returns something.
    fn is_plain_descriptor(self, id: NodeId) -> bool {
        let Node::Object { properties } = self.node(id) else { return false };
        let mut is_enumerable = false;
        for &property in self.ast.list(properties) {
            let Node::Property { key, value, .. } = self.ast.node(property) else { return false };
            let Node::PropertyName { name } = self.ast.node(key) else { return false };
            if self.is(name, "value") {
                return true;
            }
            if self.is(name, "enumerable") {
                is_enumerable = match self.node(value) {
                    Node::Boolean { value } => value,
                    Node::Unary { operator: UnaryOperator::Not, operand } => {
                        matches!(self.node(operand), Node::Number { value: 0.0, .. })
                    }
                    _ => false,
                };
            }
            if self.is(name, "get") {
                return is_enumerable && self.is_plain_getter(value);
            }
        }
        false
    }

    fn is_plain_getter(self, id: NodeId) -> bool {
        let Node::Function { function } = self.node(id) else { return false };
        let ast = self.script.function(function);
        let inside = View { ast, ..self };
        match *ast.list(ast.body) {
            [only] => match ast.node(only) {
                Node::Return { value: Some(value) } => {
                    matches!(inside.node(value), Node::Identifier { .. } | Node::Member { .. } | Node::Index { .. })
                }
                _ => false,
            },
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        look_at(text).names.iter().map(|name| String::from_utf16_lossy(name)).collect()
    }

    #[test]
    fn assignments_to_exports_name_them() {
        assert_eq!(names("exports.a = 1; module.exports.b = 2; exports['c d'] = 3; other.e = 4"), ["a", "b", "c d"]);
        assert_eq!(names("function f() { exports.late = 1 } // exports.comment = 1\n'exports.string = 1'"), ["late"]);
        assert_eq!(names("module.exports = { a, 'b': c, ...d, e: f(), g }"), ["a", "b", "e"]);
        assert_eq!(names("this is no script"), [""; 0]);
    }

    #[test]
    fn defined_properties_name_them() {
        let text = "Object.defineProperty(exports, '__esModule', { value: true });
            Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return b.c; } });
            Object.defineProperty(exports, 'd', { enumerable: true, get() { return e() } });
            Object.defineProperty(exports, 'f', { get() { return g } });";
        assert_eq!(names(text), ["__esModule", "a"]);
    }

    #[test]
    fn modules_may_be_exported_whole() {
        let whole = |text: &str| look_at(text).whole;
        assert_eq!(whole("module.exports = require('./a')"), ["./a"]);
        assert_eq!(whole("__exportStar(require('b'), exports); tslib.__export(require('c'))"), ["b", "c"]);
        assert_eq!(whole("module.exports = { ...require('d'), e }"), ["d"]);
        let text = "var _f = wrap(require('./f')); Object.keys(_f).forEach(function (key) { exports[key] = _f[key] })";
        assert_eq!(whole(text), ["./f"]);
    }
}
