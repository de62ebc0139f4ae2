throw new TypeError('first line\nsecond line\n  third line');
