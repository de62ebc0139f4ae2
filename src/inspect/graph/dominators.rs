//! What holds what alone: the dominator tree, and with it retained sizes.
//!
//! **Source.** Thomas Lengauer and Robert Endre Tarjan, *A fast algorithm for finding dominators in a flowgraph*, 1979,
//! in its simple form. All arrays are by the number of a node in the depth-first walk; nothing recurses. What only weak
//! edges lead to hangs on the root.

use super::HeapGraph;
use super::essential::EdgeSet;

/// No number.
const NONE: u32 = u32::MAX;

/// The dominator tree.
pub(crate) struct Dominators {
    /// The immediate dominator of each node; the root is its own.
    parents: Vec<u32>,
    /// Nodes, each behind its dominator.
    order: Vec<u32>,
}

impl Dominators {
    /// The tree of a graph.
    pub(crate) fn of(graph: &HeapGraph) -> Dominators {
        let essential = graph.essential_edges();
        let retainers = Retainers::of(graph, &essential);
        let walk = Walk::of(graph, &essential, &retainers);
        let dominators = immediate(&walk, &retainers);
        let mut parents = vec![0; graph.len()];
        for (number, &node) in walk.order.iter().enumerate() {
            parents[node as usize] = walk.order[dominators[number] as usize];
        }
        Dominators { parents, order: walk.order }
    }

    /// What dominates a node immediately; the root dominates itself.
    pub(crate) fn get(&self, node: u32) -> u32 {
        self.parents[node as usize]
    }

    /// What would go with each node: its own bytes and all that it dominates.
    pub(crate) fn retained_sizes(&self, sizes: &[u64]) -> Vec<u64> {
        let mut retained = sizes.to_vec();
        for &node in self.order[1..].iter().rev() {
            retained[self.get(node) as usize] += retained[node as usize];
        }
        retained
    }

    /// Nodes, each behind its dominator.
    pub(crate) fn order(&self) -> &[u32] {
        &self.order
    }
}

/// Who is dominated immediately, as lists.
pub(crate) struct Children {
    heads: Vec<u32>,
    nexts: Vec<u32>,
}

impl Children {
    /// Those of a tree.
    pub(crate) fn of(dominators: &Dominators) -> Children {
        let count = dominators.order().len();
        let mut children = Children { heads: vec![u32::MAX; count], nexts: vec![u32::MAX; count] };
        for &node in &dominators.order()[1..] {
            let parent = dominators.get(node) as usize;
            children.nexts[node as usize] = std::mem::replace(&mut children.heads[parent], node);
        }
        children
    }

    /// What a node dominates immediately.
    pub(crate) fn get(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let first = Some(self.heads[node as usize]).filter(|&child| child != u32::MAX);
        std::iter::successors(first, |&child| Some(self.nexts[child as usize]).filter(|&child| child != u32::MAX))
    }
}

/// Who leads to a node, by edges that keep.
struct Retainers {
    first: Vec<u32>,
    nodes: Vec<u32>,
}

impl Retainers {
    fn of(graph: &HeapGraph, essential: &EdgeSet) -> Retainers {
        let mut first = vec![0u32; graph.len() + 1];
        let kept = |index: &usize| essential.has(*index);
        (0..graph.edges.len()).filter(kept).for_each(|index| first[graph.edges[index].to as usize] += 1);
        let mut total = 0;
        for count in &mut first {
            total += *count;
            *count = total;
        }
        let mut nodes = vec![0; total as usize];
        for node in (0..graph.len() as u32).rev() {
            for index in graph.edges_of(node).rev().filter(kept) {
                let place = &mut first[graph.edges[index].to as usize];
                *place -= 1;
                nodes[*place as usize] = node;
            }
        }
        Retainers { first, nodes }
    }

    fn get(&self, node: u32) -> &[u32] {
        &self.nodes[self.first[node as usize] as usize..self.first[node as usize + 1] as usize]
    }
}

/// A depth-first walk.
struct Walk {
    /// Nodes by number.
    order: Vec<u32>,
    /// Numbers by node.
    numbers: Vec<u32>,
    /// The number of the node from which a number was reached.
    parents: Vec<u32>,
}

