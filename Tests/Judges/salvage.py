#!/usr/bin/env python3
"""Damages bundles at random and looks at what `nianbao bundle salvage` brings back: every report whose own
bytes are as they were, and nothing that was not in the bundle.

  salvage.py NIANBAO BUNDLE WORK COUNT [SEED]

NIANBAO is the built command, BUNDLE a sound bundle (.bundle.zip or .bundle.tar.gz), WORK a folder to work in,
COUNT how many damages to do. Which reports are intact is found out here from the undamaged bundle by Python's
own readers. At the end a table shows what other archivers get out of some of the damaged containers. Exits
with 1 for any report that is lost, false, or wrongly called lost."""
import io, os, random, shutil, subprocess, sys, tarfile, zipfile, zlib

REPORTS = 'bundle/data/reports/'


def extents_of_zip(data):
    """(begin, end) of every entry with its local header, by name, and the contents."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    extents, contents = {}, {}
    for entry in archive.infolist():
        begin = entry.header_offset
        name, extra = (int.from_bytes(data[begin + at:begin + at + 2], 'little') for at in (26, 28))
        extents[entry.filename] = begin, begin + 30 + name + extra + entry.compress_size
        contents[entry.filename] = archive.read(entry)
    return extents, contents


def extents_of_tar(data):
    """The same of a tar.gz whose files are gzip members of their own."""
    extents, contents = {}, {}
    begin = 0
    while begin < len(data):
        inflater = zlib.decompressobj(31)
        member = inflater.decompress(data[begin:])
        end = len(data) - len(inflater.unused_data)
        archive = tarfile.open(fileobj=io.BytesIO(member + bytes(1024)))
        for entry in archive.getmembers():
            extents[entry.name] = begin, end
            contents[entry.name] = archive.extractfile(entry).read()
        begin = end
    return extents, contents


def harm(data, chance):
    """What was done, and the damaged bytes."""
    kind = chance.choice(['cut', 'end', 'flips', 'zeros', 'zeros and cut'])
    harmed = bytearray(data)
    if kind == 'flips':
        for _ in range(chance.choice([1, 3, 30, 300])): harmed[chance.randrange(len(harmed))] ^= chance.randrange(1, 256)
    if kind == 'end':
        begin = len(data) - chance.randrange(1, len(data) // 5)
        harmed[begin:] = bytes(chance.randrange(256) for _ in range(len(data) - begin))
    if kind.startswith('zeros'):
        begin = chance.randrange(len(data))
        count = min(chance.choice([1, 100, 5000, 100000]), len(data) - begin)
        harmed[begin:begin + count] = bytes(count)
    if kind.endswith('cut'): del harmed[chance.randrange(1, len(harmed)):]
    return kind, bytes(harmed)


def reports_in(path):
    """The reports of a sound bundle, by Python's own readers."""
    extents = extents_of_zip if path.endswith('.zip') else extents_of_tar
    contents = extents(open(path, 'rb').read())[1]
    return {name: content for name, content in contents.items() if name.startswith(REPORTS)}


