// words.js - everything that a picture of a heap says in letters.
'use strict';
const { isCount } = require('./dump.js');
const { itemsOf, runEnd, hasHeader } = require('./items.js');
const { regionsOf, cachesOf, isMany, isLike } = require('./regions.js');

const number = n => !isCount(n) ? 'huge'
  : n < 10000 ? String(n)
  : String(n).replace(/\B(?=(\d{3})+$)/g, ',');
const address = n => '+' + number(n);

const label = c => c.cached ? c.was.join(' ') || 'cached'
  : c.kind === 'in use' ? c.names.join(' ') || '?'
  : c.kind === 'bad' ? 'corrupt'
  : c.fence ? 'fence'
  : c.kind === 'unused' ? 'never used' : c.kind;
// What was freed has lost its name; what is cached shows it.
const lost = c => c.cached ? '' : c.was.join(' ');
const was = c => c.was.length ? 'was ' + c.was.join(' ') : '';
const overlap = c => `overlaps by ${number(c.overlap)}`;

// Words into lines of at most room, where a letter is px wide.
function wrap(words, room, px) {
  const lines = [];
  for (const word of words.filter(w => w)) {
    const last = lines[lines.length - 1];
    if (last && (last.length + 1 + word.length) * px <= room)
      lines[lines.length - 1] = last + ' ' + word;
    else
      lines.push(word);
  }
  return lines;
}

// Lines of [class, text]: what ran before, the statements whose effect
// the picture shows, and the scenario's note.
function caption(state, past, ran, room) {
  const code = list => {
    const lines = wrap(list.map(s => s.code), room, 6);
    return lines.length > 3 ? ['…', ...lines.slice(-2)] : lines;
  };
  return [...code(past).map(l => ['ran past', l]),
          ...code(ran).map(l => ['ran', l]),
          ...wrap(state.note.split(/\s+/), room, 5.4)
            .map(l => ['note', l])];
}

const SHOWN = 8;                // links of a list that are spelled out

// What has to be said before a chunk's address: a stack's may lie in any
// arena, those of an arena in any of its segments.
const nearest = (r, list) => list.thread && r.arena ? r.name + ' '
  : !list.thread && r.segments > 1 ? `segment ${r.segment} ` : '';

// What a list holds, link by link. A bin's chunks are told by place and
// size; on a stack all have one size, so that names will do.
function laneOf(list, regions) {
  const found = at => {
    for (const r of regions) {
      const c = r.chunks.find(c => c.at + r.base === at);
      if (c) return { c, where: nearest(r, list) + address(c.at) };
    }
    return { where: address(at) };
  };
  const seen = new Set(), links = [];
  for (const at of list.at) {
    if (links.length === SHOWN) {
      links.push(`${number(list.at.length - SHOWN)} more`);
      break;
    }
    if (seen.has(at)) {
      links.push(`back to ${found(at).where}`);
      break;
    }
    seen.add(at);
    const { c, where } = found(at);
    links.push(!c ? `${where} · no chunk`
      : !list.thread ? `${where} · ${number(c.size)}`
      : c.cached && c.was.length ? label(c) : where);
  }
  return links;
}

// ---- for those who don't see the picture ----------------------------

const SPOKEN = { 'in use': 'in use', free: 'free', top: 'top',
                 hole: 'a hole', bad: 'corrupt' };

function sayChunk(c) {
  if (c.kind === 'unused') return `never used, ${number(c.size)} bytes`;
  if (c.kind === 'header')
    return `segment${c.withArena ? ' and arena' : ''}, ` +
      `${number(c.size)} bytes at ${number(c.at)}`;
  const name = c.kind === 'in use' && c.names.length
    ? c.names.join(' and ') + ', ' : '';
  const asked = c.asked === undefined || c.kind !== 'in use' ? ''
    : ` for ${number(c.asked)} asked`;
  const list = (c.list ? `, on ${c.list}` : '') +
    (c.cached ? `, cached by thread ${c.cached}` : '');
  const flag = !hasHeader(c) || c.head & 1 ? '' : ', P clear';
  const kind = c.fence ? 'the fence' : SPOKEN[c.kind];
  return `${name}${kind}, ${number(c.size)} bytes${asked} at ` +
    number(c.at) + list + flag + (c.overlap ? ', ' + overlap(c) : '') +
    (c.was.length ? ` (${was(c)})` : '');
}

