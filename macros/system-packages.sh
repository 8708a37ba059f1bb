#!/bin/sh
# System libraries that `make print` needs and that PyPI cannot give: WeasyPrint sets its texts with Pango. Debian and
# Ubuntu: installed with apt, as root. Quick and silent when all is there; never lets the PDFs be made without them.
set -eu

fail() {
	printf '%s\n' "$@" >&2
	exit 1
}

# Elsewhere: whatever the machine has, if WeasyPrint finds it.
if ! command -v apt-get >/dev/null 2>&1; then
	.venv/bin/python -c 'import weasyprint' >/dev/null 2>&1 || fail \
		"Per i PDF serve la libreria Pango: installala, per esempio con: brew install pango" \
		"The PDFs need the Pango library: install it, for example with: brew install pango"
	exit 0
fi

# DejaVu has the signs that the site's typeface lacks (✓ ≠ ≤ ≥).
missing=
for package in libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core; do
	status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) || true
	[ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

[ "$(id -u)" -eq 0 ] || fail \
	"Per i PDF mancano librerie di sistema. Una volta sola: sudo apt install$missing" \
	"System libraries for the PDFs are missing. Once: sudo apt install$missing"

echo "Installo · installing (apt):$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 # a list of names
apt-get install -y -qq --no-install-recommends $missing >/dev/null
