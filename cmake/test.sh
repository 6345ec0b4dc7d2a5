#!/bin/sh
# Installs what the tests need and runs them all: release, debug and clang builds, the sanitizers, and ARMv8 under
# emulation. `sh cmake/test.sh release asan-ubsan` runs these presets alone.
set -eu
cd "$(dirname "$0")/.."
. cmake/packages.sh

presets=${*:-release clang debug asan-ubsan tsan aarch64}

require_apt
refresh_lists
install_missing $build_packages "$(botan_package)" catch2 patchelf binutils valgrind qemu-user g++-aarch64-linux-gnu \
  clang python3-cryptography-vectors

failed=
for preset in $presets; do
  printf '\n== %s\n' "$preset"
  if cmake --preset "$preset" && cmake --build --preset "$preset" && ctest --preset "$preset"; then
    :
  else
    failed="$failed $preset"
  fi
done
if [ -n "$failed" ]; then
  echo "FAILED:$failed"
  exit 1
fi
