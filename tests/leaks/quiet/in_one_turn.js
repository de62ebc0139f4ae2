'use strict';
const recent = [];
function visit(id) {
  recent.push({ id, edges: [id, id + 1] });
  if (recent.length > 1000) recent.splice(0, 500);
}
for (let id = 0; id < 150000; id++) visit(id);
