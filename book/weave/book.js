// book.js: theme, copying, previews, search. The pages read and work
// without it. No dependency, nothing fetched but our own scripts: file://
// will do.
'use strict';
const one = (s, e = document) => e.querySelector(s);
const all = (s, e = document) => [...e.querySelectorAll(s)];
const make = (tag, props = {}, ...kids) => {
  const e = Object.assign(document.createElement(tag), props);
  e.append(...kids);
  return e;
};

// A script of ours, loaded once; a <script> and not fetch(), for file://.
const scripts = {};
const load = (src) => scripts[src] ??= new Promise((onload, onerror) =>
  document.head.append(make('script', { src, onload, onerror })));

// --- light and dark ------------------------------------------------------
const root = document.documentElement;
const theme = one('#theme');
const isDark = () => root.dataset.theme
  ? root.dataset.theme === 'dark'
  : matchMedia('(prefers-color-scheme: dark)').matches;
const nameTheme = () => {
  theme.textContent = isDark() ? 'Light' : 'Dark';
};
theme.onclick = () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  try { localStorage.theme = root.dataset.theme; }
  catch (e) { /* storage is closed: not remembered */ }
  nameTheme();
};
nameTheme();

// --- what scrolls sideways can be reached with the keyboard --------------
const reachable = () => all('.code, .scroll, .eqn > :first-child')
  .forEach((e) => {
    if (e.scrollWidth > e.clientWidth) e.tabIndex = 0;
    else e.removeAttribute('tabindex');
  });
addEventListener('resize', reachable);
addEventListener('load', reachable);

// --- uses of long chunks -------------------------------------------------
// Short ones open without us; the code of these is in preview/.
const previews = {};
window.hpocPreview = (page, chunks) => { previews[page] = chunks; };
async function chunk(href) {
  const [page, id] = href.split('#');
  const name = page.replace(/\.html$/, '') || document.body.dataset.page;
  await load(`preview/${name}.js`);
  return make('div', { innerHTML: previews[name]?.[id] ?? '' });
}
async function fill(details, line) {
  const indent = line.textContent.match(/^\s*/)[0];
  const parts = line.dataset.parts?.split(' ')
    ?? all('.chunkref', line).map((a) => a.getAttribute('href'));
  for (const href of parts) {
    const part = make('div', { className: 'part' },
      ...all('pre', await chunk(href)));
    for (const pre of all('pre', part))
      pre.innerHTML = pre.innerHTML.replace(/^(?=.)/gm, indent);
    details.append(part);
  }
}
for (const line of all('.long')) {
  const summary = make('summary');
  summary.innerHTML = line.innerHTML.trimEnd();
  const numbers = make('span', { className: 'cns' });
  for (const a of all('a', summary)) {
    const number = a.cloneNode();
    number.className = 'cn';
    number.textContent = one('.cn', a).textContent;
    numbers.append(number, ' ');
    a.replaceWith(one('.name', a));
  }
  const details = make('details', {}, summary);
  details.addEventListener('toggle', () => fill(details, line),
    { once: true });
  line.replaceWith(make('div', { className: 'use' }, details, numbers));
}

// --- a chunk's number leads to the chunk ---------------------------------
for (const a of all('.chunk[id] > figcaption > a'))
  a.href = '#' + a.closest('.chunk').id;

// --- copy ----------------------------------------------------------------
// The code as it is shown: a use that is closed becomes a comment with the
// chunk's name, one that is open becomes its expansion.
const comment = (box, name) =>
  box.dataset.lang === 'sh' ? `# ${name}` : `/* ${name} */`;
const lines = (box, e) => [...e.children].map((k) => {
  if (k.matches('pre')) return k.textContent.replace(/\n?$/, '\n');
  if (!k.matches('.use')) return '';
  const use = one('details', k);
  if (use.open)
    return all(':scope > .part', use).map((p) => lines(box, p)).join('');
  const line = one('summary', use).cloneNode(true);
  for (const n of all('.name', line))
    n.replaceWith(comment(box, n.textContent));
  return line.textContent.trimEnd() + '\n';
}).join('');
for (const figure of all('.chunk, .run')) {
  const box = one('.code', figure);
  const button = make('button', { type: 'button', className: 'copy',
    textContent: 'Copy' });
  button.onclick = async () => {
    await navigator.clipboard.writeText(lines(box, box));
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1200);
  };
  figure.append(button);
}

// --- previews ------------------------------------------------------------
// Resting on a link, or focusing it, shows what it points at: chunks from
// any page, figures, tables, notes and references from this one.
const WORTH = 'figure, .eqn, .csl-entry, .notes li';
let pop, timer;

