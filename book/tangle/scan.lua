-- scan.lua: the first pass over the whole book.
--
--   pandoc -f book/tangle/scan.lua book/[0-9]*.nw -t plain -o /dev/null
--
-- Run from the project root.  Finds every error it can, prints each as
-- `file:line: error: message`, and exits 1 having written nothing; or writes
--   build/xref.lua      every page, chunk, identifier, label, heading, stage
--   build/chunks.lua    label -> its code, a use in it as \1name\2: pages show
--                       each other's chunks
--   build/roots.tsv     folder, root, chapters that may contribute to it,
--                       chapters that do: what tangle.sh writes
--   build/requests.tsv  kind, stage, slug, exit status, file:line, command:
--                       the facts and figures that prose asks for
--   build/pages.tsv     page, path of a fact or figure it needs
-- each only when its content changes.  HPOC_BUILD names another build folder.
-- An empty field is `-`.
--
-- What counts as one definition too many, since noweb appends in silence:
--   1. a root defined again without (replaces);
--   2. a part that repeats an earlier part of its chunk word for word;
--   3. a part whose `@ %def` names an identifier that an earlier part defines;
--   4. in C, a step of a function body continued in a later chapter.  A chunk
--      is a step if it is used inside a function and its name has no plural in
--      it: «grow the heap».  «heap invariants» and «tests» accumulate, and
--      may grow anywhere.
-- A part that (replaces) what was there starts afresh for all four.

local dir = PANDOC_SCRIPT_FILE:match('^(.*/)') or ''
local web = dofile(dir .. 'web.lua')
local prose = loadfile(dir .. 'prose.lua')(web)

local BUILD = os.getenv('HPOC_BUILD') or 'build'
local WIDTH = 76
local HEADER = {title = true, stage = true, promise = true, red = true,
                before = true}
local EXT = {Makefile = 'mk'}

-- Errors ------------------------------------------------------------------

