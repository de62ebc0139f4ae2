const error = new Error('bare');
delete error.stack;
throw error;
