-- book.lua: what the weaver knows of the whole book, as the first pass left
-- it: build/xref.lua (names, numbers, labels) and build/chunks.lua (code).
-- Neither holds line numbers, so a page depends on other chapters' code but
-- not on their prose.
local web = dofile('book/tangle/web.lua')

local book = {
  web = web,
  xref = dofile('build/xref.lua'),
  code = dofile('build/chunks.lua'),
  page = nil,               -- the page being made: '04-bump.html'
  at = math.huge,           -- its place in the book: definitions up to here
  leaf = 1,                 -- of its leaves, the one being made
}
local X = book.xref

-- What stands behind the last chapter where the book is one piece.
book.end_parts = {'glossary', 'figures', 'chunks', 'identifiers',
  'references'}

local place = {}            -- page -> its place in the book
for i, p in ipairs(X.pages) do place[p.page] = i end
-- Folders that the book tangles: the stages, and others with files of their
-- own. `at` is the place whose prefix of the book they hold.
local folder_of = {}
for _, s in ipairs(X.stages) do
  s.at, s.is_stage = place[s.page], true
  folder_of[s.name] = s
end
for name, f in pairs(X.folders) do
  folder_of[name] = {name = name, page = f.page, roots = f.roots,
    at = place[f.page]}
end

-- Puts us on a page of the book; pages that are no chapter see all of it.
function book.enter(page, leaf)
  book.page, book.at = page, place[page] or math.huge
  book.leaf = leaf or 1
  return X.pages[place[page]]
end

-- On the web a long chapter is several pages, its leaves. Which one has an
-- anchor, and what is the file's name?
local leaf_of = {}
local function lay(page, id, leaf) leaf_of[page .. '#' .. id] = leaf end
for id, d in pairs(X.labels) do lay(d.page, id, d.leaf) end
for _, h in ipairs(X.heads) do lay(h.page, h.id, h.leaf) end
for _, t in ipairs(X.terms) do lay(t.page, t.id, t.leaf) end
for _, c in pairs(X.chunks) do lay(c.page, 'c' .. c.num, c.leaf) end
function book.leaf_of(page, id) return leaf_of[page .. '#' .. id] or 1 end
function book.file(page, leaf)
  return leaf > 1 and page:gsub('%.html$', '-' .. leaf .. '.html') or page
end

function book.chapter_of(page) return X.pages[place[page]], place[page] end
function book.folder(name) return folder_of[name] end

