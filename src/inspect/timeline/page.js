const data = JSON.parse(document.getElementById('data').textContent);
const { samples, resident, collections } = data;

/// Numbers as text

function time(ms) {
  if (ms >= 60000) return `${Math.floor(ms / 60000)}${NARROW}min ${((ms % 60000) / 1000).toFixed(1)}${NARROW}s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)}${NARROW}s`;
  return `${ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)}${NARROW}ms`;
}

const names = { scavenge: 'Scavenge', markCompact: 'Mark-Compact', step: 'Step of marking, sweeping' };
const colors = { scavenge: 'var(--scavenge)', markCompact: 'var(--mark)', step: 'var(--step)' };

/// Head

const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
const most = (numbers) => numbers.reduce((one, other) => Math.max(one, other), 0);
const classes = ['scavenge', 'markCompact', 'step'].map((kind) => ({ kind, ...data.pauses[kind] }));
const [scavenges, majors] = classes;

function showHead() {
  const about = find('about');
  const words = [element('b', {}, data.program || 'tenure'), ` ran ${time(data.duration)}`];
  words.push(data.started > 0 ? ` from ${new Date(data.started).toLocaleString()}` : '');
  if (data.outOfMemory) words.push(', and ended ', element('span', { class: 'bad' }, 'out of memory'));
  else if (data.exitCode !== 0) words.push(', and ended with ', element('span', { class: 'bad' }, `exit code ${data.exitCode}`));
  words.push(`. Limit of the heap: ${bytes(data.limit)}.`);
  if (data.flags.length > 0) words.push(` Flags: ${data.flags.join(' ')}`);
  about.append(...words);
  document.title = `Heap timeline: ${data.program || 'tenure'}`;
  const all = sum(classes.map((kind) => kind.all));
  const tiles = [
    [bytes(most(samples.heapUsed)), 'most heapUsed'],
    [bytes(most(samples.heapTotal)), 'most heapTotal'],
    [resident.rss.length > 0 ? bytes(most(resident.rss)) : 'unknown', 'most rss'],
    [count(scavenges.count), scavenges.count === 1 ? 'scavenge' : 'scavenges'],
    [count(majors.count), majors.count === 1 ? 'mark-compact' : 'mark-compacts'],
    [time(most(classes.map((kind) => kind.longest))), 'longest pause'],
    [time(all), `in pauses (${(100 * all / Math.max(data.duration, 1e-9)).toFixed(1)}${NARROW}%)`],
  ];
  for (const [value, name] of tiles) {
    find('totals').append(element('li', {}, element('b', {}, value), element('span', {}, name)));
  }
}

/// Time across, shared by two charts

const view = { start: 0, end: Math.max(data.duration, 1), at: null };
const LEFT = 58;
const RIGHT = 10;
const inner = (width) => width - LEFT - RIGHT;
const across = (width, ms) => LEFT + ((ms - view.start) / (view.end - view.start)) * inner(width);
const timeAt = (width, x) => view.start + ((x - LEFT) / inner(width)) * (view.end - view.start);

// Round numbers that divide a stretch into about so many parts.
function ticks(from, to, parts) {
  const raw = (to - from) / Math.max(1, parts);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw);
  const marks = [];
  for (let mark = Math.ceil(from / step) * step; mark <= to + step / 1e6; mark += step) marks.push(mark);
  return marks;
}

function drawTimes(svg, width, top, bottom) {
  const long = view.end >= 1000;
  const marks = ticks(view.start, view.end, Math.floor(inner(width) / 90));
  const gap = marks.length > 1 ? marks[1] - marks[0] : 1;
  const digits = Math.max(0, Math.min(3, -Math.floor(Math.log10(long ? gap / 1000 : gap) + 1e-9)));
  for (const mark of marks) {
    const x = across(width, mark);
    draw(svg, 'line', { class: 'grid', x1: x, x2: x, y1: top, y2: bottom });
    const text = `${(long ? mark / 1000 : mark).toFixed(digits)}${NARROW}${long ? 's' : 'ms'}`;
    const anchor = x > width - 30 ? 'end' : 'middle';
    draw(svg, 'text', { x: Math.min(x, width - 2), y: bottom + 16, 'text-anchor': anchor }, text);
  }
}

