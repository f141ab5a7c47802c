#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# new.sh RQCHECK SOURCE CMAKE-ARGUMENT...: scenarios/CMakeLists.txt must find a scenario that `new` writes. It must
# compile without a warning, and run on the native engine, on every revision (tools/tests/new/CMakeLists.txt). If
# `new` refuses something, it says so in one line, and writes nothing.
set -u
rqcheck=$1 source=$2
shift 2
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

# refused TEXT COMMAND...: expects exit code 2 and one line with this text.
refused() {
    local text=$1 code
    shift
    "$@" >"$directory/out" 2>"$directory/err" </dev/null
    code=$?
    [[ $code == 2 ]] || complain "$* exits with $code"
    [[ $(wc -l <"$directory/err") == 1 && ! -s $directory/out ]] || complain "$* does not say one line"
    grep -qF -- "$text" "$directory/err" || complain "$* says: $(cat "$directory/err")"
}

tree=$directory/tree
mkdir -p "$tree/scenarios"
cp "$source/tools/tests/new/CMakeLists.txt" "$tree/"
cp "$source/scenarios/CMakeLists.txt" "$source/scenarios/mutual-exclusion.cpp" "$tree/scenarios/"
ln -s "$source/scenarios/framework" "$tree/scenarios/framework"

new=("$rqcheck" new)
refused "new what?" "${new[@]}"
refused "not 'My_Window', the nearest is 'my-window'" "${new[@]}" My_Window
refused "not '../other', the nearest is 'other'" "${new[@]}" ../other
refused "single dashes, not '!!'" "${new[@]}" '!!'
refused "cannot write '$directory/none/my-window.cpp'" "${new[@]}" my-window --directory "$directory/none"
refused "unexpected argument 'other'" "${new[@]}" my-window other
cd "$directory" || exit 1
refused "no source tree of rqcheck around the current directory: give --directory" "${new[@]}" my-window
ln -s nowhere "$directory/dangling.cpp"
refused "dangling.cpp' exists already" "${new[@]}" dangling --directory "$directory"

# In the source tree that contains the current folder.
cd "$tree/scenarios" || exit 1
"${new[@]}" my-window >"$directory/out" || complain "new my-window exits with $?"
grep -qF "cmake --build build --target scenario_my-window" "$directory/out" || complain "new does not say what is next"
cp my-window.cpp "$directory/before"
refused "my-window.cpp' exists already" "${new[@]}" my-window
cmp my-window.cpp "$directory/before" || complain "new changes a file that exists"
[[ $(ls) == $'CMakeLists.txt\nframework\nmutual-exclusion.cpp\nmy-window.cpp' ]] || complain "new leaves something behind"
if command -v clang-format >/dev/null; then
    clang-format --style="file:$source/.clang-format" --dry-run --Werror my-window.cpp || complain "its format is not ours"
fi

cd "$tree" || exit 1
cmake -S . -B build -G Ninja -DSOURCE="$source" "$@" >"$directory/out" 2>&1 || { cat "$directory/out"; exit 1; }
cmake --build build --target scenario_my-window >"$directory/out" 2>&1 || { cat "$directory/out"; exit 1; }
ctest --test-dir build -N | grep -q ' native.my-window$' || complain "the new scenario has no test"
unset RQCHECK_ENGINE_NATIVE
export NO_COLOR=1
build/scenarios/my-window --revision all >"$directory/out" || complain "the new scenario exits with $?"
[[ $(grep -c ': pass, nothing to compare with$' "$directory/out") == 13 ]] || complain "it does not pass: $(cat "$directory/out")"
grep -q deadlock_true "$directory/out" || complain "its NMI meets no deadlock: $(cat "$directory/out")"

((failed == 0)) && echo "all as it should be"
exit $failed
