// Regular expressions: tokens, lines of a log, replacement, case, classes, alternatives and backtracking.
function lines(n) {
  const verbs = ['GET', 'POST', 'PUT', 'DELETE'];
  const parts = [];
  for (let i = 0; i < n; i++) {
    const address = `10.${i % 7}.${i % 251}.${(i * 31) % 255}`;
    const path = `/shop/item-${i % 97}/view?id=${i * 17}&q=${(i % 13).toString(36)}x`;
    const status = i % 11 === 0 ? 404 : 200;
    parts.push(`${address} - [2024-0${1 + (i % 9)}-1${i % 10}T0${i % 10}:15:59] "${verbs[i & 3]} ${path}" ${status} ${i * 7}`);
  }
  return parts.join('\n');
}
function log(text) {
  const line = /^(\d+)\.(\d+)\.(\d+)\.(\d+) - \[(?<date>\d{4}-\d\d-\d\d)T(?<time>[\d:]+)\] "(?<verb>[A-Z]+) (?<path>[^" ]+)" (?<status>\d{3}) (\d+)$/gm;
  let sum = 0;
  for (const found of text.matchAll(line)) {
    sum = (sum + Number(found[4]) + found.groups.path.length * found.groups.verb.length + Number(found.groups.status)) % 1000003;
  }
  return sum;
}
function tokens(text) {
  const token = /\s+|([A-Za-z_$][\w$]*)|(\d+(?:\.\d+)?(?:e[+-]?\d+)?)|("(?:[^"\\]|\\.)*")|(=>|[=!]==?|[-+*/%<>]=?|[(){}\[\];,.:?])/y;
  const counts = [0, 0, 0, 0, 0];
  let found;
  token.lastIndex = 0;
  while (token.lastIndex < text.length && (found = token.exec(text)) !== null) {
    if (found[1] !== undefined) counts[1]++;
    else if (found[2] !== undefined) counts[2]++;
    else if (found[3] !== undefined) counts[3]++;
    else if (found[4] !== undefined) counts[4]++;
    else counts[0]++;
  }
  return counts.reduce((sum, count, index) => sum + count * (index + 1), 0);
}
function rewrite(text) {
  const upper = text.replace(/\b([a-z])(\w*)/g, (all, first, rest) => first.toUpperCase() + rest);
  const swapped = upper.replace(/(\w+)=(\w+)/g, '$2:$1');
  const parts = swapped.split(/[\s"&?]+/);
  return swapped.length + parts.length + (swapped.match(/item|view|shop/gi) || []).length;
}
function backtracks(n) {
  let hits = 0;
  const balanced = /^(?:a|ab)*c$/;
  const repeated = /(\w+)\s\1\b/;
  const mail = /^[a-z0-9._%+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}$/i;
  for (let i = 0; i < n; i++) {
    if (balanced.test('ab'.repeat(i % 13) + (i & 1 ? 'c' : 'd'))) hits++;
    if (repeated.test(`one two ${i % 5} three ${i % 3} ${i % 3} four`)) hits++;
    if (mail.test(`user.${i}@mail.example${i % 7}.${i & 1 ? 'org' : '9'}`)) hits++;
  }
  return hits;
}
const source = 'function sum(list) { let total = 0.5e1; for (const x of list) total += x * 31; return total !== "none\\"" ? total : [1, 2]; }\n';
let total = 0;
const text = lines(1500);
const program = source.repeat(60);
for (let round = 0; round < 5; round++) total = (total + log(text) + tokens(program) + rewrite(text) + backtracks(2500)) % 1000003;
print(total);
