#!/usr/bin/env python3
"""Generates reports and measures, in several rounds, our commands and others on the same data.

  measure.py BIN SCHEMAS WORK [--reports N] [--rounds N] [--only TEXT] [--no-growth]

Shown are medians of the rounds: the wall clock, the processor time (user and system, all threads), the
peak of the resident memory, MB (10^6 bytes) of input a second, and how many times as much a second our
command reads as the peer. A peer that would take too long gets a tenth or a hundredth of the reports, as
its name says; the ratio is that of MB a second all the same. Nothing is asserted."""
import argparse, os, subprocess, sys
from timing import Command, Reading, Section, remove, run_in_rounds

JSON_LOADS = 'import json,sys\nfor line in open(sys.argv[1], "rb"): json.loads(line)'
DUCKDB = ('import duckdb, sys\n'
          'duckdb.sql("set threads=2")\n'
          'print(duckdb.sql(f"select count(*), count(distinct report), max(value) from '
          'read_csv(\'{sys.argv[1]}\', header=true, all_varchar=true)").fetchall())')
NARRATIVE = '5000'


class Data:
    """The reports as files of every kind that is read; made when they are first asked for."""

    def __init__(self, bin_, work):
        self.bin, self.work = bin_, work
        self.nianbao = f'{bin_}/nianbao'

    def made(self, name, make):
        path = f'{self.work}/{name}'
        if not os.path.exists(path):
            unfinished = f'{self.work}/unfinished-{name}'
            remove(unfinished)
            make(unfinished)
            os.rename(unfinished, path)
        return path

    def generated(self, count, format_, *folder):
        def make(path):
            subprocess.run([f'{self.bin}/generate-reports', '--count', str(count), '--plain', '--narrative', NARRATIVE,
                            '--density', '1', '--to', format_, *folder, path], check=True)
        return self.made(f'{count}-{format_}' if folder else f'{count}.{format_}', make)

    def ndjson(self, count): return self.generated(count, 'ndjson')
    def xml(self, count): return self.generated(count, 'xml')
    def xml_files(self, count): return self.generated(count, 'xml', '--folder')

    def converted(self, count, name, to, *options):
        def make(path):
            subprocess.run([self.nianbao, 'convert', self.ndjson(count), '--to', to, '-o', path, '--quiet', *options], check=True)
        return self.made(name, make)

    def package(self, count): return self.converted(count, f'{count}-package', 'csv')
    def bundle(self, count): return self.converted(count, f'{count}.bundle.zip', 'bundle')

    def bag(self, count):
        def make(path): subprocess.run([self.nianbao, 'bundle', 'unpack', self.bundle(count), '-o', path, '--quiet'], check=True)
        return self.made(f'{count}-bag', make)

    def one_document(self, count):
        """All reports in one JSON document, as flatten-tool reads them."""
        def make(path):
            with open(self.ndjson(count), encoding='utf-8') as lines, open(path, 'w', encoding='utf-8') as file:
                # A line at a time: a process that is started begins with the peak of the one that starts it.
                for number, line in enumerate(lines): file.write((',' if number else '{"reports":[') + line)
                file.write(']}')
        return self.made(f'{count}.json', make)


