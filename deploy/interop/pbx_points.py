#!/usr/bin/env python3
"""One point of deploy/interop/pbx-points that needs more than a call: POINT, port of the service, then what the point takes."""
import math
import os
import re
import signal
import socket
import ssl
import struct
import sys
import time
import urllib.parse
import uuid

import pbx_peer
from pbx_peer import SILENT, Pbx, fail, header, mu
from srtp import Srtp

point, service, more = sys.argv[1], int(sys.argv[2]), sys.argv[3:]


class Call(pbx_peer.Call):
    """A call of this point."""

    def __init__(self, pbx, name, mailbox="", extra=""):
        super().__init__(pbx, f"{name}@points", mailbox, extra)


def recording(name, mailbox, extra="", pbx=None):
    """A call whose greeting was cut short by a key: its message is being recorded."""
    call = Call(pbx or Pbx(service), name, mailbox, extra)
    call.answer = call.up()
    call.info("5")
    call.silence(40)
    return call


def allowed(pbx):
    """The answer to OPTIONS."""
    call = Call(pbx, f"options-{uuid.uuid4().hex[:8]}")
    call.request("OPTIONS")
    return call.reply("OPTIONS", "")


def options():
    pbx = Pbx(service, port=int(more[0]))
    pbx.answer(pbx.take("OPTIONS ", patience=15))
    if "INVITE" not in header(allowed(pbx), "Allow"):
        fail("the answer to OPTIONS allows no INVITE")


def keys(method):
    call = Call(Pbx(service), f"keys-{method}")
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
        call = Call(Pbx(service), "held-greeting", "2004") if moment == "greeting" else recording("hold", "2004")
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


def wanting_operator(pbx, name):
    call = Call(pbx, name, "2004")
    call.up()
    call.silence(25)
    call.info("0")
    return call


def answered(pbx):
    """The service's second call, answered; and its dialog as Replaces has it."""
    second = pbx.take("INVITE sip:4200@", patience=20)
    contact = f"Contact: <sip:4200@{pbx.host}:{pbx.port}>\r\n"
    pbx.answer(second, "180 Ringing", "operator", more=contact)
    pbx.answer(second, "200 OK", "operator", Call(pbx, "operator").sdp("0"), contact)
    pbx.take("ACK ", header(second, "Call-ID"))
    return header(second, "Call-ID"), {"to-tag=operator", "from-tag=" + header(second, "From").split("tag=")[1]}


def refer(how):
    call = wanting_operator(Pbx(service, host="127.0.0.4"), f"refer-{how}")
    asked = call.pbx.take("REFER ", call.id, 20)
    if not header(asked, "Refer-To").startswith("<sip:4200@127.0.0.4"):
        fail(f"Refer-To is {header(asked, 'Refer-To')}")
    if how == "refused":
        call.pbx.answer(asked, "405 Method Not Allowed")
    else:
        call.pbx.answer(asked, "202 Accepted")
        call.news("SIP/2.0 100 Trying", "active;expires=60")
        call.news({"taken": "SIP/2.0 200 OK", "failed": "SIP/2.0 503 Service Unavailable", "busy": "SIP/2.0 486 Busy Here"}[how])
    if how == "taken":
        call.pbx.answer(call.pbx.take("BYE ", call.id))
    elif call.speech_until("BYE ", 12):
        fail("the caller could not leave a message")
    else:
        call.bye()


def bridged():
    pbx = Pbx(service, port=int(more[0]))
    call = wanting_operator(pbx, "bridged")
    pbx.answer(pbx.take("REFER ", call.id, 20), "405 Method Not Allowed")
    second, _ = answered(pbx)
    call.silence(25)
    call.bye()
    pbx.answer(pbx.take("BYE ", second))


