#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# kernel.sh RQCHECK SOURCE [TREE]: tests the lock of a kernel tree in place of this project's lock. The tree is the
# small one of tools/kernel/example. With TREE also a real one, newer than Linux 7.2.
set -u
rqcheck=$1
source=$2
example=$source/tools/kernel/example
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

expect() { expect_of "$rqcheck" "$@"; }

# copy_of TREE NAME: makes a copy of the tree, in which a test may change something.
copy_of() {
    mkdir -p "$directory/$2"
    cp -r "$1/Makefile" "$1/kernel" "$1/include" "$directory/$2"
    [[ ! -e $1/arch ]] || cp -r "$1/arch" "$directory/$2"
}

digits=$(sha256sum "$example/kernel/bpf/rqspinlock.c" | cut -c1-16)
expect 0 "pass, nothing to compare with" run tas --kernel "$example"
grep -qE "^tas on linux-0.1-example@[0-9a-f]{8}, kernel/bpf/rqspinlock.c: pass" "$directory/out" ||
    complain "the first line does not say what was run: $(head -1 "$directory/out")"
says "kernel/bpf/rqspinlock.c of $(cd "$example" && pwd), sha256 $digits" \
    "plain accesses of the kernel's code are relaxed ones" "not compared with the history: the lock of a kernel tree"

# With --against, the tree must do what the history says of this set of changes.
expect 1 "UNEXPECTED" run tas-timeout --kernel "$example" --against v7.3
says "held to what the history says of v7.3" "worst wait 250ms"
expect 0 "as expected" run tas-overtaking --kernel "$example" --against v7.3

# Steps have the same names as in this project's lock, so that a window and a dropped step mean the same.
expect 1 "FAIL" run tas --kernel "$example" --weaken unlock.release
says "race in" "rqspinlock.h:"

# Races of plain accesses are listed apart from failures.
expect 0 "races of plain accesses: none" run tas --kernel "$example" --plain-races
copy_of "$example" plain
sed -i 's/smp_store_release(&lock->val.counter, 0)/lock->val.counter = 0/' "$directory/plain/include/asm-generic/rqspinlock.h"
expect 1 "FAIL race" run tas --kernel "$directory/plain" --plain-races
line=$(grep -n 'lock->val.counter = 0' "$directory/plain/include/asm-generic/rqspinlock.h" | cut -d: -f1)
says "unlock.release rqspinlock.h:$line, plain write" "races of plain accesses"
expect 1 "" run tas --kernel "$directory/plain" --plain-races --json "$directory/races.json"
grep -q '"plain_races": {' "$directory/races.json" || complain "the JSON has no races"

# An error path that leaves its entry in the table leads to a failure, which is shown at its line.
copy_of "$example" forgets
sed -i '/if (ret) {/,/}/ s/release_held_lock_entry();//' "$directory/forgets/kernel/bpf/rqspinlock.c"
expect 1 "FAIL" run tas-timeout --kernel "$directory/forgets"
says "leak" "rqspinlock.c:"
token=$(grep -o 'rq2\.[^ ]*' "$directory/out" | head -1)
expect 0 "replayed" replay "$token" --kernel "$directory/forgets"
expect 2 "say where that tree is, --kernel FOLDER" replay "$token"
# The tree without the error does not show the failure.
expect 0 "it does not show" replay "$token" --kernel "$example" --gone

# Two trees can be compared, and other commands take a tree too.
expect 1 "failure leak: new" diff "$example" "$directory/forgets" tas-timeout
expect 0 "tas/2" matrix tas --kernel "$example"
expect 0 "tas" coverage tas --kernel "$example"
expect 0 "hunt on linux-0.1-example@" hunt --kernel "$example" --lock test-and-set --cpus 2 --locks 1 --ops 2
expect 1 "hunt on linux-0.1-example@" hunt --kernel "$directory/forgets" --lock test-and-set --cpus 2 --locks 2 --nmis 0 --ops 4 \
    --executions 0
