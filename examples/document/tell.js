// What the scripts of this folder print with: English, or Chinese where `LANG` begins with zh or --lang=zh is given.
'use strict';

const { LC_ALL, LC_MESSAGES, LANG } = process.env;
const wish = process.argv.find((word) => word.startsWith('--lang='));
const language = wish ? wish.slice(7) : LC_ALL || LC_MESSAGES || LANG || 'en';
const isChinese = language.startsWith('zh');

exports.language = isChinese ? 'zh' : 'en';

/** The text of this language. */
const choose = (english, chinese) => (isChinese ? chinese : english);
exports.choose = choose;

/** Prints a sentence. */
exports.say = (english, chinese) => console.log(choose(english, chinese));

exports.megabytes = (bytes) => (bytes / 1048576).toFixed(1) + ' MB';

/** A row of a table: the first cell is 26 columns wide, the others 12. A Chinese character takes two. */
exports.row = (first, ...cells) => {
  const wide = (text) => [...text].reduce((sum, letter) => sum + (letter.codePointAt(0) > 0x2e7f ? 2 : 1), 0);
  const text = String(first);
  const fill = (cell) => ' '.repeat(Math.max(1, 12 - wide(String(cell)))) + cell;
  console.log('  ' + text + ' '.repeat(Math.max(0, 26 - wide(text))) + cells.map(fill).join(''));
};

/** Collects everything that nothing refers to. Needs --expose-gc. */
exports.collect = () => {
  if (!globalThis.gc) {
    console.error(choose('run this with --expose-gc', '请加上 --expose-gc 运行'));
    process.exit(1);
  }
  gc();
  gc();
};

/** Bytes of objects after a collection. */
exports.used = () => {
  exports.collect();
  return process.memoryUsage().heapUsed;
};

let failures = 0;

/** A measured fact, yes or no. A no makes the script fail. */
exports.check = (holds, english, chinese) => {
  console.log(`  ${holds ? '[x]' : '[ ]'} ${choose(english, chinese)}`);
  if (!holds) {
    failures += 1;
    process.exitCode = 1;
  }
};

const VERDICTS = {
  right: ['right', '正确'],
  partly: ['partly right', '部分正确'],
  wrong: ['wrong', '错误'],
};

/** The claim of the document, in a few words. */
exports.claim = (number, english, chinese) => {
  console.log(choose(`Claim ${number}: ${english}`, `第 ${number} 条：${chinese}`));
};

/** The verdict with its reason; only if all facts were seen. */
exports.verdict = (kind, english, chinese) => {
  if (failures > 0) {
    console.log(choose('Verdict: not shown, see above', '结论：未能显示，见上'));
    return;
  }
  const [word, chineseWord] = VERDICTS[kind];
  console.log(choose(`Verdict: ${word}. ${english}`, `结论：${chineseWord}。${chinese}`));
};
