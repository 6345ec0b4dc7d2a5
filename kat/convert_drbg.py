#!/usr/bin/env python3
"""Brings NIST's DRBG cases back into the form of CAVP's .rsp files, from the test data of OpenSSL and Botan.

usage: convert_drbg.py evprand.txt hmac_drbg.vec [FOLDER]     (vectors/PROVENANCE.md says where the two are from)

NIST's own drbgtestvectors.zip cannot be had from a package. OpenSSL has all of its CTR_DRBG cases, and of HMAC_DRBG those
without reseed (twice, word for word: the second time is dropped) and those with prediction resistance. Botan has those of
HMAC_DRBG with a reseed, where it has joined entropy input, nonce and personalisation string, as the mechanism does; the
lengths in NIST's files, 256 and 128 bits and the rest, take them apart again.
"""
import pathlib
import re
import sys

HASHES = ("SHA-256", "SHA-384", "SHA-512")
LENGTHS = (("EntropyInputLen", "EntropyInput"), ("NonceLen", "Nonce"),
           ("PersonalizationStringLen", "PersonalizationString"), ("AdditionalInputLen", "AdditionalInput"),
           ("ReturnedBitsLen", "ReturnedBits"))


def stanzas(path):
    """OpenSSL's: (settings, cases); a case is a dictionary of what is written as Name.0 = value."""
    for text in path.read_text().split("\n\n"):
        pairs = re.findall(r"^(\S+) = (\S*)$", text, re.M)
        settings = dict(p for p in pairs if "." not in p[0])
        cases = {}
        for name, value in pairs:
            field, dot, number = name.partition(".")
            if dot:
                cases.setdefault(int(number), {})[field] = value.lower()
        if "RAND" in settings:
            yield settings, [cases[number] for number in sorted(cases)]


def section_of(settings):
    if settings["RAND"] == "CTR-DRBG":
        is_offered = settings["Cipher"] == "AES-256-CTR" and settings.get("DerivationFunction") == "1"
        return ("CTR_DRBG", "AES-256 use df") if is_offered else None
    if settings["RAND"] == "HMAC-DRBG" and settings["Digest"] in HASHES:
        return "HMAC_DRBG", settings["Digest"]
    return None


def from_openssl(case):
    """The reseed mode, and the fields in NIST's order."""
    get = lambda name: case.get(name, "")
    fields = [("EntropyInput", get("Entropy")), ("Nonce", get("Nonce")),
              ("PersonalizationString", get("PersonalisationString"))]
    mode = "no_reseed"
    if "EntropyPredictionResistanceA" in case:
        mode = "pr_true"
        for which in "AB":
            fields += [("AdditionalInput", get("AdditionalInput" + which)),
                       ("EntropyInputPR", get("EntropyPredictionResistance" + which))]
    else:
        if "ReseedEntropy" in case:
            mode = "pr_false"
            fields += [("EntropyInputReseed", get("ReseedEntropy")),
                       ("AdditionalInputReseed", get("ReseedAdditionalInput"))]
        fields += [("AdditionalInput", get("AdditionalInputA")), ("AdditionalInput", get("AdditionalInputB"))]
    return mode, fields + [("ReturnedBits", get("Output"))]


def from_botan(path):
    """(hash, fields of each case)."""
    for text in re.split(r"^\[", path.read_text(), flags=re.M)[1:]:
        name, _, rest = text.partition("]")
        if name not in HASHES:
            continue
        for record in rest.strip().split("\n\n"):
            case = {key: value.lower() for key, value in re.findall(r"^(\w+) = ?(\S*)$", record, re.M)}
            seed, reseed = case["EntropyInput"], case["EntropyInputReseed"]
            yield name, [("EntropyInput", seed[:64]), ("Nonce", seed[64:96]), ("PersonalizationString", seed[96:]),
                         ("EntropyInputReseed", reseed[:64]), ("AdditionalInputReseed", reseed[64:]),
                         ("AdditionalInput", case.get("AdditionalInput1", "")),
                         ("AdditionalInput", case.get("AdditionalInput2", "")), ("ReturnedBits", case["Out"])]


def collect(evprand, vec):
    """{(mode, mechanism): [(words of the section, cases)]}, in the order of the sources."""
    files, seen = {}, set()
    for settings, cases in stanzas(evprand):
        section = section_of(settings)
        if section is None:
            continue
        mode = from_openssl(cases[0])[0]
        records = [from_openssl(case)[1] for case in cases]
        if repr((section, mode, records)) not in seen:
            files.setdefault((mode, section[0]), []).append((section[1], records))
        seen.add(repr((section, mode, records)))
    botan = list(from_botan(vec))
    for name in HASHES:
        records = [fields for section, fields in botan if section == name]
        for first in range(0, len(records), 15):
            files.setdefault(("pr_false", "HMAC_DRBG"), []).append((name, records[first:first + 15]))
    return files


def text_of(mode, mechanism, sections):
    lines = [f"#  {mechanism}, drbgvectors_{mode}",
             "#  NIST's cases of CAVS 14.3, brought back into this form by convert_drbg.py; not NIST's file", ""]
    for words, records in sections:
        first = dict(reversed(records[0]))
        lines += [f"[{words}]", f"[PredictionResistance = {mode == 'pr_true'}]"]
        lines += [f"[{name} = {4 * len(first[field])}]" for name, field in LENGTHS]
        for count, fields in enumerate(records):
            lines += ["", f"COUNT = {count}", *(f"{name} = {value}".rstrip() for name, value in fields)]
        lines.append("")
    return "\n".join(lines)


def main():
    folder = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else pathlib.Path(__file__).parent / "vectors" / "drbg"
    for (mode, mechanism), sections in collect(*map(pathlib.Path, sys.argv[1:3])).items():
        path = folder / mode / f"{mechanism}.rsp"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(mode, mechanism, sections))


main()
