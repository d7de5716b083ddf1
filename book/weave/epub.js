// epub.js - finishes what pandoc wrote:
//   node book/weave/epub.js IN.epub OUT.epub
// Every entry gets the time SOURCE_DATE_EPOCH, so that two builds agree;
// the package says for whom the book is fit; each file is titled by its
// heading.
'use strict';
const fs = require('fs');
const zlib = require('zlib');

// --- ZIP, as far as an EPUB needs it -------------------------------------
function* entries(zip) {
  const end = zip.lastIndexOf('PK\x05\x06');
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [name, extra, comment] = [28, 30, 32]
      .map((k) => zip.readUInt16LE(at + k));
    const size = zip.readUInt32LE(at + 20);
    const head = zip.readUInt32LE(at + 42);
    const from = head + 30 + zip.readUInt16LE(head + 26)
      + zip.readUInt16LE(head + 28);
    const data = zip.subarray(from, from + size);
    yield {
      name: zip.toString('utf8', at + 46, at + 46 + name),
      data: zip.readUInt16LE(at + 10) === 8 ? zlib.inflateRawSync(data)
        : data,
    };
    at += 46 + name + extra + comment;
  }
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ n >>> 1 : n >>> 1;
  return n >>> 0;
});
const crc32 = (data) =>
  ~data.reduce((c, b) => CRC[(c ^ b) & 255] ^ c >>> 8, ~0) >>> 0;

const numbers = (...pairs) => Buffer.concat(pairs.map(([size, value]) => {
  const b = Buffer.alloc(size);
  b.writeUIntLE(value, 0, size);
  return b;
}));

function zip(list, date) {
  const time = date.getUTCHours() << 11 | date.getUTCMinutes() << 5
    | date.getUTCSeconds() >> 1;
  const day = date.getUTCFullYear() - 1980 << 9
    | date.getUTCMonth() + 1 << 5 | date.getUTCDate();
  const files = [], index = [];
  let at = 0;
  for (const { name, data } of list) {
    const stored = name === 'mimetype';
    const body = stored ? data : zlib.deflateRawSync(data, { level: 9 });
    const about = numbers([2, 20], [2, 0x800], [2, stored ? 0 : 8],
      [2, time], [2, day], [4, crc32(data)], [4, body.length],
      [4, data.length], [2, Buffer.byteLength(name)], [2, 0]);
    const bytes = Buffer.from(name);
    const file = [Buffer.from('PK\x03\x04'), about, bytes, body];
    index.push(Buffer.from('PK\x01\x02'), numbers([2, 20]), about,
      numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, at]), bytes);
    files.push(...file);
    at += file.reduce((n, b) => n + b.length, 0);
  }
  const names = Buffer.concat(index);
  return Buffer.concat([...files, names, Buffer.from('PK\x05\x06'),
    numbers([4, 0], [2, list.length], [2, list.length], [4, names.length],
      [4, at], [2, 0])]);
}

// --- what pandoc leaves out ----------------------------------------------
const FIT = [
  ...['textual', 'visual'].map((v) => ['accessMode', v]),
  ['accessModeSufficient', 'textual'],
  ...['alternativeText', 'MathML', 'readingOrder', 'structuralNavigation',
    'tableOfContents'].map((v) => ['accessibilityFeature', v]),
  ['accessibilityHazard', 'none'],
  ['accessibilitySummary', 'Every figure has a text; code and output are '
    + 'text; formulas are MathML.'],
].map(([key, value]) => `<meta property="schema:${key}">${value}</meta>\n`)
  .join('');

const EDITS = [
  [/\.opf$/, (s) => s.replace('</metadata>', `${FIT}</metadata>`)],
  [/text\/ch\d+\.xhtml$/, (s) => {
    const heading = s.match(/<h1[^>]*>(.*?)<\/h1>/s)[1]
      .replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').trim();
    return s.replace(/<title>.*?<\/title>/s,
      () => `<title>${heading}</title>`);
  }],
];

const [from, to] = process.argv.slice(2);
const book = [...entries(fs.readFileSync(from))];
for (const entry of book)
  for (const [which, edit] of EDITS)
    if (which.test(entry.name))
      entry.data = Buffer.from(edit(entry.data.toString()));
const date = new Date(process.env.SOURCE_DATE_EPOCH * 1000);
fs.writeFileSync(to, zip(book, date));
