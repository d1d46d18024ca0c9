"""A lab and a service as processes of their own, on loopback, in a directory that goes away at the end."""

import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

TREE = pathlib.Path(__file__).resolve().parents[3]
LAUNCHER = TREE / "deploy" / "voxpost"
TARGET = TREE / "service" / "demo" / "target"
FIRST_EXTENSION = 2000


class Failed(Exception):
    """Something did not start, stop or answer; the message is for people."""


def java():
    """The Java 25 that the launcher would take."""
    places = [os.environ.get("VOXPOST_JAVA_HOME"), os.environ.get("JAVA_HOME"), *sorted(map(str, pathlib.Path("/usr/lib/jvm").glob("*25*")))]
    for place in filter(None, places):
        release = pathlib.Path(place, "release")
        if release.is_file() and 'JAVA_VERSION="25' in release.read_text():
            return str(pathlib.Path(place, "bin", "java"))
    raise Failed("no Java 25 found; set VOXPOST_JAVA_HOME")


def java_options(most=None):
    """The launcher's for the service; with another heap if it is said how large it may become."""
    shipped = re.search(r"VOXPOST_JAVA_OPTS:-([^}]+)}", LAUNCHER.read_text())[1]
    return re.sub(r"-Xmx\w+", f"-Xmx{most}", shipped) if most else shipped


def free_port(kind=socket.SOCK_STREAM):
    """Below the ports that the system gives to whoever asks for any (32768 on): nobody takes it while a service that was killed is away."""
    while True:
        port = random.randrange(5100, 9900)
        with socket.socket(socket.AF_INET, kind) as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def mailbox(box):
    return f"m{FIRST_EXTENSION + box}@corp.example"


def merged(base, changes):
    """base with changes, mappings within mappings merged."""
    result = dict(base)
    for key, value in changes.items():
        result[key] = merged(result[key], value) if isinstance(value, dict) and isinstance(result.get(key), dict) else value
    return result


