#!/bin/sh
# Installs what the tests need and runs them: all of them on the build that is shipped, those that look at what the compiler
# made of the code on clang's too, and the quick ones with the sanitizers, without optimisation, and for ARMv8 under an
# emulator. `sh cmake/test.sh release`, with the names of one or more presets, runs those alone.
set -eu
cd "$(dirname "$0")/.."
. cmake/packages.sh

presets=${*:-release clang asan-ubsan tsan debug aarch64}

require_apt
refresh_lists
install_missing $build_packages "$(botan_package)" catch2 patchelf binutils valgrind qemu-user g++-aarch64-linux-gnu \
  clang "$(first_known libclang-rt-dev libclang-rt-14-dev)" openssl python3-cryptography-vectors

labels_of() {
  case "$1" in
    release) echo 'quick|slow' ;;
    clang) echo 'quick|compiler' ;;
    *) echo quick ;;
  esac
}

failed=
for preset in $presets; do
  printf '\n== %s\n' "$preset"
  if cmake --preset "$preset" && cmake --build --preset "$preset" &&
    ctest --preset "$preset" -L "$(labels_of "$preset")" -j "$(nproc)"; then
    :
  else
    failed="$failed $preset"
  fi
done
if [ -n "$failed" ]; then
  echo "FAILED:$failed"
  exit 1
fi
