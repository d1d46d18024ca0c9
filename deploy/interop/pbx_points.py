#!/usr/bin/env python3
"""One point of deploy/interop/pbx-points that needs more than a call: POINT, port of the service, then what the point takes. A PBX at 127.0.0.1."""
import math
import os
import random
import re
import signal
import socket
import struct
import sys
import time
import uuid

point, service, more = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
SILENT = bytes([0xFF]) * 160


def fail(what):
    sys.exit(f"{point}: {what}")


def header(text, name):
    found = re.search(rf"(?im)^{name}:\s*(.*?)\s*$", text)
    return found.group(1) if found else ""


class Pbx:
    """One socket of a PBX, UDP or TCP."""

    def __init__(self, transport="UDP", port=0):
        self.transport = transport
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM if transport == "UDP" else socket.SOCK_STREAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", port))
        self.socket.connect(("127.0.0.1", service))
        self.socket.settimeout(0.2)
        self.port = self.socket.getsockname()[1]
        self.inbox, self.stream = [], ""

    def send(self, text):
        self.socket.sendall(text.encode())

    def read(self):
        try:
            self.stream += self.socket.recv(65535).decode(errors="replace")
        except (TimeoutError, ConnectionRefusedError):
            return
        while (end := self.stream.find("\r\n\r\n")) >= 0:
            length = int(header(self.stream[:end], "Content-Length") or 0)
            if len(self.stream) < end + 4 + length:
                return
            self.inbox.append(self.stream[:end + 4 + length])
            self.stream = self.stream[end + 4 + length:]

    def take(self, start, part="", patience=10):
        until = time.monotonic() + patience
        while time.monotonic() < until:
            for text in list(self.inbox):
                if re.match(start, text) and part in text:
                    self.inbox.remove(text)
                    return text
            self.read()
        fail(f"no '{start}' with '{part}', but {[text.splitlines()[0] for text in self.inbox]}")

    def answer(self, request, line="200 OK"):
        kept = [text for text in request.split("\r\n") if re.match(r"(?i)(via|from|to|call-id|cseq):", text)]
        self.send(f"SIP/2.0 {line}\r\n" + "\r\n".join(kept) + "\r\nContent-Length: 0\r\n\r\n")


class Call:
    """A call of the PBX, diverted from a mailbox or to the pilot number, with its sound."""

    def __init__(self, pbx, name, mailbox=""):
        self.pbx, self.id, self.tag, self.number = pbx, name, uuid.uuid4().hex[:8], 0
        self.to, self.diversion = "<sip:8000@127.0.0.1>", f"Diversion: <sip:{mailbox}@127.0.0.1>;reason=no-answer\r\n" if mailbox else ""
        self.rtp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.rtp.bind(("127.0.0.1", 0))
        self.rtp.setblocking(False)
        self.sequence, self.timestamp, self.remote = 0, 0, 0

    def sdp(self, media="0 101", direction="sendrecv"):
        events = "a=rtpmap:101 telephone-event/8000\r\n" if "101" in media else ""
        return ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                f"m=audio {self.rtp.getsockname()[1]} RTP/AVP {media}\r\n{events}a={direction}\r\n")

    def request(self, method, body="", kind="application/sdp", extra=""):
        if method != "ACK":
            self.number += 1
        contents = f"Content-Type: {kind}\r\n" if body else ""
        self.pbx.send(f"{method} sip:8000@127.0.0.1:{service} SIP/2.0\r\nVia: SIP/2.0/{self.pbx.transport} 127.0.0.1:{self.pbx.port};rport;"
                      f"branch=z9hG4bK{uuid.uuid4().hex[:12]}\r\nMax-Forwards: 70\r\nFrom: <sip:+14255550199@127.0.0.1>;tag={self.tag}\r\nTo: {self.to}\r\n"
                      f"Call-ID: {self.id}\r\nCSeq: {self.number} {method}\r\n"
                      f"Contact: <sip:pbx@127.0.0.1:{self.pbx.port};transport={self.pbx.transport.lower()}>\r\n{extra}{contents}"
                      f"Content-Length: {len(body)}\r\n\r\n{body}")

    def reply(self, method, code="200", patience=10):
        return self.pbx.take(rf"SIP/2.0 {code}", f"{self.number} {method}", patience)

    def up(self, sdp=""):
        self.request("INVITE", sdp or self.sdp(), extra=self.diversion)
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
        self.sequence += 1
        self.timestamp += 160
        head = struct.pack("!BBHI4s", 0x80, kind | (0x80 if marker else 0), self.sequence, self.timestamp if timestamp is None else timestamp, b"PBX1")
        self.rtp.sendto(head + payload, ("127.0.0.1", self.remote))
        time.sleep(0.02)

    def press(self, key, packets=3):
        """A telephone event (RFC 4733) of 20 ms a packet, then 60 ms of silence."""
        code, start = "0123456789*#".index(key), self.timestamp + 160
        for i in range(packets):
            self.packet(struct.pack("!BBH", code, 10, 160 * (i + 1)), 101, start, i == 0)
        for _ in range(3):
            self.sequence += 1
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


