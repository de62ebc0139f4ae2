const p = Promise.reject(new Error('handled'));
queueMicrotask(() => p.catch((error) => console.log(error.message)));
