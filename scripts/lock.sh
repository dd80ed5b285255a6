#!/bin/sh
# Renew the three lock files. They hold names, versions and hashes only: no address and no path.
# A pin that still satisfies pyproject.toml stays; to raise every pin: sh scripts/lock.sh --upgrade
. scripts/common.sh

.venv/bin/python -m pip install -qq 'pip-tools>=7.5,<8'

compile() {
    .venv/bin/python -m piptools compile -q --strip-extras --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options "$@"
}

compile "$@" --output-file requirements.lock pyproject.toml
compile "$@" --output-file requirements-test.lock --extra test --constraint requirements.lock pyproject.toml
compile "$@" --output-file requirements-build.lock --build-deps-for editable --only-build-deps pyproject.toml