impl Walk {
    fn of(graph: &HeapGraph, essential: &EdgeSet, retainers: &Retainers) -> Walk {
        let count = graph.len();
        let mut walk =
            Walk { order: Vec::with_capacity(count), numbers: vec![NONE; count], parents: Vec::with_capacity(count) };
        walk.from(graph, essential, 0);
        // First what nobody keeps, then what only keeps itself.
        for node in 0..count as u32 {
            if walk.numbers[node as usize] == NONE && retainers.get(node).is_empty() {
                walk.from(graph, essential, node);
            }
        }
        for node in 0..count as u32 {
            if walk.numbers[node as usize] == NONE {
                walk.meet(node, 0);
            }
        }
        walk
    }

    fn meet(&mut self, node: u32, parent: u32) -> u32 {
        let number = self.order.len() as u32;
        self.numbers[node as usize] = number;
        self.order.push(node);
        self.parents.push(parent);
        number
    }

    fn from(&mut self, graph: &HeapGraph, essential: &EdgeSet, start: u32) {
        let mut path = vec![(self.meet(start, 0), graph.edges_of(start))];
        while let Some((number, edges)) = path.last_mut() {
            let number = *number;
            let next =
                edges.find(|&index| essential.has(index) && self.numbers[graph.edges[index].to as usize] == NONE);
            match next {
                Some(index) => {
                    let to = graph.edges[index].to;
                    path.push((self.meet(to, number), graph.edges_of(to)));
                }
                None => {
                    path.pop();
                }
            }
        }
    }
}

/// The forest that the algorithm links, with its labels.
struct Forest {
    ancestors: Vec<u32>,
    labels: Vec<u32>,
    semi: Vec<u32>,
    path: Vec<u32>,
}

impl Forest {
    /// The node with the least semidominator on the way up from a node, its root left out.
    fn evaluate(&mut self, node: u32) -> u32 {
        if self.ancestors[node as usize] == NONE {
            return node;
        }
        let mut at = node;
        while self.ancestors[self.ancestors[at as usize] as usize] != NONE {
            self.path.push(at);
            at = self.ancestors[at as usize];
        }
        while let Some(below) = self.path.pop() {
            let above = self.ancestors[below as usize];
            let (mine, theirs) = (self.labels[below as usize], self.labels[above as usize]);
            if self.semi[theirs as usize] < self.semi[mine as usize] {
                self.labels[below as usize] = theirs;
            }
            self.ancestors[below as usize] = self.ancestors[above as usize];
        }
        self.labels[node as usize]
    }
}

/// The number of the immediate dominator of each number.
fn immediate(walk: &Walk, retainers: &Retainers) -> Vec<u32> {
    let count = walk.order.len();
    let numbers = || (0..count as u32).collect::<Vec<_>>();
    let mut forest = Forest { ancestors: vec![NONE; count], labels: numbers(), semi: numbers(), path: Vec::new() };
    let mut dominators = vec![0; count];
    // Lists of those whose semidominator a node is.
    let (mut heads, mut nexts) = (vec![NONE; count], vec![NONE; count]);
    for number in (1..count as u32).rev() {
        let at = number as usize;
        let before = retainers.get(walk.order[at]);
        // What nobody keeps hangs on the root.
        let mut least = if before.is_empty() { 0 } else { number };
        for &node in before {
            let best = forest.evaluate(walk.numbers[node as usize]);
            least = least.min(forest.semi[best as usize]);
        }
        forest.semi[at] = least;
        nexts[at] = std::mem::replace(&mut heads[least as usize], number);
        let parent = walk.parents[at];
        forest.ancestors[at] = parent;
        let mut listed = std::mem::replace(&mut heads[parent as usize], NONE);
        while listed != NONE {
            let best = forest.evaluate(listed);
            let is_below = forest.semi[best as usize] < forest.semi[listed as usize];
            dominators[listed as usize] = if is_below { best } else { parent };
            listed = nexts[listed as usize];
        }
    }
    for number in 1..count {
        if dominators[number] != forest.semi[number] {
            dominators[number] = dominators[dominators[number] as usize];
        }
    }
    dominators
}
