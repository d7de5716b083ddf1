// shapes.js - a state as SVG. Only shapes and classes: heap.css says how
// they look. No ids, so that a page can hold any number of pictures.
'use strict';
const { hasHeader } = require('./items.js');
const { layout, scaleOf, wide, outX, inX,
        W, H, HEADER, LANE, CHAR } = require('./layout.js');
const { regionsOf, cachesOf, isMany, isLike } = require('./regions.js');
const words = require('./words.js');

const CLASS = { 'in use': 'used', free: 'free', top: 'top', hole: 'hole',
                bad: 'bad', unused: 'unused' };

const esc = t =>
  String(t).replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
const r2 = n => String(Math.round(n * 100) / 100);
const text = (cls, x, y, s) =>
  `<text class="${cls}" x="${r2(x)}" y="${r2(y)}">${esc(s)}</text>`;
const line = (cls, d) => `<path class="${cls}" d="${d}"/>`;
const rect = (cls, x, y, w, h) => `<rect class="${cls}" x="${r2(x)}" ` +
  `y="${r2(y)}" width="${r2(w)}" height="${r2(h)}"/>`;

// ---- a chunk --------------------------------------------------------

// Lines at 45 degrees, cut off at the box (a <pattern> would need an id).
function hatch(cls, x, y, w, h, step, back) {
  let d = '';
  for (let t = step; t < w + h; t += step) {
    const x1 = Math.max(0, t - h), y1 = t - x1;
    const x2 = Math.min(t, w), y2 = t - x2;
    const at = px => r2(back ? x + w - px : x + px);
    d += `M${at(x1)} ${r2(y + y1)}L${at(x2)} ${r2(y + y2)}`;
  }
  return d && line(cls, d);
}

function tear(x, y) {
  const edge = dx => [0, 1, 2, 3, 4].map(i =>
    `${r2(x + dx + (i % 2 ? 0 : 4))} ${r2(y - 2 + (H + 4) * i / 4)}`);
  const left = edge(0), right = edge(6);
  const around = [...left, ...right.slice().reverse()];
  return line('tear', 'M' + around.join('L') + 'z') +
    line('torn', 'M' + left.join('L') + 'M' + right.join('L'));
}

function lamps(c, x, y, w) {
  const flags = [['P', 1], ['M', 2], ['N', 4]]
    .filter(([f, bit]) => f === 'P' || c.head & bit);
  const first = y + (H - 13 * flags.length) / 2;
  return flags.map(([f, bit], i) => {
    const on = c.head & bit ? ' on' : '', top = first + 13 * i;
    return rect('lamp' + on, x + w / 2 - 4.5, top + .5, 9, 12) +
      text('flag' + on, x + w / 2, top + 9.8, f);
  }).join('');
}

// prev_size belongs to the chunk before as long as that one is in use.
function header({ c, x, head }, y) {
  const cut = head >= 22 ? head / 2 : 0;
  const lent = cut && c.head & 1;
  return rect('h', x + .5, y + .5, head - .5, H - 1) +
    (lent ? rect('lent', x + .5, y + .5, cut - .5, H - 1) : '') +
    (cut ? line('rule', `M${r2(x + cut)} ${r2(y)}v${H}`) : '') +
    line('rule', `M${r2(x + head)} ${r2(y)}v${H}`) +
    lamps(c, x + cut, y, head - cut);
}

function fit(s, room, px) {
  const n = Math.floor(room / CHAR[px]);
  return s.length <= n ? s : s.slice(0, Math.max(n - 1, 1)) + '…';
}

// "was b", or b struck out where there is no room for it.
function lostName(c, x, y, room) {
  return wide(words.was(c), 9) <= room ? text('was', x, y, words.was(c))
    : text('was out', x, y, fit(c.was.join(' '), room, 9));
}

function labels({ c, x, w, head, torn }, y) {
  const end = torn ? w - 14 : w;
  const room = end - head - 3, mid = x + head + (end - head) / 2;
  const name = words.label(c), up = words.lost(c) ? 5 : 0;
  const small = wide(name, 13) > room || c.kind === 'unused';
  return text(small ? 'nm small' : 'nm', mid, y + 21 - up,
              fit(name, room, small ? 10 : 13)) +
    text('sz', mid, y + 36 - up, words.number(c.size)) +
    (up ? lostName(c, mid, y + 41.5, room) : '');
}

