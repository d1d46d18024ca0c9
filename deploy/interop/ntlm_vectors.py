"""Prints NTLM signatures and sealed messages as impacket computes them, as the vectors that a test reads:
mailbox/src/test/resources/vectors/ntlm-impacket.txt. With the name of that file as argument: fails if it says otherwise."""
import hashlib
import sys

from Cryptodome.Cipher import ARC4
from impacket import ntlm

FLAGS = 0xE2088237  # as a client that seals asks for
LENGTHS = [0, 1, 7, 16, 100, 1000, 5840]
HEADER = 24  # of a request PDU: signed, not sealed


def bytes_of(name, length):
    """The same for ever."""
    stream = b""
    while len(stream) < length:
        stream += hashlib.sha256(("%s %d" % (name, len(stream))).encode()).digest()
    return stream[:length]


def show(name, value):
    print("[%s]" % name)
    for at in range(0, len(value), 32):
        print(" ".join("%02X" % byte for byte in value[at:at + 32]))
    print()


def vectors():
    print("# Signatures and sealed messages of whole conversations, computed by impacket's ntlm module: deploy/interop/ntlm_vectors.py")
    print("# source: [MS-NLMP] 3.4.3, 3.4.4; flags %08X; sealed are the bytes behind the first %d\n" % (FLAGS, HEADER))
    for session in range(2):
        key = bytes_of("key %d" % session, 16)
        show("%d.key" % session, key)
        for mode in ("Client", "Server"):
            sign_key = ntlm.SIGNKEY(FLAGS, key, mode)
            for kind in ("sign", "seal"):
                stream = ARC4.new(ntlm.SEALKEY(FLAGS, key, mode)).encrypt
                for sequence, length in enumerate(LENGTHS):
                    message = bytes_of("message %d" % sequence, HEADER + length)
                    name = "%d.%s.%s.%d" % (session, mode.lower(), kind, sequence)
                    if kind == "seal":
                        sealed, mac = ntlm.SEAL(FLAGS, sign_key, b"", message, message[HEADER:], sequence, stream)
                        show(name + ".bytes", hashlib.sha256(sealed).digest() if length > 100 else sealed)
                    else:
                        mac = ntlm.SIGN(FLAGS, sign_key, message, sequence, stream)
                    show(name + ".signature", mac.getData())


if len(sys.argv) == 1:
    vectors()
else:
    import contextlib
    import io

    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        vectors()
    assert text.getvalue() == open(sys.argv[1]).read(), "impacket computes other NTLM signatures than " + sys.argv[1]
    print("ok: NTLM signatures and sealed messages of", 2 * 2 * 2 * len(LENGTHS), "messages")
