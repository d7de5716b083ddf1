-- prose.lua: a chapter's prose, from what pandoc read to what a page shows:
-- references, facts, figures, tables, equations, notes, boxes, exercises.
-- `out` is html.lua or latex.lua.
local book = require 'weave.book'
local facts = require 'weave.facts'
local X, web = book.xref, book.web

local out                              -- the format's side
local chapter                          -- the Div read: file, page
local notes                            -- footnotes met so far (HTML)
local heads, met_heads                 -- headings of the page, how many met
local terms                            -- terms of the page, not yet met

local prose = {}
-- Answers that wait for the end of the book, where the format shows them
-- there: a list of {page, title, blocks}, one for each chapter.
prose.answers = {}

local List = pandoc.List

-- Lists of blocks or inlines, and lists of such lists, as one flat list.
local function join(parts)
  local flat = List {}
  for _, p in ipairs(parts) do
    if p.t then flat:insert(p) else flat:extend(join(p)) end
  end
  return flat
end
prose.join = join

local function where(el)
  return {file = el.attributes.file or chapter.file,
    line = el.attributes.line}
end
local function fail(el, message) facts.fail(where(el), message) end

-- An attribute that an element must have.
local function need(el, name)
  local v = el.attributes[name]
  if not v then
    fail(el, ('.%s needs %s='):format(el.classes[1] or 'figure', name))
  end
  return v
end

-- Inlines -----------------------------------------------------------------

local KIND = {fig = 'Figure', tbl = 'Table', eq = 'Equation',
  sec = 'Section', ch = 'Chapter'}

local function cross_ref(id)
  local d = X.labels[id]
  if not d then
    facts.fail({file = chapter.file}, 'undefined reference @' .. id)
    return pandoc.Str(id)
  end
  local num = d.num and d.num ~= '' and d.num
  local word = d.kind == 'ch' and num and num:match('^%u') and 'Appendix'
    or KIND[d.kind]
  local text = num and word .. '\u{a0}' .. num or d.title
  return out.cross_ref(text, d, id)
end

local function cite(el)
  local first = el.citations[1].id
  if not KIND[first:match('^(%a+):')] then return nil end
  local list = List {}
  for i, c in ipairs(el.citations) do
    if i > 1 then list:extend {pandoc.Str(','), pandoc.Space()} end
    list:insert(cross_ref(c.id))
  end
  return list
end

local function inline_code(el)
  if el.classes:includes('nwref') then
    if book.chunk_target(el.text) then return out.prose_ref(el.text) end
    facts.fail({file = chapter.file},
      'undefined chunk <<' .. el.text .. '>> in prose')
  elseif el.classes:includes('nwid') and (X.idents[el.text]
      or web.is_root(el.text) and X.defs[el.text]) then
    return out.prose_ident(el.text)
  end
  return out.inline_code(el.text)
end

-- Long numbers get commas where a run printed none.
local function grouped(n)
  if not n:match('^[-+]?%d%d%d%d%d+$') then return n end
  return (n:reverse():gsub('%d%d%d', '%0,'):reverse()
    :gsub('^([-+]?),', '%1'))
end

local function span(el)
  local class = el.classes[1]
  if class == 'val' then
    local stage, cmd = need(el, 'stage'), need(el, 'cmd')
    local key = need(el, 'key')
    local n = stage and cmd and key
      and facts.value(where(el), stage, cmd, key)
    return out.number(n and grouped(n) or '?')
  elseif class == 'count' then
    local stage, of = need(el, 'stage'), need(el, 'of')
    local suite = el.attributes.suite
    of = suite and of and suite .. '.' .. of or of
    local n = stage and of and facts.count(where(el), stage, of)
    return out.number(n and grouped(n) or '?')
  elseif el.attributes.term then
    return el.content
  end
end

-- A word where it is defined; the glossary leads here.
local function strong(el)
  local text = pandoc.utils.stringify(el)
  local t = terms[text]
  if not t then return nil end
  terms[text] = nil
  return join {out.term(t.id, el.content)}
