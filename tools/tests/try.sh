#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# try.sh RQCHECK SOURCE: tests changes of the lock from files, which are built and searched, and faults
# without a build.
set -u
rqcheck=$1
examples=$2/tools/variant/examples
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../dev/testing/checks.sh"

expect() { expect_of "$rqcheck" "$@"; }

expect 1 "verdict: FAIL stuck before, pass after" try "$examples/undone-pending.hpp" nmi-trylock-lost
says "failure stuck: gone" "looks like F4" "gap: the lock is changed by undone-pending.hpp" "executions: "
# The file makes the same change as the fix in the tree, so the executions are the same.
expect 0 "0 of 1 scenario differ" diff v7.3+fix-undone-pending "v7.3+$examples/undone-pending.hpp" nmi-trylock-lost
! grep -q "outcome\|executions:" "$directory/out" || complain "the repair and its overlay have other executions"

# The same text is not built again, and any command accepts it.
expect 1 "pass, UNEXPECTED" run nmi-trylock-lost --revision "v7.3+$examples/undone-pending.hpp"
says "the lock is changed by undone-pending.hpp" "failure stuck (finding F4) is expected and never came"

# A change on stdin.
"$rqcheck" try - nmi-trylock-lost <"$examples/undone-pending.hpp" >"$directory/out" 2>&1
says "verdict: FAIL stuck before, pass after" "gap: the lock is changed by stdin.hpp"

# The changed lock differs from the lock that it is based on.
expect 1 "F4    yes      no" affected F4 --revision "v7.3,v7.3+$examples/undone-pending.hpp"

# The fault of an early version of a series is found, and its trace can be made again.
expect 1 "failure exclusion: new" try "$examples/timed-load-early.hpp" timeout-head --json "$directory/diff.json"
says "rq2.timeout-head.v7.3+timed-load-early.hpp.4."
grep -q '"failure exclusion: new"' "$directory/diff.json" || complain "the JSON lacks the new failure"
token=$(grep -o 'rq2\.[^ ]*' "$directory/out" | head -1)
expect 0 "timeout-head on v7.3+timed-load-early.hpp: replayed" replay "$token" --revision "v7.3+$examples/timed-load-early.hpp"
expect 2 "say where that is" replay "$token"

# Errors name the user's file.
cat >"$directory/broken.hpp" <<'END'
bool end_queue(std::uint32_t value, std::uint32_t tail) {
    return value == no_such_name;
}
END
expect 2 "$directory/broken.hpp:2:" try "$directory/broken.hpp" abba
says "the engine with broken.hpp does not compile" "no_such_name"
expect 2 "there is no file or folder 'none.hpp'" try none.hpp abba
expect 2 "undone-pending.hpp is for '--engine native'" run abba --revision "v7.3+$examples/undone-pending.hpp" --engine relacy

# A change that grows is a different change, even if it grows in a file that it had not changed before.
mkdir "$directory/own"
cp "$2"/lock/*.hpp "$directory/own"
sed -i 's/relaxed, Site::head_set_locked/release, Site::head_set_locked/' "$directory/own/slowpath.hpp"
expect 0 "slowpath.hpp replaced" try "$directory/own" timeout-head
sed -i 's/cur_ + duration_;/cur_ + 2 * duration_;/' "$directory/own/timeout.hpp"
expect 1 "longest wait: 500ms before, 1000ms after" try "$directory/own" timeout-head

# A lock that crashes ends no other search, and a change that is not reached proves nothing.
echo 'bool end_queue(std::uint32_t value, std::uint32_t) { return *reinterpret_cast<volatile bool*>(0UL * value); }' >"$directory/crash.hpp"
expect 0 "these searches may not reach the change" try "$directory/crash.hpp" mutual-exclusion
expect 5 "in a lock that is changed" try "$directory/crash.hpp" fifo-handover abba
cp "$directory/crash.hpp" "$directory/own"
expect 2 "have the same name" matrix abba --revision "v7.3+$directory/crash.hpp,v7.3+$directory/own/crash.hpp"

# Faults.
expect 1 "looks like F2" run mutual-exclusion --cpus 3 --revision v6.19 --oracle 'deadlock?@head.wait'
says "oracle deadlock?@head.wait"
expect 0 "pass: no execution failed" run mutual-exclusion --cpus 3 --oracle 'deadlock?@head.wait'
expect 0 "worst wait 501ms" run timeout-head --first-look 1ms
expect 0 "mutant timeout-no-abba" run abba --mutant timeout-no-abba
says "timeout_missed"
expect 0 "the place of the mutant was never reached" run abba --mutant head-hands-over-0
expect 1 "head.wait was never reached: this says nothing about it" run abba --oracle deadlock@head.wait
expect 2 "unknown mutant 'aa-nevr', the nearest is 'aa-never'" run abba --mutant aa-nevr
expect 2 "unknown answer of a check 'deadlok', the nearest is 'deadlock'" run abba --oracle deadlok@head.wait
expect 2 "unknown wait with checks 'head.wit', the nearest is 'head.wait'" run abba --oracle deadlock@head.wit
expect 2 "'deadlock' is no oracle: ANSWER@SITE is the form" run abba --oracle deadlock
expect 2 "is for '--engine native'" run abba --oracle deadlock@head.wait --engine relacy
exit "$failed"
