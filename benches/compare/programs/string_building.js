// Building strings: by +=, by pieces and join, from code units, with templates, padding, repetition and escapes.
function escape(text) {
  let result = '';
  for (const unit of text) {
    if (unit === '<') result += '&lt;';
    else if (unit === '&') result += '&amp;';
    else if (unit === '"') result += '&quot;';
    else result += unit;
  }
  return result;
}
function table(rows, columns) {
  const lines = [];
  for (let row = 0; row < rows; row++) {
    let line = '';
    for (let column = 0; column < columns; column++) {
      line += `<td class="c${column}">${String(row * column).padStart(6, '0')}</td>`;
    }
    lines.push('<tr>' + line + '</tr>');
  }
  return lines.join('\n');
}
function caesar(text, by) {
  const units = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    units.push(String.fromCharCode(unit >= 97 && unit <= 122 ? ((unit - 97 + by) % 26) + 97 : unit));
  }
  return units.join('');
}
function front(n) {
  let text = '';
  for (let i = 0; i < n; i++) text = (i % 10) + text;
  return text;
}
function reverse(text) {
  let result = '';
  for (let i = text.length - 1; i >= 0; i--) result += text[i];
  return result;
}
function hash(text) {
  let value = 17;
  for (let i = 0; i < text.length; i++) value = (Math.imul(value, 31) + text.charCodeAt(i)) | 0;
  return value;
}
let sum = 0;
for (let round = 0; round < 4; round++) {
  const html = table(120, 20);
  sum = (sum + hash(escape(html)) + hash(caesar(html, 3 + round)) + hash(reverse(html))) | 0;
  sum = (sum + hash(front(40000)) + hash('été '.repeat(5000).concat(String.fromCodePoint(0x1f600 + round)))) | 0;
  const words = html.split('<');
  let text = words[0];
  for (const word of words) text = text.concat(' ', word.trim(), word.length > 5 ? word.slice(2, -2) : word.at(-1) || '');
  sum = (sum + hash(text)) | 0;
}
print(sum);
