#!/bin/sh
# Builds OpenSSL's FIPS provider, which Debian and Ubuntu do not ship, from the distribution's own source package:
#   sh cmake/openssl_fips.sh [DIRECTORY]       build/openssl-fips unless given; done already: nothing to do
# Of the version of libcrypto that is installed, so that the provider is all that differs between two columns of cce-bench; of
# its series where that version's sources are no longer to be had.
# The system's package configuration is read and not changed. What is left behind: fips.so, its fipsmodule.cnf, an
# openssl.cnf that makes it the only provider, and the log. This build is not the one that holds OpenSSL's certificate.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
dir=${1:-$here/build/openssl-fips}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
log=$dir/build.log
work=$dir/work

who=openssl-fips
. "$here/cmake/openssl_source.sh"

if [ -f "$dir/fips.so" ] && [ -f "$dir/fipsmodule.cnf" ] && [ -f "$dir/openssl.cnf" ] &&
  [ "$(cat "$dir/version" 2>/dev/null)" = "$version" ]; then
  say "$dir has the provider of OpenSSL $version already"
  exit 0
fi
: >"$log"

# Configured for the platform that the installed library says it was built for, with the options of Debian's rules that
# change code of the provider: the 64-bit field arithmetic, and the optimisation.
build() {
  cd "$work/source/tree"
  platform=$(openssl version -p | sed 's/^platform: *//')
  case "$platform" in
    *amd64* | *arm64* | *x86_64* | *aarch64*) options=enable-ec_nistp_64_gcc_128 ;;
    *) options= ;;
  esac
  perl Configure LIST 2>/dev/null | grep -qx "$platform" || platform=
  jobs=$(nproc 2>/dev/null || echo 1)
  say "building providers/fips.so with $jobs jobs, which takes some minutes (log: $log)"
  # Without a platform ./config finds one itself.
  if [ -n "$platform" ]; then configure="perl Configure $platform"; else configure=./config; fi
  $configure enable-fips no-tests $options "${CFLAGS:--O2}" >>"$log" 2>&1 || fail "OpenSSL could not be configured" \
    "The lines above say why. Remove $work to begin anew."
  { nice make -j"$jobs" build_generated && nice make -j"$jobs" providers/fips.so; } >>"$log" 2>&1 ||
    fail "the provider could not be built" "The lines above say why. Remove $work to begin anew."
}

# -self_test_onload: the self-tests run each time the provider is loaded, as FIPS 140-3 wants it (IG 10.3.E), and not only
# now with a note that they passed.
install_provider() {
  cp "$work/source/tree/providers/fips.so" "$dir/fips.so"
  openssl fipsinstall -self_test_onload -module "$dir/fips.so" -out "$dir/fipsmodule.cnf" >>"$log" 2>&1 ||
    fail "the provider was built, and its self-tests do not pass" "Remove $dir and run this again."
  cat >"$dir/openssl.cnf" <<CNF
# Makes the FIPS provider the only one that computes; the base provider has no cryptography, it reads and writes keys.
config_diagnostics = 1
openssl_conf = openssl_init
.include $dir/fipsmodule.cnf
[openssl_init]
providers = provider_sect
alg_section = algorithm_sect
[provider_sect]
fips = fips_sect
base = base_sect
[base_sect]
activate = 1
[algorithm_sect]
default_properties = fips=yes
CNF
}

# What the provider says of itself when it is loaded as the programs load it.
check() {
  told=$(OPENSSL_CONF="$dir/openssl.cnf" OPENSSL_MODULES="$dir" openssl list -providers 2>>"$log") || told=
  case "$told" in
    *"OpenSSL FIPS Provider"*) ;;
    *) fail "the provider was built and does not load" "Remove $dir and run this again." ;;
  esac
  echo "$version" >"$dir/version"
}

fetch
build
install_provider
check
rm -rf "$work"
say "done: $dir/fips.so, of OpenSSL $sources"
