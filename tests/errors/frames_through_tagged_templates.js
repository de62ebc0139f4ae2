function tag(strings, value) {
  return value.missing.text;
}
const text = tag`a ${{}} b`;
