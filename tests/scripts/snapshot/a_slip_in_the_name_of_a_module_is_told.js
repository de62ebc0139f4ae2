for (const name of ['heapdumo', 'haepdump', 'pth', 'xx', 'heapdumpo']) {
  try {
    require(name);
  } catch (error) {
    console.log(error.code, error.message.split('\n')[0]);
  }
}
// expect: MODULE_NOT_FOUND Cannot find module 'heapdumo', did you mean 'heapdump'?
// expect: MODULE_NOT_FOUND Cannot find module 'haepdump', did you mean 'heapdump'?
// expect: MODULE_NOT_FOUND Cannot find module 'pth', did you mean 'path'?
// expect: MODULE_NOT_FOUND Cannot find module 'xx'
// expect: MODULE_NOT_FOUND Cannot find module 'heapdumpo', did you mean 'heapdump'?
