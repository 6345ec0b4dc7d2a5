"""OpenSSL's data files for its evp_test, reduced to what CCE has: which stanzas those are, and why each other one is not."""

import base64
import collections
import re

HASHES = {"sha224", "sha256", "sha384", "sha512", "sha512256", "sha2224", "sha2256", "sha2384", "sha2512", "sha2512256"}
OIDS = {bytes.fromhex("06082a8648ce3d030107"), bytes.fromhex("06052b81040022"), bytes.fromhex("06052b81040023")}
EC_PUBLIC_KEY, PRIME_FIELD = bytes.fromhex("06072a8648ce3d0201"), bytes.fromhex("06072a8648ce3d0101")

# Of the files that have something of CCE's algorithms in them.
FILES = ("evpciph_aes_common", "evpkdf_hkdf", "evpkdf_tls12_prf", "evpkdf_tls13_kdf", "evpmac_common", "evpmd_sha",
         "evppkey_ecc", "evppkey_ecdh", "evppkey_ecdsa", "evppkey_kas", "evppkey_kdf_hkdf", "evppkey_kdf_tls1_prf",
         "evppkey_mismatch", "evprand")
KEYS = ("PrivateKey", "PublicKey")
# On which of OpenSSL's own providers, or on which version of its FIPS provider, a test is run: nothing to CCE.
CONDITIONS = ("Availablein", "FIPSversion")


def is_hash(name):
    return re.sub(r"[^a-z0-9]", "", name.lower()) in HASHES


class Stanza:
    """Lines that belong together; the first of them says what is tested."""

    def __init__(self, lines):
        self.lines = lines
        self.pairs = [(key.strip(), value.strip()) for key, _, value in
                      (line.partition("=") for line in lines if re.match(r"^[\w.-]+\s*=", line))]
        told = [pair for pair in self.pairs if pair[0] not in CONDITIONS]
        self.kind, self.value = told[0] if told else ("", "")

    def all(self, key):
        return [value for name, value in self.pairs if name == key]

    def controls(self):
        return [value for name, value in self.pairs if name.split(".")[0] in ("Ctrl", "CtrlInit")]

    def der(self):
        text = "".join(self.lines)
        block = re.search(r"-----BEGIN [^-]*-----(.*?)-----END", text, re.S)
        return base64.b64decode(re.sub(r"\s", "", block.group(1))) if block else b""


def stanzas(text):
    """In the file's order. An empty line ends one, and a key's text begins behind the line that names it."""
    lines = []
    for line in text.splitlines(keepends=True):
        if line.startswith("#"):
            continue
        if line.startswith("Title"):  # with or without an empty line behind it
            yield Stanza([line])
        elif line.strip():
            lines.append(line)
        elif lines:
            yield Stanza(lines)
            lines = []
    if lines:
        yield Stanza(lines)


class Selection:
    """What of a file is left, and how many stanzas are not, by reason."""

    def __init__(self, text):
        self.keys, self.kept, self.left_out, self.count = set(), [], collections.Counter(), 0
        for stanza in stanzas(text):
            if not stanza.pairs:
                continue
            if stanza.kind in KEYS:
                if self.is_our_key(stanza):
                    self.keys.add(stanza.value)
                    self.kept.append(stanza)
                continue
            if stanza.kind == "Title":
                self.kept.append(stanza)
                continue
            reason = self.reason(stanza)
            if reason is None:
                self.count += 1
                self.kept.append(stanza)
            else:
                self.left_out[reason] += 1

    @staticmethod
    def is_our_key(stanza):
        der = stanza.der()
        # A curve that is spelled out names its field, and not itself.
        return any(oid in der for oid in OIDS) and PRIME_FIELD not in der

    def reason(self, stanza):
        kind, value = stanza.kind, stanza.value
        if kind == "Digest":
            return None if is_hash(value) else "another digest than CCE's SHA-2"
        if kind == "Cipher":
            return None if value.lower() in ("aes-256-gcm", "id-aes256-gcm") else "another cipher than AES-256-GCM"
        if kind == "MAC":
            if value.upper() != "HMAC":
                return "another MAC than HMAC"
            return None if all(map(is_hash, stanza.all("Algorithm"))) else "another digest than CCE's SHA-2"
        if kind in ("KDF", "PKEYKDF"):
            if value not in ("HKDF", "TLS13-KDF", "TLS1-PRF"):
                return "another derivation"
            digests = [text.split(":", 1)[1] for text in stanza.controls() if text.split(":")[0] in ("digest", "md")]
            return None if all(map(is_hash, digests)) else "another digest than CCE's SHA-2"
        if kind == "RAND":
            return "a generator with a given seed: CCE seeds its generators itself"
        if kind == "KeyGen" or kind == "ParamGen":
            curves = [text.split(":", 1)[1] for text in stanza.controls() if "curve" in text]
            ours = value == "EC" and set(curves) <= {"P-256", "P-384", "P-521", "prime256v1", "secp384r1", "secp521r1"}
            if any("explicit" in text for text in stanza.controls()):
                return "a curve that is spelled out"
            return None if ours else "another curve or kind of key"
        if kind in ("PrivPubKeyPair", "Derive", "Sign", "Verify") or "Digest" in kind:
            return self.reason_of_keys(stanza)
        return "another kind of test"

    def reason_of_keys(self, stanza):
        names = stanza.value.split(":") if stanza.kind in ("PrivPubKeyPair", "Derive", "Sign", "Verify") else []
        names += stanza.all("Key") + stanza.all("PeerKey")
        if not names or not set(names) <= self.keys:
            return "another curve or kind of key"
        digests = [text.split(":", 1)[1] for text in stanza.controls() if text.startswith("digest:")]
        if stanza.kind not in ("PrivPubKeyPair", "Derive", "Sign", "Verify"):
            digests.append(stanza.value)
        if not all(map(is_hash, digests)):
            return "another digest than CCE's SHA-2"
        return None

    def text(self):
        """As evp_test reads it."""
        return "\n".join("".join(line for line in stanza.lines if not line.startswith(CONDITIONS)) for stanza in self.kept)
