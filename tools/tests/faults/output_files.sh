#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# output_files.sh RQCHECK FAKE-NATIVE FAKE-RELACY FAILING-FILES: tests files that are written on a disk that fails
# (failing_files.cpp). A file has its whole new content or its previous one. No other file is left, the error is a line,
# and a file that cannot be written does not keep the others from being written.
set -u
rqcheck=$1 native=$2 failing=$4
trace=$(realpath "$(dirname "$0")/../trace.json")
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../../dev/testing/checks.sh"
export RQCHECK_ENGINE_NATIVE=$2 RQCHECK_ENGINE_RELACY=$3 NO_COLOR=1
cd "$directory" || exit 1

# on_disk FUNCTION COMMAND...: runs the command on a disk on which this function fails.
on_disk() {
    local fails=$1
    shift
    rm -f calls
    RQCHECK_FAILS=$fails RQCHECK_CALLS=$directory/calls LD_PRELOAD=$failing "$rqcheck" "$@" >out 2>err </dev/null
}

mkdir results
convert=(convert "$trace" --output "$directory/results/trace.dot" --to dot)
on_disk nothing "${convert[@]}" || complain "convert exits with $?: $(cat err)"
[[ $(cat calls) == $'fsync\nrename\nfsync-folder' ]] || complain "the file is not on the disk: $(cat calls)"
[[ $(ls results) == trace.dot ]] || complain "convert leaves other files: $(ls results)"

for function in write fsync rename; do
    echo previous >results/trace.dot
    on_disk $function "${convert[@]}"
    code=$?
    [[ $code == 5 ]] || complain "exits with $code where $function fails"
    [[ $(cat err) == "rqcheck: cannot write '$directory/results/trace.dot': "* && $(wc -l <err) == 1 ]] ||
        complain "$function fails, and the message is: $(cat err)"
    [[ $(cat results/trace.dot) == previous ]] || complain "the previous file is gone where $function fails"
    [[ $(ls results) == trace.dot ]] || complain "a file is left where $function fails: $(ls results)"
done
on_disk fsync-folder "${convert[@]}"
code=$?
[[ $code == 5 && $(wc -l <err) == 1 ]] || complain "exits with $code where the folder cannot be synchronised"
[[ $(ls results) == trace.dot ]] || complain "a file is left where the folder cannot be synchronised: $(ls results)"

# Several files. The first one cannot be written at the end: the engine removes its folder while it searches.
cat >engine <<END
#!/bin/bash
rm -rf "$directory/gone"
exec "$native" "\$@"
END
chmod +x engine
for command in "coverage sample-window --revision initial --json gone/a --junit b --sarif c --write-baseline d" \
    "compare sample-window --revision initial --json gone/a --junit b --sarif c" \
    "coverage sample-window --revision initial --junit gone/a --sarif b --json c --write-baseline gone/d"; do
    rm -f b c d
    mkdir gone
    # shellcheck disable=SC2086  # words
    RQCHECK_ENGINE_NATIVE=$directory/engine "$rqcheck" $command >out 2>err </dev/null
    code=$?
    [[ $code == 2 ]] || complain "$command exits with $code where a file cannot be written"
    lines=$(grep -c "^rqcheck: cannot write 'gone/" err)
    [[ $lines == "$(grep -o gone/ <<<"$command" | wc -l)" && $(wc -l <err) == "$lines" ]] ||
        complain "$command does not say a line for each file: $(cat err)"
    [[ -s b && -s c ]] || complain "$command does not write the other files"
    [[ -s out ]] || complain "$command shows nothing"
done

# Files are written even if stdout cannot be.
"$rqcheck" coverage sample-window --revision initial --json b --junit c >/dev/full 2>err </dev/null
code=$?
[[ $code == 5 && $(wc -l <err) == 1 && -s b && -s c ]] || complain "stdout is full, and: $code, $(cat err), $(ls)"
exit $failed
