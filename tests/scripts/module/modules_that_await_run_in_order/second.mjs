import { order } from './order.mjs';
import './second_child.mjs';
order.push('second-parent');