class Stage:
    """Use it in a with statement: whatever it started is ended when that is left."""

    def __init__(self, boxes=100, keep=None):
        self.boxes = boxes
        self.work = pathlib.Path(keep) if keep else pathlib.Path(tempfile.mkdtemp(prefix="voxpost-stage-"))
        self.work.mkdir(parents=True, exist_ok=True)
        self.kept = bool(keep)
        self.running = []
        self.store = self.work / "store"
        self.cache = TREE / "service" / "target" / "bench-cache"
        self.service = self.lab = None
        self.starts = 0

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        self._build()
        subprocess.run([str(TREE / "deploy/bench/speech"), str(self.work)], check=True)
        return self

    def __exit__(self, kind, *_):
        for process in reversed(self.running):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        if kind and kind is not SystemExit:
            for log in sorted(self.work.glob("*.log")):
                lines = log.read_text(errors="replace").splitlines()[-12:]
                print(f"--- {log.name}", *lines, sep="\n", file=sys.stderr)
        if not self.kept:
            shutil.rmtree(self.work, ignore_errors=True)

    def _build(self):
        """The launcher builds what is not built."""
        subprocess.run([str(LAUNCHER), "version"], check=True, stdout=subprocess.DEVNULL, env=self._environment())
        if not (TARGET / "voxpost-demo.jar").is_file():
            raise Failed("the tree is not built: mvn -DskipTests package")

    def _environment(self, **more):
        return {**os.environ, "VOXPOST_CACHE": str(self.cache), "LAB_PASSWORD": "secret", **more}

    def start(self, command, name, **more):
        out = open(self.work / f"{name}.out", "wb")
        log = open(self.work / f"{name}.log", "ab")
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=log, cwd=self.work, env=self._environment(**more))
        out.close(), log.close()
        self.running.append(process)
        return process

    def await_line(self, process, name, word, seconds):
        """The first line of its standard output that begins with a word."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and process.poll() is None:
            for line in (self.work / f"{name}.out").read_text(errors="replace").splitlines():
                if line.startswith(word):
                    return line
            time.sleep(0.02)
        raise Failed(f"{name} " + ("did not get ready" if process.poll() is None else f"ended with {process.returncode}"))

    def start_lab(self, *faults, port=0):
        boxes = [argument for box in range(self.boxes) for argument in ("--mailbox", mailbox(box))]
        ordered = [argument for fault in faults for argument in ("--fault", fault)]
        self.lab = self.start([java(), "-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", f"{TARGET}/voxpost-demo.jar:{TARGET}/lib/*",
                               "org.voxpost.lab.LabMain", "--port", str(port), "--store", str(self.store), *boxes, *ordered], "lab")
        self.ews_url = self.await_line(self.lab, "lab", "ready ", 60 + self.boxes / 40).split()[1]
        self.lab_url = self.ews_url[:self.ews_url.index("/EWS/")]
        self.lab_port = int(self.lab_url.rpartition(":")[2])

    def stop_lab(self):
        """Its port refuses connections from now on; the next one starts empty."""
        self.lab.terminate()
        self.lab.wait(20)
        shutil.rmtree(self.store)

    def order(self, *faults):
        """Replaces the lab's faults. One that refuses connections refuses ours too, and must be bounded for that."""
        for method, body in [("DELETE", None)] + ([("POST", "\n".join(faults).encode())] if faults else []):
            request = urllib.request.Request(self.lab_url + "/lab/faults", data=body, method=method)
            for _ in range(100):
                try:
                    urllib.request.urlopen(request, timeout=10).read()
                    break
                except OSError as refused:
                    if isinstance(refused, urllib.error.HTTPError):
                        raise
                    time.sleep(0.05)
            else:
                raise Failed(f"the lab does not take {method} {faults}")

    def configure(self, changes, greeting="greeting.wav", lamps_at=None):
        self.sip_port, self.http_port = free_port(socket.SOCK_DGRAM), free_port()
        unlimited = {"caller-messages": 0, "caller-bytes": "0 B", "mailbox-messages": 0, "mailbox-bytes": "0 B"}
        base = {
            "exchange": {"ews-url": self.ews_url, "account": {"user": "svc", "password": "${LAB_PASSWORD}"}, "sender": "voicemail@corp.example"},
            "sip": {"listeners": [{"transport": "udp", "port": self.sip_port}], "max-calls": 2500,
                    "peers": [{"name": "bench", "sources": ["127.0.0.1"], "own-numbers": ["8000"], "trust-identity": True,
                               **({"lamps": {"target": f"sip:127.0.0.1:{lamps_at}"}} if lamps_at else {})}]},
            "media": {"first-port": 10000, "last-port": 31999},
            "recording": {"format": "wav-g711"},
            "state": {"directory": str(self.work / "state"), "stop-below": "1 MB", "resume-above": "2 MB"},
            "limits": unlimited,
            "http": {"port": self.http_port},
            "subscribers": [{"mailbox": mailbox(box), "numbers": [str(FIRST_EXTENSION + box)], "greeting": str(self.work / greeting),
                             "missed-calls": False} for box in range(self.boxes)],
        }
        # JSON is YAML
        (self.work / "voxpost.yaml").write_text(json.dumps(merged(base, changes), indent=1))

    def start_service(self, memory=None, crash=None, profile=None, seconds=240):
        """Starts the service as configured, as its launcher does; returns the seconds it took to get ready."""
        options = memory or java_options()
        if crash:
            options += f" -Dvoxpost.crash={crash}"
        if profile:
            options += f" -XX:StartFlightRecording=settings=profile,dumponexit=true,filename={pathlib.Path(profile).resolve()}"
        self.starts += 1
        begun = time.monotonic()
        self.service = self.start([str(LAUNCHER), "run", "--config", str(self.work / "voxpost.yaml")], "service", VOXPOST_JAVA_OPTS=options)
        self.await_line(self.service, "service", "ready", seconds)
        return time.monotonic() - begun

    def kill(self):
        """kill -9; returns the moment (monotonic seconds)."""
        moment = time.monotonic()
        self.service.send_signal(signal.SIGKILL)
        self.service.wait()
        return moment

    def metrics(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http_port}/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        values = {}
        for line in lines:
            if line and not line.startswith("#"):
                name, _, value = line.rpartition(" ")
                values[name] = float(value)
        return values

    def waiting(self):
        """Calls that are up, recordings in progress, and messages that are not delivered yet."""
        values = self.metrics()
        return [int(sum(value for name, value in values.items() if name.startswith(start)))
                for start in ("voxpost_calls_active", "voxpost_recordings_active", "voxpost_spool_")]

    def await_idle(self, seconds, delivered=True):
        """Until nothing waits, twice in a row; messages that are accepted may wait if delivery is not asked for."""
        until = time.monotonic() + seconds
        quiet = 0
        while quiet < 2:
            if time.monotonic() > until:
                raise Failed(f"after {seconds} s still waiting (calls, recordings, messages): {self.waiting()}")
            quiet = quiet + 1 if not any(self.waiting()[:None if delivered else 2]) else 0
            time.sleep(0.25)
