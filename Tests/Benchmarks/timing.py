"""Runs command lines in rounds and keeps what each took: see measure.py."""
import os, shutil, statistics, subprocess, sys, time


class Command:
    """A command line, what it did in each round, and how much it read.

    `before` and `after` are run around each round and not measured. `status` is what the exit code may be."""

    def __init__(self, name, arguments, *inputs, before=None, after=None, status=(0,), output=None):
        self.name, self.arguments, self.status = name, arguments, status
        self.before, self.after = before, after
        self.megabytes = sum(size(path) for path in inputs) / 1e6
        self.output = output
        self.wall, self.cpu, self.peak = [], [], []

    def run(self):
        if self.before: self.before()
        start = time.monotonic()
        with open(self.output or os.devnull, 'wb') as output:
            process = subprocess.Popen(
                self.arguments, stdout=subprocess.PIPE if self.reads_output else output, stderr=subprocess.PIPE)
            text = process.stdout.read() if self.reads_output else b''
            messages = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
        self.wall.append(time.monotonic() - start)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in self.status:
            sys.exit(f'{self.name} ended with {process.returncode}: {messages[-800:].decode(errors="replace")}')
        self.cpu.append(self.processor_seconds(text, usage))
        self.peak.append(usage.ru_maxrss * 1024)
        if self.after: self.after()

    reads_output = False

    def processor_seconds(self, text, usage):
        """The processor time of the whole process."""
        return usage.ru_utime + usage.ru_stime

    @property
    def median_wall(self): return statistics.median(self.wall)

    @property
    def median_peak(self): return statistics.median(self.peak)

    @property
    def speed(self):
        """MB of input a second."""
        return self.megabytes / self.median_wall

    def row(self, ours=None):
        cpu = statistics.median(self.cpu)
        ratio = f'{ours.speed / self.speed:.1f}' if ours and self.megabytes else (
            f'{self.median_wall / ours.median_wall:.1f}' if ours else '')
        speed = f'{self.speed:.0f}' if self.megabytes else ''
        return (f'| {self.name} | {self.megabytes:.1f} | {self.median_wall:.3f} | {cpu:.3f} | {speed} | '
                f'{self.median_peak / 1e6:.0f} | {ratio} |')


class Reading(Command):
    """read-reports, which measures by itself, without the start of the process."""
    reads_output = True

    def __init__(self, name, program, format_, reports, *paths):
        super().__init__(name, [program, '--rounds', '1', '--from', format_, *paths], *paths)
        self.reports = reports

    def processor_seconds(self, text, usage):
        _, reports, seconds = text.split()
        if int(reports) != self.reports: sys.exit(f'{self.name}: {int(reports)} of {self.reports} reports were read')
        return float(seconds)


class Section:
    """Commands that are compared: the first is ours, the others are its peers; or that are only listed."""

    def __init__(self, title, ours, *peers, compares=True):
        self.title, self.ours, self.peers, self.compares = title, ours, peers, compares

    @property
    def commands(self): return [self.ours, *self.peers]

    def table(self):
        lines = [f'\n{self.title}\n', '| | MB read | wall s | cpu s | MB/s | peak MB | ours is faster × |',
                 '|:--|--:|--:|--:|--:|--:|--:|', self.ours.row()]
        return '\n'.join(lines + [peer.row(self.ours if self.compares else None) for peer in self.peers])


def run_in_rounds(sections, rounds):
    """Every command once a round, in turn, so that whatever else the machine does strikes all alike."""
    commands = list(dict.fromkeys(command for section in sections for command in section.commands))
    for number in range(rounds):
        for command in commands: command.run()
        print(f'round {number + 1} of {rounds}', file=sys.stderr)


def size(path):
    """The bytes of a file, or of all files in a folder."""
    if not os.path.isdir(path): return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


def remove(path):
    if os.path.isdir(path) and not os.path.islink(path): shutil.rmtree(path)
    elif os.path.lexists(path): os.remove(path)
