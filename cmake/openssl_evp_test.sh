#!/bin/sh
# Builds OpenSSL's evp_test from the distribution's own source package, and keeps it with its data:
#   sh cmake/openssl_evp_test.sh [DIRECTORY]       build/openssl-evp-test unless given; done already: nothing to do
# It is linked to the libcrypto that is installed: that, and CCE as its provider, is what is tested.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
dir=${1:-$here/build/openssl-evp-test}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
log=$dir/build.log
work=$dir/work
who=openssl-evp-test
. "$here/cmake/openssl_source.sh"

if [ -x "$dir/evp_test" ] && [ -d "$dir/data" ] && [ "$(cat "$dir/version" 2>/dev/null)" = "$version" ]; then
  say "$dir has evp_test of OpenSSL $version already"
  exit 0
fi
: >"$log"

# Some headers are made by the configuration; what is linked is the test, the framework of OpenSSL's tests, and its options.
build() {
  tree=$work/source/tree
  cd "$tree"
  ./config >>"$log" 2>&1 || fail "OpenSSL could not be configured" "The lines above say why. Remove $work to begin anew."
  nice make build_generated >>"$log" 2>&1 || fail "the headers could not be made" "The lines above say why."
  mkdir -p "$work/objects"
  cd "$work/objects"
  includes="-I$tree/include -I$tree -I$tree/test -I$tree/apps/include"
  # From an archive: evp_test has functions of its own in the place of some of the framework's.
  { nice "${CC:-cc}" -O1 -w -c $includes "$tree"/test/testutil/*.c "$tree/apps/lib/opt.c" && ar rc framework.a ./*.o &&
    nice "${CC:-cc}" -O1 -w $includes "$tree/test/evp_test.c" framework.a -o "$dir/evp_test" -lssl -lcrypto; } >>"$log" 2>&1 ||
    fail "evp_test could not be built" "The lines above say why. Remove $work to begin anew."
}

fetch
say "building evp_test (log: $log)"
build
rm -rf "$dir/data"
mkdir "$dir/data"
cp "$work"/source/tree/test/recipes/30-test_evp_data/*.txt "$dir/data/"
echo "$version" >"$dir/version"
rm -rf "$work"
say "done: $dir/evp_test, of OpenSSL $sources"
