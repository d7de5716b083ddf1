-- index.lua: where a reader looks things up: chunks, identifiers, figures,
-- works. Blocks for a page of the site or a chapter at the end of the PDF.
local book = require 'weave.book'
local X = book.xref

local index = {}

local function by_letter(a, b)
  local x, y = a:lower(), b:lower()
  if x == y then return a < b end
  return x < y
end

-- Names with their definitions and uses: {name, defs, uses}, sorted.
local function rows(defs, uses)
  local list = {}
  for name, labels in pairs(defs) do
    if X.chunks[labels[1]].answer then goto continue end
    local own, others = {}, {}
    for _, l in ipairs(labels) do own[l] = true end
    for _, l in ipairs(uses[name] or {}) do
      if not own[l] then others[#others + 1] = l end
    end
    list[#list + 1] = {name = name, defs = labels, uses = others}
    ::continue::
  end
  table.sort(list, function(a, b) return by_letter(a.name, b.name) end)
  return list
end

-- What each term means: the sentence that defines it, or better words.
function index.glossary(out)
  local prose = require 'weave.prose'
  local meaning, entries = dofile('build/terms.lua'), {}
  for i, t in ipairs(X.terms) do
    local page = book.chapter_of(t.page)
    entries[i] = {term = t.term, id = t.id, page = t.page,
      where = (page.label ~= '' and page.label .. ' ' or '') .. page.title,
      meaning = prose.paragraph(meaning[t.id], out)}
  end
  table.sort(entries, function(a, b) return by_letter(a.term, b.term) end)
  return {
    out.heading(1, {id = 'glossary'}, {pandoc.Str('Glossary')}),
    out.lead('What the words mean, each with the chapter that defines it.'),
    out.glossary(entries),
  }
end

function index.chunks(out)
  return {
    out.heading(1, {id = 'chunks'}, {pandoc.Str('Chunks')}),
    out.lead('Where each chunk is defined, in bold, and where it is used.'),
    out.index(rows(X.defs, X.uses), 'chunk'),
  }
end

function index.identifiers(out)
  return {
    out.heading(1, {id = 'identifiers'}, {pandoc.Str('Identifiers')}),
    out.lead('Where each name is defined, in bold, and where it is used.'),
    out.index(rows(X.idents, X.iuses), 'ident'),
  }
end

function index.figures(out)
  return {
    out.heading(1, {id = 'figures'}, {pandoc.Str('Figures')}),
    out.figure_list(X.figures),
  }
end

-- citeproc fills the Div; `nocite` makes it hold every entry.
function index.references(out)
  return {
    out.heading(1, {id = 'references'}, {pandoc.Str('References')}),
    pandoc.Div({}, pandoc.Attr('refs')),
  }
end

return index
