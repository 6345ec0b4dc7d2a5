# How OpenSSL's own sources are had: from the distribution's source package, of the version of libcrypto that is installed.
# Sourced by openssl_fips.sh and openssl_evp_test.sh, which set `who` (their name in messages), `log` and `work` (a folder).
# The system's package configuration is read and not changed.

say() { echo "$who: $*"; }

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
  fail "libssl-dev is not installed, so there is no OpenSSL to work with" \
    "Install it (apt-get install libssl-dev) and run this again."
}

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
