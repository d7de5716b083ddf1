-- code.lua: source code as coloured tokens, the same for every format.
-- pandoc's own highlighter (skylighting) does the colouring: code goes out
-- as a code block, the HTML that comes back is read into tokens. A use is
-- sent through as one made-up identifier and found again on the way back.
local book = require 'weave.book'

local code = {}

-- skylighting's name for what a root's extension says
local LANGUAGE = {
  c = 'c', h = 'c', scn = 'c', Makefile = 'makefile', mk = 'makefile',
  awk = 'awk', sh = 'bash', py = 'python', js = 'javascript', lua = 'lua',
  diff = 'diff',
}
code.LANGUAGE = LANGUAGE

local ENTITY = {amp = '&', lt = '<', gt = '>', quot = '"', ['#39'] = "'"}
local function plain(html)
  return (html:gsub('&(#?%w+);', ENTITY))
end

-- Five colours are enough: keywords, types, strings, comments,
-- preprocessor. Half of a page is code, and a tag for each of skylighting's
-- thirty classes would be half of that.
local COLOUR = {
  kw = 'kw', cf = 'kw', dt = 'ty', co = 'co', an = 'co', cv = 'co',
  ['do'] = 'co', st = 'st', ch = 'st', vs = 'st', ss = 'st', sc = 'st',
  pp = 'pp', im = 'pp',
}

-- In make, what is no name is a string: only comments get a colour.
local IN_MAKE = {co = 'co'}

-- Adds a token, or to the last one when it has the same colour; blanks have
-- none.
local function add(tokens, text, class)
  local last, before = tokens[#tokens], tokens[#tokens - 1]
  if last and not last.use and last.class == class then
    last.text = last.text .. text
  elseif class and before and before.class == class
      and last.text and last.text:match('^ +$') then
    before.text = before.text .. last.text .. text
    tokens[#tokens] = nil
  else
    tokens[#tokens + 1] = {text = text, class = class}
  end
end

-- Tokens are {text=, class=} or {use=name}; this cuts the uses out.
local function cut(tokens, text, class, uses)
  local at = 1
  for from, k, to in text:gmatch('()NwQ(%u%u)qwN()') do
    if from > at then add(tokens, text:sub(at, from - 1), class) end
    local a, b = k:byte(1, 2)
    tokens[#tokens + 1] = {use = uses[(a - 65) * 26 + b - 64]}
    at = to
  end
  if at <= #text then add(tokens, text:sub(at), class) end
end

local function highlight(text, ext)
  local uses = {}
  local sent = text:gsub('\1([^\2]*)\2', function(name)
    uses[#uses + 1] = name
    local k = #uses - 1
    return 'NwQ' .. string.char(65 + k // 26, 65 + k % 26) .. 'qwN'
  end)
  local attr = pandoc.Attr('', {LANGUAGE[ext] or ext or 'text'})
  local doc = pandoc.Pandoc {pandoc.CodeBlock(sent, attr)}
  local html = pandoc.write(doc, 'html')
    :gsub('^.-<code[^>]*>', ''):gsub('</code></pre>.*$', '')
  local lines = {}
  for l in (html .. '\n'):gmatch('([^\n]*)\n') do
    l = l:gsub('^<span id="cb1%-%d+"><a [^>]*></a>(.*)</span>$', '%1')
    local tokens, at = {}, 1
    local colour = LANGUAGE[ext] == 'makefile' and IN_MAKE or COLOUR
    for from, class, inner, to in
        l:gmatch('()<span class="(%w+)">([^<]*)</span>()') do
      cut(tokens, plain(l:sub(at, from - 1)), nil, uses)
      cut(tokens, plain(inner), colour[class], uses)
      at = to
    end
    cut(tokens, plain(l:sub(at)), nil, uses)
    lines[#lines + 1] = tokens
  end
  return lines
end

-- Half of the time that a page takes would go into colours, and an edit
-- leaves most code as it was: build/tokens/<output>.lua keeps what the last
-- run made, under the language and the whole text. It holds for this file
-- and this pandoc only.
local MADE_BY = tostring(PANDOC_VERSION) .. ' '
  .. pandoc.utils.sha1(book.web.read('book/weave/code.lua'))
local kept_in = 'build/tokens/'
  .. (PANDOC_STATE.output_file or '-'):match('([^/]+)$') .. '.lua'
local load_kept = loadfile(kept_in)
local kept = load_kept and load_kept() or {}
if kept.made_by ~= MADE_BY then kept = {made_by = MADE_BY, tokens = {}} end
local known, is_new = {}, false

-- Code as a list of lines, each a list of tokens.
function code.tokens(text, ext)
  local key = (ext or '') .. '\0' .. text
  if not known[key] then
    is_new = is_new or not kept.tokens[key]
    known[key] = kept.tokens[key] or highlight(text, ext)
  end
  return known[key]
end

-- Keeps what this page has used.
function code.keep()
  if not is_new then return end
  os.execute('mkdir -p build/tokens')
  book.web.write_if_changed(kept_in, 'return '
    .. book.web.dump {made_by = MADE_BY, tokens = known})
end

-- `#include "x.h"`, where x.h is a root of ours: what stands before it, and
-- the root.
local function include(t)
  local before, root = t.text:match('^(#%s*include%s+")([^"]+)"$')
  return book.xref.defs[root] and before, root
end

-- Calls f(token) for what a line is made of, with its identifiers as tokens
-- of their own ({id=}); names in comments and strings stay text.
local MUTE = {co = true, st = true}
function code.each(tokens, f)
  for _, t in ipairs(tokens) do
    if t.use or MUTE[t.class] then
      f(t)
    elseif include(t) then
      local before, root = include(t)
      f {text = before, class = t.class}
      f {root = root, class = t.class}
      f {text = '"', class = t.class}
    else
      local at = 1
      for from, word, to in t.text:gmatch('()([%a_][%w_]*)()') do
        if book.xref.idents[word] then
          if from > at then
            f {text = t.text:sub(at, from - 1), class = t.class}
          end
          f {id = word, class = t.class}
          at = to
        end
      end
      if at <= #t.text then f {text = t.text:sub(at), class = t.class} end
    end
  end
end

-- Does the language comment like C, or like a shell?
function code.is_c(ext) return LANGUAGE[ext] == 'c' end

return code
