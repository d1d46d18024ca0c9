#!/usr/bin/env python3
"""A PBX on one UDP socket for deploy/interop/operator: PORT of the service, own PORT, and what it does with REFER: refuse or take.

Places a diverted call, offers T.38 (488), keys 0 by SIP INFO during the greeting, and checks what the service does then."""
import re
import socket
import sys
import time
import uuid

service, own, mode = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("127.0.0.1", own))
sock.settimeout(0.2)
inbox = []


def fail(what):
    sys.exit(f"operator_calls: {what}")


def rtp():
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.bind(("127.0.0.1", 0))
    one.settimeout(0.02)
    return one


def sdp(port, lines=""):
    return f"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + (lines or f"m=audio {port} RTP/AVP 0\r\n")


def send(text):
    sock.sendto(text.encode(), ("127.0.0.1", service))


def header(text, name):
    found = re.search(rf"(?im)^{name}:\s*(.*?)\s*$", text)
    return found.group(1) if found else ""


def take(start, part="", patience=30):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        for text in list(inbox):
            if text.startswith(start) and part in text:
                inbox.remove(text)
                return text
        try:
            inbox.append(sock.recv(65535).decode(errors="replace"))
        except TimeoutError:
            pass
    fail(f"no '{start}' with '{part}', but {[text.splitlines()[0] for text in inbox]}")


def respond(request, line, tag="", body="", more=""):
    head = "\r\n".join(text + (f";tag={tag}" if tag and text.lower().startswith("to:") and ";tag=" not in text else "")
                       for text in request.split("\r\n") if re.match(r"(?i)(via|from|to|call-id|cseq):", text))
    kind = "Content-Type: application/sdp\r\n" if body else ""
    send(f"SIP/2.0 {line}\r\n{head}\r\n{more}{kind}Content-Length: {len(body)}\r\n\r\n{body}")


call, tag, to = f"{uuid.uuid4().hex[:10]}@pbx", uuid.uuid4().hex[:8], "<sip:8000@127.0.0.1>"


def request(method, number, body="", kind="application/sdp", more=""):
    send(f"{method} sip:8000@127.0.0.1:{service} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{own};rport;branch=z9hG4bK{uuid.uuid4().hex[:12]}\r\nMax-Forwards: 70\r\n"
         f"From: <sip:+14255550199@127.0.0.1>;tag={tag}\r\nTo: {to}\r\nCall-ID: {call}\r\nCSeq: {number} {method}\r\nContact: <sip:pbx@127.0.0.1:{own}>\r\n{more}"
         + (f"Content-Type: {kind}\r\n" if body else "") + f"Content-Length: {len(body)}\r\n\r\n{body}")


def port_of(text):
    return int(re.search(r"m=audio (\d+)", text).group(1))


def packet(number, byte):
    return b"\x80\x00" + number.to_bytes(2, "big") + (number * 160).to_bytes(4, "big") + b"CALL" + bytes([byte]) * 160


def heard(listener, speaker, target, byte):
    """True if what the speaker sends arrives at the listener through the service."""
    for number in range(1, 150):
        speaker.sendto(packet(number, byte), ("127.0.0.1", target))
        try:
            data = listener.recv(2048)
            if len(data) == 172 and data[12:] == bytes([byte]) * 160:
                return True
        except TimeoutError:
            pass
    return False


caller, operator = rtp(), rtp()
request("INVITE", 1, sdp(caller.getsockname()[1]), more="Diversion: <sip:2005@127.0.0.1>;reason=no-answer\r\n")
ok = take("SIP/2.0 200 ", call)
to = header(ok, "To")
request("ACK", 1)
request("INVITE", 2, sdp(0, "m=audio 0 RTP/AVP 0\r\nm=image 20000 udptl t38\r\na=T38FaxVersion:0\r\n"))
take("SIP/2.0 488 ", "2 INVITE")
request("ACK", 2)
request("INFO", 3, "Signal=0\r\nDuration=160\r\n", "application/dtmf-relay")
take("SIP/2.0 200 ", "INFO")
refer = take("REFER ", patience=30)
if header(refer, "Refer-To") != f"<sip:4200@127.0.0.1:{own}>":
    fail(f"Refer-To is {header(refer, 'Refer-To')}")

if mode == "take":
    respond(refer, "202 Accepted")
    for line in ("SIP/2.0 100 Trying", "SIP/2.0 200 OK"):
        request("NOTIFY", 4 if "100" in line else 5, line + "\r\n", "message/sipfrag;version=2.0", "Event: refer\r\nSubscription-State: active;expires=60\r\n")
        take("SIP/2.0 200 ", "NOTIFY")
    respond(take("BYE ", call), "200 OK")
    print("REFER taken, NOTIFY read, BYE came")
    sys.exit()

respond(refer, "405 Method Not Allowed")
second = take("INVITE ", f"sip:4200@127.0.0.1:{own}")
respond(second, "100 Trying")
respond(second, "200 OK", "op", sdp(operator.getsockname()[1]), f"Contact: <sip:4200@127.0.0.1:{own}>\r\n")
take("ACK ", header(second, "Call-ID"))
if not heard(operator, caller, port_of(ok), 0x21):
    fail("the operator does not hear the caller")
if not heard(caller, operator, port_of(second), 0x43):
    fail("the caller does not hear the operator")
request("INVITE", 4, sdp(caller.getsockname()[1]).replace("AVP 0", "AVP 8"))
take("SIP/2.0 488 ", "4 INVITE")
request("ACK", 4)
request("INVITE", 5, sdp(caller.getsockname()[1]).replace("AVP 0", "AVP 8 0"))
if "RTP/AVP 0" not in take("SIP/2.0 200 ", "5 INVITE"):
    fail("of PCMA and PCMU the one that is bridged was not chosen")
request("ACK", 5)
if not heard(operator, caller, port_of(ok), 0x22):
    fail("after another codec was refused the operator does not hear the caller")
request("BYE", 6)
take("SIP/2.0 200 ", "BYE")
respond(take("BYE ", header(second, "Call-ID")), "200 OK")
print("REFER refused, second call bridged, both heard each other, another codec got 488, one BYE ended both")
