// serve.js - the book on localhost, rebuilt as its sources are saved.
//
//     make serve            http://localhost:8000/
//     make serve PORT=8080  another port; 0 takes a free one
//
// Run from the project's root. A save makes the page of that chapter first,
// then whatever else it touched, and every browser that shows a page which
// became different loads it again. When the build stops, its message covers
// the page until a later save mends it. The script that does this is put
// into pages as they are sent; the files in build/html know nothing of it.
"use strict";
const { createHash } = require("crypto");
const { spawn } = require("child_process");
const fs = require("fs");
const http = require("http");
const os = require("os");
const path = require("path");

const root = path.resolve("build/html");
const watched = ["book", "book/answers", "book/weave", "book/tangle",
  "book/facts", "figures", "figures/data", "figures/render"];
const source = new RegExp("^\\w[\\w.-]*\\.(nw|bib|lua|html|css|js|latex|" +
  "yaml|mk|awk|sh|scn|tex|gp|tsv)$");
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css",
  ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png",
  ".woff2": "font/woff2", ".pdf": "application/pdf",
  ".tar": "application/x-tar", ".gz": "application/gzip",
  ".json": "application/json" };

// --- in the browser ------------------------------------------------------

function client(page, version) {
  const events = new EventSource(
    "/_serve/events?page=" + encodeURIComponent(page) + "&v=" + version);
  let box = null;
  function close() {
    if (box) box.remove();
    box = null;
  }
  events.addEventListener("stopped", event => {
    close();
    box = document.createElement("pre");
    box.id = "serve-stopped";
    box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;inset:auto 0 0 0;z-index:99;" +
      "max-height:60vh;overflow:auto;margin:0;padding:1em;" +
      "font:14px/1.5 monospace;white-space:pre-wrap;color:#fff;" +
      "background:#5c1010;border-top:4px solid #ff8a80";
    box.textContent = JSON.parse(event.data);
    document.body.append(box);
  });
  events.addEventListener("mended", close);
  events.addEventListener("reload", () => location.reload());
}

// --- pages ---------------------------------------------------------------

const hash = data => createHash("sha1").update(data).digest("hex");

function version(page) {
  try {
    return hash(fs.readFileSync(path.join(root, page)));
  } catch {
    return "none";
  }
}

