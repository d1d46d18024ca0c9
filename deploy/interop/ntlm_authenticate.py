"""Checks an AUTHENTICATE_MESSAGE of ours (mailbox/src/test/resources/vectors/ntlm-authenticate.txt) with impacket's structures and the formulas of [MS-NLMP]
3.1.5.1.2, 3.3.2 and 3.4.5.1: the proof, the session key, the target info that it proves, and the MIC over all three messages."""
import hashlib
import hmac
import re
import struct
import sys

from Cryptodome.Cipher import ARC4
from impacket import ntlm

MIC = 72  # its offset ([MS-NLMP] 2.2.1.3, behind Version)


def hmac_md5(key, data):
    return hmac.new(key, data, hashlib.md5).digest()


messages = {name: bytes.fromhex(text) for name, text in
            re.findall(r"(?m)^\[(\w+)\]\n((?:[0-9A-F]{2}[ \n])+)", open(sys.argv[1]).read() + "\n")}
ours = messages["authenticate"]
challenge = ntlm.NTLMAuthChallenge(messages["challenge"])
answer = ntlm.NTLMAuthChallengeResponse()
answer.fromString(ours)
assert (answer["user_name"].decode("utf-16le"), answer["domain_name"].decode("utf-16le")) == ("User", "Domain")
key = ntlm.NTOWFv2("User", "Password", "Domain")
proof, temp = answer["ntlm"][:16], answer["ntlm"][16:]
assert hmac_md5(key, challenge["challenge"] + temp) == proof, "the proof is wrong"
pairs = ntlm.AV_PAIRS(temp[28:])
server = ntlm.AV_PAIRS(challenge["TargetInfoFields"])
for kept in (ntlm.NTLMSSP_AV_HOSTNAME, ntlm.NTLMSSP_AV_DOMAINNAME, ntlm.NTLMSSP_AV_TIME):
    assert pairs[kept] == server[kept], "the server's pair %d is not in the proof" % kept
assert temp[8:16] == server[ntlm.NTLMSSP_AV_TIME][1], "another time than the server's"
assert struct.unpack("<I", pairs[ntlm.NTLMSSP_AV_FLAGS][1])[0] & 2, "the target info tells of no MIC"
assert pairs[ntlm.NTLMSSP_AV_TARGET_NAME][1].decode("utf-16le") == "HTTP/mail.example.com"
assert pairs[ntlm.NTLMSSP_AV_CHANNEL_BINDINGS][1].hex() == "8f1214c9c9cab8dc3bf866da9aba57a7"
assert answer["lanman"] == bytes(24), "with the server's time there is no LM response"
session_key = ARC4.new(hmac_md5(key, proof)).decrypt(answer["session_key"])
assert session_key == b"\x55" * 16, "the session key came out as " + session_key.hex()
mic = hmac_md5(session_key, messages["negotiate"] + messages["challenge"] + ours[:MIC] + bytes(16) + ours[MIC + 16:])
assert ours[MIC:MIC + 16] == mic, "the MIC is wrong"
print("ok: proof, target info, session key and MIC", mic.hex())
