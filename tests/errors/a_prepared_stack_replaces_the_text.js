Error.prepareStackTrace = (error, sites) => `prepared: ${error.message} (${typeof sites[0].getLineNumber()})`;
throw new Error('shown');
