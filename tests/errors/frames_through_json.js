JSON.parse('{"a":[1]}', function revive(key, value) {
  if (key === 'a') throw new Error('revived');
  return value;
});
