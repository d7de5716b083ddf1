-- works.lua: runs after citeproc. pandoc would give the list of works roles
-- that ARIA has since withdrawn; as raw HTML it has none.
if not FORMAT:match('html') then return {} end

local function raw(s) return pandoc.RawBlock('html', s) end

function Div(el)
  if not el.classes:includes('csl-entry') and el.identifier ~= 'refs' then
    return nil
  end
  local blocks = pandoc.List {raw(('<div id="%s" class="%s">'):format(
    el.identifier, el.identifier == 'refs' and 'works' or 'csl-entry'))}
  blocks:extend(el.content)
  blocks:insert(raw('</div>'))
  return blocks
end