class Judge:
    def __init__(self, nianbao, bundle, work):
        self.nianbao, self.work = nianbao, work
        self.suffix = '.bundle.zip' if bundle.endswith('.zip') else '.bundle.tar.gz'
        self.data = open(bundle, 'rb').read()
        extents = extents_of_zip if bundle.endswith('.zip') else extents_of_tar
        self.extents, contents = extents(self.data)
        self.reports = {name: content for name, content in contents.items() if name.startswith(REPORTS)}
        self.witnesses = [name for name in contents if name.endswith(('/manifest-sha256.txt', '/index.ndjson'))]
        self.broken, self.rescued, self.losses = (f'{work}/{name}' for name in (
            f'broken{self.suffix}', f'rescued{self.suffix}', 'losses.txt'))

    def is_intact(self, name, harmed):
        begin, end = self.extents[name]
        return harmed[begin:end] == self.data[begin:end]

    def rescue(self, harmed):
        """What comes back of the reports, and what is called lost."""
        for path in (self.rescued, self.losses):
            if os.path.exists(path): os.remove(path)
        open(self.broken, 'wb').write(harmed)
        process = subprocess.run(
            [self.nianbao, 'bundle', 'salvage', self.broken, '-o', self.rescued, '--losses', self.losses, '--quiet'],
            capture_output=True, text=True)
        if process.returncode not in (0, 1, 2): sys.exit(f'salvage ended with {process.returncode}: {process.stderr[-500:]}')
        found = reports_in(self.rescued) if os.path.exists(self.rescued) else {}
        lines = open(self.losses, encoding='utf-8').read().splitlines() if os.path.exists(self.losses) else []
        return found, {'bundle/' + line.split('\t')[1] for line in lines if '\t' in line}

    def check(self, number, chance):
        kind, harmed = harm(self.data, chance)
        found, lost = self.rescue(harmed)
        intact = {name for name in self.reports if self.is_intact(name, harmed)}
        complaints = [
            ('intact, and not rescued', intact - set(found)),
            ('false', {name for name, content in found.items() if self.reports.get(name) != content}),
            ('rescued, and called lost', lost & set(found))]
        if any(self.is_intact(name, harmed) for name in self.witnesses):
            complaints.append(('lost without a word', set(self.reports) - set(found) - lost))
        for complaint, names in complaints:
            if names:
                shutil.copy(self.broken, f'{self.work}/complaint-{number}{self.suffix}')
                sys.exit(f'{kind} ({number}): {len(names)} reports {complaint}, such as {sorted(names)[0]}')
        return kind, len(intact), len(found)

    def others(self, name, harmed):
        """What other archivers get out: how many reports are whole, and how many are there and wrong."""
        folder, fixed = f'{self.work}/theirs', f'{self.work}/fixed.zip'
        if self.suffix.endswith('zip'):
            commands = {
                'unzip': f'unzip -qq -o "{self.broken}" -d "{folder}"',
                '7z x': f'7z x -y -bd -o"{folder}" "{self.broken}"',
                'zip -FF, unzip': f'rm -f "{fixed}"; yes | zip -q -FF "{self.broken}" --out "{fixed}"; '
                                  f'unzip -qq -o "{fixed}" -d "{folder}"',
                'bsdtar -x': f'mkdir -p "{folder}"; bsdtar -xf "{self.broken}" -C "{folder}"'}
        else:
            commands = {
                'tar -xz': f'mkdir -p "{folder}"; tar -xzf "{self.broken}" -C "{folder}"',
                '7z, tar': f'mkdir -p "{folder}"; 7z x -so "{self.broken}" | tar -x -C "{folder}"',
                'bsdtar -x': f'mkdir -p "{folder}"; bsdtar -xf "{self.broken}" -C "{folder}"'}
        found, _ = self.rescue(harmed)
        row = {'nianbao': f'{len(found)}'}
        for program, command in commands.items():
            if any(shutil.which(word) is None for word in program.replace(',', '').split() if not word.startswith('-') and word != 'x'):
                row[program] = 'not here'
                continue
            shutil.rmtree(folder, ignore_errors=True)
            try:
                subprocess.run(['bash', '-c', command], stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
            except subprocess.TimeoutExpired:
                pass
            whole = wrong = 0
            for report, content in self.reports.items():
                path = f'{folder}/{report}'
                if os.path.isfile(path):
                    if open(path, 'rb').read() == content: whole += 1
                    else: wrong += 1
            row[program] = f'{whole}' + (f' and {wrong} wrong' if wrong else '')
        return name, row

    def compare(self):
        size = len(self.data)
        names = sorted(self.reports)
        middle = self.extents[names[len(names) // 2]][0]
        examples = {
            'cut in the middle': self.data[:size // 2],
            '20 bytes at the end are zeros': self.data[:-20] + bytes(20),
            'one byte flipped': self.data[:middle + 200] + bytes([self.data[middle + 200] ^ 1]) + self.data[middle + 201:],
            'a twentieth is zeros': self.data[:size // 3] + bytes(size // 20) + self.data[size // 3 + size // 20:],
            'the first 1000 bytes are gone': self.data[1000:]}
        rows = [self.others(name, harmed) for name, harmed in examples.items()]
        programs = list(rows[0][1])
        print(f'| {self.suffix[1:]} of {len(self.reports)} reports | ' + ' | '.join(programs) + ' |')
        print('| --- ' * (len(programs) + 1) + '|')
        for name, row in rows: print(f'| {name} | ' + ' | '.join(row[program] for program in programs) + ' |')


def main():
    nianbao, bundle, work, count = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    seed = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    os.makedirs(work, exist_ok=True)
    judge, chance = Judge(nianbao, bundle, work), random.Random(seed)
    intact = found = 0
    for number in range(count):
        _, whole, rescued = judge.check(number, chance)
        intact, found = intact + whole, found + rescued
    print(f'{count} damages of {os.path.basename(bundle)}, {len(judge.reports)} reports: '
          f'{intact} were intact, {found} came back, none of them false')
    judge.compare()


main()
