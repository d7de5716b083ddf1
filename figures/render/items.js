// items.js - what a picture shows of a region, in address order: chunks,
// and what lies between and behind them.
'use strict';

const end = c => c.at + c.size;
// No head is 0, so that 0 is none; a corrupt one can't be believed.
const hasHeader = c => c.head > 0 && c.kind !== 'hole' && c.kind !== 'bad';
const looks = c => `${c.kind} ${c.size} ${c.asked} ${c.cached}`;

// Marks the chunks that were not there, or not so, in the state before.
// The top changes at every growth, which says nothing.
function markChanges(state, before) {
  const old = before && new Map(before.chunks.map(c => [c.at, looks(c)]));
  for (const c of state.chunks)
    c.changed = Boolean(old) && !/top|header/.test(c.kind) &&
      old.get(c.at) !== looks(c);
}

// Neighbours from i on that differ in their address only end before this.
function runEnd(chunks, i) {
  const plain = c => !c.changed &&
    (c.kind === 'in use' || c.kind === 'free');
  let j = i;
  while (j < chunks.length && plain(chunks[j]) &&
         chunks[j].kind === chunks[i].kind &&
         chunks[j].size === chunks[i].size &&
         chunks[j].cached === chunks[i].cached &&
         (j === i || end(chunks[j - 1]) === chunks[j].at))
    j++;
  return j;
}

const RUN = 8;  // so many alike: draw the first two, count, draw the last

function itemsOf(state) {
  const { chunks, heap } = state, items = [];
  let reached = heap ? heap.start : undefined;
  const extra = (kind, at, size, more) =>
    items.push({ kind, at, size, names: [], was: [], ...more });
  const gapTo = at => {
    if (reached !== undefined && at > reached)
      extra('gap', reached, at - reached);
  };
  for (let i = 0; i < chunks.length; i++) {
    const c = chunks[i];
    gapTo(c.at);
    c.overlap = i > 0 && reached > c.at ? reached - c.at : 0;
    items.push(c);
    const j = runEnd(chunks, i);
    if (j - i >= RUN) {
      items.push(chunks[i + 1]);
      extra('more', chunks[i + 2].at, c.size, { count: j - i - 3 });
      i = j - 2;
    }
    reached = end(chunks[i]);
  }
  const last = chunks[chunks.length - 1];
  if (heap && !(last && last.kind === 'top')) {
    const from = heap.top === undefined ? reached : heap.top;
    gapTo(from);
    if (heap.end > from) extra('unused', from, heap.end - from);
  }
  return items;
}

module.exports = { itemsOf, runEnd, markChanges, hasHeader };
