// Drawings of the heap for a terminal: what really happened to objects that have a name, step by step.
'use strict';

const hexadecimal = (address) => '0x' + address.toString(16);

/** At most `most` columns, each the average of its share of `values`. */
function columnsOf(values, most) {
  const share = Math.max(1, Math.ceil(values.length / most));
  const columns = [];
  for (let start = 0; start < values.length; start += share) {
    const part = values.slice(start, start + share);
    columns.push(part.reduce((sum, value) => sum + value, 0) / part.length);
  }
  return columns;
}

/** A column as high as `share`, 0 to 1. */
const bar = (share) => '·▁▂▃▄▅▆▇█'[share <= 0 ? 0 : Math.min(8, Math.max(1, Math.round(share * 8)))];

const COLORS = {
  'new space': 36, 'old space': 33, 'code space': 35, 'large object space': 34,
  dead: 90, copied: 36, promoted: 33, free: 90, marked: 32,
};

const paint = (text, name, colors) => (colors ? `\x1B[${COLORS[name]}m${text}\x1B[39m` : text);

const TEXTS = {
  en: {
    from: 'from-space', to: 'to-space', old: 'old space', empty: 'empty', gone: 'dead', page: 'page', pages: 'pages',
    legend: 'a sign is 8 KB of from-space: . dead, o copied, # promoted',
    scavenge: [
      'Objects are born in from-space. To-space is empty.',
      'Which of them are still referred to, by a root or by an old object?',
      'A survivor that has survived before moves to old space; the others are copied to to-space.',
      'From-space is given up as a whole: dead objects are not visited one by one.',
      'The two change names: what was to-space is where objects are born from now on.',
    ],
    counts: ({ dead, copied, promoted }) =>
      `${dead.objects} dead (${dead.bytes} bytes), ${copied.objects} copied (${copied.bytes}), ` +
      `${promoted.objects} promoted (${promoted.bytes})`,
    sweep: ['Mark what can be reached from the roots.', 'Sweep: what has no mark becomes free memory. Nothing moves.'],
    age: (before, after) => `age ${before} -> ${after}`,
    ages: ['0', '1', 'old'],
    alive: 'reached', dead: 'not reached',
    none: 'The system had no pages for it.',
    young: 'is still young',
  },
  zh: {
    from: 'from 空间', to: 'to 空间', old: '老生代', empty: '空', gone: '已死', page: '页', pages: '页',
    legend: '每个符号代表 8 KB：. 已死，o 已复制，# 已晋升',
    scavenge: [
      '对象在 from 空间里诞生，to 空间是空的。',
      '哪些对象还被根或老生代对象引用着？',
      '以前经历过一次回收而存活的对象晋升到老生代，其余的存活对象复制到 to 空间。',
      'from 空间整块归还：并不逐个释放死去的对象。',
      '两个空间互换名字：原来的 to 空间成为新的 from 空间。',
    ],
    counts: ({ dead, copied, promoted }) =>
      `死去 ${dead.objects} 个（${dead.bytes} 字节），复制 ${copied.objects} 个（${copied.bytes} 字节），` +
      `晋升 ${promoted.objects} 个（${promoted.bytes} 字节）`,
    sweep: ['标记：从根出发能到达的对象。', '清除：没有标记的对象变成空闲内存，什么都不移动。'],
    age: (before, after) => `年龄 ${before} -> ${after}`,
    ages: ['0', '1', '老'],
    alive: '可达', dead: '不可达',
    none: '系统没有足够的内存页。',
    young: '还在新生代',
  },
};

/** The language of texts: `LANG` and its kin, as POSIX has it. */
function languageOf(wish) {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const name = String(wish ?? (LC_ALL || LC_MESSAGES || LANG || 'en'));
  return name.startsWith('zh') ? 'zh' : 'en';
}

/** Objects with names, and what collections do to them. The objects may die: only their numbers are kept. */
class Drawing {
  #named = [];
  #texts;
  #colors;

  constructor({ lang, colors = false } = {}) {
    this.#texts = TEXTS[languageOf(lang)];
    this.#colors = colors;
  }

  /** Gives an object a name. Returns the object. */
  name(name, object) {
    const id = native.identify(object);
    if (id === undefined) throw new TypeError(`${name} is not an object`);
    this.#named.push({ name, id });
    return object;
  }

