await null;
throw new Error('later');
