'use strict';
class Sample { constructor(id) { this.id = id; this.values = [id, id + 1]; } }
function collect() {
  const samples = [];
  for (let id = 0; id < 300000; id++) samples.push(new Sample(id));
  return samples.length;
}
collect();
