-- scan.lua: the first pass over the whole book.
--
--   pandoc -f book/tangle/scan.lua book/[0-9]*.nw book/answers/*.nw \
--     -t plain -o /dev/null
--
-- Run from the project root.  Finds every error it can, prints each as
-- `file:line: error: message`, and exits 1 without writing; or writes
--   build/xref.lua      every page, chunk, identifier, label and stage: see
--                       book.lua
--   build/chunks.lua    label -> its code, a use in it as \1name\2: pages
--                       show each other's chunks
--   build/terms.lua     id of a term -> what it means, as Markdown
--   build/roots.tsv     folder, root, chapters that may contribute to it,
--                       chapters that do: what tangle.sh writes; for an
--                       answer's folder also the one it is laid over, and
--                       `same` if that has the same file
--   build/code.tsv      file, sum of its code: changes if what is tangled does
--   build/requests.tsv  kind, stage, slug, exit status, file:line, command,
--                       what it needs: the facts and figures that prose
--                       asks for
--   build/pages.tsv     page, path of a fact or figure it needs
-- each only when its content changes.  What a chapter's prose says is kept
-- in build/prose/, until that prose changes.  HPOC_BUILD is another build folder.
-- An empty field is `-`.
--
--   web.lua     chapters -> chunks      book.lua    what the passes share
--   chunks.lua  the code: names, parts, replacements, folders
--   answers.lua exercises and the files that answer them
--   prose.lua   the text -> headings, labels, references, attributes
--   wishes.lua  the facts and figures that the text asks for

local dir = PANDOC_SCRIPT_FILE:match('^(.*/)') or ''
local web = dofile(dir .. 'web.lua')
local book = dofile(dir .. 'book.lua')
book.dir = dir
local prose = loadfile(dir .. 'prose.lua')(web)
local answers = loadfile(dir .. 'answers.lua')(web, book)
local read_code = loadfile(dir .. 'chunks.lua')(web, book)
local wishes = loadfile(dir .. 'wishes.lua')(web, book)

local X, chapters, err, hint = book.X, book.chapters, book.err, book.hint
local sorted_keys = book.sorted_keys
local HEADER = {title = true, stage = true, promise = true, red = true,
                before = true}

-- Pages and stages --------------------------------------------------------

local function chapter_label(nn)
  if nn >= 90 then return string.char(65 + nn - 90) end
  return nn == 0 and '' or tostring(nn)
end

local function check_header(ch)
  local m = ch.meta
  for _, e in ipairs(ch.errors) do err(ch.file, e[1], e[2]) end
  for _, key in ipairs(sorted_keys(m)) do
    if not HEADER[key] then
      err(ch.file, ch.meta_at[key], 'unknown header key `' .. key .. '`'
        .. hint(key, HEADER))
    end
  end
  if ch.header_end > 0 and (m.title or '') == '' then
    err(ch.file, 1, 'no title in the YAML header')
  end
  if not ch.file:match('%d%d%-[%w-]+%.nw$') then
    err(ch.file, 1, 'a chapter is named NN-slug.nw')
  end
  for _, key in ipairs {'red', 'before'} do
    if m[key] and not m.stage then
      err(ch.file, ch.meta_at[key], '`' .. key .. '` needs a stage')
    end
  end
end

