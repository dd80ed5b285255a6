# shellcheck shell=sh
# Read by the other scripts, from the top of the checkout.

set -eu

# The same behaviour whatever the machine's locale and its settings for pip.
PYTHONUTF8=1
PIP_DISABLE_PIP_VERSION_CHECK=1
PIP_NO_INPUT=1
PIP_USER=0
export PYTHONUTF8 PIP_DISABLE_PIP_VERSION_CHECK PIP_NO_INPUT PIP_USER
unset PYTHONHOME PYTHONPATH

say() {
    printf '%s\n' "$*"
}

# What the user must do, in both languages.
ask() {
    say "fr: $1" >&2
    say "en: $2" >&2
}

# Run a command as root; fails rather than ask for a password.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_be_root() {
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

has_apt() {
    command -v apt-get >/dev/null 2>&1
}

apt_lists_present() {
    find /var/lib/apt/lists -name '*_Packages*' 2>/dev/null | grep -q .
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -qq -o DPkg::Lock::Timeout=300 "$@"
}

# Install packages without a question and, when all goes well, without a word.
apt_install() {
    has_apt && may_be_root || return 1
    say "Installing $* with apt-get"
    apt_log=$(mktemp)
    apt_lists_present || apt_get update >"$apt_log" 2>&1 || true
    if apt_get install -y --no-install-recommends "$@" >>"$apt_log" 2>&1 ||
        { apt_get update && apt_get install -y --no-install-recommends "$@"; } >>"$apt_log" 2>&1; then
        rm -f "$apt_log"
        return 0
    fi
    tail -n 5 "$apt_log" >&2
    rm -f "$apt_log"
    return 1
}