// The first place in a sorted list that is not before `ms`.
function firstFrom(times, ms) {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/// Memory

// In the order in which they are drawn.
const lines = [
  { name: 'heapTotal', times: samples.time, values: samples.heapTotal, color: 'var(--total)', isShown: true },
  { name: 'external', times: samples.time, values: samples.external, color: 'var(--external)', isShown: true },
  { name: 'rss', times: resident.time, values: resident.rss, color: 'var(--rss)', isShown: resident.rss.length > 0, dash: '5 4' },
  { name: 'heapUsed', times: samples.time, values: samples.heapUsed, color: 'var(--used)', isShown: true, area: true },
];

const inOrder = [lines[3], lines[0], lines[1], lines[2]];

function showLegend() {
  for (const line of inOrder) {
    const box = element('input', { type: 'checkbox' });
    box.checked = line.isShown;
    box.addEventListener('change', () => {
      line.isShown = box.checked;
      show();
    });
    const sign = element('i', line.dash ? { class: 'dash' } : {});
    sign.style.color = line.color;
    find('legend').append(element('label', {}, box, sign, line.name));
  }
  for (const { kind } of classes.slice(0, 2)) {
    const sign = element('i', { class: 'dot' });
    sign.style.background = colors[kind];
    find('legend').append(element('label', {}, sign, names[kind]));
  }
}

// The points of a line that are seen, and one on each side.
function seen(line) {
  const from = Math.max(0, firstFrom(line.times, view.start) - 1);
  const to = Math.min(line.times.length, firstFrom(line.times, view.end) + 1);
  return [from, to];
}

function drawMemory() {
  const { svg, width, height } = drawing(find('memory'), window.innerWidth < 520 ? 290 : 360);
  const [top, bottom] = [8, height - 50];
  let highest = 1;
  for (const line of lines.filter((candidate) => candidate.isShown)) {
    const [from, to] = seen(line);
    for (let i = from; i < to; i++) highest = Math.max(highest, line.values[i]);
  }
  const unit = highest >= 2 ** 30 ? 2 ** 30 : highest >= 2 ** 20 ? 2 ** 20 : 2 ** 10;
  const scale = ticks(0, highest / unit, Math.floor((bottom - top) / 44));
  const limit = Math.max(highest * 1.04, 1);
  const up = (value) => bottom - (value / limit) * (bottom - top);
  for (const mark of scale) {
    const y = up(mark * unit);
    draw(svg, 'line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: y, y2: y });
    draw(svg, 'text', { x: LEFT - 6, y: y + 4, 'text-anchor': 'end' }, `${+mark.toPrecision(3)}${NARROW}${unit === 2 ** 30 ? 'GB' : unit === 2 ** 20 ? 'MB' : 'KB'}`);
  }
  drawTimes(svg, width, top, bottom + 14);
  const clip = draw(svg, 'clipPath', { id: 'seen' });
  draw(clip, 'rect', { x: LEFT, y: 0, width: inner(width), height });
  const inside = draw(svg, 'g', { 'clip-path': 'url(#seen)' });
  for (const { start, end } of data.marking) {
    if (end < view.start || start > view.end) continue;
    const x = across(width, start);
    draw(inside, 'rect', { fill: colors.markCompact, opacity: .1, x, y: top, width: Math.max(1, across(width, end) - x), height: bottom - top });
  }
  for (const line of lines.filter((candidate) => candidate.isShown)) {
    const [from, to] = seen(line);
    let path = '';
    for (let i = from; i < to; i++) {
      path += `${path === '' ? 'M' : 'L'}${across(width, line.times[i]).toFixed(1)},${up(line.values[i]).toFixed(1)}`;
    }
    if (path === '') continue;
    if (line.area) {
      const ends = `L${across(width, line.times[to - 1]).toFixed(1)},${bottom}L${across(width, line.times[from]).toFixed(1)},${bottom}Z`;
      draw(inside, 'path', { d: path + ends, fill: 'var(--used-area)' });
    }
    draw(inside, 'path', { d: path, fill: 'none', stroke: line.color, 'stroke-width': line.area ? 1.8 : 1.4, 'stroke-dasharray': line.dash ?? 'none', 'data-line': line.name });
  }
  // Collections: short marks below, tall ones for those of everything.
  for (const collection of collections) {
    if (collection.end < view.start || collection.start > view.end) continue;
    const isMajor = collection.kind === 'markCompact';
    const x = across(width, collection.end);
    const mark = { x: x - (isMajor ? 1 : 0.5), width: isMajor ? 2.5 : 1.2, fill: colors[collection.kind], 'data-kind': collection.kind };
    draw(inside, 'rect', isMajor ? { ...mark, y: bottom, height: 14 } : { ...mark, y: bottom + 6, height: 8, opacity: .75 });
  }
  for (const moment of data.moments) {
    if (moment.time < view.start || moment.time > view.end) continue;
    const x = across(width, moment.time);
    draw(inside, 'path', { d: `M${x},${top}v${bottom - top}`, stroke: colors.markCompact, 'stroke-width': 1.5, 'stroke-dasharray': '2 3' });
  }
  if (view.at !== null) {
    const x = across(width, view.at);
    draw(svg, 'line', { class: 'cross', x1: x, x2: x, y1: top, y2: bottom + 14 });
  }
  listen(svg, width, bottom);
}

/// Pauses over time

const lengths = [0.01, 0.1, 1, 10, 100, 1000, 10000];

function drawPauses() {
  const { svg, width, height } = drawing(find('pauses'), 150);
  const [top, bottom] = [8, height - 22];
  const longest = Math.max(1, most(collections.map((collection) => collection.pause)));
  const highest = lengths.find((length) => length >= longest) ?? longest;
  const up = (ms) => {
    const share = Math.log10(Math.max(ms, lengths[0]) / lengths[0]) / Math.log10(highest / lengths[0]);
    return bottom - share * (bottom - top);
  };
  for (const length of lengths.filter((candidate) => candidate <= highest)) {
    draw(svg, 'line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: up(length), y2: up(length) });
    draw(svg, 'text', { x: LEFT - 6, y: up(length) + 4, 'text-anchor': 'end' }, `${length}${NARROW}ms`);
  }
  drawTimes(svg, width, top, bottom);
  for (const collection of collections) {
    if (collection.end < view.start || collection.end > view.end) continue;
    const isMajor = collection.kind === 'markCompact';
    const place = { cx: across(width, collection.end).toFixed(1), cy: up(collection.pause).toFixed(1) };
    draw(svg, 'circle', { ...place, r: isMajor ? 4 : 2.4, fill: colors[collection.kind], opacity: isMajor ? 1 : .7 });
  }
  if (view.at !== null) {
    const x = across(width, view.at);
    draw(svg, 'line', { class: 'cross', x1: x, x2: x, y1: top, y2: bottom });
  }
}

/// Reading off

function nearestCollection(ms) {
  let nearest = null;
  for (const collection of collections) {
    if (nearest === null || Math.abs(collection.end - ms) < Math.abs(nearest.end - ms)) nearest = collection;
  }
  return nearest;
}

const valueAt = (line, ms) => line.values[Math.max(0, firstFrom(line.times, ms + 1e-9) - 1)];

function describe(collection) {
  const parts = [`${names[collection.kind]} at ${time(collection.end)}`];
  if (collection.count > 1) parts[0] = `${collection.count} × ${names[collection.kind]} until ${time(collection.end)}, the longest`;
  parts.push(collection.reason, `pause ${time(collection.pause)}`);
  parts.push(`heapUsed ${bytes(collection.heapUsed[0])} → ${bytes(collection.heapUsed[1])}`);
  if (collection.steps !== undefined) parts.push(`after ${collection.steps} steps of marking (${time(collection.stepsTook)})`);
  return parts.join(', ');
}

function read() {
  const reading = find('reading');
  reading.textContent = '';
  if (view.at === null) {
    reading.append('Point at the chart, or tap it.');
    return;
  }
  const figures = inOrder.filter((line) => line.isShown && line.values.length > 0);
  reading.append(element('b', {}, time(view.at)), ': ', figures.map((line) => `${line.name} ${bytes(valueAt(line, view.at))}`).join(', '));
  const collection = nearestCollection(view.at);
  if (collection !== null) reading.append(element('br'), `Nearest: ${describe(collection)}.`);
}

/// Moving

function look(start, end) {
  const whole = Math.max(data.duration, 1);
  const length = Math.min(whole, Math.max(end - start, Math.min(1, whole)));
  view.start = Math.min(Math.max(0, start), whole - length);
  view.end = view.start + length;
  show();
}

function zoom(factor) {
  const middle = view.at !== null && view.at >= view.start && view.at <= view.end ? view.at : (view.start + view.end) / 2;
  look(middle - (middle - view.start) * factor, middle + (view.end - middle) * factor);
}

function shift(part) {
  const by = (view.end - view.start) * part;
  look(view.start + by, view.end + by);
}

function listen(svg, width, bottom) {
  let from = null;
  let chosen = null;
  const timeOf = (event) => {
    const box = svg.getBoundingClientRect();
    const ms = timeAt(width, (event.clientX - box.left) * (width / box.width));
    return Math.min(view.end, Math.max(view.start, ms));
  };
  svg.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'mouse' && event.button === 0) from = timeOf(event);
    else point(timeOf(event));
  });
  svg.addEventListener('pointermove', (event) => {
    const at = timeOf(event);
    if (from === null) {
      point(at);
      return;
    }
    chosen ??= draw(svg, 'rect', { class: 'chosen', y: 0, height: bottom });
    const [x1, x2] = [across(width, Math.min(from, at)), across(width, Math.max(from, at))];
    chosen.setAttribute('x', x1);
    chosen.setAttribute('width', x2 - x1);
  });
  svg.addEventListener('pointerup', (event) => {
    const at = timeOf(event);
    const start = from;
    from = null;
    if (start !== null && Math.abs(across(width, at) - across(width, start)) > 6) look(Math.min(start, at), Math.max(start, at));
    else point(at);
  });
  svg.addEventListener('dblclick', () => look(0, data.duration));
}

