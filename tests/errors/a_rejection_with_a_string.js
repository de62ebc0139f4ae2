Promise.reject('why not');
