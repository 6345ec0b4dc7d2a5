# How OpenSSL's own sources are had: from the distribution's source package, of the version of libcrypto that is installed; or
# where an update has taken that off the mirrors, the newest of the same series, whose providers and tests fit it as well.
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

# apt with package lists and a cache of its own, as whoever runs this, from `sources`: with_own_lists apt-get|apt-cache ...
with_own_lists() {
  program=$1
  shift
  "$program" -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/sources" -o Dir::State::Lists="$work/lists" \
    -o Dir::Cache="$work/cache" -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none "$@" 2>>"$log"
}
own_apt() { with_own_lists apt-get "$@" >>"$log"; }

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

# The upstream series, 3.0 of 3.0.19-1~deb12u2.
series_of() { echo "$1" | sed 's/^\([0-9]*\.[0-9]*\).*/\1/'; }

# The versions to be tried: the installed one, and then what the lists of sources have of its series, newest first.
versions() {
  echo "$version"
  with_own_lists apt-cache showsrc openssl | sed -n 's/^Version: *//p' | sort -rVu | while read -r other; do
    [ "$other" = "$version" ] || [ "$(series_of "$other")" != "$(series_of "$version")" ] || echo "$other"
  done
}

# The sources of OpenSSL $1, into $work/source/tree. Mirrors lose the packaging of superseded versions first: then the archive
# alone serves. The signed list of sources vouches for it, too.
fetch_version() {
  rm -rf "$work/source"
  mkdir -p "$work/source"
  cd "$work/source"
  if own_apt source --download-only "openssl=$1"; then
    dpkg-source -x openssl_*.dsc tree >>"$log" 2>&1 || fail "the source package could not be unpacked" \
      "Remove $work and run this again."
  elif own_apt source --tar-only "openssl=$1"; then
    say "the mirror has OpenSSL's archive of $1 without the distribution's patches: going on with it alone"
    mkdir tree
    tar -xf openssl_*.orig.tar.?z -C tree --strip-components=1
  else
    return 1
  fi
}

# Leaves the unpacked sources in $work/source/tree, and their version in `sources`.
fetch() {
  source_entries
  say "fetching the source package of OpenSSL $version"
  own_apt update || fail "the lists of source packages could not be fetched" "Is the network there? Run this again."
  for sources in $(versions); do
    fetch_version "$sources" || continue
    [ "$sources" = "$version" ] || say "the sources of OpenSSL $version are no longer to be had: going on with those of $sources"
    return 0
  done
  fail "there is no source package of OpenSSL $(series_of "$version") to be had" \
    "Bring the installed packages up to date (apt-get update, apt-get install libssl-dev openssl) and run this again."
}
