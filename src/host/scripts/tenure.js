// The heap of this program, to be looked at. Nothing here keeps an object alive; all of it works at any moment.
'use strict';

const { outOfRange } = require('internal/errors');
const { Drawing, columnsOf, bar, hexadecimal, paint } = require('internal/drawing');

/** { space, page, address, age, moved, size } of an object; undefined for other values. */
function where(object) {
  const placement = native.where(object);
  if (placement === undefined) return undefined;
  return { ...placement, space: placement.space.replaceAll('_', ' '), address: hexadecimal(placement.address) };
}

/** The spaces with their pages; bytes. */
function spaces() {
  return native.spaces().map((space) => ({
    ...space,
    name: space.name.replaceAll('_', ' '),
    pages: space.pages.map((page) => ({ ...page, address: hexadecimal(page.address) })),
  }));
}

const megabytes = (bytes) => (bytes / 1048576).toFixed(1);

/** A drawing of the spaces: a sign for each page, as high as the page is full. */
function snapshotOfSpaces({ width = 64, colors = false } = {}) {
  if (!Number.isInteger(width) || width < 1 || width > 4096) {
    throw outOfRange('width', 'an integer >= 1 && <= 4096', width);
  }
  const lines = [];
  for (const { name, committed, used, pages } of spaces()) {
    const count = `${pages.length} ${pages.length === 1 ? 'page' : 'pages'}`;
    lines.push(`${name.padEnd(20)}${megabytes(used).padStart(8)} of ${megabytes(committed)} MB in ${count}`);
    const fills = columnsOf(pages.map((page) => page.used / page.size), 8 * width);
    for (let start = 0; start < fills.length; start += width) {
      lines.push('  ' + paint(fills.slice(start, start + width).map(bar).join(''), name, colors));
    }
  }
  return lines.join('\n');
}

module.exports = {
  where,
  spaces,
  collections: native.collections,
  size: native.size,
  snapshotOfSpaces,
  Drawing,
  /** Looking for leaks: assertNoGrowth, watch. */
  get leaks() { return require('internal/leaks'); },
};