end

local function note(el)
  if out.format ~= 'html' then return nil end
  notes:insert(el.content)
  local n = #notes
  return out.raw_inline(('<sup><a class="fn" id="fnref-%d" href="#fn-%d" '
    .. 'aria-label="Note %d">%d</a></sup>'):format(n, n, n, n))
end

local function math(el) return out.math and out.math(el) end

local inline_pass = {Cite = cite, Code = inline_code, Span = span,
  Strong = strong, Note = note, Math = math}

-- Footnotes, as a list at the end of the page, each with a way back.
local function notes_section()
  if #notes == 0 then return {} end
  local items = List {}
  for i, blocks in ipairs(notes) do
    local last = blocks[#blocks]
    local back = out.raw_inline((' <a class="fn" href="#fnref-%d" '
      .. 'aria-label="Back to the text">↩</a>'):format(i))
    if last and (last.t == 'Para' or last.t == 'Plain') then
      last.content:insert(back)
    else
      blocks:insert(pandoc.Plain {back})
    end
    items:extend(join {out.raw(('<li id="fn-%d">'):format(i)), blocks,
      out.raw('</li>')})
  end
  return join {out.raw('<section class="notes" aria-label="Notes"><ol>'),
    items, out.raw('</ol></section>')}
end

-- Paragraphs --------------------------------------------------------------

local function trim(inlines)
  local function blank(x)
    return x and (x.t == 'Space' or x.t == 'SoftBreak')
  end
  while blank(inlines[1]) do inlines:remove(1) end
  while blank(inlines[#inlines]) do inlines:remove(#inlines) end
  return inlines
end

local function figure(im)
  local d = X.labels[im.identifier]
  local base, ext = im.src:match('^figures/([%w_-]+)%.(%a+)$')
  if not d or not base then
    fail(im, 'a figure needs {#fig:name} and a source in figures/, not '
      .. im.src)
    return nil
  end
  local f = {id = im.identifier, num = d.num, caption = im.caption,
    inline = ext == 'scn', base = base}
  if f.inline then
    local stage, at = need(im, 'stage'), need(im, 'at')
    if not (stage and at) then return nil end
    f.base = base .. '-' .. stage .. '-' .. at
  else
    f.alt = need(im, 'alt')
  end
  local path = 'build/figures/' .. f.base
  f.svg, f.pdf = web.read(path .. '.svg'), path .. '.pdf'
  if f.inline then
    f.alt = web.read(path .. '.alt')
    f.alt = f.alt and f.alt:gsub('%s+', ' '):gsub('%s$', '')
  end
  if not f.svg or not f.alt then
    fail(im, ('no figure: %s.svg%s is not there'):format(path,
      f.inline and ' or .alt' or ''))
    return nil
  end
  return join(out.figure(f))
end

-- `$$ ... $$ {#eq:x}`
local function equations(inlines)
  for i, x in ipairs(inlines) do
    if x.t == 'Math' and x.mathtype == 'DisplayMath' then
      local j = i + 1
      while inlines[j] and (inlines[j].t == 'Space'
          or inlines[j].t == 'SoftBreak') do j = j + 1 end
      local id = inlines[j] and inlines[j].t == 'Str'
        and inlines[j].text:match('^{#(eq:[%w_-]+)}$')
      if id then
        for _ = i, j do inlines:remove(i) end
        for k, e in ipairs(join(out.equation(id, X.labels[id].num, x))) do
          inlines:insert(i + k - 1, e)
        end
        return equations(inlines)
      end
    end
  end
  return inlines
end

-- Hints stand after their paragraph, margin notes beside it.
local function paragraph(el)
  if #el.content == 1 and el.content[1].t == 'Image' then
    return figure(el.content[1])
  end
  local number = el.content[1].t == 'Strong'
    and pandoc.utils.stringify(el.content[1]):match('^(%w+%.%d+)%s*%(')
  local text, hints = List {}, List {}
  for _, x in ipairs(equations(el.content)) do
    local class = x.t == 'Span' and x.classes[1]
    if class == 'hint' then
      trim(text)
      hints:extend(join(out.hint(x.content)))
    elseif class == 'margin' and #el.content == 1 then
      return join(out.margin_block(x.content))
    elseif class == 'margin' then
      text:extend(join {out.margin(x.content)})
    else
      text:insert(x)
    end
  end
  local blocks = hints
  if #text > 0 then blocks = join {pandoc.Para(trim(text)), hints} end
  if number then return join(out.exercise(number, blocks)) end
  return blocks
end

local function table_block(el)
  local last = el.caption.long[#el.caption.long]
  local id
  if last then
    local ins = last.content
    id = ins[#ins] and ins[#ins].t == 'Str'
      and ins[#ins].text:match('^{#(tbl:[%w_-]+)}$')
    if id then
      ins:remove(#ins)
      trim(ins)
      el.caption.long = {pandoc.Plain(ins)}
    end
  end
  return join(out.table(el, id, id and X.labels[id].num))
end

-- Blocks that ask for facts -----------------------------------------------

local SIGNAL = {['134'] = 'SIGABRT', ['135'] = 'SIGBUS', ['136'] = 'SIGFPE',
  ['137'] = 'SIGKILL', ['139'] = 'SIGSEGV'}

local function run(el)
  local stage, cmd = need(el, 'stage'), need(el, 'cmd')
  local text = stage and cmd and facts.run(where(el), stage, cmd)
  if not text then return {} end
  local rc = el.attributes.rc or '0'
  local ending = List {}
  if rc ~= '0' then
    ending:insert('exit status ' .. rc
      .. (SIGNAL[rc] and ' (' .. SIGNAL[rc] .. ')' or ''))
  end
  ending:insert(facts.origin(stage, cmd))
  return out.run {output = text,
    ending = #ending > 0 and table.concat(ending, '; ') or nil,
    cmd = not el.classes:includes('quiet') and (el.attributes.show or cmd)
      or nil}
end

local function tests(el)
  local stage, suite = need(el, 'stage'), el.attributes.suite
  if not stage then return {} end
  local rows = List {}
  for _, r in ipairs(facts.tests(where(el), stage, suite)) do
    local result = out.result('pass', 'passed')
    if r[3] == 'skip' then
      result = out.result('skipped', 'skipped: ' .. (r[4] or ''))
    elseif r[3] ~= 'pass' then
      fail(el, ('test %s of %s is red'):format(r[2], stage))
    end
    local row = List {{pandoc.Plain {out.test_name(r[2])}},
      {pandoc.Plain {result}}}
    if not suite then row:insert(1, {pandoc.Plain {pandoc.Str(r[1])}}) end
    rows:insert(row)
  end
  local function head(s) return {pandoc.Plain {pandoc.Str(s)}} end
  local header = List {head 'Test', head 'Result'}
  local widths = out.format == 'latex' and {.62, .38} or {0, 0}
  if not suite then
    header:insert(1, head 'Suite')
    widths = out.format == 'latex' and {.17, .5, .33} or {0, 0, 0}
  end
  local aligns = header:map(function() return pandoc.AlignLeft end)
  local simple = pandoc.SimpleTable({}, aligns, widths, header, rows)
  return join(out.table(pandoc.utils.from_simple_table(simple)))
end

-- The numbers of a stage against the one before.
local function stage_numbers(at, stage)
  local s = {stage = stage, previous = (book.folder(stage) or {}).previous}
  for _, k in ipairs {'files', 'lines', 'added', 'removed', 'passed',
      'skipped'} do
    s[k] = facts.count(at, stage, k) or '?'
  end
  s.tests = s.passed .. ' passed'
    .. (s.skipped ~= '0' and ', ' .. s.skipped .. ' skipped' or '')
  return s
end

-- An answer stands where its exercise is, or waits for the end.
local function answer(el)
  local a = el.attributes
  local here, later = out.answer(a.number, a.folder, a.base, el.content)
  if later then
    local all = prose.answers
    if not all[#all] or all[#all].page ~= chapter.page then
      all[#all + 1] = {page = chapter.page, title = chapter.title,
        blocks = List {}}
    end
    all[#all].blocks:extend(join(later))
  end
  return join(here)
end

local function div(el)
  local class = el.classes[1]
  if class == 'answer' then return answer(el) end
  if class == 'run' then return run(el) end
  if class == 'tests' then return tests(el) end
  if class == 'box' then
    return join(out.box(el.attributes.title, el.content))
  elseif class == 'diff' then
    local stage = need(el, 'stage')
    return stage and out.diff_box(stage_numbers(where(el), stage)) or {}
  end
end

-- Headings and code -------------------------------------------------------

local function heading(el)
  met_heads = met_heads + 1
  local h = heads[met_heads]
  if not h then
    facts.fail({file = chapter.file}, 'the first pass did not see «'
      .. pandoc.utils.stringify(el) .. '»')
    return nil
  end
  return out.heading(h.level, h, el.content)
end

local function code_block(el)
  if el.classes[1] == 'chunk' then return out.chunk(el.identifier) end
  return out.listing(el.text, el.classes[1])
end

local block_pass = {Para = paragraph, Table = table_block, Div = div,
  Header = heading, CodeBlock = code_block}

-- Markdown that was taken out of a chapter, as a paragraph elsewhere.
function prose.paragraph(markdown, format)
  out, terms, chapter = format, {}, {file = 'book/glossary.txt'}
  local text = pandoc.Div {pandoc.Plain(book.inlines(markdown))}
  return pandoc.walk_block(text, inline_pass).content
end

-- The blocks of a chapter that stand on one leaf of it; counts the headings
-- before them.
local function on_leaf(blocks, all, leaf)
  local own = List {}
  local met, at = 0, 1
  for _, b in ipairs(blocks) do
    if b.t == 'Header' then
      met = met + 1
      at = all[met].leaf or 1
      if at < leaf then met_heads = met end
    end
    if at == leaf then own:insert(b) end
  end
  return own
end

-- A chapter's Div, as blocks of the format: title, promise, status, text;
-- or one leaf of it.
function prose.chapter(el, format, leaf)
  out, notes, met_heads = format, List {}, 0
  chapter = {file = el.attributes.file, page = el.attributes.page}
  local entry = book.enter(chapter.page, leaf)
  terms = book.terms_of(chapter.page)
  chapter.title = (entry.label ~= '' and entry.label .. ' ' or '')
    .. entry.title
  heads = List {}
  local title
  for _, h in ipairs(book.heads_of(chapter.page)) do
    if h.level == 1 then title = h else heads:insert(h) end
  end
  local later = leaf and leaf > 1
  local opening = join(out.chapter {nn = entry.nn,
    title = entry.title .. (later and ', continued' or ''),
    label = entry.label, appendix = entry.appendix,
    id = not later and title and title.id or 'top'})
  if entry.promise and not later then
    opening:insert(out.promise(entry.promise))
  end
  if entry.stage and not later then
    opening:insert(out.status(stage_numbers({file = chapter.file,
      line = el.attributes['stage-line']}, entry.stage)))
  end
  local own = leaf and on_leaf(el.content, heads, leaf) or el.content
  local text = pandoc.walk_block(pandoc.Div(own), inline_pass)
  text = pandoc.Div(join {text.content, notes_section()})
  text = pandoc.walk_block(text, block_pass)
  return join {opening, text.content}, entry
end

-- The answers that wait for the end of the book, as a chapter.
function prose.end_answers()
  if #prose.answers == 0 then return {} end
  local function title(level, id, text)
    return out.heading(level, {id = id}, {pandoc.Str(text)})
  end
  local parts = {title(1, 'answers', 'Answers')}
  for _, a in ipairs(prose.answers) do
    parts[#parts + 1] = title(2, 'answers-' .. a.page:gsub('%.html$', ''),
      a.title)
    parts[#parts + 1] = a.blocks
  end
  return join(parts)
end

return prose
