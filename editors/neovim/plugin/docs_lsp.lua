-- Commands and autocommands; everything else is loaded when it is used.
if vim.g.loaded_docs_lsp then
  return
end
vim.g.loaded_docs_lsp = true

local group = vim.api.nvim_create_augroup('docs_lsp', {})

---@param pattern string|string[]
local function on(event, pattern, callback)
  vim.api.nvim_create_autocmd(event, { group = group, pattern = pattern, callback = callback })
end

on('BufReadCmd', 'docs-lsp:/*', function(args)
  require('docs_lsp.page').read(args.buf)
end)
-- Workspace symbols and local links lead to pages in files, in the server's cache.
on('BufReadPost', '*/pages/*~*/*/*.md', function(args)
  require('docs_lsp.page').prepare(args.buf)
end)
on({ 'LspAttach', 'LspDetach' }, '*', function(args)
  require('docs_lsp.server').tell_of_others(args.buf)
end)

local actions = {
  search = function(words)
    require('docs_lsp').search({ query = words })
  end,
  open = function(words)
    require('docs_lsp').open(words)
  end,
  online = function(words)
    require('docs_lsp').open_online(words)
  end,
}

vim.api.nvim_create_user_command('DocsLsp', function(command)
  local action, words = command.args:match('^%s*(%S*)%s*(.-)%s*$')
  local run = actions[action == '' and 'search' or action]
  if run == nil then
    vim.notify('DocsLsp: no action named ' .. action, vim.log.levels.ERROR)
    return
  end
  run(words ~= '' and words or nil)
end, {
  nargs = '*',
  desc = 'Search or open documentation: search [QUERY], open [NAME], online [NAME]',
  complete = function(typed, line)
    if #vim.split(vim.trim(line), '%s+') > (typed == '' and 1 or 2) then
      return {}
    end
    return vim.tbl_filter(function(name)
      return vim.startswith(name, typed)
    end, { 'open', 'online', 'search' })
  end,
})

vim.keymap.set('n', '<Plug>(docs-lsp-search)', function()
  require('docs_lsp').search()
end, { desc = 'Search documentation' })
vim.keymap.set('n', '<Plug>(docs-lsp-open)', function()
  require('docs_lsp').open()
end, { desc = 'Open the documentation of the name under the cursor' })

-- The documentation of a completion breaks between words. Neovim 0.11 shows it as its Markdown is written; 0.12 renders it.
local function show_documentation()
  local shown = vim.fn.complete_info({ 'selected', 'items', 'preview_bufnr', 'preview_winid' })
  local chosen = shown.items and shown.items[shown.selected + 1]
  local id = vim.tbl_get(chosen or {}, 'user_data', 'nvim', 'lsp', 'client_id')
  local client = id and vim.lsp.get_client_by_id(id)
  if client and client.name == 'docs_lsp' and shown.preview_winid and vim.api.nvim_win_is_valid(shown.preview_winid) then
    vim.wo[shown.preview_winid].linebreak = true
    if vim.fn.has('nvim-0.12') == 0 then
      vim.wo[shown.preview_winid].conceallevel = 2
      pcall(vim.treesitter.start, shown.preview_bufnr, 'markdown')
    end
  end
end
on('CompleteChanged', '*', vim.schedule_wrap(show_documentation))
on('LspRequest', '*', function(args) -- 0.12 opens the window when it has asked for the text
  local request = args.data.request
  if request.method == 'completionItem/resolve' and request.type == 'complete' then
    vim.defer_fn(show_documentation, 20)
  end
end)
