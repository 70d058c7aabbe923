--- `:checkhealth docs_lsp`.
local M = {}

local function check_server()
  vim.health.start('docs-lsp: server')
  if vim.fn.has('nvim-0.11') == 0 then
    vim.health.error('Neovim 0.11 or newer is needed')
    return
  end
  local config = vim.lsp.config.docs_lsp
  if config == nil then
    vim.health.error('there is no configuration named docs_lsp', {
      'Add editors/neovim of docs-lsp to the runtime path, or call vim.lsp.config("docs_lsp", …).',
    })
    return
  end
  if not vim.lsp.is_enabled('docs_lsp') then
    vim.health.warn('the server is not enabled', { 'Add to your init.lua: vim.lsp.enable("docs_lsp")' })
  end
  local command = type(config.cmd) == 'table' and config.cmd[1]
  if command and vim.fn.executable(command) == 0 then
    vim.health.error(command .. ' cannot be run', {
      'Install docs-lsp, or set cmd: vim.lsp.config("docs_lsp", { cmd = { "/path/to/docs-lsp" } })',
    })
    return
  end
  vim.health.ok('command: ' .. (command and vim.fn.exepath(command) or 'a function'))
  local server = require('docs_lsp.server')
  local status, message = server.request_sync('docsLsp/status', vim.empty_dict())
  if status == nil then
    vim.health.error('the server does not answer: ' .. message, { 'Read ' .. vim.lsp.log.get_filename() })
    return
  end
  vim.health.ok(('version %s on Python %s'):format(status.version, status.python))
  local client = server.client()
  local said = client and vim.tbl_get(client, 'settings', 'docs-lsp', 'otherServer')
  if said ~= nil then
    vim.health.ok(said and 'another Python server is active: docs-lsp repeats nothing of it'
      or 'no other Python server is active: docs-lsp offers all names and signatures')
  end
end

local function check_docsets()
  vim.health.start('docs-lsp: documentation')
  local result = require('docs_lsp.server').request_sync('docsLsp/docsets', vim.empty_dict())
  for _, docset in ipairs(result and result.items or {}) do
    local line = ('%s: %d entries'):format(docset.id, docset.entries)
    if docset.shown then
      vim.health.ok(line .. ', shown')
    else
      vim.health.info(line)
    end
  end
  if result and #result.items == 0 then
    vim.health.error('no documentation is installed', { 'Run in a terminal: docs-lsp build' })
  end
end

local function check_pickers()
  vim.health.start('docs-lsp: search')
  local picker = require('docs_lsp').options.picker or require('docs_lsp.pickers').preferred()
  vim.health.ok('picker: ' .. picker)
  for _, language in ipairs({ 'markdown', 'markdown_inline' }) do
    if pcall(vim.treesitter.language.inspect, language) then
      vim.health.ok('parser: ' .. language)
    else
      vim.health.warn('pages are not highlighted: there is no tree-sitter parser for ' .. language)
    end
  end
end

function M.check()
  check_server()
  check_docsets()
  check_pickers()
end

return M