def mu(sample):
    """G.711 mu-law of one sample."""
    sign, value = (0x80, -sample) if sample < 0 else (0, sample)
    value = min(int(value), 32635) + 132
    exponent = value.bit_length() - 8
    return ~(sign | exponent << 4 | value >> exponent + 3 & 0x0F) & 0xFF


def recording(name, mailbox):
    """A call whose greeting was cut short by a key: its message is being recorded."""
    call = Call(Pbx(), name, mailbox)
    call.up()
    call.info("5")
    call.silence(40)
    return call


def options():
    pbx = Pbx(port=int(more[0]))
    pbx.answer(pbx.take("OPTIONS ", patience=15))
    call = Call(pbx, "options@points")
    call.request("OPTIONS")
    if "INVITE" not in header(call.reply("OPTIONS"), "Allow"):
        fail("the answer to OPTIONS allows no INVITE")


def keys(method):
    call = Call(Pbx(), f"keys-{method}@points")
    call.up(call.sdp("0") if method == "tones" else "")
    call.silence(25)
    for i, key in enumerate("2003#"):
        if method == "info":
            call.info(key)
        elif method == "events":
            call.press(key, 75 if i == 0 else 3)  # a long press, then fast typing: 60 ms and 60 ms
        else:
            call.tones(key, 25 if i == 0 else 3)
    call.silence(50)
    call.bye()


def hold():
    for moment in ("greeting", "recording"):
        call = Call(Pbx(), "held-greeting@points", "2004") if moment == "greeting" else recording("hold@points", "2004")
        if moment == "greeting":
            call.up()
            call.silence(25)
        else:
            call.speech(75)
        held = call.again(call.sdp(direction="sendonly"))
        if "a=recvonly" not in held:
            fail(f"hold in the {moment} was answered without recvonly")
        time.sleep(1)
        if re.search(r"a=(recvonly|sendonly|inactive)", call.again(call.sdp())):
            fail(f"after the hold in the {moment} the call is not resumed")
        if moment == "recording":
            call.speech(75)
        call.bye()


def t38():
    call = Call(Pbx(), "t38@points", "2005")
    if "m=image 0 " not in call.up(call.sdp() + "m=image 20000 udptl t38\r\n"):
        fail("m=image beside audio was not answered with port 0")
    call.again(call.sdp().replace("m=audio", "m=image").replace("RTP/AVP 0 101", "udptl t38"), "488")
    call.silence(10)
    call.bye()


def fax():
    call = Call(Pbx(), "fax@points", "2005")
    call.up()
    tone = bytes(mu(5000 * math.sin(2 * math.pi * 1100 * t / 8000)) for t in range(160))
    for i in range(420):
        call.packet(tone if i % 175 < 25 else SILENT)  # CNG: 0.5 s in 3.5 s
        call.pbx.socket.settimeout(0.001)
        call.pbx.read()
        if any(text.startswith("REFER ") for text in call.pbx.inbox):
            break
    call.pbx.socket.settimeout(0.2)
    refer = call.pbx.take("REFER ", call.id, 3)
    if "sip:4300@" not in header(refer, "Refer-To"):
        fail(f"Refer-To is {header(refer, 'Refer-To')}")
    call.pbx.answer(refer, "202 Accepted")
    call.request("NOTIFY", "SIP/2.0 200 OK\r\n", "message/sipfrag;version=2.0", "Event: refer\r\nSubscription-State: terminated;reason=noresource\r\n")
    call.reply("NOTIFY")
    call.pbx.answer(call.pbx.take("BYE ", call.id))


def codec():
    call = recording("codec@points", "2005")
    call.speech(75)
    if not re.search(r"m=audio \d+ RTP/AVP 8\b", call.again(call.sdp("8 101"))):
        fail("PCMA was not taken in the middle of the call")
    call.speech(75, 8)
    call.bye()


def g729():
    call = Call(Pbx(), "g729@points", "2005")
    call.request("INVITE", call.sdp("18"), extra=call.diversion)
    call.reply("INVITE", "488")
    call.request("ACK")


def one_way():
    call = Call(Pbx(), "one-way@points", "2006")
    call.up()
    call.info("5")
    started = time.monotonic()
    call.pbx.answer(call.pbx.take("BYE ", call.id, 30))
    print(f"{time.monotonic() - started:.0f} s after the greeting was cut short")


def reboot():
    pbx = Pbx("TCP")
    Call(pbx, "before-reboot@points", "2006").up()
    pbx.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    pbx.socket.close()
    call = Call(Pbx("TCP"), "after-reboot@points", "2006")
    call.up()
    call.bye()


def drain():
    running = recording("drained@points", "2007")
    os.kill(int(more[0]), signal.SIGTERM)
    refused = Call(Pbx(), "refused@points", "2007")
    running.speech(50)
    refused.request("INVITE", refused.sdp(), extra=refused.diversion)
    if not header(refused.reply("INVITE", "503"), "Retry-After"):
        fail("503 without Retry-After")
    running.speech(75)
    running.bye()


{"options": options, "keys-events": lambda: keys("events"), "keys-info": lambda: keys("info"), "keys-tones": lambda: keys("tones"), "hold": hold,
 "t38": t38, "fax": fax, "codec": codec, "g729": g729, "one-way": one_way, "reboot": reboot, "drain": drain}[point]()
