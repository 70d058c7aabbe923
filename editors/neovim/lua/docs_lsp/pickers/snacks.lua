--- The live search in a picker of snacks.nvim.
local pickers = require('docs_lsp.pickers')

local M = {}

---@param query string
local function finder_of(query)
  return function(found)
    local async = require('snacks.picker.util.async').running()
    local cancel, items = function() end, nil
    -- A finder runs, and is aborted, where requests can be neither sent nor cancelled.
    async:on('abort', vim.schedule_wrap(function()
      cancel()
    end))
    vim.schedule(function()
      cancel = require('docs_lsp.server').search(query, function(result)
        items = result
        async:resume()
      end)
    end)
    async:suspend()
    for _, item in ipairs(items or {}) do
      found({ text = item.name, item = item })
    end
  end
end

---@param query string
function M.open(query)
  require('snacks').picker.pick({
    source = 'docs_lsp',
    title = 'Search documentation',
    live = true,
    search = query,
    show_empty = true,
    matcher = { sort_empty = false },
    sort = { fields = { 'idx' } }, -- the order is the server's
    finder = function(_, context)
      return finder_of(context.filter.search)
    end,
    format = function(row)
      local item = row.item
      return {
        { pickers.name(item), 'SnacksPickerLabel' },
        { '  ' .. pickers.facts(item), 'SnacksPickerComment' },
        { '  ' .. (item.summary or ''), 'SnacksPickerComment' },
      }
    end,
    preview = function(context)
      context.preview:reset()
      context.preview:wo({ wrap = true, linebreak = true, conceallevel = 2, number = false })
      context.preview:set_lines(pickers.preview(context.item.item, context.win))
      context.preview:highlight({ ft = 'markdown' })
    end,
    confirm = function(picker, row, action)
      picker:close()
      if row then
        local commands = { split = 'split', vsplit = 'vsplit', tab = 'tab split' }
        pickers.choose(row.item, commands[action and action.cmd])
      end
    end,
  })
end

return M
