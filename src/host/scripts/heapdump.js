// Heap snapshots as the package of this name writes them, without an addon.
'use strict';

// Returns whether it was written; the callback is told how it went in a later tick.
function writeSnapshot(filename, callback) {
  if (typeof filename === 'function') [filename, callback] = [undefined, filename];
  let failure = null;
  let written;
  try {
    written = native.writeHeapdump(filename == null ? undefined : String(filename));
  } catch (error) {
    failure = error;
  }
  if (typeof callback === 'function') process.nextTick(callback, failure, written);
  else if (failure !== null) process.emitWarning(failure);
  return failure === null;
}

const options = (process.env.NODE_HEAPDUMP_OPTIONS ?? '').split(',').map((option) => option.trim());
if (!options.includes('nosignal')) native.listenForHeapdumps();

module.exports = { writeSnapshot };
