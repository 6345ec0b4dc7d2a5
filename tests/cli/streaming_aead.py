"""Sealed files made and opened without the tool, from Tink's public description of AES-GCM-HKDF streaming keys: AES-GCM
of OpenSSL's libcrypto, HKDF of Python's hmac. Every parameter of the description is one here, so that Tink's own test
vectors, which use others than the tool does, prove that this peer is right before it is asked about the tool."""

import ctypes
import ctypes.util
import hmac
import os

TAG = 16
GET_TAG, SET_TAG = 0x10, 0x11  # EVP_CTRL_AEAD_*


def libcrypto():
    library = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
    for name in ("EVP_CIPHER_CTX_new", "EVP_aes_128_gcm", "EVP_aes_256_gcm"):
        getattr(library, name).restype = ctypes.c_void_p
    library.EVP_CIPHER_CTX_free.argtypes = [ctypes.c_void_p]
    library.EVP_CIPHER_CTX_ctrl.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p]
    library.EVP_CipherInit_ex.argtypes = [ctypes.c_void_p] * 3 + [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int]
    library.EVP_CipherUpdate.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    library.EVP_CipherFinal_ex.argtypes = [ctypes.c_void_p] * 3
    return library


CRYPTO = libcrypto()


def gcm(key, iv, text, tag=None):
    """Without a tag: seals, ciphertext and tag. With one: opens, None when it does not verify."""
    context = CRYPTO.EVP_CIPHER_CTX_new()
    try:
        cipher = {16: CRYPTO.EVP_aes_128_gcm, 32: CRYPTO.EVP_aes_256_gcm}[len(key)]()
        assert CRYPTO.EVP_CipherInit_ex(context, cipher, None, key, iv, 1 if tag is None else 0) == 1
        out, size = ctypes.create_string_buffer(len(text) + 1), ctypes.c_int(0)
        if text:
            assert CRYPTO.EVP_CipherUpdate(context, out, ctypes.byref(size), text, len(text)) == 1
            assert size.value == len(text)
        if tag is not None:
            CRYPTO.EVP_CIPHER_CTX_ctrl(context, SET_TAG, TAG, ctypes.create_string_buffer(tag, TAG))
        done = CRYPTO.EVP_CipherFinal_ex(context, ctypes.create_string_buffer(16), ctypes.byref(size))
        if tag is not None:
            return out.raw[:len(text)] if done == 1 else None
        made = ctypes.create_string_buffer(TAG)
        assert done == 1 and CRYPTO.EVP_CIPHER_CTX_ctrl(context, GET_TAG, TAG, made) == 1
        return out.raw[:len(text)] + made.raw
    finally:
        CRYPTO.EVP_CIPHER_CTX_free(context)


def hkdf(digest, ikm, salt, info, size):
    prk = hmac.new(salt, ikm, digest).digest()
    okm, block, counter = b"", b"", 1
    while len(okm) < size:
        block = hmac.new(prk, block + info + bytes([counter]), digest).digest()
        okm, counter = okm + block, counter + 1
    return okm[:size]


class Refused(Exception):
    pass


class Stream:
    """The keys of one set of parameters; by default those of AES256_GCM_HKDF_1MB."""

    def __init__(self, key, aad=b"", segment=1 << 20, derived=32, digest="sha256"):
        self.key, self.aad, self.segment, self.derived, self.digest = key, aad, segment, derived, digest
        self.header_size = 1 + derived + 7

    def file_key(self, header):
        return hkdf(self.digest, self.key, header[1:1 + self.derived], self.aad, self.derived)

    @staticmethod
    def iv(header, number, last):
        return header[-7:] + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")

    def seal(self, plaintext, header=None):
        header = header or bytes([self.header_size]) + os.urandom(self.derived + 7)
        key, first, size = self.file_key(header), self.segment - self.header_size - TAG, self.segment - TAG
        pieces = [plaintext[:first]] + [plaintext[i:i + size] for i in range(first, len(plaintext), size)]
        last = len(pieces) - 1
        return header + b"".join(gcm(key, self.iv(header, i, i == last), piece) for i, piece in enumerate(pieces))

    def open(self, file):
        header = file[:self.header_size]
        if len(header) < self.header_size or header[0] != self.header_size:
            raise Refused("header")
        key, out = self.file_key(header), b""
        segments = [file[i:i + self.segment] for i in range(0, len(file), self.segment)]
        segments[0] = segments[0][self.header_size:]
        for number, segment in enumerate(segments):
            iv = self.iv(header, number, number == len(segments) - 1)
            piece = gcm(key, iv, segment[:-TAG], segment[-TAG:]) if len(segment) >= TAG else None
            if piece is None:
                raise Refused("segment %d" % number)
            out += piece
        return out
