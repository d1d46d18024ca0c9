"""Compares what every caller said with what lies in the mailboxes. It shares nothing with the service: it reads the lab's exported files.

A recording is exact if its G.711 bytes are one straight piece of what its caller sent. Linear WAV counts too: each sample must be what the byte
sent stands for. Everything else is decoded by nobody here and is only counted.
"""

import array
import collections
import dataclasses
import json
import statistics
import struct

from .callers import FRAME

LATE_HIMSELF = 0.15  # a caller who could not keep his own time leaves gaps that the service rightly fills with silence
SILENT_HIMSELF = 4.5  # whose packets stay away for 5 s (recording.silence) has finished, as far as anybody can tell
QUIETEST = bytes(0xFF if byte == 0x7F else byte for byte in range(256))  # µ-law has two zeros; linear audio has one
PROBE = 4 * FRAME


def _linear(byte):
    value = ~byte & 0xFF
    step = (((value & 0x0F) << 3) + 0x84) << ((value & 0x70) >> 4)
    return 0x84 - step if value & 0x80 else step - 0x84


def _ulaw(sample):
    """G.711, 4: the code whose interval holds a 16-bit sample."""
    size = min(abs(sample), 32635) + 0x84
    segment = size.bit_length() - 8
    return ~((sample < 0) << 7 | segment << 4 | size >> segment + 3 & 0x0F) & 0xFF


BY_SAMPLE = {_linear(byte): byte for byte in range(256) if byte != 0x7F}


@dataclasses.dataclass
class Item:
    mailbox: str
    name: str
    caller: str  # the calling number in the item
    audio: bytes | None  # as µ-law, zero always 0xFF; None if it is neither G.711 nor linear WAV
    properties: dict
    stored: float = 0.0  # when the lab had written it (wall clock)


def wav_as_ulaw(data):
    """The audio of a WAV file as µ-law; None if it is something else, or not all of it came from µ-law."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    at, kind, bits = 12, 0, 0
    while at + 8 <= len(data):
        name, size = data[at:at + 4], struct.unpack_from("<I", data, at + 4)[0]
        if name == b"fmt ":
            kind, bits = struct.unpack_from("<H", data, at + 8)[0], struct.unpack_from("<H", data, at + 22)[0]
        if name == b"data":
            body = data[at + 8:at + 8 + size]
            if kind == 7:
                return body.translate(QUIETEST)
            if kind == 1 and bits == 16:
                try:
                    return bytes(map(BY_SAMPLE.__getitem__, array.array("h", body[:len(body) & ~1])))
                except KeyError:
                    return b""
            return None
        at += 8 + size + (size & 1)
    return None


def prompt_as_ulaw(data):
    """A prompt (WAV, linear, 16 bit) as a telephone hears it, without the silence around it."""
    begin = data.index(b"data") + 8
    sound = bytes(map(_ulaw, array.array("h", data[begin:begin + struct.unpack_from("<I", data, begin - 4)[0]])))
    return sound.translate(QUIETEST).strip(b"\xff")


def items(store, known=frozenset()):
    """Every item with an attachment below a lab's --store directory, but those whose names are known."""
    found = []
    for folder in sorted(path for path in store.iterdir() if path.is_dir()) if store.exists() else []:
        for text in sorted(folder.glob("*.json")):
            name = f"{folder.name}/{text.stem}"
            attachments = [file for file in (folder / text.stem).iterdir() if not file.name.startswith(".")] if (folder / text.stem).is_dir() else []
            if name not in known and attachments:
                about = json.loads(text.read_text())
                found.append(Item(folder.name, name, number_in(about), wav_as_ulaw(attachments[0].read_bytes()), about, text.stat().st_mtime))
    return found


def number_in(about):
    """The calling number of an item: PidTagSenderTelephoneNumber (0x6802)."""
    properties = about.get("properties", about)
    for key, value in (properties.items() if isinstance(properties, dict) else []):
        if "SenderTelephoneNumber" in key or "6802" in key:
            return value.get("value", "") if isinstance(value, dict) else str(value)
    return ""


