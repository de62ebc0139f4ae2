throw new Error('commonjs');
