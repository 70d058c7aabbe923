--- Pages of documentation in buffers, by `docs-lsp:` address or in the server's cache.
local server = require('docs_lsp.server')

local M = {}

local SCHEME = 'docs-lsp:'
local WIDEST = 88 -- columns of a line

--- Return the address of an entry's page, as the server reads it.
---@param docset string
---@param anchor string
---@return string
function M.address(docset, anchor)
  local function quoted(text)
    return (text:gsub('[^%w/._~-]', function(char)
      return ('%%%02X'):format(char:byte())
    end))
  end
  return SCHEME .. '/' .. quoted(docset) .. '/' .. quoted(anchor) .. '.md'
end

--- Return the docset and the anchor of an address, or nil.
---@param address string
---@return string? docset, string? anchor
local function addressed(address)
  local docset, anchor = address:match('^docs%-lsp:/+([^/]+)/(.+)%.md$')
  if docset then
    return vim.uri_decode(docset), vim.uri_decode(anchor)
  end
end

--- Return the text of a page, in lines that fit a window, or nil and a message.
---@param address string
---@param window? integer
---@return string[]? lines, string? message
function M.lines(address, window)
  if window and vim.api.nvim_win_is_valid(window) then
    local width = vim.api.nvim_win_get_width(window) - vim.fn.getwininfo(window)[1].textoff
    address = ('%s?width=%d'):format(address, math.min(width, WIDEST))
  end
  local result, message = server.request_sync('workspace/textDocumentContent', { uri = address })
  if result == nil then
    return nil, message
  end
  return vim.split((result.text:gsub('\n+$', '')), '\n')
end

---@param buffer integer
local function set_window_options(buffer)
  for _, window in ipairs(vim.fn.win_findbuf(buffer)) do
    local options = vim.wo[window][0]
    options.wrap = true
    options.linebreak = true
    options.breakindent = true
    options.conceallevel = 2
    options.concealcursor = 'n'
    options.number = false
    options.relativenumber = false
    options.signcolumn = 'no'
    options.foldenable = false
    options.spell = false
  end
end

--- Fill the buffer of an address.
---@param buffer integer
function M.read(buffer)
  set_window_options(buffer) -- columns without numbers and signs are more
  local lines, message = M.lines(vim.api.nvim_buf_get_name(buffer), vim.fn.win_findbuf(buffer)[1])
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].swapfile = false
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines or { message })
  vim.bo[buffer].modified = false
  vim.bo[buffer].filetype = 'markdown'
  M.prepare(buffer)
end

--- Make a buffer readable and its links usable.
---@param buffer integer
function M.prepare(buffer)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].readonly = true
  pcall(vim.treesitter.start, buffer, 'markdown')
  set_window_options(buffer)
  vim.api.nvim_create_autocmd('BufWinEnter', {
    buffer = buffer,
    callback = function()
      set_window_options(buffer)
    end,
  })
  local function map(key, action, description)
    vim.keymap.set('n', key, action, { buffer = buffer, nowait = true, desc = description })
  end
  map('K', M.follow, 'Follow the link, or open the name under the cursor')
  map('<CR>', M.follow, 'Follow the link, or open the name under the cursor')
  map('gf', M.follow, 'Follow the link, or open the name under the cursor')
  map('gx', M.open_online, 'Open the link, or this page, in the browser')
  map('<Tab>', function()
    M.next_link(1)
  end, 'Go to the next link')
  map('<S-Tab>', function()
    M.next_link(-1)
  end, 'Go to the previous link')
  map('s', function()
    require('docs_lsp').search()
  end, 'Search documentation')
end

--- Open the page of an entry in the current window; the jump list leads back.
---@param entry docs_lsp.Item
function M.open(entry)
  M.edit(M.address(entry.docset, entry.anchor))
end

---@param address string
function M.edit(address)
  vim.cmd("normal! m'")
  local buffer = vim.fn.bufadd(address)
  vim.bo[buffer].buflisted = true
  vim.api.nvim_win_set_buf(0, buffer)
  set_window_options(buffer)
end

---@class docs_lsp.Link
---@field first integer byte of the line, from 1
---@field last integer
---@field target string

