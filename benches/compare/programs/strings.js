// Building, cutting, searching and comparing strings.
function build(n) {
  let text = '';
  for (let i = 0; i < n; i++) {
    text += 'item ' + i + ', ';
    if (i % 7 === 0) text += `<${i % 13}>`;
  }
  return text;
}
function words(text) {
  let sum = 0;
  for (let at = text.indexOf('item'); at >= 0; at = text.indexOf('item', at + 1)) {
    sum = (sum + text.charCodeAt(at + 5)) % 65521;
  }
  return sum;
}
function hash(text) {
  let value = 17;
  for (let i = 0; i < text.length; i++) value = (Math.imul(value, 31) + text.charCodeAt(i)) | 0;
  return value;
}
let total = 0;
for (let round = 0; round < 6; round++) {
  const text = build(40000);
  const parts = text.split(', ');
  const upper = parts.map((part) => part.toUpperCase().slice(0, 6)).join('-');
  total = (total + words(text) + hash(upper) + text.replaceAll('item', 'x').length + parts.length) % 1000003;
}
print(total);
