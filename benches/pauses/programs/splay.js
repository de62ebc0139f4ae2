// A splay tree of records: half the nodes change places, each change replaces a record of strings and arrays.
function Node(key, value) { this.key = key; this.value = value; this.left = null; this.right = null; }
function Tree() { this.root = null; }
Tree.prototype.splay = function (key) {
  if (this.root === null) return;
  const dummy = new Node(0, null);
  let left = dummy, right = dummy, current = this.root;
  for (;;) {
    if (key < current.key) {
      if (current.left === null) break;
      if (key < current.left.key) {
        const other = current.left;
        current.left = other.right;
        other.right = current;
        current = other;
        if (current.left === null) break;
      }
      right.left = current;
      right = current;
      current = current.left;
    } else if (key > current.key) {
      if (current.right === null) break;
      if (key > current.right.key) {
        const other = current.right;
        current.right = other.left;
        other.left = current;
        current = other;
        if (current.right === null) break;
      }
      left.right = current;
      left = current;
      current = current.right;
    } else break;
  }
  left.right = current.left;
  right.left = current.right;
  current.left = dummy.right;
  current.right = dummy.left;
  this.root = current;
};
Tree.prototype.insert = function (key, value) {
  if (this.root === null) { this.root = new Node(key, value); return; }
  this.splay(key);
  if (this.root.key === key) return;
  const node = new Node(key, value);
  if (key > this.root.key) { node.left = this.root; node.right = this.root.right; this.root.right = null; }
  else { node.right = this.root; node.left = this.root.left; this.root.left = null; }
  this.root = node;
};
Tree.prototype.remove = function (key) {
  this.splay(key);
  if (this.root === null || this.root.key !== key) return;
  if (this.root.left === null) { this.root = this.root.right; return; }
  const right = this.root.right;
  this.root = this.root.left;
  this.splay(key);
  this.root.right = right;
};
let seed = 49734321;
function random() { seed = (seed * 16807) % 2147483647; return seed; }
function payload(depth, tag) {
  if (depth === 0) return { array: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], string: 'String for key ' + tag + ' in leaf node' };
  return { left: payload(depth - 1, tag), right: payload(depth - 1, tag) };
}
const tree = new Tree();
const keys = [];
for (let i = 0; i < 8000; i++) { const key = random(); keys.push(key); tree.insert(key, payload(5, key)); }
for (let i = 0; i < 40000; i++) {
  const at = random() % keys.length;
  tree.remove(keys[at]);
  keys[at] = random();
  tree.insert(keys[at], payload(5, keys[at]));
}