// Moves the line at the pointer; the charts stay as they are.
function point(at) {
  view.at = at;
  for (const id of ['memory', 'pauses']) {
    const svg = find(id).querySelector('svg');
    const width = Number(svg.getAttribute('width'));
    const height = Number(svg.getAttribute('height'));
    const line = svg.querySelector('.cross') ?? draw(svg, 'line', { class: 'cross', y1: 8, y2: height - (id === 'memory' ? 36 : 22) });
    const x = across(width, at);
    line.setAttribute('x1', x);
    line.setAttribute('x2', x);
  }
  read();
}

function step(direction) {
  const ends = collections.map((collection) => collection.end);
  const here = view.at ?? (direction > 0 ? view.start - 1 : view.end + 1);
  const next = direction > 0 ? ends.find((end) => end > here + 1e-9) : ends.findLast((end) => end < here - 1e-9);
  if (next === undefined) return;
  view.at = next;
  if (next < view.start || next > view.end) shift((next - (view.start + view.end) / 2) / (view.end - view.start));
  else show();
}

/// How long pauses were

function drawLengths() {
  const { edges } = data.pauses;
  const { svg, width, height } = drawing(find('lengths'), 190);
  const [top, bottom] = [18, height - 34];
  const bins = edges.length + 1;
  const highest = most(Array.from({ length: bins }, (_, bin) => sum(classes.map((kind) => kind.counts[bin]))));
  // Few long pauses must be seen beside many short ones.
  const share = (number) => (number === 0 ? 0 : Math.log10(number + 1) / Math.log10(highest + 1));
  const room = (width - 12) / bins;
  for (let bin = 0; bin < bins; bin++) {
    const x = 6 + bin * room;
    const all = sum(classes.map((kind) => kind.counts[bin]));
    const full = share(all) * (bottom - top);
    let y = bottom;
    for (const kind of classes) {
      if (kind.counts[bin] === 0) continue;
      const part = full * (kind.counts[bin] / all);
      y -= part;
      draw(svg, 'rect', { x: x + 2, y, width: Math.max(2, room - 4), height: part, fill: colors[kind.kind], 'data-count': kind.counts[bin] });
    }
    if (all > 0) draw(svg, 'text', { x: x + room / 2, y: y - 5, 'text-anchor': 'middle' }, count(all));
    if (bin < edges.length) {
      draw(svg, 'text', { x: x + room, y: bottom + 16, 'text-anchor': 'middle' }, String(edges[bin]));
    }
  }
  draw(svg, 'line', { class: 'grid', x1: 4, x2: width - 4, y1: bottom, y2: bottom });
  draw(svg, 'text', { x: width / 2, y: height - 2, 'text-anchor': 'middle' }, 'milliseconds; heights are logarithmic');
}

