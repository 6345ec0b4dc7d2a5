#!/usr/bin/env python3
"""Makes the files of vectors/generated: formats and cases that none of the published files beside them has.

The answers come from Python's hashlib and hmac, from reference_ciphers.py and from reference_curves.py, implementations that
share nothing with CCE. Those on curves are made by ec_vectors.py.
The inputs come from SHAKE-128 over a counter, so every run gives the same files:  python3 make_vectors.py [FOLDER]
They exercise the readers; they are not NIST's and not Wycheproof's, and prove no more than agreement with these.
"""
import hashlib
import hmac
import json
import pathlib
import struct
import sys

import ec_vectors
from reference_ciphers import CtrDrbg, HmacDrbg, gcm_seal

HASHES = {"SHA2-224": "sha224", "SHA2-256": "sha256", "SHA2-384": "sha384", "SHA2-512": "sha512",
          "SHA2-512/256": "sha512_256"}
counter = 0


def some(length):
    """Bytes that look random and are the same in every run."""
    global counter
    counter += 1
    return hashlib.shake_128(b"CCE vectors %d" % counter).digest(length)


def digest(name, message):
    return hashlib.new(HASHES[name], message).digest()


def mac(name, key, message):
    return hmac.new(key, message, HASHES[name]).digest()


def hkdf(name, salt, ikm, info, length):
    """RFC 5869 section 2."""
    prk, okm, block = mac(name, salt, ikm), b"", b""
    for i in range(1, -(-length // len(mac(name, b"", b""))) + 1):
        block = mac(name, prk, block + info + bytes([i]))
        okm += block
    return okm[:length]


def x963(name, z, shared_info, length):
    """SEC 1 version 2.0 section 3.6.1."""
    count = -(-length // len(digest(name, b"")))
    return b"".join(digest(name, z + struct.pack(">I", i + 1) + shared_info) for i in range(count))[:length]


def upper(data):
    return data.hex().upper()


def flipped(data, bit):
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


class Numbers:
    """tcId counts through a file."""

    def __init__(self):
        self.last = 0

    def __call__(self):
        self.last += 1
        return self.last


# ------------------------------------------------------------------------------------------------------- ACVP ------

def acvp(folder, header, groups, projection=True, wrapped=False):
    """groups: a list of (group's own members, list of (question, answer)), and what is answered of the group, if anything."""
    number = Numbers()
    asked, answered, both = [], [], []
    for tg, (members, tests, *rest) in enumerate(groups, 1):
        ids, own = [number() for _ in tests], rest[0] if rest else {}
        asked.append({"tgId": tg, **members, "tests": [{"tcId": n, **q} for n, (q, _) in zip(ids, tests)]})
        answered.append({"tgId": tg, **own, "tests": [{"tcId": n, **a} for n, (_, a) in zip(ids, tests)]})
        both.append({"tgId": tg, **members, **own, "tests": [{"tcId": n, **q, **a} for n, (q, a) in zip(ids, tests)]})
    sets = {"internalProjection": both} if projection else {"prompt": asked, "expectedResults": answered}
    for name, content in sets.items():
        data = {"vsId": 0, **header, "isSample": True, "testGroups": content}
        write(f"acvp/{folder}/{name}.json", json.dumps([{"acvVersion": "1.0"}, data] if wrapped else data, indent=2))


def monte_carlo(name, seed, alternate):
    length, results = len(seed), []
    for _ in range(100):
        a = b = c = seed
        for _ in range(1000):
            message = a + b + c
            if alternate:
                message = (message + bytes(length))[:length]
            a, b, c = b, c, digest(name, message)
        seed = c
        results.append({"md": upper(c), "outLen": 8 * len(c)})
    return results


def sha2_groups(name):
    size = len(digest(name, b""))
    block = 64 if size in (28, 32) and name != "SHA2-512/256" else 128
    messages = [some(n) for n in (0, 1, block - 9, block - 8, block, block + 1, 3 * block + 5, 1000)]
    aft = [({"msg": upper(m), "len": 8 * len(m)}, {"md": upper(digest(name, m))}) for m in messages]
    bits = [({"msg": "A8", "len": 5}, {"md": upper(bytes(size))})]  # bit-oriented: not run, whatever the answer
    groups = [({"testType": "AFT"}, aft), ({"testType": "AFT"}, bits)]
    for version, length in (("standard", size), ("alternate", size - 3), ("alternate", 3 * size + 7)):
        seed = some(length)
        groups.append(({"testType": "MCT", "mctVersion": version},
                       [({"msg": upper(seed), "len": 8 * length},
                         {"resultsArray": monte_carlo(name, seed, version == "alternate")})]))
    large = []
    for content, full in ((some(8), 3 << 20), (some(7), (1 << 20) + 1), (some(1000), 2222222)):
        md = digest(name, (content * (full // len(content) + 1))[:full])
        large.append(({"largeMsg": {"content": upper(content), "contentLength": 8 * len(content),
                                    "fullLength": 8 * full, "expansionTechnique": "repeating"}}, {"md": upper(md)}))
    groups.append(({"testType": "LDT"}, large))
    return groups


def hmac_case(name, key_length, message_length, mac_length):
    key, message = some(key_length), some(message_length)
    return ({"key": upper(key), "keyLen": 8 * key_length, "msg": upper(message), "msgLen": 8 * message_length,
             "macLen": 8 * mac_length}, {"mac": upper(mac(name, key, message)[:mac_length])})


def make_acvp_hashes():
    for i, name in enumerate(HASHES):
        size = len(digest(name, b""))
        folder = name.replace("/", "-")
        acvp(f"{folder}-1.0", {"algorithm": name, "revision": "1.0"}, sha2_groups(name),
             projection=i % 2 == 0, wrapped=i in (1, 2))
        cases = [hmac_case(name, *lengths) for lengths in
                 ((13, 20, size), (14, 0, size), (64, 64, 10), (65, 100, 4), (128, 128, size), (200, 333, size - 1))]
        acvp(f"HMAC-{folder}-2.0", {"algorithm": f"HMAC-{name}", "revision": "2.0"}, [({"testType": "AFT"}, cases)],
             projection=i % 2 == 1)
    groups = []
    for key_length, message_length, mac_length in ((8, 16, 32), (64, 16, 16), (100, 0, 20)):
        tests = []
        for _ in range(3):
            question, answer = hmac_case("SHA2-256", key_length, message_length, mac_length)
            tests.append(({"key": question["key"], "msg": question["msg"]}, answer))
        groups.append(({"testType": "AFT", "keyLen": 8 * key_length, "msgLen": 8 * message_length,
                        "macLen": 8 * mac_length}, tests))
    acvp("HMAC-SHA2-256-1.0", {"algorithm": "HMAC-SHA2-256", "revision": "1.0"}, groups, projection=False)


def kda_case(name, pattern, bits, wrong=None):
    """wrong: None for AFT, else whether the key that is to be validated is wrong."""
    length = bits // 8
    parameter = {"kdfType": "hkdf", "salt": upper(some(64)), "z": upper(some(33)), "l": bits,
                 "algorithmId": upper(some(16)), "context": upper(some(16)), "label": upper(some(16)),
                 "t": upper(some(16))}
    party_u = {"partyId": upper(some(16)), "ephemeralData": upper(some(33))}
    party_v = {"partyId": upper(some(16))}
    parts = {"uPartyInfo": party_u["partyId"] + party_u["ephemeralData"], "vPartyInfo": party_v["partyId"],
             "l": struct.pack(">I", bits).hex(), "literal[CAFECAFE]": "CAFECAFE"}
    info = bytes.fromhex("".join(parts[p] if p in parts else parameter[p] for p in pattern.split("||")))
    dkm = hkdf(name, bytes.fromhex(parameter["salt"]), bytes.fromhex(parameter["z"]), info, length)
    question = {"kdfParameter": parameter, "fixedInfoPartyU": party_u, "fixedInfoPartyV": party_v}
    if wrong is None:
        return question, {"dkm": upper(dkm)}
    return {**question, "dkm": upper(flipped(dkm, 77) if wrong else dkm)}, {"testPassed": not wrong}


def kda_multi_case(name, wrong=None):
    salt, z = some(32), some(28)
    infos = [(some(16), bits) for bits in (1024, 512, 256)]
    dkms = [hkdf(name, salt, z, info, bits // 8) for info, bits in infos]
    question = {"kdfMultiExpansionParameter": {
        "kdfType": "hkdf", "z": upper(z), "hmacAlg": name, "salt": upper(salt),
        "iterationParameters": [{"l": bits, "fixedInfo": upper(info)} for info, bits in infos]}}
    if wrong is None:
        return question, {"dkms": [upper(dkm) for dkm in dkms]}
    if wrong:
        dkms[1] = flipped(dkms[1], 5)
    return {**question, "dkms": [upper(dkm) for dkm in dkms]}, {"testPassed": not wrong}


def make_acvp_kda():
    patterns = ("uPartyInfo||vPartyInfo||l", "literal[CAFECAFE]||uPartyInfo||vPartyInfo||algorithmId||label||context")
    for revision in ("Sp800-56Cr1", "Sp800-56Cr2"):
        groups = []
        for name in HASHES:
            for pattern in patterns + (("uPartyInfo||vPartyInfo||t||l",) if revision.endswith("2") else ()):
                configuration = {"kdfConfiguration": {
                    "kdfType": "hkdf", "l": 1024, "saltLen": 512, "saltMethod": "random", "fixedInfoPattern": pattern,
                    "fixedInfoEncoding": "concatenation", "hmacAlg": name}}
                groups.append(({"testType": "AFT", **configuration},
                               [kda_case(name, pattern, bits) for bits in (1024, 256)]))
                groups.append(({"testType": "VAL", **configuration},
                               [kda_case(name, pattern, 1024, wrong) for wrong in (False, True)]))
            if revision.endswith("2"):
                groups.append(({"testType": "AFT", "multiExpansion": True}, [kda_multi_case(name)]))
                groups.append(({"testType": "VAL", "multiExpansion": True},
                               [kda_multi_case(name, wrong) for wrong in (False, True)]))
        acvp(f"KDA-HKDF-{revision}", {"algorithm": "KDA", "mode": "HKDF", "revision": revision}, groups,
             projection=revision.endswith("2"))


def make_acvp_x963():
    groups = []
    for name in ("SHA-1", *HASHES):
        for size, info_length, length in ((28, 0, 32), (66, 128, 128), (10, 20, 512)):
            tests = []
            for _ in range(2):
                z, info = some(size), some(info_length)
                key = bytes(length) if name == "SHA-1" else x963(name, z, info, length)  # not run, whatever the answer
                tests.append(({"z": upper(z), "sharedInfo": upper(info)}, {"keyData": upper(key)}))
            groups.append(({"hashAlg": name, "sharedInfoLength": 8 * info_length, "keyDataLength": 8 * length,
                            "fieldSize": 521 if size == 66 else 8 * size, "testType": "AFT"}, tests))
    acvp("kdf-components-ansix9.63-1.0", {"algorithm": "kdf-components", "mode": "ansix9.63", "revision": "1.0"}, groups)


def gcm_case(direction, key_length, iv_length, aad_length, payload_length, tag_length, iv_is_asked=True, wrong=False):
    key, iv, aad, pt = some(key_length), some(iv_length), some(aad_length), some(payload_length)
    if key_length == 32:
        ct, tag = gcm_seal(key, iv, aad, pt, tag_length)
    else:
        ct, tag = pt, bytes(tag_length)  # another key length: not run, whatever the answer
    question = {"key": upper(key), "aad": upper(aad), **({"iv": upper(iv)} if iv_is_asked else {})}
    if direction == "decrypt":
        tag = flipped(tag, 3) if wrong else tag
        return {**question, "ct": upper(ct), "tag": upper(tag)}, {"testPassed": False} if wrong else {"pt": upper(pt)}
    answer = {"ct": upper(ct), "tag": upper(tag), **({} if iv_is_asked else {"iv": upper(iv)})}
    return {**question, "pt": upper(pt)}, answer


def make_acvp_gcm():
    groups = []
    kinds = (("encrypt", "external", 32, 12, 0, 0, 16), ("encrypt", "external", 32, 16, 20, 37, 12),
             ("encrypt", "external", 32, 1, 16, 64, 4), ("encrypt", "internal", 32, 12, 20, 33, 16),
             ("decrypt", "external", 32, 12, 13, 100, 16), ("decrypt", "external", 32, 61, 0, 16, 8),
             ("encrypt", "external", 16, 12, 0, 16, 16), ("decrypt", "external", 24, 12, 8, 16, 16))
    for direction, iv_gen, *lengths in kinds:
        members = {"testType": "AFT", "direction": direction, "keyLen": 8 * lengths[0], "ivLen": 8 * lengths[1],
                   "ivGen": iv_gen, "ivGenMode": "8.2.2" if iv_gen == "internal" else "8.2.1", "aadLen": 8 * lengths[2],
                   "payloadLen": 8 * lengths[3], "tagLen": 8 * lengths[4]}
        groups.append((members, [gcm_case(direction, *lengths, iv_is_asked=iv_gen == "external" or direction == "decrypt",
                                          wrong=i % 2 == 1) for i in range(4)]))
    acvp("ACVP-AES-GCM-1.0", {"algorithm": "ACVP-AES-GCM", "revision": "1.0"}, groups)


def drbg_case(make, resistant, reseeds, lengths):
    entropy_length, nonce_length, personalization_length, additional_length, returned_length = lengths
    entropy, nonce, personalization = some(entropy_length), some(nonce_length), some(personalization_length)
    generator, uses, out = make(entropy, nonce, personalization), [], b""
    for use in (["reSeed"] if reseeds and not resistant else []) + ["generate"] * 2:
        additional = some(additional_length)
        fresh = some(entropy_length) if resistant or use == "reSeed" else b""
        uses.append({"intendedUse": use, "additionalInput": upper(additional), "entropyInput": upper(fresh)})
        if fresh:
            generator.reseed(fresh, additional)
        if use == "generate":
            out = generator.generate(b"" if resistant else additional, returned_length)
    return ({"entropyInput": upper(entropy), "nonce": upper(nonce), "persoString": upper(personalization),
             "otherInput": uses}, {"returnedBits": upper(out)})


def drbg_groups(mode, make, more):
    groups = []
    for resistant, reseeds, lengths in ((False, False, (32, 16, 0, 0, 64)), (False, True, (32, 16, 32, 32, 64)),
                                        (True, True, (40, 17, 20, 25, 79)), (True, True, (32, 16, 0, 0, 64))):
        members = {"testType": "AFT", "mode": mode, **more, "predResistance": resistant, "reSeed": reseeds}
        names = ("entropyInputLen", "nonceLen", "persoStringLen", "additionalInputLen", "returnedBitsLen")
        members.update((name, 8 * length) for name, length in zip(names, lengths))
        groups.append((members, [drbg_case(make, resistant, reseeds, lengths) for _ in range(2)]))
    return groups


def make_acvp_drbg():
    with_df = drbg_groups("AES-256", CtrDrbg, {"derFunc": True})
    # Not run, whatever the answers: without the derivation function, and with a smaller key.
    others = drbg_groups("AES-256", CtrDrbg, {"derFunc": False})[:1] + drbg_groups("AES-128", CtrDrbg, {"derFunc": True})[:1]
    acvp("ctrDRBG-1.0", {"algorithm": "ctrDRBG", "revision": "1.0"}, with_df + others, projection=False)
    groups = []
    for mode in ("SHA2-256", "SHA2-384", "SHA2-512", "SHA2-224"):
        groups += drbg_groups(mode, lambda *inputs: HmacDrbg(HASHES[mode], *inputs), {})
    acvp("hmacDRBG-1.0", {"algorithm": "hmacDRBG", "revision": "1.0"}, groups)


# ------------------------------------------------------------------------------------------------- Wycheproof ------

def wycheproof(name, algorithm, schema, groups):
    count = sum(len(group["tests"]) for group in groups)
    data = {"algorithm": algorithm, "schema": schema, "generatorVersion": "make_vectors.py", "numberOfTests": count,
            "header": ["Made for the reader of CCE; not part of Wycheproof."], "notes": {}, "testGroups": groups}
    write(f"wycheproof/{name}.json", json.dumps(data, indent=2))


def mac_tests(name, size, key_length, number):
    tests = []
    for length in (0, 1, 16, 129):
        key, message = some(key_length), some(length)
        tag = mac(name, key, message)[:size]
        cases = [("right", tag, "valid"), ("first bit changed", flipped(tag, 0), "invalid"),
                 ("last bit changed", flipped(tag, 8 * size - 1), "invalid"), ("zeros", bytes(size), "invalid")]
        tests += [{"tcId": number(), "comment": comment, "flags": [], "key": key.hex(), "msg": message.hex(),
                   "tag": value.hex(), "result": result} for comment, value, result in cases]
    return tests


def make_wycheproof():
    for name in HASHES:
        size, number = len(digest(name, b"")), Numbers()
        short = name[5:]
        file = "sha" + short.replace("/", "_")
        groups = [{"type": "MacTest", "keySize": 8 * key_length, "tagSize": 8 * tag_length,
                   "tests": mac_tests(name, tag_length, key_length, number)}
                  for key_length in (10, 32, 65) for tag_length in (size, size // 2)]
        wycheproof(f"hmac_{file}_test", f"HMACSHA{short}", "mac_test_schema_v1.json", groups)

        number, tests = Numbers(), []
        for salt_length, info_length, length, flags in ((0, 0, 20, ["EmptySalt"]), (16, 0, 42, []), (64, 20, 64, []),
                                                        (13, 8, 255 * size, ["MaximalOutputSize"]),
                                                        (32, 8, 255 * size + 1, ["SizeTooLarge"])):
            salt, ikm, info = some(salt_length), some(22), some(info_length)
            right = length <= 255 * size
            tests.append({"tcId": number(), "comment": "", "flags": flags, "ikm": ikm.hex(), "salt": salt.hex(),
                          "info": info.hex(), "size": length,
                          "okm": hkdf(name, salt, ikm, info, length).hex() if right else "",
                          "result": "valid" if right else "invalid"})
        wycheproof(f"hkdf_{file}_test", f"HKDF-SHA-{short}", "hkdf_test_schema_v1.json",
                   [{"type": "HkdfTest", "keySize": 176, "tests": tests}])


# ------------------------------------------------------------------------------------------------------- CAVP ------

def make_cavp_hmac():
    lines = ["#  HMAC information", "#  Made for the reader of CCE in the form of CAVS 11; not by NIST.",
             "#  Hash sizes tested: 20 28 32 48 64", ""]
    for size, function in ((20, "sha1"), (28, "sha224"), (32, "sha256"), (48, "sha384"), (64, "sha512")):
        lines += [f"[L={size}]", ""]
        for count, (key_length, tag_length) in enumerate(((10, size), (25, size // 2), (64, 10), (70, size), (144, 4))):
            key, message = some(key_length), some(128)
            tag = hmac.new(key, message, function).digest()[:tag_length]
            lines += [f"Count = {count}", f"Klen = {key_length}", f"Tlen = {tag_length}", f"Key = {key.hex()}",
                      f"Msg = {message.hex()}", f"Mac = {tag.hex()}", ""]
    write("cavp/HMAC.rsp", "\r\n".join(lines), end="\r\n")


def write(name, text, end="\n"):
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((text + end).encode())


FOLDER = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "vectors" / "generated"
make_acvp_hashes()
make_acvp_kda()
make_wycheproof()
make_cavp_hmac()
make_acvp_gcm()
make_acvp_drbg()
ec_vectors.make(some, acvp, wycheproof, Numbers)
make_acvp_x963()  # behind the others, whose inputs stay what they were