def sections(data, schemas, count):
    tenth, hundredth = max(1, count // 10), max(1, count // 100)
    nianbao, reader, work = data.nianbao, f'{data.bin}/read-reports', data.work
    python = sys.executable

    def convert(source, to, output):
        target = f'{work}/out-{output}'
        return Command(f'nianbao convert --to {to}', [nianbao, 'convert', source, '--to', to, '-o', target, '--quiet'],
                       source, before=lambda: remove(target))

    def ours(name, *arguments, inputs, before=None):
        return Command(name, [nianbao, *arguments, '--quiet'], *inputs, before=before)

    xml, ndjson, files, bundle = data.xml(count), data.ndjson(count), data.xml_files(count), data.bundle(count)
    batch = f'{schemas}/xsd/batch.xsd'
    yield Section(
        'XML batch to NDJSON, every check; peers only validate', convert(xml, 'ndjson', 'x.ndjson'),
        Command('xmllint --stream --noout --schema', ['xmllint', '--stream', '--noout', '--nonet', '--schema', batch, xml], xml),
        Command('xmlschema-validate --lazy, a hundredth', ['xmlschema-validate', '--lazy', '--schema', batch, data.xml(hundredth)],
                data.xml(hundredth)))
    yield Section(
        'NDJSON to NDJSON, every check', convert(ndjson, 'ndjson', 'n.ndjson'),
        Command('jq -c (no check)', ['jq', '-c', '.', ndjson], ndjson, output=f'{work}/out-jq'),
        Command('Python json.loads a line (no check)', [python, '-c', JSON_LOADS, ndjson], ndjson))
    yield Section('NDJSON to XML', convert(ndjson, 'xml', 'n.xml'))
    small, flat = data.one_document(tenth), f'{work}/out-flat'
    yield Section(
        'NDJSON to CSV', convert(ndjson, 'csv', 'package'),
        Command('flatten-tool flatten, a tenth',
                ['flatten-tool', 'flatten', small, '--root-list-path', 'reports', '-f', 'csv', '-o', flat], small,
                before=lambda: remove(flat)))
    package, small_package = data.package(count), data.package(hundredth)
    yield Section(
        'Reading a Data Package, every check', convert(package, 'ndjson', 'p.ndjson'),
        Command('frictionless validate, a hundredth', ['frictionless', 'validate', f'{small_package}/datapackage.json'],
                small_package, status=(0, 1)),
        Command('DuckDB, one pass over cells.csv, 2 threads (no check)', [python, '-c', DUCKDB, f'{package}/cells.csv'],
                f'{package}/cells.csv'))
    yield Section('Checking by the rules', Command('nianbao validate', [nianbao, 'validate', ndjson, '--quiet'], ndjson, status=(0, 1)))

    packed, zipped, zipped_bag, copy = (f'{work}/out{end}' for end in ('.bundle.zip', '.zip', '-bag.zip', '-bag'))

    def copy_files():
        remove(copy)
        subprocess.run(['cp', '-r', files, copy], check=True)

    yield Section(
        'Packing files of one report each',
        ours('nianbao bundle pack', 'bundle', 'pack', files, '-o', packed, inputs=[files], before=lambda: remove(packed)),
        Command('zip -q -r', ['zip', '-q', '-r', zipped, files], files, before=lambda: remove(zipped)),
        Command('bagit.py, then zip -q -r',
                ['sh', '-c', 'bagit.py --quiet --sha256 "$1" && zip -q -r "$2" "$1"', 'sh', copy, zipped_bag], files,
                before=lambda: (remove(zipped_bag), copy_files())))
    bag = data.bag(count)
    verified = ours('nianbao bundle verify', 'bundle', 'verify', bundle, inputs=[bag])
    yield Section('Verifying digests (MB of the bag)', verified,
                  ours('nianbao bundle verify, the bag unpacked', 'bundle', 'verify', bag, inputs=[bag]),
                  Command('bagit.py --validate', ['bagit.py', '--quiet', '--validate', bag], bag))
    listing = subprocess.run([nianbao, 'bundle', 'list', bundle], check=True, capture_output=True, text=True).stdout
    identifier = listing.splitlines()[-1].split()[0]
    inner = subprocess.run(['unzip', '-Z1', bundle, f'*{identifier}*'], capture_output=True, text=True).stdout.split()[0]
    yield Section(f'One report out of {count}',
                  ours('nianbao bundle extract', 'bundle', 'extract', bundle, identifier, '-o', f'{work}/out-one', inputs=[],
                       before=lambda: remove(f'{work}/out-one')),
                  Command('unzip -p', ['unzip', '-p', bundle, inner]))
    yield Section('Reading on one thread, every check (start of the process left out of cpu s)',
                  Reading('ndjson', reader, 'ndjson', count, ndjson), Reading('xml', reader, 'xml', count, xml), compares=False)


def tenfold(data, count):
    """What we do with many, with ten times as many: in the order of GROWTH."""
    # So many are generated once, in one format, and put into the others by us.
    count *= 10
    ndjson, xml = data.ndjson(count), data.converted(count, f'{count}.xml', 'xml')
    bundle, files = data.bundle(count), f'{data.bag(count)}/data/reports'

    def ours(name, source, *arguments, end=None):
        if end is None: return Command(name, [data.nianbao, *arguments, '--quiet'], source)
        target = f'{data.work}/out-many{end}'
        clear = lambda: remove(target)
        return Command(name, [data.nianbao, *arguments, '-o', target, '--quiet'], source, before=clear, after=clear)

    def convert(source, to, end):
        return ours(f'nianbao convert --to {to}', source, 'convert', source, '--to', to, end=end)

    return Section(
        f'The same with {count} reports, one round',
        convert(xml, 'ndjson', '.ndjson'), convert(ndjson, 'xml', '.xml'), convert(ndjson, 'csv', ''),
        ours('nianbao bundle pack', files, 'bundle', 'pack', files, end='.bundle.zip'),
        ours('nianbao bundle verify', bundle, 'bundle', 'verify', bundle), compares=False)


GROWTH = ('XML batch to NDJSON', 'NDJSON to XML', 'NDJSON to CSV', 'Packing', 'Verifying')


def print_growth(chosen, many, count):
    print()
    for title, command in zip(GROWTH, many.commands):
        one = next(section.ours for section in chosen if section.title.startswith(title))
        growth = (command.median_peak - one.median_peak) / (9 * count)
        print(f'{title}: 10 times the reports take {command.median_wall / one.median_wall:.1f} times as long; '
              f'the peak grows by {growth:.1f} bytes a report')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('bin', 'schemas', 'work'): parser.add_argument(name)
    parser.add_argument('--reports', type=int, default=20000)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--only', default='', help='the sections whose title holds this text')
    parser.add_argument('--no-growth', action='store_true',
                        help='without ten times as many reports, which take some 60 KB of disk each')
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    chosen = [section for section in sections(Data(options.bin, options.work), options.schemas, options.reports)
              if options.only in section.title]
    run_in_rounds(chosen, options.rounds)
    for section in chosen: print(section.table())
    work = options.work
    if any(section.title.startswith('Packing') for section in chosen):
        ours, plain, bag = (os.path.getsize(f'{work}/out{end}') / 1e6 for end in ('.bundle.zip', '.zip', '-bag.zip'))
        print(f'\nPacking: our bundle has {ours:.2f} MB, {ours / plain:.3f} times what zip makes of the files alone '
              f'({plain:.2f}), {ours / bag:.3f} times what it makes of the bag of bagit.py ({bag:.2f})')
    if options.only or options.no_growth: return
    data = Data(options.bin, work)
    many = tenfold(data, options.reports)
    run_in_rounds([many], 1)
    print(many.table())
    print_growth(chosen, many, options.reports)


main()
