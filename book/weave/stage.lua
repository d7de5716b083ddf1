-- stage.lua: the page of a stage: its files line by line, each stretch with
-- the chunk that made it, and what changed since the stage before.
-- The lines come from tangle/; the chunks from our own expansion of the
-- book, which must agree with it: a stale tangle is an error.
local book = require 'weave.book'
local facts = require 'weave.facts'
local html = require 'weave.html'
local web, X = book.web, book.xref

local stage = {}

local function lines_of(text)
  local list = {}
  for l in (text:gsub('\n?$', '\n')):gmatch('([^\n]*)\n') do
    list[#list + 1] = l
  end
  return list
end

-- A folder's file as {base, ext, text, lines, labels}: labels[i] is the
-- chunk that made line i; the line that names the chapters has none.
local function file_of(folder, root)
  local _, base = web.split_root(root)
  local path = ('tangle/%s/%s'):format(folder.name, base)
  local file = {base = base, text = web.read(path), lines = {}, labels = {},
    ext = base == 'Makefile' and 'mk' or base:match('%.(%w+)$')}
  if not file.text then
    facts.fail({file = path}, 'is not there: run make tangle')
    return file
  end
  file.lines = lines_of(file.text)
  local made, k, header = book.expand(root, folder.at), 0, nil
  for i, l in ipairs(file.lines) do
    if not header and i <= 2 and l:find('tangled from book/', 1, true) then
      header = i
    else
      k = k + 1
      if not made[k] or made[k].text:gsub('%s', '') ~= l:gsub('%s', '') then
        facts.fail({file = path, line = i},
          'is not what the book says: run make tangle')
        return file
      end
      file.labels[i] = made[k].label
    end
  end
  return file
end

local known = {}
local function files_of(name)
  if known[name] then return known[name] end
  local folder, list = book.folder(name), {}
  for _, root in ipairs(folder.roots) do
    local file = file_of(folder, root)
    list[#list + 1], list[file.base] = file, file
  end
  known[name] = list
  return list
end

-- The folder in which a file came to be as it is here: this one, or an
-- earlier stage that has the same lines from the same chunks.
local function origin(name, file)
  local previous = book.folder(name).previous
  local old = previous and files_of(previous)[file.base]
  if not old or #old.lines ~= #file.lines then return name end
  for i, l in ipairs(file.lines) do
    if l ~= old.lines[i] or file.labels[i] ~= old.labels[i] then
      return name
    end
  end
  return origin(previous, old)
end

-- Listings ----------------------------------------------------------------

-- Lines as the inside of a <pre>; where another chunk begins, its number
-- stands in the gutter. A blank line stays with what is above it.
local function numbered(html_lines, labels, text_lines)
  local out, current = {}, nil
  for i, l in ipairs(html_lines) do
    local mark = ''
    if labels[i] ~= current and text_lines[i]:match('%S') then
      current = labels[i]
      mark = current and html.chunk_number(current) or ''
    end
    out[i] = mark .. l
  end
  return table.concat(out, '\n') .. '\n'
end

local function listing(file)
  local coloured = html.coloured(file.text:gsub('\n$', ''), file.ext)
  return ('<h3 class="file" id="%s"><code>%s</code> <small>%d lines</small>'
    .. '</h3>\n<div class="source code"><pre>%s</pre></div>'):format(
    html.file_anchor(file.base), html.esc(file.base), #file.lines,
    numbered(coloured, file.labels, file.lines))
end

-- Differences -------------------------------------------------------------

-- `diff -uN` as a list of {base, hunks = {{old, new, {mark, text}...}}}. A
-- hunk says how many lines it has, so that `--- x` can be a line that went.
local function parse_diff(text)
  local list, file, hunk, olds, news = {}, nil, nil, 0, 0
  for l in text:gmatch('([^\n]*)\n') do
    local mark = l:match('^[ +-]')
    if olds + news > 0 and mark then
      hunk[#hunk + 1] = {mark = mark, text = l:sub(2)}
      if mark ~= '+' then olds = olds - 1 end
      if mark ~= '-' then news = news - 1 end
    elseif l:match('^%-%-%- ') then
      file = {hunks = {},
        base = l:match('([^/\t]+)\t') or l:match('([^/]+)$')}
      list[#list + 1] = file
    elseif l:match('^%+%+%+ ') and not l:match('^%+%+%+ /dev/null') then
      file.base = l:match('([^/\t]+)\t') or l:match('([^/]+)$')
    elseif l:match('^@@') then
      local from, n, to, m = l:match('^@@ %-(%d+),?(%d*) %+(%d+),?(%d*) @@')
      olds, news = tonumber(n) or 1, tonumber(m) or 1
      hunk = {old = tonumber(from), new = tonumber(to)}
      table.insert(file.hunks, hunk)
    end
  end
  return list
end

-- A file's hunks: lines of one kind and one chunk stand together.
local CLASS = {['+'] = ' class="add"', ['-'] = ' class="del"', [' '] = ''}
local function hunks_html(file, old, new)
  local out = {}
  for _, hunk in ipairs(file.hunks) do
    local before, after = hunk.old, hunk.new
    local run = {mark = nil, lines = {}, text = {}, labels = {}}
    local function flush()
      if #run.lines > 0 then
        out[#out + 1] = ('<pre%s>%s</pre>'):format(CLASS[run.mark],
          numbered(run.lines, run.labels, run.text))
      end
    end
    out[#out + 1] = ('<pre class="hunk">line %d\n</pre>'):format(
      math.max(after, 1))
    for _, l in ipairs(hunk) do
      if l.mark ~= run.mark then
        flush()
        run = {mark = l.mark, lines = {}, text = {}, labels = {}}
      end
      local n = #run.lines + 1
      run.lines[n], run.text[n] = html.esc_code(l.mark .. l.text), l.text
      run.labels[n] = l.mark == '-' and (old and old.labels[before] or nil)
        or l.mark == '+' and (new and new.labels[after] or nil) or nil
      if l.mark ~= '+' then before = before + 1 end
      if l.mark ~= '-' then after = after + 1 end
    end
    flush()
  end
  return table.concat(out)
end

local function counts(file)
  local plus, minus = 0, 0
  for _, hunk in ipairs(file.hunks) do
    for _, l in ipairs(hunk) do
      if l.mark == '+' then plus = plus + 1 end
      if l.mark == '-' then minus = minus + 1 end
    end
  end
  return plus, minus
end

local function diff(folder)
  local text = facts.diff({file = folder.page}, folder.name)
  if not text then return '' end
  local olds = folder.previous and files_of(folder.previous) or {}
  local news, out = files_of(folder.name), {}
  for _, file in ipairs(parse_diff(text)) do
    local old, new = olds[file.base], news[file.base]
    local plus, minus = counts(file)
    local name = '<code>' .. html.esc(file.base) .. '</code>'
    local numbers = html.plus_minus(plus, minus)
    if not old then
      out[#out + 1] = ('<h3>%s <small>%s, <a href="%s#%s">new</a></small>'
        .. '</h3>'):format(name, numbers, html.stage_page(folder.name),
        html.file_anchor(file.base))
    elseif not new then
      out[#out + 1] = ('<h3>%s <small>%s, gone; it is in '
        .. '<a href="%s#%s">%s</a></small></h3>'):format(name, numbers,
        html.stage_page(origin(folder.previous, old)),
        html.file_anchor(file.base), folder.previous)
    else
      out[#out + 1] = ('<h3>%s <small>%s</small></h3>\n<div '
        .. 'class="source code">%s</div>'):format(name, numbers,
        hunks_html(file, old, new))
    end
  end
  if #out == 0 then return '<p>Nothing.</p>' end
  return table.concat(out, '\n')
end

-- The page ----------------------------------------------------------------

function stage.blocks(name)
  local folder = book.folder(name)
  local files, shown, total, rows = files_of(name), {}, 0, {}
  for _, f in ipairs(files) do
    local home = origin(name, f)
    if home == name then shown[#shown + 1] = listing(f) end
    total = total + #f.lines
    rows[#rows + 1] = ('<tr><td><a href="%s#%s"><code>%s</code></a></td>'
      .. '<td>%d</td><td>%s</td></tr>'):format(
      home ~= name and html.stage_page(home) or '',
      html.file_anchor(f.base), html.esc(f.base), #f.lines,
      home ~= name and 'as in ' .. home or '')
  end
  local chapter = book.chapter_of(folder.page)
  local out = {
    ('<h1 id="top">%s <code>%s</code></h1>'):format(
      folder.is_stage and 'The stage' or 'The folder', name),
    ('<p class="promise">%s</p>'):format(html.inline(folder.is_stage
      and chapter.promise or 'Files that belong to no stage.')),
    ('<p>What the book tangles into <code>tangle/%s</code> at the end of '
      .. '<a href="%s">%s%s</a>. The numbers beside the lines are the '
      .. 'chunks that made them. <a href="download/%s.tar.gz">Download the '
      .. 'folder</a>, and the <a href="download/traces.tar.gz">traces</a>, '
      .. 'if you want to play them; both unpack into <code>hpoc</code>. '
      .. 'To build and test it takes a C compiler, make and CUnit, and not '
      .. 'the book; what the chapter runs beside that, such as xz, perl or '
      .. 'valgrind, is named in its commands.</p>')
      :format(name, chapter.page,
      chapter.label ~= '' and chapter.label .. ' ' or '',
      html.esc(chapter.title), name),
    '<figure class="table"><div class="scroll"><table class="facts">'
      .. '<thead><tr><th>File</th><th>Lines</th><td></td></tr></thead>'
      .. '<tbody>',
    table.concat(rows, '\n'),
    ('</tbody><tfoot><tr><td>%d files</td><td>%d</td><td></td></tr></tfoot>'
      .. '</table></div></figure>'):format(#files, total),
  }
  if folder.is_stage then
    out[#out + 1] = ('<p>%s</p>'):format(html.difference(name,
      'What changed since ' .. (folder.previous or 'nothing')))
  end
  out[#out + 1] = ('<h2 id="files">%s</h2>'):format(folder.previous
    and 'Files that are new or changed' or 'Files')
  out[#out + 1] = table.concat(shown, '\n')
  return {html.raw(table.concat(out, '\n'))}
end

-- The difference from the stage before.
function stage.difference(name)
  local folder = book.folder(name)
  local since = folder.previous and ('<a href="%s">%s</a>'):format(
    html.stage_page(folder.previous), folder.previous) or 'nothing'
  return {html.raw(('<h1 id="top">The stage <a href="%s"><code>%s</code>'
    .. '</a></h1>\n<h2 id="diff">What changed since %s</h2>\n'):format(
    html.stage_page(name), name, since) .. diff(folder))}
end

return stage
