-- The configuration of the server, for `vim.lsp.enable('docs_lsp')`.
return {
  cmd = { 'docs-lsp', '--stdio' },
  filetypes = { 'python' },
  root_markers = { 'pyproject.toml', 'setup.py', '.git' },
  -- The plugin opens `docs-lsp:` addresses.
  capabilities = { workspace = { textDocumentContent = { dynamicRegistration = false } } },
}
