-- site.lua: what surrounds the text of a page: contents, neighbours, title;
-- the front page; and what scripts load: search records and previews.
local book = require 'weave.book'
local html = require 'weave.html'
local code = require 'weave.code'
local web, X = book.web, book.xref

local site = {
  title = 'Heaping Pile of Crap',
  promise = 'How malloc works, by writing it: a memory allocator that '
    .. 'grows, a chapter at a time, from one pointer to glibc’s.',
}

-- Pages made from the whole book, in the order they are listed.
local MADE = {
  {page = 'glossary.html', title = 'Glossary'},
  {page = 'chunks.html', title = 'All chunks'},
  {page = 'identifiers.html', title = 'All identifiers'},
  {page = 'figures.html', title = 'Figures'},
  {page = 'references.html', title = 'References'},
}

local esc = html.esc

local function link(page, n, title, here)
  return ('<a href="%s"%s><span class="n">%s</span><span>%s</span></a>')
    :format(page, here and ' aria-current="page"' or '', n or '',
      esc(title))
end

-- Contents: every chapter, and the sections of the one that is open.
local function contents(page)
  local out = {'<ol>'}
  for _, p in ipairs(X.pages) do
    out[#out + 1] = '<li>' .. link(p.page, p.label, p.title, p.page == page)
    if p.page == page then
      local sections = {}
      for _, h in ipairs(book.heads_of(page)) do
        if h.level == 2 then
          sections[#sections + 1] = ('<li>%s</li>'):format(
            link(html.url(page, h.id), h.num, h.title))
        end
      end
      if #sections > 0 then
        out[#out + 1] = '<ol>' .. table.concat(sections, '\n') .. '</ol>'
      end
    end
    out[#out + 1] = '</li>'
  end
  out[#out + 1] = '</ol><ul>'
  for _, p in ipairs(MADE) do
    out[#out + 1] = '<li>' .. link(p.page, nil, p.title, p.page == page)
      .. '</li>'
  end
  out[#out + 1] = '</ul>'
  return table.concat(out, '\n')
end

-- The page before and the page after, in reading order.
local function neighbours(page)
  local order = {{page = 'index.html', title = 'HPoC'}}
  for _, p in ipairs(X.pages) do
    order[#order + 1] = p
    for leaf = 2, p.leaves or 1 do
      order[#order + 1] = {page = book.file(p.page, leaf),
        title = p.title .. ', continued'}
    end
  end
  for _, p in ipairs(MADE) do order[#order + 1] = p end
  for i, p in ipairs(order) do
    if p.page == page then return order[i - 1], order[i + 1] end
  end
end

-- What page.html asks for.
function site.frame(meta, page, title, description, leaf)
  local file = book.file(page, leaf or 1)
  local before, after = neighbours(file)
  meta.errata = X.labels['ch:errata'] and X.labels['ch:errata'].page
  meta.page = file:gsub('%.html$', '')
  meta.pagetitle = title
  meta.description = description
  meta.contents = pandoc.MetaBlocks {html.raw(contents(page))}
  if before then
    meta.prevurl, meta.prevtitle = before.page, before.title
  end
  if after then meta.nexturl, meta.nexttitle = after.page, after.title end
end

-- The front page.
function site.front()
  local out = {
    ('<header class="title"><h1 id="top">%s</h1>\n<p>%s</p></header>')
      :format(site.title, site.promise),
    '<ol class="chapters">',
  }
  for _, p in ipairs(X.pages) do
    out[#out + 1] = ('<li><span class="n">%s</span><div><a class="t" '
      .. 'href="%s">%s</a>%s<p>%s</p></div></li>'):format(p.label, p.page,
      esc(p.title), p.stage and ' ' .. html.badge {p.stage} or '',
      html.inline(p.promise or ''))
  end
  out[#out + 1] = '</ol>\n<h2 id="elsewhere">To look things up</h2>\n<ul>'
  for _, p in ipairs(MADE) do
    out[#out + 1] = ('<li><a href="%s">%s</a></li>'):format(p.page, p.title)
  end
  local folders = {}
  for i, f in ipairs(book.folders()) do
    folders[i] = ('<a href="%s"><code>%s</code></a>'):format(
      html.stage_page(f.name), f.name)
  end
  out[#out + 1] = '<li>The code, stage by stage: '
    .. table.concat(folders, ', ') .. '</li>'
  out[#out + 1] = '<li>The book <a href="hpoc.pdf">as a PDF</a>, to print, '
    .. 'and <a href="hpoc.epub">as an EPUB</a>, for an e-reader</li>\n</ul>'
  return {html.raw(table.concat(out, '\n'))}
end

-- For search.js and the previews ------------------------------------------

local function json(s)
  return '"' .. s:gsub('[%c"\\<]', function(c)
    return ('\\u%04x'):format(c:byte())
  end) .. '"'
end

-- As a reader would say it: no markup, references by their numbers.
local function squeeze(s)
  s = s:gsub('@(%a+:[%w_-]+)', function(id)
    local d = X.labels[id]
    return d and (d.num ~= '' and d.num or d.title)
  end)
  return (s:gsub('[\1\2]', ''):gsub('%[%[', ''):gsub('%]%]', '')
    :gsub('%s+', ' '):gsub('^ ', ''))
end

-- A record for each section (prose), each chunk (code), each identifier.
function site.search_records(entry, blocks)
  local out = {}
  local function record(id, title, kind, body)
    out[#out + 1] = ('{u:%s,t:%s,k:%s,b:%s},'):format(
      json(html.url(entry.page, id)), json(title), json(kind),
      json(squeeze(body)))
  end
  local number = entry.label ~= '' and entry.label .. ' ' or ''
  local where = number .. entry.title
  local id, title, text = nil, where, {}
  local heads = book.heads_of(entry.page)
  table.remove(heads, 1)
  local function flush()
    record(id, title, where, table.concat(text, ' '))
  end
  for _, b in ipairs(blocks) do
    if b.t == 'Header' then
      flush()
      local h = table.remove(heads, 1)
      id, title, text = h.id, (h.num and h.num .. ' ' or '') .. h.title, {}
    elseif b.t ~= 'CodeBlock' then
      text[#text + 1] = pandoc.utils.stringify(b)
    elseif b.classes[1] ~= 'chunk' then
      text[#text + 1] = b.text
    end
  end
  flush()
  for _, label in ipairs(book.chunks_of(entry.page)) do
    local c = X.chunks[label]
    record(html.anchor(label), '⟨' .. squeeze(c.name) .. '⟩ ' .. c.num, where,
      book.code[label])
    for _, name in ipairs(c.defs) do
      record(html.anchor(label), name, 'defined in ' .. c.num .. ', ' .. where, '')
    end
  end
  return table.concat(out, '\n') .. '\n'
end

function site.previews(entry, leaf)
  local out = {}
  for _, label in ipairs(book.chunks_of(entry.page)) do
    if (X.chunks[label].leaf or 1) == leaf then
      out[#out + 1] = ('%s:%s'):format(json(html.anchor(label)),
        json(html.flat_chunk(label)))
    end
  end
  return ('hpocPreview(%s,{\n%s\n});\n'):format(
    json((book.file(entry.page, leaf):gsub('%.html$', ''))),
    table.concat(out, ',\n'))
end

return site
