// table.js - table.js FOLDER reads gcov's FOLDER/<stage>.<kind>.json and
// says per chapter how much of it ran. The kinds: heap, tests, tools.
"use strict";
const fs = require("fs");
const path = require("path");

const kinds = ["heap", "tests", "tools"];
const folder = process.argv[2];
const least = Number(process.env.LEAST || 95);
const from = Number(process.env.FROM || 4);

// chapters: file -> Map(line -> {kind, count}). A line of a header is seen
// by heap, tests and tools; it belongs to the heap, which comes first, and
// that a tool runs it does not test it.
const chapters = new Map();

function add(file, kind, number, count) {
  if (!chapters.has(file)) chapters.set(file, new Map());
  const lines = chapters.get(file);
  const line = lines.get(number) || { kind, count: 0 };
  if (kind !== "tools" || line.kind === "tools") line.count += count;
  lines.set(number, line);
}

function read(name, kind) {
  const said = fs.readFileSync(path.join(folder, name), "utf8");
  for (const unit of said.split("\n").filter(Boolean))
    for (const file of JSON.parse(unit).files)
      if (/^book\/.*\.nw$/.test(file.file))
        for (const line of file.lines)
          add(file.file, kind, line.line_number, line.count);
}

const made = fs.readdirSync(folder).sort();
for (const kind of kinds)
  for (const name of made)
    if (name.endsWith(`.${kind}.json`)) read(name, kind);

function percent(lines, kind) {
  const all = lines.filter(([, line]) => line.kind === kind);
  const ran = all.filter(([, line]) => line.count > 0);
  // 94.96 must not look like 95.0
  const of = Math.floor((1000 * ran.length) / all.length) / 10;
  return { all: all.length, ran: ran.length, of };
}

function cell({ all, ran, of }) {
  if (all === 0) return "-".padStart(7).padEnd(20);
  return `${of.toFixed(1).padStart(5)} %  ${ran}/${all}`.padEnd(20);
}

const uncovered = [], low = [];
const titles = kinds.map(kind => kind.padEnd(20)).join("");
console.log("".padEnd(26) + titles.trimEnd());
for (const file of [...chapters.keys()].sort()) {
  const lines = [...chapters.get(file)].sort(([a], [b]) => a - b);
  const parts = kinds.map(kind => percent(lines, kind));
  console.log((file.padEnd(24) + parts.map(cell).join("")).trimEnd());
  const chapter = Number(path.basename(file).slice(0, 2));
  if (chapter >= from && parts[0].of < least) low.push(file);
  const text = fs.readFileSync(file, "utf8").split("\n");
  for (const [number, { kind, count }] of lines)
    if (kind === "heap" && count === 0)
      uncovered.push(`${file}:${number}: ${text[number - 1].trim()}`);
  fs.writeFileSync(
    path.join(folder, path.basename(file, ".nw") + ".tsv"),
    lines.map(([n, l]) => `${n}\t${l.kind}\t${l.count}\n`).join(""));
}

if (chapters.size === 0) {
  console.log("coverage: error: no stage was counted");
  process.exit(1);
}
if (uncovered.length > 0)
  console.log("\nno test runs\n" + uncovered.join("\n"));
for (const file of low)
  console.log(`${file}: error: less than ${least} % of its heap is tested`);
process.exit(low.length > 0 ? 1 : 0);
