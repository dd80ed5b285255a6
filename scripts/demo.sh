#!/bin/sh
# Evaluate the sample assessment and write its report; HTML alone where Pango can't be had.
. scripts/common.sh

assessment=questionnaires/radiology-ai/assessments/fracture-detection.yaml
report=out/fracture-detection

formats="html pdf"
sh scripts/pango.sh --strict || formats=html

# One process for each language: there are at least two cores almost everywhere.
write_report() {
    set -- # the outputs of one language
    for format in $formats; do
        set -- "$@" -o "$report.$language.$format"
    done
    .venv/bin/compass report "$assessment" "$@" --lang "$language" >/dev/null
}

# Like make itself: a report is made again when anything that it is made from is newer.
up_to_date() {
    for format in $formats; do
        for language in fr en; do
            made=$report.$language.$format
            [ -f "$made" ] || return 1
            newer=$(find compass questionnaires templates static requirements.lock -type f ! -name '*.pyc' -newer "$made" | head -n 1)
            [ -z "$newer" ] || return 1
        done
    done
}

say "Checking the packs and evaluating $assessment"
mkdir -p out
if up_to_date; then
    say "The reports are up to date (make clean takes them away)."
    french='' english=''
else
    say "Writing the reports meanwhile"
    language=fr write_report &
    french=$!
    language=en write_report &
    english=$!
fi
.venv/bin/compass check
.venv/bin/compass evaluate "$assessment" --brief
[ -z "$french" ] || wait "$french"
[ -z "$english" ] || wait "$english"
for language in fr en; do
    for format in $formats; do
        say "$PWD/$report.$language.$format"
    done
done
