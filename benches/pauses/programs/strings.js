// Strings built piece by piece, and the pieces.
let kept = [];
for (let round = 0; round < 300; round++) {
  let text = '';
  for (let i = 0; i < 4000; i++) text += 'piece ' + i + ';';
  kept.push(text.slice(round, round + 3000).split(';').join('-'));
  if (kept.length > 50) kept = kept.slice(25);
}
