-- render.lua: pandoc's filter that makes a page, or the whole book for TeX.
-- Run from the project root, after the first pass (book/tangle/scan.lua),
-- the tangle and the facts. What is made is named by -o:
--
--   pandoc -f book/weave/reader.lua -L book/weave/render.lua --citeproc
--     -L book/weave/works.lua --metadata-file=book/weave/book.yaml
--     -t html5 --mathml --template=book/weave/page.html
--     book/04-bump.nw -o build/html/04-bump.html       a chapter
--     /dev/null -o build/html/index.html               the front; so also
--       chunks, identifiers, figures, references .html
--       and stage-NAME.html for each folder under tangle/, diff-NAME.html
--       for each stage
--   pandoc ... -t latex --template=book/weave/book.latex
--     book/[0-9]*.nw -o build/hpoc.tex             the book, for lualatex
--   pandoc ... -t epub3 --mathml book/[0-9]*.nw -o build/hpoc.epub
--
-- A chapter's page also writes build/idx/<page>.js (records for search.js),
-- build/html/preview/<page>.js, and build/html/figures/ (its drawings).
-- book/weave/weave.mk holds these commands as rules.
--
--   book.lua   what the first pass found      code.lua    coloured tokens
--   facts.lua  what the stages' runs found    prose.lua   a chapter's text
--   html.lua, latex.lua, epub.lua  formats    index.lua   chunks, names
--   stage.lua  a stage's files and its diff   site.lua    around the text
--   works.lua  after citeproc: the list of works
package.path = 'book/?.lua;' .. package.path
local book = require 'weave.book'
local code = require 'weave.code'
local facts = require 'weave.facts'
local prose = require 'weave.prose'
local index = require 'weave.index'

local KIND = FORMAT:match('latex') or FORMAT:match('epub') or 'html'
local out = require('weave.' .. KIND)

-- A page's own list of works, if it cites any.
local function works_cited(blocks)
  local cites = false
  pandoc.walk_block(pandoc.Div(blocks),
    {Cite = function() cites = true end})
  if not cites then return {} end
  return {out.heading(2, {id = 'works-cited'}, {pandoc.Str('Works cited')}),
    pandoc.Div({}, pandoc.Attr('refs'))}
end

local function all_works(meta)
  meta.nocite = pandoc.MetaInlines {
    pandoc.Cite({pandoc.Str('@*')},
      {pandoc.Citation('*', 'NormalCitation')})}
end

local function the_book(doc)
  local blocks = {}
  for _, chapter in ipairs(doc.blocks) do
    blocks[#blocks + 1] = (prose.chapter(chapter, out))
  end
  book.enter(nil)
  blocks[#blocks + 1] = out.end_matter()
  blocks[#blocks + 1] = prose.end_answers()
  for _, part in ipairs(book.end_parts) do
    blocks[#blocks + 1] = index[part](out)
  end
  all_works(doc.meta)
  return prose.join(blocks)
end

local function chapter_page(doc, site)
  local source = doc.blocks[1]
  os.execute('mkdir -p build/idx build/html/preview build/html/figures')
  local file = PANDOC_STATE.output_file:match('([^/]+)$')
  local leaf = file ~= source.attributes.page
    and tonumber(file:match('%-(%d+)%.html$')) or 1
  local blocks, entry = prose.chapter(source, out, leaf)
  local title = entry.title .. (leaf > 1 and ', continued' or '')
  site.frame(doc.meta, entry.page, title,
    pandoc.utils.stringify(book.inlines(entry.promise or '')), leaf)
  -- seen from elsewhere, links need the page's name
  book.page = nil
  if leaf == 1 then
    book.web.write_if_changed('build/idx/' .. file:gsub('html$', 'js'),
      site.search_records(entry, source.content))
  end
  book.web.write_if_changed('build/html/preview/' .. file:gsub('html$', 'js'),
    site.previews(entry, leaf))
  book.page = entry.page
  return prose.join {blocks, works_cited(blocks)}
end

local TITLE = {glossary = 'Glossary', chunks = 'Chunks', identifiers = 'Identifiers',
  figures = 'Figures', references = 'References'}

local function made_page(doc, site)
  local page = PANDOC_STATE.output_file:match('([^/]+)%.html$')
  local file = page .. '.html'
  book.enter(file)
  if page == 'index' then
    doc.meta.front = true
    site.frame(doc.meta, file, 'HPoC: ' .. site.title, site.promise)
    return site.front()
  elseif TITLE[page] then
    site.frame(doc.meta, file, TITLE[page])
    if page == 'references' then all_works(doc.meta) end
    return prose.join(index[page](out))
  end
  local stage, changed = page:match('^stage%-(.+)$'), page:match('^diff%-(.+)$')
  if not book.folder(stage or changed) then
    error('no such page: ' .. file, 0)
  end
  doc.meta.wide = true
  if changed then
    site.frame(doc.meta, file, 'What changed in ' .. changed)
    return require('weave.stage').difference(changed)
  end
  site.frame(doc.meta, file, 'The stage ' .. stage)
  return require('weave.stage').blocks(stage)
end

function Pandoc(doc)
  if KIND == 'html' then
    local make = #doc.blocks > 0 and chapter_page or made_page
    doc.blocks = make(doc, require 'weave.site')
  else
    doc.blocks = the_book(doc)
  end
  facts.stop_on_errors()
  code.keep()
  return doc
end
