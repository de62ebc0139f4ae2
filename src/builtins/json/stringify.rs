//! `JSON.stringify` – ECMA-262 §25.5.2 <https://tc39.es/ecma262/#sec-json.stringify>

use super::circle::{Level, LevelKey, throw_circular};
use super::quote::{push_plain, push_quoted};
use super::revive::enumerable_strings;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Completion, Lookup, PropertyKey, Scope, Shape, TextBuilder, array_create, array_length, array_push,
    call, create_data_property, dense_elements, get, get_index, get_v, has_elements, has_own_property, index_key,
    is_array, is_callable, is_object, key_to_value, length_of_array_like, lookup, ordinary_object,
    ordinary_object_create, own_property_keys, property_slot, shape_of, string_to_key, throw_type_error,
    to_integer_or_infinity, to_number, to_string, units,
};
use crate::value::layout::wrapper;
use crate::value::{self, kind, layout, number};

/// The state of a serialization (§25.5.2, JSON Serialization Record).
struct Serializer<'s> {
    text: TextBuilder,
    /// The text of one step of indentation: at most ten units.
    gap: Vec<u16>,
    /// The replacer, if it is a function.
    function: Option<Local<'s>>,
    /// The names to serialize, an array, if the replacer is one.
    names: Option<Local<'s>>,
    /// The objects being serialized, the outermost first.
    levels: Vec<Level>,
    /// Shapes of plain objects and arrays without `toJSON`, as found in `epoch` and since script last ran.
    plain_shapes: [u32; PLAIN_SHAPES],
    epoch: u32,
}

/// How many shapes a serialization remembers.
const PLAIN_SHAPES: usize = 8;

/// JSON.stringify ( value [ , replacer [ , space ] ] ) – <https://tc39.es/ecma262/#sec-json.stringify>
pub(super) fn stringify<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (value, replacer) = (arguments.get(0), arguments.get(1));
    let (mut function, mut names) = (None, None);
    if is_callable(cx, replacer) {
        function = Some(replacer);
    } else if is_object(cx.raw(replacer)) && is_array(cx, replacer)? {
        names = Some(property_list(cx, replacer)?);
    }
    let gap = read_gap(cx, arguments.get(2))?;
    let mut serializer = Serializer {
        text: TextBuilder::new(),
        gap,
        function,
        names,
        levels: Vec::new(),
        plain_shapes: [0; PLAIN_SHAPES],
        epoch: cx.prototype_epoch,
    };
    let key = PropertyKey::Known(KnownName::Empty);
    let holder = match function {
        Some(_) => {
            let holder = ordinary_object(cx)?;
            create_data_property(cx, holder, key, value)?;
            holder
        }
        // Only a replacer could see it.
        None => Local::UNDEFINED,
    };
    if !serializer.property(cx, holder, key, value)? {
        return Ok(Local::UNDEFINED);
    }
    serializer.text.finish(cx)
}

/// The names in a replacer that is an array, each once.
fn property_list<'s>(cx: &mut Scope<'s>, replacer: Local<'s>) -> Completion<Local<'s>> {
    let list = array_create(cx, 0)?;
    let seen = ordinary_object_create(cx, Local::NULL)?;
    let length = length_of_array_like(cx, replacer)?;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let item = get_index(&mut cx, replacer, index)?;
        let raw = cx.raw(item);
        let is_name =
            value::is_string(raw) || raw.is_number() || matches!(raw.kind(), kind::STRING_OBJECT | kind::NUMBER_OBJECT);
        if !is_name {
            continue;
        }
        let name = to_string(&mut cx, item)?;
        let key = string_to_key(&mut cx, name)?;
        if !has_own_property(&mut cx, seen, key)? {
            create_data_property(&mut cx, seen, key, Local::TRUE)?;
            array_push(&mut cx, list, name)?;
        }
    }
    Ok(list)
}

