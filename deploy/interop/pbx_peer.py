"""A PBX as deploy/interop/pbx_points.py plays it: sockets that speak SIP, and calls with sound. The service is at 127.0.0.1."""
import math
import random
import re
import socket
import ssl
import struct
import sys
import time
import uuid

SILENT = bytes([0xFF]) * 160


def fail(what):
    sys.exit(what)


def header(text, name):
    found = re.search(rf"(?im)^{name}:\s*(.*?)\s*$", text)
    return found.group(1) if found else ""


class Pbx:
    """One socket of a PBX, UDP, TCP or, with an SSL context, TLS; host is the address it has. It talks to the port service."""

    def __init__(self, service, transport="UDP", port=0, host="127.0.0.1", tls=None):
        self.service, self.transport, self.host = service, transport, host
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM if transport == "UDP" else socket.SOCK_STREAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind((host, port))
        self.socket.connect(("127.0.0.1", service))
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_hostname="127.0.0.1")
        self.socket.settimeout(0.2)
        self.port = self.socket.getsockname()[1]
        self.inbox, self.stream = [], ""

    def send(self, text):
        self.socket.sendall(text.encode())

    def read(self):
        try:
            self.stream += self.socket.recv(65535).decode(errors="replace")
        except (TimeoutError, ConnectionRefusedError, BlockingIOError, ssl.SSLWantReadError):
            return
        while (end := self.stream.find("\r\n\r\n")) >= 0:
            length = int(header(self.stream[:end], "Content-Length") or 0)
            if len(self.stream) < end + 4 + length:
                return
            self.inbox.append(self.stream[:end + 4 + length])
            self.stream = self.stream[end + 4 + length:]

    def take(self, start, part="", patience=30):
        until = time.monotonic() + patience
        while time.monotonic() < until:
            for text in list(self.inbox):
                if re.match(start, text) and part in text:
                    self.inbox.remove(text)
                    return text
            self.read()
        fail(f"no '{start}' with '{part}', but {[text.splitlines()[0] for text in self.inbox]}")

    def arrived(self, start):
        """A message that begins so, if it is there already."""
        self.socket.settimeout(0.001)
        self.read()
        self.socket.settimeout(0.2)
        found = next((text for text in self.inbox if re.match(start, text)), None)
        if found:
            self.inbox.remove(found)
        return found

    def answer(self, request, line="200 OK", tag="", body="", more=""):
        kept = [text + (f";tag={tag}" if tag and text.lower().startswith("to:") and ";tag=" not in text else "")
                for text in request.split("\r\n") if re.match(r"(?i)(via|from|to|call-id|cseq):", text)]
        kind = "Content-Type: application/sdp\r\n" if body else ""
        self.send(f"SIP/2.0 {line}\r\n" + "\r\n".join(kept) + f"\r\n{more}{kind}Content-Length: {len(body)}\r\n\r\n{body}")


