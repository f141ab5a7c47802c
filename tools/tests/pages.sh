#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# pages.sh SOURCE BUILD [--slow] PAGE...: runs the commands of these pages as they stand there, in a folder like that
# of the source, with the programs of BUILD in the PATH.
#
#   ```sh            each line is run. It may take LIMIT seconds, then it is stopped as by Ctrl-C
#   ```sh slow: WHY  the same with --slow only, for ten minutes: it compiles the lock, or needs a kernel tree
#   ```sh WORD: WHY  is not run: it would build anew, install, or take hours
#   `rqcheck ...`    in a sentence or a table: is run for a moment, so that wrong use of it is found. A word in capitals,
#                    such as FILE, stands for a value, and `my-window` for a file of yours: such a command is not run, nor
#                    is the name of a command alone
#
# A line that sets a variable is kept for the lines below it.
#
# A command is wrong if it is refused (exit code 2), cannot be done, or is not found. A fence without a language is wrong too.
set -u
source=$1 build=$2
shift 2
slow=''
if [[ $1 == --slow ]]; then
    slow=yes
    shift
fi
limit=${LIMIT:-20}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
failed=0
complain() {
    echo "FAILED: $*"
    failed=1
}

# A folder with what the source has, in which files that the commands write do no harm.
cd "$directory" || exit 2
for name in CMakeLists.txt README.md lock model scenarios docs; do ln -s "$source/$name" .; done
mkdir tools
for name in "$source"/tools/*; do ln -s "$name" tools/; done
ln -s "$build" build
export PATH=$build/tools:$PATH NO_COLOR=1
export RQCHECK_SOURCE=$source

# commands PAGE: "block LINE", "slow LINE", "moment LINE", as the comment above says.
commands() {
    awk '
        /^ *```/ && !inside {
            inside = 1
            label = $0
            sub(/^ *```/, "", label)
            if (label == "") print "bare " FILENAME ":" FNR
            next
        }
        /^ *```/ { inside = 0; next }
        inside {
            if (label == "sh") print "block " $0
            if (label ~ /^sh slow/) print "slow " $0
            next
        }
        { text = text " " $0 }
        /^$/ { text = text " ` ` " }
        END {
            n = split(text, parts, "`")
            for (i = 2; i <= n; i += 2) {
                command = parts[i]
                gsub(/\\\|/, "|", command)
                gsub(/  +/, " ", command)
                if (command !~ /^(build\/(tools|scenarios)\/)?(rqcheck|rqstress|rqcheck-c|rqcheck-hardware) [^ ]/) continue
                if (command ~ /[ =][A-Z][A-Z]+([ .,+|]|$)/ || command ~ /\.\.\.| --[a-z]+ [A-Z] |my-/) continue
                # The name of a command, perhaps with an option, is no command to paste.
                if (command ~ /^[^ ]+( [a-z][a-z-]*)?( --?[a-z-]+)?$/) continue
                print "moment " command
            }
        }' "$1"
}

# tried SECONDS LINE
tried() {
    if [[ $2 =~ ^[a-z]+= ]]; then
        eval "export $2" || complain "$page: '$2' fails"
        return
    fi
    timeout --preserve-status --signal=INT --kill-after=20 "$1" bash -c "set -o pipefail; $2" >out 2>err </dev/null
    local code=$?
    case $code in
        0 | 1 | 3 | 130) ;;
        *) complain "$page: '$2' exits with $code: $(tail -n 1 err)" ;;
    esac
}

for page; do
    count=0
    while read -r kind line; do
        case $kind in
            bare) complain "$line: a fence without a language" ;;
            block)
                [[ -z $slow && -n $line && $line != \#* ]] || continue
                tried "$limit" "$line"
                count=$((count + 1))
                ;;
            slow)
                [[ -n $slow && -n $line ]] || continue
                tried 600 "$line"
                count=$((count + 1))
                ;;
            moment)
                [[ -z $slow ]] || continue
                # A file that it writes is read by a command further down.
                if [[ $line == *--trace-json* ]]; then tried "$limit" "$line"; else tried 1 "$line"; fi
                count=$((count + 1))
                ;;
        esac
    done < <(commands "$source/$page" | awk '!seen[$0]++')
    echo "$page: $count commands"
done
exit $failed
