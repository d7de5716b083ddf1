-- html.lua: the web's side of the weaver. Offers what latex.lua offers,
-- under the same names; prose.lua and render.lua call either.
local book = require 'weave.book'
local code = require 'weave.code'
local X, web = book.xref, book.web

local html = {format = 'html'}

local ESCAPE = {['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;',
  ['"'] = '&quot;'}
local function esc(s) return (s:gsub('[&<>"]', ESCAPE)) end
html.esc = esc
-- in text a quote is a quote
local function esc_code(s) return (s:gsub('[&<>]', ESCAPE)) end
html.esc_code = esc_code

local function raw(s) return pandoc.RawBlock('html', s) end
local function raw_inline(s) return pandoc.RawInline('html', s) end
html.raw, html.raw_inline = raw, raw_inline

-- Blocks or inlines as HTML text.
function html.write(list)
  return (pandoc.write(pandoc.Pandoc(list), 'html',
    {html_math_method = 'mathml'}):gsub('\n$', ''))
end
local function inlines(list) return html.write {pandoc.Plain(list)} end
function html.inline(markdown) return inlines(book.inlines(markdown)) end

-- Links -------------------------------------------------------------------

function html.url(page, id)
  local leaf = id and book.leaf_of(page, id) or 1
  if id and page == book.page and leaf == book.leaf then return '#' .. id end
  return book.file(page, leaf) .. (id and '#' .. id or '')
end
-- The page that shows a chunk.
function html.home(c) return c.page end
-- Its anchor there: its number, as a reader would quote it, and short, for
-- a page has a thousand links.
local function anchor(label) return 'c' .. X.chunks[label].num end
html.anchor = anchor
local function chunk_url(label)
  return html.url(html.home(X.chunks[label]), anchor(label))
end

-- A chunk's name: `[[x]]` in it is code, a file's name is bold code.
local function chunk_name(name)
  name = book.bare(name)
  if web.is_root(name) then
    return '<span class="name file">' .. esc(name) .. '</span>'
  end
  return '<span class="name">'
    .. esc(name):gsub('%[%[(.-)%]%]', '<code>%1</code>') .. '</span>'
end

-- A chunk by its number, for small print and indexes.
local function chunk_number(label, class)
  return ('<a%s href="%s">%s</a>'):format(
    class and ' class="' .. class .. '"' or '', chunk_url(label),
    X.chunks[label].num)
end
html.chunk_number = chunk_number

local function chunk_ref(name)
  local label = book.chunk_target(name)
  return ('<a class="chunkref" href="%s">%s <span class="cn">%s</span></a>')
    :format(chunk_url(label), chunk_name(name), X.chunks[label].num)
end

function html.prose_ref(name) return raw_inline(chunk_ref(name)) end
function html.prose_ident(id)
  local label = web.is_root(id) and book.chunk_target(id)
    or book.ident_target(id, true)
  return raw_inline(('<a class="id" href="%s"><code>%s</code></a>')
    :format(chunk_url(label), esc(id)))
end

-- Code --------------------------------------------------------------------

-- A coloured token. Half of a chapter's page is code, so its tags are
-- short; what they look like is said in book.css.
local TAG = {kw = 'b', ty = 'u', co = 'i', st = 'em', pp = 's'}
local function coloured(class, s)
  if not class then return s end
  local tag = TAG[class]
  if tag then return '<' .. tag .. '>' .. s .. '</' .. tag .. '>' end
  return '<i class=' .. class .. '>' .. s .. '</i>'
end

-- A name that a page has linked so often is one that its reader knows; the
-- links of some ten names would be a twentieth of the page.
local ENOUGH = 4
local linked = {}
local function is_known(id)
  local key = book.page .. ' ' .. id
  linked[key] = (linked[key] or 0) + 1
  return linked[key] > ENOUGH
end

-- One line of tokens. `own` are the identifiers that the chunk defines.
-- `seen` remembers those linked so far, since the first link is enough;
-- without it there are none.
local function line_html(tokens, own, seen)
  local out = {}
  local function put(class, s)
    out[#out + 1] = coloured(class, s)
  end
  code.each(tokens, function(t)
    if t.use then
      put(nil, chunk_ref(t.use))
    elseif t.root then
      put(t.class, ('<a href="%s">%s</a>'):format(
        chunk_url(book.chunk_target(t.root)), esc(t.root)))
    elseif t.id and own[t.id] then
      put('def', t.id)
    elseif t.id and seen and not seen[t.id]
        and book.ident_target(t.id) then
      seen[t.id] = true
      put(nil, is_known(t.id) and t.id or ('<a href="%s">%s</a>'):format(
        chunk_url(book.ident_target(t.id)), t.id))
    else
      put(t.class, esc_code(t.text or t.id))
    end
  end)
  return table.concat(out)
end

-- The line of a <summary> has no links: it is a button itself.
local function summary_html(tokens)
  local out = {}
  for i, t in ipairs(tokens) do
    out[i] = t.use and chunk_name(t.use)
      or coloured(t.class, esc_code(t.text))
  end
  return table.concat(out)
end

-- A line end right behind <pre> would be dropped.
local function pre_html(lines)
  return (lines[1] == '' and '<pre>\n' or '<pre>')
    .. table.concat(lines, '\n') .. '\n</pre>'
end

local function uses_of(tokens)
  local names = {}
  for _, t in ipairs(tokens) do
    if t.use then names[#names + 1] = t.use end
  end
  return names
end

-- What stands for a use at this place of the book, one level deep: what it
-- uses in turn is a link. It is on the page a second time, so its only
-- colour is that of comments. Several parts have their numbers beside them.
local expansions = {}
local function expansion(name, indent)
  local key = name .. '\0' .. indent
  if expansions[key] then return expansions[key] end
  local out = {}
  for i, label in ipairs(book.defs_at(name, book.at)) do
    local lines = {}
    for j, tokens in ipairs(code.tokens(book.shown(label),
        X.chunks[label].ext)) do
      local line = {#tokens > 0 and indent or ''}
      for _, t in ipairs(tokens) do
        line[#line + 1] = t.use and chunk_ref(t.use)
          or coloured(t.class == 'co' and 'co', esc_code(t.text))
      end
      lines[j] = table.concat(line)
    end
    out[i] = ('<div class="part">%s%s</div>'):format(
      i > 1 and chunk_number(label, 'cn') or '', pre_html(lines))
  end
  expansions[key] = table.concat(out)
  return expansions[key]
end

-- What is long would be half of a page if it stood there twice: that line
-- is a link, and book.js makes it open. It needs to know all the parts.
local LONG = 8
local function is_long(uses)
  local n = 0
  for _, name in ipairs(uses) do
    for _, label in ipairs(book.defs_at(name, book.at)) do
      n = n + #book.lines(label)
    end
  end
  return n > LONG
end
local function long_use(tokens, uses)
  local parts = {}
  for _, name in ipairs(uses) do
    for _, label in ipairs(book.defs_at(name, book.at)) do
      parts[#parts + 1] = chunk_url(label)
    end
  end
  -- where each use has one part, its link says which
  return ('<pre class="long"%s>%s\n</pre>'):format(#parts > #uses
    and ' data-parts="' .. table.concat(parts, ' ') .. '"' or '',
    line_html(tokens, {}, nil))
end

-- A line that uses chunks: opened, it shows them in place. The number of
-- the chunk stands at the line's end.
local function use_html(tokens, uses)
  if is_long(uses) then return long_use(tokens, uses) end
  local indent = (tokens[1].text or ''):match('^%s*')
  local parts, numbers = {}, {}
  for i, name in ipairs(uses) do
    parts[i] = expansion(name, indent)
    numbers[i] = chunk_number(book.chunk_target(name), 'cn')
  end
  return ('<div class="use"><details><summary>%s</summary>%s</details>'
    .. '<span class="cns">%s</span></div>'):format(summary_html(tokens),
    table.concat(parts), table.concat(numbers, ' '))
end

-- The code of a chunk: stretches of <pre>, and lines that open unless it is
-- flat; the names in it are links unless it is bare.
local function body(label, flat, bare)
  local c = X.chunks[label]
  local own, seen, out, lines = {}, {}, {}, {}
  for _, id in ipairs(c.defs) do own[id] = true end
  local function flush()
    if #lines > 0 then out[#out + 1] = pre_html(lines) end
    lines = {}
  end
  for _, tokens in ipairs(code.tokens(book.shown(label), c.ext)) do
    local uses = flat and {} or uses_of(tokens)
    if #uses == 0 then
      lines[#lines + 1] = line_html(tokens, own, not bare and seen)
    else
      flush()
      out[#out + 1] = use_html(tokens, uses)
    end
  end
  flush()
  return table.concat(out)
end

-- The stages that hold a chunk, as a range.
function html.badge(stages)
  local first, last = book.range(stages)
  if not first then return nil end
  return ('<b class="badge">%s%s</b>'):format(first.name,
    last and ' … ' .. last.name or '')
end
function html.stage_page(name) return 'stage-' .. name .. '.html' end
function html.stage(name)
  return ('<a href="%s">%s</a>'):format(html.stage_page(name), name)
end
function html.difference(stage, text)
  return ('<a href="diff-%s.html">%s</a>'):format(stage, text)
end

local function numbers(labels, but)
  local out = {}
  for _, l in ipairs(labels or {}) do
    if l ~= but then out[#out + 1] = chunk_number(l) end
  end
  return table.concat(out, ', ')
end

-- Where an identifier is used, as far as a line of small print may tell.
local MANY = 4
local function some_numbers(id, but)
  local uses = {}
  for _, l in ipairs(X.iuses[id] or {}) do
    if l ~= but then uses[#uses + 1] = l end
  end
  if #uses <= MANY then return numbers(uses) end
  return ('%s and <a href="%s">%d more</a>'):format(
    numbers {table.unpack(uses, 1, MANY - 1)},
    html.url('identifiers.html', 'id-' .. id), #uses - MANY + 1)
end

-- The small print under a chunk: only what applies.
local function foot(label)
  local c = X.chunks[label]
  local parts = {}
  local function add(what, list)
    if list ~= '' then parts[#parts + 1] = what .. ' ' .. list end
  end
  parts[1] = not book.stays(c) and html.badge(c.stages) or nil
  local r = book.relations(label)
  -- the first part on a page says it for all
  local before = r.continues and X.chunks[r.continues]
  if not before or html.home(before) ~= html.home(c) then
    add('used in', numbers(X.uses[c.name]))
  end
  add('continues', r.continues and chunk_number(r.continues) or '')
  add('continued in', r.continued and chunk_number(r.continued) or '')
  add('adds to', numbers(r.adds))
  add('replaces', numbers(r.replaces))
  add('replaced in', r.replaced and chunk_number(r.replaced) or '')
  -- names that are used in the same places share one list of them; those
  -- used nowhere else are in bold above, and that is all there is to say
  local defs, last = {}, nil
  for _, id in ipairs(c.defs) do
    local name, uses = '<code>' .. esc(id) .. '</code>',
      some_numbers(id, label)
    if uses ~= '' and uses == last then
      defs[#defs][1] = defs[#defs][1] .. ', ' .. name
    elseif uses ~= '' then
      defs[#defs + 1] = {name, ' (' .. uses .. ')'}
      last = uses
    end
  end
  for i, d in ipairs(defs) do defs[i] = d[1] .. d[2] end
  add('defines', table.concat(defs, '; '))
  if #parts == 0 then return '' end
  return '<p class="foot">'
    .. table.concat(parts, ' · ') .. '</p>'
end

-- Its number is a link to itself as soon as book.js has run.
function html.chunk(label, flat)
  local c = X.chunks[label]
  local r = book.relations(label)
  return raw(('<figure class="chunk%s" id="%s"><figcaption>'
    .. '<a>%s</a>%s</figcaption>\n'
    .. '<div class="code"%s>%s</div>\n%s</figure>'):format(
      (r.continues or r.adds) and ' more' or '', anchor(label), c.num,
      chunk_name(c.name), code.is_c(c.ext) and '' or ' data-lang="sh"',
      body(label, flat), foot(label)))
end
-- The same for a preview: nothing expands.
function html.flat_chunk(label)
  local c = X.chunks[label]
  return ('<figure class="chunk"><figcaption><span class="num">%s</span>%s'
    .. '</figcaption><div class="code">%s</div></figure>'):format(
      c.num, chunk_name(c.name), body(label, true, true))
end

-- Lines of text with colours and nothing else.
function html.coloured(text, ext)
  local out = {}
  for i, tokens in ipairs(code.tokens(text, ext)) do
    local line = {}
    for j, t in ipairs(tokens) do
      line[j] = coloured(t.class, esc_code(t.text))
    end
    out[i] = table.concat(line)
  end
  return out
end

function html.listing(text, ext)
  return raw('<div class="listing code"><pre>'
    .. table.concat(html.coloured(text, ext), '\n') .. '\n</pre></div>')
end

-- A command and what it printed.
function html.run(r)
  local cmd = r.cmd and ('<pre class="cmd"><span class="prompt">$ </span>'
    .. '%s\n</pre>'):format(esc_code(r.cmd)) or ''
  return raw(('<figure class="run"><div class="code">%s'
    .. '<pre>%s\n</pre></div>%s</figure>'):format(cmd, esc_code(r.output),
      r.ending and '<p class="status-line">' .. esc(r.ending) .. '</p>' or ''))
end

-- Blocks of prose ---------------------------------------------------------

function html.chapter(p)
  return {raw(('<h1 id="%s">%s%s</h1>'):format(p.id,
    p.label ~= '' and '<span class="n">' .. p.label .. '</span>' or '',
    esc(p.title)))}
end
function html.promise(text)
  return raw('<p class="promise">' .. html.inline(text) .. '</p>')
end

function html.heading(level, head, content)
  local n = head.num and '<span class="n">' .. head.num .. '</span>' or ''
  return raw(('<h%d id="%s">%s%s</h%d>'):format(level, head.id, n,
    inlines(content), level))
end

local function plus_minus(added, removed)
  return ('<span class="plus">+%s</span> <span class="minus">−%s</span>')
    :format(added, removed)
end
html.plus_minus = plus_minus

function html.status(s)
  local o = {'<aside class="status" aria-label="Status"><dl>'}
  local function row(dt, dd)
    o[#o + 1] = ('<dt>%s</dt><dd>%s</dd>'):format(dt, dd)
  end
  row('starts from', s.previous and html.stage(s.previous) or 'nothing')
  row('adds', ('%s lines of C; %s lines in %s files'):format(
    plus_minus(s.added, s.removed), s.lines, s.files))
  row('tests', s.tests)
  row('stage', html.stage(s.stage) .. ', and the '
    .. html.difference(s.stage, 'difference from '
      .. (s.previous or 'nothing')))
  o[#o + 1] = '</dl></aside>'
  return raw(table.concat(o))
end

function html.diff_box(d)
  local what = ('What %s changes from %s'):format(d.stage,
    d.previous or 'nothing')
  return raw(('<p class="diff">%s: %s lines.</p>'):format(
    html.difference(d.stage, what), plus_minus(d.added, d.removed)))
end

function html.margin(content)
  return pandoc.Span(content, pandoc.Attr('', {'margin'}, {role = 'note'}))
end
function html.margin_block(content)
  return {raw('<aside class="margin">'), pandoc.Para(content),
    raw('</aside>')}
end
function html.hint(content)
  return {raw('<details class="hint"><summary>Hint</summary>'),
    pandoc.Para(content), raw('</details>')}
end
function html.exercise(number, blocks)
  return {raw(('<div class="exercise" id="ex-%s">'):format(number)),
    blocks, raw('</div>')}
end
function html.take_home(folder)
  return ('<a href="download/%s.tar.gz"><code>tangle/%s</code></a>')
    :format(folder, folder)
end
function html.answer_foot(folder, base)
  return folder and raw(('<p class="foot">Its code, with the tests: '
    .. '%s, which starts from %s</p>')
    :format(html.take_home(folder), html.stage(base))) or {}
end
-- Folded; no script needed.
function html.answer(number, folder, base, blocks)
  return {raw(('<details class="answer"><summary>Answer to %s</summary>'
      .. '<div id="answer-%s">'):format(number, number)),
    blocks, html.answer_foot(folder, base), raw('</div></details>')}
end
function html.box(title, blocks)
  return {raw('<aside class="box"'
      .. (title and ' aria-label="' .. esc(title) .. '">' or '>')
      .. (title and '<p class="box-title">' .. esc(title) .. '</p>' or '')),
    blocks, raw('</aside>')}
end

-- Figures, tables, equations ----------------------------------------------

-- width and height of an SVG, for the <img> that holds it
local function size_of(svg)
  local head = svg:match('<svg[^>]*>') or ''
  local w = head:match(' width="([%d.]+)')
  local h = head:match(' height="([%d.]+)')
  -- points, as pdftocairo writes them, are 4/3 of a pixel
  local scale = head:match(' width="[%d.]+pt"') and 4 / 3 or 1
  return w and math.ceil(w * scale), h and math.ceil(h * scale)
end

-- An SVG as part of the page; its ids get a prefix of the figure's own.
local function inline_svg(svg, base, alt, style)
  svg = svg:gsub('^.-(<svg)', '%1')
    :gsub(' id="', '%0' .. base .. '-')
    :gsub('url%(#', '%0' .. base .. '-')
    :gsub('href="#', '%0' .. base .. '-')
  return (svg:gsub('<svg',
    '%0 role="img" aria-label="' .. esc(alt):gsub('%%', '%%%%') .. '"'
      .. style, 1))
end

-- f = {id, num, base, svg, alt, inline, caption}
function html.figure(f)
  local picture
  local w, h = size_of(f.svg)
  -- a phone scrolls rather than shrink it to nothing
  local style = w and (' style="min-width:min(%dpx,26rem)"'):format(w) or ''
  if f.inline then
    picture = inline_svg(f.svg, f.base, f.alt, style)
  else
    web.write_if_changed('build/html/figures/' .. f.base .. '.svg', f.svg)
    picture = ('<img src="figures/%s.svg" alt="%s"%s%s>'):format(f.base,
      esc(f.alt), w and (' width="%d" height="%d"'):format(w, h) or '',
      style)
  end
  return {raw(('<figure class="fig" id="%s"><div class="scroll">%s</div>'
      .. '<figcaption><b>Figure %s.</b> '):format(f.id, picture, f.num)),
    pandoc.Plain(f.caption), raw('</figcaption></figure>')}
end

-- The caption stands outside: inside it would be as narrow as the table.
function html.table(t, id, num)
  local caption = t.caption.long[1] and t.caption.long[1].content
  t.caption.long = {}
  -- left is where cells stand anyway, and each would say it
  t.colspecs = t.colspecs:map(function(spec)
    return {spec[1] == 'AlignLeft' and 'AlignDefault' or spec[1], spec[2]}
  end)
  local anchor = id and ' id="' .. id .. '"' or ''
  return {
    raw('<figure class="table"' .. anchor .. '>'),
    caption and raw('<figcaption>'
      .. (num and '<b>Table ' .. num .. '.</b>' or '')) or {},
    caption and pandoc.Plain(caption) or {},
    caption and raw('</figcaption>') or {},
    raw('<div class="scroll">'), t, raw('</div></figure>'),
  }
end

-- MathML has no upright words of several letters but text.
function html.math(el)
  el.text = el.text:gsub('\\mathrm(%b{})', '\\text%1')
  return el
end

function html.equation(id, num, math)
  return {raw_inline(('<span class="eqn" id="%s"><span>'):format(id)), math,
    raw_inline('</span><span>(' .. num .. ')</span></span>')}
end

-- Indexes -----------------------------------------------------------------

function html.term(id, content)
  return {raw_inline('<dfn id="' .. id .. '">'), content,
    raw_inline('</dfn>')}
end
-- entries = {term, id, page, where, meaning}
function html.glossary(entries)
  local o = {raw('<dl class="glossary">')}
  for _, e in ipairs(entries) do
    o[#o + 1] = raw(('<dt><a href="%s">%s</a></dt><dd>'):format(
      html.url(e.page, e.id), esc(e.term)))
    o[#o + 1] = e.meaning
    o[#o + 1] = raw(' <small>' .. esc(e.where) .. '</small></dd>')
  end
  o[#o + 1] = raw('</dl>')
  return o
end

function html.lead(text)
  return raw('<p class="lead">' .. esc(text) .. '</p>')
end
function html.file_anchor(base) return 'file-' .. base end

-- rows = {name, defs, uses}; a line for each
function html.index(rows, kind)
  local o = {'<ul class="index">'}
  for _, r in ipairs(rows) do
    local links = {}
    for i, l in ipairs(r.defs) do links[i] = chunk_number(l, 'd') end
    for _, l in ipairs(r.uses) do links[#links + 1] = chunk_number(l) end
    local name = kind == 'chunk' and chunk_name(r.name)
      or '<code>' .. esc(r.name) .. '</code>'
    o[#o + 1] = ('<li%s>%s %s</li>'):format(kind == 'chunk' and ''
      or ' id="id-' .. r.name .. '"', name, table.concat(links, ', '))
  end
  o[#o + 1] = '</ul>'
  return raw(table.concat(o, '\n'))
end

function html.figure_list(figures)
  local o = {'<ol class="chapters">'}
  for _, f in ipairs(figures) do
    o[#o + 1] = ('<li><span class="n">%s</span><p><a href="%s">%s</a></p>'
      .. '</li>'):format(f.num, html.url(f.page, f.id),
      esc(f.caption or ''))
  end
  o[#o + 1] = '</ol>'
  if #figures == 0 then return raw('<p>None so far.</p>') end
  return raw(table.concat(o, '\n'))
end

-- A word for what a reference leads to, and its number.
function html.cross_ref(text, label, id)
  local same = label.page == book.page
  if label.kind == 'ch' then id = same and id or nil end
  return pandoc.Link(text, html.url(label.page, id))
end

function html.inline_code(s) return pandoc.Code(s) end
function html.number(s) return pandoc.Str(s) end
function html.test_name(name)
  if book.ident_target(name, true) then return html.prose_ident(name) end
  return pandoc.Code(name)
end
function html.result(class, text)
  return pandoc.Span(text, pandoc.Attr('', {class}))
end

return html
