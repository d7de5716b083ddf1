-- web.lua: a chapter as tables.  Shared by the first pass and the weaver.
--
--   local web = dofile('book/tangle/web.lua')      -- inside pandoc only
--   local chapter = web.parse('book/04-bump.nw')   -- or parse_all(files)
--
-- A chapter is a list of chunks, in the order of the file, with
--   file, page ('04-bump.html'), slug ('bump'), nn (4)
--   answers   is it book/answers/04-bump.nw, the answers to a chapter's
--             exercises?  Its page is the chapter's; it has no header.
--   meta      the YAML header: key -> value (a string, unquoted)
--   meta_at   key -> line;  header_end: last line of the header, 0 if none
--   errors    list of {line, message}, from noweb and from the header
--
-- A chunk has  kind = 'docs' | 'code', file, line (its first) and
--   docs: md    Markdown, `[[x]]` as a code span of class nwid, and
--               `[[<<name>>]]` as one of class nwref.  Line i of md is
--               source line `line + i - 1`: nothing is joined and nothing
--               dropped.  The YAML header stays in it, as it was typed.
--         refs  list of {name, line}: the chunk references among the quotes
--   code: name  without its " (replaces)";  replaces = true | false
--         answer, bare, adds   of a part of an answer: name is
--               'grow the heap (answer 4.2)', answer '4.2', bare
--               'grow the heap'; adds if it says "(answer 4.2, adds)"
--         lines list of lists of {t = 'text' | 'use', s = string};
--               lines[i] is source line `line + i`: `line` holds <<name>>=
--         defs  identifiers of its `@ %def` lines, in order
local web = {}

local NOWEB = os.getenv('NOWEB_LIB') or '/usr/lib/noweb'

-- Text before, inside and after code spans -------------------------------

-- The number of backticks of the code span left open at the end of s, or
-- nil; `open` is the same for what stands before s in the paragraph.
local function span_open(s, open)
  local at = 1
  while true do
    local from, to = s:find('`+', at)
    if not from then return open end
    local run = to - from + 1
    if open then
      if run == open then open = nil end
    elseif s:sub(from - 1, from - 1) ~= '\\' then
      open = run
    end
    at = to + 1
  end
end