const inView = (e) => {
  const r = e.getBoundingClientRect();
  return r.top >= 0 && r.bottom <= innerHeight;
};
async function target(a) {
  const id = decodeURIComponent(a.hash.slice(1));
  const page = a.pathname.split('/').pop().replace(/\.html$/, '');
  if (!id) return null;
  if (page === document.body.dataset.page) {
    const e = document.getElementById(id);
    if (!e?.matches(WORTH) || inView(e)) return null;
    const copy = e.matches('figure') ? e.cloneNode(true)
      : make('div', {}, ...e.cloneNode(true).childNodes);
    all('.part, .copy', copy).forEach((x) => x.remove());
    return copy;
  }
  if (!/^c\w*\.\d/.test(id)) return null;
  const e = await chunk(`${page}#${id}`);
  return e.firstChild && e;
}
function hide() {
  clearTimeout(timer);
  pop?.remove();
  pop = null;
}
async function show(a) {
  const e = await target(a).catch(() => null);
  hide();
  if (!e) return;
  all('[id]', e).concat(e).forEach((x) => x.removeAttribute('id'));
  all('a, summary, [tabindex]', e).forEach((x) => { x.tabIndex = -1; });
  pop = make('div', { id: 'pop' }, e);
  pop.setAttribute('aria-hidden', 'true');   // a convenience for the eye
  document.body.append(pop);
  const r = a.getBoundingClientRect();
  const below = innerHeight - r.bottom;
  const top = below < pop.offsetHeight + 12 && r.top > below
    ? r.top - pop.offsetHeight - 8 : r.bottom + 8;
  const left = Math.min(r.left, root.clientWidth - pop.offsetWidth - 16);
  pop.style.top = `${top + scrollY}px`;
  pop.style.left = `${Math.max(8, left) + scrollX}px`;
  pop.onmouseleave = hide;
}
const later = (f, ms) => {
  clearTimeout(timer);
  timer = setTimeout(f, ms);
};
const linked = (e) => e.target.closest?.('main a[href*="#"]');
document.addEventListener('mouseover', (e) => {
  if (e.target.closest?.('#pop')) return clearTimeout(timer);
  const a = linked(e);
  if (a) later(() => show(a), 350);
  else if (pop) later(hide, 250);
  else clearTimeout(timer);
});
document.addEventListener('focusin', (e) => {
  const a = linked(e);
  if (a?.matches(':focus-visible')) later(() => show(a), 350);
  else hide();
});
addEventListener('keydown', (e) => { if (e.key === 'Escape') hide(); });
addEventListener('pagehide', hide);

// --- search --------------------------------------------------------------
// Every word must occur; a hit in a name or heading counts for more.
const q = one('#q'), hits = one('#hits'), found = one('#found');
const clean = (s) => s.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const escaped = (s) => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const LIMIT = 30;

function score(record, words) {
  const title = record.t.toLowerCase(), body = record.b.toLowerCase();
  let sum = 0;
  for (const w of words) {
    const here = (title === w ? 100 : title.includes(w) ? 30 : 0)
      + Math.min(body.split(w).length - 1, 10);
    if (!here) return 0;
    sum += here;
  }
  return sum;
}
// Text as HTML with the found words marked.
function marked(text, words) {
  const any = new RegExp(words.map(escaped).join('|'), 'gi');
  let out = '', at = 0;
  for (const m of text.matchAll(any)) {
    out += `${clean(text.slice(at, m.index))}<mark>${clean(m[0])}</mark>`;
    at = m.index + m[0].length;
  }
  return out + clean(text.slice(at));
}
// What stands around the first word that is found.
function excerpt(record, words) {
  const body = record.b.toLowerCase();
  const at = Math.min(...words.map((w) => body.indexOf(w))
    .filter((i) => i >= 0));
  if (at === Infinity) return '';
  const from = Math.max(0, at - 40), to = Math.min(body.length, at + 80);
  return (from > 0 ? '…' : '') + record.b.slice(from, to)
    + (to < body.length ? '…' : '');
}
function hit(record, words) {
  const where = record.k === record.t ? '' : record.k;
  const text = excerpt(record, words);
  return make('li', {}, make('a', { href: record.u },
    make('span', { innerHTML: marked(record.t, words) }),
    make('small', { innerHTML: [clean(where), marked(text, words)]
      .filter(Boolean).join(': ') })));
}
async function search() {
  const asked = q.value;
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  hits.hidden = !words.length;
  hits.replaceChildren();
  found.textContent = '';
  if (!words.length) return;
  await load('search.js');
  if (q.value !== asked) return;            // a later search will answer
  const list = window.hpocSearch
    .map((r) => ({ r, n: score(r, words) })).filter((x) => x.n)
    .sort((a, b) => b.n - a.n);
  hits.replaceChildren(...list.slice(0, LIMIT)
    .map(({ r }) => hit(r, words)));
  const first = list.length > LIMIT ? `, the first ${LIMIT} shown` : '';
  found.textContent = list.length ? `${list.length} found${first}`
    : 'Nothing found';
  if (!list.length)
    hits.append(make('li', { className: 'none' }, 'Nothing found.'));
}
q.oninput = search;
one('#search').onsubmit = (e) => {
  e.preventDefault();
  one('a', hits)?.click();
};
one('#search').onkeydown = (e) => {
  const links = [q, ...all('a', hits)];
  const at = links.indexOf(document.activeElement);
  if (e.key === 'Escape') { q.value = ''; search(); q.focus(); }
  if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
  e.preventDefault();
  links[at + (e.key === 'ArrowDown' ? 1 : -1)]?.focus();
};
addEventListener('keydown', (e) => {
  if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey
    || e.target.matches('input, textarea, select, [contenteditable]'))
    return;
  e.preventDefault();
  q.focus();
  q.select();
});
one('#search').addEventListener('focusout', (e) => {
  if (!e.currentTarget.contains(e.relatedTarget)) hits.hidden = true;
});
q.onfocus = () => { hits.hidden = !hits.children.length; };

// --- a link into a folded answer unfolds it ------------------------------
function unfold() {
  const id = decodeURIComponent(location.hash.slice(1));
  const e = document.getElementById(id);
  const answer = e?.closest('.answer');
  if (!answer || answer.open) return;
  answer.open = true;
  e.scrollIntoView();
}
addEventListener('hashchange', unfold);
unfold();

// --- the contents show where we are --------------------------------------
one('#contents [aria-current]')?.scrollIntoView({ block: 'nearest' });
