"""A PBX that has nothing but lamps: takes NOTIFY over UDP, answers each, and keeps what it was told."""

import collections
import dataclasses
import re
import socket
import threading
import time

KEPT = re.compile(rb"(?im)^(?:Via|From|To|Call-ID|CSeq):.*\r\n")


@dataclasses.dataclass
class Told:
    at: float
    extension: str
    lit: bool
    new: int  # voice messages that nobody has heard


class Pbx(threading.Thread):
    """Answers every NOTIFY with 200 and remembers it; what is sent again is answered again and counted apart."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.told, self.repeated = [], 0
        self.start()

    def run(self):
        seen = collections.OrderedDict()
        while True:
            message, source = self.socket.recvfrom(65535)
            if not message.startswith(b"NOTIFY "):
                continue
            kept = [line[:-2] + b";tag=pbx\r\n" if line[:3].lower() == b"to:" else line for line in KEPT.findall(message)]
            self.socket.sendto(b"SIP/2.0 200 OK\r\n" + b"".join(kept) + b"Content-Length: 0\r\n\r\n", source)
            request = re.search(rb"(?im)^Call-ID:\s*(\S+)", message).group(1)
            if request in seen:
                self.repeated += 1
                continue
            seen[request] = True
            if len(seen) > 50_000:
                seen.popitem(last=False)
            extension = re.match(rb"NOTIFY sip:(\d+)@", message).group(1).decode()
            new = re.search(rb"(?im)^Voice-Message:\s*(\d+)/", message)
            self.told.append(Told(time.monotonic(), extension, b"Messages-Waiting: yes" in message, int(new.group(1)) if new else 0))
