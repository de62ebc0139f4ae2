// Records what node makes of patterns: `node record.mjs 3000 > matches.txt`, `node record.mjs --errors > errors.txt`.
//
// A line of matches: flags, pattern, text, lastIndex, then `-` or the places of the groups. In patterns and texts `%`
// starts the four hexadecimal digits of a code unit. A line of errors: flags, pattern, message or `ok`.
let state = 20231;
const random = (n) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return Math.floor((state / 4294967296) * n);
};
const pick = (list) => list[random(list.length)];
const chance = (percent) => random(100) < percent;
const quote = (text) =>
  text.replace(/[^\x21-\x24\x26-\x7e]/g, (unit) => '%' + unit.charCodeAt(0).toString(16).padStart(4, '0'));

const PLAIN = ['a', 'b', 'c', 'A', 'B', 'k', 'K', 's', 'ß', 'é', 'É', '1', '_', ' ', '\n', '-', 'ſ', '\u212a', 'σ', 'ς', 'Σ', 'ǆ', 'ǅ'];
const WIDE = ['😀', '𐐀', '𐐨', '\ud83d', '\ude00'];
const splits = (text, at) => /[\ud800-\udbff]$/.test(text.slice(0, at)) && /^[\udc00-\udfff]/.test(text.slice(at));
const unicode = (flags) => /[uv]/.test(flags);

function character(flags) {
  if (chance(6)) return pick(WIDE);
  if (chance(70)) return pick(['a', 'b', 'c']);
  return pick(PLAIN);
}

function escape(flags) {
  const always = ['\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '\\n', '\\x61', '\\u0062', '\\cJ', '\\.', '\\0'];
  if (unicode(flags) && chance(50)) {
    return pick(['\\u{61}', '\\u{1f600}', '\\ud83d\\ude00', '\\p{L}', '\\P{L}', '\\p{Lu}', '\\p{Ll}', '\\P{Lu}', '\\p{Script=Greek}', '\\p{Any}', '\\p{ASCII}', '\\p{Emoji}']);
  }
  return pick(always);
}

function classOf(flags, depth = 0) {
  let text = chance(25) ? '[^' : '[';
  const sets = flags.includes('v');
  // V8 11 does not fold before it subtracts, as ECMA-262 has it: no operations with `i`.
  if (sets && !flags.includes('i') && chance(30) && depth < 2) {
    const operator = pick(['&&', '--']);
    const operand = () => (chance(50) ? classOf(flags, depth + 1) : chance(50) ? escape(flags) : pick(['a', 'b', 'K', 'é']));
    return text + operand() + operator + operand() + ']';
  }
  for (let count = random(4); count >= 0; count--) {
    const kind = random(10);
    if (kind < 4) text += character(flags).replace(/[-\]\\]/g, 'x');
    else if (kind < 6) text += pick(['a-c', 'A-Z', 'b-k', 'à-ü', '\\x00-\\x7f', 'α-ω', '\\u0100-\\uffff']);
    else if (kind < 8) text += escape(flags);
    else if (sets && text[1] !== '^' && depth === 0) text += pick(['\\q{ab|c|}', '\\q{a}', '\\q{abc|ab}', '\\p{RGI_Emoji_Flag_Sequence}', '[ab]']);
    else text += pick(['b', '1']);
  }
  return text + ']';
}

function atom(flags, depth, groups) {
  const kind = random(20);
  if (kind < 8 || depth > 3) return character(flags);
  if (kind < 10) return escape(flags);
  if (kind < 12) return classOf(flags);
  if (kind < 13) return '.';
  if (kind < 16) {
    groups.count++;
    if (chance(20)) {
      const name = `n${groups.count}`;
      groups.names.push(name);
      return `(?<${name}>${pattern(flags, depth + 1, groups)})`;
    }
    return `(${pattern(flags, depth + 1, groups)})`;
  }
  if (kind < 18) return `(?:${pattern(flags, depth + 1, groups)})`;
  if (kind < 19) return pick(['(?=', '(?!', '(?<=', '(?<!']) + pattern(flags, depth + 1, groups) + ')';
  if (groups.names.length && chance(50)) return `\\k<${pick(groups.names)}>`;
  return groups.count ? `\\${1 + random(groups.count)}` : pick(['\\b', '\\B', '^', '$']);
}

function pattern(flags, depth = 0, groups = { count: 0, names: [] }) {
  let text = '';
  for (let terms = random(4); terms >= 0; terms--) {
    const part = atom(flags, depth, groups);
    text += part;
    const fixed = /^(\^|\$|\\b|\\B|\(\?[=!<][=!]?)/i.test(part) && !part.startsWith('(?<n');
    if (!fixed && chance(35)) text += pick(['*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}?', '{2,}']);
  }
  return chance(15) ? `${text}|${pattern(flags, depth + 1, groups)}` : text;
}

function subject(flags) {
  let text = '';
  for (let count = random(12); count >= 0; count--) text += character(flags);
  return text;
}

const FLAGS = ['', '', 'i', 'm', 's', 'u', 'iu', 'v', 'iv', 'y', 'imsu'];
if (process.argv[2] === '--errors') {
  const pieces = ['(', ')', '[', ']', '{', '}', '*', '+', '?', '|', '^', '$', '.', '\\', '-', '&&', '--', ',', ':', '<', '>', '=', '!',
    '1', '2', 'a', 'z', 'k', 'u', 'x', 'p', 'c', 'q', 'b', 'd', 'P', 'Lu', '(?', '(?<', '(?<a>', '(?=', '(?<=', '\\k<a>', '\\u{', '\\p{', '[^',
    '{1,2}', '{2,1}', '\\1', '\\0', '\\8', '\\-', '\\c', '&', '~~', '/', '\\q{', 'B', '\\u0061', '\\ud83d', '(?:', ';', '\\x4', '_'];
  const seen = new Set();
  while (seen.size < 2500) {
    let text = '';
    for (let count = 1 + random(6); count > 0; count--) text += pick(pieces);
    const flags = pick(['', 'u', 'v', '']);
    // Modifiers, which this oracle does not know, and names used twice, which it knows no exception for.
    if (/\(\?[a-z-]/.test(text) || text.split('(?<a>').length > 2) continue;
    let message = 'ok';
    try {
      new RegExp(text, flags);
    } catch (error) {
      message = error.message.slice(error.message.lastIndexOf(`/${flags}: `) + 3 + flags.length);
    }
    seen.add(`${flags}\t${quote(text)}\t${message}`);
  }
  console.log([...seen].sort().join('\n'));
} else {
  const lines = new Set();
  while (lines.size < Number(process.argv[2])) {
    const flags = pick(FLAGS);
    const source = pattern(flags);
    let expression;
    try {
      expression = new RegExp(source, flags + (flags.includes('y') ? 'd' : 'dg'));
    } catch {
      continue;
    }
    for (let count = 0; count < 2; count++) {
      const text = subject(flags);
      const index = chance(20) ? random(text.length + 1) : 0;
      // Between the halves of a pair V8 11 tries a match that ECMA-262 does not.
      expression.lastIndex = splits(text, index) ? 0 : index;
      const start = expression.lastIndex;
      const found = expression.exec(text);
      // So it does when it looks for the next place to start at.
      if (found && unicode(flags) && splits(text, found.index)) continue;
      const places = found ? found.indices.map((pair) => (pair ? pair.join(',') : '-')).join(' ') : '-';
      lines.add([flags, quote(source), quote(text), start, places].join('\t'));
    }
  }
  console.log([...lines].join('\n'));
}
