-- prose.lua: what a chapter's documentation chunks say to the first pass.
--
--   local prose = loadfile(dir .. 'prose.lua')(web)
--   local events = prose.read(chapter, err)        -- err(line, message)
--
-- events, in the order of the text, each with its source line:
--   {kind = 'heading', level, title, id, explicit, unnumbered, leaf, line}
--   {kind = 'cite', key, line}                     @wilson95, @fig:bump
--   {kind = 'ref', name, line}                     [[<<chunk name>>]]
--   {kind = 'term', text, sentence, line}          **heap**, being defined
--   {kind = 'attr', owner, id, classes, kv, line}  {#id .class key="value"}
--       owner = 'div' | 'span' | 'image' | 'link' | 'code' | 'math' |
--               'caption'; images also carry target and caption.
--       An image without attributes gives an event too; a span has its
--       text and sentence.
-- Fences, code spans, math, comments and addresses are passed over.
local web = ...
local prose = {}

-- Attributes --------------------------------------------------------------

local function unescape(s)
  return (s:gsub('\\(%p)', '%1'):gsub('\n', ' '))
end

local function value(s, at)
  local quote = s:match('^["\']', at)
  if not quote then return s:match('^([^%s"\'{}]+)()', at) end
  local i = at + 1
  while i <= #s do
    local c = s:sub(i, i)
    if c == quote then return unescape(s:sub(at + 1, i - 1)), i + 1 end
    i = i + (c == '\\' and 2 or 1)
  end
end

-- The attribute block at s[at] == '{' and the place after it, or nil.
function prose.attributes(s, at)
  local a = {classes = {}, kv = {}}
  local i, items = at + 1, 0
  while true do
    i = s:match('^%s*()', i)
    if s:sub(i, i) == '}' then
      if items == 0 then return nil end
      return a, i + 1
    end
    local sign, word, next = s:match('^([#.])([^%s"\'{}=#]+)()', i)
    if sign == '#' then
      a.id = word
    elseif sign then
      a.classes[#a.classes + 1] = word
      a.classes[word] = true
    elseif s:match('^%-[%s}]', i) then
      a.classes[#a.classes + 1], a.classes.unnumbered = 'unnumbered', true
      next = i + 1
    else
      local key, from = s:match('^([%a_][%w_:.-]*)=()', i)
      if not key then return nil end
      local v
      v, next = value(s, from)
      if not v or a.kv[key] then return nil end
      a.kv[key] = v
    end
    -- two items need a blank between them
    if not s:match('^[%s}]', next) then return nil end
    i, items = next, items + 1
  end
end

-- Inline text -------------------------------------------------------------

-- The end of a math formula that starts at s[at] == '$', or nil.
local function math_end(s, at)
  if s:sub(at, at + 1) == '$$' then
    local _, to = s:find('$$', at + 2, true)
    return to
  end
  if s:match('^%$[%s]', at) then return nil end
  local i = at + 1
  while i <= #s do
    local c = s:sub(i, i)
    if c == '\\' then
      i = i + 1
    elseif c == '$' and not s:match('^%s', i - 1)
      and not s:match('^%d', i + 1) then
      return i
    end
    i = i + 1
  end
end

-- The `)` that closes a link's target opened at s[at] == '('.
local function target_end(s, at)
  local to = select(2, s:find('^%b()', at))
  return to
end

-- The sentence around s[at], without notes and works cited.
local MARK = '\1'
local function sentence(s, at)
  s = s:sub(1, at - 1) .. MARK .. s:sub(at)
  s = s:gsub('%b[]{%.margin}', ''):gsub('%^%b[]', '')
    :gsub('%s*%[@[^%]]*%]', '')
  at = s:find(MARK, 1, true)
  if not at then return '' end                    -- within a note
  local from, to = 1, #s
  for stop in s:gmatch('()[.?!]["\')*]*%s') do
    local after = s:match('^[.?!]["\')*]*%s+()', stop)
    if after <= at then from = after end
    if stop > at then
      to = after - 1
      break
    end
  end
  return (s:sub(from, to):gsub(MARK, ''):gsub('%s+', ' '):gsub(' $', ''))
end

-- Bold is a term, but not in a table, nor in a paragraph or list item that
-- begins with it: there it is a heading. A sentence is none either.
local function has_terms(s)
  return not (s:match('^%s*%*%*') or s:match('^%s*[-+*%d][.)]?%s+%*%*')
    or s:match('^%s*|') or s:match('^%s*:%s'))
end

-- Walks one block of text; `emit(event, position)` gets what it finds.
local function inline(s, emit, complain)
  local i, open = 1, {}
  local terms = has_terms(s)
  local caption = s:match('^%s*:%s') or s:match('^%s*Table:%s')
  local after = caption and 'caption' or 'text'  -- what an attribute ends

  local function attributes(owner, extra)
    if s:sub(i, i) ~= '{' then return false end
    local a, next = prose.attributes(s, i)
    if not a then
      if s:match('^{%s*[#.]%S', i) or s:match('^{%s*[%a_][%w_]*=', i) then
        complain('attributes not understood: '
          .. s:sub(i):match('^[^\n}]*}?'), i)
      end
      return false
    end
    a.kind, a.owner = 'attr', owner
    for k, v in pairs(extra or {}) do a[k] = v end
    emit(a, i)
    i = next
    return true
  end

  -- after `]`: a link, an image or a span, with or without attributes
  local function closed(from)
    local image = s:sub(from - 1, from - 1) == '!'
    local text = s:sub(from + 1, i - 2)
    local to = s:sub(i, i) == '(' and target_end(s, i)
    if to then
      local extra = {target = s:sub(i + 1, to - 1), caption = text}
      local start = from - (image and 1 or 0)
      i = to + 1
      if not attributes(image and 'image' or 'link', extra) and image then
        emit({kind = 'attr', owner = 'image', classes = {}, kv = {},
              target = extra.target, caption = text}, start)
      end
    elseif not image then
      attributes('span', {text = text, sentence = sentence(s, from)})
    end
  end

  while i <= #s do
    local c = s:sub(i, i)
    if c == '\\' then
      i = i + 2
    elseif c == '`' then
      local ticks = s:match('^`+', i)
      local at, to = i + #ticks, nil
      repeat                                    -- a run of the same length
        local from, last = s:find('`+', at)
        if from and last - from + 1 == #ticks then to = last end
        at = from and last + 1
      until to or not from
      i = (to or i + #ticks - 1) + 1
      if to then attributes('code') end
    elseif c == '$' then
      local to = math_end(s, i)
      local display = s:sub(i, i + 1) == '$$'
      i = (to or i) + 1
      if to and display then
        i = s:match('^%s*()', i)
        attributes('math')
      end
    elseif c == '<' and s:sub(i, i + 3) == '<!--' then
      i = (select(2, s:find('-->', i, true)) or #s) + 1
    elseif s:match('^https?://', i) then
      i = s:match('^[^%s)>%]]+()', i)
    elseif c == '*' and terms and s:match('^%*%*[^%s*]', i) then
      local text = s:match('^%*%*(.-)%*%*', i)
      local span = s:match('^%[%*%*.-%*%*%]{', i - 1)
      if text and not span and not text:match('[.!?]$') then
        emit({kind = 'term', text = text, sentence = sentence(s, i)}, i)
      end
      i = i + (text and #text + 4 or 2)
    elseif c == '[' then
      open[#open + 1] = i
      i = i + 1
    elseif c == ']' then
      local from = table.remove(open)
      i = i + 1
      if from then closed(from) end
    elseif c == '{' then
      if not attributes(after) then i = i + 1 end
    elseif c == '@' and not s:match('^[%w_]', i - 1) then
      local key = s:match('^@{([^}]+)}', i)
        or s:match('^@([%w_][%w_:.#$%%&+?<>~/-]*)', i)
      if key then
        key = key:gsub('[^%w_]+$', '')
        emit({kind = 'cite', key = key}, i)
        i = i + #key
      end
      i = i + 1
    else
      i = s:find('[\\`$<h*%[%]{@]', i + 1) or #s + 1     -- the next of these
    end
  end
end

-- Headings ----------------------------------------------------------------

-- pandoc itself says what a heading's plain text and its own id are.
local function heading(marks, text, line, err)
  local h = pandoc.read('# ' .. text, 'markdown').blocks[1]
  local explicit
  inline(text, function(e)
    if e.kind == 'attr' and e.owner == 'text' then explicit = e.id end
  end, function(msg) err(line, msg) end)
  return {
    kind = 'heading', level = #marks + 1, line = line,
    title = pandoc.utils.stringify(h), id = h.identifier,
    explicit = explicit ~= nil,
    unnumbered = h.classes:includes('unnumbered'),
    leaf = h.classes:includes('leaf') or nil,
  }
end

-- Blocks ------------------------------------------------------------------

function prose.read(chapter, err)
  local events, divs = {}, {}
  local fence, fence_line = web.fences(), nil

  local function emit(e, line)
    e.line = line
    events[#events + 1] = e
  end

  local function div(l, line)
    local rest = l:match('^%s*:::+%s*(.-)%s*:*%s*$')
    if rest == '' then
      if not table.remove(divs) then err(line, '::: closes nothing') end
      return
    end
    divs[#divs + 1] = line
    local a, next = prose.attributes(rest, 1)
    if rest:sub(1, 1) == '{' and not (a and next == #rest + 1) then
      err(line, 'attributes not understood: ' .. rest)
    elseif a then
      a.kind, a.owner = 'attr', 'div'
      emit(a, line)
    elseif not rest:match('^[%a][%w_-]*$') then
      err(line, 'not a class and not attributes: ' .. rest)
    end
  end

  for _, c in ipairs(chapter) do
    if c.kind == 'docs' then
      local line, block, block_line = c.line - 1, {}, nil
      local function flush()
        if #block > 0 then
          local s = table.concat(block, '\n')
          local function at(i)
            return block_line + select(2, s:sub(1, i - 1):gsub('\n', ''))
          end
          inline(s, function(e, i) emit(e, at(i)) end,
            function(msg, i) err(at(i), msg) end)
        end
        block = {}
      end
      for l in c.md:gmatch('([^\n]*)\n') do
        line = line + 1
        local was_inside = fence.inside
        local marks, text = l:match('^(#+)%s+(.-)%s*$')
        if line <= chapter.header_end then
          -- the YAML header
        elseif fence.feed(l) or fence.inside then
          if not was_inside then fence_line = line end
          flush()
        elseif l:match('^%s*$') then
          flush()
        elseif marks then
          flush()
          emit(heading(marks, text, line, err), line)
        elseif l:match('^%s*:::') then
          flush()
          div(l, line)
        else
          if #block == 0 then block_line = line end
          block[#block + 1] = l
        end
      end
      flush()
      for _, r in ipairs(c.refs) do
        emit({kind = 'ref', name = r.name}, r.line)
      end
      if fence.inside then
        err(fence_line, 'code fence opened here is not closed')
        fence = web.fences()
      end
    end
  end
  for _, line in ipairs(divs) do
    err(line, '::: opened here is not closed')
  end
  return events
end

return prose
