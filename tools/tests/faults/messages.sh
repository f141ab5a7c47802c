#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# messages.sh RQCHECK RQCHECK-C: names, files and tokens with characters that a terminal obeys, or that are no UTF-8.
# None of them reaches stdout or stderr as it is, every message is one line, and each file of a format keeps its rules.
set -u
rqcheck=$1 rqcheck_c=$2
# shellcheck source=tools/dev/testing/checks.sh
. "$(dirname "$0")/../../dev/testing/checks.sh"
export NO_COLOR=1
cd "$directory" || exit 1

# Escape sequence, C1 in UTF-8 and as a byte, override of direction, bell, line break, no UTF-8.
evil=$'x\e[31mx\xc2\x9bx\x9bx\xe2\x80\xaex\ax\nx\xffx'

# is_clean WHAT FILE...: the files are UTF-8, without what a terminal obeys.
is_clean() {
    local what=$1
    shift
    python3 - "$what" "$@" <<'END' || failed=1
import sys, unicodedata
for name in sys.argv[2:]:
    data = open(name, 'rb').read()
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        print(f'FAILED: {sys.argv[1]}: {name} is no UTF-8: {error}')
        sys.exit(1)
    bad = [c for c in text if unicodedata.category(c) in ('Cc', 'Cf') and c not in '\n\t']
    if bad:
        print(f'FAILED: {sys.argv[1]}: {name} has {[hex(ord(c)) for c in bad]}')
        sys.exit(1)
END
}

# refused COMMAND...: expects exit code 2, one clean line on stderr, and clean output.
refused() {
    "$@" >out 2>err </dev/null
    local code=$?
    [[ $code == 2 ]] || complain "$(printf '%q ' "$@")exits with $code: $(cat -v err)"
    [[ $(wc -l <err) == 1 ]] || complain "$(printf '%q ' "$@")says: $(cat -v err)"
    is_clean "$(printf '%q ' "$@")" out err
}

for command in run matrix coverage compare diff hunt replay convert explain new completion affected conform try list \
    help; do
    refused "$rqcheck" $command "--$evil"
    [[ $command == list || $command == hunt ]] || refused "$rqcheck" $command "$evil"
done
refused "$rqcheck" "$evil"
for option in --revision --engine --scheduler --arch --memory --lock --window --executions --seed --weaken --drop \
    --fail-on --max-wait --time-limit --json --html --junit --sarif --baseline --write-baseline --kernel --oracle \
    --mutant --first-look --trace-outcome --cpus -j; do
    refused "$rqcheck" run abba $option "$evil/x"
done
refused "$rqcheck" run --program "$evil"
refused "$rqcheck" run abba --revision "v7.3+./$evil.hpp"
refused "$rqcheck_c" "$evil"
refused "$rqcheck_c" "--$evil"

# A file whose name is allowed is written. What names it shows it.
mkdir files
"$rqcheck" run mutual-exclusion --json "files/$evil.json" --write-baseline "files/$evil" >out 2>err </dev/null ||
    complain "a file with such a name is not written: $(cat -v err)"
"$rqcheck" run mutual-exclusion --baseline "files/$evil" --junit run.xml --sarif run.sarif --html run.html --json run.json \
    >out 2>err </dev/null || complain "a baseline with such a name is not read: $(cat -v err)"
is_clean "run with a baseline" out err run.xml run.sarif run.html run.json
python3 - <<'END' || complain "JUnit, SARIF or JSON cannot be read"
import json, xml.dom.minidom
xml.dom.minidom.parse('run.xml')
json.load(open('run.sarif'))
json.load(open('run.json'))
END

