// A self-adjusting search tree: old nodes change, new ones come and go.
class Node {
  constructor(key, payload) {
    this.key = key;
    this.payload = payload;
    this.left = null;
    this.right = null;
  }
}
class Tree {
  constructor() {
    this.root = null;
    this.size = 0;
  }
  splay(key) {
    if (this.root === null) return;
    const side = new Node(0, null);
    let smaller = side;
    let larger = side;
    let node = this.root;
    for (;;) {
      if (key < node.key) {
        if (node.left === null) break;
        if (key < node.left.key) {
          const child = node.left;
          node.left = child.right;
          child.right = node;
          node = child;
          if (node.left === null) break;
        }
        larger.left = node;
        larger = node;
        node = node.left;
      } else if (key > node.key) {
        if (node.right === null) break;
        if (key > node.right.key) {
          const child = node.right;
          node.right = child.left;
          child.left = node;
          node = child;
          if (node.right === null) break;
        }
        smaller.right = node;
        smaller = node;
        node = node.right;
      } else {
        break;
      }
    }
    smaller.right = node.left;
    larger.left = node.right;
    node.left = side.right;
    node.right = side.left;
    this.root = node;
  }
  insert(key, payload) {
    const node = new Node(key, payload);
    this.size++;
    if (this.root === null) {
      this.root = node;
      return;
    }
    this.splay(key);
    const root = this.root;
    if (key > root.key) {
      node.left = root;
      node.right = root.right;
      root.right = null;
    } else {
      node.right = root;
      node.left = root.left;
      root.left = null;
    }
    this.root = node;
  }
  removeRoot() {
    const { key, left, right } = this.root;
    this.size--;
    if (left === null) {
      this.root = right;
    } else {
      this.root = left;
      this.splay(key);
      this.root.right = right;
    }
    return key;
  }
}
let seed = 49734321;
function random() {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed;
}
function payload(depth, key) {
  return depth === 0
    ? { array: [0, 1, 2, 3, 4, 5, 6, 7], text: 'key ' + key }
    : { left: payload(depth - 1, key), right: payload(depth - 1, key) };
}
function run(size, changes) {
  const tree = new Tree();
  for (let i = 0; i < size; i++) {
    const key = random();
    tree.insert(key, payload(3, key));
  }
  let sum = 0;
  for (let i = 0; i < changes; i++) {
    const key = random();
    tree.insert(key, payload(3, key));
    tree.splay(random());
    sum = (sum + tree.removeRoot()) % 1000003;
  }
  return sum + tree.size;
}
print(run(4000, 20000));
