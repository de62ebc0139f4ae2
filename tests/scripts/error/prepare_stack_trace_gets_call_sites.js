Error.prepareStackTrace = (error, sites) => [error.message, sites[0].getFunctionName(), sites[0].getLineNumber()];
function thrower() {
  return new Error("structured");
}
console.log(thrower().stack.join()); // expect: structured,thrower,3
Error.prepareStackTrace = undefined;
console.log(typeof new Error("plain").stack); // expect: string
