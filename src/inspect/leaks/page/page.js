const data = JSON.parse(find('data').textContent);
const { report } = data;
const whole = Math.max(1, data.bytes);
const percent = (part) => `${(100 * part / whole).toFixed(part * 10 < whole ? 1 : 0)}${NARROW}%`;
const place = (at) => (at ? `${at.script}:${at.line}:${at.column}` : '');

function duration(seconds) {
  if (seconds < 120) return `${seconds.toFixed(seconds < 10 ? 1 : 0)}${NARROW}s`;
  if (seconds < 7200) return `${(seconds / 60).toFixed(0)}${NARROW}min`;
  if (seconds < 172800) return `${(seconds / 3600).toFixed(0)}${NARROW}h`;
  return `${(seconds / 86400).toFixed(0)} days`;
}

/// Verdicts

function facts(rows) {
  const list = element('dl');
  for (const [name, ...content] of rows) list.append(element('dt', {}, name), element('dd', {}, ...content));
  return list;
}

function pathOf(steps) {
  const list = element('ol', { class: 'path' });
  for (const step of steps) {
    const text = [step.edge, step.node].filter((part) => part).join(': ');
    const item = element('li', {}, text + (step.repeats ? ' (again and again)' : ''));
    if (step.place) item.append(' ', element('small', {}, place(step.place)));
    list.append(item);
  }
  return list;
}

function agesOf(ages) {
  const most = Math.max(1, ...ages);
  const bars = element('span', { class: 'ages', title: ages.join(', ') });
  for (const age of ages) {
    const bar = element('i');
    bar.style.height = `${Math.round((100 * age) / most)}%`;
    bars.append(bar);
  }
  return bars;
}

function showVerdicts() {
  const { leaks } = report;
  const words = leaks.length === 1 ? '1 leak' : leaks.length > 0 ? `${leaks.length} leaks` : 'No leak';
  find('title').textContent = words;
  document.title = `${words}: ${data.program}`;
  const seen = `: ${report.rounds} looks in ${duration(report.seconds)}, ${bytes(report.liveBytes)} live at the end`;
  find('about').append(element('b', {}, data.program), `${seen}, limit ${bytes(data.limit)}.`);
  if (leaks.length === 0) {
    const text = report.rounds < 8 ? 'The program was too short to tell.' : 'Nothing kept growing.';
    find('verdicts').append(element('article', { class: 'verdict none' }, element('h3', {}, text)));
  }
  for (const leak of leaks) {
    const rate = `${agesText(leak)}; ${leak.perRound.toFixed(1)} a look, ${bytes(leak.bytesPerSecond)} a second`;
    const left = leak.secondsToOutOfMemory === null ? '' : `; out of memory in about ${duration(leak.secondsToOutOfMemory)}`;
    const rows = [['Kind', leak.kind], ['Path', pathOf(leak.path)]];
    if (leak.unused) rows.push(['Unused', `${leak.unused.variable} of ${leak.unused.function} ${place(leak.unused.place)}`]);
    if (leak.created) rows.push(['Made at', place(leak.created)]);
    const home = leak.accumulation;
    const sizes = `${bytes(home.shallow)} of its own, ${bytes(home.retained)} retained, ${bytes(home.external)} outside the heap`;
    rows.push(['Piles up in', `${home.object}: ${sizes}`]);
    rows.push(['Evidence', agesOf(leak.ages), ` ${rate}${left}`]);
    if (leak.sites.length > 0) {
      rows.push(['Allocated', leak.sites.map((site) => `${place(site.place)} (${site.percent}${NARROW}%)`).join(', ')]);
    }
    rows.push(['Change', leak.change]);
    find('verdicts').append(element('article', { class: 'verdict' }, element('h3', {}, leak.verdict), facts(rows)));
  }
}

const agesText = (leak) => `left of ${leak.ages.length} stretches of time, oldest first: ${leak.ages.join(', ')}`;

/// Timeline

