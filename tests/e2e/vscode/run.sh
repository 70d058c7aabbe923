#!/bin/sh
# The packaged extension in a real workbench, where one can be had: run.sh KIT [DOCS]
# KIT: the folder of a workbench, put there by kit.sh if it is empty. DOCS: the HTML of Python's documentation, to package and to
# build at a first start; without it the package is made with what is found. Run in the root of the checkout.
set -eu
kit=$1
docs=${2:-}

not_tested() {
	printf '\n*** NOT TESTED: the VS Code extension in a real workbench, as %s.\n\n' "$1" >&2
	exit 0
}

for name in chromium chromium-browser google-chrome google-chrome-stable; do
	CHROMIUM=${CHROMIUM:-$(command -v $name || true)}
done
export CHROMIUM
test -n "$CHROMIUM" || not_tested "this machine has no Chromium (apt-get install chromium; or CHROMIUM=/path/of/it)"
npm --version >/dev/null 2>&1 || not_tested "this machine has no npm"

package() { ls -t dist/docs-lsp-*.vsix 2>/dev/null | head -1; }
sources="docs_lsp parser tools hatch_build.py editors/vscode/src editors/vscode/images editors/vscode/package.json editors/vscode/package.py"
if test -z "$(package)" || test -n "$(find $sources -type f ! -name '*.pyc' -newer "$(package)" | head -1)"; then
	if ! timeout 400 make --no-print-directory vsix DOCS="$docs"; then
		test -z "$docs" || exit 1
		echo "packaging it with the manual of whatever Python is found, to be tried"
		timeout 400 make --no-print-directory vsix DOCS=--any ||
			not_tested "it could not be packaged (see above); DOCS=FOLDER names the HTML of Python's documentation"
	fi
fi
if ! test -x "$kit/node/node"; then
	echo "installing code-server into $kit"
	timeout 300 sh tests/e2e/vscode/kit.sh "$kit" || not_tested "code-server could not be installed from npm (see above)"
fi
# Ten minutes on an idle machine, more where other processes wait for its processors.
limit=$(awk -v cpus="$(getconf _NPROCESSORS_ONLN)" '{ load = $1 / cpus; print int(600 * (load < 1 ? 1 : load > 8 ? 8 : load)) }' /proc/loadavg)
status=0
timeout "$limit" "$kit/node/node" tests/e2e/vscode/scenario.mjs "$kit" "$(package)" $docs || status=$?
if test "$status" -eq 124; then
	printf '\n*** TIMED OUT after %s s (load %s): the steps above have passed, the next one was not finished.\n\n' "$limit" "$(cut -d" " -f1-3 /proc/loadavg)" >&2
fi
exit "$status"
