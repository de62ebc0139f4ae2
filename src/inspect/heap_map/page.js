const PAGE_BYTES = 256 * 1024;

/// Numbers as text

function time(ms) {
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)}${NARROW}s`;
  return `${ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)}${NARROW}ms`;
}

const hex = (address) => `0x${address.toString(16)}`;
const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/// States, in the order of their letters

const states = [
  { name: 'new', text: 'young, new' },
  { name: 'copied', text: 'young, just copied or survived once' },
  { name: 'left', text: 'from-space: left behind' },
  { name: 'died', text: 'from-space: dead' },
  { name: 'old', text: 'old' },
  { name: 'unmarked', text: 'old, not marked yet' },
  { name: 'marked', text: 'marked' },
  { name: 'unswept', text: 'dead, not swept' },
  { name: 'evacuated', text: 'evacuated' },
  { name: 'promoted', text: 'just promoted' },
  { name: 'arrived', text: 'just moved here' },
];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const digitOf = new Uint8Array(128);
[...LETTERS].forEach((letter, index) => { digitOf[letter.charCodeAt(0)] = index; });
const FREE = 255;
const spaceNames = ['New space', 'Old space', 'Code space', 'Large objects'];
const IS_FROM = 1;
const IS_CANDIDATE = 2;

let colors = {};
function readColors() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  colors = { states: states.map(({ name }) => read(name)) };
  for (const name of ['free', 'grid', 'ink', 'faint', 'ground', 'accent', 'marked', 'copied', 'new', 'old']) colors[name] = read(name);
}

/// Reading what was recorded

// The cells of a page: for each a state times four plus its fullness, or FREE.
const unpacked = new WeakMap();
function cellsOf(page) {
  let cells = unpacked.get(page);
  if (cells !== undefined) return cells;
  cells = new Uint8Array(Math.ceil(page.bytes / page.cell)).fill(FREE);
  let [at, run] = [0, 0];
  for (const sign of page.cells) {
    if (sign >= '0' && sign <= '9') {
      run = run * 10 + Number(sign);
      continue;
    }
    const end = at + (run || 1);
    if (sign !== '.') cells.fill(digitOf[sign.charCodeAt(0)], at, end);
    [at, run] = [end, 0];
  }
  unpacked.set(page, cells);
  return cells;
}

// The object that stands for a cell, or null.
function objectIn(page, wanted) {
  const text = page.names;
  let at = 0;
  const number = () => {
    let [value, factor] = [0, 1];
    for (;;) {
      const digit = digitOf[text.charCodeAt(at++)];
      value += (digit & 31) * factor;
      if (digit < 32) return value;
      factor *= 32;
    }
  };
  let cell = 0;
  let last = null;
  while (at < text.length && cell <= wanted) {
    if (text[at] === '.') {
      at++;
      cell += number();
      last = null;
    } else if (text[at] === '*') {
      at++;
      cell += number();
      if (cell > wanted && last !== null) return { ...last, starts: 0 };
    } else {
      const [label, place, collections, distance, words, starts] = [number(), number(), number(), number(), number(), number()];
      const offset = distance % 2 === 1 ? -(distance - 1) / 2 : distance / 2;
      last = { label, place: place - 1, collections: collections - 1, start: cell * page.cell + offset * 8, bytes: words * 8, starts };
      if (cell === wanted) return last;
      cell++;
    }
  }
  return null;
}

const KEYFRAMES = 16;

class Run {
  constructor(data) {
    this.data = data;
    this.frames = data.frames;
    this.keys = [];
    this.places = [new Map(), new Map(), new Map(), new Map(), new Map()];
    const most = [0, 0, 0, 0, 0];
    let pages = new Map();
    this.frames.forEach((frame, index) => {
      frame.pages = frame.pages.map(([number, space, all, flags, live, cell, cells, names]) => {
        const known = pages.get(number);
        return { number, space, bytes: all, flags, live, cell, cells, names: names ?? known?.names ?? '' };
      });
      Run.apply(pages, frame);
      if (index % KEYFRAMES === 0) this.keys.push(new Map(pages));
      const counts = [0, 0, 0, 0, 0];
      for (const page of pages.values()) {
        const group = Run.group(page);
        counts[group]++;
        this.places[group].set(page.number, page);
      }
      counts.forEach((count, group) => { most[group] = Math.max(most[group], count); });
    });
    this.most = most;
    // Where few addresses were used, each keeps its place; else only what is there is shown.
    this.places = this.places.map((seen, group) => {
      const numbers = [...seen.keys()].sort((one, other) => one - other);
      return group >= 2 && numbers.length <= 3 * most[group] + 8 ? numbers : null;
    });
    this.largest = new Map();
    for (const frame of this.frames) {
      for (const page of frame.pages) {
        if (page.space === 3) this.largest.set(page.number, Math.max(this.largest.get(page.number) ?? 0, page.bytes));
      }
    }
  }

  // From-space, new space, old space, code space, large objects.
  static group(page) {
    return page.space === 0 ? (page.flags & IS_FROM ? 0 : 1) : page.space + 1;
  }

  static apply(pages, frame) {
    for (const number of frame.gone) pages.delete(number);
    for (const page of frame.pages) pages.set(page.number, page);
  }

  pagesAt(index) {
    const key = Math.floor(index / KEYFRAMES);
    const pages = new Map(this.keys[key]);
    for (let i = key * KEYFRAMES + 1; i <= index; i++) Run.apply(pages, this.frames[i]);
    return pages;
  }
}

/// What a frame tells

const kinds = { scavenge: 'Scavenge', markCompact: 'Mark-compact' };

function caption(frame) {
  const counts = frame.counts;
  const name = frame.kind === undefined ? '' : `${kinds[frame.kind]} ${frame.number}`;
  const parts = [];
  if (counts.copiedNow > 0) parts.push(`${bytes(counts.copiedNow)} copied to to-space`);
  if (counts.promotedNow > 0) parts.push(`${bytes(counts.promotedNow)} promoted to old space`);
  if (counts.evacuatedNow > 0) parts.push(`${bytes(counts.evacuatedNow)} moved out of pages that were mostly free`);
  if (counts.diedNow > 0) parts.push(`${bytes(counts.diedNow)} dead, left behind`);
  switch (frame.moment) {
    case 'before': return [`${name} starts`, `Reason: ${frame.reason}.`];
    case 'moved': return [`${name}: survivors have moved`, `${parts.join(', ') || 'Nothing lived'}.`];
    case 'evacuated': return [`${name}: pages are evacuated`, `${parts.join(', ')}.`];
    case 'marking': return [`Marking`, `${bytes(counts.marked)} of old objects are marked.`];
    case 'marked': return [`${name}: everything that lives is marked`, `${bytes(counts.marked)}; the rest is dead, and not swept yet.`];
    case 'swept': return ['Swept', 'Dead objects have become free cells. Nothing has moved.'];
    case 'after': {
      const freed = `${bytes(counts.usedBefore)} → ${bytes(counts.usedAfter)} in a pause of ${time(counts.pause)}`;
      const steps = counts.steps === undefined ? '' : `, after ${plural(counts.steps, 'step')} of marking`;
      const moved = frame.kind === 'scavenge' ? ` Copied ${bytes(counts.copied)}, promoted ${bytes(counts.promoted)}.` : ` Marked ${bytes(counts.marked ?? 0)}.`;
      return [`${name} has ended`, `${freed}${steps}.${moved}${counts.evacuated > 0 ? ` Evacuated ${bytes(counts.evacuated)}.` : ''}`];
    }
    case 'end': return ['The program has ended', ''];
    default: return ['The program runs', ''];
  }
}

/// One run on the page

const GAP = 3;
const HEADING = 38;
const LEAST_GROUP = 170;
const LARGE = 4;
const SIDES = [224, 192, 160, 128, 96, 64, 48, 32, 24, 16, 12, 8, 6, 4];

class Lane {
  constructor(run) {
    this.run = run;
    this.index = -1;
    this.selected = null;
    this.layout = null;
    this.title = element('h2');
    this.caption = element('p', { class: 'caption', 'aria-live': 'polite' });
    this.canvas = element('canvas', { class: 'map', tabindex: 0, role: 'img', 'aria-label': 'The pages of the heap' });
    this.lens = element('canvas', { 'aria-hidden': 'true' });
    this.found = element('p', { 'aria-live': 'polite' });
    this.box = element('section', { class: 'lane' }, this.title, this.caption, this.canvas, element('div', { class: 'found' }, this.lens, this.found));
    this.canvas.addEventListener('click', (event) => this.pick(event));
    this.lens.addEventListener('click', (event) => this.refine(event));
    const { program, flags, duration, outOfMemory, exitCode } = run.data;
    const end = outOfMemory ? 'ended out of memory' : exitCode === 0 ? '' : `ended with exit code ${exitCode}`;
    this.title.append(element('b', {}, program || 'tenure'), ` ran ${time(duration)}${end && `, and ${end}`}. ${flags.join(' ')}`);
  }

  // Where every page may ever be: fixed, so that nothing jumps. The largest squares that fit on a screen.
  place() {
    const width = Math.max(240, this.box.clientWidth);
    const highest = Math.max(320, window.innerHeight * 0.6);
    for (const side of SIDES) {
      this.layout = this.placeSquares(width, side);
      if (this.layout.height <= highest) return;
    }
  }

  placeSquares(width, side) {
    const { places, most } = this.run;
    const columns = Math.max(1, Math.floor((width + GAP) / (side + GAP)));
    let [x, y, tall] = [0, 0, 0];
    const groups = places.map((numbers, group) => {
      const count = numbers?.length ?? most[group];
      if (count === 0) return null;
      const flow = group === LARGE && numbers !== null ? this.placeLarge(width, side) : null;
      const lines = flow?.lines ?? Math.ceil(count / columns);
      const room = flow === null ? Math.max(LEAST_GROUP, Math.min(count, columns) * (side + GAP)) : width;
      if (x > 0 && x + room > width) [x, y, tall] = [0, y + tall, 0];
      const place = { x, y: y + HEADING, columns, flow };
      tall = Math.max(tall, HEADING + lines * (side + GAP) + 8);
      x += room + 16;
      return place;
    });
    return { width, height: y + tall, side, groups };
  }

  // Large objects are as wide as they were at most.
  placeLarge(width, side) {
    const boxes = new Map();
    let [x, line] = [0, 0];
    for (const number of this.run.places[LARGE]) {
      const pages = 2 * Math.sqrt((this.run.largest.get(number) ?? 0) / PAGE_BYTES);
      const room = Math.min(width, Math.max(side, Math.round(side * pages)));
      if (x > 0 && x + room > width) [x, line] = [0, line + 1];
      boxes.set(number, { x, y: line * (side + GAP), width: room });
      x += room + GAP;
    }
    return { boxes, lines: line + 1 };
  }

  // The rectangle of each page that is there.
  boxes(pages) {
    const { side } = this.layout;
    const groups = [[], [], [], [], []];
    for (const page of pages.values()) groups[Run.group(page)].push(page);
    const boxes = new Map();
    groups.forEach((list, group) => {
      const place = this.layout.groups[group];
      list.sort((one, other) => one.number - other.number);
      list.forEach((page, position) => {
        const numbers = this.run.places[group];
        const slot = numbers === null ? position : numbers.indexOf(page.number);
        boxes.set(page.number, { page, height: side, ...this.seat(place, page.number, slot) });
      });
    });
    return boxes;
  }

  // Where a page of a group belongs.
  seat({ x, y, columns, flow }, number, slot) {
    const { side } = this.layout;
    const large = flow?.boxes.get(number);
    if (large !== undefined) return { x: x + large.x, y: y + large.y, width: large.width };
    return { x: x + (slot % columns) * (side + GAP), y: y + Math.floor(slot / columns) * (side + GAP), width: side };
  }

  show(index) {
    this.index = index;
    this.pages = this.run.pagesAt(index);
    if (this.layout === null) this.place();
    const frame = this.run.frames[index];
    const [title, text] = caption(frame);
    this.caption.replaceChildren(element('b', {}, title), ` at ${time(frame.time)}. ${text}`);
    this.shown = this.boxes(this.pages);
    this.draw();
    this.tell();
  }

  headings() {
    const frame = this.run.frames[this.index];
    const counts = [0, 0, 0, 0, 0];
    for (const page of this.pages.values()) counts[Run.group(page)]++;
    const space = (index) => `${bytes(frame.spaces[index][1])} of ${bytes(frame.spaces[index][0])}`;
    const isMoving = counts[0] > 0;
    return [
      ['From-space', isMoving ? `left behind: ${plural(counts[0], 'page')}` : 'none between scavenges'],
      [isMoving ? 'To-space' : 'New space', `${plural(counts[1], 'page')}, ${space(0)}`],
      ['Old space', `${plural(counts[2], 'page')}, ${space(1)}`],
      ['Code space', `${plural(counts[3], 'page')}, ${space(2)}`],
      ['Large objects', `${counts[4]}, ${space(3)}`],
    ];
  }

  draw(progress = 1) {
    const { width, height, side, groups } = this.layout;
    const scale = window.devicePixelRatio || 1;
    const canvas = this.canvas;
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      canvas.style.height = `${height}px`;
    }
    const pen = canvas.getContext('2d');
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    const headings = this.headings();
    groups.forEach((place, group) => {
      if (place === null) return;
      const [title, text] = headings[group];
      pen.font = '600 13px system-ui, sans-serif';
      pen.fillStyle = colors.ink;
      pen.fillText(title, place.x, place.y - 22);
      pen.font = '12px system-ui, sans-serif';
      pen.fillStyle = colors.faint;
      pen.fillText(text, place.x, place.y - 7);
      // Places of pages that are not there.
      pen.strokeStyle = colors.grid;
      pen.lineWidth = 1;
      (this.run.places[group] ?? []).forEach((number, slot) => {
        const box = this.shown.get(number);
        if (box !== undefined && Run.group(box.page) === group) return;
        const { x, y, width: wide } = this.seat(place, number, slot);
        pen.strokeRect(x + 0.5, y + 0.5, wide - 1, side - 1);
      });
    });
    for (const box of this.shown.values()) drawPage(pen, box);
    this.drawMoves(pen, progress);
    const chosen = this.selected && this.shown.get(this.selected.number);
    if (chosen) {
      pen.strokeStyle = colors.ink;
      pen.lineWidth = 2;
      const cell = rectangle(chosen, this.selected.cell);
      pen.strokeRect(chosen.x - 1, chosen.y - 1, chosen.width + 2, chosen.height + 2);
      pen.strokeRect(cell.x - 1, cell.y - 1, cell.width + 2, cell.height + 2);
    }
  }

  // Ways from page to page, with a dot that travels.
  drawMoves(pen, progress) {
    const { moves } = this.run.frames[this.index];
    const most = Math.max(1, ...moves.map(([, , count]) => count));
    for (const [from, to, count] of moves) {
      const [source, target] = [this.shown.get(from), this.shown.get(to)];
      if (source === undefined || target === undefined) continue;
      const [x1, y1] = [source.x + source.width / 2, source.y + source.height / 2];
      const [x2, y2] = [target.x + target.width / 2, target.y + target.height / 2];
      const group = Run.group(target.page);
      pen.strokeStyle = pen.fillStyle = source.page.space !== 0 ? colors.states[10] : group === 1 ? colors.copied : colors.states[9];
      pen.globalAlpha = 0.35 + 0.5 * (count / most);
      pen.lineWidth = 0.8 + 2.2 * Math.sqrt(count / most);
      const [bendX, bendY] = [(x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12];
      pen.beginPath();
      pen.moveTo(x1, y1);
      pen.quadraticCurveTo(bendX, bendY, x2, y2);
      pen.stroke();
      const rest = 1 - progress;
      const [x, y] = [rest * rest * x1 + 2 * rest * progress * bendX + progress * progress * x2, rest * rest * y1 + 2 * rest * progress * bendY + progress * progress * y2];
      pen.beginPath();
      pen.arc(x, y, 2 + 2 * Math.sqrt(count / most), 0, 7);
      pen.fill();
      pen.globalAlpha = 1;
    }
  }

  pick(event) {
    const frame = this.canvas.getBoundingClientRect();
    const x = (event.clientX - frame.left) * (this.layout.width / frame.width);
    const y = (event.clientY - frame.top) * (this.layout.height / frame.height);
    this.selected = null;
    for (const box of this.shown.values()) {
      if (x < box.x || y < box.y || x > box.x + box.width || y > box.y + box.height) continue;
      this.selected = { number: box.page.number, cell: cellAt(box, x, y) };
    }
    this.draw();
    this.tell();
  }

  refine(event) {
    const page = this.selected && this.pages.get(this.selected.number);
    if (!page) return;
    const frame = this.lens.getBoundingClientRect();
    const box = { page, x: 0, y: 0, width: frame.width, height: frame.height };
    this.selected.cell = cellAt(box, event.clientX - frame.left, event.clientY - frame.top);
    this.draw();
    this.tell();
  }

  // What lies in the chosen cell.
  tell() {
    const page = this.selected && this.pages.get(this.selected.number);
    this.drawLens(page);
    if (!page) {
      this.found.replaceChildren(this.selected ? 'That page is not part of the heap now.' : 'Tap a cell: what lies there is named here.');
      return;
    }
    const { cell } = this.selected;
    const address = this.run.data.addresses[page.number];
    const sign = cellsOf(page)[cell] ?? FREE;
    const where = `${spaceNames[page.space]}, page ${hex(address)}${page.flags & IS_CANDIDATE ? ' (to be evacuated)' : ''}, ${bytes(page.live)} alive.`;
    const object = sign === FREE ? null : objectIn(page, cell);
    if (object === null) {
      const what = sign === FREE ? 'Free' : states[sign >> 2].text;
      this.found.replaceChildren(element('b', {}, what), element('br'), `${bytes(page.cell)} at ${hex(address + cell * page.cell)}. ${where}`);
      return;
    }
    const lines = [`${states[sign >> 2].text}; ${bytes(object.bytes)} at ${hex(address + object.start)}.`];
    lines.push(object.place < 0 ? 'Where it was allocated was not recorded.' : `Allocated ${this.placeText(object)}.`);
    const age = this.age(object, sign >> 2);
    if (age !== '') lines.push(age);
    if (object.starts > 1) lines.push(`${plural(object.starts, 'object starts', 'objects start')} in this cell of ${bytes(page.cell)}.`);
    lines.push(where);
    const nodes = lines.flatMap((line) => [element('br'), line]);
    this.found.replaceChildren(element('b', {}, this.run.data.labels[object.label]), ...nodes);
  }

  placeText(object) {
    const [name, script, line, column] = this.run.data.places[object.place];
    return `${name === '' ? 'at' : `in ${name}, at`} ${script}:${line}:${column}`;
  }

  age(object, state) {
    const { number, moment } = this.run.frames[this.index];
    const ended = number - (['before', 'moved', 'marking', 'marked', 'evacuated'].includes(moment) ? 1 : 0);
    if (object.collections >= 0) {
      const survived = Math.max(0, ended - object.collections);
      return survived === 0 ? 'Born since the last collection.' : `Age: ${plural(survived, 'collection')}.`;
    }
    if (state === 0) return 'Born since the last scavenge.';
    return state === 1 ? 'Age: one scavenge, or two.' : '';
  }

  drawLens(page) {
    const scale = window.devicePixelRatio || 1;
    const side = 128;
    this.lens.hidden = !page;
    this.lens.width = this.lens.height = Math.round(side * scale);
    const pen = this.lens.getContext('2d');
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    if (!page) return;
    const box = { page, x: 0, y: 0, width: side, height: side };
    drawPage(pen, box);
    const cell = rectangle(box, this.selected.cell);
    pen.strokeStyle = colors.ink;
    pen.lineWidth = 2;
    pen.strokeRect(cell.x, cell.y, cell.width, cell.height);
  }
}

/// Pages

// Cells in lines: square where the box is.
function shape(box) {
  const count = Math.ceil(box.page.bytes / box.page.cell);
  const columns = Math.max(1, Math.round(Math.sqrt(count * (box.width / box.height))));
  return { count, columns, lines: Math.ceil(count / columns) };
}

// Cells of one line, from one to before another. Whole pixels, so that no seams are seen.
function rectangle(box, from, to = from + 1) {
  const { columns, lines } = shape(box);
  const edge = (start, size, place, parts) => start + Math.round((size * place) / parts);
  const line = Math.floor(from / columns);
  const x = edge(box.x, box.width, from % columns, columns);
  const y = edge(box.y, box.height, line, lines);
  return { x, y, width: edge(box.x, box.width, (from % columns) + to - from, columns) - x, height: edge(box.y, box.height, line + 1, lines) - y };
}

function cellAt(box, x, y) {
  const { count, columns, lines } = shape(box);
  const column = Math.min(columns - 1, Math.floor(((x - box.x) / box.width) * columns));
  const line = Math.min(lines - 1, Math.floor(((y - box.y) / box.height) * lines));
  return Math.min(count - 1, Math.max(0, line * columns + column));
}

const FULLNESS = [0.45, 0.65, 0.85, 1];

function drawPage(pen, box) {
  const { page } = box;
  pen.fillStyle = colors.free;
  pen.fillRect(box.x, box.y, box.width, box.height);
  const cells = cellsOf(page);
  const { columns } = shape(box);
  for (let from = 0; from < cells.length;) {
    // Runs within a line are one rectangle.
    const sign = cells[from];
    const end = Math.min(cells.length, (Math.floor(from / columns) + 1) * columns);
    let to = from + 1;
    while (to < end && cells[to] === sign) to++;
    if (sign !== FREE) {
      pen.globalAlpha = FULLNESS[sign & 3];
      pen.fillStyle = colors.states[sign >> 2];
      const { x, y, width, height } = rectangle(box, from, to);
      pen.fillRect(x, y, width, height);
    }
    from = to;
  }
  pen.globalAlpha = 1;
  const isLeft = (page.flags & (IS_FROM | IS_CANDIDATE)) !== 0;
  pen.setLineDash(isLeft ? [3, 2] : []);
  pen.strokeStyle = isLeft ? colors.faint : colors.grid;
  pen.lineWidth = 1;
  pen.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
  pen.setLineDash([]);
}

/// Steps

const lanes = [];
let ticks = [];
let at = 0;
let timer = null;

// Each step of the slider is a frame of every run.
function countTicks() {
  const lists = lanes.map(({ run }) => run.frames.map((frame) => frame.time));
  if (lanes.length === 1 || find('sync').value === 'step') {
    const length = Math.max(...lists.map((list) => list.length));
    ticks = Array.from({ length }, (_, index) => lists.map((list) => Math.min(index, list.length - 1)));
  } else {
    const isShare = find('sync').value === 'share';
    const scaled = lists.map((list, lane) => list.map((ms) => (isShare ? ms / Math.max(1e-9, lanes[lane].run.data.duration) : ms)));
    const next = scaled.map(() => 0);
    ticks = [];
    for (;;) {
      const heads = scaled.map((list, lane) => list[next[lane]] ?? Infinity);
      const first = heads.indexOf(Math.min(...heads));
      if (heads[first] === Infinity) break;
      next[first]++;
      ticks.push(next.map((count) => Math.max(0, count - 1)));
    }
  }
  find('scrub').max = ticks.length - 1;
}

function go(to) {
  at = Math.min(ticks.length - 1, Math.max(0, to));
  find('scrub').value = at;
  find('place').textContent = `step ${at + 1} of ${ticks.length}`;
  lanes.forEach((lane, index) => {
    if (lane.index !== ticks[at][index]) lane.show(ticks[at][index]);
  });
  drawStrip();
  find('first').disabled = find('previous').disabled = at === 0;
  find('next').disabled = find('last').disabled = at === ticks.length - 1;
  const frame = lanes[0].run.frames[ticks[at][0]];
  document.body.dataset.step = `${at}`;
  document.body.dataset.moment = frame.moment;
}

const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;

// Lets the dots of a step travel.
function travel() {
  const moving = lanes.filter((lane) => lane.run.frames[lane.index].moves.length > 0);
  if (moving.length === 0 || isCalm) return;
  const started = performance.now();
  const length = 450 / Number(find('speed').value);
  const indexes = moving.map((lane) => lane.index);
  const turn = () => {
    const progress = Math.min(1, (performance.now() - started) / length);
    moving.forEach((lane, index) => {
      if (lane.index === indexes[index]) lane.draw(progress);
    });
    if (progress < 1) requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
}

function step(by) {
  go(at + by);
  if (by === 1) travel();
}

function play(isOn) {
  clearTimeout(timer);
  timer = null;
  find('play').textContent = isOn ? '⏸' : '▶';
  if (!isOn) return;
  if (at === ticks.length - 1) go(0);
  const turn = () => {
    step(1);
    if (at === ticks.length - 1) play(false);
    else timer = setTimeout(turn, 600 / Number(find('speed').value));
  };
  timer = setTimeout(turn, 600 / Number(find('speed').value));
}

// Memory in use at each step, and what the step is.
function drawStrip() {
  const canvas = find('strip');
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, 34];
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext('2d');
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  const frames = ticks.map((indexes) => lanes[0].run.frames[indexes[0]]);
  const used = frames.map((frame) => frame.spaces.reduce((sum, [, count]) => sum + count, 0));
  const most = Math.max(1, ...used);
  const room = width / frames.length;
  frames.forEach((frame, index) => {
    const isMajor = frame.kind === 'markCompact';
    pen.fillStyle = isMajor ? colors.marked : frame.kind === 'scavenge' ? colors.copied : colors.new;
    pen.globalAlpha = index === at ? 1 : 0.45;
    const tall = Math.max(2, (used[index] / most) * (height - 6));
    pen.fillRect(index * room, height - tall, Math.max(0.7, room - (room > 3 ? 1 : 0)), tall);
  });
  pen.globalAlpha = 1;
  pen.fillStyle = colors.ink;
  pen.fillRect((at + 0.5) * room - 1, 0, 2, height);
}

/// A second run

function addLane(data) {
  const lane = new Lane(new Run(data));
  lanes.push(lane);
  find('lanes').append(lane.box);
  find('lanes').className = lanes.length > 1 ? 'two' : '';
  find('sync-label').hidden = lanes.length === 1;
  for (const each of lanes) [each.layout, each.index] = [null, -1];
}

// The data of another page of this kind.
function dataIn(text) {
  const mark = '<script type="application/json" id="data">';
  const start = text.indexOf(mark);
  const json = start < 0 ? text : text.slice(start + mark.length, text.indexOf('<\/script>', start));
  const data = JSON.parse(json);
  if (!Array.isArray(data.frames) || !Array.isArray(data.addresses)) throw new Error('no heap map');
  return data;
}

function compare(text, name) {
  find('complaint').hidden = true;
  try {
    const data = dataIn(text);
    if (lanes.length > 1) lanes.pop().box.remove();
    addLane(data);
    countTicks();
    go(0);
  } catch {
    find('complaint').textContent = `${name} is no page that --heap-map wrote.`;
    find('complaint').hidden = false;
  }
}

/// Start

function showLegend() {
  for (const { name, text } of [...states, { name: 'free', text: 'free' }]) {
    const sign = element('i');
    sign.style.background = `var(--${name})`;
    find('legend').append(element('li', {}, sign, text));
  }
}

function showAnew() {
  readColors();
  for (const lane of lanes) [lane.layout, lane.index] = [null, -1];
  go(at);
}

find('first').addEventListener('click', () => go(0));
find('previous').addEventListener('click', () => step(-1));
find('next').addEventListener('click', () => step(1));
find('last').addEventListener('click', () => go(ticks.length - 1));
find('play').addEventListener('click', () => play(timer === null));
find('scrub').addEventListener('input', () => go(Number(find('scrub').value)));
find('strip').addEventListener('click', (event) => go(Math.floor((event.offsetX / find('strip').clientWidth) * ticks.length)));
find('sync').addEventListener('change', () => {
  countTicks();
  go(at);
});
find('other').addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  if (file !== undefined) compare(await file.text(), file.name);
  target.value = '';
});
document.addEventListener('keydown', (event) => {
  if (event.target.matches('input, select, button')) return;
  if (event.key === 'ArrowRight') step(1);
  else if (event.key === 'ArrowLeft') step(-1);
  else if (event.key === ' ') play(timer === null);
  else if (event.key === 'Home') go(0);
  else if (event.key === 'End') go(ticks.length - 1);
  else return;
  event.preventDefault();
});

readColors();
showLegend();
addLane(JSON.parse(find('data').textContent));
document.title = `Heap map: ${lanes[0].run.data.program || 'tenure'}`;
countTicks();
go(Number(location.hash.slice(1)) - 1 || 0);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', showAnew);
let seenWidth = window.innerWidth;
window.addEventListener('resize', () => {
  if (window.innerWidth !== seenWidth) showAnew();
  seenWidth = window.innerWidth;
});
document.body.dataset.drawn = `${lanes[0].run.frames.length} frames`;
