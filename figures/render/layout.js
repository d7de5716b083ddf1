// layout.js - where everything in a picture goes. The page and the paper
// share these numbers: 420 units are 122 mm of paper, or a phone's width.
'use strict';
const { itemsOf, hasHeader } = require('./items.js');
const words = require('./words.js');

const W = 420;
const H = 46;                   // a chunk's height
const HEADER = 16;              // bytes: prev_size and head
const LANE = 7;                 // between two arrows
const CHAR = { 13: 7.8, 10: 6, 9: 5.4 };        // width of a letter

const wide = (text, px) => String(text).length * CHAR[px];

// One scale, px units a byte, for all the regions of a figure. The smallest
// chunk decides: its name has to fit. Longer ones than cap bytes are torn.
function scaleOf(regions) {
  const all = regions.flatMap(itemsOf)
    .filter(c => c.kind === 'in use' || c.kind === 'free');
  if (all.length === 0) return { px: 1.5, cap: 112, least: 32 };
  const least = Math.min(...all.map(c => c.size));
  const wish = Math.max(...all.filter(c => c.size <= 2 * least).map(c => {
    const long = 5 + Math.max(wide(words.label(c), 10),
                              wide(words.number(c.size), 10),
                              wide(words.lost(c), 9));
    return !hasHeader(c) ? long / c.size
      : Math.max(long / Math.max(c.size - HEADER, 8), (long + 14) / c.size);
  }));
  const px = Math.min(Math.max(wish, 44 / least), 76 / least);
  const scale = cap => ({ px, cap, least });
  const inTwoRows = cap => cap * px < W - 20 &&
    regions.every(r => flow(r, scale(cap), 0).length <= 2);
  return scale([8, 5].map(n => n * least).find(inTwoRows) || 3.5 * least);
}

// What the heap keeps for itself needs no more room than its name.
const own = c => c.names.length > 0 && c.asked === undefined;

const headOf = (c, px) => hasHeader(c) ? Math.max(HEADER * px, 14) : 0;

function boxOf(c, { px, cap, least }) {
  const toScale = (torn, w) => c.size > cap ? { torn: true, w: torn }
    : { torn: false, w: Math.max(c.size * px, w) };
  const narrow = headOf(c, px) + wide(words.label(c), 10) + 24;
  switch (c.kind) {
  case 'gap': return { w: Math.min(Math.max(c.size * px, 8), 22) };
  case 'more': return { w: 76 };
  case 'header': return { w: c.withArena ? 90 : 50 };
  case 'top': case 'unused': return toScale(104, 56);
  case 'hole': return toScale(68, 34);
  case 'bad': return toScale(96, least * px);
  default: return toScale(own(c) ? Math.min(narrow, cap * px) : cap * px, 0);
  }
}

// Rows of boxes {c, x, w, head, torn, row}; what doesn't fit wraps.
function flow(region, scale, gutter) {
  const rows = [[]], begin = gutter + 1.5;
  let x = begin;
  for (const c of itemsOf(region)) {
    const box = boxOf(c, scale);
    const tight = headOf(c, scale.px) + wide(words.number(c.size), 10) + 20;
    if (!region.alone && c.kind === 'top' && box.torn &&
        x + tight <= W - 1)
      box.w = Math.min(box.w, W - 1 - x);
    if (x + box.w > W - 1 && x > begin) {
      rows.push([]);
      x = begin;
    }
    const row = rows.length - 1;
    rows[row].push({ c, x, head: headOf(c, scale.px), row, ...box });
    x += box.w;
  }
  return rows;
}

// ---- arrows ---------------------------------------------------------

const MANY = 14;        // with more links than this, the lanes must do

