// flags: --unhandled-rejections=warn
const late = Promise.reject(new Error('late'));
setTimeout(() => late.catch(() => {}), 5);
