"""Reports with known cells, as the tables of a form are printed: rows of cells with spans.

Used by imports.py to have other people's programs write files that we then read."""
import json, os, random

TITLE_CELL = '信息内容'


class Cell:
    """One cell of a printed table, with the place of its value in the form if it is one."""

    def __init__(self, text, columns=1, rows=1, key=None):
        self.text, self.columns, self.rows, self.key = text, columns, rows, key


def load_form(schemas, edition):
    with open(os.path.join(schemas, 'forms', f'{edition}.json'), encoding='utf-8') as file:
        return json.load(file)


def value(kind, rnd):
    if rnd.random() < 0.08:
        return '/'
    if rnd.random() < 0.15:
        return ''
    number = 0 if rnd.random() < 0.3 else rnd.choice([rnd.randint(0, 4000), rnd.randint(0, 999_999_999)])
    if kind == 'signedCount' and number and rnd.random() < 0.5:
        return f'-{number}'
    if kind == 'amount' and rnd.random() < 0.6:
        return f'{number % 100000}.{rnd.randint(1, 9)}' if number else '0'
    return str(number)


class Report:
    """A report of an edition with random cells."""

    def __init__(self, schemas, edition, seed):
        rnd = random.Random(f'{edition}/{seed}')
        self.form = load_form(schemas, edition)
        self.year = {'2014': 2016, '2019': 2020}.get(edition, 2023)
        self.agency = '示例市林业和草原局'
        self.title = f'{self.agency}{self.year}年政府信息公开工作年度报告'
        self.cells = {}
        for table in self.form['tables']:
            for block in table['blocks']:
                for row in block['rows']:
                    if row.get('kind') == 'heading':
                        continue
                    for column in block['columns']:
                        kind = row.get('kind') or column.get('kind')
                        self.cells[table['code'], row['code'], column['code']] = value(kind, rnd)

    def values(self, table, row, block):
        return [Cell(self.cells[table['code'], row['code'], c['code']],
                     key=(table['code'], row['code'], c['code'])) for c in block['columns']]

    def tables(self):
        """(section title or None, rows of cells) for every table, in order."""
        titles = {s['code']: s['title'] for s in self.form['sections']}
        for table in self.form['tables']:
            yield titles.get(table.get('section')), self.rows(table)

    def rows(self, table):
        if table.get('layout') == 'sideBySide':
            return self.side_by_side(table)
        if '|' in table.get('columnTitle', ''):
            block = table['blocks'][0]
            head = [Cell(t.strip()) for t in table['columnTitle'].split('|')]
            return [head] + [
                [Cell(r['label']), Cell(r.get('unit', ''))]
                + ([Cell('')] if r.get('kind') == 'heading' else self.values(table, r, block))
                for r in block['rows']]
        if any('group' in c for b in table['blocks'] for c in b['columns']):
            return self.grouped(table)
        width = max(len(b['columns']) for b in table['blocks']) + 1
        rows = []
        for block in table['blocks']:
            spare = width - 1 - len(block['columns'])
            rows.append([Cell(block['caption'], columns=width)])
            head = [Cell(TITLE_CELL)] + [Cell(c['label']) for c in block['columns']]
            # The form draws narrow blocks as wide as the others: the last column takes what is left.
            head[-1].columns += spare
            rows.append(head)
            for row in block['rows']:
                cells = [Cell(row['label'])] + self.values(table, row, block)
                cells[-1].columns += spare
                rows.append(cells)
        return rows

    def grouped(self, table):
        block = table['blocks'][0]
        rows = [r for r in block['rows'] if r.get('kind') != 'heading']
        depth = max(len(r.get('path', [])) for r in rows) + 1
        columns = block['columns']
        first = [Cell(table['note'], columns=depth, rows=3), Cell(table['columnTitle'], columns=len(columns))]
        second, third, group = [], [], None
        for c in columns:
            if 'group' not in c:
                second.append(Cell(c['label'], rows=2))
            else:
                if c['group'] != group:
                    second.append(Cell(c['group'], columns=sum(d.get('group') == c['group'] for d in columns)))
                third.append(Cell(c['label']))
            group = c.get('group')
        printed, shown = [first, second, third], set()
        for row in rows:
            path, cells = row.get('path', []), []
            for level in range(len(path)):
                head = tuple(path[:level + 1])
                if head not in shown:
                    shown.add(head)
                    cells.append(Cell(path[level], rows=sum(tuple(r.get('path', [])[:level + 1]) == head for r in rows)))
            cells.append(Cell(row['label'], columns=depth - len(path)))
            printed.append(cells + self.values(table, row, block))
        return printed

    def side_by_side(self, table):
        block = table['blocks'][0]
        labels = [c['label'] for c in block['columns']]
        first, second, third, root = [], [], [], None
        for row in block['rows']:
            path = row.get('path')
            if path:
                if path[0] != root:
                    root = path[0]
                    siblings = sum(r.get('path', [None])[0] == root for r in block['rows'])
                    first.append(Cell(root, columns=len(labels) * siblings))
                second.append(Cell(row['label'], columns=len(labels)))
                third += [Cell(l) for l in labels]
            else:
                first.append(Cell(row['label'], columns=len(labels)))
                second += [Cell(l, rows=2) for l in labels]
        return [first, second, third, [c for r in block['rows'] for c in self.values(table, r, block)]]

    def document(self):
        """('title' | 'heading' | 'paragraph' | 'table', content) from front to back."""
        yield 'title', self.title
        tables = list(self.tables())
        for number, section in enumerate(self.form['sections']):
            yield 'heading', section['title']
            if number == 0:
                yield 'paragraph', f'{self.year}年，本单位按要求公开信息。'
            for title, rows in tables:
                if title == section['title']:
                    yield 'table', rows
        for title, rows in tables:
            if title is None:
                yield 'paragraph', self.form['title']
                yield 'table', rows
        yield 'paragraph', self.agency
        yield 'paragraph', f'{self.year + 1}年1月28日'


def grid(rows):
    """(row, column, cell) for every cell, spans resolved, and the size of the table."""
    taken, placed, width = set(), [], 0
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            placed.append((r, c, cell))
            for y in range(cell.rows):
                for x in range(cell.columns):
                    taken.add((r + y, c + x))
            c += cell.columns
            width = max(width, c)
    return placed, len(rows), width
