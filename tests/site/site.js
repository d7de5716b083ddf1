// site.js: opens every page of the site from file:// in chromium and looks.
//   node tests/site/site.js build/html [--shots FOLDER]
// PAGES: what the names of those looked at must match; all without it.
// Prints ok or FAIL a page and way to look; ends with N passed, N failed.
'use strict';
const fs = require('fs'), path = require('path'), { pathToFileURL } = require('url');
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const site = path.resolve(process.argv[2] || 'build/html');
const shots = process.argv[3] === '--shots' ? process.argv[4] : null;
const pages = fs.readdirSync(site).filter((f) => f.endsWith('.html')).sort();
const wanted = pages.filter((f) => f.match(process.env.PAGES || ''));
let passed = 0, failed = 0;

function tell(name, complaints) {
  if (complaints.length === 0) passed++; else failed++;
  console.log(`${complaints.length === 0 ? 'ok' : 'FAIL'} ${name}`);
  for (const c of complaints.slice(0, 8)) console.log(`    ${c}`);
}

// Every link inside the site leads to a file and an id that exist.
async function links(browser) {
  const ids = {}, targets = {};
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  for (const page of pages) {
    await tab.goto(pathToFileURL(path.join(site, page)).href);
    ids[page] = new Set(await tab.$$eval('[id]', (all) => all.map((e) => e.id)));
    targets[page] = await tab.$$eval('a[href], link[href], img[src], script[src]',
      (all) => all.map((e) => e.getAttribute('href') || e.getAttribute('src')));
    const twice = await tab.$$eval('[id]', (all) => {
      const seen = new Set();
      return all.map((e) => e.id).filter((id) => seen.has(id) || !seen.add(id));
    });
    tell(`${page}: ids are unique`, twice);
  }
  for (const page of pages) {
    const bad = [];
    for (const target of targets[page]) {
      if (/^(https?|mailto):/.test(target)) continue;
      const [file, id] = target.split('#');
      const there = file === '' ? page : decodeURIComponent(file);
      if (!fs.existsSync(path.join(site, there))) bad.push(`${target}: no such file`);
      else if (id && ids[there] && !ids[there].has(decodeURIComponent(id))) bad.push(`${target}: no such id`);
    }
    tell(`${page}: links resolve`, [...new Set(bad)]);
  }
  await context.close();
}

async function look(browser, page, { scheme, width, script }) {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 }, javaScriptEnabled: script });
  const tab = await context.newPage(), complaints = [];
  tab.on('request', (r) => { if (!/^(file|data):/.test(r.url())) complaints.push(`request: ${r.url()}`); });
  tab.on('requestfailed', (r) => complaints.push(`failed: ${r.url()}`));
  tab.on('pageerror', (e) => complaints.push(`script: ${e.message}`));
  tab.on('console', (m) => { if (m.type() === 'error') complaints.push(`console: ${m.text()}`); });
  await tab.goto(pathToFileURL(path.join(site, page)).href);
  await tab.waitForLoadState('load');
  const wide = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]).catch(() => [0, 0]);
  if (wide[0] > wide[1]) complaints.push(`the page is ${wide[0]} px wide in a window of ${wide[1]}`);
  if (script) {
    await tab.evaluate(axe);
    const result = await tab.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
    for (const v of result.violations) {
      complaints.push(`axe ${v.id} (${v.nodes.length}): ${v.help}: ${v.nodes[0].html.slice(0, 120)}`);
    }
  } else {
    const text = await tab.textContent('main');
    if (!text || text.trim().length < 100) complaints.push('nothing to read without scripts');
  }
  if (shots && script) {
    fs.mkdirSync(shots, { recursive: true });
    await tab.screenshot({ path: path.join(shots, `${page}-${scheme}-${width}.png`), fullPage: true });
  }
  await context.close();
  tell(`${page}: ${scheme}, ${width} px${script ? '' : ', scripts off'}`, complaints);
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--allow-file-access-from-files'] });
  if (wanted.length === 0) tell('PAGES', [`${process.env.PAGES}: no page`]);
  await links(browser);
  for (const page of wanted) {
    const bytes = fs.statSync(path.join(site, page)).size;
    tell(`${page}: ${Math.round(bytes / 1000)} kB`, bytes > 300000 ? ['more than 300 kB'] : []);
    for (const scheme of ['light', 'dark']) {
      for (const width of [1200, 400]) await look(browser, page, { scheme, width, script: true });
    }
    await look(browser, page, { scheme: 'light', width: 1200, script: false });
  }
  await browser.close();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
})();
