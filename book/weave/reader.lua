-- reader.lua: pandoc's custom reader for chapters: noweb + Markdown.
--
--   pandoc -f book/weave/reader.lua [-L book/weave/render.lua] CHAPTER.nw
--
-- Format neutral. A chapter becomes a Div of class `chapter`; a code chunk
-- in it an empty CodeBlock of class `chunk` whose identifier is its label.
-- Its code is in build/chunks.lua, like every chapter's. Files that are no
-- chapters (/dev/null, for pages without one) are passed over.
-- What asks for a fact, or is a figure, gets the number of its line.
-- The answer to an exercise, out of book/answers/, follows it as a Div of
-- class `answer`.
local web = dofile('book/tangle/web.lua')

-- `{.run ...}` -> `{line=12 .run ...}` for Divs and spans of these classes
-- and for pictures; not in code spans.
local KINDS = {run = true, val = true, tests = true, count = true,
  diff = true}
local function ticks_before(s, open)
  for run in s:gmatch('`+') do
    if not open then open = #run elseif open == #run then open = nil end
  end
  return open
end
local function number_line(l, n, open, file)
  local place = 'line=' .. n .. (file and ' file=' .. file or '') .. ' '
  if l:match('^%s*:::') then
    local class = l:match('^%s*:::+%s*{%s*%.(%a+)')
    return KINDS[class] and l:gsub('{', '{' .. place, 1) or l
  end
  local out, at = {}, 1
  for brace, inner, after in l:gmatch('[%])](){([^{}]*)()') do
    local before = l:sub(1, brace - 1)
    if not ticks_before(before, open) and
        (KINDS[inner:match('^%s*%.(%a+)')] or inner:match('^%s*#fig:')) then
      -- the shell's pipes end no table's cell, its dollars open no formula
      out[#out + 1] = l:sub(at, brace) .. place
        .. inner:gsub('[|$]', '\\%0')
      at = brace + 1 + #inner
    end
  end
  return table.concat(out) .. l:sub(at)
end

-- The Markdown of a chapter, in one piece, so that lists and notes may span
-- chunks; each chunk leaves a fence with its label: labels[n + 1] ...
local function markdown(chapter, labels, n)
  local out = {}
  local file = chapter.answers and chapter.file
  local fence, open = web.fences(), nil
  for _, c in ipairs(chapter) do
    if c.kind == 'code' then
      n = n + 1
      out[#out + 1] = ('\n```{#%s .chunk line=%d}\n```\n')
        :format(labels[n], c.line)
    else
      local at = c.line
      for l in c.md:gmatch('([^\n]*)\n') do
        if at > chapter.header_end then
          if fence.feed(l) or l:match('^%s*$') then
            open = nil
          elseif not fence.inside then
            local numbered = number_line(l, at, open, file)
            open = ticks_before(l, open)
            l = numbered
          end
          out[#out + 1] = l
        end
        at = at + 1
      end
    end
  end
  return table.concat(out, '\n') .. '\n'
end

-- The number that opens a paragraph: `**4.2 (` of an exercise, `**4.2.**` or
-- `**4.2 (pages).**` of an answer.
local function opening(b, pattern)
  local first = b.t == 'Para' and b.content[1]
  return first and first.t == 'Strong'
    and pandoc.utils.stringify(first):match(pattern)
end

-- Blocks of answers, number -> Div. The number itself goes: it is the
-- exercise's.
local function split_answers(blocks, X)
  local found, current = {}, nil
  for _, b in ipairs(blocks) do
    local num = opening(b, '^(%w+%.%d+)%f[^%d].*%.$')
    if num then
      local a = X.answers[num]
      b.content:remove(1)
      current = pandoc.Div({}, pandoc.Attr('', {'answer'}, {number = num,
        folder = a.folder, base = a.base}))
      found[num] = current
    end
    if b.t ~= 'Para' or #b.content > 0 then current.content:insert(b) end
  end
  return found
end

-- Puts each answer behind its exercise: before the next one, or a heading.
local function with_answers(blocks, found)
  local out, due = pandoc.List {}, nil
  for _, b in ipairs(blocks) do
    local num = opening(b, '^(%w+%.%d+)%s*%(')
    if due and (num or b.t == 'Header') then
      out:insert(due)
      due = nil
    end
    out:insert(b)
    due = found[num] or due
  end
  if due then out:insert(due) end
  return out
end

function Reader(_, options)
  local X = dofile('build/xref.lua')
  local labels = {}                     -- page -> its chunks in order
  for label, c in pairs(X.chunks) do
    labels[c.page] = labels[c.page] or {}
    labels[c.page][tonumber(c.num:match('(%d+)$'))] = label
  end
  local files = {}
  for _, f in ipairs(PANDOC_STATE.input_files) do
    if f:match('%.nw$') then files[#files + 1] = f end
  end
  local blocks = pandoc.List {}
  for _, chapter in ipairs(#files > 0 and web.parse_all(files) or {}) do
    local own = labels[chapter.page] or {}
    local text = markdown(chapter, own, 0)
    local content = pandoc.read(text, 'markdown', options).blocks
    local file = chapter.file:gsub('([^/]+)$', 'answers/%1')
    if web.read(file) then
      local answers = web.parse(file)
      local n = 0
      for _, c in ipairs(chapter) do
        n = c.kind == 'code' and n + 1 or n
      end
      text = markdown(answers, own, n)
      content = with_answers(content, split_answers(
        pandoc.read(text, 'markdown', options).blocks, X))
    end
    blocks:insert(pandoc.Div(content, pandoc.Attr('', {'chapter'}, {
      file = chapter.file, page = chapter.page,
      line = tostring(chapter.meta_at.title or 1),
      ['stage-line'] = tostring(chapter.meta_at.stage or 1)})))
  end
  return pandoc.Pandoc(blocks)
end
