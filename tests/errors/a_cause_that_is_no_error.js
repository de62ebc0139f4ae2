throw new Error('caused', { cause: { code: 42, why: 'because' } });