-- Enters the stage of a chapter; `known` is name -> chapter file so far.
local function add_stage(ch, page, known)
  local m, at = ch.meta, ch.meta_at
  local previous = X.stages[#X.stages]
  if not m.stage:match('^[a-z][a-z0-9-]*$') then
    err(ch.file, at.stage, 'a stage is lower case: a-z 0-9 -')
  elseif known[m.stage] then
    err(ch.file, at.stage, ("stage %s is %s's"):format(m.stage,
      known[m.stage]))
  end
  known[m.stage] = ch.file
  page.before = m.before or (previous and previous.name)
  X.stages[#X.stages + 1] = {
    name = m.stage, nn = page.nn, page = ch.page, index = ch.index,
    previous = previous and previous.name, roots = {},
  }
end

local function read_pages()
  local stages, by_nn = {}, {}
  for i, ch in ipairs(chapters) do
    local m, nn = ch.meta, ch.nn or 0
    check_header(ch)
    if by_nn[nn] then
      err(ch.file, 1, 'has the number of ' .. by_nn[nn])
    end
    by_nn[nn] = ch.file
    ch.index, ch.num = i, chapter_label(nn)
    local page = {
      file = ch.file, slug = ch.slug, nn = nn, page = ch.page,
      title = m.title or ch.slug, label = ch.num, stage = m.stage,
      promise = m.promise, red = m.red, appendix = nn >= 90,
    }
    X.pages[i] = page
    if m.stage then add_stage(ch, page, stages) end
  end
end

-- Labels, numbers, references ---------------------------------------------

local PREFIX = {image = 'fig', caption = 'tbl', math = 'eq'}
local KINDS = {fig = true, tbl = true, eq = true, sec = true, ch = true}

local label_at = {}
local function define_label(ch, line, id, what, d)
  if label_at[id] then
    err(ch.file, line, ('%s %s is defined already at %s'):format(what, id,
      label_at[id]))
    return
  end
  label_at[id] = ch.file .. ':' .. line
  d.page, d.leaf = ch.page, X.pages[(ch.chapter or ch).index].leaves
  X.labels[id] = d
end

local function numbered(ch, e, count)
  local kind = PREFIX[e.owner]
  local prefix, rest = (e.id or ''):match('^(%a+):(.+)$')
  if not kind then
    if KINDS[prefix] then
      err(ch.file, e.line, 'label ' .. e.id .. ' on something that is no '
        .. 'figure, table, equation or heading')
    end
    return
  end
  if prefix ~= kind or not rest:match('^[%w_-]+$') then
    err(ch.file, e.line, ('%s needs a label {#%s:name}'):format(
      kind == 'fig' and 'this figure' or kind == 'tbl' and 'this table'
      or 'this equation', kind))
    return
  end
  count[kind] = (count[kind] or 0) + 1
  local num = (ch.num == '' and '0' or ch.num) .. '.' .. count[kind]
  local title = e.caption and web.plain(e.caption)
  define_label(ch, e.line, e.id, 'label',
    {kind = kind, num = num, title = title})
  if kind == 'fig' then
    X.figures[#X.figures + 1] =
      {id = e.id, num = num, page = ch.page, caption = title}
  end
end

-- On the web a long chapter is several pages, its leaves: another one begins
-- with each section of class `leaf`. What stands on the first has no `leaf`.
local function turn_the_leaf(ch, e)
  local page = X.pages[ch.index]
  if e.level ~= 2 then
    err(ch.file, e.line, 'a leaf begins with a section (#), not below one')
  end
  page.leaves = (page.leaves or 1) + 1
  ch.leaf_at[page.leaves] = e.line
end

-- Its chunks; those of the answers follow the exercises, on the last one.
local function lay_chunks(ch, leaf_at, leaf)
  for _, c in ipairs(ch) do
    while leaf_at and leaf_at[(leaf or 1) + 1]
        and leaf_at[(leaf or 1) + 1] < c.line do
      leaf = (leaf or 1) + 1
    end
    if c.kind == 'code' then X.chunks[c.label].leaf = leaf end
  end
end

local function heading(ch, e, count, ids)
  local num
  if e.leaf then turn_the_leaf(ch, e) end
  if e.level == 2 then
    if not e.unnumbered and ch.num ~= '' then
      count.sec = (count.sec or 0) + 1
      num = ch.num .. '.' .. count.sec
    end
  end
  local prefix = e.explicit and e.id:match('^(%a+):')
  if prefix and KINDS[prefix] and prefix ~= 'sec' then
    err(ch.file, e.line, 'a heading\'s label starts with sec:, not '
      .. prefix .. ':')
  end
  if e.explicit then
    define_label(ch, e.line, e.id, 'heading id',
      {kind = 'sec', num = num, title = e.title})
  elseif ids[e.id] then
    err(ch.file, e.line, ('heading id %s is taken by line %d; add '
      .. '{#sec:...}'):format(e.id, ids[e.id]))
  end
  ids[e.id] = ids[e.id] or e.line
  X.heads[#X.heads + 1] =
    {level = e.level, title = e.title, id = e.id, num = num, page = ch.page,
      leaf = X.pages[ch.index].leaves}
end

local function attribute(ch, e, count)
  if e.owner == 'text' then
    err(ch.file, e.line, 'these attributes belong to nothing: no blank may '
      .. 'stand before {')
  else
    numbered(ch, e, count)
    wishes.read(ch, e)
  end
end

-- A word in bold, or a span around one: [**pages**]{term="page"}. It means
-- what the sentence says that defines it or, where that would explain
-- nothing by itself, what glossary.txt says.
local term_at = {}
local function term(ch, e)
  local text = web.plain(e.text)
  local name = e.kv and e.kv.term or text
  local id = 'term-' .. web.slug(name)
  if term_at[id] then
    err(ch.file, e.line, ('term «%s» is defined already at %s; if it is '
      .. 'another one, name it: [**%s**]{term="..."}'):format(name,
      term_at[id], text))
    return
  end
  term_at[id] = ch.file .. ':' .. e.line
  X.terms[#X.terms + 1] = {term = name, text = text, id = id,
    page = ch.page, leaf = X.pages[(ch.chapter or ch).index].leaves}
  book.terms[id] = e.sentence
end

-- Lines `term: what it means`; `#` begins a remark.
local function read_glossary()
  local path = (chapters[1].file:match('^(.*/)') or '') .. 'glossary.txt'
  local names, line = {}, 0
  for _, t in ipairs(X.terms) do names[t.term] = t.id end
  for l in (web.read(path) or ''):gmatch('([^\n]*)\n') do
    line = line + 1
    local name, means = l:match('^([^#:]+):%s+(.+)$')
    if names[name] then
      book.terms[names[name]] = means:gsub('^%l', string.upper) .. '.'
    elseif name then
      err(path, line, ('no chapter defines «%s»%s'):format(name,
        hint(name, names)))
    elseif not l:match('^%s*$') and not l:match('^#') then
      err(path, line, 'not a line `term: what it means`')
    end
  end
end

-- Citation keys.
local function read_keys()
  local path = (chapters[1].file:match('^(.*/)') or '') .. 'references.bib'
  local keys = {}
  for key in (web.read(path) or ''):gmatch('@%a+%s*{%s*([^%s,]+)%s*,') do
    keys[key] = true
  end
  return keys
end

-- The events of a file's prose.  Most files are as they were at the last
-- scan: theirs are kept in build/prose, under a sum of all that prose.lua
-- looks at, and of itself; those of a book with mistakes are not.
local to_keep = {}
local reader = pandoc.utils.sha1(tostring(PANDOC_VERSION)
  .. web.read(dir .. 'prose.lua') .. web.read(dir .. 'web.lua'))
local function read_events(ch)
  local seen = {reader, ch.header_end}
  for _, c in ipairs(ch) do
    if c.kind == 'docs' then
      seen[#seen + 1] = c.line .. '\n' .. c.md
        .. (c.refs[1] and web.dump(c.refs) or '')
    end
  end
  local sum = pandoc.utils.sha1(table.concat(seen, '\0'))
  local path = book.build .. '/prose/' .. ch.file:gsub('/', ':') .. '.lua'
  local load_kept = loadfile(path)
  local kept = load_kept and load_kept() or {}
  if kept.sum ~= sum then
    kept = {sum = sum, events = prose.read(ch, function(line, msg)
      err(ch.file, line, msg)
    end)}
    to_keep[path] = 'return ' .. web.dump(kept)
  end
  return kept.events
end

-- The labels of a chapter, what it asks for, and its events for later.
local function read_chapter(ch)
  local count, ids = {}, {}
  ch.count, ch.leaf_at = count, {}
  local title = web.plain(ch.meta.title or ch.slug)
  X.pages[ch.index].title = title
  X.heads[#X.heads + 1] = {level = 1, title = title, page = ch.page,
    id = 'ch:' .. ch.slug, num = ch.num ~= '' and ch.num or nil}
  define_label(ch, 1, 'ch:' .. ch.slug, 'chapter',
    {kind = 'ch', num = ch.num, title = title})
  wishes.status_box(ch)
  local events = read_events(ch)
  for _, e in ipairs(events) do
    if e.kind == 'heading' then
      heading(ch, e, count, ids)
    elseif e.kind == 'attr' then
      attribute(ch, e, count)
      if e.kv.term then term(ch, e) end
    elseif e.kind == 'term' then
      term(ch, e)
    end
  end
  lay_chunks(ch, ch.leaf_at)
  return events
end

local function check_reference(ch, e, keys)
  if e.kind == 'ref' and not X.defs[e.name] then
    err(ch.file, e.line, 'reference to an undefined chunk «' .. e.name
      .. '»' .. hint(e.name, X.defs))
  elseif e.kind == 'cite' and KINDS[e.key:match('^(%a+):')] then
    if not X.labels[e.key] then
      err(ch.file, e.line, 'unknown reference @' .. e.key
        .. hint(e.key, X.labels))
    end
  elseif e.kind == 'cite' and not keys[e.key] then
    err(ch.file, e.line, 'no entry ' .. e.key .. ' in references.bib'
      .. hint(e.key, keys))
  end
end

-- Answers have no headings; they count on from their chapter.
local function read_answers(ch)
  local events = read_events(ch)
  for _, e in ipairs(events) do
    if e.kind == 'attr' then attribute(ch, e, ch.chapter.count) end
  end
  lay_chunks(ch, nil, X.pages[ch.chapter.index].leaves)
  return events
end

local function read_prose()
  local events, keys = {}, read_keys()
  for i, ch in ipairs(book.files) do
    events[i] = (ch.answers and read_answers or read_chapter)(ch)
  end
  read_glossary()
  for i, ch in ipairs(book.files) do
    for _, e in ipairs(events[i]) do check_reference(ch, e, keys) end
  end
end

-- Output ------------------------------------------------------------------

local function report()
  local order = {}
  for i, ch in ipairs(book.files) do order[ch.file] = i end
  table.sort(book.errors, function(a, b)
    local i, j = order[a.file] or 0, order[b.file] or 0
    if i ~= j then return i < j end
    if a.line ~= b.line then return a.line < b.line end
    return a.text < b.text
  end)
  for _, e in ipairs(book.errors) do io.stderr:write(e.text, '\n') end
end

local function write_lines(name, lines)
  local s = table.concat(lines, '\n')
  web.write_if_changed(book.build .. '/' .. name,
    #s > 0 and s .. '\n' or '')
end

-- A chunk's code, its uses marked.
local function marked(c)
  if c.marked then return c.marked end
  local lines = {}
  for i, line in ipairs(c.lines) do
    local s = {}
    for j, t in ipairs(line) do
      s[j] = t.t == 'use' and '\1' .. t.s .. '\2' or t.s
    end
    lines[i] = table.concat(s)
  end
  c.marked = table.concat(lines, '\n')
  return c.marked
end

-- All that the tangle takes from a file: no prose, no lines' numbers.
local function sum_of_code(ch)
  local code = {}
  for _, c in ipairs(ch) do
    if c.kind == 'code' then
      code[#code + 1] = table.concat({c.name, tostring(c.replaces),
        tostring(c.adds), marked(c)}, '\n')
    end
  end
  return pandoc.utils.sha1(table.concat(code, '\0'))
end

local function write_all()
  assert(os.execute("mkdir -p '" .. book.build .. "/prose'"))
  for path, s in pairs(to_keep) do web.write_if_changed(path, s) end
  for _, s in ipairs(X.stages) do s.index = nil end
  write_lines('xref.lua', {'return ' .. web.dump(X)})
  local code = {}
  for label, c in pairs(book.chunks) do code[label] = marked(c) end
  write_lines('chunks.lua', {'return ' .. web.dump(code)})
  write_lines('terms.lua', {'return ' .. web.dump(book.terms)})
  write_lines('roots.tsv', book.roots)
  local lines = {}
  for i, ch in ipairs(book.files) do
    lines[i] = ch.file .. '\t' .. sum_of_code(ch)
  end
  write_lines('code.tsv', lines)
  lines = {}
  for i, r in ipairs(book.requests) do
    lines[i] = table.concat({r.kind, r.stage, r.slug, r.rc or '0', r.at,
      r.cmd, r.needs or '-'}, '\t')
  end
  write_lines('requests.tsv', lines)
  local once, seen = {}, {}
  for _, n in ipairs(book.needs) do
    if not seen[n] then once[#once + 1] = n end
    seen[n] = true
  end
  write_lines('pages.tsv', once)
end

function Reader()
  local files = PANDOC_STATE.input_files
  if #files == 0 or files[1] == '-' or files[1] == '' then
    io.stderr:write('scan: no chapters given\n')
    os.exit(1)
  end
  for _, ch in ipairs(web.parse_all(files)) do
    table.insert(ch.answers and book.answer_files or chapters, ch)
  end
  read_pages()
  answers.read()
  read_code()
  answers.enter()
  read_prose()
  if #book.errors > 0 then
    report()
    os.exit(1)
  end
  write_all()
  return pandoc.Pandoc {}
end