@dataclasses.dataclass
class Verdict:
    """What was found; complaints are what must not be."""

    expected: int = 0
    exact: int = 0
    complaints: list = dataclasses.field(default_factory=list)
    starts: list = dataclasses.field(default_factory=list)  # seconds between the end of the beep and the first recorded sound
    missing_at_end: list = dataclasses.field(default_factory=list)  # seconds sent but not recorded
    cut_off: int = 0  # of calls that were up when the service died
    late_themselves: int = 0
    latest: list = dataclasses.field(default_factory=list)  # of those: when (monotonic seconds) and how late
    told_full: int = 0
    silent_themselves: int = 0

    def complain(self, kind, text):
        self.complaints.append((kind, text))

    def count(self, kind):
        return sum(1 for each, _ in self.complaints if each == kind)

    def add(self, other):
        self.expected += other.expected
        self.exact += other.exact
        self.cut_off += other.cut_off
        self.late_themselves += other.late_themselves
        self.latest += other.latest
        self.told_full += other.told_full
        self.silent_themselves += other.silent_themselves
        self.complaints += other.complaints
        self.starts += other.starts
        self.missing_at_end += other.missing_at_end

    def __str__(self):
        worst = max(self.missing_at_end, default=0)
        kinds = collections.Counter(kind for kind, _ in self.complaints)
        text = f"{self.exact} of {self.expected} exact, at most {worst:.2f} s missing at the end"
        if self.starts:
            text += f", start after the beep {statistics.median(self.starts) * 1000:+.0f} ms (worst {max(self.starts, key=abs) * 1000:+.0f})"
        if self.cut_off:
            text += f", {self.cut_off} of them cut off by its death"
        if self.late_themselves:
            text += f"; {self.late_themselves} callers could not keep time themselves: their beginnings are not judged"
        if self.told_full:
            text += f"; {self.told_full} were told that the mailbox is full"
        if self.silent_themselves:
            text += f"; {self.silent_themselves} callers sent nothing for so long that they were taken to have finished: their ends are not judged"
        return text + "".join(f"; {number} {kind}" for kind, number in sorted(kinds.items()))