# Files with such texts in them are refused.
"$rqcheck" run nmi-queue-interrupt --revision initial --trace-json trace.json >out 2>err </dev/null
python3 - <<'END'
import json
trace = json.load(open('trace.json'))
for name, text in (('escape', 'x\x1b[31m'), ('c1', 'x\x9b'), ('bidi', 'x\u202e'), ('line', 'x\ny'), ('tag', 'x\U000e0041')):
    for place in ('what', 'outcome', 'variable'):
        changed = json.loads(json.dumps(trace))
        one = changed['traces'][0]
        if place == 'variable':
            one['steps'][0][place] = text
        else:
            one[place] = text
        json.dump(changed, open(f'bad-{name}-{place}.json', 'w'), ensure_ascii=False)
open('bad-bytes.json', 'wb').write(b'{"format": "rqcheck-trace", "version": 3, "traces": ["\xff"]}')
open('bad-depth.json', 'w').write('{"format": "rqcheck-trace", "version": ' + '[' * 1000000)
open('bad-depth-2.json', 'w').write('{"format": "rqcheck-baseline", "version": ' + '[' * 1000000 + ']' * 1000000 + '}')
baseline = {"format": "rqcheck-baseline", "version": 1, "verdicts": []}
for name, text in (('escape', 'x\x1b[31m'), ('line', 'x\ny')):
    baseline['verdicts'] = [{"suite": text, "name": "v7.3", "settings": {}, "exhausted": True, "as_expected": True,
                             "failures": [], "reached": [], "worst_wait_ms": 0}]
    json.dump(baseline, open(f'bad-baseline-{name}.json', 'w'))
END
for file in bad-*.json; do
    refused "$rqcheck" run abba --baseline "$file"
    [[ $file == bad-baseline* ]] || refused "$rqcheck" convert "$file"
    [[ $file == bad-baseline* ]] || refused "$rqcheck" replay "$file"
done

# Tokens.
token=$(python3 -c 'import json; print(json.load(open("trace.json"))["traces"][0]["replay"])')
[[ $token == rq2.* ]] || complain "no token: $token"
refused "$rqcheck" replay "$token"$'\e[31m'
refused "$rqcheck" replay "${token/initial/$'ini\e[31mtial'}"
refused "$rqcheck" replay "${token/initial/v7.3}"
refused "$rqcheck" replay "${token/nmi-queue-interrupt/abba}"
refused "$rqcheck" replay "$(printf '%s' "$token" | sed -E 's/^(rq2[.][^.]*[.][^.]*[.])./\14/')"
refused "$rqcheck" replay "${token}A"
refused "$rqcheck" replay "$token"$'\xff'
# Tokens with a checksum that fits: a code that names another setup than the head, texts of any bytes, nested arrays.
python3 - >tokens <<'END'
import base64, zlib
def text(data):
    size, result = len(data), b''
    while size >= 0x80:
        result += bytes([size & 0x7f | 0x80])
        size >>= 7
    return result + bytes([size]) + data
def entry(key, value):
    return bytes([0x60 + len(key)]) + key.encode() + value
def token(cbor):
    head = b'rq2.abba.initial.2.'
    body = (0).to_bytes(4, 'little') + text(b'stuck') + text(cbor)
    code = body + zlib.crc32(head + body).to_bytes(4, 'little')
    return head.decode() + base64.urlsafe_b64encode(code).decode().rstrip('=')
print(token(b'\xa1' + entry('scenario', b'\x63abc')))
print(token(b'\xa1' + entry('revision', b'\x64v7.3')))
print(token(b'\xa1' + entry('cpus', b'\x03')))
print(token(b'\xa1' + entry('program', b'\x64A\x1b[m')))
print(token(b'\xa1' + entry('program', b'\x62A\xff')))
print(token(b'\xa1' + entry('weaken', b'\x81\x63a\x1bb')))
print(token(b'\x81' * 300000))
END
[[ $(wc -l <tokens) == 7 ]] || complain "no forged tokens"
while read -r forged; do
    printf '%s\n' "$forged" >forged
    refused "$rqcheck" replay forged
    grep -qE 'checksum' err && complain "the checksum of a forged token is wrong: the test tests nothing"
done <tokens
exit $failed
