export function then(resolve) { resolve('resolved by then'); }
