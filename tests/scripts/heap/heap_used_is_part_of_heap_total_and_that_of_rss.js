// flags: --expose-gc
let wrong = 0;
function look() {
  const { rss, heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
  if (!(heapUsed <= heapTotal && heapTotal <= rss && arrayBuffers <= external)) wrong++;
  if (process.memoryUsage.rss() < heapTotal) wrong++;
}
look();
let kept = [];
for (let i = 0; i < 40; i++) {
  for (let j = 0; j < 50; j++) kept.push({ i, j, text: 'text' + i });
  kept.push(new Array(1000).fill(i));
  look();
}
kept = null;
look();
gc();
look();
console.log(wrong); // expect: 0
