// flags: --unhandled-rejections=throw
process.on('exit', (code) => console.log('exit', code));
Promise.reject(new Error('by mode'));
Promise.reject(7);
setTimeout(() => console.log('later'), 5);
