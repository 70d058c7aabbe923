--- The live search in a picker of fzf-lua.
local pickers = require('docs_lsp.pickers')

local M = {}

local SEPARATOR = '\t'
local FAINT, PLAIN = '\27[90m', '\27[0m'

--- Return an item in one line, which its number in the list begins.
---@param number integer
---@param item docs_lsp.Item
---@return string
local function row_of(number, item)
  local rest = ('%s  %s'):format(pickers.facts(item), item.summary or '')
  return (('%d%s%s  %s%s%s'):format(number, SEPARATOR, pickers.name(item), FAINT, rest, PLAIN):gsub('\n', ' '))
end

---@param query string
function M.open(query)
  local by_number = {} ---@type docs_lsp.Item[]

  ---@param row string
  local function item_of(row)
    return by_number[tonumber(row and row:match('^(%d+)' .. SEPARATOR))]
  end

  local Previewer = require('fzf-lua.previewer.builtin').base:extend()
  function Previewer:new(options, all_options, window)
    Previewer.super.new(self, options, all_options, window)
    setmetatable(self, Previewer)
    return self
  end
  function Previewer:populate_preview_buf(row)
    local item = item_of(row)
    local buffer = self:get_tmp_buffer()
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, item and pickers.preview(item, self.win.preview_winid) or {})
    self:set_preview_buf(buffer)
    pcall(vim.treesitter.start, buffer, 'markdown')
  end
  function Previewer:gen_winopts()
    return vim.tbl_extend('force', self.winopts, {
      wrap = true, linebreak = true, conceallevel = 2, number = false,
    })
  end

  ---@param command? string
  local function choosing(command)
    return function(rows)
      local item = item_of(rows[1])
      if item then
        pickers.choose(item, command)
      end
    end
  end

  require('fzf-lua').fzf_live(function(typed)
    local words = type(typed) == 'table' and typed[1] or typed
    return function(add)
      coroutine.wrap(function()
        local this = coroutine.running()
        require('docs_lsp.server').search(words or '', function(items)
          by_number = items
          coroutine.resume(this)
        end)
        coroutine.yield()
        for number, item in ipairs(by_number) do
          add(row_of(number, item))
        end
        add(nil)
      end)()
    end
  end, {
    query = query,
    prompt = 'Documentation> ',
    previewer = Previewer,
    exec_empty_query = true,
    fzf_opts = { ['--delimiter'] = SEPARATOR, ['--with-nth'] = '2..', ['--no-sort'] = true },
    actions = {
      ['enter'] = choosing(),
      ['ctrl-s'] = choosing('split'),
      ['ctrl-v'] = choosing('vsplit'),
      ['ctrl-t'] = choosing('tab split'),
    },
  })
end

return M
