Error.prepareStackTrace = (error, sites) =>
  sites
    .filter((site) => String(site.getFileName()).endsWith('.js') || site.isNative() || !site.getFileName())
    .map((site) =>
      [
        site.getFunctionName(),
        site.getTypeName(),
        site.getMethodName(),
        String(site.getFileName()).split('/').pop(),
        site.getLineNumber(),
        site.getColumnNumber(),
        site.isNative(),
        site.isToplevel(),
        site.isConstructor(),
        site.isEval(),
        site.isAsync(),
      ].join(' '),
    )
    .slice(0, 7)
    .join('\n');
class Shape {
  constructor() {
    this.area();
  }
  area() {
    [1].forEach((x) => {
      console.log(new Error('sites').stack);
    });
  }
}
function make() {
  return new Shape();
}
make();
