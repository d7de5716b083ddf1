#!/usr/bin/env node
// render.js - draws states of a heap, as a scenario's run dumped them.
//
//   render.js DUMP --at ID[,ID...] [--web F] [--print F] [--alt F]
//             [--from FILE:LINE]
//
// --web: SVG to stand inline in a page that has heap.css. --print: the
// same shapes with the style and its print colours inside, for
// rsvg-convert. --alt: the picture in words. --from: who asks, for error
// messages. Several IDs are drawn one below the other.
'use strict';
const fs = require('fs');
const path = require('path');
const { parseDump, Bad } = require('./render/dump.js');
const { markChanges } = require('./render/items.js');
const { altText } = require('./render/words.js');
const { draw } = require('./render/shapes.js');

// The states with these ids, compared with what stands above them; the
// first one with the state before its own statement.
function pick(states, ids) {
  const marked = states.filter(s => s.figure).map(s => s.figure);
  let shown = -1;
  return ids.map(id => {
    const i = states.findIndex(s => s.figure === id);
    if (i < 0)
      throw new Bad(`no state is called "${id}", only ` +
                    (marked.join(', ') || 'nameless ones'));
    if (i <= shown)
      throw new Bad(`"${id}" comes before the state it is to stand under`);
    markChanges(states[i], shown < 0 ? states[i - 1] : states[shown]);
    const past = shown < 0 ? states.slice(0, i) : [];
    const ran = states.slice(shown < 0 ? i : shown + 1, i + 1);
    shown = i;
    return { state: states[i], past, ran };
  });
}

// Style for paper: the rules of heap.css, with its print colours put in,
// since rsvg-convert knows no var().
function printStyle(css) {
  css = css.replace(/\/\*[\s\S]*?\*\//g, '');
  const paper = /@media print \{\s*:root[^{]*\{([^}]*)\}/.exec(css)[1];
  const value = new Map([...paper.matchAll(/(--[\w-]+):\s*([^;]+);/g)]
    .map(m => [m[1], m[2]]));
  return css.slice(css.indexOf('.heap text'))
    .replace(/var\((--[\w-]+)\)/g, (_, name) => {
      if (!value.has(name))
        throw new Bad(`heap.css: error: no ${name} under @media print`);
      return value.get(name);
    });
}

function readOptions(args) {
  const options = {};
  for (let i = 0; i < args.length; i++) {
    if (!args[i].startsWith('--')) options.dump = args[i];
    else options[args[i].slice(2)] = args[++i];
  }
  if (!options.dump || !options.at)
    throw new Bad('usage: render.js DUMP --at ID[,ID...] [--web F] ' +
                  '[--print F] [--alt F] [--from FILE:LINE]');
  return options;
}

function main(args) {
  const options = readOptions(args);
  const states = parseDump(fs.readFileSync(options.dump, 'utf8'),
                           options.dump);
  let picked;
  try {
    picked = pick(states, options.at.split(','));
  } catch (e) {
    if (e instanceof Bad)
      e.message = `${options.from || options.dump}: error: ${e.message}`;
    throw e;
  }
  if (options.web) fs.writeFileSync(options.web, draw(picked, ''));
  if (options.print) {
    const css = fs.readFileSync(path.join(__dirname, 'heap.css'), 'utf8');
    fs.writeFileSync(options.print, draw(picked, printStyle(css)));
  }
  if (options.alt) fs.writeFileSync(options.alt, altText(picked) + '\n');
}

try {
  main(process.argv.slice(2));
} catch (e) {
  if (!(e instanceof Bad)) throw e;
  console.error(e.message);
  process.exit(1);
}