function showTimeline() {
  const { svg, width, height } = drawing(find('timeline'), 200);
  const points = data.timeline;
  if (points.length < 2) {
    draw(svg, 'text', { x: 8, y: 24 }, 'The program was too short.');
    return;
  }
  const end = points[points.length - 1][0];
  const most = Math.max(...points.map(([, live]) => live)) * 1.05;
  const x = (at) => 62 + (at / end) * (width - 74);
  const y = (live) => height - 24 - (live / most) * (height - 36);
  for (let part = 0; part <= 4; part++) {
    const at = y((most * part) / 4);
    draw(svg, 'line', { class: 'grid', x1: 62, x2: width - 12, y1: at, y2: at });
    draw(svg, 'text', { x: 56, y: at + 4, 'text-anchor': 'end' }, bytes((most * part) / 4));
  }
  const line = points.map(([at, live]) => `${x(at).toFixed(1)},${y(live).toFixed(1)}`).join(' ');
  draw(svg, 'polygon', { points: `${x(points[0][0])},${y(0)} ${line} ${x(end)},${y(0)}`, style: 'fill: var(--area)' });
  draw(svg, 'polyline', { points: line, style: 'fill: none; stroke: var(--line); stroke-width: 2' });
  draw(svg, 'text', { x: 62, y: height - 6 }, '0');
  draw(svg, 'text', { x: width - 12, y: height - 6, 'text-anchor': 'end' }, duration(end));
}

/// Treemap

let current = null;
const blocks = data.blocks.map(([around, name, number, shallow, retained], index) => ({
  index, around, name, number, shallow, retained, inner: [],
}));
for (const block of blocks.slice(1)) blocks[block.around].inner.push(block);

function color(name) {
  let hash = 7;
  for (const character of name) hash = (hash * 31 + character.codePointAt(0)) % 3600;
  return `hsl(${hash / 10} 62% 72%)`;
}

// Rows of blocks along the shorter side, each row as square as can be: squarified treemaps.
function layOut(items, left, top, width, height, put) {
  const total = items.reduce((sum, item) => sum + item.size, 0);
  if (total <= 0 || width < 3 || height < 3) return;
  const scale = (width * height) / total;
  let start = 0;
  while (start < items.length) {
    const side = Math.min(width, height);
    let end = start;
    let area = 0;
    let worst = Infinity;
    while (end < items.length) {
      const next = area + items[end].size * scale;
      const sizes = [items[start].size * scale, items[end].size * scale];
      const ratio = Math.max((side * side * sizes[0]) / (next * next), (next * next) / (side * side * Math.max(sizes[1], 1e-9)));
      if (ratio > worst) break;
      worst = ratio;
      area = next;
      end++;
    }
    const thick = area / side;
    let along = 0;
    for (const item of items.slice(start, end)) {
      const length = (item.size * scale) / thick;
      if (width >= height) put(item, left, top + along, thick, length);
      else put(item, left + along, top, length, thick);
      along += length;
    }
    if (width >= height) {
      left += thick;
      width -= thick;
    } else {
      top += thick;
      height -= thick;
    }
    start = end;
  }
}

