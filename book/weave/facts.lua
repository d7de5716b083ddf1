-- facts.lua: what the runs of the stages left in build/facts, and how a
-- missing fact is reported: as an error of the line of the book that asks.
local web = require 'weave.book'.web

local facts = {}

local errors = 0
-- `where` is {file=, line=}
function facts.fail(where, message)
  errors = errors + 1
  io.stderr:write(('%s:%s: error: %s\n'):format(where.file, where.line or 1,
    message))
end
function facts.stop_on_errors()
  if errors > 0 then
    error(errors .. (errors == 1 and ' error' or ' errors'), 0)
  end
end

local function path(stage, file)
  return 'build/facts/' .. stage .. '/' .. file
end

local function read(where, stage, file, what)
  local s = web.read(path(stage, file))
  if not s then
    facts.fail(where, ('no fact: %s (%s is not there)')
      :format(what, path(stage, file)))
  end
  return s
end

-- Lines of a tab separated file, each a list of fields.
local function rows(text)
  local list = {}
  for l in text:gmatch('[^\n]+') do
    local row = {}
    for field in (l .. '\t'):gmatch('([^\t]*)\t') do
      row[#row + 1] = field
    end
    list[#list + 1] = row
  end
  return list
end

-- What a command printed in a stage, without its last line end; or nil.
function facts.run(where, stage, cmd)
  local s = read(where, stage, web.fact_slug(stage, cmd) .. '.run',
    ('`%s` in %s'):format(cmd, stage))
  return s and s:gsub('\n$', '')
end

-- Where a run was recorded that this machine could not make, and why; or nil.
function facts.origin(stage, cmd)
  local s = web.read(path(stage, web.fact_slug(stage, cmd) .. '.from'))
  return s and s:gsub('\n$', '') or nil
end

-- The first number behind a key that opens a line of an output.
function facts.number(text, key)
  local plain = key:gsub('%p', '%%%0')
  for l in (text .. '\n'):gmatch('([^\n]*)\n') do
    local rest = l:match('^%s*' .. plain .. '(.*)$')
    if rest and rest:match('^[:%s]') then
      rest = rest:gsub('^[:%s]+', '')
      local n = rest:match('^0x%x+') or rest:match('^[-+]?%d[%d,.]*')
      if n then return (n:gsub('[,.]+$', '')) end
    end
  end
end

function facts.value(where, stage, cmd, key)
  local text = facts.run(where, stage, cmd)
  if not text then return nil end
  local n = facts.number(text, key)
  if not n then
    facts.fail(where, ('no number after `%s` in the output of `%s` in %s')
      :format(key, cmd, stage))
  end
  return n
end

-- The tests of a stage: {suite, test, result, detail}, of one suite or all.
function facts.tests(where, stage, suite)
  local text = read(where, stage, 'tests.tsv', 'the tests of ' .. stage)
  local list = {}
  for _, r in ipairs(rows(text or '')) do
    if not suite or r[1] == suite then list[#list + 1] = r end
  end
  if text and #list == 0 then
    facts.fail(where, ('no tests of suite `%s` in %s'):format(suite, stage))
  end
  return list
end

function facts.count(where, stage, name)
  local text = read(where, stage, 'counts.tsv', 'the counts of ' .. stage)
  if not text then return nil end
  for _, r in ipairs(rows(text)) do
    if r[1] == name then return r[2] end
  end
  facts.fail(where, ('no count `%s` of %s'):format(name, stage))
end

function facts.diff(where, stage)
  return read(where, stage, 'diff.txt', 'the diff of ' .. stage)
end

return facts
