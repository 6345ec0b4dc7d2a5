"""Runs a program with OpenSSL's FIPS provider as the only one: with_openssl_fips.py DIRECTORY PROGRAM ARGUMENT...

DIRECTORY is where cmake/openssl_fips.sh put the provider. Without it the exit code is 77, which CTest reports as skipped.
"""
import os
import sys

SKIPPED = 77

directory, program = sys.argv[1:3]
if not os.path.exists(os.path.join(directory, "version")):
    print("skipped: OpenSSL's FIPS provider is not built; cmake --build --preset release --target openssl-fips")
    sys.exit(SKIPPED)
os.environ.update(OPENSSL_CONF=os.path.join(directory, "openssl.cnf"), OPENSSL_MODULES=directory,
                  CCE_TEST_OPENSSL_PROVIDER="fips")
os.execv(program, sys.argv[2:])
