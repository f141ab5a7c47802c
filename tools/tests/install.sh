#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# install.sh BUILD-DIRECTORY: the programs that `cmake --install --component rqcheck` installs must run from there,
# and say the same as the built ones.
set -u
build=$1
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

cmake --install "$build" --prefix "$directory/usr" --component rqcheck >"$directory/log" || { cat "$directory/log"; exit 1; }
usr=$directory/usr
unset RQCHECK_ENGINE_NATIVE RQCHECK_ENGINE_RELACY
"$usr/bin/rqcheck" run mutual-exclusion >/dev/null || complain "the installed rqcheck run exits with $?"
"$usr/bin/rqcheck" run --program 'A | A' --engine relacy >/dev/null || complain "the installed relacy engine: exit code $?"
"$usr/bin/rqcheck" completion bash | cmp - "$usr/share/bash-completion/completions/rqcheck" ||
    complain "another completion for bash is installed"
"$usr/bin/rqcheck" completion zsh | cmp - "$usr/share/zsh/site-functions/_rqcheck" ||
    complain "another completion for zsh is installed"
[[ $(find "$usr" -type f ! -path '*/man1/*' | wc -l) == 5 ]] || complain "not five files are installed: $(find "$usr" -type f)"
if command -v help2man >/dev/null; then
    for page in rqcheck rqcheck-run rqcheck-hunt; do
        [[ -s $usr/share/man/man1/$page.1 ]] || complain "no man page $page is installed"
    done
fi

((failed == 0)) && echo "all as it should be"
exit $failed
