[1].map(function doubled(x) {
  return [x].filter((y) => [y].reduce((sum, z) => z.missing.property, 0));
});
