#!/bin/sh
# Make .venv and install one lock file into it, then the project itself.
# usage: sh scripts/install.sh requirements.lock
. scripts/common.sh

lock=$1

recent_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# A Python that can make a virtual environment, else any that is recent enough.
find_python() {
    for test in 'import ensurepip, venv' 'import sys'; do
        for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
            if recent_enough "$candidate" && "$candidate" -c "$test" 2>/dev/null; then
                say "$candidate"
                return
            fi
        done
    done
}

make_venv() {
    python=$(find_python)
    if [ -z "$python" ]; then
        ask "Il faut Python 3.11 ou plus récent, par exemple : sudo apt-get install python3 python3-venv" \
            "Python 3.11 or later is needed, for example: sudo apt-get install python3 python3-venv"
        exit 1
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        if ! apt_install "$package"; then
            ask "Il manque le module venv de Python. Tapez : sudo apt-get install $package" \
                "Python's module venv is missing. Type: sudo apt-get install $package"
            exit 1
        fi
    fi
    say "Making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
}

if ! { recent_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
    make_venv
fi

say "Installing $lock"
.venv/bin/python -m pip install -qq --no-deps --require-hashes -r requirements-build.lock -r "$lock"
.venv/bin/python -m pip install -qq --no-deps --no-build-isolation --editable .
