#!/usr/bin/env python3
"""Reads the same reports in four formats, with nothing but Python's own readers, and asserts that
they hold exactly the same cells.

  same_cells.py FORMS BASE...

FORMS is the folder Schemas/forms; each BASE stands for one set of reports: BASE.cells.csv, BASE.ndjson,
BASE.xml and the folder BASE of JSON files. A cell is (report, edition, year, agency, table, row, column,
value, unit, state), all as text, in document order. Exits with 1 if any format differs from the cells CSV,
and if there is no cell at all to compare."""
import csv, glob, json, os, sys
import xml.etree.ElementTree as ET
from collections import Counter

HEADER = 'report,edition,year,agency,table,row,column,value,unit,state'.split(',')


class Number(str):
    """A number as it is spelt in JSON, so that no digit is lost on the way."""


def amounts(forms):
    """(edition, table, row, column) of every amount; the kind of a row wins over its column's."""
    found = set()
    for path in glob.glob(f'{forms}/*.json'):
        with open(path, encoding='utf-8') as file: form = json.load(file)
        for table in form['tables']:
            for block in table['blocks']:
                for row in block['rows']:
                    for column in block['columns']:
                        if (row.get('kind') or column.get('kind')) == 'amount':
                            found.add((form['edition'], table['code'], row['code'], column['code']))
    return found


class Collector:
    """Gathers the cells of one format."""

    def __init__(self, amounts):
        self.amounts, self.cells = amounts, []

    def add(self, report, table, row, column, value, unit):
        """Takes a cell; its value is text, unit is `unknown` or empty."""
        is_amount = (report[1], table, row, column) in self.amounts and value not in ('', '/')
        state = {'': 'blank', '/': 'notApplicable'}.get(value, 'number')
        self.cells.append((*report, table, row, column, value, unit or ('万元' if is_amount else ''), state))

    def add_json(self, report):
        head = (report['id'], report['edition'], report.get('year', ''), report.get('agency', {}).get('name', ''))
        for table, rows in report.get('tables', {}).items():
            for row, columns in rows.items():
                for column, cell in columns.items():
                    unit = ''
                    if isinstance(cell, dict): cell, unit = cell['value'], cell['unit']
                    if cell is None: cell = ''
                    elif not isinstance(cell, Number) and cell != '/': sys.exit(f'{head}: {cell!r} is no cell')
                    self.add(head, table, row, column, str(cell), unit)

    def add_xml(self, report):
        namespace = report.tag[1:].split('}')[0]
        name = lambda element: element.tag[len(namespace) + 2:]
        text = lambda path: report.findtext('/'.join(f'{{{namespace}}}{part}' for part in path.split('/'))) or ''
        head = (report.get('id'), namespace.rsplit(':', 1)[1], text('year'), text('agency/name'))
        for table in report.findall(f'{{{namespace}}}tables/*'):
            for row in table:
                for cell in row:
                    self.add(head, name(table), name(row), name(cell), cell.text or '', cell.get('unit', ''))


def read_csv(path):
    with open(path, encoding='utf-8', newline='') as file:
        header, *rows = csv.reader(file, strict=True)
    if header != HEADER: sys.exit(f'{path}: header {header}')
    return [tuple(row) for row in rows]


def load_json(text):
    return json.loads(text, parse_int=Number, parse_float=Number)


def compare(base, amount_cells):
    """Compares the formats of one set of reports; returns its cells, and whether all hold the same."""
    expected = read_csv(base + '.cells.csv')
    ndjson, xml, folder = (Collector(amount_cells) for _ in range(3))
    with open(base + '.ndjson', encoding='utf-8', newline='\n') as file:
        for line in file: ndjson.add_json(load_json(line))
    root = ET.parse(base + '.xml').getroot()
    for report in [root] if root.tag.endswith('}report') else root:
        if report.tag.endswith('}report'): xml.add_xml(report)
    for name in sorted(os.listdir(base)):
        with open(f'{base}/{name}', encoding='utf-8') as file: folder.add_json(load_json(file.read()))

    is_same = True
    for name, collector in (('.ndjson', ndjson), ('.xml', xml), ('/*.json', folder)):
        here, there = Counter(collector.cells), Counter(expected)
        # A folder does not keep the order of reports.
        if collector.cells == expected or collector is folder and here == there: continue
        is_same = False
        print(f'{base}{name}: other cells than {base}.cells.csv')
        for cell in list(here - there)[:5]: print('  only here: ', cell)
        for cell in list(there - here)[:5]: print('  only there:', cell)
        if here == there: print('  the same cells in another order')
    return expected, is_same


def main():
    forms, *bases = sys.argv[1:]
    amount_cells = amounts(forms)
    compared = [compare(base, amount_cells) for base in bases]
    cells = [cell for expected, _ in compared for cell in expected]
    kinds = Counter('blank' if c[7] == '' else '/' if c[7] == '/' else 'numbers' for c in cells)
    print(f'{len(cells)} cells of {len(bases)} set(s) of reports compared in 4 formats: '
          + ', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))
          + f", {sum(c[8] == 'unknown' for c in cells)} of unknown unit")
    sys.exit(0 if cells and all(is_same for _, is_same in compared) else 1)


main()
