new Function('a', 'return a +');
