// A linked queue: everything lives for a while, and then dies in order.
class Queue {
  constructor() {
    this.head = null;
    this.tail = null;
    this.length = 0;
  }
  push(value) {
    const cell = { value, next: null };
    if (this.tail === null) this.head = cell;
    else this.tail.next = cell;
    this.tail = cell;
    this.length++;
  }
  shift() {
    const cell = this.head;
    this.head = cell.next;
    if (this.head === null) this.tail = null;
    this.length--;
    return cell.value;
  }
}
function run(n, held) {
  const queue = new Queue();
  let sum = 0;
  for (let i = 0; i < n; i++) {
    queue.push({ id: i, weight: i & 15 });
    if (queue.length > held) {
      const item = queue.shift();
      sum = (sum + item.id * item.weight) % 1000003;
    }
  }
  return sum + queue.length;
}
print(run(1500000, 30000));
