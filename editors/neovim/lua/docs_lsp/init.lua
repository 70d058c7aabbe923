--- Search and read documentation: the functions behind `:DocsLsp`.
local M = {}

---@class docs_lsp.Options
---@field picker? 'snacks'|'telescope'|'fzf-lua'|'float'|'select'
--- The list that searches; by default the first of the plugins that is installed, and else `float`.

---@type docs_lsp.Options
M.options = {}

---@param options? docs_lsp.Options
function M.setup(options)
  M.options = vim.tbl_extend('force', M.options, options or {})
end

--- Search as you type.
---@param options? { query?: string, picker?: string }
function M.search(options)
  options = options or {}
  require('docs_lsp.pickers').open(options.picker or M.options.picker, options.query or '')
end

--- Open the page of a name, or of what is under the cursor.
---@param name? string
function M.open(name)
  require('docs_lsp.server').find(name, function(entry)
    if entry then
      require('docs_lsp.page').open(entry)
    end
  end)
end

--- Open the online documentation of a name, or of what is under the cursor.
---@param name? string
function M.open_online(name)
  require('docs_lsp.server').find(name, function(entry)
    if entry then
      vim.ui.open(entry.url)
    end
  end)
end

return M