def attended():
    pbx = Pbx(service, port=int(more[0]), host="127.0.0.5")
    call = wanting_operator(pbx, "attended")
    second, tags = answered(pbx)
    asked = pbx.take("REFER ", call.id)
    place, *tagged = urllib.parse.unquote(header(asked, "Refer-To").partition("Replaces=")[2].rstrip(">")).split(";")
    if place != second or set(tagged) != tags:
        fail(f"Refer-To is {header(asked, 'Refer-To')}, the second call {second} {tags}")
    pbx.answer(asked, "202 Accepted")
    call.news("SIP/2.0 200 OK")
    for one in (call.id, second):
        pbx.answer(pbx.take("BYE ", one))


def replaces():
    old = recording("replaced", "2004")
    old.speech(100)
    tag = re.search(r"tag=([^;>\s]+)", old.to).group(1)
    new = Call(Pbx(service), "replacing", extra=f"Replaces: {old.id};to-tag={tag};from-tag={old.tag}\r\n")
    new.up()
    old.pbx.answer(old.pbx.take("BYE ", old.id))
    new.info("5")
    new.silence(40)
    new.speech(100)
    new.bye()


def session(name):
    """A session timer that the service refreshes, so often, or that nobody does."""
    seconds, refreshes = int(more[0]), int(more[1])
    short = Call(Pbx(service), f"{name}-short", "2005", f"Supported: timer\r\nSession-Expires: 4\r\n")
    short.request("INVITE", short.sdp(), extra=short.diversion + short.extra)
    if not header(short.reply("INVITE", "422"), "Min-SE"):
        fail("422 without Min-SE")
    short.request("ACK")
    call = recording(name, "2005", f"Supported: timer\r\nSession-Expires: {seconds};refresher={'uas' if refreshes else 'uac'}\r\n")
    if not header(call.answer, "Session-Expires").startswith(f"{seconds};"):
        fail(f"Session-Expires is {header(call.answer, 'Session-Expires')}")
    call.sequence = 0xFFFF - 100  # as after 22 minutes: it begins again at 0
    for _ in range(refreshes):
        refresh = call.speech_until("(INVITE|UPDATE|BYE) ", seconds)
        if not refresh or refresh.startswith("BYE"):
            fail(f"no refresh within {seconds} s")
        call.pbx.answer(refresh, body=call.sdp() if refresh.startswith("INVITE") else "",
                        more=f"Require: timer\r\nSession-Expires: {seconds};refresher=uac\r\nContact: <sip:pbx@127.0.0.1:{call.pbx.port}>\r\n")
    ended = call.speech_until("BYE ", max(3, seconds // 30) if refreshes else seconds)
    if refreshes and not ended:
        call.bye()
    elif ended and not refreshes:
        call.pbx.answer(ended)
    else:
        fail("a refreshed call was ended" if ended else "a call that nobody refreshed lives on")


def secured():
    call = Call(Pbx(service, host="127.0.0.7"), "secured", "2004")

    def sender(answer):
        return Srtp(re.search(r"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:([^|\s]+)", answer).group(1))

    call.srtp = Srtp()
    theirs = sender(call.up())
    call.silence(50)
    if call.heard(theirs) < 20:
        fail("the greeting is not encrypted with the key of the answer")
    call.info("5")
    call.silence(40)
    call.speech(75)
    call.srtp = Srtp()
    theirs = sender(call.again(call.sdp()))
    if call.speech_until("BYE ", 8):
        fail("what came with the new key was not heard")
    call.heard(theirs)
    call.info("#")
    call.silence(50)
    if call.heard(theirs) < 20:
        fail("the menu is not encrypted with the key of the second answer")
    call.bye()
    plain = Call(Pbx(service, host="127.0.0.7"), "unsecured", "2004")
    plain.request("INVITE", plain.sdp(), extra=plain.diversion)
    plain.reply("INVITE", "488")
    plain.request("ACK")


def certificate():
    def connected(name):
        context = ssl.create_default_context(cafile="ca.pem")
        context.load_cert_chain(f"{name}.pem", f"{name}.key")
        return Pbx(service, "TLS", host="127.0.0.8", tls=context)

    def serial(pbx):
        return pbx.socket.getpeercert()["serialNumber"]

    call = recording("certificate", "2004", pbx=connected("edge"))
    for kind in ("key", "pem"):
        os.replace(f"voxpost-renewed.{kind}", f"voxpost.{kind}")
    until = time.monotonic() + 60
    while serial(fresh := connected("edge")) == serial(call.pbx):
        call.speech(50)
        if time.monotonic() > until:
            fail("the new certificate is not shown")
    for pbx, status in ((fresh, "200"), (connected("edge-renewed"), "200"), (connected("stranger"), "403")):
        if not (answer := allowed(pbx)).startswith(f"SIP/2.0 {status}"):
            fail(f"OPTIONS was answered {answer.splitlines()[0]}, not {status}")
    call.speech(75)
    call.bye()


def lit():
    call = recording("lit", "2009")
    call.speech(75)
    call.bye()


def t38():
    call = Call(Pbx(service), "t38", "2005")
    if "m=image 0 " not in call.up(call.sdp() + "m=image 20000 udptl t38\r\n"):
        fail("m=image beside audio was not answered with port 0")
    call.again(call.sdp().replace("m=audio", "m=image").replace("RTP/AVP 0 101", "udptl t38"), "488")
    call.silence(10)
    call.bye()


def fax():
    call = Call(Pbx(service), "fax", "2005")
    call.up()
    tone = bytes(mu(5000 * math.sin(2 * math.pi * 1100 * t / 8000)) for t in range(160))
    refer = None
    for i in range(560):
        call.packet(tone if i % 175 < 25 else SILENT)  # CNG: 0.5 s in 3.5 s
        if refer := call.pbx.arrived("REFER "):
            break
    if not refer:
        fail("no REFER")
    if "sip:4300@" not in header(refer, "Refer-To"):
        fail(f"Refer-To is {header(refer, 'Refer-To')}")
    call.pbx.answer(refer, "202 Accepted")
    call.news("SIP/2.0 200 OK")
    call.pbx.answer(call.pbx.take("BYE ", call.id))


def codec():
    call = recording("codec", "2005")
    call.speech(75)
    if not re.search(r"m=audio \d+ RTP/AVP 8\b", call.again(call.sdp("8 101"))):
        fail("PCMA was not taken in the middle of the call")
    call.speech(75, 8)
    call.bye()


def g729():
    call = Call(Pbx(service), "g729", "2005")
    call.request("INVITE", call.sdp("18"), extra=call.diversion)
    call.reply("INVITE", "488")
    call.request("ACK")


def one_way():
    call = Call(Pbx(service), "one-way", "2006")
    call.up()
    call.info("5")
    started = time.monotonic()
    call.pbx.answer(call.pbx.take("BYE ", call.id, 30))
    print(f"{time.monotonic() - started:.0f} s after the greeting was cut short")


def reboot():
    pbx = Pbx(service, "TCP")
    Call(pbx, "before-reboot", "2006").up()
    pbx.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    pbx.socket.close()
    call = Call(Pbx(service, "TCP"), "after-reboot", "2006")
    call.up()
    call.bye()


def drain():
    running = recording("drained", "2007")
    os.kill(int(more[0]), signal.SIGTERM)
    refused = Call(Pbx(service), "refused", "2007")
    running.speech(50)
    refused.request("INVITE", refused.sdp(), extra=refused.diversion)
    if not header(refused.reply("INVITE", "503"), "Retry-After"):
        fail("503 without Retry-After")
    running.speech(75)
    running.bye()


POINTS = {"options": options, "hold": hold, "bridged": bridged, "attended": attended, "replaces": replaces, "secured": secured, "lit": lit, "certificate": certificate,
          "t38": t38, "fax": fax, "codec": codec, "g729": g729, "one-way": one_way, "reboot": reboot, "drain": drain}
if point in POINTS:
    POINTS[point]()
else:
    kind, _, which = point.partition("-")
    {"keys": keys, "refer": refer, "session": lambda _: session(point)}[kind](which)
