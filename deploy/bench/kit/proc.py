"""Figures of processes and of the machine, from /proc."""

import os

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    """User and system time of a process so far, in seconds, all its threads together."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def thread_seconds(pid):
    """CPU seconds of each thread so far: {(tid, name): seconds}."""
    threads = {}
    for tid in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{tid}/stat") as stat:
                head, tail = stat.read().rsplit(")", 1)
        except OSError:
            continue
        fields = tail.split()
        threads[tid, head.split("(", 1)[1]] = (int(fields[11]) + int(fields[12])) / TICKS
    return threads


def status(pid, *keys):
    """Numbers of /proc/PID/status, for example VmRSS (kB) or Threads."""
    found = {}
    with open(f"/proc/{pid}/status") as lines:
        for line in lines:
            key, _, value = line.partition(":")
            if key in keys:
                found[key] = int(value.split()[0])
    return [found.get(key, 0) for key in keys]


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def busy_and_total():
    """Seconds all cores together have worked, and have had, since the machine started."""
    with open("/proc/stat") as stat:
        fields = [int(field) for field in stat.readline().split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICKS, sum(fields) / TICKS


class Meter:
    """What a process costs from one moment to another, and how busy the machine was with other things meanwhile."""

    def __init__(self, pid):
        self.pid = pid
        self.peak_rss_kb = self.peak_threads = self.peak_descriptors = 0
        self.begin()

    def begin(self):
        self.cpu = cpu_seconds(self.pid)
        self.machine = busy_and_total()
        self.threads = thread_seconds(self.pid)
        self.threads_then = None
        self.samples = []

    def look(self):
        rss, threads = status(self.pid, "VmRSS", "Threads")
        self.peak_rss_kb = max(self.peak_rss_kb, rss)
        self.peak_threads = max(self.peak_threads, threads)
        opened = descriptors(self.pid)
        self.peak_descriptors = max(self.peak_descriptors, opened)
        self.samples.append((rss / 1024, threads, opened))

    def growth(self):
        """How much more of resident MB, threads and descriptors there was in the last quarter than in the second, on average."""
        quarter = len(self.samples) // 4
        if not quarter:
            return 0.0, 0.0, 0.0
        before, after = self.samples[quarter:2 * quarter], self.samples[-quarter:]
        return tuple((sum(each[i] for each in after) - sum(each[i] for each in before)) / quarter for i in range(3))

    def cpu_used(self):
        return cpu_seconds(self.pid) - self.cpu

    def machine_load(self):
        """Cores busy on average with everything: the bench itself, and whatever else runs on the machine."""
        busy, total = busy_and_total()
        elapsed = (total - self.machine[1]) / os.cpu_count()
        return (busy - self.machine[0]) / elapsed if elapsed else 0.0

    def end(self):
        """Nothing after this counts for threads_used, which otherwise counts until it is asked."""
        self.threads_then = thread_seconds(self.pid)

    def threads_used(self, most=12):
        """The costliest threads between beginning and end, by name without its number: [(seconds, name)]."""
        by_name = {}
        for key, seconds in (self.threads_then or thread_seconds(self.pid)).items():
            name = key[1].rstrip("0123456789-# ")
            by_name[name] = by_name.get(name, 0) + seconds - self.threads.get(key, 0)
        return sorted(((seconds, name) for name, seconds in by_name.items() if seconds > 0.005), reverse=True)[:most]
