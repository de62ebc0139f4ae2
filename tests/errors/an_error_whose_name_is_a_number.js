const error = new Error('numbered');
error.name = 42;
throw error;
