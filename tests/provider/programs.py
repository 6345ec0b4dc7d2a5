"""What the tests with programs share: configurations, libraries that were tampered with, certificates, and servers."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.environ["CCE_CMAKE_DIR"])
import stamp_integrity  # noqa: E402

OPENSSL = os.environ["CCE_OPENSSL"]
LIBRARY = os.environ["CCE_LIBRARY"]
STRICT = os.environ["CCE_CONFIGURATIONS"] + "/openssl-cce.cnf"        # CCE and base alone
PREFERRED = os.environ["CCE_CONFIGURATIONS"] + "/openssl-cce-preferred.cnf"
DEFAULT = "/dev/null"                                                  # OpenSSL without CCE
CURVES = {"P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1"}

EXTENSIONS = """[req]
distinguished_name = name
prompt = no
[name]
CN = localhost
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[leaf]
basicConstraints = CA:false
subjectAltName = DNS:localhost, IP:127.0.0.1
"""


def environment(configuration, library_folder=None):
    """Nothing of the caller's own: the configuration says where the module is."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith("OPENSSL") and name not in ("SSLKEYLOGFILE", "LD_LIBRARY_PATH")}
    kept["OPENSSL_CONF"] = configuration
    if library_folder is not None:
        kept["LD_LIBRARY_PATH"] = library_folder  # is looked at before the module's own path
    return kept


def run(*command, configuration=STRICT, library=None, **options):
    return subprocess.run(command, env=environment(configuration, library), stdout=subprocess.PIPE, timeout=60,
                          stderr=subprocess.STDOUT, **options)


def openssl(*arguments, **options):
    """Runs a command that must succeed; what it prints."""
    done = run(OPENSSL, *arguments, **options)
    if done.returncode != 0:
        raise AssertionError(f"openssl {' '.join(arguments)}: {done.returncode}\n{done.stdout.decode(errors='replace')}")
    return done.stdout


# Of the OpenSSL that is tested with: (3, 0), say.
VERSION = tuple(int(part) for part in openssl("version", configuration=DEFAULT).split()[1].decode().split(".")[:2])


def tampered_library(folder):
    """A libcce.so.1 with one byte changed, in code that nothing here runs."""
    with open(LIBRARY, "rb") as file:
        data = bytearray(file.read())
    listing = subprocess.run([os.environ["CCE_NM"], "-D", LIBRARY], check=True, stdout=subprocess.PIPE, text=True).stdout
    address = next(int(line.split()[0], 16) for line in listing.splitlines() if " cce_ec_public_export_pem@" in line)
    for kind, flags, offset, begin, size, _ in stamp_integrity.program_headers(data):
        if kind == stamp_integrity.PT_LOAD and begin <= address < begin + size:
            data[address - begin + offset + 24] ^= 1
            break
    else:
        raise AssertionError("the function is in no segment")
    with open(os.path.join(folder, "libcce.so.1"), "wb") as file:
        file.write(data)
    return folder


class Programs(unittest.TestCase):
    """A folder with certificates, made by OpenSSL without CCE: OpenSSL takes SHA-1 for key identifiers."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        os.mkdir(cls.path("tampered"))
        cls.tampered = tampered_library(cls.path("tampered"))
        cls.checked = set()
        with open(cls.path("extensions"), "w", encoding="ascii") as file:
            file.write(EXTENSIONS)
        cls.make_ca()
        for curve in CURVES:
            cls.make_leaf(curve)

    @classmethod
    def path(cls, name):
        return os.path.join(cls.folder, name)

    @classmethod
    def key_options(cls, curve, key):
        return ("-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{curve}", "-nodes", "-keyout", key)

    @classmethod
    def make_ca(cls):
        openssl("req", "-x509", "-config", cls.path("extensions"), "-extensions", "ca", "-subj", "/CN=CA", "-days", "30",
                *cls.key_options("P-384", cls.path("ca.key")), "-out", cls.path("ca.pem"), configuration=DEFAULT)

    @classmethod
    def make_leaf(cls, curve):
        openssl("req", "-new", "-config", cls.path("extensions"), *cls.key_options(curve, cls.path(f"{curve}.key")),
                "-out", cls.path("request"), configuration=DEFAULT)
        openssl("x509", "-req", "-in", cls.path("request"), "-CA", cls.path("ca.pem"), "-CAkey", cls.path("ca.key"),
                "-CAcreateserial", "-extfile", cls.path("extensions"), "-extensions", "leaf", "-days", "20",
                "-out", cls.path(f"{curve}.pem"), configuration=DEFAULT)

    def check_fails_when_tampered(self, *arguments, configuration=STRICT):
        """Once for each command with its options, whatever files and curves they are about."""
        kind = (configuration, arguments[0], *(word for word in arguments if word.startswith("-")))
        if kind in self.checked:
            return
        self.checked.add(kind)
        done = run(OPENSSL, *arguments, configuration=configuration, library=self.tampered)
        self.assertNotEqual(done.returncode, 0, f"{arguments} with a library that was tampered with: {done.stdout}")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """A server on a port of its own, in the foreground of a process that ends with the block."""

    def __init__(self, port, command, configuration=STRICT, library=None):
        self.port, self.command = port, command
        self.environment = environment(configuration, library)

    def __enter__(self):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=self.log,
                                        stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 20
        while self.process.poll() is None and time.monotonic() < deadline:
            # Not by connecting: that would be a client.
            with open("/proc/net/tcp", encoding="ascii") as table:
                if any(line.split()[1:2] == [f"0100007F:{self.port:04X}"] and line.split()[3] == "0A" for line in table):
                    return self
            time.sleep(0.01)
        output = self.output()
        self.__exit__()
        raise AssertionError(f"{self.command} did not come up: {output}")

    def output(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(20)
        self.log.close()
