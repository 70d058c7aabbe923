--- The live search in a picker of telescope.nvim.
local pickers = require('docs_lsp.pickers')

local M = {}

---@param item docs_lsp.Item
local function entry_of(item)
  local entry_display = require('telescope.pickers.entry_display')
  local displayer = entry_display.create({
    separator = '  ',
    items = { {}, {}, { remaining = true } },
  })
  return {
    value = item,
    ordinal = item.name,
    display = function()
      local row, highlights = displayer({
        pickers.name(item),
        { pickers.facts(item), 'TelescopeResultsComment' },
        { item.summary or '', 'TelescopeResultsComment' },
      })
      for _, pair in ipairs(pickers.matched(item)) do
        table.insert(highlights, { pair, 'TelescopeMatching' })
      end
      return row, highlights
    end,
  }
end

---@return fun(query: string): docs_lsp.Item[] search, inside a coroutine of telescope
local function searching()
  local channel = require('plenary.async.control').channel
  local cancel = function() end
  return function(query)
    local send, receive = channel.oneshot()
    cancel()
    cancel = require('docs_lsp.server').search(query, send)
    return receive()
  end
end

---@param query string
function M.open(query)
  local actions = require('telescope.actions')
  local state = require('telescope.actions.state')
  local values = require('telescope.config').values
  local function choose(prompt, command)
    local entry = state.get_selected_entry()
    actions.close(prompt)
    if entry then
      pickers.choose(entry.value, command)
    end
  end
  require('telescope.pickers')
    .new({}, {
      prompt_title = 'Search documentation',
      default_text = query,
      finder = require('telescope.finders').new_dynamic({ fn = searching(), entry_maker = entry_of }),
      sorter = require('telescope.sorters').empty(), -- the order and the matches are the server's
      previewer = require('telescope.previewers').new_buffer_previewer({
        title = 'Documentation',
        define_preview = function(self, entry)
          vim.api.nvim_buf_set_lines(self.state.bufnr, 0, -1, false, pickers.preview(entry.value, self.state.winid))
          pcall(vim.treesitter.start, self.state.bufnr, 'markdown')
          local window = vim.wo[self.state.winid]
          window.wrap, window.linebreak, window.conceallevel = true, true, 2
        end,
      }),
      attach_mappings = function(prompt)
        for action, command in pairs({
          select_default = false, select_horizontal = 'split', select_vertical = 'vsplit', select_tab = 'tab split',
        }) do
          actions[action]:replace(function()
            choose(prompt, command or nil)
          end)
        end
        return true
      end,
    }, values)
    :find()
end

return M
