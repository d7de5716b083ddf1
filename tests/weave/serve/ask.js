// ask.js - plays the browser for serve.sh: loads pages, listens, saves
// files, and says what it saw.
"use strict";
const fs = require("fs");
const http = require("http");
const base = "http://127.0.0.1:" + process.env.PORT;

function check(name, good, saw) {
  console.log(good ? `ok    ${name}` : `FAIL  ${name}\n      ${saw}`);
}

function get(path) {
  return new Promise((resolve, reject) => {
    http.get(base + path, response => {
      let body = "";
      response.on("data", data => { body += data; });
      response.on("end", () => resolve({ status: response.statusCode,
        type: response.headers["content-type"], body }));
    }).on("error", reject);
  });
}

// What the script in a page asks for: its page and the version it shows.
function asks(body) {
  const [, page, version] = body.match(/\)\("([^"]*)","(\w+)"\)<\/script>/);
  return `/_serve/events?page=${encodeURIComponent(page)}&v=${version}`;
}

// Listens; next() gives the next event, or null after some seconds.
async function listen(path) {
  const waiting = [], events = [];
  const request = http.get(base + path, response => {
    let text = "";
    response.on("data", data => {
      text += data;
      const parts = text.split("\n\n");
      text = parts.pop();
      for (const part of parts) {
        const [, name, value] =
          part.match(/^event: (.*)\ndata: (.*)$/) || [];
        if (!name) continue;
        const event = { name, data: JSON.parse(value) };
        if (waiting.length) waiting.shift()(event);
        else events.push(event);
      }
    });
  });
  const next = (seconds = 5) => events.length
    ? Promise.resolve(events.shift())
    : new Promise(resolve => {
      const given = event => { clearTimeout(late); resolve(event); };
      const late = setTimeout(() => {
        waiting.splice(waiting.indexOf(given), 1);
        resolve(null);
      }, seconds * 1000);
      waiting.push(given);
    });
  return { next, close: () => request.destroy() };
}

function is(event, name) {
  return event !== null && event.name === name;
}

async function main() {
  const one = await get("/01-one.html");
  check("a page is sent", one.status === 200 &&
    one.body.includes("a first text") && /text\/html/.test(one.type),
    one.body);
  check("with the script at its end",
    /<script>.*EventSource.*<\/script>\s*<\/body>/s.test(one.body),
    one.body);
  const css = await get("/book.css");
  check("a style sheet is sent as it is", css.type === "text/css" &&
    css.body === "p { color: red }\n", css.type + css.body);
  const lost = await get("/03-three.html");
  check("a page that is not there is a 404 that listens",
    lost.status === 404 && lost.body.includes("EventSource"), lost.body);
  for (const path of ["/../../Makefile", "/%2e%2e/%2e%2e/Makefile", "/%",
    "/..%2f..%2fMakefile", "/%00"])
    check(`nothing outside is sent: ${path}`,
      (await get(path)).status === 404, path);

  const first = await listen(asks(one.body));
  const other = await listen(asks((await get("/02-two.html")).body));
  fs.writeFileSync("book/01-one.nw", "One: an edited text.\n");
  const began = Date.now();
  const event = await first.next();
  check("a save reloads the page", is(event, "reload"),
    JSON.stringify(event));
  check("soon", Date.now() - began < 3000, `${Date.now() - began} ms`);
  const edited = await get("/01-one.html");
  check("which has the new text", edited.body.includes("an edited text"),
    edited.body);
  check("and no other page", await other.next(1) === null, "an event");

  fs.writeFileSync("book/.01-one.nw.swp", "x");
  fs.writeFileSync("book/01-one.nw~", "x");
  fs.writeFileSync("book/4913", "x");
  fs.writeFileSync("book/01-one.nw", "One: an edited text.\n");
  const made = fs.readFileSync("made", "utf8");
  await first.next(1);
  check("what an editor leaves about is not a save",
    fs.readFileSync("made", "utf8") === made, "something was made");

  fs.writeFileSync("book/01-one.nw", "One: BROKEN.\n");
  const stopped = await first.next();
  check("a slip is shown, by file and line", is(stopped, "stopped") &&
    /^book\/01-one\.nw:1: error: broken$/m.test(stopped.data),
    JSON.stringify(stopped));
  check("in every page", is(await other.next(), "stopped"), "no event");
  const still = await get("/01-one.html");
  check("the server lives on with the page of before",
    still.body.includes("an edited text"), still.body);
  const late = await listen(asks(still.body));
  check("a page that is opened now shows the slip, too",
    is(await late.next(), "stopped"), "no event");
  late.close();

  // Many editors write another file and give it the name.
  fs.writeFileSync("book/new", "One: a mended text.\n");
  fs.renameSync("book/new", "book/01-one.nw");
  const after = [await first.next(), await first.next()]
    .map(event => event && event.name).sort();
  check("mending it takes the message away and reloads",
    after.join() === "mended,reload", after.join());
  check("with the mended text",
    (await get("/01-one.html")).body.includes("a mended text"), "not it");
  await other.next();

  fs.writeFileSync("book/weave/book.css", "p { color: blue }\n");
  check("a style reloads every page", is(await first.next(), "reload") &&
    is(await other.next(), "reload"), "no event");
  first.close();
  other.close();

  const stale = await listen(asks(one.body));
  check("a page older than the book reloads as soon as it listens",
    is(await stale.next(), "reload"), "no event");
  stale.close();

  // A page that takes half a minute, and a save meanwhile.
  const slow = await listen(asks((await get("/02-two.html")).body));
  fs.writeFileSync("book/02-two.nw", "Two: SLOW.\n");
  check("a slow page keeps one waiting", await slow.next(1) === null, "");
  fs.writeFileSync("book/02-two.nw", "Two: a quick text.\n");
  check("a new save ends the make of before",
    is(await slow.next(), "reload"), "no event");
  const quick = (await get("/02-two.html")).body;
  check("and makes the newest text", quick.includes("a quick text"), quick);
  slow.close();
  console.log("all asked");
}

main();