-- All folders, in the order of the book.
function book.folders()
  local list = {}
  for _, f in pairs(folder_of) do list[#list + 1] = f end
  table.sort(list, function(a, b)
    if a.at ~= b.at then return a.at < b.at end
    return a.name < b.name
  end)
  return list
end

-- The first and the last folder of a list of names: a badge.
function book.range(names)
  local first, last
  for _, name in ipairs(names) do
    local f = folder_of[name]     -- an answer's is none of them
    if not f then break end
    if not first or f.at < first.at then first = f end
    if not last or f.at > last.at then last = f end
  end
  return first, last ~= first and last or nil
end
-- Is a chunk in every stage from its own chapter's to the last? That is the
-- rule, and needs no badge.
function book.stays(c)
  local first, last = book.range(c.stages)
  return first and first.is_stage and first.page == c.page
    and (last or first) == X.stages[#X.stages]
end
function book.place_of(label) return place[X.chunks[label].page] end

-- A chunk's name without the number of the answer that it belongs to.
function book.bare(name)
  return (name:gsub(' %(answer [^)]*%)$', ''))
end

-- A line of a chapter's header, as Markdown.
function book.inlines(text)
  local first = pandoc.read(text, 'markdown').blocks[1]
  return first and first.content or pandoc.List {}
end

-- The terms of a page: as it writes them -> {term, text, id, page}.
function book.terms_of(page)
  local terms = {}
  for _, t in ipairs(X.terms) do
    if t.page == page then terms[t.text] = t end
  end
  return terms
end

-- The chunks of a page, in its order.
local by_page
function book.chunks_of(page)
  if not by_page then
    by_page = {}
    for label, c in pairs(X.chunks) do
      local list = by_page[c.page] or {}
      by_page[c.page] = list
      list[tonumber(c.num:match('(%d+)$'))] = label
    end
  end
  return by_page[page] or {}
end

-- The headings of a page below its title, in its order.
function book.heads_of(page)
  local list = {}
  for _, h in ipairs(X.heads) do
    if h.page == page then list[#list + 1] = h end
  end
  return list
end

-- The definitions of a chunk that are in force at a place of the book:
-- those up to there, from the last one that replaces.
function book.defs_at(name, at)
  local list = {}
  for _, label in ipairs(X.defs[name] or {}) do
    if book.place_of(label) > at then break end
    if X.chunks[label].replaces then list = {} end
    list[#list + 1] = label
  end
  return list
end

-- How a definition stands to the others of its name: the part it continues
-- and the one that continues it; the parts it replaces, what replaces it.
function book.relations(label)
  local c = X.chunks[label]
  local all, r = X.defs[c.name], {replaced = c.replaced_by}
  local before, after = all[c.part - 1], all[c.part + 1]
  if c.replaces then
    r.replaces = {}
    for i = c.part - 1, 1, -1 do
      table.insert(r.replaces, 1, all[i])
      if X.chunks[all[i]].replaces then break end
    end
  else
    r.continues = before
  end
  -- an answer's first part, over those of the chapters
  if c.over and c.part == 1 then
    r.adds = c.adds and {c.over[#c.over]} or nil
    r.replaces = not c.adds and c.over or nil
  end
  if after and not X.chunks[after].replaces then r.continued = after end
  return r
end

-- Where a link to a chunk leads: its definition in force here or, when that
-- is still to come, its first one.
function book.chunk_target(name)
  return book.defs_at(name, book.at)[1] or (X.defs[name] or {})[1]
end

-- The chunk that defines an identifier: the latest one up to here. Prose
-- may also look ahead to the first.
function book.ident_target(id, ahead)
  local labels, found = X.idents[id] or {}, nil
  for _, label in ipairs(labels) do
    if book.place_of(label) <= book.at then found = label end
  end
  return found or ahead and labels[1] or nil
end

-- A chunk's code as it is shown under its name: empty lines before and
-- after, which keep it apart from its neighbours in a file, are left out.
function book.shown(label)
  local s = book.code[label]
  while s:find('^[ \t]*\n') do s = s:gsub('^[ \t]*\n', '') end
  return (s:gsub('%s+$', ''))
end

-- Lines of a chunk's code.
function book.lines(label)
  local list = {}
  for l in (book.code[label] .. '\n'):gmatch('([^\n]*)\n') do
    list[#list + 1] = l
  end
  if book.code[label] == '' then return {} end
  return list
end

-- A root as it is tangled at a place of the book: a list of {text, label},
-- each line with the chunk that made it.
function book.expand(root, at)
  local out = {}
  local function add(text, label)
    local last = out[#out]
    last.text = last.text .. text
    last.label = last.label or (text:match('%S') and label)
  end
  local function put(name, indent, depth)
    if depth > 50 then error('chunk ' .. name .. ' uses itself') end
    local first = true
    for _, label in ipairs(book.defs_at(name, at)) do
      for _, line in ipairs(book.lines(label)) do
        if not first then out[#out + 1] = {text = indent} end
        first = false
        for text, use in (line .. '\1\2'):gmatch('([^\1]*)\1([^\2]*)\2') do
          add(text, label)
          if use ~= '' then
            local so_far = out[#out].text
            put(use, so_far:gsub('[^\t]', ' '), depth + 1)
          end
        end
        out[#out].label = out[#out].label or label
      end
    end
  end
  out[1] = {text = ''}
  put(root, '', 0)
  return out
end

return book
