import { absent } from './throws.mjs';
