import { order } from './order.mjs';
order.push('first-begins');
await null;
await null;
order.push('first-ends');
