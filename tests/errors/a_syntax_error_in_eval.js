function run(text) {
  return eval(text);
}
run('var x = ;');
