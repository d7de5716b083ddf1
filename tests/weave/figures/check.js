// check.js - are the pictures of the dumps in this folder right? Draws
// every state with figures/render.js, reads the SVG back and compares it
// with the dump. Prints `ok name` or `FAIL name: why`.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawnSync } = require('child_process');
const { parse, all, has } = require('./xml.js');

const here = __dirname;
const figures = path.join(here, '../../../figures');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'figures-'));
process.on('exit', () => fs.rmSync(work, { recursive: true }));

let failed = 0;
function test(name, body) {
  try {
    body();
    console.log(`ok ${name}`);
  } catch (e) {
    failed++;
    console.log(`FAIL ${name}: ${e.message}`);
  }
}
function is(got, wanted, what = '') {
  const [g, w] = [got, wanted].map(v => JSON.stringify(v));
  if (g !== w) throw new Error(`${what} is ${g}, not ${w}`);
}
function holds(truth, what) {
  if (!truth) throw new Error(what);
}

function render(dump, at, ...more) {
  const out = path.join(work, 'out');
  const r = spawnSync('node', [path.join(figures, 'render.js'), dump,
    '--at', at, '--web', out + '.web', '--print', out + '.print',
    '--alt', out + '.alt', ...more], { encoding: 'utf8' });
  if (r.status !== 0) return { error: r.stderr.trim() };
  const read = kind => fs.readFileSync(`${out}.${kind}`, 'utf8');
  return { web: read('web'), print: read('print'),
           alt: read('alt').trim() };
}
const file = name => path.join(here, name + '.heap');
const cache = new Map();
function drawn(name, at) {
  const key = name + ' ' + at;
  if (!cache.has(key)) {
    const r = render(file(name), at);
    if (r.error) throw new Error(r.error);
    cache.set(key, { ...r, svg: parse(r.web) });
  }
  return cache.get(key);
}
const texts = (node, cls) => all(node, cls)
  .filter(n => n.name === 'text').map(n => n.text);

// The dumps, read without the renderer's own reader.
const KIND = { 'in use': 'used', free: 'free', top: 'top', hole: 'hole',
               bad: 'bad', header: 'own' };
const pictures = [];
for (const name of ['coal', 'many', 'odd', 'run', 'arenas', 'tcache']) {
  let state, base = 0;
  const dump = fs.readFileSync(file(name), 'utf8').trim();
  for (const line of dump.split('\n')) {
    const o = JSON.parse(line);
    if (o.step) state = { name, at: o.figure, code: o.code, chunks: [],
                          lists: [] };
    if (o.step) base = 0;
    if (o.kind === 'header') base = o.at;
    if (o.kind) state.chunks.push({ ...o, at: o.at - base, place: o.at });
    if (o.list && Array.isArray(o.at)) state.lists.push(o);
    for (const c of o.thread && o.at ? state.chunks : [])
      if (o.at.includes(c.place)) c.cached = o.thread;
    if (o.end && state.at) pictures.push(state);
  }
}

// ---- every picture --------------------------------------------------

