// Tasks of several classes pass packets around until there is no more work.
class Packet {
  constructor(kind, value) {
    this.kind = kind;
    this.value = value;
    this.link = null;
  }
}
class Task {
  constructor(scheduler, id, priority) {
    this.scheduler = scheduler;
    this.id = id;
    this.priority = priority;
    this.inbox = null;
    this.waiting = true;
    this.handled = 0;
  }
  receive(packet) {
    packet.link = null;
    if (this.inbox === null) {
      this.inbox = packet;
    } else {
      let last = this.inbox;
      while (last.link !== null) last = last.link;
      last.link = packet;
    }
    this.waiting = false;
  }
  take() {
    const packet = this.inbox;
    this.inbox = packet.link;
    this.waiting = this.inbox === null;
    return packet;
  }
  step() {
    this.handled++;
    this.work(this.take());
  }
}
class Worker extends Task {
  work(packet) {
    packet.value = (packet.value * 7 + this.id) % 10007;
    packet.kind = 1 - packet.kind;
    this.scheduler.send(packet.value & 1 ? 'even' : 'odd', packet);
  }
}
class Device extends Task {
  constructor(scheduler, id, priority, delay) {
    super(scheduler, id, priority);
    this.delay = delay;
    this.held = null;
  }
  work(packet) {
    if (this.handled % this.delay === 0 && this.held !== null) {
      const held = this.held;
      this.held = packet;
      this.scheduler.send('worker', held);
    } else if (this.held === null) {
      this.held = packet;
    } else {
      this.scheduler.send('handler', packet);
    }
  }
}
class Handler extends Task {
  work(packet) {
    packet.value = packet.value + 1;
    this.scheduler.send(packet.kind === 0 ? 'worker' : 'even', packet);
  }
}
class Scheduler {
  constructor() {
    this.tasks = [];
    this.names = { worker: null, even: null, odd: null, handler: null };
  }
  add(name, task) {
    this.tasks.push(task);
    this.names[name] = task;
  }
  send(name, packet) {
    this.names[name].receive(packet);
  }
  run(budget) {
    while (budget-- > 0) {
      let best = null;
      for (let i = 0; i < this.tasks.length; i++) {
        const task = this.tasks[i];
        if (!task.waiting && (best === null || task.priority > best.priority)) best = task;
      }
      if (best === null) return;
      best.step();
    }
  }
}
const scheduler = new Scheduler();
scheduler.add('worker', new Worker(scheduler, 1, 10));
scheduler.add('even', new Device(scheduler, 2, 30, 3));
scheduler.add('odd', new Device(scheduler, 3, 20, 5));
scheduler.add('handler', new Handler(scheduler, 4, 25));
for (let i = 0; i < 8; i++) scheduler.send('worker', new Packet(i & 1, i * 101));
scheduler.run(1000000);
print(scheduler.tasks.map((task) => task.handled).join(' '));
