#!/usr/bin/env python3
"""Prints the cases of OpenSSL's evprand.txt that CCE's generators have, in the form that PROVENANCE.md describes.

usage: from_openssl.py evprand.txt [cases a group, all when not given] > cavp.txt
"""

import re
import sys

HASHES = {"SHA-256": "hmac-sha256", "SHA-384": "hmac-sha384", "SHA-512": "hmac-sha512"}


def groups(path):
    """Each group of cases as (its settings, a list of cases)."""
    for text in open(path).read().split("\n\n"):
        pairs = re.findall(r"^(\S+) = (\S+)$", text, re.M)
        settings = dict(p for p in pairs if "." not in p[0])
        if "RAND" not in settings:
            continue
        cases = {}
        for name, value in pairs:
            if "." in name:
                field, _, number = name.partition(".")
                cases.setdefault(int(number), {})[field] = value.lower()
        yield settings, [cases[n] for n in sorted(cases)]


def mechanism(settings):
    if settings["RAND"] == "CTR-DRBG" and settings.get("Cipher") == "AES-256-CTR":
        return "ctr-aes256" if settings.get("DerivationFunction") == "1" else None
    return HASHES.get(settings.get("Digest")) if settings["RAND"] == "HMAC-DRBG" else None


def steps(settings, case):
    """The calls that a case is made of, as SP 800-90A Rev. 1, section 9, prescribes them."""
    get = lambda name: case.get(name, "-")
    size = int(settings["GenerateBits"]) // 8
    yield f"I {get('Entropy')} {get('Nonce')} {get('PersonalisationString')}"
    if "EntropyPredictionResistanceA" in case:
        # Prediction resistance: the additional input goes into the reseed, and is then the Null string.
        yield f"R {get('EntropyPredictionResistanceA')} {get('AdditionalInputA')}"
        yield f"G {size} -"
        yield f"R {get('EntropyPredictionResistanceB')} {get('AdditionalInputB')}"
        yield f"O {get('Output')} -"
        return
    if "ReseedEntropy" in case:
        yield f"R {get('ReseedEntropy')} {get('ReseedAdditionalInput')}"
    yield f"G {size} {get('AdditionalInputA')}"
    yield f"O {get('Output')} {get('AdditionalInputB')}"


def main():
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else None
    seen = set()
    for settings, cases in groups(sys.argv[1]):
        name = mechanism(settings)
        if name is None:
            continue
        printed = "\n".join("\n".join(steps(settings, case)) for case in cases[:limit])
        if (name, printed) not in seen:  # the file has some groups twice
            print(f"M {name}\n{printed}")
        seen.add((name, printed))


main()
