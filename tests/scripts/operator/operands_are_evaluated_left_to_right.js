const seen = [];
const at = (name, value) => (seen.push(name), value);
const done = () => console.log(seen.splice(0).join(' '));
// expect: a b c
// expect: o x y
// expect: o k v
// expect: o k v
// expect: l r yes
// expect: 1 2 3 4
// expect: k1 v1 k2 v2
// expect: F x y
// expect: f 1 2
// expect: s1 s2
// expect: left right
// expect: left right
// expect: left right
// expect: left right
at('a', 1) + at('b', 2) * at('c', 3); done();
at('o', { m() {} }).m(at('x'), at('y')); done();
at('o', {})[at('k', 'k')] = at('v'); done();
at('o', { k: 1 })[at('k', 'k')] += at('v', 1); done();
at('l', 1) < at('r', 2) ? at('yes') : at('no'); done();
[at(1), at(2), ...[at(3)], at(4)]; done();
({ [at('k1', 'p')]: at('v1'), [at('k2', 'q')]: at('v2') }); done();
new (at('F', function () {}))(at('x'), at('y')); done();
at('f', () => () => {})(at('1'))(at('2')); done();
`${at('s1')}${at('s2')}`; done();
const order = name => ({ valueOf() { seen.push(name); return 1; } });
order('left') - order('right'); done();
order('left') < order('right'); done();
order('left') > order('right'); done();
order('left') ** order('right'); done();
