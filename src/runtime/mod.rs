//! The runtime: objects, property operations, realms, completions, abstract operations, jobs.
//!
//! # The idea
//! ECMA-262's semantics without its syntax. Operations have the specification's names and take a `Scope` (`cx`) first;
//! values are `Local`s, failures are `Abrupt` and travel with `?`. Objects have shapes; `lookup` tells the interpreter
//! where a property is and whether it may remember that. What differs from kind to kind stands in a table of internal
//! methods, so that nobody here needs to know the interpreter, the builtins or the host.
//!
//! # For the interpreter
//! * `Isolate`'s `pub(crate)` fields are its machine state: heap, `pending`, `frame`, `budget`, `prototype_epoch`.
//! * Named properties: `lookup` → [`Lookup`]; cache `location` under the receiver's shape id when `cacheable` and
//!   `meta.is_plain_readable()` (or `is_plain_writable()`); with depth > 0 or `Absent` also compare `prototype_epoch`.
//!   Adding: `transition_for_add` gives the child shape's id to cache an add, if the location is inline.
//! * Elements: fast if the object's flags lack `GUARDED_ELEMENTS` (for stores) and the index is below the capacity; a HOLE
//!   reads as `undefined` while `indexed_prototype_protector` holds and the chain is ordinary. An array's length is word 2.
//! * Calls: lay out callee, this, new.target, link, arguments; publish the stack top and `frame`; then go through
//!   `methods(kind).call`. Register FUNCTION's row in `isolate.internal_methods`, `stack_walker`, `lazy_prototype`.
//! * Closures: set header flag `layout::function::CONSTRUCTOR` on those with [[Construct]].
//!
//! # Invariants
//! * A shape is immutable once another object may have it; shapes marked IS_PROTOTYPE or DICTIONARY belong to one object
//!   and change in place; what an inline cache may have remembered of them changes only with a new id or a new epoch.
//! * Every object that is a prototype has a shape marked IS_PROTOTYPE.
//! * Entry number = slot number, so replaying a shape's keys from another root gives the same layout.
//! * An array's `length` is above all its elements.
//! * A `PropertyKey::Name` is interned and never an array index.
//! * After an `Abrupt` the isolate's `pending` says what happened; terminations cannot be caught.
//!
//! # Glossary
//! *epoch*: counts changes of prototypes. *protector*: true while something never happened. *own shape*: one that belongs
//! to a single object. *root shape*: the first of a line. *fault*: a failure of a room below, not yet a completion.
//!
//! # What it knows nothing about
//! Syntax, scopes, executable trees, event loops, files.
//!
//! # Sources
//! ECMA-262 §6, §7, §9, §10; V8's descriptor arrays, transition trees and message texts; JavaScriptCore's butterfly.

mod arguments_object;
mod array;
mod array_buffer;
mod assign;
mod async_stack;
mod bigint;
mod bigint_arithmetic;
mod bigint_limbs;
mod bigint_long;
mod bigint_quotient;
mod bigint_transform;
mod bindings;
mod buffer;
mod builtin;
mod butterfly;
mod call_name;
mod comparison;
mod completion;
mod contents;
mod conversion;
mod coverage;
mod debugging;
mod define;
mod describe;
mod descriptor;
mod dictionary;
mod disposal;
mod elements;
mod ephemeron_table;
mod error;
mod function;
mod hooks;
mod internal_methods;
mod isolate;
mod iteration;
mod jobs;
mod key;
mod module;
pub(crate) mod names;
pub(crate) use names::KnownName;
mod object;
mod operations;
mod ordered_hash_table;
mod ordinary;
mod outline;
mod own_keys;
mod promise;
mod property;
mod proxy;
#[cfg(any(debug_assertions, feature = "checked"))]
mod reach;
mod realm;
mod regexp;
mod scope;
mod scope_info;
mod scope_table;
mod shape;
mod stack_trace;
mod string_object;
mod suspension;
mod text;
mod transition;
mod triples;
mod typed_array;
mod upcalls;
mod waiting;