const row = (cells, name = 'td') => element('tr', {}, ...cells.map((cell) => {
  const node = element(name, {});
  if (typeof cell === 'object') {
    if (cell.color) {
      const sign = element('i');
      sign.style.background = cell.color;
      node.append(sign);
    }
    node.className = 'text';
    node.append(cell.text);
  } else {
    node.append(cell);
  }
  return node;
}));

function showTables() {
  const kinds = find('kinds');
  kinds.append(row([{ text: 'Kind' }, 'Pauses', 'All', 'Mean', 'Longest'], 'th'));
  for (const { kind, count: pauses, all, longest } of classes) {
    const mean = pauses === 0 ? '–' : time(all / pauses);
    kinds.append(row([{ text: names[kind], color: colors[kind] }, count(pauses), time(all), mean, time(longest)]));
  }
  const longest = find('longest');
  longest.append(row([{ text: 'At' }, { text: 'Kind' }, { text: 'Reason' }, 'Pause', 'heapUsed', 'Freed', 'Promoted'], 'th'));
  const sorted = collections.slice().sort((one, other) => other.pause - one.pause).slice(0, 12);
  for (const collection of sorted) {
    const [before, after] = collection.heapUsed;
    longest.append(row([
      { text: time(collection.end) },
      { text: names[collection.kind], color: colors[collection.kind] },
      { text: collection.reason },
      time(collection.pause),
      `${bytes(before)} → ${bytes(after)}`,
      bytes(Math.max(0, before - after)),
      bytes(collection.promoted),
    ]));
  }
  find('moments-section').hidden = data.moments.length === 0;
  for (const moment of data.moments) find('moments').append(element('li', {}, `${time(moment.time)}: ${moment.text}`));
}

function show() {
  drawMemory();
  drawPauses();
  read();
  const isWhole = view.start <= 0 && view.end >= data.duration;
  for (const id of ['farther', 'whole', 'earlier', 'later']) find(id).disabled = isWhole;
}

showHead();
showLegend();
showTables();
show();
drawLengths();
find('closer').addEventListener('click', () => zoom(0.5));
find('farther').addEventListener('click', () => zoom(2));
find('earlier').addEventListener('click', () => shift(-0.5));
find('later').addEventListener('click', () => shift(0.5));
find('whole').addEventListener('click', () => look(0, data.duration));
find('memory').addEventListener('keydown', (event) => {
  if (event.key === 'ArrowRight') step(1);
  else if (event.key === 'ArrowLeft') step(-1);
  else if (event.key === '+') zoom(0.5);
  else if (event.key === '-') zoom(2);
  else return;
  event.preventDefault();
});
new ResizeObserver(() => {
  show();
  drawLengths();
}).observe(document.body);
document.body.dataset.drawn = `${collections.length} collections, ${samples.time.length} samples`;
