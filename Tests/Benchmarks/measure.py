#!/usr/bin/env python3
"""Generates reports and measures, in several rounds, our commands and others on the same data.

  measure.py BIN SCHEMAS WORK [--reports N] [--rounds N]

Processor time is that of the
whole process, but for read-reports, which leaves out its start. In a round every command runs once, in turn, so that whatever else the machine does strikes all alike;
shown are medians. MB are 10^6 bytes of input."""
import argparse, os, statistics, subprocess, sys, time

JSON_LOADS = 'import json,sys\nfor line in open(sys.argv[1], "rb"): json.loads(line)'
ITERPARSE = ('import sys, xml.etree.ElementTree as E\n'
             'for _, e in E.iterparse(sys.argv[1]):\n'
             '  if e.tag.endswith("}report"): e.clear()')


class Command:
    """A command line, what it did in each round, and how much it read."""

    def __init__(self, name, arguments, *inputs):
        self.name, self.arguments = name, arguments
        self.megabytes = sum(os.path.getsize(path) for path in inputs) / 1e6
        self.wall, self.cpu, self.peak = [], [], []

    def run(self):
        start = time.monotonic()
        process = subprocess.Popen(self.arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        messages = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        self.wall.append(time.monotonic() - start)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode: sys.exit(f'{self.name} failed: {messages[-500:].decode(errors="replace")}')
        self.cpu.append(self.processor_seconds(messages, usage))
        self.peak.append(usage.ru_maxrss * 1024)

    def processor_seconds(self, messages, usage):
        """The processor time of the whole process."""
        return usage.ru_utime + usage.ru_stime

    def row(self, ours=None):
        wall, cpu, peak = (statistics.median(x) for x in (self.wall, self.cpu, self.peak))
        ratio = f'{cpu / statistics.median(ours.cpu):5.1f}' if ours else ''
        return (f'{self.name:<44} {self.megabytes:7.1f} {wall:7.2f} {self.megabytes / wall:7.0f} '
                f'{cpu:7.2f} {self.megabytes / cpu:7.0f} {peak / 1e6:8.1f} {ratio:>7}')


class Reading(Command):
    """read-reports, which measures by itself, without the start of the process."""

    def __init__(self, program, format_, reports, *paths):
        super().__init__(f'read-reports, {format_}', [program, '--rounds', '1', '--from', format_, *paths], *paths)
        self.reports = reports

    def processor_seconds(self, messages, usage):
        bytes_, reports, seconds = messages.split()
        if int(reports) != self.reports: sys.exit(f'{self.name}: {int(reports)} of {self.reports} reports were read')
        return float(seconds)


HEADER = f'{"":<44} {"MB":>7} {"wall s":>7} {"MB/s":>7} {"cpu s":>7} {"MB/s":>7} {"peak MB":>8} {"ratio":>7}'


def main():
    parser = argparse.ArgumentParser()
    for name in ('bin', 'schemas', 'work'): parser.add_argument(name)
    parser.add_argument('--reports', type=int, default=20000)
    parser.add_argument('--rounds', type=int, default=3)
    options = parser.parse_args()
    schemas, work, bin_ = options.schemas, options.work, options.bin
    os.makedirs(work, exist_ok=True)
    few, many = max(1, options.reports // 10), options.reports
    nianbao, read_reports = f'{bin_}/nianbao', f'{bin_}/read-reports'

    def data(count, format_, *folder):
        path = f'{work}/{count}.{format_}' if not folder else f'{work}/{count}'
        kind = ['--plain', '--narrative', '5000', '--density', '1']
        if not (folder and os.path.isdir(path)):
            subprocess.run([f'{bin_}/generate-reports', '--count', str(count), *kind, '--to', format_, *folder, path], check=True)
        return path

    xml = {count: data(count, 'xml') for count in (few, many)}
    ndjson = {count: data(count, 'ndjson') for count in (few, many)}
    folder = data(few, 'json', '--folder')
    documents = [f'{folder}/{name}' for name in sorted(os.listdir(folder))][:2000]

    def convert(count, inputs, to):
        return Command(f'nianbao convert, {count} reports to {to}',
                       [nianbao, 'convert', inputs[count], '--to', to, '-o', f'{work}/out.{to}', '--quiet'], inputs[count])

    to_ndjson = {count: convert(count, xml, 'ndjson') for count in (few, many)}
    to_xml = {count: convert(count, ndjson, 'xml') for count in (few, many)}
    ours_json, ours_xml = Reading(read_reports, 'ndjson', many, ndjson[many]), Reading(read_reports, 'xml', many, xml[many])
    documents_json = Reading(read_reports, 'json', len(documents), *documents)
    loads = Command('Python json.loads a line (no check of reports)', [sys.executable, '-c', JSON_LOADS, ndjson[many]], ndjson[many])
    xmllint = Command('xmllint --stream --noout --schema',
                      ['xmllint', '--stream', '--noout', '--nonet', '--schema', f'{schemas}/xsd/batch.xsd', xml[many]], xml[many])
    iterparse = Command('Python xml.etree iterparse (no schema)', [sys.executable, '-c', ITERPARSE, xml[many]], xml[many])
    commands = [ours_json, documents_json, loads, ours_xml, xmllint, iterparse, *to_ndjson.values(), *to_xml.values()]
    for number in range(options.rounds):
        for command in commands: command.run()
        print(f'round {number + 1} of {options.rounds}', file=sys.stderr)

    print(f'\nReading, one thread, every check; ratio: processor time of the other to ours\n{HEADER}')
    for command, ours in ((ours_json, None), (documents_json, None), (loads, ours_json),
                          (ours_xml, None), (xmllint, ours_xml), (iterparse, ours_xml)): print(command.row(ours))
    print(f'\nConverting\n{HEADER}')
    for pair in (to_ndjson, to_xml):
        for command in pair.values(): print(command.row())
    print()
    for name, pair in (('XML to NDJSON', to_ndjson), ('NDJSON to XML', to_xml)):
        peaks = [statistics.median(pair[count].peak) for count in (few, many)]
        print(f'{name}: peak memory grows by {(peaks[1] - peaks[0]) / (many - few):.1f} bytes a report')


main()
