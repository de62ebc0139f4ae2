//! What objects are called: by the constructor that their shape leads to, else by their kind.

use crate::heap::{HeapView, ObjectView, RootId};
use crate::runtime::class_of_shape;
use std::collections::HashMap;

/// Names told apart, at most; shapes that are remembered.
const MOST_LABELS: usize = 2048;
const MOST_SHAPES: usize = 32 << 10;
/// Characters of a name, at most.
const LONGEST_LABEL: usize = 80;

/// Names by number.
pub(super) struct Labels {
    known_names: RootId,
    pub(super) list: Vec<String>,
    numbers: HashMap<String, u32>,
    by_shape: HashMap<u32, Option<u32>, ahash::RandomState>,
    by_kind: [Option<u32>; 256],
    /// The shape that was asked for last, and its name.
    last: Option<(u32, Option<u32>)>,
    generation: u32,
}

impl Labels {
    pub(super) fn new(known_names: RootId) -> Labels {
        Labels {
            known_names,
            list: Vec::new(),
            numbers: HashMap::new(),
            by_shape: HashMap::with_hasher(ahash::RandomState::with_seeds(1, 2, 3, 4)),
            by_kind: [None; 256],
            last: None,
            generation: 0,
        }
    }

    /// Before a picture: forgets shapes whose ids may belong to others now.
    pub(super) fn renew(&mut self, view: &HeapView<'_>) {
        let Some(heap) = view.heap() else { return };
        if heap.shape_generation() != self.generation || self.by_shape.len() > MOST_SHAPES {
            self.generation = heap.shape_generation();
            self.by_shape.clear();
            self.last = None;
        }
    }

    /// The number of an object's name.
    pub(super) fn of(&mut self, view: &HeapView<'_>, object: &ObjectView) -> u32 {
        let by_class = object.shape.and_then(|shape| self.of_shape(view, shape));
        if let Some(number) = by_class.or(self.by_kind[object.kind as usize]) {
            return number;
        }
        let number = self.number(label_of_kind(view.kind_name(object.kind)));
        self.by_kind[object.kind as usize] = Some(number);
        number
    }

    fn of_shape(&mut self, view: &HeapView<'_>, shape: u32) -> Option<u32> {
        if let Some((_, known)) = self.last.filter(|&(last, _)| last == shape) {
            return known;
        }
        if let Some(&known) = self.by_shape.get(&shape) {
            self.last = Some((shape, known));
            return known;
        }
        let class = class_of_shape(view.heap()?, self.known_names, shape);
        let number = class.map(|class| self.number(class.chars().take(LONGEST_LABEL).collect()));
        self.by_shape.insert(shape, number);
        number
    }

    fn number(&mut self, label: String) -> u32 {
        if let Some(&number) = self.numbers.get(&label) {
            return number;
        }
        if self.list.len() == MOST_LABELS {
            // The last one stands for all that come later.
            return MOST_LABELS as u32 - 1;
        }
        let number = self.list.len() as u32;
        let label = if self.list.len() + 1 == MOST_LABELS { "(one of many)".to_owned() } else { label };
        self.list.push(label.clone());
        self.numbers.insert(label, number);
        number
    }
}

/// What readers call a kind of the kind table.
fn label_of_kind(name: &str) -> String {
    let known = match name {
        "ordinary" => "Object",
        "string_latin1" | "string_two_byte" => "string",
        "rope" => "string (concatenated)",
        "slice" => "string (a part of another)",
        "words" => "list of values",
        "context" => "captured variables",
        "butterfly" => "elements and properties of an object",
        "code" => "code",
        "feedback" => "inline caches",
        "proxy" => "Proxy",
        other => return other.replace('_', " "),
    };
    known.to_owned()
}
