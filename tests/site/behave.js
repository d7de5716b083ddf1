// behave.js: the site as somebody uses it: what must not jump, opens,
// and is found.
//   node tests/site/behave.js build/html
// PAGES: what the names of those looked at must match; all without it.
// Prints ok or FAIL a check; ends with N passed, N failed.
'use strict';
const fs = require('fs');
const http = require('http');
const path = require('path');
const { pathToFileURL } = require('url');
const { chromium } = require('playwright-core');

const site = path.resolve(process.argv[2] || 'build/html');
const pages = fs.readdirSync(site).filter((f) => f.endsWith('.html')
  && f.match(process.env.PAGES || '')).sort();
const url = (page) => pathToFileURL(path.join(site, page)).href;
let passed = 0, failed = 0;
function tell(name, complaints) {
  if (complaints.length === 0) passed++; else failed++;
  console.log(`${complaints.length === 0 ? 'ok' : 'FAIL'} ${name}`);
  for (const c of complaints.slice(0, 8)) console.log(`    ${c}`);
}

// --- nothing jumps -------------------------------------------------------
// Over a wire that brings the fonts late: the text is there before them,
// and must not move when they come. file:// is too fast to see that.
const TYPES = { '.html': 'text/html', '.css': 'text/css',
  '.js': 'text/javascript', '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2' };
const LATE = 100;                       // ms
const server = http.createServer((request, response) => {
  const name = decodeURIComponent(request.url.split('?')[0]);
  const type = TYPES[path.extname(name)];
  const file = path.join(site, name);
  if (!type || !file.startsWith(site) || !fs.existsSync(file))
    return response.writeHead(404).end();
  setTimeout(() => response.writeHead(200, { 'Content-Type': type })
    .end(fs.readFileSync(file)), type.startsWith('font') ? LATE : 0);
});

const SHIFT = 0.02;
async function jumps(browser, port, page, width) {
  const context = await browser.newContext(
    { viewport: { width, height: 900 } });
  const tab = await context.newPage();
  await tab.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const e of list.getEntries()) {
        const first = e.sources[0]?.node;
        window.shifts.push([e.value, first?.outerHTML?.slice(0, 80)
          ?? first?.textContent?.slice(0, 80)]);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await tab.goto(`http://localhost:${port}/${page}`);
  await tab.waitForLoadState('load');
  await tab.evaluate(() => document.fonts.ready);
  await tab.waitForTimeout(150);
  const seen = await tab.evaluate(() => ({ shifts: window.shifts,
    fonts: [...document.fonts].filter((f) => f.status === 'loaded').length,
  }));
  await context.close();
  const sum = seen.shifts.reduce((n, [value]) => n + value, 0);
  const complaints = [];
  if (seen.fonts === 0) complaints.push('no font came');
  if (sum >= SHIFT)
    complaints.push(`it moves by ${sum.toFixed(3)}`,
      ...seen.shifts.map(([value, what]) => `${value.toFixed(3)} ${what}`));
  tell(`${page}: still at ${width} px`, complaints);
}

// --- what opens and is found, from file:// -------------------------------
async function visit(browser, page, does) {
  const context = await browser.newContext(
    { viewport: { width: 1200, height: 900 } });
  const tab = await context.newPage(), complaints = [];
  const want = (what, is) => { if (!is) complaints.push(what); };
  tab.on('pageerror', (e) => complaints.push(`script: ${e.message}`));
  tab.on('request', (r) => want(`asks for ${r.url()}`,
    r.url().startsWith('file:')));
  await tab.goto(url(page));
  await tab.waitForSelector('html:not(.wait)', { state: 'attached' });
  await does(tab, want).catch((e) => complaints.push(e.message));
  await context.close();
  return complaints;
}

// Each use of a chunk that is too long to stand there twice opens, and few of
// them to nothing: those that only later chapters add to.
async function uses(tab, want) {
  const lines = await tab.$$('.use');
  let full = 0;
  want('there are uses', lines.length > 0);
  want('no long use is left', await tab.$('.long') === null);
  for (const line of lines) {
    await line.$eval('details', (e) => { e.open = true; });
    const code = await line.waitForSelector('.part pre',
      { timeout: 2000, state: 'attached' }).catch(() => null);
    want(`opens: ${await line.$eval('summary', (e) => e.textContent)}`,
      code);
    if (code && (await code.textContent()).trim()) full++;
  }
  want(`show their chunk: ${full} of ${lines.length}`,
    full > lines.length / 2);
}

// By keyboard alone.
async function search(tab, want) {
  const text = (s) => tab.textContent(s);
  const at = () => tab.evaluate(() => document.activeElement.id
    || document.activeElement.getAttribute('href'));
  const found = (pattern) => tab.waitForFunction((p) => new RegExp(p)
    .test(document.querySelector('#found').textContent), pattern.source,
  { timeout: 5000 });
  await tab.keyboard.press('/');
  want('/ leads to the search', await at() === 'q');
  want('/ is not typed', await tab.inputValue('#q') === '');
  await tab.keyboard.type('hp_malloc');
  await found(/^\d+ found/);
  want('the count is announced',
    await tab.getAttribute('#found', 'role') === 'status');
  want('an identifier comes first',
    await text('#hits li:first-child span') === 'hp_malloc');
  want('the word is marked', /hp_malloc/i.test(await text('#hits mark')));
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.press('ArrowDown');
  const second = await tab.getAttribute('#hits li:nth-child(2) a', 'href');
  want('arrows go down the list', await at() === second);
  await tab.keyboard.press('ArrowUp');
  await tab.keyboard.press('ArrowUp');
  want('and back up', await at() === 'q');
  await tab.keyboard.press('Escape');
  want('Escape closes it', await tab.inputValue('#q') === ''
    && await tab.isHidden('#hits'));
  await tab.keyboard.type('grow the heap');
  await found(/found/);
  const hits = await tab.$$eval('#hits a', (all) =>
    all.map((e) => e.textContent.toLowerCase()));
  want('every word occurs in what is shown or behind it', hits.length > 0);
  want('a result has a context', hits.some((h) => /heap/.test(h)
    && h.length > 30));
  await tab.fill('#q', 'nowhere-to-be-found');
  await found(/^Nothing found$/);
  await tab.fill('#q', 'a chunk <');
  await found(/found/i);
  want('what is typed is text', await tab.$('#hits script') === null);
  await tab.fill('#q', 'hp_malloc');
  await found(/^\d+ found/);
  await tab.focus('#q');
  const first = await tab.getAttribute('#hits a', 'href');
  await Promise.all([tab.waitForURL((u) => u.href.endsWith(first)),
    tab.keyboard.press('Enter')]);
  want('Enter leads there', await tab.evaluate(() =>
    document.querySelector(':target')?.matches('.chunk')));
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run',
      '--disable-background-networking', '--disable-component-update'] });
  await new Promise((ready) => server.listen(0, 'localhost', ready));
  const { port } = server.address();
  if (pages.length === 0) tell('PAGES', [`${process.env.PAGES}: no page`]);
  for (const page of pages)
    for (const width of [1200, 400]) await jumps(browser, port, page, width);
  for (const page of pages.filter((f) => /^\d/.test(f))) {
    const text = fs.readFileSync(path.join(site, page), 'utf8');
    if (/class="(use|long)"/.test(text))
      tell(`${page}: uses open`, await visit(browser, page, uses));
  }
  for (const page of pages)
    tell(`${page}: search`, await visit(browser, page, search));
  await browser.close();
  server.close();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
})();
