#!/usr/bin/env python3
"""Lets frictionless and DuckDB look at data packages, and puts the reports together again from
nothing but Python's own CSV reader.

  packages.py PACKAGE-FOLDER PACKAGE.zip REPORTS.ndjson

Both packages hold the reports of the NDJSON file. frictionless must have no complaint about either
(schemas, keys, bytes, hashes), and must have one about a copy in which one digit is another. DuckDB
must read cells.csv by the declared types, and agree on count and sum of the numbers. Exits with 1 on
any complaint."""
import csv, json, os, shutil, sys, tempfile, zipfile
from decimal import Decimal
import duckdb
from frictionless import Package

csv.field_size_limit(1 << 30)
failures = []


def complain(text):
    failures.append(text)
    print('COMPLAINT:', text)


def complaints(path):
    """What frictionless says of the package at `path`."""
    report = Package(path).validate()
    return [str(e) for e in report.errors] + [e.message for task in report.tasks for e in task.errors]


def tables(folder):
    """The rows of every resource, as dictionaries, by the names, paths and encodings declared."""
    with open(f'{folder}/datapackage.json', encoding='utf-8') as file: package = json.load(file)
    found = {}
    for resource in package['resources']:
        names = [field['name'] for field in resource['schema']['fields']]
        with open(f"{folder}/{resource['path']}", encoding=resource['encoding'], newline='') as file:
            header, *rows = csv.reader(file, strict=True)
        if header != names: complain(f"{folder}: header of {resource['name']} is {header}")
        found[resource['name']] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def grouped(rows, *keys):
    groups = {}
    for row in rows: groups.setdefault(tuple(row[key] for key in keys), []).append(row)
    return groups


def report(row, parts):
    """A report as JSON has it, from the rows of its tables."""
    here = lambda name, *more: parts[name].get((row['report'], *more), [])
    filled = lambda pairs: {name: value for name, value in pairs if value != ''}
    made = filled([('id', row['report']), ('edition', row['edition']), ('year', row['year']),
                   ('title', row['title']), ('issueDate', row['issueDate'])])
    agency = filled([('name', row['agency'])]
                    + [(name, row[name]) for name in ('creditCode', 'divisionCode', 'level', 'parent')])
    source = filled([(name[6:].lower(), row[name]) for name in ('sourceName', 'sourceDigest', 'sourceReader')])
    sections = []
    for line in here('narrative'):
        if line['kind'] == 'section':
            sections.append((filled([('code', line['code']), ('title', line['text'])]), []))
            continue
        if line['kind'] == 'table':
            cells = here('narrative-tables', line['section'], line['block'])
            block = {'table': [[c['text'] for c in r] for r in grouped(cells, 'row').values()]}
        else:
            block = {line['kind']: line['text']}
            if line['kind'] == 'heading': block['level'] = line['level']
        sections[-1][1].append(block)
    for section, blocks in sections:
        if blocks: section['blocks'] = blocks
    cells = {}
    for line in here('cells'):
        value = line['value'] or None
        if line['unit'] == 'unknown': value = {'value': value, 'unit': 'unknown'}
        cells.setdefault(line['table'], {}).setdefault(line['row'], {})[line['column']] = value
    extras = []
    for line in here('extras'):
        extra = filled((name, line[name]) for name in line if name not in ('report', 'position'))
        texts = [text['text'] for text in here('extra-texts', line['position'])]
        if texts: extra['texts'] = texts
        extras.append(extra)
    publication = [{'label': line['label'], 'value': line['value']} for line in here('publication')]
    for name, part in [('agency', agency), ('source', source), ('narrative', [s for s, _ in sections]),
                       ('tables', cells), ('extras', extras), ('publication', publication)]:
        if part: made[name] = part
    return made


def compare(folder, ndjson):
    rows = tables(folder)
    keys = {'narrative-tables': ('report', 'section', 'block'), 'extra-texts': ('report', 'extra')}
    parts = {name: grouped(table, *keys.get(name, ('report',))) for name, table in rows.items()
             if name != 'labels'}
    with open(ndjson, encoding='utf-8', newline='\n') as file:
        expected = [json.loads(line, parse_int=str, parse_float=str) for line in file]
    found = [report(row, parts) for row in rows['reports']]
    if len(found) != len(expected) or not found: complain(f'{folder}: {len(found)} reports of {len(expected)}')
    for one, other in zip(found, expected):
        if one != other: complain(f"{folder}: {one['id']} is another")
    codes = ('edition', 'table', 'row', 'column')
    labels = {tuple(row[code] for code in codes): row for row in rows['labels']}
    for row in rows['cells']:
        if row['state'] != {'': 'blank', '/': 'notApplicable'}.get(row['value'], 'number'):
            complain(f"{folder}: state {row['state']} of {row['value']}")
        label = labels.get(tuple(row[code] for code in codes), {})
        if not label.get('chinese') or not label.get('english', '').isascii(): complain(f'{folder}: no label: {row}')
        if row['unit'] == '万元' and label['unit'] not in ('万元', ''): complain(f'{folder}: unit of {label}')
    paths = [(row['edition'], row[language]) for row in rows['labels'] for language in ('chinese', 'english')]
    if len(set(paths)) != len(paths): complain(f'{folder}: two cells have the same labels')
    numbers = [Decimal(row['value']) for row in rows['cells'] if row['value'] not in ('', '/')]
    types = {'year': 'SMALLINT', 'value': 'DECIMAL(21, 6)'}
    count, total = duckdb.sql(
        "SELECT count(value), sum(value) FROM read_csv($1, header = true, delim = ',', quote = '\"', escape = '\"',"
        " nullstr = ['', '/'], all_varchar = false, types = $2, max_line_size = 100000000)",
        params=[f"{folder}/cells.csv", types]).fetchall()[0]
    if (count, total or 0) != (len(numbers), sum(numbers)): complain(f'{folder}: DuckDB reads {count} numbers, sum {total}')
    print(f'{len(found)} reports put together again; {count} numbers of {len(rows["cells"])} cells, sum {total}')
    return numbers


def main():
    folder, container, ndjson = sys.argv[1:]
    for path in (f'{folder}/datapackage.json', container):
        for text in complaints(path)[:10]: complain(f'frictionless, {path}: {text}')
    numbers = compare(folder, ndjson)
    with tempfile.TemporaryDirectory() as work:
        with zipfile.ZipFile(container) as file: file.extractall(f'{work}/unzipped')
        for name in os.listdir(folder):
            with open(f'{folder}/{name}', 'rb') as one, open(f'{work}/unzipped/{name}', 'rb') as other:
                if one.read() != other.read(): complain(f'{container}: {name} is another than in {folder}')
        if numbers:
            shutil.copytree(folder, f'{work}/changed')
            with open(f'{work}/changed/cells.csv', 'r+b') as file:
                content = file.read()
                place = content.rindex(b',') - 1
                while not chr(content[place]).isdigit(): place -= 1
                file.seek(place)
                file.write(b'1' if content[place:place + 1] != b'1' else b'2')
            if not complaints(f'{work}/changed/datapackage.json'): complain('frictionless sees no change')
    sys.exit(1 if failures else 0)


main()
