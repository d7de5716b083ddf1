-- reader.lua: pandoc's custom reader for chapters: noweb + Markdown.
--
--   pandoc -f book/weave/reader.lua [-L book/weave/render.lua] CHAPTER.nw
--
-- Format neutral. A chapter becomes a Div of class `chapter`; a code chunk
-- in it an empty CodeBlock of class `chunk` whose identifier is its label.
-- Its code is in build/chunks.lua, like every chapter's. Files that are no
-- chapters (/dev/null, for pages without one) are passed over.
-- What asks for a fact, or is a figure, gets the number of its line.
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
local function number_line(l, n, open)
  if l:match('^%s*:::') then
    local class = l:match('^%s*:::+%s*{%s*%.(%a+)')
    return KINDS[class] and l:gsub('{', '{line=' .. n .. ' ', 1) or l
  end
  local out, at = {}, 1
  for brace, inner, after in l:gmatch('[%])](){([^{}]*)()') do
    local before = l:sub(1, brace - 1)
    if not ticks_before(before, open) and
        (KINDS[inner:match('^%s*%.(%a+)')] or inner:match('^%s*#fig:')) then
      -- a pipe of the shell does not end a table's cell
      out[#out + 1] = l:sub(at, brace) .. 'line=' .. n .. ' '
        .. inner:gsub('|', '\\|')
      at = brace + 1 + #inner
    end
  end
  return table.concat(out) .. l:sub(at)
end

-- The Markdown of a chapter, in one piece, so that lists and notes may span
-- chunks; each chunk leaves a fence with its label.
local function markdown(chapter, labels)
  local out, n = {}, 0
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
            local numbered = number_line(l, at, open)
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
    local text = markdown(chapter, labels[chapter.page] or {})
    local doc = pandoc.read(text, 'markdown', options)
    blocks:insert(pandoc.Div(doc.blocks, pandoc.Attr('', {'chapter'}, {
      file = chapter.file, page = chapter.page,
      line = tostring(chapter.meta_at.title or 1),
      ['stage-line'] = tostring(chapter.meta_at.stage or 1)})))
  end
  return pandoc.Pandoc(blocks)
end
