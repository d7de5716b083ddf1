-- latex.lua: the PDF's side of the weaver. Offers what html.lua offers,
-- under the same names. The macros (\HP...) are defined in book.latex.
-- Numbers come from the first pass, not from TeX's counters, so that the
-- PDF and the pages agree.
local book = require 'weave.book'
local code = require 'weave.code'
local X, web = book.xref, book.web

local latex = {format = 'latex'}

local ESCAPE = {
  ['\\'] = '\\textbackslash{}', ['{'] = '\\{', ['}'] = '\\}', ['#'] = '\\#',
  ['$'] = '\\$', ['%'] = '\\%', ['&'] = '\\&', ['_'] = '\\_',
  ['~'] = '\\textasciitilde{}', ['^'] = '\\textasciicircum{}',
}
local function esc(s) return (s:gsub('[\\{}#$%%&_~^]', ESCAPE)) end
latex.esc = esc
-- inside a Verbatim environment only the command characters are special
local function verb(s)
  return (s:gsub('[\\{}]', {['\\'] = '\\HPbackslash{}', ['{'] = '\\{',
    ['}'] = '\\}'}))
end

local function raw(s) return pandoc.RawBlock('latex', s) end
local function raw_inline(s) return pandoc.RawInline('latex', s) end
latex.raw, latex.raw_inline = raw, raw_inline

local function chunk_name(name)
  name = book.bare(name)
  if web.is_root(name) then return '\\HPfile{' .. esc(name) .. '}' end
  -- the brackets of quoted code go first: esc knows nothing of them
  local out, at = {}, 1
  for from, inner, to in name:gmatch('()%[%[(.-)%]%]()') do
    out[#out + 1] = ('%s\\HPident{%s}'):format(
      esc(name:sub(at, from - 1)), esc(inner))
    at = to
  end
  return '\\HPname{' .. table.concat(out) .. esc(name:sub(at)) .. '}'
end

local function chunk_ref(name)
  local label = book.chunk_target(name)
  return ('\\HPref{%s}{%s}{%s}'):format(label, chunk_name(name),
    X.chunks[label].num)
end
function latex.prose_ref(name) return raw_inline(chunk_ref(name)) end
function latex.prose_ident(id)
  local label = web.is_root(id) and book.chunk_target(id)
    or book.ident_target(id, true)
  return raw_inline(('\\HPid{%s}{\\HPident{%s}}'):format(label,
    latex.breakable(id)))
end
-- Long names may break behind an underscore or a slash.
function latex.breakable(s)
  return (esc(s):gsub('\\_', '\\_\\HPbreak{}'):gsub('/', '/\\HPbreak{}'))
end

-- Code --------------------------------------------------------------------

