const f = new Function('a', 'return a.b.c');
f({});
