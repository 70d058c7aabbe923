--- A query through `vim.ui.input`, its results through `vim.ui.select`.
local pickers = require('docs_lsp.pickers')

local M = {}

--- Return an item in one line of the screen, beside the number that Neovim's own list puts before it.
---@param item docs_lsp.Item
---@return string
local function row_of(item)
  return vim.fn.printf(('%%.%dS'):format(vim.o.columns - 6), pickers.row(item))
end

local function select(query)
  require('docs_lsp.server').search(query, function(items)
    if #items == 0 then
      vim.notify('Nothing found for ' .. query)
      return
    end
    local shown = vim.list_slice(items, 1, math.max(vim.o.lines - 4, 10)) -- more would scroll away
    vim.ui.select(shown, {
      prompt = 'Documentation: ' .. query,
      kind = 'docs_lsp',
      format_item = row_of,
      preview_item = function(item)
        local buffer = vim.api.nvim_create_buf(false, true)
        vim.api.nvim_buf_set_lines(buffer, 0, -1, false, pickers.preview(item))
        vim.bo[buffer].filetype = 'markdown'
        vim.bo[buffer].bufhidden = 'wipe'
        return { buf = buffer }
      end,
    }, function(item)
      if item then
        pickers.choose(item)
      end
    end)
  end)
end

---@param query string
function M.open(query)
  if query ~= '' then
    select(query)
    return
  end
  vim.ui.input({ prompt = 'Search documentation: ' }, function(typed)
    if typed and typed ~= '' then
      select(typed)
    end
  end)
end

return M
