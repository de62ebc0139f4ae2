'use strict';

const find = (id) => document.getElementById(id);
const NARROW = '\u202f';

function bytes(count) {
  const units = ['B', 'KB', 'MB', 'GB'];
  let unit = 0;
  let value = count;
  while (value >= 1000 && unit < 3) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}${NARROW}${units[unit]}`;
}

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const count = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, NARROW);