// What malloc gave beyond what was asked for; the last eight bytes of it
// may lie in the next chunk's prev_size.
function slack({ c, x, w, head, torn }, y, px) {
  if (c.asked === undefined || torn) return '';
  const bytes = c.size - c.asked - (hasHeader(c) ? HEADER : 0);
  const much = Math.min(bytes * px, w - head);
  return much > 1 ? hatch('slack', x + w - much, y, much, H, 4) : '';
}

// What a segment keeps of itself, and an arena in its first segment.
function drawOwn({ c, x, w }, y) {
  const cut = c.withArena ? 50 : w;
  return `<g class="own"><title>${esc(words.sayChunk(c))}</title>` +
    rect('b', x, y, w, H) + text('nm small', x + cut / 2, y + 21, 'segment') +
    (cut < w ? line('rule', `M${r2(x + cut)} ${r2(y)}v26`) +
      text('nm small', x + (w + cut) / 2, y + 21, 'arena') : '') +
    text('sz', x + w / 2, y + 36, words.number(c.size)) + '</g>' +
    text('ad', x, y + H + 10, words.address(c.at));
}

function drawItem(b, y, px) {
  const { c, x, w } = b;
  if (c.kind === 'gap')
    return hatch('far', x, y + H - 12, w, 12, 4);
  if (c.kind === 'more')
    return text('many', x + w / 2, y + 20, `… ${words.number(c.count)} …`) +
      text('many', x + w / 2, y + 34, `more of ${words.number(c.size)}`);
  if (c.kind === 'header')
    return drawOwn(b, y);
  return `<g class="${c.cached ? 'cached' : CLASS[c.kind]}` +
    `${c.changed ? ' new' : ''}">` +
    `<title>${esc(words.sayChunk(c))}</title>` +
    rect('b', x, y, w, H) +
    (c.kind === 'bad' ? hatch('cross', x, y, w, H, 9) : '') +
    (c.kind === 'hole' ? hatch('far', x, y, w, H, 7, true) : '') +
    (c.cached ? hatch('kept', x, y, w, H, 7, true) : '') +
    slack(b, y, px) + (b.head ? header(b, y) : '') +
    (b.torn ? tear(x + w - 14, y) : '') + labels(b, y) + '</g>' +
    text('ad', x, y + H + 10, words.address(c.at));
}

// ---- lists ----------------------------------------------------------

// Straight pieces through the points, with round corners.
function route(points) {
  const at = ([x, y]) => `${r2(x)} ${r2(y)}`;
  let d = 'M' + at(points[0]);
  for (let i = 1; i < points.length - 1; i++) {
    const [x, y] = points[i];
    const near = ([px, py]) => {
      const far = Math.hypot(px - x, py - y);
      const k = far ? Math.min(3, far / 2) / far : 0;
      return at([x + (px - x) * k, y + (py - y) * k]);
    };
    d += `L${near(points[i - 1])}Q${at([x, y])} ${near(points[i + 1])}`;
  }
  return d + 'L' + at(points[points.length - 1]);
}

const tip = (x, y) =>
  line('tip', `M${r2(x - 3)} ${r2(y - 6)}h6L${r2(x)} ${r2(y)}z`);

function drawLink(l, rowY) {
  const a = outX(l.from), b = inX(l.to);
  const y1 = rowY[l.from.row], y2 = rowY[l.to.row];
  const over = y1 - 8 - LANE * l.start.lane;
  const on = y2 - 8 - LANE * l.stop.lane;
  const turns = l.crosses ? [[a, over], [l.x, over], [l.x, on], [b, on]]
                          : [[a, over], [b, over]];
  return line('fd', route([[a, y1 + 5], ...turns, [b, y2 - 4]])) +
    `<circle class="tip" cx="${r2(a)}" cy="${r2(y1 + 5)}" r="1.8"/>` +
    tip(b, y2);
}

function drawHead(h, y, lanes) {
  const x = inX(h.to), top = y - 10 - LANE * lanes - 12 * h.line;
  return text('ln', h.x, top, h.name) +
    line('fd', `M${r2(x)} ${r2(top + 3)}V${r2(y - 4)}`) + tip(x, y);
}

