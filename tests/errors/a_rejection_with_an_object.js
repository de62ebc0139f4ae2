Promise.reject({ code: 1 });
