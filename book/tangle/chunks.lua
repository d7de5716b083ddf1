-- chunks.lua: the code of the book: its chunks and identifiers, which part
-- replaces which, what each folder's tangle holds.
--
-- What counts as one definition too many, since noweb appends in silence:
--   1. a root defined again without (replaces);
--   2. a part that repeats an earlier part of its chunk word for word;
--   3. a part whose `@ %def` names what an earlier part defines;
--   4. in C, a step of a function body continued in a later chapter.  A
--      chunk is a step if it is used inside a function and its name has no
--      plural in it: «grow the heap».  «heap invariants» and «tests»
--      accumulate, and may grow anywhere.
-- A part that (replaces) what was there starts afresh for all four.
--
-- An answer's chunks are laid over the folder it starts from: answers.lua
-- reads them, fill_answers() below finds out what their folder holds.  The
-- chapters know nothing of them: no chunk of theirs is "used in" an answer.
local web, book = ...
local X, chapters, err, hint = book.X, book.chapters, book.err, book.hint
local add, has, sorted_keys = book.add, book.has, book.sorted_keys
local chunks, roots = book.chunks, book.roots
local WIDTH = 76
local EXT = {Makefile = 'mk'}

local function where(c) return c.file .. ':' .. c.line end

-- Chunks, one by one ------------------------------------------------------

