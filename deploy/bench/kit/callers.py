"""A crowd of callers (deploy/bench/caller.c), compiled when needed, and what each of them says he did."""

import csv
import dataclasses
import pathlib
import subprocess
import tempfile

from . import stage as stages

SOURCE = pathlib.Path(__file__).resolve().parents[1] / "caller.c"
FRAME = 160
PERIOD = 0.02
MOMENT = 0.005  # late packets that come in without such a pause between them have one cause
FIRST_TELEPHONE = 5550000  # as in caller.c


@dataclasses.dataclass
class Caller:
    """One call. Times are monotonic seconds, as time.monotonic() gives them."""

    number: int
    extension: int
    status: int
    answer: float  # INVITE to final answer, by the kernel's receive time; negative: none
    seen: float  # the same until the busy caller came to read it
    first: float
    last: float
    frames: int
    worst_late: float
    worst_at: float
    beep_end: float
    beep_frame: int
    over: bool
    sent: bytes
    heard: bytes = b""  # of one who heard no beep, if asked for (--keep-heard)

    @property
    def telephone(self):
        return f"+1425{FIRST_TELEPHONE + self.number:07d}"

    @property
    def mailbox(self):
        return stages.mailbox(self.extension - stages.FIRST_EXTENSION)

    def said_by(self, moment):
        """How many frames he had sent at a moment."""
        return min(self.frames, max(0, int((moment - self.first) / PERIOD) + 1)) if self.status == 200 else 0


class Crowd:
    """Calls under way. Wait for their end, or stop them."""

    def __init__(self, stage, calls, concurrent, seconds, rate=None, first_number=0, more=()):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="calls-", dir=stage.work))
        self.keeps = "--silent-out" not in more
        program = stage.work / "caller"
        if not program.exists():
            subprocess.run(["gcc", "-O2", "-pthread", "-o", str(program), str(SOURCE)], check=True)
        self.process = subprocess.Popen(
            [str(program), "--target", f"127.0.0.1:{stage.sip_port}", "--speech", str(stage.work / "speech.ulaw"), "--calls", str(calls), "--concurrent",
             str(concurrent), "--secs", str(seconds), "--rate", str(rate or concurrent / seconds), "--first", str(stages.FIRST_EXTENSION), "--boxes",
             str(stage.boxes), "--from", str(first_number), "--out", str(self.directory), *more], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        stage.running.append(self.process)

    def stop(self):
        self.process.terminate()
        self.process.wait(30)

    def under_way(self):
        return self.process.poll() is None

    def callers(self):
        """What came of every call that was begun; the crowd must have ended."""
        with open(self.directory / "calls.csv") as lines:
            return [self._caller(row) for row in csv.DictReader(lines)]

    def pacing(self):
        """How late packets of the service and a bare timer beside it were, and when it was latest: {who: {figure: microseconds}}."""
        with open(self.directory / "pacing.csv") as lines:
            return {row.pop("who"): {key: int(value) for key, value in row.items()} for row in csv.DictReader(lines)}

    def late(self):
        """Moments in which packets of the service were 2 ms late or more: [(monotonic seconds of the first, how many, worst lateness in seconds)]."""
        with open(self.directory / "late.csv") as lines:
            packets = sorted((int(row["at"]) / 1e6, int(row["late"]) / 1e6) for row in csv.DictReader(lines))
        moments = []
        until = 0.0
        for at, late in packets:
            if at > until:
                moments.append((at, 0, 0.0))
            first, count, worst = moments[-1]
            moments[-1] = (first, count + 1, max(worst, late))
            until = at + MOMENT
        return moments

    def _caller(self, row):
        audio, heard = (self.directory / f"{row['number']}.{kind}" for kind in ("ulaw", "heard"))
        micro = {key: int(row[key]) / 1e6 for key in ("answer", "seen", "first", "last", "worst_late", "worst_at", "beep_end")}
        return Caller(int(row["number"]), int(row["extension"]), int(row["status"]), frames=int(row["frames"]), beep_frame=int(row["beep_frame"]),
                      over=row["over"] == "1", sent=audio.read_bytes() if self.keeps and audio.exists() else b"",
                      heard=heard.read_bytes() if heard.exists() else b"", **micro)
