#!/bin/sh
# From a bare Debian or Ubuntu machine to the module at work: installs what is missing, builds release, and shows the
# self-test report, the vectors, a file's digest and a ten-second comparison.
set -eu
cd "$(dirname "$0")/.."
. cmake/packages.sh

title() { printf '\n== %s\n\n' "$1"; }

require_apt
all_there=yes
for package in $build_packages; do
  is_installed "$package" || all_there=no
done
is_installed libbotan-2-dev || is_installed libbotan-3-dev || all_there=no
if [ "$all_there" = no ]; then
  title "Installing what is missing"
  refresh_lists
  # The peers of the comparison may be missing from a distribution; the rest may not.
  install_missing $build_packages
  (install_missing "$(botan_package)") || echo "Going on without Botan in the comparison."
fi

title "Building (release)"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { cmake --preset release -DCCE_BUILD_TESTS=OFF && cmake --build --preset release; } >"$log" 2>&1; then
  cat "$log"
  echo "The build failed; the lines above say where."
  exit 1
fi
grep -h 'integrity digest' "$log" | tail -1 || true
bin=build/release/bin
ls -l build/release/lib/libcce.so.*.*

title "The module: status and self-tests"
$bin/cce status

title "Known answers: every vector under kat/vectors"
$bin/cce-kat kat/vectors

title "A real file, beside sha256sum"
file=build/release/lib/libcce.so
$bin/cce digest sha256 "$file"
sha256sum "$file"
[ "$($bin/cce digest sha256 "$file")" = "$(sha256sum "$file")" ]
sha256sum LICENSE README.md CMakeLists.txt | $bin/cce digest sha256 --check -

title "Ten seconds beside OpenSSL and Botan"
$bin/cce-bench --seconds 10

title "Done"
cat <<TXT
CCE is built in the style of a FIPS 140-3 module; it is not validated.
  $bin/cce --help          the command-line tool
  $bin/cce-kat --help      validation against NIST CAVP, ACVP and Wycheproof files
  sh cmake/test.sh         every test
TXT
