import { order } from './order.mjs';
order.push('second-begins');
await null;
await null;
await null;
order.push('second-ends');