-- Lines of tokens as the inside of a Verbatim environment.
local function lines_latex(lines, own)
  local out, seen = {}, {}
  for i, tokens in ipairs(lines) do
    local line = {}
    local function put(class, s)
      line[#line + 1] = class and s:match('%S')
        and ('\\HPt%s{%s}'):format(class, s) or s
    end
    code.each(tokens, function(t)
      if t.use then
        put(nil, (chunk_ref(t.use):gsub(' ', '\\ ')))
      elseif t.root then
        put('pp', ('\\HPid{%s}{%s}'):format(book.chunk_target(t.root),
          verb(t.root)))
      elseif t.id and own[t.id] then
        put(nil, '\\HPdef{' .. t.id .. '}')
      elseif t.id and not seen[t.id] and book.ident_target(t.id) then
        seen[t.id] = true
        put(nil, ('\\HPid{%s}{%s}'):format(book.ident_target(t.id), t.id))
      else
        put(t.class, verb(t.text or t.id))
      end
    end)
    out[i] = table.concat(line)
  end
  return '\\begin{HPcode}\n' .. table.concat(out, '\n') .. '\n\\end{HPcode}'
end

-- Text that is not ours to keep to 76 columns is folded there.
local WIDTH = 76
local function fold(text)
  local out = {}
  for l in (text .. '\n'):gmatch('([^\n]*)\n') do
    while utf8.len(l) and utf8.len(l) > WIDTH do
      local cut = utf8.offset(l, WIDTH) - 1
      out[#out + 1] = l:sub(1, cut) .. '…'
      l = '… ' .. l:sub(cut + 1)
    end
    out[#out + 1] = l
  end
  return table.concat(out, '\n')
end

-- Under a chunk. A page is named only for a chunk of another chapter: were
-- it to depend on where pages break, the breaks could depend on it in turn,
-- and TeX would never settle.
local function chunk_number(from)
  return function(label)
    local there = X.chunks[label]
    local far = there.page ~= X.chunks[from].page
    return (far and '\\HPcnfar{%s}{%s}' or '\\HPcn{%s}{%s}')
      :format(label, there.num)
  end
end
local function numbers(labels, but, show)
  local out = {}
  for _, l in ipairs(labels or {}) do
    if l ~= but then out[#out + 1] = show(l) end
  end
  return table.concat(out, ', ')
end
local function plain_number(label)
  return ('\\HPlink{%s}{%s}'):format(label, X.chunks[label].num)
end

function latex.badge(stages)
  local first, last = book.range(stages)
  return first and ('\\HPbadge{%s%s}'):format(first.name,
    last and ' … ' .. last.name or '')
end

local function foot(label)
  local c = X.chunks[label]
  local page_number = chunk_number(label)
  local parts = {}
  local function add(what, list)
    if list ~= '' then parts[#parts + 1] = what .. ' ' .. list end
  end
  parts[1] = latex.badge(c.stages)
  add('used in', numbers(X.uses[c.name], nil, page_number))
  local r = book.relations(label)
  add('continues', r.continues and page_number(r.continues) or '')
  add('continued in', r.continued and page_number(r.continued) or '')
  add('adds to', numbers(r.adds, nil, page_number))
  add('replaces', numbers(r.replaces, nil, page_number))
  add('replaced in', r.replaced and page_number(r.replaced) or '')
  local defs = {}
  for _, id in ipairs(c.defs) do
    local uses = numbers(X.iuses[id], label, plain_number)
    defs[#defs + 1] = ('\\HPident{%s}%s'):format(latex.breakable(id),
      uses ~= '' and ' (' .. uses .. ')' or '')
  end
  add('defines', table.concat(defs, ', '))
  if #parts == 0 then return '' end
  return '\\HPfoot{' .. table.concat(parts, '\\HPsep{}') .. '}'
end

function latex.chunk(label)
  local c = X.chunks[label]
  local own = {}
  for _, id in ipairs(c.defs) do own[id] = true end
  local lines = code.tokens(book.shown(label), c.ext)
  local r = book.relations(label)
  local plus = (r.continues or r.adds) and '+' or ''
  return raw(('\\HPchunk{%s}{%s}{%s}{%s}{%d}\n%s\n%s'):format(label,
    chunk_name(c.name), c.num, plus, math.min(#lines, 6) + 2,
    lines_latex(lines, own), foot(label)))
end

function latex.listing(text, ext)
  return raw('\\HPlisting\n'
    .. lines_latex(code.tokens(fold(text), ext), {}) .. '\n\\HPafter')
end

function latex.run(r)
  local text = fold(r.output)
  local lines = {}
  if r.cmd then
    local first = true
    for l in (fold(r.cmd) .. '\n'):gmatch('([^\n]*)\n') do
      lines[#lines + 1] = ('%s\\HPcommand{%s}'):format(
        first and '\\HPprompt{}' or '', verb(l))
      first = false
    end
  end
  for l in (text .. '\n'):gmatch('([^\n]*)\n') do
    lines[#lines + 1] = verb(l)
  end
  return raw(('\\HPlisting\n\\begin{HPrun}\n%s\n\\end{HPrun}%s'):format(
    table.concat(lines, '\n'),
    r.ending and '\n\\HPending{' .. esc(r.ending) .. '}'
      or '\n\\HPafter'))
end

-- Blocks of prose ---------------------------------------------------------

function latex.chapter(p)
  local kind = p.label == '' and 'HPplainchapter'
    or p.appendix and 'HPappendix' or 'HPchapter'
  return {raw(('\\%s{%s}{%s}{%s}'):format(kind, tostring(p.nn), p.id,
    esc(p.title)))}
end
function latex.promise(text)
  local blocks = {pandoc.Plain(book.inlines(text))}
  return raw(('\\HPpromise{%s}'):format(
    (pandoc.write(pandoc.Pandoc(blocks), 'latex'):gsub('\n$', ''))))
end

local COMMAND = {[2] = 'section', [3] = 'subsection', [4] = 'paragraph'}
local labelled = {}     -- an id made of a heading's words is one page's only
function latex.heading(level, head, content)
  local star = (head.num or level == 4) and '' or '*'
  local text = pandoc.write(pandoc.Pandoc {pandoc.Plain(content)}, 'latex')
    :gsub('\n$', '')
  if level == 1 then
    return raw(('\\HPendchapter{%s}{%s}'):format(text, head.id))
  end
  local number = head.num and head.num:match('(%w+)$')
  local set = number and level < 4 and ('\\HPsetnumber{%s}{%s}\n'):format(
    COMMAND[level], number) or ''
  local label = labelled[head.id] and '' or '\\HPlabel{' .. head.id .. '}'
  labelled[head.id] = true
  return raw(('%s\\%s%s{\\texorpdfstring{%s}{%s}}%s'):format(set,
    COMMAND[level], star, text, esc(pandoc.utils.stringify(content)), label))
end

function latex.status(s)
  local rows = {}
  local function row(dt, dd)
    rows[#rows + 1] = dt .. ' & ' .. dd .. '\\\\'
  end
  row('starts from', s.previous and '\\HPident{' .. s.previous .. '}'
    or 'nothing')
  row('adds', ('+%s −%s lines of C; %s lines in %s files'):format(s.added,
    s.removed, s.lines, s.files))
  row('tests', s.tests)
  row('stage', '\\HPident{tangle/' .. esc(s.stage) .. '}')
  return raw('\\begin{HPstatus}\n' .. table.concat(rows, '\n')
    .. '\n\\end{HPstatus}')
end

function latex.diff_box(d)
  return raw(('\\HPident{%s} changes %s: +%s −%s lines.\n'):format(
    esc(d.stage), d.previous and '\\HPident{' .. esc(d.previous) .. '}'
      or 'nothing', d.added, d.removed))
end

function latex.margin(content)
  return {raw_inline('\\HPmargin{'), content, raw_inline('}')}
end
function latex.margin_block(content)
  return {pandoc.Para {raw_inline('\\HPmarginhere{'), pandoc.Span(content),
    raw_inline('}')}}
end
function latex.hint(content)
  return {pandoc.Para {raw_inline('\\HPhint{'), pandoc.Span(content),
    raw_inline('}')}}
end
function latex.exercise(number, blocks)
  return {raw('\\begin{HPexercise}\\HPlabel{ex-' .. number .. '}'), blocks,
    raw('\\end{HPexercise}')}
end
-- Here the page of the answer; the answer itself for the appendix.
function latex.answer(number, folder, base, blocks)
  local foot = folder and raw(('\\HPfoot{\\HPident{tangle/%s}, which starts '
    .. 'from \\HPident{%s}}'):format(esc(folder), esc(base))) or {}
  -- the number opens the first paragraph
  local opening = ('\\HPanswer{answer-%s}{ex-%s}{%s}'):format(number, number,
    number)
  if blocks[1] and blocks[1].t == 'Para' then
    blocks[1].content:insert(1, raw_inline(opening))
  else
    blocks:insert(1, raw(opening))
  end
  return {raw('\\HPseeanswer{answer-' .. number .. '}')}, {blocks, foot}
end
function latex.box(title, blocks)
  return {raw('\\begin{HPbox}{' .. esc(title or '') .. '}'), blocks,
    raw('\\end{HPbox}')}
end

-- Figures, tables, equations ----------------------------------------------

function latex.figure(f)
  local inlines = pandoc.List {raw_inline(('\\HPfigure{%s}{%s}{%s}{')
    :format(f.num, f.id, f.pdf))}
  inlines:extend(f.caption)
  inlines:insert(raw_inline('}'))
  return {pandoc.Plain(inlines)}
end

function latex.table(t, id, num)
  local set = num and '\\HPtablenumber{' .. num .. '}' or ''
  if id then
    t.caption.long[1].content:insert(raw_inline('\\label{' .. id .. '}'))
  end
  return {raw('\\begin{HPtable}' .. set), t, raw('\\end{HPtable}')}
end

function latex.equation(id, num, math)
  return {raw_inline(('\\begin{equation}\\tag{%s}\\label{%s}%s'
    .. '\\end{equation}'):format(num, id, math.text))}
end

-- Indexes -----------------------------------------------------------------

function latex.term(id, content)
  return {raw_inline('\\HPlabel{' .. id .. '}\\textbf{'), content,
    raw_inline('}')}
end
function latex.glossary(entries)
  local o = {raw('\\begin{HPentries}')}
  for _, e in ipairs(entries) do
    local text = pandoc.List {raw_inline(('\\item[\\HPlink{%s}{%s}]')
      :format(e.id, esc(e.term)))}
    for _, b in ipairs(e.meaning) do text:extend(b.content) end
    text:insert(raw_inline('\\HPpage{' .. e.id .. '}'))
    o[#o + 1] = pandoc.Plain(text)
  end
  o[#o + 1] = raw('\\end{HPentries}')
  return o
end
function latex.figure_list(figures)
  local o = {'\\begin{HPentries}'}
  for _, f in ipairs(figures) do
    o[#o + 1] = ('\\item[\\HPlink{%s}{%s}] %s\\HPpage{%s}'):format(f.id,
      f.num, esc(f.caption or ''), f.id)
  end
  o[#o + 1] = '\\end{HPentries}'
  return raw(table.concat(o, '\n'))
end
function latex.end_matter() return raw('\\HPendmatter') end
function latex.lead(text) return raw('\\HPlead{' .. esc(text) .. '}') end
function latex.index(rows, kind)
  local o = {'\\begin{HPindex}'}
  for _, r in ipairs(rows) do
    local links = {}
    local function link(macro, l)
      links[#links + 1] = ('\\%s{%s}{%s}'):format(macro, l, X.chunks[l].num)
    end
    for _, l in ipairs(r.defs) do link('HPindexdef', l) end
    for _, l in ipairs(r.uses) do link('HPindexuse', l) end
    local name = kind == 'chunk' and chunk_name(r.name)
      or '\\HPident{' .. latex.breakable(r.name) .. '}'
    o[#o + 1] = ('\\item %s %s'):format(name, table.concat(links, ', '))
  end
  o[#o + 1] = '\\end{HPindex}'
  return raw(table.concat(o, '\n'))
end

function latex.cross_ref(text, _, id)
  return raw_inline(('\\HPcross{%s}{%s}'):format(id, esc(text)))
end

function latex.inline_code(s)
  return raw_inline('\\HPident{' .. latex.breakable(s) .. '}')
end
function latex.number(s)
  return raw_inline('\\HPnumber{' .. esc(s) .. '}')
end
function latex.test_name(name)
  if book.ident_target(name, true) then return latex.prose_ident(name) end
  return raw_inline('\\HPident{' .. latex.breakable(name) .. '}')
end
function latex.result(class, text)
  return raw_inline(('\\HPresult{%s}{%s}'):format(class, esc(text)))
end

return latex