/// The text of one step of indentation.
fn read_gap<'s>(cx: &mut Scope<'s>, space: Local<'s>) -> Completion<Vec<u16>> {
    let space = match cx.raw(space).kind() {
        kind::NUMBER_OBJECT => Local::number(to_number(cx, space)?),
        kind::STRING_OBJECT => to_string(cx, space)?,
        _ => space,
    };
    if cx.raw(space).is_number() {
        let count = to_integer_or_infinity(cx, space)?.clamp(0.0, 10.0);
        return Ok(vec![b' ' as u16; count as usize]);
    }
    if !value::is_string(cx.raw(space)) {
        return Ok(Vec::new());
    }
    Ok(units(cx, space)?.slice(0, 10).iter().collect())
}

/// The shape of an ordinary object whose properties are those of the shape, and how many there are.
fn plain_layout<'i>(cx: &mut Scope<'i>, object: Local<'i>) -> Completion<Option<(Local<'i>, usize)>> {
    let raw = cx.raw(object);
    let shape = Shape::of(cx.heap(), raw);
    let own = layout::shape::DICTIONARY | layout::shape::IS_PROTOTYPE;
    if !raw.is_kind(kind::ORDINARY) || shape.traits().flags & own != 0 || has_elements(cx.heap(), raw) {
        return Ok(None);
    }
    let count = shape.count();
    let shape = shape_of(cx, object)?;
    Ok(Some((shape, count)))
}

/// The key of an entry of a shape, if it is an enumerable string.
fn entry_key<'i>(cx: &mut Scope<'i>, shape: Local<'_>, entry: usize) -> Completion<Option<PropertyKey<'i>>> {
    let Some(table) = Shape(cx.raw(shape)).table() else { return Ok(None) };
    if table.key(entry).is_kind(kind::SYMBOL) || !table.meta(entry).has(layout::attribute::ENUMERABLE) {
        return Ok(None);
    }
    let slot = cx.heap.root(table.key(entry));
    cx.adopt(slot).map(|key| Some(PropertyKey::Name(key)))
}

/// The value of an entry of a shape in an object that has this shape; `None` if it takes more than reading it.
fn entry_value<'i>(
    cx: &mut Scope<'i>,
    object: Local<'i>,
    shape: Local<'_>,
    entry: usize,
) -> Completion<Option<Local<'i>>> {
    let view = Shape(cx.raw(shape));
    let meta = view.table().map(|table| table.meta(entry));
    if view.id() != cx.raw(object).aux() || !meta.is_some_and(|meta| meta.is_plain_readable()) {
        return Ok(None);
    }
    let location = view.traits().location(entry as u32);
    cx.local(|isolate| property_slot(isolate.heap.get(object), location)).map(Some)
}

/// The brackets around a level.
#[derive(Clone, Copy)]
struct Brackets(u8, u8);

