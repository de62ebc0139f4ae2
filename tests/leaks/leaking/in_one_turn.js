'use strict';
class Node { constructor(id) { this.id = id; this.edges = [id, id + 1]; } }
const seen = [];
function visit(id) { seen.push(new Node(id)); }
for (let id = 0; id < 300000; id++) visit(id);
