import { same } from './star.mjs';