function showBlock(block) {
  current = block;
  const crumbs = find('crumbs');
  crumbs.textContent = '';
  const chain = [block];
  while (chain[0].index !== 0) chain.unshift(blocks[chain[0].around]);
  for (const outer of chain) {
    const button = element('button', { type: 'button' }, `${title(outer)}, ${bytes(outer.retained)}`);
    button.addEventListener('click', () => showBlock(outer));
    crumbs.append(button);
  }
  const map = find('map');
  map.textContent = '';
  const shown = block.inner.reduce((sum, inner) => sum + inner.retained, 0);
  const items = block.inner.map((inner) => ({ block: inner, size: inner.retained }));
  if (block.index !== 0) items.push({ own: 'its own', size: block.shallow });
  const rest = block.retained - shown - (block.index !== 0 ? block.shallow : 0);
  if (rest > 0) items.push({ own: 'smaller ones', size: rest });
  items.sort((one, other) => other.size - one.size);
  layOut(items, 0, 0, map.clientWidth, map.clientHeight, (item, left, top, width, height) => {
    const inner = item.block;
    const name = inner ? title(inner) : item.own;
    const text = `${name}: ${bytes(item.size)}, ${percent(item.size)}`;
    const hasMore = inner && (inner.inner.length > 0 || inner.shallow < inner.retained);
    const box = element('button', { type: 'button', class: hasMore ? 'block more' : 'block', title: text });
    Object.assign(box.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    box.style.background = inner ? color(inner.name) : 'var(--grid)';
    if (width > 46 && height > 22) box.append(element('b', {}, name), bytes(item.size));
    if (hasMore) box.addEventListener('click', () => showBlock(inner));
    map.append(box);
  });
}

const title = (block) => (block.number > 1 ? `${count(block.number)} × ${block.name}` : block.name);

// Where a single block takes nearly all, what is in it tells more.
function widest(block) {
  while (block.inner.length > 0 && block.inner[0].inner.length > 0 && block.inner[0].retained > 0.9 * block.retained) {
    [block] = block.inner;
  }
  return block;
}

/// Paths

const steps = data.paths.map(([before, edge, node, number, size, repeats]) => ({
  before, edge, node, number, size, repeats, next: [],
}));
const firsts = [];
for (const step of steps) (step.before === null ? firsts : steps[step.before].next).push(step);

function stepElement(step, depth) {
  const bar = element('span', { class: 'bar' });
  bar.style.width = `${Math.max(1, Math.round((60 * step.size) / whole))}px`;
  const text = [step.edge, step.node].filter((part) => part).join(': ') + (step.repeats ? ' (again and again)' : '');
  const number = step.number > 1 ? `${count(step.number)} × ` : '';
  const line = [bar, element('code', {}, number + text), ' ', element('small', {}, `${bytes(step.size)}, ${percent(step.size)}`)];
  if (step.next.length === 0) return element('div', { class: 'leaf', role: 'treeitem' }, ...line);
  const details = element('details', { role: 'treeitem' }, element('summary', {}, ...line));
  let isFilled = false;
  const fill = () => {
    if (isFilled) return;
    isFilled = true;
    step.next.sort((one, other) => other.size - one.size);
    for (const next of step.next) details.append(stepElement(next, depth + 1));
  };
  details.addEventListener('toggle', fill);
  // What most lies in is open from the start.
  if (depth < 3 && step.size * 3 > whole) {
    fill();
    details.open = true;
  }
  return details;
}

function showPaths() {
  firsts.sort((one, other) => other.size - one.size);
  for (const step of firsts) find('paths').append(stepElement(step, 0));
}

/// Classes

const columns = ['Class', 'Objects', 'Shallow', 'Retained', 'Distance'];
let order = { column: 3, isDown: true };

function showClasses() {
  const table = find('classes');
  table.textContent = '';
  const head = element('tr');
  columns.forEach((name, column) => {
    const button = element('button', { type: 'button' }, name);
    button.addEventListener('click', () => {
      order = { column, isDown: order.column === column ? !order.isDown : column > 0 };
      showClasses();
    });
    const sort = order.column === column ? { 'aria-sort': order.isDown ? 'descending' : 'ascending' } : {};
    head.append(element('th', { scope: 'col', ...sort }, button));
  });
  table.append(element('thead', {}, head));
  const wanted = find('filter').value.toLowerCase();
  const rows = data.classes.filter(([name]) => name.toLowerCase().includes(wanted));
  const { column, isDown } = order;
  const compare = (one, other) => (one[column] < other[column] ? -1 : one[column] > other[column] ? 1 : 0);
  rows.sort((one, other) => (isDown ? -compare(one, other) : compare(one, other)));
  const body = element('tbody');
  for (const [name, number, shallow, retained, distance] of rows) {
    const cells = [name, count(number), `${bytes(shallow)} (${percent(shallow)})`, `${bytes(retained)} (${percent(retained)})`, distance === null || distance >= 1e8 ? '–' : distance];
    body.append(element('tr', {}, ...cells.map((cell) => element('td', {}, String(cell)))));
  }
  table.append(body);
}

showVerdicts();
showTimeline();
if (blocks.length > 0) showBlock(widest(blocks[0]));
showPaths();
showClasses();
find('filter').addEventListener('input', showClasses);
window.addEventListener('resize', () => {
  showTimeline();
  if (current) showBlock(current);
});
