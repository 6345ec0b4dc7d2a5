#!/usr/bin/env python3
"""Brings vectors on curves that no package has in their own form into the form of CAVP's files.

usage: convert_ec.py ecdh_tests.txt ecdsa_rfc6979.vec [FOLDER]     (vectors/PROVENANCE.md says where the two are from)

NIST's KAS_ECC_CDH_PrimitiveTest.txt (CAVS 14.1), from BoringSSL, which has all of its cases on P-224, P-256, P-384 and P-521;
and RFC 6979, appendices A.2.5 to A.2.7, from Botan, without the cases of SHA-1.
"""
import pathlib
import re
import sys

CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
NISTS_NAMES = (("QCAVSx", "PeerX"), ("QCAVSy", "PeerY"), ("dIUT", "Private"), ("QIUTx", "X"), ("QIUTy", "Y"), ("ZIUT", "Z"))


def pairs(text):
    return re.findall(r"^(\w+) = (?:0x)?(\S+)$", text, re.M)


def primitive(path):
    cases = [dict(pairs(text)) for text in path.read_text().split("\n\n") if "Curve = " in text]
    lines = ["#  ECC CDH Primitive (SP800-56A Section 5.7.1.2), KAS_ECC_CDH_PrimitiveTest",
             "#  NIST's cases of CAVS 14.1, brought back into this form by convert_ec.py; not NIST's file"]
    for curve in CURVES.values():
        lines += ["", f"[{curve}]"]
        for count, case in enumerate(case for case in cases if case["Curve"] == curve):
            lines += ["", f"COUNT = {count}", *(f"{nists} = {case[theirs].lower()}" for nists, theirs in NISTS_NAMES)]
    return "\n".join(lines) + "\n"


def deterministic(path):
    lines = ["#  RFC 6979, appendices A.2.5 to A.2.7, in the form of CAVP's SigGen by convert_ec.py; not NIST's file", "",
             "[Deterministic = True]"]
    for text in re.findall(r"^# RFC 6979 A\.2\.[567]\..*\n((?:[^#].*\n|\n)+)", path.read_text(), re.M):
        said = {}
        for key, value in pairs(text):
            said[key] = value
            if key != "Signature" or said["Hash"] == "SHA-1" or said["Group"] not in CURVES:
                continue
            half = len(value) // 2
            lines += [f"[{CURVES[said['Group']]},{said['Hash']}]", "", f"Msg = {said['Msg'].lower()}",
                      f"d = {said['X'].lower()}", f"R = {value[:half].lower()}", f"S = {value[half:].lower()}", ""]
    return "\n".join(lines)


def main():
    cdh, rfc6979 = map(pathlib.Path, sys.argv[1:3])
    folder = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else pathlib.Path(__file__).parent / "vectors" / "ec"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "KAS_ECC_CDH_PrimitiveTest.txt").write_text(primitive(cdh))
    (folder / "rfc-6979.txt").write_text(deterministic(rfc6979))


main()
