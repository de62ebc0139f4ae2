const attempt = (steps) => {
  try {
    console.log(steps());
  } catch (error) {
    console.log(error.name, error.message.slice(0, 31), error.message.slice(-28));
  }
};
attempt(() => new RegExp('a'.repeat(2 ** 24))); // expect: SyntaxError Invalid regular expression: /aa Regular expression too large
attempt(() => new RegExp('('.repeat(1000) + ')'.repeat(1000))); // expect: SyntaxError Invalid regular expression: /(( Regular expression too large
attempt(() => new RegExp('(?:a|b)' + '(?:a|b){9}'.repeat(9000)).test('a')); // expect: false
const nested = `${'('.repeat(300)}a${')'.repeat(300)}`;
let made = 0;
function deep() {
  try {
    deep();
  } catch (error) {
    if (made === 0) {
      try {
        made += new RegExp(nested).exec('a').length;
      } catch {
        throw error;
      }
    }
  }
}
deep();
console.log(made); // expect: 301