-- Width of a line as printed: a tab goes to the next eighth column.
local function width(s)
  if not s:find('[\t\x80-\xff]') then return #s end
  local n = 0
  for _, c in utf8.codes(s) do
    n = c == 9 and (n // 8 + 1) * 8 or n + 1
  end
  return n
end

-- A line as typed, without its uses, and the first of those.
local function read_line(line)
  local first = line[1]
  if not first then return '', '' end
  if #line == 1 and first.t == 'text' then return first.s, first.s end
  local typed, text, use = {}, {}, nil
  for i, t in ipairs(line) do
    local is_use = t.t == 'use'
    typed[i] = is_use and '<<' .. t.s .. '>>' or t.s
    if is_use then use = use or t.s else text[#text + 1] = t.s end
  end
  return table.concat(typed), table.concat(text), use
end

-- Is this use a piece of C between two shift operators?
local function shift_hint(name)
  if name:match('^%s') or name:match('%s$') or not name:match('%a%a') then
    return '; a shift is written @<<'
  end
  return hint(name, X.defs)
end

local function check_lines(c)
  local macro = false
  c.slips = {}                  -- lines of misplaced definitions
  for i, line in ipairs(c.lines) do
    local at = c.line + i
    local typed, text, use = read_line(line)
    local n = width(typed)
    if n > WIDTH then
      err(c.file, at, ('code line of %d columns, more than %d'):format(n,
        WIDTH))
    end
    macro = macro or text:match('^%s*#%s*define%s') ~= nil
    if macro and use then
      err(c.file, at, 'chunk «' .. use .. '» used inside a macro body')
    end
    macro = macro and text:match('\\$') ~= nil
    if use and #line <= 3 and text:match('^%s*=%s*$') then
      c.slips[at] = true
      err(c.file, at, 'the definition <<' .. use
        .. '>>= must start in column 1 and end with >>=')
    end
    if text:match('^@%s*%%?def%s') then
      err(c.file, at, 'write `@ %def` with one blank')
    end
  end
end

local function check_name(c)
  local slip = not c.replaces and c.name:match('%(%s*[Rr]epl%a*%s*%)')
  if slip then
    err(c.file, c.line, 'write (replaces), not ' .. slip)
  end
  if web.slug(c.name) == '' then
    err(c.file, c.line, 'chunk name without a letter or digit')
  end
  if not web.is_root(c.name) and c.name:match('^%S+/%S*%.%a+$') then
    err(c.file, c.line, 'root ' .. c.name
      .. ': a root has one folder at most')
  end
end

-- Chapters first, then answers, whose numbers go on from their chapter's.
-- A name that a chapter defines is no answer's.
local function read_chunks()
  local anchors, chapters_own, last = {}, {}, {}
  for _, ch in ipairs(book.files) do
    local n = last[ch.page] or 0
    for i, c in ipairs(ch) do
      if c.kind == 'code' then
        n = n + 1
        check_name(c)
        add(X.defs, c.name, false)
        c.part = #X.defs[c.name]
        c.label = web.label(c.name, c.part)
        X.defs[c.name][c.part] = c.label
        c.chapter, c.n = ch, n
        local other = anchors[c.label]
        if other then
          err(c.file, c.line, ('chunk «%s» has the anchor #%s of «%s», %s')
            :format(c.name, c.label, other.name, where(other)))
        end
        anchors[c.label], chunks[c.label] = c, c
        X.chunks[c.label] = {
          name = c.name, label = c.label, page = ch.page, file = c.file,
          num = (ch.num == '' and '0' or ch.num) .. '.' .. n,
          defs = c.defs, part = c.part, root = web.is_root(c.name),
          replaces = c.replaces, stages = {}, answer = c.answer,
          bare = c.bare, adds = c.adds,
        }
        for _, id in ipairs(c.defs) do
          if not ch.answers then chapters_own[id] = true end
          if not has(X.idents[id], c.label)
            and not (ch.answers and chapters_own[id]) then
            add(X.idents, id, c.label)
          end
        end
      elseif i > 1 then
        local directive = c.md:match('^(%%%S*)')
        if directive and c.md:match('^%%%s*%a') then
          err(c.file, c.line, 'unknown noweb directive: @ ' .. directive)
        end
      end
    end
    last[ch.page] = n
  end
end

-- Calls f(chunk) for every code chunk of these files, in book order.
local function each_chunk(files, f)
  for _, ch in ipairs(files) do
    for _, c in ipairs(ch) do if c.kind == 'code' then f(c) end end
  end
end

-- C without what its comments, strings and character constants hold.
local function bare(text)
  return (text:gsub('\\.', '  '):gsub("'.'", "' '")
    :gsub('"[^"\n]*"', '""'):gsub('/%*.-%*/', ' '):gsub('//[^\n]*', ''))
end

-- In an answer, <<x>> is the answer's own x, if it has one.
local function resolve(c, name)
  local typed = name:match('^(.*) %(answer [^)]*%)$')
  if typed then return name, typed end
  local own = c.answer and web.in_answer(name, c.answer)
  return own and X.defs[own] and own or name
end

-- Is c a user of what these chunks define?  An answer is none of what the
-- chapters define.
local function counts_use(c, labels)
  local d = labels and X.chunks[labels[1]]
  return not c.answer or d ~= nil and d.answer ~= nil
end

local function read_uses()
  each_chunk(book.files, function(c)
    check_lines(c)
    local text, own = {}, {}
    c.used = {}                              -- {name, line}, in order
    for i, line in ipairs(c.lines) do
      for _, t in ipairs(line) do
        text[#text + 1] = t.t == 'text' and t.s or ' '
        if t.t == 'use' then
          local typed
          t.s, typed = resolve(c, t.s)
          if not typed then
            c.used[#c.used + 1] = {name = t.s, line = c.line + i}
          end
          if not has(X.uses[t.s], c.label)
            and counts_use(c, X.defs[t.s]) then
            add(X.uses, t.s, c.label)
          end
          if typed then
            err(c.file, c.line + i, ('use <<%s>>: in an answer that is the '
              .. "answer's own"):format(typed))
          elseif not X.defs[t.s] and not c.slips[c.line + i] then
            err(c.file, c.line + i, 'undefined chunk «' .. t.s .. '»'
              .. shift_hint(t.s))
          end
        end
      end
      text[#text + 1] = '\n'
    end
    c.text = table.concat(text)
    for _, id in ipairs(c.defs) do own[id] = true end
    for id in bare(c.text):gmatch('[%a_][%w_]*') do
      if X.idents[id] and not own[id] then
        own[id] = true
        if counts_use(c, X.idents[id]) then add(X.iuses, id, c.label) end
      end
    end
  end)
end

-- Definitions that replace, and definitions by accident -------------------

-- The parts of a chunk that count in the stage that ends with chapter `k`.
-- It is asked again and again, and each answer is kept: it is not the
-- caller's to change.
local kept = {}
local function active(name, k)
  kept[k] = kept[k] or {}
  local parts = kept[k][name]
  if parts then return parts end
  parts = {}
  for _, label in ipairs(X.defs[name] or {}) do
    local c = chunks[label]
    if c.chapter.index > k then break end
    if c.replaces then parts = {} end
    parts[#parts + 1] = c
  end
  kept[k][name] = parts
  return parts
end

local function check_replaces()
  for _, name in ipairs(sorted_keys(X.defs)) do
    local parts = {}
    for _, label in ipairs(X.defs[name]) do
      local c = chunks[label]
      if c.replaces then
        local last = parts[#parts]
        if not last then
          err(c.file, c.line, '«' .. name
            .. '» (replaces) has nothing earlier to replace')
        elseif last.chapter == c.chapter then
          err(c.file, c.line, '«' .. name .. '» (replaces) what its own '
            .. 'chapter defines, ' .. where(last))
        end
        for _, p in ipairs(parts) do
          X.chunks[p.label].replaced_by = c.label
        end
        parts = {}
      end
      parts[#parts + 1] = c
    end
  end
end

-- Is the use at line `stop` of chunk c inside a function's braces?  true,
-- false, or nil if the chunk itself does not say.
local function in_function(c, stop)
  local stack, before = {}, ''
  for i, line in ipairs(c.lines) do
    if c.line + i == stop then break end
    for _, t in ipairs(line) do
      if t.t == 'text' then
        local s = bare(t.s)
        for at, brace in s:gmatch('()([{}])') do
          if brace == '}' then
            stack[#stack] = nil
          else
            local head = before .. s:sub(1, at - 1)
            stack[#stack + 1] = head:match('%)%s*$') and 'body'
              or head:match('%f[%a]else%s*$') and 'body'
              or head:match('%f[%a]do%s*$') and 'body' or 'data'
          end
        end
        before = (before .. s):sub(-200)
      end
    end
    before = before .. '\n'
  end
  if #stack == 0 then return nil end
  return stack[#stack] == 'body'
end

local function has_plural(name)
  for word in name:gmatch('%f[%a]%a+') do
    if word:match('s$') and not word:match('[sui]s$') then return true end
  end
  return false
end

-- Does any use of the chunk stand inside a function?
local function is_step(name, seen)
  if seen[name] then return false end
  seen[name] = true
  for _, label in ipairs(X.uses[name] or {}) do
    local user = chunks[label]
    for _, u in ipairs(user.used) do
      if u.name == name then
        local inside = in_function(user, u.line)
        if inside == nil then inside = is_step(user.name, seen) end
        if inside then return true end
      end
    end
  end
  return false
end

local function is_c(label)
  local ext = X.chunks[label].ext
  return ext == 'c' or ext == 'h'
end

local function check_accidents()
  for _, name in ipairs(sorted_keys(X.defs)) do
    local parts, defined, texts = {}, {}, {}
    local is_root = web.is_root(name)
    for _, label in ipairs(X.defs[name]) do
      local c = chunks[label]
      if c.replaces then parts, defined, texts = {}, {}, {} end
      local first, text = parts[1], c.text:gsub('%s+', ' ')
      for _, u in ipairs(c.used) do text = text .. '<<' .. u.name end
      local function slip(msg, other)
        err(c.file, c.line, ('«%s» %s %s; say (replaces) or choose another '
          .. 'name'):format(name, msg, where(other)))
      end
      local twice
      for _, id in ipairs(c.defs) do
        if defined[id] and not twice then twice = id end
      end
      if first and is_root then
        slip('is a root and defined already,', first)
      elseif first and texts[text] then
        slip('repeats word for word', texts[text])
      elseif twice then
        slip('defines ' .. twice .. ' again, after', defined[twice])
      elseif first and first.chapter ~= c.chapter and is_c(label)
        and not has_plural(name) and is_step(name, {}) then
        slip('is a step of a function and continues another chapter\'s,',
          first)
      end
      parts[#parts + 1], texts[text] = c, c
      for _, id in ipairs(c.defs) do defined[id] = c end
    end
  end
end

-- What each folder's tangle holds -----------------------------------------

-- The same with an answer's parts laid over them.
local function laid_over(name, k, num)
  local own = num and X.defs[web.in_answer(name, num)]
  if not own then return active(name, k) end
  local parts = {}
  if chunks[own[1]].adds then
    for i, c in ipairs(active(name, k)) do parts[i] = c end
  end
  for _, label in ipairs(own) do parts[#parts + 1] = chunks[label] end
  return parts
end

-- The name of a chunk without its "(answer 4.2)".
local bare_names = {}
local function bare_name(name)
  bare_names[name] = bare_names[name] or name:gsub(' %(answer [^)]*%)$', '')
  return bare_names[name]
end

-- Walks the chunks under a root as they stand after chapter k, in the
-- answer `num` if there is one; `visit` sees each part once.
local function walk(name, k, visit, folder, path, done, num)
  name = bare_name(name)
  if done[name] then return end
  done[name], path[name] = true, true
  for _, c in ipairs(laid_over(name, k, num)) do
    visit(c)
    for _, u in ipairs(c.used) do
      local bare = bare_name(u.name)
      if path[bare] then
        err(c.file, u.line, 'chunk «' .. u.name .. '» uses itself')
      elseif done[bare] then
        goto continue
      elseif X.defs[u.name] and #laid_over(bare, k, num) == 0 then
        local late = chunks[X.defs[u.name][1]]
        err(c.file, u.line, ('chunk «%s» is not defined before %s, but %s '
          .. 'needs it'):format(u.name, where(late), folder))
      else
        walk(bare, k, visit, folder, path, done, num)
      end
      ::continue::
    end
  end
  path[name] = nil
end

-- A root that was replaced by nothing is given up: no later stage has it.
local function is_given_up(name, k)
  local parts = active(name, k)
  return #parts == 1 and parts[1].replaces
    and not parts[1].text:find('%S') and #parts[1].used == 0
end

-- A folder's prefix of the book: a stage's ends with its chapter, another
-- folder's with the last chapter that defines a root in it.
local function list_folders()
  local folders, list = {}, {}
  for _, s in ipairs(X.stages) do
    folders[s.name] = {name = s.name, last = s.index, stage = s, files = {}}
    list[#list + 1] = folders[s.name]
  end
  each_chunk(chapters, function(c)
    local name = c.name
    local dirname, base = web.split_root(name)
    if web.is_root(name) and dirname then
      local f = folders[dirname]
      if not f then
        f = {name = dirname, last = 0, files = {}, page = c.chapter.page}
        folders[dirname], list[#list + 1] = f, f
      end
      if f.stage and c.chapter.index > f.last then
        err(c.file, c.line, ('root %s comes after stage %s, which ends '
          .. 'with %s'):format(name, dirname, chapters[f.last].file))
      end
      if not f.stage then f.last = c.chapter.index end
      f.files[base] = name
    end
  end)
  each_chunk(chapters, function(c)
    local name = c.name
    if web.is_root(name) and not web.split_root(name) then
      for _, s in ipairs(X.stages) do
        local f = folders[s.name]
        if s.index >= c.chapter.index and not f.files[name]
          and not is_given_up(name, s.index) then
          f.files[name] = name
        end
      end
    end
  end)
  return list, folders
end

local function extension(base)
  return EXT[base] or base:match('%.(%w+)$')
end

local function fill_folders(list)
  for _, f in ipairs(list) do
    local prefix, names, held = {}, {}, {}
    for i = 1, f.last do prefix[i] = chapters[i].file end
    for _, base in ipairs(sorted_keys(f.files)) do
      local name, from, files = f.files[base], {}, {}
      local ext = extension(base)
      names[#names + 1] = name
      walk(name, f.last, function(c)
        from[c.chapter.index] = true
        local d = X.chunks[c.label]
        d.ext = d.ext or ext
        if not held[c.label] then
          held[c.label] = true
          table.insert(d.stages, f.name)
        end
      end, f.name, {}, {})
      for _, i in ipairs(sorted_keys(from)) do
        files[#files + 1] = chapters[i].file
      end
      roots[#roots + 1] = table.concat({f.name, name,
        table.concat(prefix, ' '), table.concat(files, ' ')}, '\t')
    end
    if f.stage then
      f.stage.roots = names
    else
      X.folders[f.name] = {page = f.page, roots = names}
    end
  end
end

-- Answers -----------------------------------------------------------------

-- A part with no place in the answer's folder: why?
local function explain(a, c, reached)
  local names, name = {}, c.bare or c.name
  for other in pairs(reached) do names[other] = true end
  names[name] = nil
  if c.adds then
    err(c.file, c.line, ('«%s»: %s has no chunk «%s» to add to%s'):format(
      c.name, a.base, name, hint(name, names)))
  else
    err(c.file, c.line, ('«%s»: nothing in %s is called or uses «%s»%s')
      :format(c.name, a.base, name, hint(name, names)))
  end
end

-- Parts that say (answer 4.2) and (answer 4.2, adds) don't mix.
local function check_parts(a)
  for _, c in ipairs(a.chunks) do
    local first = chunks[X.defs[c.name][1]]
    if c.adds ~= first.adds then
      err(c.file, c.line, ('«%s» adds here and doesn\'t at %s'):format(
        c.name, where(first)))
    end
  end
end

-- What a walk meets under a root as it stands after chapter k, in no answer:
-- names of chunks, and indices of chapters.
local met = {}
local function meets(name, k)
  local key = k .. ' ' .. name
  if not met[key] then
    local names, from = {}, {}
    walk(name, k, function(c)
      names[c.name], from[c.chapter.index] = true, true
    end, '', {}, {})
    met[key] = {names = names, from = from}
  end
  return met[key]
end

-- Is this root an answer's own, or has it a part of its own under it?
local function gets_into(a, name, k)
  for _, c in ipairs(a.chunks) do
    if c.name == name then return true end
  end
  local names = meets(name, k).names
  for _, c in ipairs(a.chunks) do
    if names[c.bare] then return true end
  end
  return false
end

-- The rows of an answer's folder.  A file that no part of the answer gets
-- into is the one of the folder below: `same`.
local function fill_answer(a, below)
  local prefix, files, reached, placed = {}, {}, {}, {}
  for i = 1, below.last do prefix[i] = chapters[i].file end
  prefix[#prefix + 1] = a.ch.file
  for base, name in pairs(below.files) do files[base] = name end
  for _, c in ipairs(a.chunks) do
    if web.is_root(c.name) then
      files[select(2, web.split_root(c.name))] = c.name
    end
  end
  for _, base in ipairs(sorted_keys(files)) do
    local from, sources, ext = {}, {}, extension(base)
    local is_new, visited = false, {}
    if gets_into(a, files[base], below.last) then
      walk(files[base], below.last, function(c)
        reached[c.bare or c.name] = true
        if c.answer then
          is_new, placed[c] = true, true
          local d = X.chunks[c.label]
          d.ext, d.stages = d.ext or ext, {a.folder}
        else
          from[c.chapter.index] = true
        end
      end, a.folder, {}, visited, a.num)
    else
      local seen = meets(files[base], below.last)
      from = seen.from
      for name in pairs(seen.names) do reached[name] = true end
    end
    for _, i in ipairs(sorted_keys(from)) do
      sources[#sources + 1] = chapters[i].file
    end
    if is_new then sources[#sources + 1] = a.ch.file end
    roots[#roots + 1] = table.concat({a.folder, files[base],
      table.concat(prefix, ' '), table.concat(sources, ' '), below.name,
      is_new and 'new' or 'same'}, '\t')
  end
  for _, c in ipairs(a.chunks) do
    if not placed[c] or c.adds
      and #active(c.bare, below.last) == 0 then
      explain(a, c, reached)
    end
    -- what it takes the place of, or goes on from, as the chapters have it
    local over = {}
    for i, p in ipairs(c.bare and active(c.bare, below.last) or {}) do
      over[i] = p.label
    end
    if #over > 0 then X.chunks[c.label].over = over end
  end
end

local function fill_answers(folders)
  for _, ch in ipairs(book.answer_files) do
    for _, a in ipairs(ch.sections) do
      local below = folders[a.base or '']
      if #a.chunks == 0 then goto continue end
      if not below or below.last > ch.index then
        err(ch.file, a.line, a.base and 'no folder ' .. a.base
          .. ' up to this chapter' .. hint(a.base, folders)
          or 'this chapter has no stage: say `**' .. a.num
            .. ' (folder).**`')
      else
        check_parts(a)
        fill_answer(a, below)
      end
      ::continue::
    end
  end
end

-- A chapter's opening test is a root of its stage; the folder on which it
-- must fail is an earlier stage or no stage at all.
local function check_red()
  local before, own = {}, {}
  for name in pairs(X.folders) do before[name] = true end
  for _, s in ipairs(X.stages) do own[s.name] = s.roots end
  for _, ch in ipairs(chapters) do
    local m, at = ch.meta, ch.meta_at
    if m.stage and m.red and not has(own[m.stage], m.red)
      and not has(own[m.stage], m.stage .. '/' .. m.red) then
      err(ch.file, at.red, 'no root ' .. m.red .. ' in stage ' .. m.stage
        .. hint(m.red, X.defs))
    end
    if m.stage and m.before and not before[m.before] then
      err(ch.file, at.before, 'no folder ' .. m.before
        .. ' before this chapter' .. hint(m.before, before))
    end
    if m.stage then before[m.stage] = true end
  end
end

local function check_unused()
  each_chunk(chapters, function(c)
    if #X.chunks[c.label].stages > 0 then return end
    if web.is_root(c.name) and is_given_up(c.name, c.chapter.index) then
      return
    end
    if not X.uses[c.name] and not web.is_root(c.name) then
      err(c.file, c.line, 'unused chunk «' .. c.name .. '»')
    else
      err(c.file, c.line, 'chunk «' .. c.name
        .. '» is in no stage: nothing that is tangled reaches it')
    end
  end)
end

return function()
  read_chunks()
  read_uses()
  check_replaces()
  local list, folders = list_folders()
  fill_folders(list)
  fill_answers(folders)
  check_red()
  check_accidents()
  check_unused()
end