class Call:
    """A call of the PBX, diverted from a mailbox or to the pilot number, with its sound."""

    def __init__(self, pbx, name, mailbox="", extra=""):
        self.pbx, self.id, self.tag, self.number = pbx, name, uuid.uuid4().hex[:8], 0
        self.extra, self.srtp = extra, None
        self.to, self.diversion = "<sip:8000@127.0.0.1>", f"Diversion: <sip:{mailbox}@127.0.0.1>;reason=no-answer\r\n" if mailbox else ""
        self.rtp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.rtp.bind((pbx.host, 0))
        self.rtp.setblocking(False)
        self.sequence, self.timestamp, self.remote = 0, 0, 0

    def sdp(self, media="0 101", direction="sendrecv"):
        events = "a=rtpmap:101 telephone-event/8000\r\n" if "101" in media else ""
        secured = f"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{self.srtp.inline()}\r\n" if self.srtp else ""
        return (f"v=0\r\no=- 1 1 IN IP4 {self.pbx.host}\r\ns=-\r\nc=IN IP4 {self.pbx.host}\r\nt=0 0\r\n"
                f"m=audio {self.rtp.getsockname()[1]} RTP/{'SAVP' if self.srtp else 'AVP'} {media}\r\n{events}{secured}a={direction}\r\n")

    def request(self, method, body="", kind="application/sdp", extra=""):
        if method != "ACK":
            self.number += 1
        contents = f"Content-Type: {kind}\r\n" if body else ""
        here = f"{self.pbx.host}:{self.pbx.port}"
        self.pbx.send(f"{method} sip:8000@127.0.0.1:{self.pbx.service} SIP/2.0\r\nVia: SIP/2.0/{self.pbx.transport} {here};rport;"
                      f"branch=z9hG4bK{uuid.uuid4().hex[:12]}\r\nMax-Forwards: 70\r\nFrom: <sip:+14255550199@127.0.0.1>;tag={self.tag}\r\nTo: {self.to}\r\n"
                      f"Call-ID: {self.id}\r\nCSeq: {self.number} {method}\r\n"
                      f"Contact: <sip:pbx@{here};transport={self.pbx.transport.lower()}>\r\n{extra}{contents}"
                      f"Content-Length: {len(body)}\r\n\r\n{body}")

    def reply(self, method, code="200", patience=30):
        return self.pbx.take(rf"SIP/2.0 {code}", f"{self.number} {method}", patience)

    def up(self, sdp=""):
        self.request("INVITE", sdp or self.sdp(), extra=self.diversion + self.extra)
        ok = self.reply("INVITE")
        self.to = header(ok, "To")
        self.request("ACK")
        self.remote = int(re.search(r"m=audio (\d+)", ok).group(1))
        return ok

    def again(self, sdp, code="200"):
        self.request("INVITE", sdp)
        got = self.reply("INVITE", code)
        self.request("ACK")
        return got

    def info(self, key):
        self.request("INFO", f"Signal={key}\r\nDuration=160\r\n", "application/dtmf-relay")
        self.reply("INFO")

    def bye(self):
        self.request("BYE")
        self.reply("BYE")

    def packet(self, payload, kind=0, timestamp=None, marker=False):
        """One packet, 20 ms after the one before."""
        self.sequence = self.sequence + 1 & 0xFFFF
        self.timestamp = self.timestamp + 160 & 0xFFFFFFFF
        head = struct.pack("!BBHI4s", 0x80, kind | (0x80 if marker else 0), self.sequence, self.timestamp if timestamp is None else timestamp, b"PBX1")
        packet = head + payload
        self.rtp.sendto(self.srtp.protect(packet) if self.srtp else packet, ("127.0.0.1", self.remote))
        time.sleep(0.02)

    def news(self, line, state="terminated;reason=noresource"):
        """What has become of a REFER."""
        self.request("NOTIFY", line + "\r\n", "message/sipfrag;version=2.0", f"Event: refer\r\nSubscription-State: {state}\r\n")
        self.reply("NOTIFY")

    def heard(self, sender):
        """How many packets have come that this sender of SRTP encrypted, since one asked last."""
        genuine = 0
        try:
            while True:
                genuine += sender.genuine(self.rtp.recv(2048))
        except BlockingIOError:
            return genuine

    def press(self, key, packets=3):
        """A telephone event (RFC 4733) of 20 ms a packet, then 60 ms of silence."""
        code, start = "0123456789*#".index(key), self.timestamp + 160
        for i in range(packets):
            self.packet(struct.pack("!BBH", code, 10, 160 * (i + 1)), 101, start, i == 0)
        for _ in range(3):
            self.sequence = self.sequence + 1 & 0xFFFF
            end = struct.pack("!BBHI4s", 0x80, 101, self.sequence, start, b"PBX1") + struct.pack("!BBH", code, 0x8A, 160 * packets)
            self.rtp.sendto(end, ("127.0.0.1", self.remote))
        self.silence(3)

    def tones(self, key, packets=3):
        at = "123456789*0#".index(key)
        row, column = (697, 770, 852, 941)[at // 3], (1209, 1336, 1477)[at % 3]
        for i in range(packets):
            self.packet(bytes(mu(6000 * (math.sin(2 * math.pi * row * t / 8000) + math.sin(2 * math.pi * column * t / 8000)))
                              for t in range(160 * i, 160 * i + 160)))
        self.silence(3)

    def silence(self, packets):
        for _ in range(packets):
            self.packet(SILENT)

    def speech(self, packets, kind=0):
        """Loud noise that comes and goes."""
        for i in range(packets):
            loud = i // 10 % 3 < 2
            self.packet(bytes(random.randrange(0x90, 0xC0) for _ in range(160)) if loud else bytes([0xD5 if kind else 0xFF]) * 160, kind)

    def speech_until(self, start, seconds):
        """Speaks until a message that begins so has come; None if it has not after so many seconds."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.speech(10)
            if found := self.pbx.arrived(start):
                return found
        return None


def mu(sample):
    """G.711 mu-law of one sample."""
    sign, value = (0x80, -sample) if sample < 0 else (0, sample)
    value = min(int(value), 32635) + 132
    exponent = value.bit_length() - 8
    return ~(sign | exponent << 4 | value >> exponent + 3 & 0x0F) & 0xFF
