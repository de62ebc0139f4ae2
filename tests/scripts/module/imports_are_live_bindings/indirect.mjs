export { count } from './counter.mjs';
import { count } from './counter.mjs';
import * as everything from './counter.mjs';
export { count as indirect, everything };