  #places() {
    return this.#named.map(({ id }) => native.placementOf(id));
  }

  #color(text, name) {
    return paint(text, name, this.#colors);
  }

  /** Scavenges; five frames of what happened. */
  scavenge() {
    const texts = this.#texts;
    const before = this.#places();
    const record = native.recordScavenge();
    if (record === undefined) return texts.none;
    const after = this.#places();
    const kinds = [' ', '.', 'o', '#'];
    const colors = ['', 'dead', 'copied', 'promoted'];
    const strips = (sign) => record.from.map(({ address, strip }) =>
      `    ${hexadecimal(address)} [${strip.map((kind) => sign(kind)).join('')}]`);
    const frame = (number, ...lines) => [`${number}. ${texts.scavenge[number - 1]}`, ...lines, ''];
    const fates = this.#named.map(({ name }, index) => {
      const [old, now] = [before[index], after[index]];
      const wasYoung = old !== undefined && old.space === 'new_space';
      return { name, old, now, wasYoung, isPromoted: now !== undefined && now.space !== 'new_space' };
    }).filter(({ old }) => old !== undefined);
    const young = fates.filter(({ wasYoung }) => wasYoung);
    const line = ({ name, old, now, isPromoted }) => now === undefined
      ? this.#color(`    ${name} ${hexadecimal(old.address)} ${texts.gone}`, 'dead')
      : this.#color(
        `    ${name} ${hexadecimal(old.address)} -> ${hexadecimal(now.address)} ` +
        `${isPromoted ? texts.old : texts.to}, ${texts.age(texts.ages[old.age], texts.ages[now.age])}`,
        isPromoted ? 'promoted' : 'copied');
    return [
      ...frame(1, `  ${texts.from}`, ...strips((kind) => (kind === 0 ? ' ' : '=')),
        ...young.map(({ name, old }) => `    ${name} ${hexadecimal(old.address)}, ${old.size} B`),
        `  ${texts.to}: ${texts.empty}`),
      ...frame(2, ...young.map(({ name, now }) => now === undefined
        ? this.#color(`    ${name} ${texts.dead}`, 'dead')
        : this.#color(`    ${name} ${texts.alive}`, 'marked'))),
      ...frame(3, ...young.map(line), `  ${texts.from} (${texts.legend})`,
        ...strips((kind) => (kind === 0 ? ' ' : this.#color(kinds[kind], colors[kind])))),
      ...frame(4, `  ${texts.counts(record)}`),
      ...frame(5, `  ${texts.from}`, ...young.filter(({ now, isPromoted }) => now && !isPromoted)
        .map(({ name, now }) => `    ${name} ${hexadecimal(now.address)}`),
      `  ${texts.to}: ${texts.empty}`),
    ].join('\n');
  }

  /** Marks, then sweeps; a frame of each, with the cells that the named old objects had. */
  markSweep() {
    const texts = this.#texts;
    const before = this.#places();
    const cells = this.#named.map(({ name }, index) => ({ name, place: before[index] }))
      .filter(({ place }) => place !== undefined)
      .sort((one, other) => one.place.address - other.place.address);
    const young = cells.find(({ place }) => place.space === 'new_space');
    if (young) throw new RangeError(`${young.name} ${texts.young}`);
    const draw = (content) => '  ' + cells.map(({ name }, index) => content(name, index)).join(' ');
    const fates = native.markSweep(cells.map(({ place }) => place.address));
    const marked = draw((name, index) => (fates[index] === 0
      ? this.#color(`[${name}*]`, 'marked') : this.#color(`[${name} ]`, 'dead')));
    const swept = draw((name, index) => (fates[index] === 0
      ? this.#color(`[${name} ]`, 'marked') : this.#color(`[${' '.repeat(name.length + 1)}]`, 'free')));
    const list = cells.map(({ name, place }, index) =>
      `    ${name} ${hexadecimal(place.address)}, ${place.size} B: ` +
      (fates[index] === 0 ? texts.alive : texts.dead));
    return [
      `1. ${texts.sweep[0]}`, marked, ...list, '',
      `2. ${texts.sweep[1]}`, swept, '',
    ].join('\n');
  }
}

module.exports = { Drawing, columnsOf, bar, hexadecimal, paint };
