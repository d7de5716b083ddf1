-- answers.lua: the chapters' exercises and the files that answer them.
--
-- An exercise is a paragraph that starts `**4.2 (`.  Those of
-- book/04-bump.nw are answered in book/answers/04-bump.nw: an answer begins
-- with a paragraph that starts `**4.2.**` and goes on to the next.  Its
-- chunks are called <<name (answer 4.2)>>, or are roots of the folder
-- answer-4.2.  They are laid over the chapter's stage or, if it starts
-- `**4.2 (pages).**`, over the folder pages.
local web, book = ...
local X, err, hint = book.X, book.err, book.hint
local answers = {}

-- Calls f(line, number) for each paragraph that starts with its first line
-- matched by pattern, g(number) for every other line of text.
local function paragraphs(ch, pattern, f, g)
  for _, c in ipairs(ch) do
    if c.kind == 'docs' then
      local n, blank, fence = c.line - 1, true, web.fences()
      for l in c.md:gmatch('([^\n]*)\n') do
        n = n + 1
        local is_fence = fence.feed(l)
        local found = blank and not is_fence and not fence.inside
          and {l:match(pattern)} or {}
        if found[1] then
          f(n, table.unpack(found))
        elseif l:match('%S') and g then
          g(n, l, is_fence or fence.inside)
        end
        blank = l:match('^%s*$') ~= nil
      end
    end
  end
end

local function label(ch) return ch.num == '' and '0' or ch.num end

-- The exercises of a chapter: number -> line.
local function read_exercises(ch)
  ch.exercises = {}
  paragraphs(ch, '^%*%*(%w+%.%d+)%s*%(', function(line, num)
    if num:match('^%w+') ~= label(ch) then
      err(ch.file, line, ('exercise %s in chapter %s'):format(num,
        label(ch)))
    elseif ch.exercises[num] then
      err(ch.file, line, ('exercise %s stands at line %d already'):format(
        num, ch.exercises[num]))
    else
      ch.exercises[num] = line
    end
  end)
end

-- The answers of a file: a list of {num, line, base, ch, chunks}, in
-- ch.sections; known under their numbers in book.answers.
local function read_sections(ch)
  ch.sections = {}
  local first = true
  paragraphs(ch, '^%*%*(%w+%.%d+)%s*(.-)%.%*%*', function(line, num, base)
    local other = book.answers[num]
    if not ch.chapter.exercises[num] then
      err(ch.file, line, ('no exercise %s in %s'):format(num,
        ch.chapter.file))
    elseif other then
      err(ch.file, line, ('answer %s stands at line %d already'):format(
        num, other.line))
    end
    local a = {num = num, line = line, ch = ch, folder = 'answer-' .. num,
      base = base:match('^%(([a-z][a-z0-9-]*)%)$'), chunks = {}}
    if base ~= '' and not a.base then
      err(ch.file, line, ('an answer starts `**%s.**` or `**%s '
        .. '(folder).**`'):format(num, num))
    end
    a.base = a.base or ch.chapter.meta.stage
    ch.sections[#ch.sections + 1] = a
    book.answers[num] = book.answers[num] or a
    first = false
  end, function(line, l, code)
    if first then
      err(ch.file, line, 'text before the first answer, which starts '
        .. '`**' .. label(ch) .. '.1.**`')
      first = false
    elseif not code and l:match('^#+%s') then
      err(ch.file, line, 'a heading among answers')
    end
  end)
end

local function check_complete(ch)
  local there = {}
  for _, a in ipairs(ch.sections) do there[a.num] = true end
  for _, num in ipairs(book.sorted_keys(ch.chapter.exercises)) do
    if not there[num] then
      err(ch.chapter.file, ch.chapter.exercises[num], ('exercise %s has no '
        .. 'answer in %s'):format(num, ch.file))
    end
  end
end

-- The answer that a chunk stands in.
local function section_of(ch, c)
  local found
  for _, a in ipairs(ch.sections) do
    if a.line < c.line then found = a end
  end
  return found
end

-- Says how the chunk should be called, and calls it so.
local function misnamed(c, a)
  local slip = c.name:match('%(%s*[Aa]nswer[^)]*%)$')
  c.bare = slip and c.name:sub(1, -#slip - 1):gsub('%s+$', '') or c.name
  c.adds = (slip or ''):match('adds') ~= nil
  c.name, c.answer = web.in_answer(c.bare, a.num), a.num
  if c.replaces then
    slip, c.replaces = '(replaces)', false
  end
  err(c.file, c.line, slip and ('write (answer %s) or (answer %s, adds), '
    .. 'not %s'):format(a.num, a.num, slip)
    or ('a chunk of an answer is called «%s»'):format(c.name))
end

-- Gives each chunk to its answer; one that is a root of the answer's folder
-- knows its number from there.
local function give_chunks(ch)
  for _, c in ipairs(ch) do
    local a = c.kind == 'code' and section_of(ch, c)
    if c.kind == 'code' and not a then
      err(c.file, c.line, ('«%s» stands before the first answer'):format(
        c.name))
    elseif a then
      local folder = web.is_root(c.name) and web.split_root(c.name)
      c.answer = c.answer or folder and folder:match('^answer%-(.+)$')
      if not c.answer then misnamed(c, a) end
      if c.answer ~= a.num then
        err(c.file, c.line, ('«%s» stands in the answer to %s'):format(
          c.name, a.num))
      else
        a.chunks[#a.chunks + 1] = c
      end
    end
  end
end

-- Reads all of it, before the code is looked at.
function answers.read()
  local by_name, known = {}, {}
  for i, ch in ipairs(book.chapters) do
    book.files[i] = ch
    by_name[ch.file:match('([^/]+)$')] = ch
    read_exercises(ch)
    for _, c in ipairs(ch) do
      if c.answer or (c.name or ''):match('^answer%-[%w.]+/') then
        err(c.file, c.line, '«' .. c.name
          .. '» belongs in book/answers/')
      end
    end
  end
  for _, ch in ipairs(book.answer_files) do
    local name = ch.file:match('([^/]+)$')
    ch.chapter = by_name[name]
    if not ch.chapter then
      err(ch.file, 1, 'answers to no chapter: there is no ' .. name
        .. hint(name, by_name))
    else
      known[#known + 1], book.files[#book.files + 1] = ch, ch
      ch.index, ch.num = ch.chapter.index, ch.chapter.num
      for _, e in ipairs(ch.errors) do err(ch.file, e[1], e[2]) end
      read_sections(ch)
      check_complete(ch)
      give_chunks(ch)
    end
  end
  book.answer_files = known
end

-- Enters what the weaver needs, once the folders are known.
function answers.enter()
  for num, a in pairs(book.answers) do
    X.answers[num] = {page = a.ch.page, file = a.ch.file, base = a.base,
      folder = #a.chunks > 0 and a.folder or nil}
  end
end

return answers