local errors, seen_errors = {}, {}
local function err(file, line, msg)
  local s = file .. ':' .. line .. ': error: ' .. msg
  if seen_errors[s] then return end
  seen_errors[s] = true
  errors[#errors + 1] = {file = file, line = line, text = s}
end

-- Edits that turn a into b, given up above 2.
local function distance(a, b)
  if math.abs(#a - #b) > 2 then return 3 end
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local cost = a:byte(i) == b:byte(j) and 0 or 1
      diagonal, row[j] = row[j],
        math.min(row[j] + 1, row[j - 1] + 1, diagonal + cost)
    end
  end
  return row[#b]
end

-- ' (did you mean x?)' for the nearest key of a table, or ''.
local function hint(word, candidates)
  local best, at = nil, math.min(3, (#word + 1) // 2)
  for k in pairs(candidates) do
    local d = distance(word, k)
    if d < at or (d == at and best and k < best) then best, at = k, d end
  end
  return best and ' (did you mean ' .. best .. '?)' or ''
end

-- The book, filled in by the passes below ---------------------------------

local chapters = {}             -- of web.parse_all, in the order given
local X = {                     -- build/xref.lua
  pages = {}, chunks = {}, defs = {}, uses = {}, idents = {}, iuses = {},
  labels = {}, heads = {}, figures = {}, stages = {}, folders = {},
}
local chunks = {}               -- label -> the chunk as web.lua read it
local roots, requests, needs = {}, {}, {}
local keys                      -- citation keys of references.bib

local function add(t, key, v)
  t[key] = t[key] or {}
  table.insert(t[key], v)
end

local function sorted_keys(t)
  local ks = {}
  for k in pairs(t) do ks[#ks + 1] = k end
  table.sort(ks)
  return ks
end

local function has(list, v)
  for _, x in ipairs(list or {}) do if x == v then return true end end
  return false
end

-- Pages and stages --------------------------------------------------------

local function chapter_label(nn)
  if nn >= 90 then return string.char(65 + nn - 90) end
  return nn == 0 and '' or tostring(nn)
end

local function read_pages()
  local stages, by_nn = {}, {}
  for i, ch in ipairs(chapters) do
    local m = ch.meta
    local function at(key) return ch.meta_at[key] or 1 end
    ch.index = i
    for _, e in ipairs(ch.errors) do err(ch.file, e[1], e[2]) end
    for _, key in ipairs(sorted_keys(m)) do
      if not HEADER[key] then
        err(ch.file, at(key), 'unknown header key `' .. key .. '`'
          .. hint(key, HEADER))
      end
    end
    if ch.header_end > 0 and (m.title or '') == '' then
      err(ch.file, 1, 'no title in the YAML header')
    end
    if not ch.file:match('%d%d%-[%w-]+%.nw$') then
      err(ch.file, 1, 'a chapter is named NN-slug.nw')
    end
    local nn = ch.nn or 0
    if by_nn[nn] then
      err(ch.file, 1, 'has the number of ' .. by_nn[nn])
    end
    by_nn[nn] = ch.file
    ch.num = chapter_label(nn)
    X.pages[i] = {
      file = ch.file, slug = ch.slug, nn = nn, page = ch.page,
      title = m.title or ch.slug, label = ch.num, stage = m.stage,
      promise = m.promise, red = m.red, appendix = nn >= 90,
    }
    if m.stage then
      local previous = X.stages[#X.stages]
      if not m.stage:match('^[a-z][a-z0-9-]*$') then
        err(ch.file, at('stage'), 'a stage is lower case: a-z 0-9 -')
      elseif stages[m.stage] then
        err(ch.file, at('stage'), 'stage ' .. m.stage .. ' is '
          .. stages[m.stage] .. "'s")
      end
      stages[m.stage] = ch.file
      local before = m.before or (previous and previous.name)
      if m.before and (not stages[m.before] or m.before == m.stage) then
        err(ch.file, at('before'), 'no stage ' .. m.before
          .. ' before this chapter' .. hint(m.before, stages))
      end
      X.pages[i].before = before
      X.stages[#X.stages + 1] = {
        name = m.stage, nn = nn, page = ch.page, index = i,
        previous = previous and previous.name, roots = {},
      }
    end
    for _, key in ipairs {'red', 'before'} do
      if m[key] and not m.stage then
        err(ch.file, at(key), '`' .. key .. '` needs a stage')
      end
    end
  end
end

-- Chunks, one by one ------------------------------------------------------

-- Width as printed: a chunk use as <<name>>, a tab to the next eighth column.
local function width(line)
  local s = {}
  for _, t in ipairs(line) do
    s[#s + 1] = t.t == 'use' and '<<' .. t.s .. '>>' or t.s
  end
  local n = 0
  for _, c in utf8.codes(table.concat(s)) do
    n = c == 9 and (n // 8 + 1) * 8 or n + 1
  end
  return n
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
    local at, text, use = c.line + i, {}, nil
    for _, t in ipairs(line) do
      if t.t == 'use' then use = use or t.s else text[#text + 1] = t.s end
    end
    text = table.concat(text)
    local n = width(line)
    if n > WIDTH then
      err(c.file, at, 'code line of ' .. n .. ' columns, more than ' .. WIDTH)
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

local function read_chunks()
  local anchors = {}
  for _, ch in ipairs(chapters) do
    local n = 0
    for i, c in ipairs(ch) do
      if c.kind == 'code' then
        n = n + 1
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
        add(X.defs, c.name, false)
        c.part = #X.defs[c.name]
        c.label = web.label(c.name, c.part)
        X.defs[c.name][c.part] = c.label
        c.chapter, c.n = ch, n
        local other = anchors[c.label]
        if other then
          err(c.file, c.line, ('chunk «%s» has the anchor #%s of «%s», %s:%d')
            :format(c.name, c.label, other.name, other.file, other.line))
        end
        anchors[c.label], chunks[c.label] = c, c
        X.chunks[c.label] = {
          name = c.name, label = c.label, page = ch.page, file = c.file,
          num = (ch.num == '' and '0' or ch.num) .. '.' .. n,
          defs = c.defs, part = c.part, root = web.is_root(c.name),
          replaces = c.replaces, stages = {},
        }
        for _, id in ipairs(c.defs) do
          if not has(X.idents[id], c.label) then
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
  end
end

-- Calls f(chunk) for every code chunk, in book order.
local function each_chunk(f)
  for _, ch in ipairs(chapters) do
    for _, c in ipairs(ch) do if c.kind == 'code' then f(c) end end
  end
end

-- C without what its comments, strings and character constants hold.
local function bare(text)
  return (text:gsub('\\.', '  '):gsub("'.'", "' '")
    :gsub('"[^"\n]*"', '""'):gsub('/%*.-%*/', ' '):gsub('//[^\n]*', ''))
end

local function read_uses()
  each_chunk(function(c)
    check_lines(c)
    local text, own = {}, {}
    c.used = {}                              -- {name, line}, in order
    for i, line in ipairs(c.lines) do
      for _, t in ipairs(line) do
        text[#text + 1] = t.t == 'text' and t.s or ' '
        if t.t == 'use' then
          c.used[#c.used + 1] = {name = t.s, line = c.line + i}
          if not has(X.uses[t.s], c.label) then add(X.uses, t.s, c.label) end
          if not X.defs[t.s] and not c.slips[c.line + i] then
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
        add(X.iuses, id, c.label)
      end
    end
  end)
end

-- Definitions that replace, and definitions by accident -------------------

-- The parts of a chunk that count in the stage that ends with chapter `k`.
local function active(name, k)
  local parts = {}
  for _, label in ipairs(X.defs[name] or {}) do
    local c = chunks[label]
    if c.chapter.index > k then break end
    if c.replaces then parts = {} end
    parts[#parts + 1] = c
  end
  return parts
end

local function where(c) return c.file .. ':' .. c.line end

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
      elseif first and first.chapter ~= c.chapter and not has_plural(name)
        and X.chunks[label].ext and ('ch'):find(X.chunks[label].ext, 1, true)
        and is_step(name, {}) then
        slip('is a step of a function and continues another chapter\'s,',
          first)
      end
      parts[#parts + 1], texts[text] = c, c
      for _, id in ipairs(c.defs) do defined[id] = c end
    end
  end
end

-- What each folder's tangle holds -----------------------------------------

-- Walks the chunks under a root as they stand after chapter k; `visit` sees
-- each part once.
local function walk(name, k, visit, folder, path, done)
  if done[name] then return end
  done[name], path[name] = true, true
  for _, c in ipairs(active(name, k)) do
    visit(c)
    for _, u in ipairs(c.used) do
      if path[u.name] then
        err(c.file, u.line, 'chunk «' .. u.name .. '» uses itself')
      elseif X.defs[u.name] and #active(u.name, k) == 0 then
        local late = chunks[X.defs[u.name][1]]
        err(c.file, u.line, ('chunk «%s» is not defined before %s, but %s '
          .. 'needs it'):format(u.name, where(late), folder))
      else
        walk(u.name, k, visit, folder, path, done)
      end
    end
  end
  path[name] = nil
end

-- A folder's prefix of the book: a stage's ends with its chapter, another
-- folder's with the last chapter that defines a root in it.
local function list_folders()
  local folders, list = {}, {}
  for _, s in ipairs(X.stages) do
    folders[s.name] = {name = s.name, last = s.index, stage = s, files = {}}
    list[#list + 1] = folders[s.name]
  end
  each_chunk(function(c)
    local name = c.name
    local dirname, base = web.split_root(name)
    if web.is_root(name) and dirname then
      local f = folders[dirname]
      if not f then
        f = {name = dirname, last = 0, files = {}, page = c.chapter.page}
        folders[dirname], list[#list + 1] = f, f
      end
      if f.stage and c.chapter.index > f.last then
        err(c.file, c.line, ('root %s comes after stage %s, which ends with '
          .. '%s'):format(name, dirname, chapters[f.last].file))
      end
      if not f.stage then f.last = c.chapter.index end
      f.files[base] = name
    end
  end)
  each_chunk(function(c)
    local name = c.name
    if web.is_root(name) and not web.split_root(name) then
      for _, s in ipairs(X.stages) do
        local f = folders[s.name]
        if s.index >= c.chapter.index and not f.files[name] then
          f.files[name] = name
        end
      end
    end
  end)
  return list
end

local function fill_folders()
  for _, f in ipairs(list_folders()) do
    local prefix, names, held = {}, {}, {}
    for i = 1, f.last do prefix[i] = chapters[i].file end
    for _, base in ipairs(sorted_keys(f.files)) do
      local name, from, files = f.files[base], {}, {}
      local ext = EXT[base] or base:match('%.(%w+)$')
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
  for i, p in ipairs(X.pages) do
    if p.red then
      local found
      for _, s in ipairs(X.stages) do
        found = found or (s.index == i and (has(s.roots, p.red)
          or has(s.roots, p.stage .. '/' .. p.red)))
      end
      if not found then
        err(p.file, chapters[i].meta_at.red, 'no root ' .. p.red
          .. ' in stage ' .. tostring(p.stage) .. hint(p.red, X.defs))
      end
    end
  end
end

local function check_unused()
  each_chunk(function(c)
    if #X.chunks[c.label].stages > 0 then return end
    if not X.uses[c.name] and not web.is_root(c.name) then
      err(c.file, c.line, 'unused chunk «' .. c.name .. '»')
    else
      err(c.file, c.line, 'chunk «' .. c.name
        .. '» is in no stage: nothing that is tangled reaches it')
    end
  end)
end

-- Facts and figures -------------------------------------------------------

local COUNTS = {tests = true, passed = true, failed = true, skipped = true,
                files = true, lines = true, added = true, removed = true}
-- class -> its attributes, true if it must have them
local FACTS = {
  run = {stage = true, cmd = true, rc = false, show = false},
  val = {stage = true, cmd = true, key = true, rc = false},
  tests = {stage = true, suite = false},
  count = {stage = true, of = true, suite = false},
  diff = {stage = true},
}
local FIGURE = {
  scn = {stage = true, at = true, width = false},
  tex = {alt = true, width = false}, gp = {alt = true, width = false},
}

local function check_attributes(e, file, kind, known)
  local ok = true
  for _, key in ipairs(sorted_keys(known)) do
    if known[key] and (e.kv[key] or ''):match('^%s*$') then
      err(file, e.line, kind .. ' without ' .. key .. '=')
      ok = false
    end
  end
  for _, key in ipairs(sorted_keys(e.kv)) do
    if known[key] == nil then
      err(file, e.line, kind .. ' has no attribute ' .. key .. '='
        .. hint(key, known))
      ok = false
    end
  end
  return ok
end

local function check_stage(e, file)
  local name, names = e.kv.stage, {}
  for _, s in ipairs(X.stages) do names[s.name] = true end
  for f in pairs(X.folders) do names[f] = true end
  if not names[name] then
    err(file, e.line, 'unknown stage ' .. name .. hint(name, names))
  end
  return names[name]
end

local function need(ch, ...)
  local page = ch.page:gsub('%.html$', '')
  needs[#needs + 1] = page .. '\t' .. BUILD .. '/' .. table.concat({...})
end

-- One line a request, however often it is asked for.
local asked = {}
local function request(kind, stage, slug, rc, at, cmd)
  local key = table.concat({kind, stage, slug, cmd}, '\t')
  local r = asked[key]
  if not r then
    r = {kind = kind, stage = stage, slug = slug, at = at, cmd = cmd}
    asked[key], requests[#requests + 1] = r, r
  end
  if rc and r.rc and r.rc ~= rc then
    local file, line = at:match('^(.*):(%d+)$')
    err(file, tonumber(line), ('rc=%s here, rc=%s at %s'):format(rc, r.rc,
      r.rc_at))
  elseif rc then
    r.rc, r.rc_at = rc, at
  end
end

local function run_request(e, file)
  local stage, cmd, rc = e.kv.stage, e.kv.cmd, e.kv.rc
  if rc and not (rc:match('^%d+$') and tonumber(rc) < 256) then
    err(file, e.line, 'rc=' .. rc .. ' is not an exit status')
    rc = nil
  end
  local slug = web.fact_slug(stage, cmd)
  request('run', stage, slug, rc, file .. ':' .. e.line, cmd)
  return slug
end

local function fact(ch, class, e)
  if not check_attributes(e, ch.file, '.' .. class, FACTS[class]) then
    return
  end
  if not check_stage(e, ch.file) then return end
  local stage = e.kv.stage
  if class == 'run' or class == 'val' then
    need(ch, 'facts/', stage, '/', run_request(e, ch.file), '.run')
    return
  end
  if class == 'count' and not COUNTS[e.kv.of] then
    err(ch.file, e.line, 'no count of=' .. e.kv.of .. hint(e.kv.of, COUNTS))
  end
  request('tests', stage, '-', nil, ch.file .. ':' .. e.line, '-')
  local file = {tests = 'tests.tsv', count = 'counts.tsv', diff = 'diff.txt'}
  need(ch, 'facts/', stage, '/', file[class])
  if class == 'diff' then need(ch, 'facts/', stage, '/counts.tsv') end
end

-- The runs a plot asks for in lines `#! run stage=... cmd="..." as=...`.
local function plot_runs(path, text)
  local n = 0
  for l in text:gmatch('([^\n]*)\n?') do
    n = n + 1
    local wish = l:match('^#!%s*run%s+(.*)$')
    local e = wish and prose.attributes('{' .. wish .. '}', 1)
    if wish and not e then
      err(path, n, 'attributes not understood: ' .. wish)
    elseif wish then
      e.line = n
      if check_attributes(e, path, '#! run',
          {stage = true, cmd = true, as = true, rc = false})
        and check_stage(e, path) then
        run_request(e, path)
      end
    end
  end
end

local function has_state(text, id)
  for s in text:gmatch('//!%s*figure%s+([%w_-]+)') do
    if s == id then return true end
  end
  return false
end

local function figure(ch, e)
  local base, ext = e.target:match('^figures/([%w_-]+)%.(%w+)$')
  if not base or not FIGURE[ext] then
    err(ch.file, e.line, 'a figure is figures/NAME.scn, .tex or .gp, not '
      .. e.target)
    return
  end
  local ok = check_attributes(e, ch.file, 'figure ' .. e.target, FIGURE[ext])
  local text = web.read(e.target)
  if not text then
    err(ch.file, e.line, 'no file ' .. e.target)
    return
  end
  if not ok then return end
  local at = ch.file .. ':' .. e.line
  local kinds = {'pdf', 'svg'}
  local name = base
  if ext == 'scn' then
    if not check_stage(e, ch.file) then return end
    if not has_state(text, e.kv.at) then
      err(ch.file, e.line, ('%s has no state `//! figure %s`')
        :format(e.target, e.kv.at))
    end
    request('figure', e.kv.stage, base, nil, at, e.kv.at)
    name = table.concat({base, e.kv.stage, e.kv.at}, '-')
    kinds = {'alt', 'pdf', 'svg'}
  else
    request('figure', '-', base, nil, at, e.target)
    if ext == 'gp' then plot_runs(e.target, text) end
  end
  for _, k in ipairs(kinds) do need(ch, 'figures/', name, '.', k) end
end

-- Prose -------------------------------------------------------------------

local PREFIX = {image = 'fig', caption = 'tbl', math = 'eq', heading = 'sec'}
local KINDS = {fig = true, tbl = true, eq = true, sec = true, ch = true}

local label_at = {}
local function define_label(ch, line, id, what, d)
  if label_at[id] then
    err(ch.file, line, ('%s %s is defined already at %s'):format(what, id,
      label_at[id]))
    return
  end
  label_at[id] = ch.file .. ':' .. line
  d.page = ch.page
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

local function heading(ch, e, count, ids)
  local num
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
    err(ch.file, e.line, ('heading id %s is taken by line %d; add {#sec:...}')
      :format(e.id, ids[e.id]))
  end
  ids[e.id] = ids[e.id] or e.line
  X.heads[#X.heads + 1] =
    {level = e.level, title = e.title, id = e.id, num = num, page = ch.page}
end

local function attribute(ch, e, count)
  local class
  for _, c in ipairs(e.classes) do if FACTS[c] then class = c end end
  if e.owner == 'text' then
    err(ch.file, e.line, 'these attributes belong to nothing: no blank may '
      .. 'stand before {')
    return
  end
  if e.owner == 'image' then figure(ch, e) end
  numbered(ch, e, count)
  if class then
    local div = class ~= 'val' and class ~= 'count'
    if (e.owner == 'div') ~= div or (not div and e.owner ~= 'span') then
      err(ch.file, e.line, '.' .. class .. ' is '
        .. (div and 'a block: ::: {.' .. class .. ' ...}'
          or 'inline: []{.' .. class .. ' ...}'))
    else
      fact(ch, class, e)
    end
  elseif e.owner ~= 'image' and (e.kv.stage or e.kv.cmd) then
    err(ch.file, e.line, 'not a fact: '
      .. (e.classes[1] and '.' .. e.classes[1] .. hint(e.classes[1], FACTS)
        or 'no class'))
  end
end

local function read_keys()
  local path = (chapters[1].file:match('^(.*/)') or '') .. 'references.bib'
  keys = {}
  for key in (web.read(path) or ''):gmatch('@%a+%s*{%s*([^%s,]+)%s*,') do
    keys[key] = true
  end
end

local function read_prose()
  local events = {}
  for _, ch in ipairs(chapters) do
    local count, ids = {}, {}
    local title = web.plain(ch.meta.title or ch.slug)
    X.pages[ch.index].title = title
    X.heads[#X.heads + 1] = {level = 1, title = title,
      id = 'ch:' .. ch.slug, page = ch.page,
      num = ch.num ~= '' and ch.num or nil}
    define_label(ch, 1, 'ch:' .. ch.slug, 'chapter',
      {kind = 'ch', num = ch.num, title = title})
    if ch.meta.stage then               -- the status box under the promise
      request('tests', ch.meta.stage, '-', nil, ch.file .. ':1', '-')
      for _, f in ipairs {'tests.tsv', 'counts.tsv', 'diff.txt'} do
        need(ch, 'facts/', ch.meta.stage, '/', f)
      end
    end
    events[ch] = prose.read(ch, function(line, msg)
      err(ch.file, line, msg)
    end)
    for _, e in ipairs(events[ch]) do
      if e.kind == 'heading' then
        heading(ch, e, count, ids)
      elseif e.kind == 'attr' then
        attribute(ch, e, count)
      end
    end
  end
  for _, ch in ipairs(chapters) do
    for _, e in ipairs(events[ch]) do
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
  end
end

-- Output ------------------------------------------------------------------

local function report()
  local order = {}
  for i, ch in ipairs(chapters) do order[ch.file] = i end
  table.sort(errors, function(a, b)
    local i, j = order[a.file] or 0, order[b.file] or 0
    if i ~= j then return i < j end
    if a.line ~= b.line then return a.line < b.line end
    return a.text < b.text
  end)
  for _, e in ipairs(errors) do io.stderr:write(e.text, '\n') end
end

local function write_lines(name, lines)
  local s = table.concat(lines, '\n')
  web.write_if_changed(BUILD .. '/' .. name, #s > 0 and s .. '\n' or '')
end

-- A chunk's code, its uses marked.
local function marked(c)
  local lines = {}
  for i, line in ipairs(c.lines) do
    local s = {}
    for j, t in ipairs(line) do
      s[j] = t.t == 'use' and '\1' .. t.s .. '\2' or t.s
    end
    lines[i] = table.concat(s)
  end
  return table.concat(lines, '\n')
end

local function write_all()
  assert(os.execute("mkdir -p '" .. BUILD .. "'"))
  for _, s in ipairs(X.stages) do s.index = nil end
  web.write_if_changed(BUILD .. '/xref.lua', 'return ' .. web.dump(X) .. '\n')
  local code = {}
  for label, c in pairs(chunks) do code[label] = marked(c) end
  web.write_if_changed(BUILD .. '/chunks.lua',
    'return ' .. web.dump(code) .. '\n')
  write_lines('roots.tsv', roots)
  local lines = {}
  for i, r in ipairs(requests) do
    lines[i] = table.concat({r.kind, r.stage, r.slug, r.rc or '0', r.at,
      r.cmd}, '\t')
  end
  write_lines('requests.tsv', lines)
  local once, seen = {}, {}
  for _, n in ipairs(needs) do
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
  chapters = web.parse_all(files)
  read_keys()
  read_pages()
  read_chunks()
  read_uses()
  check_replaces()
  fill_folders()
  check_accidents()
  check_unused()
  read_prose()
  if #errors > 0 then
    report()
    os.exit(1)
  end
  write_all()
  return pandoc.Pandoc {}
end
