export const value = 'inner';