function sayRun(chunks) {
  const first = chunks[0], last = chunks[chunks.length - 1];
  const key = first.cached ? 'was' : 'names';
  const named = first[key].length && last[key].length
    ? `${first[key][0]} to ${last[key][0]}, ` : '';
  const kind = first.cached ? `cached by thread ${first.cached}` : first.kind;
  return `${named}${number(chunks.length)} chunks ${kind}, ` +
    `${number(first.size)} bytes each, at ${number(first.at)} to ` +
    number(last.at);
}

function sayChunks(chunks) {
  const said = [];
  for (let i = 0; i < chunks.length; i++) {
    const j = runEnd(chunks, i);
    if (j - i >= 4) {
      said.push(sayRun(chunks.slice(i, j)));
      i = j - 1;
    } else {
      said.push(sayChunk(chunks[i]));
    }
  }
  return said.join('; ');
}

// base: what an arena's addresses begin at, or null where it has several.
function sayList(l, base, regions) {
  const links = (base === null ? laneOf(l, regions).slice(0, SHOWN)
    : l.at.slice(0, SHOWN).map(at => number(at - base)))
    .join(', ') || 'empty';
  const more = l.at.length - SHOWN;
  return `${upper(l.name)}: ${links}` +
    (more > 0 ? ` and ${number(more)} more.` : '.');
}

const upper = s => s[0].toUpperCase() + s.slice(1);

function sayRegion(r, many, regions) {
  itemsOf(r);                   // finds out what overlaps
  const n = r.chunks.filter(c => c.kind !== 'header').length;
  const said = [`${many ? upper(r.name) : 'Heap'} of ${number(n)} ` +
                `chunk${n === 1 ? '' : 's'}` +
                (r.chunks.length ? ': ' + sayChunks(r.chunks) : '') + '.'];
  const base = r.segment > 1 ? null : r.base;
  if (r.last) said.push(...r.bins.map(l => sayList(l, base, regions)));
  const { heap } = r;
  if (heap && heap.top !== undefined && !r.chunks.some(c => c.kind === 'top'))
    said.push(`Top at ${number(heap.top)}.`);
  if (heap)
    said.push(`${many ? 'It' : 'The heap'} ends at ${number(heap.end)}.`);
  const changed = r.chunks.filter(c => c.changed).map(c => number(c.at));
  if (changed.length)
    said.push(`Changed: ${changed.slice(0, SHOWN).join(', ')}` +
              (changed.length > SHOWN ? ' and more.' : '.'));
  return said.join(' ');
}

const sayCache = (l, regions) => `Thread ${l.thread} has on ${l.name}, the ` +
  `newest first: ${laneOf(l, regions).join(', ')}.`;

// above: the state that was told just before, if any.
function sayState(state, above) {
  if (state.chunks.length === 0 && state.heaps.length === 0)
    return 'A heap that has nothing yet.';
  const regions = regionsOf(state), many = isMany(state);
  const known = above && many ? regionsOf(above) : [];
  return [...regions.map(r => isLike(r, known) ? upper(r.name) + ' as before.'
            : sayRegion(r, many, regions)),
          ...cachesOf(state).map(l => sayCache(l, regions))].join(' ');
}

// "2: free(a);" is free(a), by thread 2.
const sayCode = s => s.code.replace(/;$/, '').replace(/^\d+: */, '') +
  (s.thread > 1 ? `, by thread ${s.thread}` : '');

// picked: [{state, past, ran}], as render.js picks them.
function altText(picked) {
  if (picked.length === 1) return sayState(picked[0].state);
  return picked.map(({ state }, i) => (i ? 'Then, after ' : 'After ') +
    sayCode(state) + ': ' +
    sayState(state, i ? picked[i - 1].state : null)).join(' ');
}

module.exports = { number, address, label, lost, was, overlap, caption,
                   laneOf, sayChunk, altText };
