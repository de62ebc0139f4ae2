class HttpError extends Error {}
class NotFound extends HttpError {
  constructor() {
    super('not found');
    this.status = 404;
  }
}
new Promise(() => {});
throw new NotFound();