class Judge:
    """
    killed       when the service died under the calls (monotonic seconds); None if it did not
    grace        seconds that may be missing at the end of what had been said by then
    start_within seconds between the end of the beep and the first recorded sound; None if that is not looked at
    shortest     seconds of message below which none is expected (hung up at the beep, or died there)
    full         what callers are told whose mailbox is full, as µ-law; None where no mailbox is
    """

    def __init__(self, killed=None, grace=1.0, start_within=None, shortest=2.5, read_audio=True, full=None):
        self.full = full
        self.killed, self.grace, self.start_within, self.shortest, self.read_audio = killed, grace, start_within, shortest, read_audio

    def judge(self, callers, found):
        verdict = Verdict()
        by_probe = {}
        for caller in callers:
            caller.sent = caller.sent.translate(QUIETEST)
            for at in range(0, len(caller.sent) - FRAME + 1, PROBE):  # an item is looked into at as many offsets: one of them is among these
                by_probe.setdefault(caller.sent[at:at + 16], []).append((caller, at))
        of_caller = collections.defaultdict(list)
        by_telephone = {caller.telephone: caller for caller in callers}
        for item in found:
            said_to_be = by_telephone.get(item.caller)
            if item.audio and said_to_be and said_to_be.worst_late > LATE_HIMSELF:
                item.audio = item.audio.lstrip(b"\xff")
            owner = self._speaker(item, by_probe) if self.read_audio else said_to_be
            if owner is None:
                verdict.complain("inexact" if item.audio else "unreadable",
                                 f"{item.name} from {item.caller}: no straight piece of what anybody said ({self._why(item, by_probe)})")
                if said_to_be is not None:
                    of_caller[said_to_be.number].append((item, None))
            else:
                of_caller[owner.number].append((item, self._place(owner, item)))
        for caller in callers:
            self._caller(caller, of_caller[caller.number], verdict)
        return verdict

    @staticmethod
    def _speaker(item, by_probe):
        """Whose voice it is, whatever the item says: the only one who said the whole of it in one piece."""
        if not item.audio:
            return None
        audio = item.audio
        for offset in range(0, min(len(audio) - 16, PROBE)):
            for caller, at in by_probe.get(audio[offset:offset + 16], ()):
                if at >= offset and caller.sent.startswith(audio, at - offset):
                    return caller
        return None

    def _why(self, item, by_probe):
        """A hint for who looks into it."""
        audio = item.audio or b""
        rest = audio.lstrip(b"\xff")
        if rest and self._speaker(dataclasses.replace(item, audio=rest), by_probe):
            return f"{(len(audio) - len(rest)) / 8:.0f} ms of silence, then an exact piece"
        return f"{len(audio)} bytes"

    def _place(self, caller, item):
        if not self.read_audio:
            return 0, 0
        begin = caller.sent.find(item.audio)
        return begin, begin + len(item.audio)

    def _caller(self, caller, got, verdict):
        said = caller.frames if self.killed is None else caller.said_by(self.killed)
        recorded = (said - caller.beep_frame) * FRAME / 8000 if caller.beep_end else 0
        silent = caller.worst_late > SILENT_HIMSELF
        verdict.silent_themselves += silent
        due = caller.status == 200 and recorded >= self.shortest and not silent
        if self.killed is None and caller.status == 200 and not caller.beep_end:
            if self.full and self.full in caller.heard.translate(QUIETEST):
                verdict.told_full += 1
            else:
                verdict.complain("unheard", f"caller {caller.number} heard no beep, and in {len(caller.heard) / 8000:.2f} s not that the mailbox is full")
        verdict.expected += due
        if due and not got:
            verdict.complain("missing", f"caller {caller.number} for {caller.mailbox}: {recorded:.2f} s said after the beep")
        if len(got) > 1:
            verdict.complain("doubled", f"caller {caller.number}: {[item.name for item, _ in got]}")
        for item, place in got[:1]:
            if item.mailbox != caller.mailbox:
                verdict.complain("misplaced", f"caller {caller.number} for {caller.mailbox} lies in {item.mailbox}")
            if item.caller != caller.telephone:
                verdict.complain("mixed up", f"{item.name} says {item.caller}, the voice is {caller.telephone}'s")
            if place is None:
                continue
            if self.read_audio:
                self._piece(caller, said, place, item, verdict)
            verdict.exact += due

    def _piece(self, caller, said, place, item, verdict):
        begin, end = place
        missing = max(0.0, said * FRAME / 8000 - end / 8000)
        silent = caller.worst_late > SILENT_HIMSELF
        verdict.missing_at_end += [] if silent else [missing]
        # who hung up so shortly before the death may not have been accepted yet: he is cut off like those who still talk
        up = self.killed is not None and not (caller.over and caller.last < self.killed - self.grace)
        verdict.cut_off += up
        if missing > (self.grace if up else 0.04) and not silent:
            verdict.complain("cut short", f"{item.name} of caller {caller.number}: {missing:.2f} s missing at the end")
        if caller.beep_end:
            start = begin / 8000 - caller.beep_frame * 0.02
            verdict.starts.append(start)
            if caller.worst_late > LATE_HIMSELF:
                verdict.late_themselves += 1
                verdict.latest.append((caller.worst_at, caller.worst_late))
            elif self.start_within is not None and abs(start) > self.start_within + 0.001:
                verdict.complain("late or early", f"{item.name} of caller {caller.number} begins {start * 1000:+.0f} ms after the beep")
