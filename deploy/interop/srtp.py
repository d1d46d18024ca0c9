"""SRTP as RFC 3711 has it, with AES_CM_128_HMAC_SHA1_80 (RFC 4568, 6.2.1), of one sender whose sequence number never wraps; AES by OpenSSL's library."""
import base64
import ctypes
import ctypes.util
import hashlib
import hmac
import os
import struct

CRYPTO = ctypes.CDLL(ctypes.util.find_library("crypto"))
for name in ("EVP_CIPHER_CTX_new", "EVP_aes_128_ctr"):
    getattr(CRYPTO, name).restype = ctypes.c_void_p
TAG = 10


def keystream(key, iv, length):
    """AES in counter mode (4.1.1)."""
    context = ctypes.c_void_p(CRYPTO.EVP_CIPHER_CTX_new())
    out, written = ctypes.create_string_buffer(length + 16), ctypes.c_int()
    CRYPTO.EVP_EncryptInit_ex(context, ctypes.c_void_p(CRYPTO.EVP_aes_128_ctr()), None, key, iv.to_bytes(16, "big"))
    CRYPTO.EVP_EncryptUpdate(context, out, ctypes.byref(written), bytes(length), length)
    CRYPTO.EVP_CIPHER_CTX_free(context)
    return out.raw[:length]


class Srtp:
    """The sender whose master key and salt these are; new ones if none are given."""

    def __init__(self, inline=""):
        self.master = base64.b64decode(inline) if inline else os.urandom(30)
        salt = int.from_bytes(self.master[16:30], "big")

        def derived(label, length):  # 4.3.1, with a key derivation rate of 0
            return keystream(self.master[:16], (salt ^ label << 48) << 16, length)

        self.key, self.auth, self.salt = derived(0, 16), derived(1, 20), int.from_bytes(derived(2, 14), "big")

    def inline(self):
        return base64.b64encode(self.master).decode()

    def _crypted(self, packet):
        sequence, ssrc = struct.unpack("!2xH4x4s", packet[:12])
        iv = self.salt << 16 ^ int.from_bytes(ssrc, "big") << 64 ^ sequence << 16
        return packet[:12] + bytes(a ^ b for a, b in zip(packet[12:], keystream(self.key, iv, len(packet) - 12)))

    def _tag(self, packet):
        return hmac.new(self.auth, packet + bytes(4), hashlib.sha1).digest()[:TAG]

    def protect(self, packet):
        """A packet with a plain 12-byte header as it goes on the wire."""
        crypted = self._crypted(packet)
        return crypted + self._tag(crypted)

    def genuine(self, packet):
        """True if this sender sent it."""
        return len(packet) > 12 + TAG and hmac.compare_digest(self._tag(packet[:-TAG]), packet[-TAG:])