pub(crate) use arguments_object::forget_argument;
pub(crate) use array::{
    array_create, array_create_with_prototype, array_drop_first, array_length, array_make_first, array_push,
    create_array_from_list, create_array_from_words, is_dense, is_plain_array, set_length_unchecked,
};
pub(crate) use array_buffer::{
    allocate_block, array_buffer_from_bytes, buffer_byte_length, buffer_bytes, buffer_maximum, copy_bytes,
    detach_buffer, is_buffer, is_detached_buffer, is_possible_maximum, new_array_buffer, resize_block,
    shared_array_buffer_from_memory, shared_memory, transfer_block, update_bytes,
};
pub(crate) use assign::{ordinary_set, set_with_receiver};
pub(crate) use async_stack::{
    AsyncStacks, TaskFrame, TaskKind, capture_await, capture_task, chain_segments, forget_task, in_task,
    segment_frames, segment_kind, set_async_depth,
};
pub(crate) use bigint::{
    bigint_compare, bigint_equal, bigint_from, bigint_from_digits, bigint_from_parts, bigint_order, bigint_to_string,
    bigint_to_text, number_to_bigint, number_value_of_bigint, string_to_bigint, to_big_int64, to_big_uint64, to_bigint,
    view_bigint,
};
pub(crate) use bigint_arithmetic::{
    BigIntOperator, bigint_as_int_n, bigint_as_uint_n, bigint_binary, bigint_negate, bigint_not, bigint_step,
};
pub(crate) use bindings::{
    code_unit_at, create_arguments_object, define_new, has_plain_iteration, new_private_name, own_attributes, own_word,
    renew_shape, set_own_word, single_unit_string,
};
pub(crate) use buffer::{Buffer, TextBuilder};
pub(crate) use builtin::{
    Builtin, Constructor, accessor, constant_number, constant_symbol, define_global, getter, install,
    install_constructor, method, symbol_getter, symbol_method, tag,
};
pub(crate) use butterfly::{has_elements, slot as property_slot};
pub(crate) use call_name::{CallName, is_identifier};
pub(crate) use comparison::{
    Type, can_be_held_weakly, is_array, is_integral_number, is_less_than, is_loosely_equal, is_strictly_equal,
    same_value, same_value_zero, strings_equal, type_of, typeof_name, typeof_string,
};
pub(crate) use completion::{Abrupt, Completion, Termination};
pub(crate) use completion::{NativeFunction, Pending};
pub(crate) use contents::{first_entries, spare_bytes};
pub(crate) use conversion::{
    Hint, number_to_string, ordinary_to_primitive, primitive_object, primitive_prototype, require_object_coercible,
    string_to_key, to_boolean, to_index, to_int32, to_integer_or_infinity, to_length, to_number, to_numeric, to_object,
    to_primitive, to_property_key, to_relative_index, to_string, to_uint32,
};
pub(crate) use coverage::Coverage;
pub(crate) use debugging::{Breakpoint, Debugging, Step, Stopped, Suspended, Throws, tell_throw};
pub(crate) use define::{accessor_pair, define_own_property, ordinary_define_own_property};
pub(crate) use describe::{
    class_of_shape, constructor_name, constructor_of_shape, describe, describe_key, describe_operand, first_units,
    intrinsic_word, throw_cannot_set,
};
pub(crate) use descriptor::{PropertyDescriptor, from_property_descriptor, to_property_descriptor};
pub(crate) use disposal::{
    DisposeHint, begin_disposal, continue_disposal, create_disposable_resource, create_disposal_method, end_disposal,
    link_resource, note_disposal_error, owner_of_disposal,
};
pub(crate) use elements::{
    dense as dense_elements, grow as grow_elements, is_sparse as has_sparse_elements, put as put_element,
    reserve as reserve_elements,
};
pub(crate) use ephemeron_table::{
    ephemeron_table, weak_collection_delete, weak_collection_entries, weak_collection_get, weak_collection_has,
    weak_collection_set,
};
pub(crate) use error::{
    capture_stack, create_error, stack_frames, throw_error, throw_range_error, throw_reference_error,
    throw_stack_overflow, throw_syntax_error, throw_type_error,
};
pub(crate) use function::{
    FRAME_HEADER, NativeDescription, bound_function_create, call, callee_data, construct, create_builtin_function,
    default_lazy_prototype, get_function_realm, is_callable, is_callable_raw, is_constructor,
};
#[cfg(test)]
pub(crate) use hooks::NoHost;
pub(crate) use hooks::{HostHooks, RejectionOperation};
pub(crate) use internal_methods::{Exotic, InternalMethods, ORDINARY};
pub(crate) use isolate::Isolate;
pub(crate) use isolate::{
    AllocationSite, ArrayIteration, BirthPlace, GeneratorIteration, IsolateOptions, ThrowSite, stack_address,
};
pub(crate) use iteration::{
    IteratorRecord, create_async_from_sync_iterator, create_iter_result_object, get_iterator, get_iterator_direct,
    get_iterator_from_method, is_original_iterator, iterable_to_array, iterator_close, iterator_close_abrupt,
    iterator_complete, iterator_next, iterator_step_value, require_iterator_result, throw_not_iterable,
};
pub(crate) use jobs::{enqueue_job, forget_jobs, run_job, run_jobs};
pub(crate) use key::PropertyKey;
pub(crate) use module::{
    ModuleLists, ModulePlace, ModuleStatus, attribute_pairs, begin_dynamic_import, create_default_export_module,
    create_module, create_synthetic_module, evaluate_module, get_module_namespace, has_async_graph, link_module,
    load_requested_modules, module_of_id, module_status, remember_module, set_synthetic_export,
};
pub(crate) use object::{
    allocate_object, first_slot, identity_hash, is_object, make_object, normalize, object_from_words,
    object_with_capacity, ordinary_is_extensible, ordinary_object, ordinary_object_create, ordinary_prevent_extensions,
    ordinary_set_prototype_of, prototype_of,
};
pub(crate) use operations::{
    create_data_property, create_data_property_or_throw, create_list_from_array_like, define_property_or_throw,
    delete_property_or_throw, get, get_index, get_known, get_method, get_prototype_from_constructor, get_v,
    has_own_property, index_key, instance_of, invoke, length_of_array_like, ordinary_create_from_constructor,
    ordinary_has_instance, put_value, set, set_index, species_constructor, throw_falsish,
};
pub(crate) use ordered_hash_table::{
    canonical_key, collection_clear, collection_delete, collection_get, collection_has, collection_set,
    collection_size, cursor_next, cursor_start, new_cursor, ordered_table,
};
pub(crate) use ordinary::{
    delete, get_own_property, get_prototype_of, get_with_receiver, has_property, is_extensible, own_property,
    prevent_extensions, set_prototype_of,
};
pub(crate) use outline::{Outline, OutlinedFunction, TextPlace};
pub(crate) use own_keys::{
    Enumerate, IntegrityLevel, KeyList, copy_data_properties, enumerable_own_properties, key_to_value,
    ordinary_own_property_keys, own_names, own_property_keys, set_integrity_level, test_integrity_level,
};
pub(crate) use promise::{
    PromiseCapability, PromiseState, anonymous_function, await_promise, await_promise_in, create_promise,
    create_resolving_functions, enqueue_microtask, is_promise_handled, mark_promise_handled, new_hidden_capability,
    new_promise, new_promise_capability, perform_promise_then, promise_resolve, promise_result, promise_state,
    reject_promise, resolve_promise,
};
pub(crate) use property::{add as add_property, write as write_property};
pub(crate) use proxy::{
    innermost_target, meets_proxy, next_prototype, proxy_create, proxy_revoke, refusing_trap, throw_revoked,
};
#[cfg(any(debug_assertions, feature = "checked"))]
pub(crate) use reach::Reach;
pub(crate) use realm::{Intrinsic, create_realm};
pub(crate) use regexp::{
    Asks, compile_regexp, flags_of_regexp, is_pristine_regexp, last_match, literal_regexp_program, new_regexp,
    new_regexp_program, note_match, note_originals, regexp_captures, regexp_find, regexp_group, regexp_names,
    regexp_result, set_last_input, set_regexp_program, shape_of_regexps,
};
pub(crate) use scope::Variable;
pub(crate) use scope::{Arguments, Scope};
pub(crate) use scope_info::{ScopeInfo, make_scope_info, set_scope_variable, set_variable_kind};
pub(crate) use scope_table::{ScopeTable, TabledScope};
pub(crate) use shape::{Lookup, Shape, Traits, lookup, own_named};
pub(crate) use stack_trace::{CapturedFrame, FrameInfo, awaiting, captured_frames, promise_of_resumed};
pub(crate) use suspension::{ResumeMode, SuspendReason, Suspension};
pub(crate) use text::{concat_integer, concat_strings, rust_text, string_length, string_property, substring, units};
pub(crate) use transition::{root_shape, shape_of, transition_for_add};
pub(crate) use triples::Triples;
pub(crate) use typed_array::{
    ByteOrder, Element, ElementType, View, element_bytes, element_type, element_value, is_length_tracking, make_view,
    new_typed_array, read_element, to_element, typed_array_get, typed_array_set, typed_array_store, typed_index,
    view_bytes, view_bytes_mut, view_of, write_element,
};
pub(crate) use upcalls::{DynamicFunction, DynamicSource, SourcePlace};
pub(crate) use waiting::{add_async_wait, settle_async_waits};

#[cfg(test)]
mod tests;
