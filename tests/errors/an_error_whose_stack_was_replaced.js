const error = new Error('hidden');
error.stack = 'my own stack';
throw error;