const css = fs.readFileSync(path.join(figures, 'heap.css'), 'utf8');
for (const p of pictures) {
  const is_ = (what) => `${p.name}_${p.at}_${what}`.replace(/-/g, '_');
  const svg = () => drawn(p.name, p.at).svg;
  test(is_('is_well_formed'), () => {
    is(svg().name, 'svg');
    is(parse(drawn(p.name, p.at).print).name, 'svg');
  });
  test(is_('is_the_same_in_print'), () => {
    const { web, print } = drawn(p.name, p.at);
    is(print.replace(/<style>[^]*<\/style>\n/, ''), web);
    holds(/<style>/.test(print), 'print has no style');
    holds(!/var\(/.test(print), 'print has a var()');
  });
  test(is_('shows_every_chunk'), () => {
    for (const kind of new Set(Object.values(KIND))) {
      const there = p.chunks.filter(c => KIND[c.kind] === kind &&
                                         !c.cached).length;
      const groups = all(svg(), kind).filter(n => n.name === 'g').length;
      const counted = kind !== 'used' ? 0 : texts(svg(), 'many')
        .filter(t => t.startsWith('…'))
        .reduce((n, t) => n + +t.match(/\d+/)[0], 0);
      is(groups + counted, there, kind);
    }
    is(all(svg(), 'cached').length, p.chunks.filter(c => c.cached).length,
       'cached');
  });
  test(is_('shows_names_and_sizes'), () => {
    for (const g of all(svg(), 'used').filter(n => n.name === 'g')) {
      const title = all(g).find(n => n.name === 'title').text;
      const said = n => n.toLocaleString('en', { useGrouping: n > 9999 });
      const c = p.chunks.find(c => title.includes(` at ${said(c.at)}`) &&
        title.includes(`${said(c.size)} bytes`));
      holds(c, `no chunk for "${title}"`);
      is(texts(g, 'sz'), [said(c.size)], 'size');
      const name = texts(g, 'nm')[0], full = c.names.join(' ') || '?';
      holds(name === full || name.endsWith('…') &&
            full.startsWith(name.slice(0, -1)), `${name} for ${full}`);
    }
  });
  test(is_('stays_in_its_frame'), () => {
    const [x0, y0, w, h] = svg().attributes.viewBox.split(' ').map(Number);
    const rows = new Map();
    for (const r of all(svg(), 'b').map(n => n.attributes)) {
      const [x, y, rw, rh] = [r.x, r.y, r.width, r.height].map(Number);
      holds(x >= x0 && x + rw <= x0 + w && y >= y0 && y + rh <= y0 + h,
            `a box at ${x} ${y}`);
      const last = rows.get(y) || x0;
      holds(x >= last - 0.02, `boxes overlap at ${x} ${y}`);
      rows.set(y, x + rw);
    }
    for (const t of all(svg()).filter(n => n.name === 'text')) {
      const cls = t.attributes.class, x = +t.attributes.x;
      const px = /nm small|sz|ran|ln|many|region/.test(cls) ? 6
        : /nm/.test(cls) ? 7.8 : 5.4;
      const long = t.text.length * px;
      const from = /nm|sz|was|lt|flag|many/.test(cls) ? x - long / 2
        : /right/.test(cls) ? x - long : x;
      holds(from >= x0 - 1 && from + long <= x0 + w + 1,
            `"${t.text}" runs from ${from} to ${from + long}`);
    }
  });
  test(is_('has_a_style_for_every_class'), () => {
    for (const n of all(svg()))
      for (const cls of (n.attributes.class || '').split(' '))
        holds(['', 'top', 'unused'].includes(cls) ||
              css.includes(`.${cls} `) || css.includes(`.${cls},`),
              `no rule for ${cls}`);
  });
  test(is_('needs_no_ids'), () => {
    holds(!/ (id|href)=|url\(/.test(drawn(p.name, p.at).web), 'an id');
  });
}

// ---- single things --------------------------------------------------

const chunkAt = (name, at, i) => all(drawn(name, at).svg)
  .filter(n => n.name === 'g' && all(n).some(c => c.name === 'title') &&
          n.children[0].name === 'title')[i];
const box = (name, at, i) => chunkAt(name, at, i).children
  .find(n => has(n, 'b')).attributes;

test('widths_are_to_scale', () => {
  const w = [0, 1, 2].map(i => +box('coal', 'full', i).width);
  is((w[1] / w[0]).toFixed(2), (112 / 32).toFixed(2));
  is((w[2] / w[0]).toFixed(2), (48 / 32).toFixed(2));
});
test('long_chunks_are_torn_and_short_ones_are_not', () => {
  const torn = [0, 1, 2, 3, 4, 5].map(i =>
    all(chunkAt('coal', 'full', i), 'tear').length);
  is(torn, [0, 0, 0, 1, 0, 1]);
  holds(+box('coal', 'full', 3).width >= +box('coal', 'full', 1).width,
        'a torn chunk is narrower than a shorter one');
});
test('a_set_flag_is_a_filled_lamp', () => {
  const on = i => all(chunkAt('odd', 'over', i), 'flag')
    .map(n => n.text + (has(n, 'on') ? '+' : '-')).join(' ');
  is(on(0), 'P+ M+');
  is(on(1), 'P- M+ N+');
});
test('prev_size_is_lent_while_p_is_set', () => {
  is([1, 2].map(i => all(chunkAt('coal', 'after-free', i), 'lent').length),
     [1, 0]);
});
test('only_changed_chunks_are_heavy', () => {
  const heavy = all(drawn('coal', 'after-free').svg, 'new');
  is(heavy.map(n => n.children[0].text),
     ['free, 112 bytes at 32, on free list (was b)']);
});
test('the_top_is_never_heavy', () => {
  is(all(drawn('coal', 'full').svg, 'new').map(n => n.children[0].text),
     ['e, in use, 32 bytes for 24 asked at 400']);
});
test('the_second_state_is_compared_with_the_first_shown', () => {
  is(all(drawn('coal', 'full,two').svg.children[1], 'new').length, 2);
});
test('slack_is_shaded_where_less_was_asked', () => {
  const shaded = i => all(chunkAt('odd', 'bump', i), 'slack').length;
  is([shaded(0), shaded(1)], [1, 0]);
});
test('names_are_escaped', () => {
  const { web, svg } = drawn('odd', 'over');
  holds(texts(svg, 'nm').includes('<b>&"x'), 'the name is not there');
  holds(!web.includes('<b>'), 'the name is markup');
});
test('a_lost_name_is_said', () => {
  is(texts(drawn('coal', 'after-free').svg, 'was'), ['was b']);
  is(texts(chunkAt('odd', 'bad', 0), 'out'), ['a']);
});
test('list_order_is_spelled_out', () => {
  is(texts(drawn('many', 'many').svg, 'lt'),
     ['+288 · 32', '+480 · 48', '+368 · 32', '+208 · 32', '+80 · 48']);
  is(texts(drawn('odd', 'over').svg, 'lt'), ['+4192 · 64', 'back to +4192',
     '+4256 · 96', '+9999 · no chunk']);
  holds(texts(drawn('coal', 'full').svg, 'ad').includes('empty'), 'empty');
});
test('every_link_and_list_has_an_arrow', () => {
  // 4 links with a dot and a tip each, 1 list, 5 tips in the lane
  const { svg } = drawn('many', 'many');
  is(all(svg, 'tip').length, 4 * 2 + 1 + 5);
});
test('an_arrow_ends_where_its_chunk_begins', () => {
  const tips = all(drawn('coal', 'two').svg, 'tip')
    .map(n => /h6L([\d.]+) ([\d.]+)z/.exec(n.attributes.d || ''))
    .filter(m => m).map(m => [+m[1], +m[2]]);
  for (const i of [1, 3]) {
    const b = box('coal', 'two', i);
    holds(tips.some(([x, y]) => y === +b.y && x > +b.x && x < +b.x + 12),
          `no arrow ends at chunk ${i}`);
  }
});
test('top_and_end_are_marked', () => {
  is(texts(drawn('odd', 'bump').svg, 'mark'), ['▲ top', 'end +135,168']);
  is(texts(drawn('odd', 'full').svg, 'mark'), ['top = end +48']);
  is(texts(drawn('coal', 'full').svg, 'mark'), ['end +135,168']);
});
test('overlap_is_marked', () => {
  holds(texts(drawn('odd', 'over').svg, 'mark')
    .includes('▲ overlaps by 16'), 'no mark');
});
test('a_long_run_is_counted', () => {
  is(texts(drawn('run', 'run').svg, 'many'),
     ['… 13 …', 'more of 112', '… 6 …', 'more of 112']);
});
test('each_region_and_thread_has_its_name', () => {
  is(texts(drawn('arenas', 'segments').svg, 'region'), ['main arena',
     'arena 1, segment 1', 'arena 1, segment 2', 'arena 2']);
  is(texts(drawn('tcache', 'two').svg, 'region'),
     ['main arena', 'arena 1', 'thread 1', 'thread 2']);
  is(texts(drawn('tcache', 'one').svg, 'region'), []);
});
test('a_region_counts_from_its_own_start', () => {
  is(texts(drawn('arenas', 'three').svg, 'ad'), ['unsorted empty', '+0',
     '+48', 'unsorted empty', '+0', '+112', '+160', '+192', 'unsorted empty',
     '+0', '+112', '+144']);
  is(texts(drawn('arenas', 'three').svg, 'mark'),
     ['end +135,168', 'end +135,168', 'end +135,168']);
});
test('a_header_says_what_it_holds', () => {
  is(all(drawn('arenas', 'segments').svg, 'own').map(g => texts(g, 'nm')),
     [['segment', 'arena'], ['segment'], ['segment', 'arena']]);
});
test('a_closed_segment_ends_in_a_fence', () => {
  is(all(drawn('arenas', 'segments').svg, 'hole').map(g => texts(g, 'nm')),
     [['fence']]);
});
test('a_list_is_spelled_out_below_its_own_arena', () => {
  const { svg } = drawn('arenas', 'home');
  is(texts(svg, 'lt'), ['+112 · 48']);
  const told = all(svg).filter(n => /region|lt/.test(n.attributes.class))
    .map(n => n.text);
  is(told, ['main arena', 'arena 1', '+112 · 48', 'arena 2']);
});
test('a_stack_has_the_newest_first_and_each_by_its_name', () => {
  is(texts(drawn('tcache', 'two').svg, 'lt'), ['c', 'b', 'a', 'd']);
  is(texts(drawn('tcache', 'one').svg, 'ln'), ['unsorted', 'tcache 32']);
});
test('what_is_cached_is_told_from_what_is_in_use', () => {
  is(all(drawn('tcache', 'two').svg, 'cached').map(g => texts(g, 'nm')),
     [['a'], ['b'], ['c'], ['d']]);
  is(all(drawn('tcache', 'two').svg, 'used').map(g => texts(g, 'nm')),
     [['cache 1'], ['cache 2']]);
});
test('a_thread_that_ended_has_no_stacks', () => {
  is(texts(drawn('tcache', 'ended').svg, 'ln'), ['unsorted', 'unsorted',
     'tcache 32']);
});
test('what_is_cached_now_is_heavy', () => {
  is(all(drawn('tcache', 'two').svg, 'new').map(n => n.children[0].text),
     ['in use, 32 bytes at 768, cached by thread 1 (was c)']);
});
test('a_region_that_is_as_above_is_not_drawn_again', () => {
  const { svg, alt } = drawn('arenas', 'three,home');
  is(svg.children.map(g => texts(g, 'region').length), [3, 3]);
  is(texts(svg.children[1], 'ad').filter(t => /as/.test(t)),
     ['as above', 'as above']);
  is(all(svg.children[1], 'own').length, 1);
  holds(/Main arena as before\. Arena 1 of 3 chunks.* Arena 2 as before\.$/
    .test(alt), alt);
});
test('each_state_tells_what_ran', () => {
  const { svg } = drawn('coal', 'full,two,split');
  is(svg.children.map(g => texts(g, 'ran')), [
    ['a = malloc(24); b = malloc(100); c = malloc(40); d = malloc(200);',
     'e = malloc(24);'],
    ['free(b); free(d);'], ['f = malloc(60);']]);
  is(texts(svg, 'note').length, 2);
});

// ---- words ----------------------------------------------------------

const alt = (name, at, wanted) => test(
  `alt_of_${name}_${at}`.replace(/\W+/g, '_'),
  () => is(drawn(name, at).alt, wanted));
alt('coal', 'after-free', 'Heap of 6 chunks: a, in use, 32 bytes for 24 ' +
  'asked at 0; free, 112 bytes at 32, on free list (was b); c, in use, ' +
  '48 bytes for 40 asked at 144, P clear; d, in use, 208 bytes for 200 ' +
  'asked at 192; e, in use, 32 bytes for 24 asked at 400; top, 134,736 ' +
  'bytes at 432. Free list: 32. The heap ends at 135,168. Changed: 32.');
alt('odd', 'bump', 'Heap of 2 chunks: a, in use, 48 bytes for 24 asked ' +
  'at 0; b and copy, in use, 32 bytes for 24 asked at 48. Top at 80. The ' +
  'heap ends at 135,168. Changed: 48.');
alt('odd', 'bad', 'Heap of 2 chunks: in use, 48 bytes for 24 asked at 0 ' +
  '(was a); corrupt, huge bytes at 48. Top at 80. The heap ends at ' +
  '135,168. Changed: 48.');
alt('odd', 'none', 'A heap that has nothing yet.');
alt('run', 'run', 'Heap of 31 chunks: q[0], in use, 112 bytes for 100 ' +
  'asked at 0; q[1], in use, 112 bytes for 100 asked at 112; q[2], in ' +
  'use, 112 bytes for 100 asked at 224; free, 112 bytes at 336, on free ' +
  'list (was q[3]); q[4] to q[19], 16 chunks in use, 112 bytes each, at ' +
  '448 to 2128; free, 112 bytes at 2240, on free list (was q[20]); q[21] ' +
  'to q[29], 9 chunks in use, 112 bytes each, at 2352 to 3248; top, ' +
  '131,808 bytes at 3360. Free list: 2240, 336. The heap ends at ' +
  '135,168. Changed: 2240.');
alt('arenas', 'segments', 'Main arena of 2 chunks: a, in use, 48 bytes ' +
  'for 40 asked at 0; top, 135,120 bytes at 48. Unsorted: empty. It ends ' +
  'at 135,168. Arena 1, segment 1 of 5 chunks: segment and arena, 112 ' +
  'bytes at 0; free, 48 bytes at 112 (was b); d, in use, 32 bytes for 24 ' +
  'asked at 160, P clear; q[0], in use, 32,000,016 bytes for 32,000,000 ' +
  'asked at 192; free, 32,003,856 bytes at 32,000,208 (was q[1]); the ' +
  'fence, 32 bytes at 64,004,064. It ends at 64,004,096. Changed: ' +
  '32,000,208. ' +
  'Arena 1, segment 2 of 2 chunks: segment, 32 bytes at 0; q[2], in use, ' +
  '32,000,016 bytes for 32,000,000 asked at 32; top, 133,072 bytes at ' +
  '32,000,048. Unsorted: segment 1 +32,000,208 · 32,003,856, segment 1 ' +
  '+112 · 48. It ends at 32,133,120. Arena 2 of 2 chunks: segment and arena, 112 bytes at 0; c, ' +
  'in use, 32 bytes for 24 asked at 112; top, 135,024 bytes at 144. ' +
  'Unsorted: empty. It ends at 135,168.');
test('alt_of_a_cache_tells_its_stacks', () => {
  const said = drawn('tcache', 'two').alt;
  holds(said.endsWith(' Thread 1 has on tcache 32, the newest first: c, ' +
    'b, a. Thread 2 has on tcache 48, the newest first: d.'), said);
});
test('alt_says_which_thread_ran', () => {
  const said = drawn('tcache', 'two,ended').alt;
  holds(said.includes(' Then, after end, by thread 2: '), said);
});
test('alt_of_two_states_tells_them_in_turn', () => {
  const said = drawn('coal', 'full,two').alt;
  holds(said.startsWith('After e = malloc(24): Heap of 6 chunks: '), said);
  holds(said.includes(' Then, after free(d): Heap of 6 chunks: '), said);
});

// ---- what can't be drawn --------------------------------------------

const STEP = '{"step":1,"code":"x;","figure":"x"}\n';
function refuses(name, dump, wanted, at = 'x', ...more) {
  test(`refuses_${name}`, () => {
    const bad = path.join(work, 'bad.heap');
    fs.writeFileSync(bad, dump);
    const { error } = render(bad, at, ...more);
    is((error || '').replaceAll(work + '/', ''), wanted);
  });
}
refuses('what_is_not_json', STEP + '{"kind":\n',
  'bad.heap:2: error: not a line of JSON: {"kind":');
refuses('an_unknown_kind', STEP + '{"kind":"used","at":0,"size":32}\n',
  'bad.heap:2: error: unknown kind of chunk "used"');
refuses('a_chunk_without_size', STEP + '{"kind":"free","at":0}\n',
  'bad.heap:2: error: a chunk needs its size');
refuses('a_chunk_without_place', STEP + '{"kind":"free","size":32}\n',
  'bad.heap:2: error: a chunk needs at, its address');
refuses('chunks_out_of_order', STEP +
  '{"kind":"free","at":32,"size":32}\n' +
  '{"kind":"free","at":0,"size":32}\n',
  'bad.heap:3: error: chunk at 0 follows the one at 32');
refuses('a_list_without_order', STEP + '{"list":"free list"}\n',
  'bad.heap:2: error: a list needs at, an array of addresses');
refuses('a_heap_without_end', STEP + '{"heap":{"start":0}}\n',
  'bad.heap:2: error: a heap needs start and end');
refuses('a_chunk_before_any_step', '{"kind":"free","at":0,"size":32}\n',
  'bad.heap:1: error: no step has begun');
refuses('a_step_within_a_step', STEP + STEP,
  'bad.heap:2: error: step 1 begins before the last one ended');
refuses('two_states_of_one_name', STEP + '{"end":true}\n' + STEP,
  'bad.heap:3: error: a second state is called "x"');
refuses('an_unknown_line', STEP + '{"chunk":1}\n',
  'bad.heap:2: error: neither step, chunk, list, heap nor end');
refuses('a_dump_that_stops', STEP,
  'bad.heap: error: the dump stops in step 1');
refuses('an_empty_dump', '', 'bad.heap: error: the dump holds no state');
refuses('an_unknown_state', STEP + '{"end":true}\n',
  'book/04-bump.nw:12: error: no state is called "y", only x', 'y',
  '--from', 'book/04-bump.nw:12');
test('refuses_states_in_the_wrong_order', () => {
  const { error } = render(file('coal'), 'two,full');
  holds(/"full" comes before the state it is to stand under/.test(error),
        error);
});

// ---- colours --------------------------------------------------------

const luminance = hex => [1, 3, 5].map(i => parseInt(hex.substr(i, 2), 16))
  .map(v => v / 255)
  .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const contrast = (a, b) => {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + .05) / (y + .05);
};
const palettes = [...css.matchAll(/\{([^{}]*--heap-paper:[^{}]*)\}/g)]
  .map(m => Object.fromEntries([...m[1].matchAll(
    /--heap-([\w-]+): (#[0-9a-f]{6})/g)].map(c => [c[1], c[2]])));
test('there_are_four_palettes_and_both_dark_ones_agree', () => {
  is(palettes.length, 4);
  is(palettes[1], palettes[2]);
});
palettes.forEach((c, i) => {
  const name = ['light', 'dark', 'dark_by_choice', 'print'][i];
  test(`${name}_words_can_be_read`, () => {
    for (const ground of ['paper', 'used', 'used-head', 'free', 'free-head',
                          'cached', 'cached-head',
                          'rest', 'rest-head', 'bad']) {
      const ratio = contrast(c.ink, c[ground]);
      holds(ratio >= 4.5, `ink on ${ground} has ${ratio.toFixed(2)}`);
    }
    for (const word of ['dim', 'list'])
      holds(contrast(c[word], c.paper) >= 4.5, word + ' on paper');
    holds(contrast(c.dim, c.free) >= 4.5, 'dim on free');
    for (const edge of ['used-line', 'free-line', 'cached-line',
                        'rest-line', 'bad-line'])
      holds(contrast(c[edge], c.paper) >= 3, edge + ' on paper');
  });
});

process.exitCode = failed ? 1 : 0;
