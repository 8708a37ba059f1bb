#!/bin/sh
# System packages that the tests need and that PyPI and npm cannot give: a browser, fonts for it, and a library that
# Playwright's driver links to. Debian and Ubuntu: installed with apt, as root. Anywhere, CASA_CHROMIUM may name an
# installed Chrome or Chromium instead. Quick and silent when all is there; never lets the tests run without a browser.
set -eu

fail() {
	printf '%s\n' "$@" >&2
	exit 1
}

if [ -n "${CASA_CHROMIUM:-}" ] && [ ! -x "$CASA_CHROMIUM" ]; then
	fail "CASA_CHROMIUM non è un programma: $CASA_CHROMIUM" \
		"CASA_CHROMIUM is not a program: $CASA_CHROMIUM"
fi

if ! command -v apt-get >/dev/null 2>&1; then
	[ -n "${CASA_CHROMIUM:-}" ] || command -v chromium >/dev/null 2>&1 || fail \
		"Le prove hanno bisogno di Chromium o Chrome: installalo e indicalo, per esempio:" \
		"The tests need Chromium or Chrome: install it and name it, for example:" \
		"  export CASA_CHROMIUM='/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'"
	exit 0
fi

needed="fonts-liberation libatomic1"
[ -n "${CASA_CHROMIUM:-}" ] || needed="chromium $needed"
missing=
for package in $needed; do
	status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) || true
	[ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

[ "$(id -u)" -eq 0 ] || fail \
	"Per le prove mancano pacchetti di sistema. Una volta sola: sudo apt install$missing" \
	"System packages for the tests are missing. Once: sudo apt install$missing"

echo "Installo · installing (apt):$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 # a list of names
apt-get install -y -qq --no-install-recommends $missing >/dev/null

# Ubuntu's package of this name may be an empty step towards a snap: look, do not believe.
"${CASA_CHROMIUM:-chromium}" --version >/dev/null 2>&1 || fail \
	"Chromium è installato ma non parte: indica un browser con CASA_CHROMIUM." \
	"Chromium is installed but does not start: name a browser with CASA_CHROMIUM."