function linksOf(region, rows) {
  const boxAt = new Map(rows.flat().filter(b => !/gap|more/.test(b.c.kind))
    .map(b => [b.c.at, b]));
  const links = [], heads = [];
  for (const l of region.lists) {
    const boxes = l.at.map(at => boxAt.get(at));
    if (boxes[0]) heads.push({ name: l.name, to: boxes[0] });
    for (let i = 1; i < boxes.length; i++)
      if (boxes[i - 1] && boxes[i])
        links.push({ from: boxes[i - 1], to: boxes[i],
                     crosses: boxes[i - 1].row !== boxes[i].row });
  }
  return { heads, links: links.length > MANY ? [] : links };
}

const outX = b => b.x + b.head + 5;
const inX = b => b.x + Math.min(6, b.w / 3);

// The first number not taken by a neighbour that touches.
function freeLane(taken) {
  let lane = 0;
  while (taken.includes(lane)) lane++;
  return lane;
}

// Arrows run in lanes above their row, and between rows down the gutter.
// Returns how many lanes each row needs.
function placeLinks(rows, links, gutter) {
  const pieces = [];
  const piece = (row, a, b) => {
    const p = { row, from: Math.min(a, b), to: Math.max(a, b) };
    pieces.push(p);
    return p;
  };
  const channels = Math.max(1, Math.floor((gutter - 3) / 4));
  let crossing = 0;
  for (const l of links) {
    const a = outX(l.from), b = inX(l.to);
    if (l.crosses) l.x = 2 + 4 * (crossing++ % channels);
    l.start = piece(l.from.row, a, l.crosses ? 1 : b);
    l.stop = l.crosses ? piece(l.to.row, 1, b) : l.start;
  }
  pieces.sort((p, q) => (p.to - p.from) - (q.to - q.from));
  for (const p of pieces)
    p.lane = freeLane(pieces.filter(q => q !== p && q.row === p.row &&
      q.from < p.to + 4 && p.from < q.to + 4).map(q => q.lane));
  return rows.map((_, r) => 1 + Math.max(-1,
    ...pieces.filter(p => p.row === r).map(p => p.lane)));
}

// Names of lists stand above the lanes, stacked where they would touch.
// Returns how many lines of names each row needs.
function placeHeads(rows, heads) {
  return rows.map((_, r) => {
    const placed = [];
    for (const h of heads.filter(h => h.to.row === r)) {
      const w = wide(h.name, 10);
      h.x = Math.max(Math.min(inX(h.to) - 4, W - w), 0);
      h.line = freeLane(placed.filter(p => p.x < h.x + w + 4 &&
        h.x < p.x + wide(p.name, 10) + 4).map(p => p.line));
      placed.push(h);
    }
    return 1 + Math.max(-1, ...placed.map(h => h.line));
  });
}

// The second line of small type below a row: {row, x, text, right, edge}.
function marksOf(region, rows) {
  const marks = [], boxes = rows.flat(), last = boxes[boxes.length - 1];
  for (const b of boxes) {
    const at = { row: b.row, x: b.x };
    if (b.c.kind === 'unused') marks.push({ ...at, text: '▲ top' });
    if (b.c.overlap) marks.push({ ...at, text: '▲ ' + words.overlap(b.c) });
  }
  if (region.heap && last) {
    const full = region.heap.top === region.heap.end;
    const text = (full ? 'top = end ' : 'end ') +
      words.address(region.heap.end);
    const edge = last.x + last.w;
    marks.push({ row: last.row, text, right: true, edge,
                 x: Math.max(edge, wide(text, 9)) });
  }
  return marks;
}

// A whole region: {rows, links, heads, lanes, names, marks}.
function layout(region, scale) {
  let rows = flow(region, scale, 0), gutter = 0;
  const crossing = linksOf(region, rows).links.filter(l => l.crosses).length;
  if (crossing) {
    gutter = 4 + 4 * Math.min(crossing, 4);
    rows = flow(region, scale, gutter);
  }
  const { links, heads } = linksOf(region, rows);
  return { rows, links, heads, lanes: placeLinks(rows, links, gutter),
           names: placeHeads(rows, heads), marks: marksOf(region, rows) };
}

module.exports = { layout, scaleOf, wide, outX, inX,
                   W, H, HEADER, LANE, CHAR };
