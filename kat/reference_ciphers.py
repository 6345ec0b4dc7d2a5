"""AES-256-GCM, CTR_DRBG and HMAC_DRBG in a few lines of Python over nothing but hmac, for make_vectors.py: written from the
standards, slow, and sharing nothing with CCE."""
import hmac


def _xtime(x):
    return x << 1 ^ (0x11b if x & 0x80 else 0)


def _gf_product(x, y):
    product = 0
    while y:
        product, x, y = product ^ (x if y & 1 else 0), _xtime(x), y >> 1
    return product


def _sbox():
    """FIPS 197 section 5.1.1: the inverse, and the affine map."""
    box = []
    for x in range(256):
        inverse = next((y for y in range(256) if _gf_product(x, y) == 1), 0)
        turned = [(inverse << i | inverse >> (8 - i)) & 255 for i in range(5)]
        box.append(turned[0] ^ turned[1] ^ turned[2] ^ turned[3] ^ turned[4] ^ 0x63)
    return box


SBOX = _sbox()


def _round_keys(key):
    words, constant = [key[i:i + 4] for i in range(0, 32, 4)], 1
    for i in range(8, 60):
        word = words[-1]
        if i % 8 == 0:
            word = bytes(SBOX[b] for b in word[1:] + word[:1])
            word, constant = bytes([word[0] ^ constant]) + word[1:], _xtime(constant)
        elif i % 8 == 4:
            word = bytes(SBOX[b] for b in word)
        words.append(bytes(a ^ b for a, b in zip(word, words[-8])))
    return [b"".join(words[i:i + 4]) for i in range(0, 60, 4)]


def xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


class Aes256:
    def __init__(self, key):
        self.keys = _round_keys(key)

    def encrypt(self, block):
        """FIPS 197 section 5.1."""
        state = xor(block, self.keys[0])
        for r in range(1, 15):
            state = bytes(SBOX[state[(i + 4 * (i % 4)) % 16]] for i in range(16))
            if r < 14:
                columns = [state[i:i + 4] for i in range(0, 16, 4)]
                state = bytes(_xtime(c[i]) ^ _xtime(c[(i + 1) % 4]) ^ c[(i + 1) % 4] ^ c[(i + 2) % 4] ^ c[(i + 3) % 4]
                              for c in columns for i in range(4))
            state = xor(state, self.keys[r])
        return state


# ------------------------------------------------------------------------------------------ GCM: SP 800-38D ------

def _block_product(x, y):
    """Section 6.3, on integers whose most significant bit is the first of the block."""
    z, v = 0, y
    for i in range(127, -1, -1):
        z, v = z ^ (v if x >> i & 1 else 0), v >> 1 ^ (0xe1 << 120 if v & 1 else 0)
    return z


def _ghash(h, data):
    y = 0
    for i in range(0, len(data), 16):
        y = _block_product(y ^ int.from_bytes(data[i:i + 16], "big"), h)
    return y.to_bytes(16, "big")


def _padded(data):
    return data + bytes(-len(data) % 16)


def gcm_seal(key, iv, aad, pt, tag_length):
    """Section 7.1: ciphertext and tag."""
    aes = Aes256(key)
    h = int.from_bytes(aes.encrypt(bytes(16)), "big")
    j0 = iv + b"\0\0\0\1" if len(iv) == 12 else _ghash(h, _padded(iv) + bytes(8) + (8 * len(iv)).to_bytes(8, "big"))

    def encrypted(counter):
        return aes.encrypt(j0[:12] + ((int.from_bytes(j0[12:], "big") + counter) % 2**32).to_bytes(4, "big"))

    stream = b"".join(encrypted(1 + i) for i in range(-(-len(pt) // 16)))
    ct = xor(pt, stream)
    lengths = (8 * len(aad)).to_bytes(8, "big") + (8 * len(ct)).to_bytes(8, "big")
    return ct, xor(encrypted(0), _ghash(h, _padded(aad) + _padded(ct) + lengths))[:tag_length]


# ------------------------------------------------------------------------------- generators: SP 800-90A Rev. 1 ------

class CtrDrbg:
    """Section 10.2.1 with AES-256 and the derivation function."""

    def __init__(self, entropy, nonce, personalization):
        self.aes, self.v = Aes256(bytes(32)), bytes(16)
        self._update(self._derived(entropy + nonce + personalization))

    @staticmethod
    def _derived(data):
        """Section 10.3.2, for 48 bytes."""
        string = _padded(len(data).to_bytes(4, "big") + (48).to_bytes(4, "big") + data + b"\x80")
        aes, out = Aes256(bytes(range(32))), b""
        for i in range(3):
            chain = bytes(16)
            for block in (i.to_bytes(4, "big") + bytes(12), *(string[j:j + 16] for j in range(0, len(string), 16))):
                chain = aes.encrypt(xor(chain, block))
            out += chain
        aes, x, derived = Aes256(out[:32]), out[32:], b""
        for _ in range(3):
            x = aes.encrypt(x)
            derived += x
        return derived

    def _next(self):
        self.v = ((int.from_bytes(self.v, "big") + 1) % 2**128).to_bytes(16, "big")
        return self.aes.encrypt(self.v)

    def _update(self, provided):
        made = xor(b"".join(self._next() for _ in range(3)), provided)
        self.aes, self.v = Aes256(made[:32]), made[32:]

    def reseed(self, entropy, additional):
        self._update(self._derived(entropy + additional))

    def generate(self, additional, length):
        provided = self._derived(additional) if additional else bytes(48)
        if additional:
            self._update(provided)
        out = b"".join(self._next() for _ in range(-(-length // 16)))[:length]
        self._update(provided)
        return out


class HmacDrbg:
    """Section 10.1.2."""

    def __init__(self, function, entropy, nonce, personalization):
        self.function = function
        size = hmac.new(b"", b"", function).digest_size
        self.k, self.v = bytes(size), b"\1" * size
        self._update(entropy + nonce + personalization)

    def _mac(self, data):
        return hmac.new(self.k, data, self.function).digest()

    def _update(self, provided):
        for i in (b"\0", b"\1") if provided else (b"\0",):
            self.k = self._mac(self.v + i + provided)
            self.v = self._mac(self.v)

    def reseed(self, entropy, additional):
        self._update(entropy + additional)

    def generate(self, additional, length):
        if additional:
            self._update(additional)
        out = b""
        while len(out) < length:
            self.v = self._mac(self.v)
            out += self.v
        self._update(additional)
        return out[:length]