again=$(sed -nE "s/^ *again +rqcheck run --program '([^']*)' (.*)/\1|\2/p" "$directory/out" | head -1)
# shellcheck disable=SC2086 # the options are words
expect 1 "FAIL leak" run --program "${again%%|*}" ${again#*|}
# A hunt and a comparison that are stopped report how far they have come.
timeout -s INT 1 "$rqcheck" conform "$example" tas tas-abba tas-timeout mutual-exclusion >"$directory/out" 2>&1
grep -q "linux-0.1-example@" "$directory/out" || complain "a comparison that is stopped says nothing"
"$(dirname "$rqcheck")/../scenarios/tas" --kernel "$example" >"$directory/out" 2>&1 || complain "tas, alone, does not pass"
says "tas on linux-0.1-example@"
# Pages show lines of the tree.
expect 1 "" run tas-timeout --kernel "$directory/forgets" --html "$directory/page.html"
grep -qF 'struct waiter_times ts = { 0, 0 };' "$directory/page.html" || complain "the page lacks lines of the tree"
expect 1 "" run tas-timeout --kernel "$directory/forgets" --trace-json "$directory/trace.json"
grep -q '"file": *"kernel/bpf/rqspinlock.c"' "$directory/trace.json" || complain "the trace has no lines of the tree"

# conform finds the version of the lock. It finds none if the lock does what no version does.
expect 0 "does what v7.3 does, in what was compared" conform "$example" tas
expect 1 "does what no known set of changes does" conform "$example" tas-abba
says "tas-abba/2: only the tree: class timeout_missed" "only v7.3: class deadlock_true" "shortest with this outcome" \
    "rqspinlock.c:"
expect 1 "does not do what v6.18.y does" conform "$example" tas-timeout --against v6.18.y --json "$directory/conform.json"
grep -q '"conforms": false' "$directory/conform.json" || complain "the JSON does not say that it conforms to nothing"
expect 1 "does not do what" compare tas-timeout --kernel "$example"

# An error is one line that names what was wrong.
expect 2 "no folder 'none'" run tas --kernel none
expect 2 "is in the kernel tree" run tas --kernel "$example/kernel/bpf"
expect 2 "has no kernel/bpf/rqspinlock.c: Linux has it from 6.15 on" run tas --kernel "$directory"
expect 2 "is for '--engine native'" run tas --kernel "$example" --engine relacy
expect 2 "--kernel or --revision v7.0, not both" run tas --kernel "$example" --revision v7.0
expect 2 "--against is for the lock of a kernel tree" run tas --against v7.0
expect 2 "--plain-races is for the lock of a kernel tree" run tas --plain-races
expect 2 "the history says nothing of" run tas --kernel "$example" --against "$example"
expect 2 "not for that of a kernel tree" run tas --kernel "$example" --mutant aa-never
expect 2 "names the lock of a kernel tree, and not where it is" run tas --revision linux-7.3@12345678
copy_of "$example" broken
echo 'int wrong(void) { return no_such_name; }' >>"$directory/broken/kernel/bpf/rqspinlock.c"
expect 2 "does not compile" run tas --kernel "$directory/broken"
says "rqspinlock.c:$(wc -l <"$directory/broken/kernel/bpf/rqspinlock.c"):" "no_such_name"
# A step that this project's lock does not have is named by its line.
copy_of "$example" longer
sed -i 's/\tu64 now = ktime_get_mono_fast_ns();/&\n\n\tatomic_read(\&lock->val);/' "$directory/longer/kernel/bpf/rqspinlock.c"
expect 2 "a step of the kernel's lock that has no site: check_timeout rqspinlock.c:" run tas --kernel "$directory/longer"
export RQCHECK_CLANG=no-such-clang
expect 2 "there is no no-such-clang" run tas --kernel "$example"
unset RQCHECK_CLANG
sed -i 's/check_timeout(/look_at_time(/' "$directory/longer/kernel/bpf/rqspinlock.c"
expect 2 "they are not understood" run tas --kernel "$directory/longer"

# A tree that is there already is not fetched again, and an error of use is one line.
kernel_tree() { expect_of "$source/tools/kernel-tree" "$@"; }
mkdir -p "$directory/trees/linux-1.2"
: >"$directory/trees/linux-1.2/Makefile"
kernel_tree 0 "$directory/trees/linux-1.2" 1.2 --folder "$directory/trees"
says "linux-1.2 is there already"
kernel_tree 2 "no option --versions; see tools/kernel-tree --help" --versions
kernel_tree 2 "a version is such as 7.3, not newest" newest
kernel_tree 2 "one version at a time" 7.2 7.3
kernel_tree 2 "--folder needs a folder" --folder
kernel_tree 0 "usage: tools/kernel-tree" --help

# A user who wants a debugger gets the command that stops at the site.
expect 0 "gdb --cd=$directory/forgets --args" replay "$token" --kernel "$directory/forgets" --break-at unlock.release
says "--kernel-object" "--break-at unlock.release"

[[ $# -ge 3 ]] || exit "$failed"
tree=$3
# A real tree: the whole catalogue, in both forms of the code, does what the history says of the newest kernel.
expect 0 "does what v7.3 does" conform "$tree"
says "the same outcomes in $("$rqcheck" list --names | wc -l) of" "nmi-pending-undo/3: stuck in 1028 executions, F4"
expect 0 "does what v7.3 does" conform "$tree" --arch x86 -j 2
# Lines of the tree, in the search that found F4.
expect 0 "FAIL stuck, as expected" run nmi-pending-undo --kernel "$tree" --against v7.3
says "looks like F4" "rqspinlock.c:" "247480 executions" "CPU 2 waits for ever at head.await_next, rqspinlock.c:"
# A barrier that is left out by hand has the effect of --drop, in the same number of executions.
copy_of "$tree" barrier
sed -i 's/^\([[:space:]]*\)smp_wmb();/\1;/' "$directory/barrier/kernel/bpf/rqspinlock.c"
expect 1 "stuck in 40 executions" run fifo-handover --kernel "$directory/barrier"
expect 1 "stuck in 40 executions" run fifo-handover --drop queue.barrier
# An error path that leaves its entry in the table is found too.
copy_of "$tree" entry
sed -i 's/^\([[:space:]]*\)release_held_lock_entry();/\1;/' "$directory/entry/kernel/bpf/rqspinlock.c"
expect 1 "FAIL leak" run abba --kernel "$directory/entry"
says "rqspinlock.c:"
exit "$failed"