// The list by itself, below the heap: its order is not the heap's.
function drawLane(list, regions, name, y) {
  let x = wide(name, 10) + 14, svg = text('ln', 0, y + 11, name);
  const cls = list.thread ? 'link kept' : 'link';
  if (list.at.length === 0) svg += text('ad', x, y + 11, 'empty');
  for (const link of words.laneOf(list, regions)) {
    const w = wide(link, 9) + 8;
    if (x + w > W - 1) {
      x = 26;
      y += 20;
    }
    svg += line('fd', `M${r2(x - 11)} ${r2(y + 7.5)}h6`) +
      line('tip', `M${r2(x - 6)} ${r2(y + 4.5)}v6l5 -3z`) +
      rect(cls, x, y, w, 15) + text('lt', x + w / 2, y + 10.8, link);
    x += w + 13;
  }
  return { svg, y: y + 20 };
}

// ---- a state, a figure ----------------------------------------------

function drawMark(m, y) {
  return (m.edge ? line('edge', `M${r2(m.edge)} ${r2(y - 4)}v${H + 8}`)
                 : '') +
    text('mark' + (m.right ? ' right' : ''), m.x, y + H + 21, m.text);
}

function drawRegion(region, scale, y) {
  const { rows, links, heads, lanes, names, marks } = layout(region, scale);
  const rowY = rows.map((_, r) => {
    const air = lanes[r] * LANE + names[r] * 12;
    const top = y + 3 + (air ? air + 8 : 0);
    y = top + H + 18 + (marks.some(m => m.row === r) ? 11 : 0);
    return top;
  });
  const svg = [
    ...rows.flat().map(b => drawItem(b, rowY[b.row], scale.px)),
    ...marks.map(m => drawMark(m, rowY[m.row])),
    ...links.map(l => drawLink(l, rowY)),
    ...heads.map(h => drawHead(h, rowY[h.to.row], lanes[h.to.row])),
  ].join('');
  return { svg, y };
}

// A region's name, and which of its arena's lists are empty.
function drawName(r, y) {
  const none = r.last ? r.bins.filter(l => l.at.length === 0) : [];
  return text('region', 0, y, r.name) + (none.length === 0 ? ''
    : text('ad', wide(r.name, 10) + 12, y,
           none.map(l => l.name).join(', ') + ' empty'));
}

// The stacks of all threads, each thread's below its name.
function drawCaches(state, regions, many, y) {
  let svg = '', thread;
  for (const list of cachesOf(state)) {
    if (many && list.thread !== thread) {
      thread = list.thread;
      svg += text('region', 0, y + 12, `thread ${thread}`);
      y += 18;
    }
    const part = drawLane(list, regions, list.name, y);
    svg += part.svg;
    y = part.y;
  }
  return { svg, y };
}

// One state from y downwards; above: the state before it, if it is drawn.
// Returns its shapes and where they end.
function drawState({ state, past, ran }, above, scale, many, y) {
  let svg = '';
  const said = words.caption(state, past, ran, W - 4);
  for (const [cls, l] of said)
    svg += text(cls, 0, y += cls === 'note' ? 14 : 13, l);
  if (said.length) y += 6;
  if (state.chunks.length === 0 && state.heaps.length === 0) {
    svg += text('ad', 0, y + 12, 'The heap has nothing yet.');
    return { svg, y: y + 20 };
  }
  const regions = regionsOf(state);
  for (const r of regions) {
    if (many && above && isLike(r, regionsOf(above.state))) {
      svg += text('region', 0, y += 12, r.name) +
        text('ad', wide(r.name, 10) + 12, y, 'as above');
      y += 7;
      continue;
    }
    if (many) svg += drawName(r, y += 12);
    let part = drawRegion(r, scale, many ? y + 3 : y);
    svg += part.svg;
    for (const list of r.last ? r.bins : []) {
      if (many && list.at.length === 0) continue;
      part = drawLane(list, regions, list.name, part.y);
      svg += part.svg;
    }
    y = part.y;
  }
  const caches = drawCaches(state, regions, many, y);
  return { svg: svg + caches.svg, y: caches.y };
}

// A figure of one or more states. css: style to put inside, or ''.
function draw(picked, css) {
  const scale = scaleOf(picked.flatMap(p => regionsOf(p.state)));
  const many = picked.some(p => isMany(p.state));
  let y = 0, shapes = '';
  picked.forEach((p, i) => {
    const part = drawState(p, picked[i - 1], scale, many, i ? y + 10 : y);
    shapes += `<g>${part.svg}</g>\n`;
    y = part.y;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" class="heap" ` +
    `viewBox="-1 0 ${W + 2} ${r2(y)}" width="${W + 2}" ` +
    `height="${r2(y)}">\n` +
    (css ? `<style>${css}</style>\n` : '') + shapes + '</svg>\n';
}

module.exports = { draw };