impl Serializer<'_> {
    /// SerializeJSONProperty ( state, key, holder ) for a value got already; false when it has no JSON text –
    /// <https://tc39.es/ecma262/#sec-serializejsonproperty>
    fn property<'i>(
        &mut self,
        cx: &mut Scope<'i>,
        holder: Local<'i>,
        key: PropertyKey<'i>,
        value: Local<'i>,
    ) -> Completion<bool> {
        let mut value = value;
        let may_convert = is_object(cx.raw(value)) && !self.lacks_to_json(cx, value);
        if may_convert || cx.raw(value).is_kind(kind::BIGINT) {
            self.plain_shapes = [0; PLAIN_SHAPES];
            let method = get_v(cx, value, PropertyKey::Known(KnownName::ToJSON))?;
            if is_callable(cx, method) {
                let name = key_to_value(cx, key)?;
                value = call(cx, method, value, &[name])?;
            }
        }
        if let Some(function) = self.function {
            self.plain_shapes = [0; PLAIN_SHAPES];
            let function = cx.variable(function)?.get();
            let name = key_to_value(cx, key)?;
            value = call(cx, function, holder, &[name, value])?;
        }
        value = match cx.raw(value).kind() {
            kind::NUMBER_OBJECT => Local::number(to_number(cx, value)?),
            kind::STRING_OBJECT => to_string(cx, value)?,
            kind::BOOLEAN_OBJECT | kind::BIGINT_OBJECT => cx.word(value, wrapper::VALUE)?,
            _ => value,
        };
        self.value(cx, key, value)
    }

    /// Whether a plain object or array surely has no `toJSON`, nor inherits one.
    fn lacks_to_json(&mut self, cx: &Scope<'_>, value: Local<'_>) -> bool {
        let raw = cx.raw(value);
        let shape = raw.aux();
        if !raw.is_kind(kind::ORDINARY) && !raw.is_kind(kind::ARRAY) {
            return false;
        }
        if self.epoch != cx.prototype_epoch {
            self.plain_shapes = [0; PLAIN_SHAPES];
            self.epoch = cx.prototype_epoch;
        }
        if self.plain_shapes.contains(&shape) {
            return true;
        }
        let lacks = matches!(lookup(cx, raw, cx.known(KnownName::ToJSON)), Lookup::Absent { cacheable: true });
        if lacks {
            self.plain_shapes.rotate_right(1);
            self.plain_shapes[0] = shape;
        }
        lacks
    }

    /// Get ( array, key ), short for a fast element.
    fn element<'i>(&mut self, cx: &mut Scope<'i>, array: Local<'i>, key: PropertyKey<'i>) -> Completion<Local<'i>> {
        let raw = cx.raw(array);
        if let PropertyKey::Index(index) = key
            && raw.is_kind(kind::ARRAY)
            && let Some((wings, first, count)) = dense_elements(raw)
            && (index as usize) < count
            && !wings.word(first + index as usize).is_hole()
        {
            let word = first + index as usize;
            return cx.local(|isolate| isolate.heap.get(array).word(layout::BUTTERFLY).word(word));
        }
        self.plain_shapes = [0; PLAIN_SHAPES];
        get(cx, array, key)
    }

    /// The text of a value that nobody replaces any more.
    fn value<'i>(&mut self, cx: &mut Scope<'i>, key: PropertyKey<'i>, value: Local<'i>) -> Completion<bool> {
        let raw = cx.raw(value);
        if raw.is_number() {
            let number = raw.as_number();
            let text = number::number_to_string(number);
            self.text.push_latin1(cx, if number.is_finite() { text.as_bytes() } else { b"null" })?;
        } else if let Some(word) = raw.as_immediate() {
            let name: &[u8] = match word {
                value::Value::NULL => b"null",
                value::Value::TRUE => b"true",
                value::Value::FALSE => b"false",
                _ => return Ok(false),
            };
            self.text.push_latin1(cx, name)?;
        } else if value::is_string(raw) {
            push_quoted(cx, &mut self.text, value)?;
        } else if raw.is_kind(kind::BIGINT) {
            return Err(throw_type_error(cx, format_args!("Do not know how to serialize a BigInt")));
        } else if raw.is_kind(kind::RAW_JSON) {
            let key = cx.name("rawJSON")?;
            let text = get(cx, value, key)?;
            self.text.push_string(cx, text)?;
        } else if is_object(raw) && !is_callable(cx, value) {
            self.object_or_array(cx, key, value)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn object_or_array<'i>(&mut self, cx: &mut Scope<'i>, key: PropertyKey<'i>, value: Local<'i>) -> Completion<()> {
        cx.check_stack()?;
        let key = match key {
            PropertyKey::Index(index) => LevelKey::Index(index),
            PropertyKey::Name(name) => LevelKey::Name(cx.variable(name)?.slot()),
            PropertyKey::Known(KnownName::Empty) => LevelKey::Root,
            PropertyKey::Known(name) => {
                let name = cx.known_string(name)?;
                LevelKey::Name(cx.variable(name)?.slot())
            }
        };
        let object = cx.variable(value)?.slot();
        let met = |level: &Level| cx.raw(Local::in_slot(level.object)).identical(cx.raw(value));
        if let Some(first) = self.levels.iter().position(met) {
            return Err(throw_circular(cx, &self.levels[first..], key));
        }
        self.levels.push(Level { object, key });
        if is_array(cx, value)? {
            self.array(cx, value)?
        } else {
            self.object(cx, value)?
        }
        self.levels.pop();
        Ok(())
    }

    /// SerializeJSONArray ( state, value ) – <https://tc39.es/ecma262/#sec-serializejsonarray>
    fn array<'i>(&mut self, cx: &mut Scope<'i>, array: Local<'i>) -> Completion<()> {
        let brackets = Brackets(b'[', b']');
        let length = length_of_array_like(cx, array)?;
        self.text.push_latin1(cx, &[brackets.0])?;
        for index in 0..length {
            let mut cx = cx.open();
            cx.step(1)?;
            self.separate(&mut cx, index == 0)?;
            let key = index_key(&mut cx, index)?;
            let value = self.element(&mut cx, array, key)?;
            if !self.property(&mut cx, array, key, value)? {
                self.text.push_latin1(&mut cx, b"null")?;
            }
        }
        self.close(cx, brackets, length == 0)
    }

    /// SerializeJSONObject ( state, value ) – <https://tc39.es/ecma262/#sec-serializejsonobject>
    fn object<'i>(&mut self, cx: &mut Scope<'i>, object: Local<'i>) -> Completion<()> {
        let brackets = Brackets(b'{', b'}');
        self.text.push_latin1(cx, &[brackets.0])?;
        let mut is_empty = true;
        if let Some(names) = self.names {
            let count = array_length(cx.raw(names)) as u64;
            for index in 0..count {
                let mut cx = cx.open();
                let names = cx.variable(names)?.get();
                let name = get_index(&mut cx, names, index)?;
                let key = string_to_key(&mut cx, name)?;
                is_empty &= !self.member(&mut cx, object, key, None, is_empty)?;
            }
        } else if let Some((shape, count)) = plain_layout(cx, object)? {
            for entry in 0..count {
                let mut cx = cx.open();
                let Some(key) = entry_key(&mut cx, shape, entry)? else { continue };
                let value = entry_value(&mut cx, object, shape, entry)?;
                is_empty &= !self.member(&mut cx, object, key, value, is_empty)?;
            }
        } else {
            let keys = own_property_keys(cx, object)?;
            let enumerable = enumerable_strings(cx, object, keys)?;
            for (index, is_wanted) in enumerable.iter().enumerate() {
                let mut cx = cx.open();
                if *is_wanted {
                    let key = keys.get(&mut cx, index)?;
                    is_empty &= !self.member(&mut cx, object, key, None, is_empty)?;
                }
            }
        }
        self.close(cx, brackets, is_empty)
    }

    /// A property of an object with its name; false when it has no JSON text. Its value if it is known.
    fn member<'i>(
        &mut self,
        cx: &mut Scope<'i>,
        object: Local<'i>,
        key: PropertyKey<'i>,
        value: Option<Local<'i>>,
        is_first: bool,
    ) -> Completion<bool> {
        cx.step(1)?;
        let value = match value {
            Some(value) => value,
            None => {
                self.plain_shapes = [0; PLAIN_SHAPES];
                get(cx, object, key)?
            }
        };
        let start = self.text.len();
        let name = key_to_value(cx, key)?;
        let before: &[u8] = if is_first { b"\"" } else { b",\"" };
        if !self.gap.is_empty() || !push_plain(cx, &mut self.text, name, before, b"\":")? {
            self.separate(cx, is_first)?;
            push_quoted(cx, &mut self.text, name)?;
            self.text.push_latin1(cx, if self.gap.is_empty() { b":" } else { b": " })?;
        }
        let is_written = self.property(cx, object, key, value)?;
        if !is_written {
            self.text.truncate(start);
        }
        Ok(is_written)
    }

    /// What stands before a member: a comma unless it is the first, then a new line if there is a gap.
    fn separate(&mut self, cx: &mut Scope<'_>, is_first: bool) -> Completion<()> {
        if !is_first {
            self.text.push_latin1(cx, b",")?;
        }
        self.new_line(cx, self.levels.len())
    }

    fn close(&mut self, cx: &mut Scope<'_>, brackets: Brackets, is_empty: bool) -> Completion<()> {
        if !is_empty {
            self.new_line(cx, self.levels.len().saturating_sub(1))?;
        }
        self.text.push_latin1(cx, &[brackets.1])
    }

    fn new_line(&mut self, cx: &mut Scope<'_>, depth: usize) -> Completion<()> {
        if self.gap.is_empty() {
            return Ok(());
        }
        self.text.push_latin1(cx, b"\n")?;
        for _ in 0..depth {
            for &unit in &self.gap {
                self.text.push_unit(cx, unit)?;
            }
        }
        Ok(())
    }
}
