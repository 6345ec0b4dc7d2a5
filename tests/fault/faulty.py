"""What the fault tests share: copies of the library, changes to them, and the probe's report."""

import os
import subprocess
import sys

sys.path.insert(0, os.environ["CCE_CMAKE_DIR"])
import stamp_integrity  # noqa: E402

LIBRARY = os.environ["CCE_LIBRARY"]
PROBE = os.environ["CCE_PROBE"]
EMULATOR = os.environ.get("CCE_EMULATOR", "").split()

# What the probe calls and the state must guard, and what answers in every state.
GUARDED = {"digest", "digest_init", "hmac", "hmac_init", "hmac_verify", "hkdf", "hkdf_extract", "hkdf_expand",
           "gcm_key_generate", "gcm_key_import", "gcm_seal", "gcm_seal_with_iv", "gcm_open", "gcm_sealer_new", "gcm_sealer_seal",
           "tls13_extract", "tls13_expand_label", "tls12_prf", "x963_kdf",
           "gcm_stream_new", "gcm_stream_seal", "gcm_stream_seal_next", "gcm_stream_seal_with_iv", "gcm_stream_aad",
           "gcm_stream_update", "gcm_stream_tag", "gcm_stream_open", "gcm_stream_verify",
           "random", "drbg_new"}
CURVES = ("p256", "p384", "p521")
OF_A_CURVE = ("ec_key_generate", "ec_key_import", "ec_key_public", "ec_key_export_der", "ec_key_import_der",
              "ec_public_export", "ec_public_import", "ecdsa_sign", "ecdsa_sign_deterministic", "ecdsa_verify", "ecdh")
GUARDED |= {f"{service}_{curve}" for service in OF_A_CURVE for curve in CURVES}
ERR_STATE, ERR_AUTH, ERR_SELF_TEST = -1, -5, -8


class Report:
    """What the probe said of a library."""

    def __init__(self, path, timeout=60, probe=PROBE):
        self.state = self.failure = self.finally_state = None
        self.services, self.tests = {}, {}
        try:
            # A session of its own: what damaged code does to its process group does not reach the tests.
            run = subprocess.run([*EMULATOR, probe, path], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL, timeout=timeout, text=True, errors="replace",
                                 start_new_session=True)
            self.exit, output = run.returncode, run.stdout
        except subprocess.TimeoutExpired as expired:
            self.exit, output = "timeout", (expired.stdout or b"").decode(errors="replace")
        for line in output.splitlines():
            kind, _, rest = line.partition(" ")
            if kind == "state":
                self.state = rest
            elif kind == "failure":
                self.failure = rest
            elif kind == "finally":
                self.finally_state = rest
            elif kind == "service" and len(words := rest.split(" ")) == 2:
                self.services[words[0]] = int(words[1])
            # A changed text may look otherwise: a name that lost its end goes on with the next.
            elif kind == "test" and len(words := rest.split(" ", 2)) == 3 and words[1].isdigit():
                self.tests[words[0]] = (int(words[1]), words[2])

    def served(self):
        """The services that gave output: done, or a verdict on a MAC. Another refusal than ERR_STATE is still one."""
        return {name for name in GUARDED if self.services.get(name) in (0, 1) or
                (name == "hmac_verify" and self.services.get(name) == ERR_AUTH)}

    def loaded(self):
        return self.exit == 0

    def operational(self):
        return "operational" in (self.state, self.finally_state) or "degraded" in (self.state, self.finally_state)


def image():
    with open(LIBRARY, "rb") as file:
        return bytearray(file.read())


def covered(data):
    """The file ranges of the text and the rodata segment."""
    return [range(offset, offset + size)
            for kind, flags, offset, _, size, _ in stamp_integrity.program_headers(data)
            if kind == stamp_integrity.PT_LOAD and offset and not flags & stamp_integrity.PF_W]


def file_offset(data, address):
    """Where in the file the byte at this address is loaded from."""
    for kind, _, offset, begin, size, _ in stamp_integrity.program_headers(data):
        if kind == stamp_integrity.PT_LOAD and begin <= address < begin + size:
            return address - begin + offset
    raise ValueError(hex(address))


def symbol(name):
    """The address of a symbol, demangled, of the library as it was built."""
    listing = subprocess.run([os.environ["CCE_NM"], "-C", LIBRARY], check=True, stdout=subprocess.PIPE, text=True).stdout
    found = [line.split()[0] for line in listing.splitlines() if line.split(" ", 2)[2:] == [name]]
    if len(found) != 1:
        raise ValueError(f"{name}: {len(found)} symbols")
    return int(found[0], 16)


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)
    return path
