--- A prompt, its results and a preview in floating windows; needs no plugin.
local pickers = require('docs_lsp.pickers')

local M = {}

local NAMESPACE = vim.api.nvim_create_namespace('docs_lsp_float')
local BESIDE = 100 -- columns of the screen from which the preview is beside the results
local PREVIEW_DELAY = 60 -- milliseconds without a key

---@class docs_lsp.Float
---@field buffers table<string, integer>
---@field windows table<string, integer>
---@field items docs_lsp.Item[]
---@field cancel fun()
---@field timer uv.uv_timer_t
local Float = {}
Float.__index = Float

---@return table<string, vim.api.keyset.win_config>
local function layout()
  local columns, lines = vim.o.columns, vim.o.lines - vim.o.cmdheight - 1
  local width = math.min(columns - 4, 170)
  local height = math.max(lines - 4, 8)
  local row, column = 1, math.floor((columns - width) / 2) - 1
  local function window(more)
    return vim.tbl_extend('force', {
      relative = 'editor', style = 'minimal', border = 'rounded', zindex = 60,
    }, more)
  end
  local is_beside = columns >= BESIDE
  local list_width = is_beside and math.floor(width * 0.45) or width
  local list_height = is_beside and height - 3 or math.floor((height - 5) * 0.4)
  local parts = {
    prompt = window({ row = row, col = column, width = list_width, height = 1, title = ' Search documentation ' }),
    list = window({ row = row + 3, col = column, width = list_width, height = list_height, focusable = false }),
  }
  parts.preview = is_beside
      and window({ row = row, col = column + list_width + 2, width = width - list_width - 2, height = height })
    or window({ row = row + list_height + 5, col = column, width = width, height = height - list_height - 5 })
  return parts
end

---@param query string
function M.open(query)
  local self = setmetatable({
    buffers = {}, windows = {}, items = {}, cancel = function() end, timer = assert(vim.uv.new_timer()),
  }, Float)
  for name, config in pairs(layout()) do
    local buffer = vim.api.nvim_create_buf(false, true)
    vim.bo[buffer].bufhidden = 'wipe'
    self.buffers[name] = buffer
    self.windows[name] = vim.api.nvim_open_win(buffer, name == 'prompt', config)
  end
  vim.wo[self.windows.list].cursorline = true
  vim.wo[self.windows.list].wrap = false
  local preview = vim.wo[self.windows.preview]
  preview.wrap, preview.linebreak, preview.conceallevel = true, true, 2
  self:map_keys()
  vim.api.nvim_create_autocmd({ 'TextChangedI', 'TextChangedP', 'TextChanged' }, {
    buffer = self.buffers.prompt,
    callback = function()
      self:search()
    end,
  })
  vim.api.nvim_create_autocmd('WinLeave', {
    buffer = self.buffers.prompt,
    once = true,
    callback = vim.schedule_wrap(function()
      self:close()
    end),
  })
  vim.api.nvim_buf_set_lines(self.buffers.prompt, 0, -1, false, { query })
  vim.cmd('startinsert!')
  self:search()
end

function Float:map_keys()
  local function map(keys, action)
    for _, key in ipairs(keys) do
      vim.keymap.set({ 'i', 'n' }, key, action, { buffer = self.buffers.prompt, nowait = true })
    end
  end
  map({ '<Down>', '<C-n>' }, function()
    self:move(1)
  end)
  map({ '<Up>', '<C-p>' }, function()
    self:move(-1)
  end)
  map({ '<C-f>', '<PageDown>' }, function()
    self:scroll('\\<C-f>')
  end)
  map({ '<C-b>', '<PageUp>' }, function()
    self:scroll('\\<C-b>')
  end)
  map({ '<CR>' }, function()
    self:choose()
  end)
  map({ '<C-s>', '<C-x>' }, function()
    self:choose('split')
  end)
  map({ '<C-v>' }, function()
    self:choose('vsplit')
  end)
  map({ '<C-t>' }, function()
    self:choose('tab split')
  end)
  map({ '<Esc>', '<C-c>' }, function()
    self:close()
  end)
end

---@return string
function Float:query()
  return vim.trim(vim.api.nvim_buf_get_lines(self.buffers.prompt, 0, 1, false)[1] or '')
end

function Float:search()
  self.cancel()
  local query = self:query()
  self.cancel = require('docs_lsp.server').search(query, function(items)
    if vim.api.nvim_buf_is_valid(self.buffers.list) then
      self:show(items, query)
    end
  end)
end

---@param items docs_lsp.Item[]
---@param query string
function Float:show(items, query)
  self.items = items
  local buffer = self.buffers.list
  local rows = vim.tbl_map(function(item)
    return (pickers.row(item):gsub('\n', ' '))
  end, items)
  if #rows == 0 then
    rows = { 'Nothing found for ' .. query }
  end
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, rows)
  vim.api.nvim_buf_clear_namespace(buffer, NAMESPACE, 0, -1)
  for number, item in ipairs(items) do
    local length = #pickers.name(item)
    vim.api.nvim_buf_set_extmark(buffer, NAMESPACE, number - 1, length, {
      end_col = #rows[number], hl_group = 'Comment',
    })
    for _, pair in ipairs(pickers.matched(item)) do
      vim.api.nvim_buf_set_extmark(buffer, NAMESPACE, number - 1, pair[1], {
        end_col = pair[2], hl_group = 'Special',
      })
    end
  end
  vim.api.nvim_win_set_cursor(self.windows.list, { 1, 0 })
  self:preview_later()
end

---@return docs_lsp.Item?
function Float:chosen()
  return self.items[vim.api.nvim_win_get_cursor(self.windows.list)[1]]
end

---@param step integer
function Float:move(step)
  if #self.items > 0 then
    local row = vim.api.nvim_win_get_cursor(self.windows.list)[1]
    vim.api.nvim_win_set_cursor(self.windows.list, { (row - 1 + step) % #self.items + 1, 0 })
    self:preview_later()
  end
end

function Float:preview_later()
  self.timer:start(PREVIEW_DELAY, 0, vim.schedule_wrap(function()
    if vim.api.nvim_win_is_valid(self.windows.preview) then
      self:preview()
    end
  end))
end

function Float:preview()
  local item, buffer = self:chosen(), self.buffers.preview
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, item and pickers.preview(item, self.windows.preview) or {})
  pcall(vim.treesitter.start, buffer, 'markdown')
  vim.api.nvim_win_set_cursor(self.windows.preview, { 1, 0 })
end

---@param keys string
function Float:scroll(keys)
  vim.api.nvim_win_call(self.windows.preview, function()
    vim.cmd(('execute "normal! %s"'):format(keys))
  end)
end

---@param command? string
function Float:choose(command)
  local item = self:chosen()
  if item then
    self:close()
    pickers.choose(item, command)
  end
end

function Float:close()
  self.cancel()
  self.timer:stop()
  vim.cmd.stopinsert()
  for _, window in pairs(self.windows) do
    if vim.api.nvim_win_is_valid(window) then
      vim.api.nvim_win_close(window, true)
    end
  end
end

return M
