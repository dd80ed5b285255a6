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

say "Checking the packs, evaluating $assessment, writing the reports"
mkdir -p out
language=fr write_report &
french=$!
language=en write_report &
english=$!
.venv/bin/compass check
.venv/bin/compass evaluate "$assessment"
wait "$french"
wait "$english"
for language in fr en; do
    for format in $formats; do
        say "$PWD/$report.$language.$format"
    done
done
