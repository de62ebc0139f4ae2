const error = new Error('before');
error.stack;
error.message = 'after';
throw error;
