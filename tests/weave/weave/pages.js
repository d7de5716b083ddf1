// pages.js DIR - what must hold for every page of the site, read as text:
// ids are unique, links inside the site lead somewhere, pictures have
// texts, one h1, a language, landmarks, and nothing is asked of another
// machine.
'use strict';
const fs = require('fs');
const path = require('path');

const dir = process.argv[2];
const said = [];
const pages = new Map();
for (const f of fs.readdirSync(dir).filter((f) => f.endsWith('.html'))) {
  const text = fs.readFileSync(path.join(dir, f), 'utf8')
    .replace(/<!--.*?-->/gs, '');
  const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map((m) => m[1]);
  for (const id of ids.filter((id, i) => ids.indexOf(id) !== i))
    said.push(`${f}: id ${id} twice`);
  pages.set(f, { text, ids: new Set(ids) });
}

function link(f, url) {
  if (/^(https?:|mailto:)/.test(url)) return;
  const [file, hash] = url.split('#');
  const target = file || f;
  if (!fs.existsSync(path.join(dir, target)))
    said.push(`${f}: ${url}: no such file`);
  else if (hash && !pages.get(target)?.ids.has(decodeURIComponent(hash)))
    said.push(`${f}: ${url}: no such place`);
}

for (const [f, { text }] of pages) {
  const say = (what) => said.push(`${f}: ${what}`);
  for (const [, url] of text.matchAll(/<(?:a|link)\s[^>]*?href="([^"]*)"/g))
    link(f, url);
  const sources = /<(?:img|script)\s[^>]*?src="([^"]*)"/g;
  for (const [, url] of text.matchAll(sources))
    if (/^[a-z]+:|^\/\//.test(url)) say(`asks for ${url}`);
    else link(f, url);
  for (const [link] of text.matchAll(/<link\s[^>]*?href="\w+:[^>]*>/g))
    say(`asks: ${link}`);
  for (const [img] of text.matchAll(/<img\s[^>]*>/g)) {
    if (!/\salt="[^"]+"/.test(img)) say(`no alt: ${img}`);
    if (!/\swidth="\d+" height="\d+"/.test(img)) say(`no size: ${img}`);
  }
  for (const [svg] of text.matchAll(/<svg\s[^>]*>/g))
    if (!/\srole="img" aria-label="[^"]+"/.test(svg))
      say(`no label: ${svg}`);
  if (text.split('<h1').length !== 2) say('not one h1');
  for (const part of ['<html lang="en">', '<main id="main"', '<nav ',
    '<header class="bar">', 'class="skip" href="#main"', '<title>'])
    if (!text.includes(part)) say(`no ${part}`);
  if (/\son\w+="/.test(text)) say('a script in an attribute');
  if (/\?\?|PandocLua/.test(text.replace(/<pre.*?<\/pre>/gs, '')))
    say('something was not defined');
}
const css = fs.readFileSync(path.join(dir, 'book.css'), 'utf8');
if (/url\(["']?(https?:|\/\/)|@import/.test(css))
  said.push('book.css asks');
const js = fs.readFileSync(path.join(dir, 'book.js'), 'utf8')
  .replace(/\/\/.*/g, '');
if (/fetch\(|XMLHttpRequest|https?:/.test(js)) said.push('book.js asks');

for (const s of said) console.log(s);
process.exit(said.length || pages.size < 5 ? 1 : 0);
