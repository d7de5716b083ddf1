-- wishes.lua: the facts and figures that prose asks for, one request each
-- however often it is asked.
local web, book = ...
local X, err, hint = book.X, book.err, book.hint
local sorted_keys = book.sorted_keys
local prose = loadfile(book.dir .. 'prose.lua')(web)
local requests, needs = book.requests, book.needs
local wishes = {}

local COUNTS = {tests = true, passed = true, failed = true, skipped = true,
                files = true, lines = true, added = true, removed = true}
-- class -> its attributes, true if it must have them
local FACTS = {
  run = {stage = true, cmd = true, rc = false, needs = false, show = false},
  val = {stage = true, cmd = true, key = true, rc = false, needs = false},
  tests = {stage = true, suite = false},
  count = {stage = true, of = true, suite = false},
  diff = {stage = true},
}
local TABLE = {tests = 'tests.tsv', count = 'counts.tsv', diff = 'diff.txt'}
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

-- What has a folder; all of it is known before the first text is read.
local names
local function check_stage(e, file)
  if not names then
    names = {}
    for _, s in ipairs(X.stages) do names[s.name] = true end
    for f in pairs(X.folders) do names[f] = true end
    for _, a in pairs(X.answers) do names[a.folder or ''] = true end
  end
  local name = e.kv.stage
  if not names[name] then
    err(file, e.line, 'unknown stage ' .. name .. hint(name, names))
  end
  return names[name]
end

local function need(ch, ...)
  local page = ch.page:gsub('%.html$', '')
  needs[#needs + 1] = page .. '\t' .. book.build .. '/'
    .. table.concat({...})
end

-- One line a request, however often it is asked for. What a run is expected
-- to end with, and what it needs of the machine, is said once at least.
local asked = {}
local function say(r, key, value, at)
  if value and r[key] and r[key] ~= value then
    local file, line = at:match('^(.*):(%d+)$')
    err(file, tonumber(line), ('%s=%s here, %s=%s at %s'):format(key, value,
      key, r[key], r[key .. '_at']))
  elseif value then
    r[key], r[key .. '_at'] = value, at
  end
end
local function request(kind, stage, slug, at, cmd, said)
  local key = table.concat({kind, stage, slug, cmd}, '\t')
  local r = asked[key]
  if not r then
    r = {kind = kind, stage = stage, slug = slug, at = at, cmd = cmd}
    asked[key], requests[#requests + 1] = r, r
  end
  for _, key in ipairs {'rc', 'needs'} do
    say(r, key, said and said[key], at)
  end
end

local function run_request(e, file)
  local stage, cmd = e.kv.stage, e.kv.cmd
  local said = {rc = e.kv.rc, needs = e.kv.needs}
  if said.rc and not (said.rc:match('^%d+$') and tonumber(said.rc) < 256) then
    err(file, e.line, 'rc=' .. said.rc .. ' is not an exit status')
    said.rc = nil
  end
  if said.needs and not said.needs:match('^%w[%w.-]*$') then
    err(file, e.line, 'needs=' .. said.needs .. ' is no name')
    said.needs = nil
  end
  local slug = web.fact_slug(stage, cmd)
  request('run', stage, slug, file .. ':' .. e.line, cmd, said)
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
  request('tests', stage, '-', ch.file .. ':' .. e.line, '-')
  need(ch, 'facts/', stage, '/', TABLE[class])
  if class == 'diff' then need(ch, 'facts/', stage, '/counts.tsv') end
end

-- The runs a plot asks for in lines `#! run stage=... cmd="..." as=...`.
local PLOT_RUN = {stage = true, cmd = true, as = true, rc = false,
  needs = false}
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
      if check_attributes(e, path, '#! run', PLOT_RUN)
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
  local ok = check_attributes(e, ch.file, 'figure ' .. e.target,
    FIGURE[ext])
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
    for id in e.kv.at:gmatch('[^,]+') do
      if not has_state(text, id) then
        err(ch.file, e.line, ('%s has no state `//! figure %s`')
          :format(e.target, id))
      end
    end
    request('figure', e.kv.stage, base, at, e.kv.at)
    name = table.concat({base, e.kv.stage, e.kv.at}, '-')
    kinds = {'alt', 'pdf', 'svg'}
  else
    request('figure', '-', base, at, e.target)
    if ext == 'gp' then plot_runs(e.target, text) end
  end
  for _, k in ipairs(kinds) do need(ch, 'figures/', name, '.', k) end
end

-- The box under a chapter's promise tells of tests, lines and the diff.
function wishes.status_box(ch)
  local stage = ch.meta.stage
  if not stage then return end
  request('tests', stage, '-', ch.file .. ':1', '-')
  for _, f in ipairs {'tests.tsv', 'counts.tsv', 'diff.txt'} do
    need(ch, 'facts/', stage, '/', f)
  end
end

-- Attributes that prose.lua found: a fact, a figure, or neither.
function wishes.read(ch, e)
  local class
  for _, c in ipairs(e.classes) do if FACTS[c] then class = c end end
  if e.owner == 'image' then
    figure(ch, e)
  elseif class then
    local inline = class == 'val' or class == 'count'
    if e.owner == (inline and 'span' or 'div') then
      fact(ch, class, e)
    else
      err(ch.file, e.line, ('.%s is %s.%s ...}'):format(class,
        inline and 'inline: []{' or 'a block: ::: {', class))
    end
  elseif e.kv.stage or e.kv.cmd then
    err(ch.file, e.line, 'not a fact: '
      .. (e.classes[1] and '.' .. e.classes[1] .. hint(e.classes[1], FACTS)
        or 'no class'))
  end
end

return wishes
