#!/usr/bin/env python3
"""audio.py SPOKEN.wav HEARD.wav [LEAST]: is what was heard a piece of what was spoken?

Reads 16-bit mono WAV (or anything sox can read). Looks for the middle three seconds of HEARD in SPOKEN, then compares all of it, second by
second, each allowed 2 ms of slip. Prints seconds heard, the worst second's and the mean correlation, the difference of level in dB, and
the share of HEARD's energy above 4 kHz. Ends with 1 if the mean is below LEAST (0.9).
"""
import array
import math
import subprocess
import sys

RATE = 16000


def samples(path):
    raw = subprocess.run(["sox", path, "-t", "raw", "-e", "signed", "-b", "16", "-r", str(RATE), "-c", "1", "-"], check=True,
                         capture_output=True).stdout
    return array.array("h", raw)


def envelope(data, step):
    return [math.sqrt(sum(v * v for v in data[i:i + step]) / step) for i in range(0, len(data) - step, step)]


def correlation(a, b):
    product = sum(x * y for x, y in zip(a, b))
    return product / math.sqrt((sum(x * x for x in a) or 1) * (sum(y * y for y in b) or 1))


def best(piece, whole, candidates):
    return max((correlation(piece, whole[lag:lag + len(piece)]), lag) for lag in candidates if 0 <= lag <= len(whole) - len(piece))


def main():
    spoken, heard = samples(sys.argv[1]), samples(sys.argv[2])
    least = float(sys.argv[3]) if len(sys.argv) > 3 else 0.9
    middle = max(0, len(heard) // 2 - 3 * RATE // 2)
    piece = heard[middle:middle + 3 * RATE]
    step = RATE // 100
    _, coarse = best(envelope(piece, step), envelope(spoken, step), range(len(spoken) // step))
    _, found = best(piece[:RATE // 4], spoken, range(coarse * step - 200, coarse * step + 201))
    lag = found - middle  # of HEARD's beginning in SPOKEN
    likeness = []
    for at in range(0, len(heard) - RATE + 1, RATE):
        second = heard[at:at + RATE]
        if max(abs(v) for v in second) < 300 or lag + at < 40 or lag + at + RATE + 40 > len(spoken):
            continue  # nobody speaks, or what was spoken had not begun or was over
        likeness.append(best(second, spoken, range(lag + at - 32, lag + at + 33))[0])
    mean = sum(likeness) / max(1, len(likeness))
    pairs = [(v, spoken[lag + i]) for i, v in enumerate(heard) if 0 <= lag + i < len(spoken)]
    level = 10 * math.log10((sum(v * v for v, _ in pairs) or 1) / (sum(s * s for _, s in pairs) or 1))
    rate = subprocess.run(["soxi", "-r", sys.argv[2]], check=True, capture_output=True, text=True).stdout.strip()
    above = 0.0
    if rate != "8000":
        high = subprocess.run(["sox", sys.argv[2], "-n", "sinc", "4200", "stat"], check=True, capture_output=True, text=True).stderr
        above = next(float(line.split()[-1]) for line in high.splitlines() if line.startswith("RMS     amplitude"))
    print(f"{len(heard) / RATE:.2f} s, {len(likeness)} seconds compared, correlation {mean:.3f} (worst {min(likeness, default=0):.3f}), "
          f"level {level:+.1f} dB, RMS above 4 kHz {above:.4f}")
    return 0 if mean >= least and len(likeness) >= 3 else 1


if __name__ == "__main__":
    sys.exit(main())
