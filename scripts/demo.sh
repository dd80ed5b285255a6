#!/bin/sh
# Evaluate the sample assessment and write its report; HTML alone where Pango can't be had.
. scripts/common.sh

assessment=questionnaires/radiology-ai/assessments/fracture-detection.yaml
report=out/fracture-detection

formats="html pdf"
sh scripts/pango.sh --strict || formats=html

say "Checking the questionnaires"
.venv/bin/compass check
say "Evaluating $assessment"
.venv/bin/compass evaluate "$assessment"

say "Writing the reports"
mkdir -p out
for language in fr en; do
    for format in $formats; do
        .venv/bin/compass report "$assessment" -o "$report.$language.$format" --lang "$language"
    done
done
for language in fr en; do
    for format in $formats; do
        say "$PWD/$report.$language.$format"
    done
done