-- Follows Markdown's fences line by line: feed it each line, `inside` says
-- whether the next one is code.
function web.fences()
  local f = {}
  function f.feed(l)
    local marks, info = l:match('^%s*(```+)%s*(.*)$')
    if not marks then marks, info = l:match('^%s*(~~~+)%s*(.*)$') end
    if not marks then return false end
    if not f.inside then
      if info:find('`') then return false end          -- ```inline``` code
      f.inside = marks
      return true
    end
    if marks:sub(1, #f.inside) == f.inside and info == '' then
      f.inside = nil
    end
    return true
  end
  return f
end

-- A `[[quote]]` as a code span, wide enough for backticks in it.
local function code_span(s, class)
  local n = 1
  for run in s:gmatch('`+') do n = math.max(n, #run + 1) end
  local ticks, pad = ('`'):rep(n), s:find('`') and ' ' or ''
  return ticks .. pad .. s .. pad .. ticks .. '{.' .. class .. '}'
end

-- From noweb's stream to chunks ------------------------------------------

-- A parser for each chapter: noweb's stream says @file where one starts.
local function new_chapter(file)
  local base = file:match('([^/]+)$'):gsub('%.nw$', '')
  return {
    file = file, page = web.page(file), nn = tonumber(base:match('^%d+')),
    slug = (base:gsub('^%d+%-', '')),
    answers = file:match('/answers/[^/]+$') ~= nil,
    meta = {}, meta_at = {}, header_end = 0, errors = {},
  }
end

local Parser = {}
Parser.__index = Parser

function Parser.new(file)
  return setmetatable({
    chapter = new_chapter(file), line = 1,
    fence = web.fences(),
    open = nil,              -- ticks of the code span open at this line
    buf = {},                -- pieces of the current documentation line
    header = false,          -- inside the YAML header
  }, Parser)
end

function Parser:end_doc_line()
  local l = table.concat(self.buf)
  self.buf = {}
  local md = self.chunk.md
  md[#md + 1] = l
  if self.line == 1 and l == '---' then
    self.header = true
  elseif self.header then
    if l == '---' or l == '...' then
      self.header, self.chapter.header_end = false, self.line
    end
  elseif self.fence.feed(l) or l:match('^%s*$') then
    self.open = nil
  elseif not self.fence.inside then
    self.open = span_open(l, self.open)
  end
end

-- Does `[[x]]` at this place mean the five characters themselves?
function Parser:verbatim()
  return self.header or self.fence.inside
    or span_open(table.concat(self.buf), self.open) ~= nil
end

function Parser:end_quote()
  local quote = self.quote
  self.quote = nil
  local parts, use = {}, nil
  for _, t in ipairs(quote) do
    parts[#parts + 1] = t.t == 'use' and '<<' .. t.s .. '>>' or t.s
    if t.t == 'use' and #quote == 1 then use = t.s end
  end
  local s = table.concat(parts)
  if self:verbatim() then
    s = '[[' .. s .. ']]'
  elseif use then
    local refs = self.chunk.refs
    refs[#refs + 1] = {name = use, line = self.line}
    s = code_span(use, 'nwref')
  else
    s = code_span(s, 'nwid')
  end
  -- a quote that spans lines keeps its line ends, and so does md
  while s:find('\n') do
    local head, tail = s:match('^([^\n]*)\n(.*)$')
    self.buf[#self.buf + 1] = head
    self:end_doc_line()
    s = tail
  end
  self.buf[#self.buf + 1] = s
end

local on = {}                              -- one handler a keyword of noweb

on['begin'] = function(p, arg)
  local c = {kind = arg:match('^%a+'), file = p.chapter.file, line = p.line}
  if c.kind == 'docs' then
    c.md, c.refs = {}, {}
  else
    c.lines, c.defs = {{}}, {}
  end
  p.chunk = c
  p.chapter[#p.chapter + 1] = c
end

on['end'] = function(p)
  local c = p.chunk
  if p.quote then p:end_quote() end        -- never closed: markup says so
  if c.kind == 'docs' then
    if #p.buf > 0 then p:end_doc_line() end
    c.md = table.concat(c.md, '\n') .. '\n'
  elseif #c.lines[#c.lines] == 0 then
    c.lines[#c.lines] = nil
  end
end

on.defn = function(p, arg)
  local c, name = p.chunk, arg:match('^(.*) %(replaces%)$')
  c.name, c.replaces = name or arg, name ~= nil
  for _, form in ipairs {'', ', adds'} do
    local bare, num = arg:match('^(.*) %(answer (%w+%.%d+)' .. form
      .. '%)$')
    if bare then
      c.bare, c.answer, c.adds = bare, num, form ~= ''
      c.name = web.in_answer(bare, num)
    end
  end
  p.in_defn = true
end

on.quote = function(p) p.quote = {} end
on.endquote = function(p) p:end_quote() end

on.text = function(p, arg, key)
  local t = {t = key or 'text', s = arg}
  if p.quote then
    p.quote[#p.quote + 1] = t
  elseif p.chunk.kind == 'docs' then
    p.buf[#p.buf + 1] = key and '<<' .. arg .. '>>' or arg
  elseif key or arg ~= '' then
    local line = p.chunk.lines[#p.chunk.lines]
    line[#line + 1] = t
  end
end
on.use = function(p, arg) on.text(p, arg, 'use') end

on.nl = function(p)
  if p.quote then
    p.quote[#p.quote + 1] = {t = 'text', s = '\n'}
  elseif p.chunk.kind == 'docs' then
    p:end_doc_line()
  elseif p.in_defn then
    p.in_defn = false
  else
    p.chunk.lines[#p.chunk.lines + 1] = {}
  end
  p.line = p.line + 1
end

on.index = function(p, arg)
  local id = arg:match('^defn (.*)$')
  if arg == 'nl' then
    if p.chunk.kind == 'docs' then p:end_doc_line() end
    p.line = p.line + 1
  elseif p.chunk.kind == 'docs' then
    p.chapter.errors[#p.chapter.errors + 1] =
      {p.line, '`@ %def ' .. id .. '` must follow a code chunk'}
  elseif id then
    p.chunk.defs[#p.chunk.defs + 1] = id
  end
end

-- The YAML header: one `key: value` a line, no nesting -------------------

local function read_header(chapter)
  local function err(line, msg)
    chapter.errors[#chapter.errors + 1] = {line, msg}
  end
  local docs = chapter[1]
  if not docs or docs.kind ~= 'docs' or docs.md:sub(1, 4) ~= '---\n' then
    return err(1, 'no YAML header: line 1 must be `---`')
  end
  if chapter.header_end == 0 then
    return err(1, 'the YAML header is not closed by a line `---`')
  end
  local n = 0
  for l in docs.md:gmatch('([^\n]*)\n') do
    n = n + 1
    if n >= chapter.header_end then break end
    local key, v = l:match('^([%a_-]+):%s+(.-)%s*$')
    if n == 1 or l:match('^%s*#') or l:match('^%s*$') then
      goto continue
    elseif not key then
      err(n, 'not a header line (`key: value`): ' .. l)
      goto continue
    elseif chapter.meta[key] then
      err(n, 'header key `' .. key .. '` given twice')
    end
    local quoted = v:match('^"([^"]*)"%s*$') or v:match('^"([^"]*)"%s+#')
      or v:match("^'([^']*)'%s*$") or v:match("^'([^']*)'%s+#")
    if not quoted then
      v = v:gsub('%s+#.*$', '')
      if v:find('^[\'"`@{}%%&*!|>,?]') or v:find(':%s') or v:find(':$') then
        err(n, 'put the value of `' .. key .. '` in double quotes')
      end
    end
    chapter.meta[key], chapter.meta_at[key] = quoted or v, n
    ::continue::
  end
end

-- markup's messages come last, each on a line `@stderr ...`; its exit
-- status says nothing more than they do.
local MARKUP = [[
  { messages=$("$0" -t "$@" 2>&1 >&3); } 3>&1
  printf '%s\n' "$messages" | sed 's/^/@stderr /']]

on.stderr = function(p, arg)
  if arg == '' then return end
  local file, line, msg = arg:match('^(.-):(%d+): (.*)$')
  local chapter = p.all[file] or p.chapter
  if msg and msg:find('^unescaped <<') then
    msg = 'unescaped << in prose: write @<<'
  elseif msg and msg:find('never closed') then
    msg = 'the quote [[ opened here is never closed'
  end
  chapter.errors[#chapter.errors + 1] = {tonumber(line) or 1, msg or arg}
end

-- Reads chapters: a list in the order of `files`.
function web.parse_all(files)
  local stream = pandoc.pipe('sh',
    {'-c', MARKUP, NOWEB .. '/markup', table.unpack(files)}, '')
  local chapters, p = {}, nil
  for key, arg in stream:gmatch('@(%S+) ?([^\n]*)\n') do   -- line by line
    if key == 'file' then
      local all = p and p.all or {}
      p = Parser.new(arg)
      p.all, all[arg] = all, p.chapter
      chapters[#chapters + 1] = p.chapter
    elseif on[key] then
      on[key](p, arg)
    end
  end
  for _, c in ipairs(chapters) do
    if not c.answers then read_header(c) end
  end
  return chapters
end

function web.parse(file) return web.parse_all({file})[1] end

-- Markdown as plain text, for titles and captions.
function web.plain(md)
  local ids = md:gsub('%[%[(.-)%]%]', '`%1`')
  return pandoc.utils.stringify(pandoc.read(ids, 'markdown'))
end

-- Names -------------------------------------------------------------------

function web.page(file)
  return (file:match('([^/]+)%.nw$') or file:match('([^/]+)$')) .. '.html'
end

-- 'choose a chunk of [[size]]' -> 'choose-a-chunk-of-size'
function web.slug(s)
  return (s:lower():gsub('[^a-z0-9]+', '-'):gsub('^%-', ''):gsub('%-$', ''))
end

-- The name of an answer's part of a chunk.
function web.in_answer(name, num)
  return name .. ' (answer ' .. num .. ')'
end

-- Anchor of the k-th definition of a chunk, counted over the whole book.
function web.label(name, k)
  return 'nw-' .. web.slug(name) .. (k > 1 and '-' .. k or '')
end

-- File name, without its .run, of the output of a command in a stage.
function web.fact_slug(stage, cmd)
  local s = web.slug(cmd):sub(1, 60):gsub('%-$', '')
  return s .. '-' .. pandoc.utils.sha1(stage .. ' ' .. cmd):sub(1, 6)
end

-- Is a chunk of this name a file?  `malloc.c`, `pages/touch.c`, `Makefile`.
function web.is_root(name)
  local base = name:match('^[%w_.-]+$')
    or name:match('^[%w_.-]+/([%w_.-]+)$')
  return base ~= nil
    and (base == 'Makefile' or base:find('^[%w_-][%w_.-]*%.%a%w*$') ~= nil)
end

-- The folder of a root, or nil, and its file name.
function web.split_root(name)
  local dir, base = name:match('^(.*)/([^/]+)$')
  return dir, base or name
end

-- Files -------------------------------------------------------------------

-- A table as Lua source, a list in its order and then keys sorted, so that
-- equal tables give equal text.
local quoted = setmetatable({}, {__index = function(t, key)
  t[key] = string.format('[%q]=', key)
  return t[key]
end})

local function dump_into(out, v, indent)
  if type(v) ~= 'table' then
    out[#out + 1] = type(v) == 'string' and string.format('%q', v)
      or tostring(v)
    return
  end
  local inner, keys, start = indent .. ' ', {}, '{'
  for _, item in ipairs(v) do
    out[#out + 1] = start .. '\n' .. inner
    dump_into(out, item, inner)
    start = ','
  end
  for k in pairs(v) do
    if type(k) == 'string' then keys[#keys + 1] = k end
  end
  table.sort(keys)
  for _, k in ipairs(keys) do
    out[#out + 1] = start .. '\n' .. inner .. quoted[k]
    dump_into(out, v[k], inner)
    start = ','
  end
  out[#out + 1] = start == '{' and '{}' or '}'
end

function web.dump(v)
  local out = {}
  dump_into(out, v, '')
  return table.concat(out)
end

function web.read(path)
  local f = io.open(path)
  if not f then return nil end
  local s = f:read('a')
  f:close()
  return s
end

-- Leaves the file, and so its time, alone if it says this already.
function web.write_if_changed(path, s)
  if web.read(path) == s then return false end
  local f = assert(io.open(path .. '.new', 'w'))
  f:write(s)
  f:close()
  assert(os.rename(path .. '.new', path))
  return true
end

return web
