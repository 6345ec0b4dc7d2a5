# What has to be installed, by distribution; sourced by quickstart.sh and test.sh, which set `needed` to package names.
# Debian 12 and 13, Ubuntu 24.04.

# The first of the named packages that the package lists know.
first_known() {
  for package in "$@"; do
    if apt-cache show "$package" >/dev/null 2>&1; then
      echo "$package"
      return
    fi
  done
  echo "$1"
}

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Installs what is missing of the named packages: as root, by sudo without a question, or says what to run.
install_missing() {
  missing=
  for package in "$@"; do
    is_installed "$package" || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  line="apt-get install -y --no-install-recommends$missing"
  if [ "$(id -u)" = 0 ]; then
    prefix=
  elif sudo -n true 2>/dev/null; then
    prefix=sudo
  else
    echo "These packages are missing, and this is not root. Run this line, then this script again:"
    echo "  sudo apt-get update && sudo $line"
    exit 2
  fi
  echo "Installing:$missing"
  log=$(mktemp)
  if ! DEBIAN_FRONTEND=noninteractive $prefix $line >"$log" 2>&1; then
    cat "$log"
    echo "The packages could not be installed; the lines above say why. To try by hand: $prefix $line"
    exit 2
  fi
  rm -f "$log"
}

# The package lists, without which no name can be looked up; on a bare machine they are empty or old.
refresh_lists() {
  if [ "$(id -u)" = 0 ]; then
    apt-get update -qq >/dev/null 2>&1 || echo "apt-get update failed: going on with the package lists that are here"
  elif sudo -n true 2>/dev/null; then
    sudo apt-get update -qq >/dev/null 2>&1 || echo "apt-get update failed: going on with the package lists that are here"
  fi
}

require_apt() {
  command -v apt-get >/dev/null 2>&1 && return 0
  echo "This script installs Debian or Ubuntu packages and finds no apt-get here. Install a C++20 compiler, CMake 3.25,"
  echo "Ninja, Python 3, CLI11, nlohmann-json and Google Benchmark by hand, then: cmake --preset release"
  exit 2
}

build_packages="g++ cmake ninja-build python3 pkg-config libcli11-dev nlohmann-json3-dev libbenchmark-dev libssl-dev"

botan_package() { first_known libbotan-2-dev libbotan-3-dev; }
