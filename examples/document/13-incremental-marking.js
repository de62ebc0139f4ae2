// tenure --expose-gc 13-incremental-marking.js
// tenure --expose-gc --no-incremental-marking 13-incremental-marking.js
// tenure --expose-gc --heap-map=steps.html 13-incremental-marking.js
'use strict';
const { check, claim, row, verdict } = require('./tell');
const { collections } = require('tenure');

claim(13, 'marking in steps cuts the time of a collection to a sixth', '增量标记使回收时间变成原先的 1/6');

// 600,000 objects live all the time, and are renewed ten times over.
const COUNT = 600000;
const live = [];
for (let i = 0; i < COUNT; i += 1) live.push({ i, next: null });

const major = [];
let seen = 0;
function note() {
  for (const event of collections()) {
    if (event.number > seen && event.kind !== 'scavenge') major.push(event);
    seen = Math.max(seen, event.number);
  }
}

// gc() marks at once.
for (let round = 0; round < 5; round += 1) gc();
for (let i = 0; i < 10 * COUNT; i += 1) {
  live[i % COUNT] = { i, next: null };
  if (i % 100000 === 0) note();
}
note();

/** Milliseconds that the program stood still at a time, at most. */
const pause = ({ pause, longestStep = 0 }) => Math.max(pause, longestStep);
const time = ({ pause, stepsTime = 0 }) => pause + stepsTime;
const median = (numbers) => numbers.sort((one, other) => one - other)[numbers.length >> 1] ?? 0;
function tell(name, events) {
  const longest = median(events.map(pause));
  const whole = median(events.map(time));
  row(name, events.length, median(events.map(({ steps = 1 }) => steps)), `${whole.toFixed(1)} ms`, `${longest.toFixed(1)} ms`);
  return { longest, whole };
}

row('mark', 'collections', 'steps', 'time, each', 'longest pause');
const once = tell('at once', major.filter(({ steps }) => steps === undefined));
const events = major.filter(({ steps }) => steps !== undefined);
if (events.length > 0) {
  const inSteps = tell('in steps', events);
  check(inSteps.longest * 6 <= once.longest, 'the longest pause is less than a sixth', '最长停顿不到六分之一');
  check(inSteps.whole * 3 > once.whole, 'the time of a whole collection is about the same', '一次回收的总时间大致不变');
}
verdict('partly', 'What falls, to a sixth and far less, is how long the program stands still at a time; the work is the same.',
  '降到六分之一以下的是每次停顿的时间；总的工作量不变。');
