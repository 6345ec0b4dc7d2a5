"""The vectors on curves of make_vectors.py: ACVP's ECDSA, DetECDSA and KAS-ECC-SSC, and the newer form of Wycheproof's files."""
import base64
import hashlib

from reference_curves import CURVES, P256

FUNCTIONS = {"SHA2-224": "sha224", "SHA2-256": "sha256", "SHA2-384": "sha384", "SHA2-512": "sha512",
             "SHA2-512/256": "sha512_256"}
# 1.2.840.10045.2.1, and the names of the curves (RFC 5480).
EC_PUBLIC_KEY = bytes.fromhex("06072a8648ce3d0201")
NAMES = {"P-256": bytes.fromhex("06082a8648ce3d030107"), "P-384": bytes.fromhex("06052b81040022"),
         "P-521": bytes.fromhex("06052b81040023")}
SEC_NAMES = {"P-256": "secp256r1", "P-384": "secp384r1", "P-521": "secp521r1"}


def tlv(tag, *parts):
    value = b"".join(parts)
    size = len(value)
    return bytes([tag]) + (bytes([size]) if size < 128 else bytes([0x81, size])) + value


def integer(number):
    return tlv(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def uncompressed(curve, point):
    return b"\4" + b"".join(z.to_bytes(curve.size, "big") for z in point)


def spki(curve, point):
    return tlv(0x30, tlv(0x30, EC_PUBLIC_KEY, NAMES[curve.name]), tlv(3, b"\0", uncompressed(curve, point)))


def pkcs8(curve, d):
    key = tlv(0x30, integer(1), tlv(4, d.to_bytes(curve.size, "big")))
    return tlv(0x30, integer(0), tlv(0x30, EC_PUBLIC_KEY, NAMES[curve.name]), tlv(4, key))


def pem(label, der):
    text = base64.b64encode(der).decode()
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


class Maker:
    def __init__(self, some, acvp, wycheproof, numbers):
        self.some, self.acvp, self.wycheproof, self.numbers = some, acvp, wycheproof, numbers

    def scalar(self, curve):
        """Far from uniform in nothing that matters here."""
        return 1 + int.from_bytes(self.some(curve.size + 8), "big") % (curve.n - 1)

    def pair(self, curve):
        d = self.scalar(curve)
        return d, curve.multiply(d)

    def hex(self, curve, number):
        return number.to_bytes(max(curve.size, (number.bit_length() + 7) // 8), "big").hex().upper()

    def point(self, curve, q, x="qx", y="qy"):
        return {x: self.hex(curve, q[0]), y: self.hex(curve, q[1])}

    # ---------------------------------------------------------------------------------------------------- ACVP ------

    def keys(self):
        header = {"algorithm": "ECDSA", "revision": "FIPS186-5"}
        generated, verified = [], []
        for curve in CURVES:
            pairs = [self.pair(curve) for _ in range(3)] + [(1, curve.g), (curve.n - 1, curve.multiply(curve.n - 1))]
            members = {"testType": "AFT", "curve": curve.name}
            generated.append(({**members, "secretGenerationMode": "testing candidates"},
                              [({}, {"d": self.hex(curve, d), **self.point(curve, q)}) for d, q in pairs]))
            x, y = pairs[0][1]
            points = [(pairs[1][1], True), ((x, y ^ 1), False), ((x, curve.p - y), True), ((x, y + curve.p), False),
                      ((curve.p, y), False), ((0, 0), False)]
            verified.append((members, [(self.point(curve, q), {"testPassed": is_right}) for q, is_right in points]))
        other = ({"testType": "AFT", "curve": "B-233"}, [({"qx": "00", "qy": "00"}, {"testPassed": False})])
        self.acvp("ECDSA-KeyGen-FIPS186-5", {**header, "mode": "keyGen"}, generated)
        self.acvp("ECDSA-KeyVer-FIPS186-5", {**header, "mode": "keyVer"}, verified + [other], projection=False)

    def signature(self, curve, r, s):
        return {"r": self.hex(curve, r), "s": self.hex(curve, s)}

    def generation_group(self, curve, name, is_deterministic, is_component=False):
        d, q = self.pair(curve)
        tests = []
        for length in (0, 1, 128):
            message, function = self.some(length), FUNCTIONS[name]
            digest = hashlib.new(function, message).digest()
            k = curve.deterministic_k(d, digest, function) if is_deterministic else self.scalar(curve)
            tests.append(({"message": (digest if is_component else message).hex().upper()},
                          self.signature(curve, *curve.sign(d, digest, k))))
        members = {"testType": "AFT", "curve": curve.name, "hashAlg": name, "componentTest": is_component}
        return members, tests, {"d": self.hex(curve, d), **self.point(curve, q)}

    def signing(self):
        names = {"P-256": ("SHA2-256", "SHA2-512/256", "SHA2-512"), "P-384": ("SHA2-384", "SHA2-224"),
                 "P-521": ("SHA2-512", "SHA2-256")}
        every = [(curve, name) for curve in CURVES for name in names[curve.name]]
        random = [self.generation_group(*which, False) for which in every]
        random += [self.generation_group(curve, "SHA2-384", False, is_component=True) for curve in CURVES]
        # The answers of a laboratory have the public key alone; the other hash is not run, whatever the answer.
        public = [(m, tests, {k: v for k, v in own.items() if k != "d"}) for m, tests, own in random]
        public.append(({**random[0][0], "hashAlg": "SHA3-256"}, *public[0][1:]))
        deterministic = [self.generation_group(*which, True) for which in every]
        header = {"mode": "sigGen", "revision": "FIPS186-5"}
        self.acvp("ECDSA-SigGen-FIPS186-5", {"algorithm": "ECDSA", **header}, public, projection=False)
        self.acvp("ECDSA-SigGen-1.0", {"algorithm": "ECDSA", "mode": "sigGen", "revision": "1.0"}, random[:3])
        self.acvp("DetECDSA-SigGen-FIPS186-5", {"algorithm": "DetECDSA", **header}, deterministic)

    def verifying(self):
        groups = []
        for curve, name in zip(CURVES, ("SHA2-256", "SHA2-384", "SHA2-512")):
            tests = []
            for change in (None, "message", "r", "s", "q", "r of zero", "s of n", "r of n more"):
                d, q = self.pair(curve)
                message = self.some(64)
                r, s = curve.sign(d, hashlib.new(FUNCTIONS[name], message).digest(), self.scalar(curve))
                message = message[::-1] if change == "message" else message
                r = {"r": r ^ 1, "r of zero": 0, "r of n more": r + curve.n}.get(change, r)
                s = {"s": s ^ 1, "s of n": curve.n}.get(change, s)
                q = self.pair(curve)[1] if change == "q" else q
                tests.append(({"message": message.hex().upper(), **self.point(curve, q), **self.signature(curve, r, s)},
                              {"testPassed": change is None}))
            groups.append(({"testType": "AFT", "curve": curve.name, "hashAlg": name}, tests))
        self.acvp("ECDSA-SigVer-FIPS186-5", {"algorithm": "ECDSA", "mode": "sigVer", "revision": "FIPS186-5"}, groups,
                  projection=False)

    def agreement_case(self, curve, kinds, function, is_val, change=None):
        """kinds: (IUT's, server's) of each agreement. change: what is wrong."""
        made, secret = {}, b""
        for kind, who in {(kind, who) for pair in kinds for kind, who in zip(pair, ("Iut", "Server"))}:
            made[kind, who] = None
        for kind, who in sorted(made):
            made[kind, who] = self.pair(curve)
        for iut, server in kinds:
            secret += curve.multiply(made[iut, "Iut"][0], made[server, "Server"][1])[0].to_bytes(curve.size, "big")
        z = hashlib.new(function, secret).digest() if function else secret
        if change == "z":
            z = bytes([z[0] ^ 1]) + z[1:]
        public, private = {}, {}
        for (kind, who), (d, (x, y)) in sorted(made.items()):
            y = y ^ 1 if change == who else y
            public.update(self.point(curve, (x, y), f"{kind}Public{who}X", f"{kind}Public{who}Y"))
            private[f"{kind}Private{who}"] = self.hex(curve, d)
        answer = {"hashZ" if function else "z": z.hex().upper()}
        if is_val:
            own = {k: v for k, v in private.items() if k.endswith("Iut")}
            return {**public, **own, **answer}, {"testPassed": change is None}
        return {k: v for k, v in public.items() if "Server" in k}, {
            **{k: v for k, v in public.items() if "Iut" in k}, **private, **answer}

    def agreeing(self):
        schemes = {"ephemeralUnified": [("ephemeral", "ephemeral")], "staticUnified": [("static", "static")],
                   "onePassDh": [("ephemeral", "static")], "fullUnified": [("ephemeral", "ephemeral"), ("static", "static")],
                   "onePassUnified": [("ephemeral", "static"), ("static", "static")]}
        groups = []
        for i, (scheme, kinds) in enumerate(schemes.items()):
            curve, function = CURVES[i % 3], (None, "SHA2-512")[i % 2]
            members = {"domainParameterGenerationMode": curve.name, "scheme": scheme, "kasRole": "initiator",
                       "hashFunctionZ": function or "None"}
            name = function and FUNCTIONS[function]
            groups.append(({"testType": "AFT", **members},
                           [self.agreement_case(curve, kinds, name, False) for _ in range(2)]))
            groups.append(({"testType": "VAL", **members},
                           [self.agreement_case(curve, kinds, name, True, change)
                            for change in (None, "z", "Server", "Iut")]))
        groups.append(({"testType": "AFT", "scheme": "fullMqv", "domainParameterGenerationMode": "P-256",
                        "kasRole": "initiator", "hashFunctionZ": "None"}, groups[0][1][:1]))
        self.acvp("KAS-ECC-SSC-Sp800-56Ar3", {"algorithm": "KAS-ECC-SSC", "revision": "Sp800-56Ar3"}, groups)

    # ---------------------------------------------------------------------------------------------- Wycheproof ------

    def newer_wycheproof(self):
        curve, number = P256, self.numbers()
        d, q = self.pair(curve)
        message = self.some(20)
        r, s = curve.sign(d, hashlib.sha256(message).digest(), self.scalar(curve))
        der, raw = tlv(0x30, integer(r), integer(s)), r.to_bytes(32, "big") + s.to_bytes(32, "big")
        encoded = uncompressed(curve, q)
        key = {"type": "EcPublicKey", "curve": "secp256r1", "keySize": 256, "uncompressed": encoded.hex(),
               "wx": f"{q[0]:064x}", "wy": f"{q[1]:064x}"}
        files = {"publicKeyDer": spki(curve, q).hex(), "publicKeyPem": pem("PUBLIC KEY", spki(curve, q))}
        for kind, name, good, bad in (("EcdsaVerify", "ecdsa_secp256r1_sha256_v1_test", der, tlv(0x30, integer(r), integer(0))),
                                      ("EcdsaP1363Verify", "ecdsa_secp256r1_sha256_p1363_v1_test", raw, raw[1:])):
            tests = [{"tcId": number(), "comment": "", "flags": [], "msg": message.hex(), "sig": signature.hex(),
                      "result": result} for signature, result in ((good, "valid"), (bad, "invalid"))]
            self.wycheproof(name, "ECDSA", "ecdsa_verify_schema_v1.json",
                            [{"type": kind, "publicKey": key, **files, "sha": "SHA-256", "tests": tests}])

    def pem_wycheproof(self):
        groups, number = [], self.numbers()
        for curve in CURVES:
            (d, _), (_, theirs) = self.pair(curve), self.pair(curve)
            wrong = (theirs[0], theirs[1] ^ 1)
            other = next(c for c in CURVES if c is not curve)
            z = curve.multiply(d, theirs)[0].to_bytes(curve.size, "big").hex()
            cases = ((curve, theirs, "valid", z), (curve, wrong, "invalid", ""), (other, other.g, "invalid", ""))
            groups.append({"type": "EcdhPemTest", "curve": SEC_NAMES[curve.name], "encoding": "pem", "tests": [
                {"tcId": number(), "comment": "", "flags": [], "public": pem("PUBLIC KEY", spki(of, point)),
                 "private": pem("PRIVATE KEY", pkcs8(curve, d)), "shared": shared, "result": result}
                for of, point, result, shared in cases]})
        self.wycheproof("ecdh_pem_v1_test", "ECDH", "ecdh_pem_test_schema_v1.json", groups)


def make(some, acvp, wycheproof, numbers):
    maker = Maker(some, acvp, wycheproof, numbers)
    maker.keys()
    maker.signing()
    maker.verifying()
    maker.agreeing()
    maker.newer_wycheproof()
    maker.pem_wycheproof()
