class ValidationError extends Error {
  constructor(field, message) {
    super(`${field}: ${message}`);
    this.name = 'ValidationError';
    this.field = field;
  }
}
function validate(input) {
  if (!input.name) throw new ValidationError('name', 'is missing');
}
validate({});
