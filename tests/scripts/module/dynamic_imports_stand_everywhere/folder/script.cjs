module.exports = () => import('./inner.mjs');
