const error = new Error('renamed');
error.name = 'RenamedError';
throw error;
