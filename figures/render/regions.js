// regions.js - the regions of a state: the break's memory, and segments,
// each of which begins with a header. What layout.js places is one region,
// with addresses from its own start.
'use strict';

// Marks the chunks that lie in a thread's cache. The heap calls them in
// use.
function markCached(state) {
  const chunkAt = new Map(state.chunks.map(c => [c.at, c]));
  for (const l of cachesOf(state))
    for (const at of l.at) {
      const c = chunkAt.get(at);
      if (c && c.kind === 'in use') c.cached = l.thread;
    }
}

const cachesOf = state => state.lists.filter(l => l.thread !== undefined);
const binsOf = state => state.lists.filter(l => l.thread === undefined);

// Cuts a state's chunks where a header stands.
function pieces(state) {
  const found = [];
  for (const c of state.chunks) {
    if (c.kind === 'header' || found.length === 0)
      found.push({ arena: c.arena || 0, start: c.at, chunks: [] });
    found[found.length - 1].chunks.push(c);
  }
  const known = found.length ? found : [{ arena: 0, chunks: [] }];
  for (const r of known)
    r.heap = state.heaps.length === 1 ? state.heaps[0]
      : state.heaps.find(h => h.start === r.start) || null;
  return known;
}

// The main arena's first, then by age; an arena's segments by age.
function sorted(found) {
  const regions = found.map((r, i) => ({ ...r, i }))
    .sort((a, b) => a.arena - b.arena || a.i - b.i);
  for (const r of regions) {
    const all = regions.filter(q => q.arena === r.arena);
    r.segment = all.indexOf(r) + 1;
    r.segments = all.length;
    r.last = r.segment === all.length;
    r.alone = regions.length === 1;
    r.name = r.arena === 0 ? 'main arena'
      : `arena ${r.arena}` + (r.segments === 1 ? ''
        : `, segment ${r.segment}`);
  }
  return regions;
}

// All of them: [{name, arena, segment, segments, last, alone, base,
// chunks, heap, bins, lists}]. bins are the arena's lists as the dump has them, spelled
// out below its last region; lists are the same for arrows, with this
// region's addresses, and null for what lies in another.
function regionsOf(state) {
  return sorted(pieces(state)).map(r => {
    const base = r.arena === 0 ? 0 : r.start;
    const here = new Map(r.chunks.map(c => [c.at, c]));
    const move = h => h && { ...h, start: h.start - base, end: h.end - base,
      ...(h.top === undefined ? {} : { top: h.top - base }) };
    return { ...r, base, heap: move(r.heap),
      chunks: r.chunks.map(c => ({ ...c, at: c.at - base,
        withArena: r.segment === 1,
        fence: r.arena > 0 && c.kind === 'hole' })),
      bins: binsOf(state).filter(l => l.arena === r.arena),
      lists: binsOf(state).filter(l => l.arena === r.arena)
        .map(l => ({ ...l, at: l.at.map(at => r.arena === 0 ? at
          : here.has(at) ? at - base : null) })) };
  });
}

// Is a region to be seen already, among those of the picture above?
function isLike(r, above) {
  const looks = q => JSON.stringify([q.name, q.start, q.heap, q.bins,
    q.chunks.map(c => ({ ...c, changed: 0, overlap: 0 }))]);
  return above.some(q => looks(q) === looks(r));
}

// Has a state anything to tell apart? Then its parts are named.
const isMany = state => state.chunks.some(c => c.kind === 'header') ||
  cachesOf(state).some(l => l.thread > 1);

module.exports = { regionsOf, cachesOf, markCached, isMany, isLike };
