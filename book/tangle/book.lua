-- book.lua: what the passes over the book share: the tables they fill, and
-- the mistakes they find.
--
-- X becomes build/xref.lua.  It holds no line numbers, so that an edit of
-- the prose leaves it alone.
--   pages   list {file, slug, nn, page = '04-bump.html', title, stage,
--           label = '4', '' or 'A', promise, red, before, appendix}
--   chunks  label -> {name, num = '4.3', label, page, file, defs, part,
--           root, ext, replaces, replaced_by, stages, answer, bare, adds,
--           over}: `part` counts the
--           definitions of the name; `ext` is that of the first root with
--           it ('mk' for a Makefile); `stages` are the folders that hold it
--   defs    name -> labels, in book order;  uses: name -> users' labels
--   idents  identifier -> labels that define it;  iuses: that use it
--   labels  'fig:x', 'tbl:x', 'eq:x', 'sec:x', 'ch:slug' or a heading's
--           explicit id -> {page, kind, num, title}
--   heads   list {level, title, id, num, page}, level 1 being the chapter
--   figures list {id, num, page, caption}
--   stages  list {name, nn, page, previous, roots}
--   terms   list {term, text, id, page}: words that the text defines, and
--           how they are written there
--   folders name -> {page, roots}, of folders that are no stage's
--   answers exercise ('4.2') -> {page, file, base, folder}: where the
--           answer starts from, and its own folder if it has code
-- A chunk of an answer has its number in `answer`, the name that it was
-- given without that in `bare`, and in `over` the labels of the chapters'
-- chunks that it takes the place of or, if it `adds`, goes on from.
-- Titles and captions are plain text.  Roots are chunk names ('pages/a.c').
local book = {
  build = os.getenv('HPOC_BUILD') or 'build',
  chapters = {},                -- as web.lua read them, in order
  answer_files = {},            -- the answers to their exercises
  files = {},                   -- both
  answers = {},                 -- '4.2' -> see answers.lua
  chunks = {},                  -- label -> the chunk as web.lua read it
  roots = {},                   -- lines of build/roots.tsv
  requests = {},                -- lines of build/requests.tsv, as tables
  needs = {},                   -- lines of build/pages.tsv
  errors = {},                  -- list {file, line, text}
  X = {                         -- build/xref.lua
    pages = {}, chunks = {}, defs = {}, uses = {}, idents = {}, iuses = {},
    labels = {}, heads = {}, figures = {}, stages = {}, folders = {},
    answers = {}, terms = {},
  },
  terms = {},                   -- id -> what the term means, as Markdown
}

-- Tables ------------------------------------------------------------------

function book.add(t, key, v)
  t[key] = t[key] or {}
  table.insert(t[key], v)
end

function book.sorted_keys(t)
  local ks = {}
  for k in pairs(t) do ks[#ks + 1] = k end
  table.sort(ks)
  return ks
end

function book.has(list, v)
  for _, x in ipairs(list or {}) do if x == v then return true end end
  return false
end

-- Errors ------------------------------------------------------------------

local seen = {}
function book.err(file, line, msg)
  local s = file .. ':' .. line .. ': error: ' .. msg
  if seen[s] then return end
  seen[s] = true
  book.errors[#book.errors + 1] = {file = file, line = line, text = s}
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
function book.hint(word, candidates)
  local best, at = nil, math.min(3, (#word + 1) // 2)
  for k in pairs(candidates) do
    local d = distance(word, k)
    if d < at or (d == at and best and k < best) then best, at = k, d end
  end
  return best and ' (did you mean ' .. best .. '?)' or ''
end

return book
