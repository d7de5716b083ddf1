// dump.js - reads the lines of JSON in which a stage's ./heap prints its
// states. figures/README.md describes them.
'use strict';
const { markCached } = require('./regions.js');

// What an author of the book can put right: reported without a stack.
class Bad extends Error {}

function need(ok, what) {
  if (!ok) throw new Bad(what);
}

const KINDS = ['in use', 'free', 'top', 'hole', 'bad', 'header'];
const isCount = n => Number.isSafeInteger(n) && n >= 0;

// All states: [{step, line, code, note, figure, thread, chunks, lists,
// heaps}].
function parseDump(text, file) {
  const states = [];
  let open = null;
  text.split('\n').forEach((row, i) => {
    if (row.trim() === '') return;
    try {
      open = readRow(parseRow(row), open, states);
    } catch (e) {
      if (!(e instanceof Bad)) throw e;
      throw new Bad(`${file}:${i + 1}: error: ${e.message}`);
    }
  });
  if (open)
    throw new Bad(`${file}: error: the dump stops in step ${open.step}`);
  if (states.length === 0)
    throw new Bad(`${file}: error: the dump holds no state`);
  return states;
}

function parseRow(row) {
  try {
    return JSON.parse(row);
  } catch (e) {
    throw new Bad(`not a line of JSON: ${row.slice(0, 60)}`);
  }
}

// Takes one row into the open state; returns the state then open.
function readRow(o, open, states) {
  need(o !== null && typeof o === 'object', 'not an object');
  if ('step' in o) {
    need(!open, `step ${o.step} begins before the last one ended`);
    need(!o.figure || !states.some(s => s.figure === o.figure),
         `a second state is called "${o.figure}"`);
    return { step: o.step, line: o.line, code: o.code || '',
             note: o.note || '', figure: o.figure, thread: o.thread || 1,
             chunks: [], lists: [], heaps: [] };
  }
  need(open, 'no step has begun');
  if ('kind' in o) {
    open.chunks.push(readChunk(o, open.chunks[open.chunks.length - 1]));
  } else if ('list' in o) {
    need(Array.isArray(o.at) && o.at.every(isCount),
         'a list needs at, an array of addresses');
    open.lists.push({ name: String(o.list), at: o.at, thread: o.thread,
                      arena: o.arena || 0 });
  } else if ('heap' in o) {
    need(o.heap && isCount(o.heap.start) && isCount(o.heap.end),
         'a heap needs start and end');
    open.heaps.push(o.heap);
  } else {
    need(o.end === true, 'neither step, chunk, list, heap nor end');
    markCached(open);
    states.push(open);
    return null;
  }
  return open;
}

// A corrupt chunk may claim any size. A header begins a region, which may
// lie anywhere.
function readChunk(o, last) {
  need(KINDS.includes(o.kind), `unknown kind of chunk "${o.kind}"`);
  need(isCount(o.at), 'a chunk needs at, its address');
  need(isCount(o.size) || o.kind === 'bad' && o.size >= 0,
       'a chunk needs its size');
  need(!last || o.at > last.at || o.kind === 'header',
       `chunk at ${o.at} follows the one at ${last && last.at}`);
  return { ...o, names: o.names || [], was: o.was || [] };
}

module.exports = { parseDump, isCount, Bad };
