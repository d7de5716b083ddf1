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
