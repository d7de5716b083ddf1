-- epub.lua: the book as one EPUB. Its pages are those of html.lua, except
-- where an e-reader differs from a browser: nothing folds, headings are
-- pandoc's own (it cuts the files at chapters and makes the contents),
-- links lead to those files, drawings are pictures, answers wait for the
-- end.
local book = require 'weave.book'
local html = require 'weave.html'
local X = book.xref

local epub = setmetatable({format = 'epub'}, {__index = html})
local raw = html.raw

-- pandoc's name for the file that each page becomes, in their order.
local file_of = {}
do
  local order = {}
  for i, p in ipairs(X.pages) do order[i] = p.page end
  if next(X.answers) then order[#order + 1] = 'answers.html' end
  for _, part in ipairs(book.end_parts) do
    order[#order + 1] = part .. '.html'
  end
  for i, page in ipairs(order) do
    file_of[page] = ('ch%03d.xhtml'):format(i)
  end
end

-- html.lua's own functions ask these as well.
function html.url(page, id)
  return (file_of[page] or error('no such page: ' .. page))
    .. (id and '#' .. id or '')
end
function html.home(c) return c.answer and 'answers.html' or c.page end
function html.stage(name) return '<code>' .. name .. '</code>' end
function html.difference(_, text) return text end
function html.take_home(folder) return html.stage('tangle/' .. folder) end

function epub.end_matter() return {} end

-- Headings ----------------------------------------------------------------

function epub.heading(level, head, content)
  local text = pandoc.List {}
  if head.num then
    text:extend {pandoc.Span(head.num, pandoc.Attr('', {'n'})),
      pandoc.Space()}
  end
  text:extend(content)
  return pandoc.Header(level, text, pandoc.Attr(head.id))
end
function epub.chapter(p)
  return {epub.heading(1, {id = p.id, num = p.label ~= '' and p.label},
    {pandoc.Str(p.title)})}
end

-- What folds in a browser -------------------------------------------------

function epub.chunk(label) return html.chunk(label, true) end
function epub.hint(content)
  return {raw('<div class="hint">'), pandoc.Para(content), raw('</div>')}
end
function epub.answer(number, folder, base, blocks)
  local here = ('<p class="see"><a href="%s">Answer to %s</a></p>'):format(
    html.url('answers.html', 'answer-' .. number), number)
  local title = ('<div class="answer" id="answer-%s"><p class="box-title">'
    .. 'Answer to <a href="%s">%s</a></p>'):format(number,
    html.url(book.page, 'ex-' .. number), number)
  return {raw(here)}, {raw(title), blocks,
    html.answer_foot(folder, base), raw('</div>')}
end

-- Figures: build/epub/ has each as it is printed, as an SVG --------------

function epub.figure(f)
  local picture = pandoc.Image({pandoc.Str(f.alt)},
    'build/epub/' .. f.base .. '.svg')
  return {raw('<figure class="fig" id="' .. f.id .. '">'),
    pandoc.Plain {picture}, raw('<figcaption><b>Figure ' .. f.num
      .. '.</b> '), pandoc.Plain(f.caption), raw('</figcaption></figure>')}
end

return epub
