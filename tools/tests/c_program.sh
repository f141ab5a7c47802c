#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# c_program.sh RQCHECK-C SOURCE [TREE]: tests C files of the user's own. With TREE, a kernel tree, also
# its kernel/locking/qspinlock.c.
set -u
program=$1
source=$2
examples=$source/tools/c_program/examples
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

expect() { expect_of "$program" "$@"; }

# Three CPUs have six orders, each in ten ways: a waiter reads, or does not read, what others have served.
# A file on stdin, and options.
"$program" - <"$examples/mcs.c" >"$directory/out" 2>&1 || complain "a file on stdin does not pass"
says "stdin: pass"
expect 2 "unknown option '--cpu', the nearest is '--cpus'" --cpu 2 nothing.c
expect 0 "rqcheck-c " --version

expect 0 "ticket.c: pass" "$examples/ticket.c" --cpus 3
says "60 executions, 60 of them complete; all execution graphs" "10  cpu0 2 | cpu1 1 | cpu2 0" "3 CPUs; generic"
# Without its release two CPUs have the lock, and the data that it protects races, at these lines.
expect 1 "ticket.c: FAIL" "$examples/ticket.c" -X -DLEFT_OUT_RELEASE
says "48  assertion" "shortest assertion" "owners = 1  [stale]  ticket.c:" "races of plain accesses" "ticket.c:41, plain write"
expect 0 "pass" "$examples/ticket.c" -X -DLEFT_OUT_RELEASE --memory sc
expect 3 "bounded" "$examples/ticket.c" --cpus 3 --executions 5
says "5 executions" "stopped at the bound of executions"

# A queued lock: it has as many executions as the same lock has as a program of the engine (lock_test.cpp).
expect 0 "mcs.c: pass" "$examples/mcs.c" --cpus 3
says "66 executions, 66 of them complete; all execution graphs"
expect 0 "mcs.c: pass" "$examples/mcs.c" --cpus 2 --nmis 1
says "2116 executions, 2116 of them complete" "up to 1 NMI on each"
# An NMI that uses the node of its task, and a hand-over that orders nothing.
expect 1 "shortest stuck" "$examples/mcs.c" --cpus 2 --nmis 1 -X -DONE_NODE
says "shortest assertion" "waits for ever: cpu" "<nmi>"
expect 0 "mcs.c: pass" "$examples/mcs.c" --cpus 2 -X -DONE_NODE
expect 1 "16  assertion" "$examples/mcs.c" -X -DLEFT_OUT_RELEASE

# A race is a failure only if the command line asks for that.
cat >"$directory/race.c" <<'END'
int shared;
void program_task(unsigned cpu) { shared = (int)cpu; }
END
expect 0 "race.c:2, plain write, and race.c:2, plain write" "$directory/race.c"
expect 1 "race.c:2, plain write" "$directory/race.c" --fail-on-race
# A wait that no CPU ends.
cat >"$directory/stuck.c" <<'END'
#include <linux/smp.h>
static int ready;
void program_task(unsigned cpu)
{
	(void)cpu;
	smp_cond_load_acquire(&ready, VAL);
}
END
expect 1 "1  stuck" "$directory/stuck.c" --cpus 1
says "waits for ever: ready  stuck.c:6"

# An error is one line that names what was wrong.
expect 2 "no file 'none.c'" none.c
echo 'int wrong(void) { return no_such_name; }' >"$directory/wrong.c"
expect 2 "does not compile" "$directory/wrong.c"
says "wrong.c:1:" "no_such_name"
echo 'void task(unsigned cpu) { (void)cpu; }' >"$directory/none.c"
expect 2 "has no function void program_task(unsigned cpu)" "$directory/none.c"
expect 2 "there is no function void program_nmi(unsigned cpu)" "$examples/ticket.c" --nmis 1
expect 2 "it is no kernel tree" "$examples/ticket.c" --kernel "$directory"
echo 'static int x; void program_task(unsigned cpu) { (void)cpu; program_relax(); }' >"$directory/relax.c"
expect 2 "a pause of a loop that reads nothing: program_task relax.c:1" "$directory/relax.c"

[[ $# -ge 3 ]] || exit "$failed"
tree=$3
locks=$source/tools/kernel/qspinlock
# The x86 code is written for the memory model of x86. In C++'s memory model it has the relaxed read of F3.
forms=("--arch generic" "--arch x86 --memory tso")
for form in "${forms[@]}"; do
    # shellcheck disable=SC2086 # options are words
    expect 0 "exclusion.c: pass" "$locks/exclusion.c" --kernel "$tree" --cpus 3 $form
    says "all execution graphs"
    # shellcheck disable=SC2086
    expect 0 "pending.c: pass" "$locks/pending.c" --kernel "$tree" --cpus 3 $form
    says "cpu0 1 | cpu1 1 | cpu2 0"
    # shellcheck disable=SC2086
    expect 0 "four-contexts.c: pass" "$locks/four-contexts.c" --kernel "$tree" --cpus 2 --nmis 1 $form
done
expect 0 "fifo.c: pass" "$locks/fifo.c" --kernel "$tree" --cpus 4
expect 1 "owners = 1  [stale]  exclusion.c:" "$locks/exclusion.c" --kernel "$tree" --arch x86
# A barrier that is left out leads to a failure.
mkdir -p "$directory/tree"
cp -r "$tree/kernel" "$tree/include" "$tree/arch" "$directory/tree"
sed -i 's/^\([[:space:]]*\)smp_wmb();/\1;/' "$directory/tree/kernel/locking/qspinlock.c"
expect 1 "stuck" "$locks/exclusion.c" --kernel "$directory/tree" --cpus 4 --executions 100000
exit "$failed"
