Promise.resolve(5).finally(() => { throw 6; }).catch((reason) => console.log('thrown', reason)); // expect: thrown 6
Promise.resolve(1).finally(() => 2).then((value) => console.log('value', value)); // expect: value 1
Promise.reject(3).finally(() => 4).catch((reason) => console.log('reason', reason)); // expect: reason 3