--- Return the links of a line; *definitions* are the targets of its reference-style links.
---@param line string
---@param definitions table<string, string>
---@return docs_lsp.Link[]
function M.links(line, definitions)
  local found = {}
  local start = 1
  while true do
    local first, bracket = line:find('%b[]', start)
    if first == nil then
      return found
    end
    local label = line:sub(first + 1, bracket - 1)
    local _, last, target = line:find('^%(<?([^%s>)]+)[^)]*%)', bracket + 1)
    if target == nil then
      local _, closing, reference = line:find('^%[([^%]]*)%]', bracket + 1)
      last = closing or bracket
      target = definitions[reference ~= nil and reference ~= '' and reference or label]
    end
    if target and not line:find('^:', last + 1) then
      found[#found + 1] = { first = first, last = last, target = target }
    end
    start = (target and last or first) + 1
  end
end

--- Return the targets of a page's reference-style links by label.
---@param buffer integer
---@return table<string, string>
local function definitions_of(buffer)
  local found = {}
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local label, target = line:match('^%s*%[([^%]]+)%]:%s*<?([^%s>]+)')
    if label then
      found[label] = target
    end
  end
  return found
end

---@return docs_lsp.Link? link under the cursor
local function link_under_cursor()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local line = vim.api.nvim_buf_get_lines(0, row - 1, row, false)[1] or ''
  local label, target = line:match('^%s*%[([^%]]+)%]:%s*<?([^%s>]+)')
  if label then -- a definition is a link too
    return { first = 1, last = #line, target = target }
  end
  for _, link in ipairs(M.links(line, definitions_of(0))) do
    if link.first <= column + 1 and column + 1 <= link.last then
      return link
    end
  end
end

--- Move to a link after the cursor (*step* 1) or before it (-1).
---@param step 1|-1
function M.next_link(step)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  local definitions = definitions_of(0)
  while lines[row] do
    local links = M.links(lines[row], definitions)
    if step < 0 then
      links = vim.iter(links):rev():totable()
    end
    for _, link in ipairs(links) do
      if (link.first - 1 - column) * step > 0 then
        vim.api.nvim_win_set_cursor(0, { row, link.first - 1 })
        return
      end
    end
    row = row + step
    column = step > 0 and -1 or math.huge
  end
end

--- Return the docset of this page, and the address of the online documentation of that docset.
---@return string? docset, string? base
local function origin()
  local name = vim.api.nvim_buf_get_name(0)
  local docset, anchor = addressed(name)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, 20, false)) do
    local url = line:match('%[online%]%(([^)]+)%)') or line:match('%[online%]:%s*(%S+)')
    if url and anchor and vim.endswith(url, anchor) then
      return docset, url:sub(1, -#anchor - 1)
    elseif url then
      return name:match('/pages/([^/]+)/%d+/[^/]+$'), url:match('^(.-//[^/]+/[%d.]+/)')
    end
  end
  return docset
end

--- Open the target of a link: a page here where there is one, else in the browser.
---@param target string
local function open_target(target)
  if vim.startswith(target, SCHEME) then
    M.edit(target)
    return
  end
  if vim.startswith(target, 'file:') then
    vim.cmd("normal! m'")
    vim.cmd.edit(vim.fn.fnameescape(vim.uri_to_fname(target)))
    return
  end
  local scheme = target:match('^(%a[%w+.-]*):')
  if scheme == nil then -- a path beside this page
    local file = vim.fs.joinpath(vim.fs.dirname(vim.api.nvim_buf_get_name(0)), vim.uri_decode(target))
    vim.cmd("normal! m'")
    vim.cmd.edit(vim.fn.fnameescape(vim.fs.normalize(file)))
    return
  end
  local docset, base = origin()
  if docset and base and vim.startswith(target, base) then
    local anchor = vim.uri_decode(target:sub(#base + 1))
    local entry = server.request_sync('docsLsp/entry', { anchor = anchor, docset = docset })
    local is_here = entry and entry.anchor and M.address(docset, entry.anchor) == vim.api.nvim_buf_get_name(0)
    if entry and entry ~= vim.NIL and not is_here then
      M.open(entry)
      return
    end
  end
  vim.ui.open(target)
end

--- Follow the link under the cursor; without one, open the page of the name there.
function M.follow()
  local link = link_under_cursor()
  if link then
    open_target(link.target)
  else
    require('docs_lsp').open(vim.fn.expand('<cWORD>'):match('[%w_.]*%w'))
  end
end

--- Open the link under the cursor in the browser; without one, this page.
function M.open_online()
  local link = link_under_cursor()
  local docset, base = origin()
  local _, anchor = addressed(link and link.target or vim.api.nvim_buf_get_name(0))
  if link and vim.startswith(link.target, 'http') then
    vim.ui.open(link.target)
  elseif docset and base and anchor then
    vim.ui.open(base .. anchor)
  else
    server.complain('this page has no online address')
  end
end

return M
