--- Requests to the server, which is started if it does not run yet.
local M = {}

local NAME = 'docs_lsp'
local TIMEOUT = 5000 -- milliseconds; a first search loads the docsets

---@class docs_lsp.Item
---@field name string
---@field kind string
---@field docset string
---@field anchor string
---@field url string
---@field summary string
---@field title? string
---@field since? string
---@field deprecated? string
---@field nameRanges? integer[][] pairs of UTF-16 offsets

---@param message string
function M.complain(message)
  vim.notify('docs-lsp: ' .. message, vim.log.levels.WARN)
end

--- Return the running client, or start one that is attached to no buffer.
---@return vim.lsp.Client?
function M.client()
  for _, client in ipairs(vim.lsp.get_clients({ name = NAME })) do
    if not client:is_stopped() then
      return client
    end
  end
  local config = vim.lsp.config[NAME]
  if config == nil then
    M.complain('no configuration named ' .. NAME .. '; see editors/neovim/README.md')
    return nil
  end
  local copy = vim.deepcopy(config)
  copy.root_dir = type(copy.root_dir) == 'string' and copy.root_dir
    or vim.fs.root(0, copy.root_markers or {})
  local id = vim.lsp.start(copy, { attach = false })
  return id and vim.lsp.get_client_by_id(id) or nil
end

--- Send a request as soon as the client can take it; return a function that cancels it.
---@param method string
---@param params table
---@param callback fun(result: any, message?: string) in the main loop; not called once cancelled
---@return fun() cancel
function M.request(method, params, callback)
  local client = M.client()
  local is_cancelled, id = false, nil
  local function cancel()
    is_cancelled = true
    if client and id then
      client:cancel_request(id)
    end
  end
  if client == nil then
    callback(nil, 'the server is not running')
    return cancel
  end
  local tries = TIMEOUT / 20
  local function send()
    if is_cancelled then
      return
    end
    if not client.initialized and tries > 0 and not client:is_stopped() then
      tries = tries - 1
      vim.defer_fn(send, 20)
      return
    end
    local sent
    sent, id = client:request(method, params, function(err, result)
      if not is_cancelled then
        callback(result, err and err.message)
      end
    end)
    if not sent then
      callback(nil, 'the server has stopped; see :checkhealth docs_lsp')
    end
  end
  send()
  return cancel
end

--- Send a request and wait for its result.
---@param method string
---@param params table
---@return any result, string? message
function M.request_sync(method, params)
  local result, message, is_done
  local cancel = M.request(method, params, function(...)
    result, message = ...
    is_done = true
  end)
  if not vim.wait(TIMEOUT, function()
    return is_done
  end, 5) then
    cancel()
    return nil, 'the server did not answer in time'
  end
  return result, message
end

--- Search; results are in rank order.
---@param query string
---@param callback fun(items: docs_lsp.Item[])
---@return fun() cancel
function M.search(query, callback)
  return M.request('docsLsp/search', { query = query }, function(result, message)
    if message then
      M.complain(message)
    end
    callback(result and result.items or {})
  end)
end

--- Find the entry of a name; without one, the entry at the cursor.
---@param name? string
---@param callback fun(entry?: docs_lsp.Item) the user has been told if there is none
function M.find(name, callback)
  local params = { name = name }
  if name == nil then
    local attached = vim.lsp.get_clients({ name = NAME, bufnr = 0 })[1]
    if attached and vim.bo.filetype == 'python' then
      params = vim.lsp.util.make_position_params(0, attached.offset_encoding)
    else
      name = vim.fn.expand('<cWORD>'):match('[%w_.]*%w') or ''
      params = { name = name }
    end
  end
  M.request('docsLsp/entry', params, function(entry, message)
    if entry == nil or entry == vim.NIL then
      M.complain(message or ('no documentation of ' .. (name or 'the code under the cursor')))
      entry = nil
    end
    callback(entry)
  end)
end

local waiting = {} ---@type table<integer, boolean>

--- Tell the server whether another one serves the same buffer, so that it repeats nothing.
---@param buffer integer
function M.tell_of_others(buffer)
  if waiting[buffer] then
    return
  end
  waiting[buffer] = true
  vim.defer_fn(function() -- the servers of a buffer are attached one after the other
    waiting[buffer] = nil
    local client = vim.api.nvim_buf_is_valid(buffer)
      and vim.bo[buffer].filetype == 'python'
      and vim.lsp.get_clients({ name = NAME, bufnr = buffer })[1]
    if not client then
      return
    end
    local has_others = vim.iter(vim.lsp.get_clients({ bufnr = buffer })):any(function(other)
      return other.name ~= NAME and other:supports_method('textDocument/completion')
    end)
    local said = vim.tbl_get(client, 'settings', 'docs-lsp', 'otherServer')
    if said ~= has_others then
      client.settings = vim.tbl_deep_extend('force', client.settings or {}, {
        ['docs-lsp'] = { otherServer = has_others },
      })
      client:notify('workspace/didChangeConfiguration', { settings = client.settings })
    end
  end, 200)
end

return M
