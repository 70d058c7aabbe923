--- A query through `vim.ui.input`, its results through `vim.ui.select`.
local pickers = require('docs_lsp.pickers')

local M = {}

local function select(query)
  require('docs_lsp.server').search(query, function(items)
    if #items == 0 then
      vim.notify('Nothing found for ' .. query)
      return
    end
    vim.ui.select(items, {
      prompt = 'Documentation: ' .. query,
      kind = 'docs_lsp',
      format_item = pickers.row,
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
