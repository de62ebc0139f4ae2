import anonymous, { plain, generator } from './main.mjs';

export const seen = [plain.name, ...plain(), generator.name, anonymous.name];
