// First in, first out: what survives a scavenge dies soon after.
function Cell(value) { this.value = value; this.next = null; }
let head = new Cell({ number: 0, text: '' }), tail = head;
for (let i = 1; i < 50000; i++) { tail.next = new Cell({ number: i, text: 'item ' + i }); tail = tail.next; }
for (let i = 0; i < 2000000; i++) {
  tail.next = new Cell({ number: i, text: 'item ' + i });
  tail = tail.next;
  head = head.next;
}
