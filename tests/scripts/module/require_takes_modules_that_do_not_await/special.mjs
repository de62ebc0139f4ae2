const special = 'special';
export { special as 'module.exports' };
