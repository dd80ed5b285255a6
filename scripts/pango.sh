#!/bin/sh
# Make sure that WeasyPrint finds Pango, the library that lays out the text of a PDF.
# Exit 1 when it can't be had, but 0 for the tests when COMPASS_REQUIRE does not name pdf: they skip the PDF ones.
# usage: sh scripts/pango.sh [--strict]
. scripts/common.sh

packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# WeasyPrint tells by a warning that only harfbuzz-subset is missing.
all_found() {
    .venv/bin/python -W 'error:HarfBuzz-Subset:DeprecationWarning' -c 'import weasyprint' >/dev/null 2>&1
}

usable() {
    .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1
}

# shellcheck disable=SC2086  # the packages are several words
if all_found || { apt_install $packages && usable; } || usable; then
    exit 0
fi

if has_apt; then
    ask "Pas de PDF sans Pango. Tapez : sudo apt-get install --no-install-recommends $packages" \
        "No PDF without Pango. Type: sudo apt-get install --no-install-recommends $packages"
else
    ask "Pas de PDF sans la bibliothèque Pango (1.44 ou plus récente) : installez le paquet pango de ce système." \
        "No PDF without the library Pango (1.44 or later): install this system's package pango."
fi
case "${1:-} ${COMPASS_REQUIRE:-}" in
    *--strict* | *pdf*) exit 1 ;;
esac
