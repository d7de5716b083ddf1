// xml.js - a strict reader of the XML that SVG needs: no DTD, no CDATA.
// Returns {name, attributes, children, text}; throws where it is not
// well-formed.
'use strict';

const ENTITY = /&(#\d+|#x[0-9a-f]+|amp|lt|gt|quot|apos);/gi;
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(s) {
  if (/&/.test(s.replace(ENTITY, '')) || s.includes('<'))
    throw new Error(`a bare & or < in "${s.slice(0, 40)}"`);
  return s.replace(ENTITY, (_, e) => e[0] !== '#' ? NAMED[e.toLowerCase()]
    : String.fromCodePoint(e[1] === 'x' ? parseInt(e.slice(2), 16)
                                        : +e.slice(1)));
}

function attributesOf(s) {
  const out = {};
  let rest = s;
  while (rest.trim()) {
    const m = /^\s+([\w:-]+)="([^"]*)"/.exec(rest);
    if (!m) throw new Error(`not an attribute: ${rest.slice(0, 40)}`);
    if (m[1] in out) throw new Error(`two attributes ${m[1]}`);
    out[m[1]] = decode(m[2]);
    rest = rest.slice(m[0].length);
  }
  return out;
}

function parse(source) {
  const root = { name: '', children: [], text: '' }, open = [root];
  const token =
    /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/y;
  let at = 0;
  while (at < source.length) {
    const top = open[open.length - 1];
    const next = source.indexOf('<', at);
    const text = source.slice(at, next < 0 ? source.length : next);
    top.text += decode(text);
    if (next < 0) break;
    token.lastIndex = next;
    const m = token.exec(source);
    if (!m) throw new Error(`no tag: ${source.slice(next, next + 40)}`);
    const [all, close, name, attributes, empty] = m;
    at = next + all.length;
    if (close) {
      if (top.name !== name) throw new Error(`</${name}> in <${top.name}>`);
      open.pop();
      continue;
    }
    const node = { name, attributes: attributesOf(attributes),
                   children: [], text: '' };
    top.children.push(node);
    if (!empty) open.push(node);
  }
  if (open.length > 1) throw new Error(`<${open.pop().name}> stays open`);
  if (root.children.length !== 1) throw new Error('not one root');
  return root.children[0];
}

// All nodes below, with a class if one is given.
function all(node, cls) {
  const mine = node.children.flatMap(c => [c, ...all(c)]);
  return !cls ? mine : mine.filter(c => has(c, cls));
}
const has = (node, cls) =>
  (node.attributes.class || '').split(' ').includes(cls);

module.exports = { parse, all, has };
