import { order } from './order.mjs';
order.push('third-not-waiting');
