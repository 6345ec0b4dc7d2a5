#!/bin/sh
# Builds OpenSSL's FIPS provider, which Debian and Ubuntu do not ship, from the distribution's own source package:
#   sh cmake/openssl_fips.sh [DIRECTORY]       build/openssl-fips unless given; done already: nothing to do
# Of the version of libcrypto that is installed, so that the provider is all that differs between two columns of cce-bench.
# The system's package configuration is read and not changed. What is left behind: fips.so, its fipsmodule.cnf, an
# openssl.cnf that makes it the only provider, and the log. This build is not the one that holds OpenSSL's certificate.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
dir=${1:-$here/build/openssl-fips}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
log=$dir/build.log
work=$dir/work

say() { echo "openssl-fips: $*"; }

# fail WHAT ADVICE
fail() {
  say "$1"
  [ ! -s "$log" ] || { say "the end of $log:"; tail -15 "$log" | sed 's/^/  | /'; }
  say "$2"
  exit 1
}

need() {
  command -v "$1" >/dev/null 2>&1 || {
    : >"$log"
    fail "$1 is not installed" "Install it (apt-get install $2) and run this again."
  }
}

need apt-get apt
need dpkg-source dpkg-dev
need openssl openssl
need perl perl
need make make
need "${CC:-cc}" gcc
version=$(dpkg-query -W -f '${source:Version}' libssl-dev 2>/dev/null) || {
  : >"$log"
  fail "libssl-dev is not installed, so there is no OpenSSL to load the provider into" \
    "Install it (apt-get install libssl-dev) and run this again."
}

if [ -f "$dir/fips.so" ] && [ -f "$dir/fipsmodule.cnf" ] && [ -f "$dir/openssl.cnf" ] &&
  [ "$(cat "$dir/version" 2>/dev/null)" = "$version" ]; then
  say "$dir has the provider of OpenSSL $version already"
  exit 0
fi
: >"$log"

# apt with package lists and a cache of its own, as whoever runs this, from `sources`.
own_apt() {
  apt-get -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/sources" -o Dir::State::Lists="$work/lists" \
    -o Dir::Cache="$work/cache" -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none "$@" >>"$log" 2>&1
}

# The entries that the distribution's packages come from, as entries of its source packages. Keyrings and options stay.
source_entries() {
  rm -rf "$work/sources"
  mkdir -p "$work/sources" "$work/lists/partial" "$work/cache/archives/partial"
  for origin in Debian Ubuntu; do
    apt-get indextargets --format '$(SOURCESENTRY)' 'Created-By: Packages' "Origin: $origin" 2>>"$log" || true
  done | sed 's/:[0-9]*$//' | sort -u | while read -r file; do
    case "$file" in
      *.sources) sed 's/^Types:.*/Types: deb-src/' "$file" >"$work/sources/$(basename "$file")" ;;
      *.list) sed -n 's/^[[:space:]]*deb[[:space:]]/deb-src /p' "$file" >"$work/sources/$(basename "$file")" ;;
    esac
  done
  [ -n "$(ls "$work/sources")" ] || fail "apt knows no package list of Debian or Ubuntu" \
    "Run apt-get update as root, and then this again."
}

fetch() {
  source_entries
  say "fetching the source package of OpenSSL $version"
  own_apt update || fail "the lists of source packages could not be fetched" "Is the network there? Run this again."
  rm -rf "$work/source"
  mkdir -p "$work/source"
  cd "$work/source"
  if own_apt source --download-only "openssl=$version"; then
    dpkg-source -x openssl_*.dsc tree >>"$log" 2>&1 || fail "the source package could not be unpacked" \
      "Remove $work and run this again."
  elif own_apt source --tar-only "openssl=$version"; then
    # Mirrors lose the packaging of superseded versions first. The signed list of sources vouches for the archive, too.
    say "the mirror has OpenSSL's archive of that version without the distribution's patches: going on with it alone"
    mkdir tree
    tar -xf openssl_*.orig.tar.?z -C tree --strip-components=1
  else
    fail "there is no source package of OpenSSL $version to be had" \
      "Bring the installed packages up to date (apt-get update, apt-get install libssl-dev openssl) and run this again."
  fi
}

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
say "done: $dir/fips.so, of OpenSSL $version"
