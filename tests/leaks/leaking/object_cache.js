'use strict';
const run = require('../run');
class Page { constructor(url) { this.url = url; this.lines = [url, url]; } }
const run10 = (turn, each) => { for (let i = 0; i < 10; i++) each(turn * 10 + i); };
const cache = {};
const fetch = (url) => cache[url] ??= new Page(url);
run((turn) => run10(turn, (id) => fetch('/page/' + id)));