// The folder is public, and nothing beside it.
function fileOf(url) {
  let name;
  try {
    name = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (name.endsWith("/")) name += "index.html";
  const file = path.join(root, name);
  return file.startsWith(root + path.sep) && !name.includes("\0")
    ? file : null;
}

function sendPage(response, status, page, html, seen) {
  const script = "<script>(" + client + ")(" +
    JSON.stringify(page).replace(/</g, "\\u003c") + "," +
    JSON.stringify(seen) + ")</script>\n";
  const at = html.lastIndexOf("</body>");
  response.writeHead(status, { "Content-Type": types[".html"],
    "Cache-Control": "no-store" });
  response.end(at < 0 ? html + script
    : html.slice(0, at) + script + html.slice(at));
}

function answer(request, response) {
  const url = new URL(request.url, "http://localhost");
  if (url.pathname === "/_serve/events") return listen(url, response);
  const file = fileOf(url);
  const page = file ? path.relative(root, file) : "";
  let data = null;
  try {
    data = file && fs.readFileSync(file);
  } catch { /* there is no such file, perhaps not yet */ }
  if (data === null)
    return sendPage(response, 404, page, "<!doctype html><title>404" +
      "</title><body><p>There is no such page. If a chapter is being " +
      "built, it will appear here by itself.</body>", "none");
  if (file.endsWith(".html"))
    return sendPage(response, 200, page, data.toString(), hash(data));
  const type = types[path.extname(file)] || "application/octet-stream";
  response.writeHead(200, { "Content-Type": type,
    "Cache-Control": "no-store" });
  response.end(data);
}

// --- browsers that listen ------------------------------------------------

const listeners = new Set();        // {page, seen, response}
let trouble = "";                   // why the last build stopped

function tell({ response }, event, data) {
  response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function listen(url, response) {
  response.writeHead(200, { "Content-Type": "text/event-stream",
    "Cache-Control": "no-store" });
  const one = { page: url.searchParams.get("page"),
    seen: url.searchParams.get("v"), response };
  listeners.add(one);
  response.on("close", () => listeners.delete(one));
  response.write(": hello\n\n");
  refresh(one);
  if (trouble) tell(one, "stopped", trouble);
}

function refresh(one) {
  const file = fileOf(new URL("http://localhost/" + one.page));
  const now = file ? version(path.relative(root, file)) : "none";
  if (now === one.seen) return;
  one.seen = now;
  tell(one, "reload", one.page);
}

// What every page shows; its change reloads them all.
let common = "";
function commonVersion() {
  return version("book.css") + version("book.js");
}

function refreshAll() {
  const now = commonVersion();
  for (const one of listeners)
    if (now !== common) tell(one, "reload", one.page);
    else refresh(one);
  common = now;
}

// --- building ------------------------------------------------------------

const saved = new Set();            // sources that wait for a build
let making = null;                  // make, while it runs

function say(line) {
  console.log(`${new Date().toTimeString().slice(0, 8)} ${line}`);
}

// Runs make; resolves to {status, said}, said being the part of its output
// that a message consists of.
function make(goals) {
  const env = { ...process.env };
  for (const name of ["MAKEFLAGS", "MFLAGS", "MAKELEVEL"]) delete env[name];
  return new Promise(resolve => {
    let said = "";
    making = spawn("make", ["-j" + os.cpus().length, ...goals],
      { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [making.stdout, making.stderr])
      stream.on("data", data => {
        process.stdout.write(data);
        said = (said + data).slice(-20000);
      });
    making.on("error", error => { said += error.message; });
    making.on("close", status => {
      making = null;
      resolve({ status, said: message(said) });
    });
  });
}

function message(said) {
  const lines = said.trimEnd().split("\n");
  const noise = /^(weave|latex) build\/|^make(\[\d+\])?: |^$/;
  const told = lines.filter(line => !noise.test(line));
  return (told.length ? told : lines).slice(-40).join("\n");
}

function stopMake() {
  if (making && making.pid) process.kill(-making.pid, "SIGTERM");
}

// One make for the pages of the chapters that were saved, then one for all
// the rest. A save that comes meanwhile ends it and begins anew.
let building = false;
async function build() {
  if (building) return stopMake();
  building = true;
  while (saved.size > 0) {
    const files = [...saved];
    saved.clear();
    const pages = files
      .filter(f => /^book\/\d\d-.*\.nw$/.test(f) && fs.existsSync(f))
      .map(f => f.replace(/^book\/(.*)\.nw$/, "build/html/$1.html"));
    if (pages.length > 0 && !await built(pages)) {
      if (saved.size > 0) files.forEach(f => saved.add(f));
      continue;
    }
    await built(["html"]);
  }
  building = false;
}

async function built(goals) {
  const began = Date.now();
  const { status, said } = await make(goals);
  if (saved.size > 0) return false;
  if (trouble && status === 0)
    for (const one of listeners) tell(one, "mended", "");
  trouble = status === 0 ? "" : said;
  if (trouble)
    for (const one of listeners) tell(one, "stopped", trouble);
  refreshAll();
  say(trouble ? "stopped; mend it and save again"
    : `${goals.join(" ")}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return status === 0;
}

// --- saves ---------------------------------------------------------------

// Editors empty, touch, rename and back up: only a source whose text is
// another than before, once it is quiet, has been saved.
const texts = new Map();
const touched = new Set();
let quiet = null;

function textOf(file) {
  try {
    return hash(fs.readFileSync(file));
  } catch {
    return "none";
  }
}

function look() {
  for (const file of touched) {
    const now = textOf(file);
    if (texts.get(file) !== now) saved.add(file);
    texts.set(file, now);
  }
  touched.clear();
  if (saved.size > 0) build();
}

function watch(folder) {
  if (!fs.existsSync(folder)) return;
  const known = name => source.test(name || "");
  for (const name of fs.readdirSync(folder).filter(known))
    texts.set(path.join(folder, name), textOf(path.join(folder, name)));
  fs.watch(folder, (_, name) => {
    if (!known(name)) return;
    touched.add(path.join(folder, name));
    clearTimeout(quiet);
    quiet = setTimeout(look, 50);
  });
}

// --- to work -------------------------------------------------------------

const port = Number(process.env.PORT || 8000);
const server = http.createServer(answer);
server.on("error", error => {
  console.error(error.code === "EADDRINUSE"
    ? `serve: port ${port} is taken; try make serve PORT=${port + 1}`
    : `serve: ${error.message}`);
  process.exit(1);
});
server.listen(port, "127.0.0.1", () => {
  say(`http://localhost:${server.address().port}/  (Ctrl-C ends it)`);
  watched.forEach(watch);
  common = commonVersion();
  saved.add("everything");
  build();
});
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    stopMake();
    process.exit(0);
  });
