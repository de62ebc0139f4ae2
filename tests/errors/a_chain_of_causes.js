const first = new RangeError('first');
const second = new Error('second', { cause: first });
throw new TypeError('third', { cause: second });
