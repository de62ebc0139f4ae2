import './throws.mjs';
globalThis.runs++;
