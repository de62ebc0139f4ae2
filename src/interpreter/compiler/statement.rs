//! Statements.

use super::Origin;
use super::blocks::Block;
use super::pattern::Mode;
use super::{Compile, CompileError, Compiler, Draft, Field, Finalizer, NodeIndex, Target};
use crate::interpreter::machine::nodes;
use crate::interpreter::operations as op;
use crate::runtime::DisposeHint;
use crate::syntax::{Atom, DeclarationKind, List, Node, NodeId};
use crate::value::Value;

impl Compiler<'_> {
    /// Compiles a statement. Slots from `depth` on are free.
    pub(super) fn statement(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        let node = self.nested(|compiler| compiler.statement_here(id, depth))?;
        self.note_stop(id, node, depth);
        if matches!(self.node(id), Node::Return { .. }) {
            self.note_return(id, node, depth);
        }
        Ok(self.continued(id, node))
    }

    fn statement_here(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        match self.node(id) {
            Node::Empty => Ok(self.constant(Value::NORMAL)),
            Node::Debugger => {
                let offset = self.start(id);
                Ok(self.emit_at(Draft::new("debugger_statement", nodes::debugger_statement, depth), offset))
            }
            Node::FunctionDeclaration { var_reference, binding, .. } => {
                self.function_statement(binding, var_reference, depth)
            }
            Node::ExpressionStatement { expression } => {
                self.begin_statement(id, expression);
                match self.completion {
                    Some(slot) => {
                        let value = self.expression(expression, depth)?;
                        Ok(self.store(slot, value))
                    }
                    None => self.effect(expression, depth),
                }
            }
            Node::Declaration { kind, declarators } => match self.hint_of(id) {
                Some(hint) => self.using_declaration(hint, declarators, depth),
                None => self.declaration(kind, declarators, depth),
            },
            Node::ClassDeclaration { binding, class } => {
                let value = self.class(class, None, depth)?;
                self.bind(binding, value, Mode::Initialize, depth)
            }
            Node::Return { value } if self.is_derived() => self.derived_return(id, value, depth),
            Node::Return { value } => match value {
                Some(value) => {
                    self.begin_statement(id, value);
                    let result = self.returned(value, depth)?;
                    if self.ast.is_generator && self.ast.is_async {
                        return Ok(self.await_node(result, self.start(value), depth));
                    }
                    Ok(result)
                }
                None => Ok(self.constant(Value::UNDEFINED)),
            },
            Node::Throw { value } => {
                self.begin_statement(id, value);
                let mut child = self.expression(value, depth)?;
                let mut steps = Vec::new();
                if self.may_suspend(child) {
                    steps.push(self.store(depth, child));
                    child = self.take(depth);
                }
                let offset = self.start(id);
                let draft = Draft::new("throw", nodes::throw, depth).a(Field::Child(child));
                steps.push(self.emit_at(draft, offset));
                Ok(self.sequence(&steps))
            }
            Node::Break { label } => self.jump(label, false),
            Node::Continue { label } => self.jump(label, true),
            Node::ExportDefault { expression, reference } => {
                self.begin_statement(id, expression);
                let reference = self.reference(reference)?;
                let value = self.named(expression, Atom::DEFAULT, depth)?;
                let write = self.write(id, reference, value, true, depth)?;
                Ok(self.effect_of(write))
            }
            _ => self.compound(id, depth),
        }
    }

    /// `return` in a derived constructor: an object is the result, undefined means `this`, anything else is an error.
    fn derived_return(&mut self, id: NodeId, value: Option<NodeId>, depth: u32) -> Compile<NodeIndex> {
        if self.guards > 0 {
            self.has_late_result = true;
            return match value {
                Some(value) => self.expression(value, depth),
                None => Ok(self.constant(Value::UNDEFINED)),
            };
        }
        let Some(value) = value else { return Ok(self.constructed_this(depth + 1)) };
        let value = self.expression(value, depth)?;
        let offset = self.start(id);
        Ok(self.checked_result(value, offset, depth))
    }

    /// What a derived constructor makes of its result: `this` for undefined, otherwise an object.
    pub(super) fn checked_result(&mut self, value: NodeIndex, offset: u32, depth: u32) -> NodeIndex {
        let this = self.constructed_this(depth + 1);
        let check = self.operation("derived_result", op::class::derived_result, &[value], depth, offset);
        let draft = Draft::new("or_default", nodes::or_default, depth).a(Field::Child(check)).b(Field::Child(this));
        self.emit(draft)
    }

    /// Statements that contain statements; they set the completion value to undefined first.
    fn compound(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        if let Node::Labelled { label, body } = self.node(id) {
            return self.labelled(label, body, depth);
        }
        let labels = std::mem::take(&mut self.pending_labels);
        let node = match self.node(id) {
            Node::Block { statements, scope } => {
                return self.with_labels(labels, |compiler| compiler.block(statements, scope, depth));
            }
            Node::If { test, .. } => {
                self.begin_statement(id, test);
                self.with_labels(labels, |compiler| compiler.if_statement(id, depth))?
            }
            Node::For { .. } => self.for_loop(id, labels, depth)?,
            Node::ForIn { .. } | Node::ForOf { .. } => self.for_each(id, labels, depth)?,
            Node::While { .. } | Node::DoWhile { .. } => self.while_loop(id, labels, depth)?,
            Node::Switch { discriminant, cases, scope } => {
                self.begin_statement(id, discriminant);
                self.switch(discriminant, cases, scope, labels, depth)?
            }
            Node::With { object, body, scope } => {
                self.with_labels(labels, |compiler| compiler.with(id, object, body, scope, depth))?
            }
            Node::Try { block, handler, finalizer } => {
                self.guards += 1;
                let node =
                    self.with_labels(labels, |compiler| compiler.try_statement(id, block, handler, finalizer, depth));
                self.guards -= 1;
                node?
            }
            _ => return Err(CompileError::Unsupported("a statement")),
        };
        let Some(slot) = self.completion else { return Ok(node) };
        let undefined = self.constant(Value::UNDEFINED);
        let clear = self.store(slot, undefined);
        Ok(self.sequence(&[clear, node]))
    }

    /// Annex B.3.3: a function in a block also assigns the `var` of its name when it is evaluated.
    fn function_statement(
        &mut self,
        binding: NodeId,
        var_reference: Option<crate::syntax::ReferenceId>,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let (Some(var), Node::Binding { reference, .. }) = (var_reference, self.node(binding)) else {
            return Ok(self.constant(Value::NORMAL));
        };
        let inner = self.reference(reference)?;
        let value = self.read(binding, crate::scope::Reference { is_dynamic: false, ..inner }, depth)?;
        let outer = *self.scopes.reference(var);
        let between = self.entered.iter().rev().take_while(|&&scope| Some(scope) != self.scopes.body_scope);
        let contexts = between.filter(|&&scope| self.scopes.scope(scope).needs_context).count();
        let hidden = self.contexts.split_off(self.contexts.len().saturating_sub(contexts));
        let write = self.write(binding, outer, value, false, depth);
        self.contexts.extend(hidden);
        let write = write?;
        Ok(self.effect_of(write))
    }

    fn declaration(&mut self, kind: DeclarationKind, declarators: List, depth: u32) -> Compile<NodeIndex> {
        let mode = if kind == DeclarationKind::Var { Mode::Assign } else { Mode::Initialize };
        let mut steps = Vec::with_capacity(declarators.length as usize);
        for index in 0..declarators.length {
            let declarator = self.ast.item(declarators, index);
            let Node::Declarator { target, value } = self.node(declarator) else { continue };
            if let (Some(value), Node::Binding { name, .. }, true) = (value, self.node(target), mode == Mode::Assign)
                && self.binding_reference(target)?.is_dynamic
            {
                let node = self.assign_variable(target, name, value, None, depth, true)?;
                self.note_stop(declarator, node, depth);
                steps.push(node);
                continue;
            }
            let node = match (value, self.node(target)) {
                (Some(value), Node::Binding { name, .. }) => self.named(value, name, depth)?,
                (Some(value), _) => self.expression(value, depth)?,
                (None, _) if kind == DeclarationKind::Var => continue,
                (None, _) => self.constant(Value::UNDEFINED),
            };
            self.from(Origin::Initializer, value);
            let node = self.bind(target, node, mode, depth)?;
            self.note_stop(declarator, node, depth);
            steps.push(node);
        }
        Ok(self.sequence(&steps))
    }

    /// `using`, `await using`: each value is among the resources before its name means it.
    fn using_declaration(&mut self, hint: DisposeHint, declarators: List, depth: u32) -> Compile<NodeIndex> {
        let mut steps = Vec::with_capacity(3 * declarators.length as usize);
        for index in 0..declarators.length {
            let declarator = self.ast.item(declarators, index);
            let Node::Declarator { target, value: Some(value) } = self.node(declarator) else { continue };
            let Node::Binding { name, .. } = self.node(target) else { continue };
            let node = self.named(value, name, depth)?;
            steps.push(self.store(depth, node));
            let offset = self.start(value);
            steps.push(self.add_resource(hint, depth, depth + 1, offset));
            let kept = self.take(depth);
            steps.push(self.bind(target, kept, Mode::Initialize, depth + 1)?);
        }
        Ok(self.sequence(&steps))
    }

    /// Statements in a scope of their own, if they have one.
    fn block(&mut self, statements: List, scope: Option<crate::syntax::ScopeId>, depth: u32) -> Compile<NodeIndex> {
        let mut steps = Vec::with_capacity(statements.length as usize + 1);
        let inner = self.enter(scope, depth, &mut steps)?;
        if let Some(hint) = self.hint_of_list(statements) {
            let offset = self.start(self.ast.item(statements, 0));
            let node = self.disposing(hint, offset, inner, |compiler, inner| {
                let mut steps = Vec::with_capacity(statements.length as usize);
                compiler.list(statements, inner, &mut steps)?;
                Ok(compiler.sequence(&steps))
            })?;
            steps.push(node);
        } else {
            self.list(statements, inner, &mut steps)?;
        }
        self.leave(scope);
        Ok(self.scoped(scope, &steps))
    }

    fn list(&mut self, statements: List, depth: u32, steps: &mut Vec<NodeIndex>) -> Compile<()> {
        for index in 0..statements.length {
            let statement = self.ast.item(statements, index);
            if !matches!(self.node(statement), Node::Empty) {
                steps.push(self.statement(statement, depth)?);
            }
        }
        Ok(())
    }

    fn labelled(&mut self, label: Atom, body: NodeId, depth: u32) -> Compile<NodeIndex> {
        self.pending_labels.push(label);
        self.statement(body, depth).inspect(|_| self.pending_labels.clear())
    }

    /// Runs `piece` as the body of the labels before it, which only `break` can mean.
    fn with_labels(
        &mut self,
        labels: Vec<Atom>,
        piece: impl FnOnce(&mut Self) -> Compile<NodeIndex>,
    ) -> Compile<NodeIndex> {
        if labels.is_empty() {
            return piece(self);
        }
        let number = self.push_target(labels, false, false);
        let body = piece(self);
        self.targets.pop();
        Ok(self.labelled_node(body?, number))
    }

    pub(super) fn labelled_node(&mut self, body: NodeIndex, number: u32) -> NodeIndex {
        let draft = Draft::new("labelled", nodes::labelled, 0).a(Field::Child(body)).k(u64::from(number));
        self.emit(draft)
    }

    /// Opens a statement that jumps can mean, and numbers it.
    pub(super) fn push_target(&mut self, labels: Vec<Atom>, is_loop: bool, is_breakable: bool) -> u32 {
        let number = self.next_target;
        self.next_target += 1;
        self.targets.push(Target { labels, is_loop, is_breakable, number });
        number
    }

    fn jump(&mut self, label: Option<Atom>, is_continue: bool) -> Compile<NodeIndex> {
        let matches = |target: &Target| match label {
            Some(label) => target.labels.contains(&label) && (target.is_loop || !is_continue),
            None => {
                if is_continue {
                    target.is_loop
                } else {
                    target.is_breakable
                }
            }
        };
        let (index, target) = self
            .targets
            .iter()
            .enumerate()
            .rfind(|(_, target)| matches(target))
            .ok_or(CompileError::Unsupported("a jump"))?;
        let number = target.number;
        let jump = self.constant(if is_continue { Value::continue_to(number) } else { Value::break_to(number) });
        // A jump out of a finalizer takes its completion value along.
        let left = self.finalizers.iter().find(|finalizer| finalizer.targets > index).map(|left| left.completion);
        let (Some(outer), Some(own)) = (left, self.completion) else { return Ok(jump) };
        let value = self.slot(own);
        let keep = self.store(outer, value);
        Ok(self.sequence(&[keep, jump]))
    }

    fn with(
        &mut self,
        id: NodeId,
        object: NodeId,
        body: NodeId,
        scope: Option<crate::syntax::ScopeId>,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let offset = self.start(id);
        let value = self.expression(object, depth + 1)?;
        let object = self.operation("to_object", op::property::to_object, &[value], depth + 1, offset);
        let clear = self.clear_slot(depth);
        let keep = self.store(depth + 1, object);
        let mut steps = vec![clear, keep];
        // The context takes the slot `depth`; the object waits above it until it is in place.
        let scope_id = scope.ok_or(CompileError::Unsupported("with"))?;
        let info = super::Constant::ScopeInfo(scope_id);
        let context = self.push_context(info, 1, Value::UNDEFINED, depth);
        self.arena.nodes[context.0 as usize].c = depth + 2;
        steps.push(context);
        self.entered.push(scope_id);
        let object = self.slot(depth + 1);
        let draft = Draft::new("set_context_variable", nodes::set_context_variable, depth + 2)
            .a(Field::Number(depth))
            .b(Field::Number(0))
            .d(Field::Number(crate::interpreter::machine::variable_word(0)))
            .k_child(object, 0);
        let put = self.emit_at(draft, offset);
        steps.push(self.effect_of(put));
        steps.push(self.statement(body, depth + 2)?);
        self.entered.pop();
        self.contexts.pop();
        Ok(self.sequence(&steps))
    }

    /// A finalizer. Its completion value, which does not count unless it ends abruptly, is in the slot `depth`.
    fn finalizer(&mut self, body: NodeId, depth: u32, steps: &mut Vec<NodeIndex>) -> Compile<()> {
        let Some(completion) = self.completion else {
            steps.push(self.statement(body, depth)?);
            return Ok(());
        };
        let undefined = self.constant(Value::UNDEFINED);
        steps.push(self.store(depth, undefined));
        self.completion = Some(depth);
        self.finalizers.push(Finalizer { targets: self.targets.len(), completion });
        let statement = self.statement(body, depth + 1);
        self.finalizers.pop();
        self.completion = Some(completion);
        steps.push(statement?);
        Ok(())
    }

    fn try_statement(
        &mut self,
        id: NodeId,
        block: NodeId,
        handler: Option<NodeId>,
        finalizer: Option<NodeId>,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let first = self.arena.len() as u32;
        self.unfinished += 1;
        let tried = self.guarded(|compiler| compiler.statement(block, depth));
        self.unfinished -= u32::from(finalizer.is_none());
        let (mut node, mut clear) = tried?;
        let offset = self.start(id);
        if let Some(handler) = handler {
            self.arena.caught.push((first, self.arena.len() as u32 - 1));
            let first = clear.take();
            let handler_id = handler;
            let (handler, clear_handler) = self.guarded(|compiler| compiler.catch(handler, first, depth))?;
            clear = clear_handler;
            self.arena.reserve(depth + 1);
            let draft = if self.may_suspend_any(&[node, handler]) {
                Draft::new("resumable_try_catch", nodes::resumable_try_catch, depth).a(Field::Child(node))
            } else {
                Draft::new("try_catch", nodes::try_catch, depth).a(Field::Child(node))
            };
            node = self.emit_at(draft.b(Field::Child(handler)).d(Field::Number(depth)), offset);
            node = self.continued(handler_id, node);
        }
        let Some(finalizer) = finalizer else { return Ok(node) };
        self.unfinished -= 1;
        let mut steps: Vec<NodeIndex> = clear.into_iter().collect();
        steps.extend(self.count(id, Block::Finally));
        self.finalizer(finalizer, depth + 2, &mut steps)?;
        let finalizer = self.sequence(&steps);
        self.arena.reserve(depth + 3);
        let draft = if self.may_suspend_any(&[node, finalizer]) {
            Draft::new("resumable_try_finally", nodes::resumable_try_finally, depth).a(Field::Child(node))
        } else {
            Draft::new("try_finally", nodes::try_finally, depth).a(Field::Child(node))
        };
        Ok(self.emit_at(draft.b(Field::Child(finalizer)), offset))
    }

    /// A handler; the exception waits in the slot `depth`. `first` comes before everything else.
    fn catch(&mut self, id: NodeId, first: Option<NodeIndex>, depth: u32) -> Compile<NodeIndex> {
        let Node::Catch { parameter, body, scope } = self.node(id) else {
            return Err(CompileError::Unsupported("catch"));
        };
        let mut steps: Vec<NodeIndex> = first.into_iter().collect();
        steps.extend(self.count(id, Block::Body));
        let inner = self.enter(scope, depth + 1, &mut steps)?;
        match parameter {
            Some(parameter) => {
                self.from(Origin::CatchParameter, None);
                steps.push(self.consume(parameter, Mode::Initialize, depth, inner)?);
            }
            None => steps.push(self.clear_slot(depth)),
        }
        steps.push(self.statement(body, inner)?);
        self.leave(scope);
        Ok(self.scoped(scope, &steps))
    }

    fn switch(
        &mut self,
        discriminant: NodeId,
        cases: List,
        scope: Option<crate::syntax::ScopeId>,
        labels: Vec<Atom>,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let offset = self.start(discriminant);
        let value = self.expression(discriminant, depth)?;
        let keep = self.store(depth, value);
        let mut steps = vec![keep];
        let number = self.push_target(labels, false, true);
        let inner = self.enter(scope, depth + 1, &mut steps)?;
        let mut children = Vec::with_capacity(cases.length as usize * 2);
        let mut default = u64::MAX;
        for index in 0..cases.length {
            let case = self.ast.item(cases, index);
            let Node::Case { test, statements } = self.node(case) else { continue };
            children.push(match test {
                Some(test) => self.expression(test, inner + 1)?,
                None => {
                    default = u64::from(index);
                    self.constant(Value::NORMAL)
                }
            });
            let count = self.count(case, Block::Body);
            let body = self.block(statements, None, inner + 1)?;
            children.push(self.counted(count, body));
        }
        self.leave(scope);
        self.targets.pop();
        let list = self.arena.list(&children);
        let discriminant = self.take(depth);
        self.arena.reserve(inner + 1);
        let draft = if self.may_suspend_any(&children) {
            Draft::new("resumable_switch", nodes::resumable_switch, inner)
        } else {
            Draft::new("switch", nodes::switch, inner)
        };
        let draft = draft.a(Field::Child(discriminant)).b(Field::List(list)).d(Field::Number(cases.length)).k(default);
        steps.push(self.emit_at(draft, offset));
        let body = self.scoped(scope, &steps);
        Ok(self.labelled_node(body, number))
    }
}
