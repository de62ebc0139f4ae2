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

/** The first cells of rows. */
const LABELS = {
  before: '之前', '300 functions more': '多了 300 个函数', '50000 objects more': '多了 50000 个对象', code: '代码', heap: '堆',
  '200 Buffers of 1 MB': '200 个 1 MB 的 Buffer', 'dropped and collected': '丢弃并回收之后', objects: '对象数', collections: '回收次数',
  born: '诞生', 'after one scavenge': '一次回收后', 'after two scavenges': '两次回收后',
  'after a full collection': '完整回收后', 'new space': '新生代', 'old space': '老生代',
  scavenges: '回收次数', copied: '复制', promoted: '晋升', 'objects, by age': '因年龄晋升的对象',
  'objects, by the rule': '因 25% 规则晋升的对象', survivors: '存活比例', microseconds: '微秒',
  '200000 objects': '20 万个对象', '20000 objects': '剩下 2 万个',
  mark: '标记', steps: '步数', 'time, each': '每次共用', 'longest pause': '最长停顿', 'at once': '一次完成', 'in steps': '分步完成',
  'outerVar keeps it': 'outerVar 引用着', 'outerVar = null': 'outerVar = null',
  '300 things, chained': '300 个对象连成链', 'original = null': 'original = null',
  'loaded once': '加载一次', 'required 50 times': 'require 50 次', '50 x delete + require': '50 次 delete + require',
  'module.children = []': 'module.children = []', '50 x delete + pop': '50 次 delete + pop',
  returned: '返回之后', collected: '回收之后', 'implicit = big()': 'implicit = big()',
  'delete implicit': 'delete implicit', 'delete of a fixed one': 'delete 不可删除的', '= null': '= null',
  'never deleted': '从不删除', 'deleted when done': '完成即删除', 'the last 100 (LRU)': '只留最近 100 个（LRU）',
  'WeakMap by request': '以请求为键的 WeakMap', '1000 intervals run': '1000 个 interval 在运行',
  'cleared, handles kept': '已清除，保留句柄', '1000 timeouts wait': '1000 个 timeout 在等待',
  'they have fired': '全部触发之后', '3000 in one turn': '同一轮中 3000 个', '3000 in 100 turns': '分 100 轮共 3000 个',
};
const label = (text) => (isChinese ? LABELS[text] ?? String(text).replace(' calls', ' 次调用').replace(' cycles', ' 个循环') : text);

/** A row of a table: the first cell is 26 columns wide, the others 12. A Chinese character takes two. */
exports.row = (first, ...cells) => {
  const wide = (text) => [...text].reduce((sum, letter) => sum + (letter.codePointAt(0) > 0x2e7f ? 2 : 1), 0);
  const text = String(label(first));
  const fill = (cell) => ' '.repeat(Math.max(1, 12 - wide(String(cell)))) + cell;
  console.log('  ' + text + ' '.repeat(Math.max(0, 26 - wide(text))) + cells.map(label).map(fill).join(''));
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
