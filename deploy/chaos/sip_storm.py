#!/usr/bin/env python3
"""Storms against a SIP service on loopback, one by name; tells figures, ends with 1 if a promise was broken.

    sip_storm.py options PORT PID [--seconds 60] [--rate 2000]   OPTIONS by UDP; the process must not grow
    sip_storm.py half-open PORT [--count 300]                     connections that begin a message and say no more; others are served meanwhile
    sip_storm.py never-ack PORT [--count 200]                     INVITEs whose 200 is never acknowledged; every place is given back
    sip_storm.py overload PORT [--count 200]                      INVITEs beyond max-calls: 503 with Retry-After, how soon
"""
import argparse
import re
import select
import selectors
import socket
import sys
import time
import uuid

SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 49000 RTP/AVP 0\r\n"


def message(method, port, local, number, body="", transport="UDP", call=None, to_tag="", cseq=1):
    call = call or f"{number}-{uuid.uuid4().hex[:8]}@storm"
    return (f"{method} sip:8000@127.0.0.1:{port} SIP/2.0\r\nVia: SIP/2.0/{transport} 127.0.0.1:{local};rport;branch=z9hG4bK{uuid.uuid4().hex[:12]}\r\n"
            f"Max-Forwards: 70\r\nFrom: <sip:+14255550{number % 1000:03d}@127.0.0.1>;tag=s{number}\r\nTo: <sip:8000@127.0.0.1>{to_tag}\r\n"
            f"Call-ID: {call}\r\nCSeq: {cseq} {method}\r\nContact: <sip:storm@127.0.0.1:{local}>\r\nDiversion: <sip:2001@127.0.0.1>;reason=no-answer\r\n"
            + ("Content-Type: application/sdp\r\n" if body else "") + f"Content-Length: {len(body)}\r\n\r\n{body}").encode()


def resident(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read()).group(1)) / 1024


def udp():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
    sock.bind(("127.0.0.1", 0))
    return sock


def answered(sock):
    return bool(select.select([sock], [], [], 2)[0])


def alive(port):
    """One OPTIONS; how long its 200 took, in ms."""
    sock = udp()
    sock.settimeout(5)
    ping = message("OPTIONS", port, sock.getsockname()[1], 0)
    for _ in range(3):  # as UDP asks for
        begun = time.monotonic()
        sock.sendto(ping, ("127.0.0.1", port))
        if answered(sock):
            break
    if not sock.recv(65535).startswith(b"SIP/2.0 200 "):
        sys.exit("OPTIONS was not answered 200")
    return (time.monotonic() - begun) * 1000


