--- The lists that search: one module each, and what they have in common.
local M = {}

-- The plugin of each picker, in order of preference. `float` needs none.
local PLUGINS = {
  { picker = 'snacks', module = 'snacks' },
  { picker = 'telescope', module = 'telescope' },
  { picker = 'fzf-lua', module = 'fzf-lua' },
}

--- Return the picker that is used when the user has chosen none.
---@return string
function M.preferred()
  for _, one in ipairs(PLUGINS) do
    if package.loaded[one.module] or #vim.api.nvim_get_runtime_file('lua/' .. one.module .. '/init.lua', false) > 0 then
      return one.picker
    end
  end
  return 'float'
end

---@param picker? string
---@param query string
function M.open(picker, query)
  picker = picker or M.preferred()
  local is_there, module = pcall(require, 'docs_lsp.pickers.' .. picker:gsub('-', '_'))
  if not is_there then
    require('docs_lsp.server').complain('the picker ' .. picker .. ' cannot be used: ' .. module)
    return
  end
  module.open(query)
end

--- Return what people call an item: the heading of a section, or a name.
---@param item docs_lsp.Item
---@return string
function M.name(item)
  if item.title and (item.kind == 'keyword' or item.kind == 'operator') then
    return item.name .. ' ' .. item.title
  end
  return item.title or item.name
end

--- Return the text beside the name of an item.
---@param item docs_lsp.Item
---@return string
function M.facts(item)
  local facts = { item.kind }
  if item.since then
    facts[#facts + 1] = 'since ' .. item.since
  end
  if item.deprecated then
    facts[#facts + 1] = 'deprecated'
  end
  return table.concat(facts, ' · ')
end

--- Return an item in one line.
---@param item docs_lsp.Item
---@return string
function M.row(item)
  return ('%s  %s  %s'):format(M.name(item), M.facts(item), item.summary or '')
end

--- Return the bytes of an item's name that the query matched, as pairs from 0.
---@param item docs_lsp.Item
---@return integer[][]
function M.matched(item)
  if not vim.startswith(M.name(item), item.name) then
    return {}
  end
  return vim.tbl_map(function(pair)
    return {
      vim.str_byteindex(item.name, 'utf-16', pair[1], false),
      vim.str_byteindex(item.name, 'utf-16', pair[2], false),
    }
  end, item.nameRanges or {})
end

--- Return the page of an item without the targets of its links, in lines that fit a window.
---@param item docs_lsp.Item
---@param window? integer
---@return string[]
function M.preview(item, window)
  local page = require('docs_lsp.page')
  local lines, message = page.lines(page.address(item.docset, item.anchor), window)
  while lines and #lines > 1 and (lines[#lines] == '' or lines[#lines]:find('^%[%d+%]: ')) do
    lines[#lines] = nil
  end
  return lines or { message }
end

--- Open the page of a chosen item.
---@param item docs_lsp.Item
---@param command? string such as `vsplit`, run first
function M.choose(item, command)
  if command then
    vim.cmd(command)
  end
  require('docs_lsp.page').open(item)
end

return M
