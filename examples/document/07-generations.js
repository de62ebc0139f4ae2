// tenure --expose-gc 07-generations.js
'use strict';
const { check, claim, row, say, verdict } = require('./tell');
const { where } = require('tenure');

claim(7, 'the heap has a new generation, for what lives shortly, and an old one', '堆分为新生代（存在时间短）和老生代（存在时间长）');

const object = { name: 'followed' };
const places = [];
const look = (when) => {
  const place = where(object);
  places.push(place);
  row(when, place.space, place.address, `age ${place.age}`, `moved ${place.moved}`);
};
look('born');
gc({ type: 'minor' });
look('after one scavenge');
gc({ type: 'minor' });
look('after two scavenges');
gc();
look('after a full collection');
check(places[0].space === 'new space' && places[1].space === 'new space' && places[2].space === 'old space',
  'new, new, old: promoted by the second scavenge', '新、新、老：第二次回收时晋升');
check(places[0].address !== places[1].address && places[1].address !== places[2].address,
  'each scavenge moved it', '每次回收都移动了它');
check(places[2].address === places[3].address, 'a full collection leaves it where it is here', '这里完整回收后它仍在原处');
say('  (age 2 is old)', '  （age 2 表示已在老生代）');
verdict('right', 'Most objects die young: collecting the new generation often and the old one seldom is cheap.',
  '大多数对象早逝：频繁回收新生代、偶尔回收老生代的代价很小。');