def options(args):
    sock = udp()
    sock.setblocking(False)
    local = sock.getsockname()[1]
    sent = answered = 0
    growth = []
    begun = time.monotonic()
    third = resident(args.pid)
    while (elapsed := time.monotonic() - begun) < args.seconds:
        while sent < elapsed * args.rate:
            try:
                sock.sendto(message("OPTIONS", args.port, local, sent), ("127.0.0.1", args.port))
            except BlockingIOError:
                break
            sent += 1
        try:
            while sock.recv(65535):
                answered += 1
        except BlockingIOError:
            time.sleep(0.001)
        if len(growth) < elapsed // 5:
            growth.append(round(resident(args.pid)))
    time.sleep(1)
    try:
        while sock.recv(65535):
            answered += 1
    except BlockingIOError:
        pass
    print(f"options: {sent} sent in {args.seconds} s ({sent / args.seconds:.0f}/s), {answered} answered; resident MB before {third:.0f}, every 5 s {growth}")
    late = growth[len(growth) // 2:]
    if late and max(late) - late[0] > 60:
        sys.exit(f"the process grows: {growth}")
    alive(args.port)


def half_open(args):
    held = []
    for number in range(args.count):
        sock = socket.create_connection(("127.0.0.1", args.port), 5)
        sock.sendall(message("OPTIONS", args.port, 1, number, transport="TCP")[:40 + number % 100])
        held.append(sock)
    took = alive(args.port)
    fresh = socket.create_connection(("127.0.0.1", args.port), 5)
    fresh.settimeout(5)
    fresh.sendall(message("OPTIONS", args.port, fresh.getsockname()[1], 1, transport="TCP"))
    if not fresh.recv(65535).startswith(b"SIP/2.0 200 "):
        sys.exit("a whole message on a new connection was not answered")
    closed, until = 0, time.monotonic() + 40
    pending = set(held)
    while pending and time.monotonic() < until:
        for sock in list(pending):
            sock.settimeout(0.01)
            try:
                while data := sock.recv(65535):
                    pass
                pending.discard(sock)
                closed += 1
            except TimeoutError:
                pass
            except ConnectionError:
                pending.discard(sock)
                closed += 1
    print(f"half-open: {args.count} connections begun and left, others served meanwhile (OPTIONS {took:.0f} ms); {closed} closed by the service")
    if pending:
        sys.exit(f"{len(pending)} half-open connections are still open")


def never_ack(args):
    sock = udp()
    sock.settimeout(0.2)
    local = sock.getsockname()[1]
    for number in range(args.count):
        sock.sendto(message("INVITE", args.port, local, number, SDP), ("127.0.0.1", args.port))
        if number % 20 == 19:
            time.sleep(0.1)
    oks, refused, byes = set(), set(), set()
    until = time.monotonic() + 50
    while time.monotonic() < until and (len(oks) + len(refused) < args.count or len(byes) < len(oks)):
        try:
            text = sock.recv(65535).decode(errors="replace")
        except TimeoutError:
            continue
        call = re.search(r"(?im)^Call-ID:\s*(\S+)", text).group(1)
        if text.startswith("SIP/2.0 200 ") and "INVITE" in text:
            oks.add(call)
        elif re.match(r"SIP/2.0 [3-6]", text):
            refused.add(call)
        elif text.startswith("BYE "):
            byes.add(call)
            head = "\r\n".join(line for line in text.split("\r\n") if re.match(r"(?i)(via|from|to|call-id|cseq):", line))
            sock.sendto(f"SIP/2.0 200 OK\r\n{head}\r\nContent-Length: 0\r\n\r\n".encode(), ("127.0.0.1", args.port))
    print(f"never-ack: {len(oks)} answered and never acknowledged, {len(refused)} refused, {len(byes)} ended with BYE by the service")
    if len(oks) + len(refused) < args.count or len(byes) < len(oks):
        sys.exit("not every call was answered and ended")


def overload(args):
    sock = udp()
    local = sock.getsockname()[1]
    chosen = selectors.DefaultSelector()
    chosen.register(sock, selectors.EVENT_READ)
    begun, busy, taken = {}, [], set()
    for number in range(args.count):
        call = f"o{number}-{uuid.uuid4().hex[:8]}@storm"
        begun[call] = time.monotonic()
        sock.sendto(message("INVITE", args.port, local, number, SDP, call=call), ("127.0.0.1", args.port))
        until = time.monotonic() + 0.02
        while (left := until - time.monotonic()) > 0 or (number == args.count - 1 and len(busy) + len(taken) < args.count and left > -5):
            if not chosen.select(max(left, 0.05)):
                continue
            text = sock.recv(65535).decode(errors="replace")
            which = re.search(r"(?im)^Call-ID:\s*(\S+)", text).group(1)
            to = re.search(r"(?im)^To:.*?(;tag=\S+)", text)
            if text.startswith("SIP/2.0 503 ") and which in begun:
                if not re.search(r"(?im)^Retry-After:\s*\d+", text):
                    sys.exit("503 without Retry-After")
                busy.append((time.monotonic() - begun.pop(which)) * 1000)
            elif text.startswith("SIP/2.0 200 ") and "INVITE" in text and which not in taken:
                taken.add(which)
                sock.sendto(message("ACK", args.port, local, 0, call=which, to_tag=to.group(1)), ("127.0.0.1", args.port))
    busy.sort()
    if not busy:
        sys.exit("nobody was refused")
    print(f"overload: {len(taken)} taken, {len(busy)} refused with 503 and Retry-After; ms to the 503: median {busy[len(busy) // 2]:.1f}, "
          f"p99 {busy[min(len(busy) - 1, len(busy) * 99 // 100)]:.1f}, most {busy[-1]:.1f}")
    if len(busy) + len(taken) < args.count:
        sys.exit(f"{args.count - len(busy) - len(taken)} INVITEs got no answer")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = parser.add_subparsers(required=True)
    for name, run, count in (("options", options, 0), ("half-open", half_open, 300), ("never-ack", never_ack, 200), ("overload", overload, 200)):
        one = names.add_parser(name)
        one.add_argument("port", type=int)
        if name == "options":
            one.add_argument("pid", type=int)
            one.add_argument("--seconds", type=int, default=60)
            one.add_argument("--rate", type=int, default=2000)
        else:
            one.add_argument("--count", type=int, default=count)
        one.set_defaults(run=run)
    args = parser.parse_args()
    args.run(args)


main()
