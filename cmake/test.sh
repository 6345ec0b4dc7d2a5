#!/bin/sh
# Installs what the tests need and runs them: all of them on the build that is shipped, the quick ones with
# AddressSanitizer and UndefinedBehaviorSanitizer and for ARMv8 under an emulator. With the names of presets it runs those:
# `sh cmake/test.sh clang tsan debug` for the builds that are not among them.
set -eu
cd "$(dirname "$0")/.."
. cmake/packages.sh

presets=${*:-release asan-ubsan aarch64}

require_apt
refresh_lists
install_missing $build_packages "$(botan_package)" catch2 patchelf binutils valgrind qemu-user g++-aarch64-linux-gnu \
  clang "$(first_known libclang-rt-dev libclang-rt-14-dev)" openssl python3-cryptography-vectors dpkg-dev make perl \
  nginx-light curl

labels_of() {
  case "$1" in
    release) echo 'quick|slow' ;;
    clang) echo 'quick|compiler' ;;
    *) echo quick ;;
  esac
}

# OpenSSL's FIPS provider is loaded by the build that is shipped alone: what a sanitizer says of its code is not ours to mend.
left_out_of() {
  case "$1" in
    release) echo '^$' ;;
    *) echo '_fips$' ;;
  esac
}

# Minutes, once. The comparisons and tests that need them are reported as skipped where they could not be had.
sh cmake/openssl_fips.sh || echo "Going on without OpenSSL's FIPS provider."
sh cmake/openssl_evp_test.sh || echo "Going on without OpenSSL's own tests."

failed=
for preset in $presets; do
  printf '\n== %s\n' "$preset"
  if cmake --preset "$preset" && cmake --build --preset "$preset" &&
    ctest --preset "$preset" -L "$(labels_of "$preset")" -E "$(left_out_of "$preset")" -j "$(nproc)"; then
    :
  else
    failed="$failed $preset"
  fi
done
if [ -n "$failed" ]; then
  echo "FAILED:$failed"
  exit 1
fi
