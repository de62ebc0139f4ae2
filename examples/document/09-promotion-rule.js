// tenure 09-promotion-rule.js
// tenure --promote-by-age-only 09-promotion-rule.js
'use strict';
const { claim, megabytes, row, verdict } = require('./tell');
const { collections } = require('tenure');

claim(9, 'when to-space has less than 25 % left, everything is promoted', 'to 空间剩余不足 25% 时，存活对象直接晋升到老生代');

// A third of what is made lives through a scavenge or two.
const window = new Array(60000).fill(null);
for (let i = 0; i < 3000000; i += 1) {
  window[i % window.length] = { i };
}

const sum = (key) => collections().filter(({ kind }) => kind === 'scavenge').reduce((total, event) => total + event[key], 0);
row('scavenges', collections().filter(({ kind }) => kind === 'scavenge').length);
row('copied', megabytes(sum('copied')));
row('promoted', megabytes(sum('promoted')));
row('objects, by age', sum('promotedByAge'));
row('objects, by the rule', sum('promotedByFill'));
verdict('partly', 'V8 promoted the rest once to-space was 25 % full (not 25 % empty), so that after the flip there is room to ' +
  'allocate. Today V8 promotes at the second survival, or when the copy finds no room. The rule can be switched off here: ' +
  'compare the two tables.',
'当年的 V8 是在 to 空间占用超过 25%（而不是剩余不足 25%）时晋升其余对象，好让翻转之后还有空间分配。' +
  '如今的 V8 在第二次存活时、或复制不下时晋升。这里可以关掉这条规则：比较两张表。');
