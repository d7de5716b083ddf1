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

-- Tokens are {text=, class=} or {use=name}; this cuts the uses out.
local function cut(tokens, text, class, uses)
  local at = 1
  for from, k, to in text:gmatch('()NwQ(%u%u)qwN()') do
    if from > at then
      tokens[#tokens + 1] = {text = text:sub(at, from - 1), class = class}
    end
    local a, b = k:byte(1, 2)
    tokens[#tokens + 1] = {use = uses[(a - 65) * 26 + b - 64]}
    at = to
  end
  if at <= #text then
    tokens[#tokens + 1] = {text = text:sub(at), class = class}
  end
end

-- Code as a list of lines, each a list of tokens.
local known = {}
function code.tokens(text, ext)
  local key = (ext or '') .. '\0' .. text
  if known[key] then return known[key] end
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
    for from, class, inner, to in
        l:gmatch('()<span class="(%w+)">([^<]*)</span>()') do
      cut(tokens, plain(l:sub(at, from - 1)), nil, uses)
      cut(tokens, plain(inner), class, uses)
      at = to
    end
    cut(tokens, plain(l:sub(at)), nil, uses)
    lines[#lines + 1] = tokens
  end
  known[key] = lines
  return lines
end

-- Calls f(token) for what a line is made of, with its identifiers as tokens
-- of their own ({id=}); names in comments and strings stay text.
local MUTE = {co = true, st = true, an = true, ch = true, cv = true,
  ['do'] = true}
function code.each(tokens, f)
  for _, t in ipairs(tokens) do
    if t.use or MUTE[t.class] then
      f(t)
    elseif t.class == 'im' and book.xref.defs[t.text:match('^"(.*)"$')] then
      f {text = '"'}
      f {root = t.text:match('^"(.*)"$'), class = 'im'}
      f {text = '"'}
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

-- How a language comments: like C, or like a shell.
function code.comments(ext)
  return LANGUAGE[ext] == 'c' and 'c' or 'sh'
end

return code
