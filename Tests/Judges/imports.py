#!/usr/bin/env python3
"""Has other people's programs write reports whose cells are known, and compares what we read.

  imports.py NIANBAO SCHEMAS WORK COUNT

NIANBAO is the built command, SCHEMAS the folder Schemas/, WORK a folder to write to, COUNT how many
reports of each edition. The writers are python-docx, openpyxl, our own HTML, and LibreOffice and pandoc
turning that HTML into Word, Excel and back, where these are installed. Every cell must be read as it was
written: a number as that number, a blank as blank, "/" as "/". Exits with 1 for any other."""
import csv, html, io, os, shutil, subprocess, sys
import printed_reports as printed


def write_html(report, path):
    body = []
    for kind, content in report.document():
        if kind == 'table':
            rows = []
            for row in content:
                rows.append('<tr>' + ''.join(
                    '<td' + (f' colspan="{c.columns}"' if c.columns > 1 else '')
                    + (f' rowspan="{c.rows}"' if c.rows > 1 else '') + '>' + html.escape(c.text) + '</td>'
                    for c in row) + '</tr>')
            body.append('<table border="1">' + ''.join(rows) + '</table>')
        else:
            tag = {'title': 'h1', 'heading': 'h2', 'paragraph': 'p'}[kind]
            body.append(f'<{tag}>{html.escape(content)}</{tag}>')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>'
                   + '\n'.join(body) + '</body></html>')


def recode(source, target, encoding, declared=None):
    """The same page or text in another encoding; `declared` replaces what it says of itself."""
    text = open(source, encoding='utf-8').read()
    if declared is not None:
        text = text.replace('<meta charset="utf-8">', declared)
    with open(target, 'wb') as file:
        file.write(text.encode(encoding))
    return target


def write_text(report, path):
    """Cells between bars, spans vanished; what cannot be seen then is left to the pages."""
    with open(path, 'w', encoding='utf-8') as file:
        for kind, content in report.document():
            if kind == 'table':
                for row in content:
                    file.write(' | '.join(c.text for c in row) + ' |\n')
            else:
                file.write(content + '\n')


def write_docx(report, path):
    import docx
    document = docx.Document()
    for kind, content in report.document():
        if kind == 'title':
            document.add_heading(content, 0)
        elif kind == 'heading':
            document.add_heading(content, 1)
        elif kind == 'paragraph':
            document.add_paragraph(content)
        else:
            placed, height, width = printed.grid(content)
            table = document.add_table(height, width)
            for r, c, cell in placed:
                merged = table.cell(r, c).merge(table.cell(r + cell.rows - 1, c + cell.columns - 1))
                merged.text = cell.text
    document.save(path)


def write_xlsx(report, path):
    import openpyxl
    book = openpyxl.Workbook()
    sheet, top = book.active, 1
    for kind, content in report.document():
        if kind != 'table':
            sheet.cell(top, 1, content)
            top += 1
            continue
        placed, height, width = printed.grid(content)
        for r, c, cell in placed:
            text = cell.text
            if cell.key and text not in ('', '/'):
                text = float(text) if '.' in text else int(text)
            sheet.cell(top + r, 1 + c, text if text != '' else None)
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_cells(start_row=top + r, start_column=1 + c,
                                  end_row=top + r + cell.rows - 1, end_column=c + cell.columns)
        top += height
    book.save(path)


def office(source, target, filter_name, folder):
    """LibreOffice turns `source` into `target`; None if it is not installed."""
    program = shutil.which('soffice') or shutil.which('libreoffice')
    if not program:
        return None
    out = os.path.join(folder, 'office')
    os.makedirs(out, exist_ok=True)
    subprocess.run([program, '--headless', f'-env:UserInstallation=file://{os.path.abspath(folder)}/profile',
                    *filter_name, '--outdir', out, source], check=True, capture_output=True, timeout=300)
    made = os.path.join(out, os.path.splitext(os.path.basename(source))[0] + os.path.splitext(target)[1])
    os.replace(made, target)
    return target


def pandoc(source, target, folder):
    program = shutil.which('pandoc')
    if not program:
        return None
    subprocess.run([program, source, '-o', target], check=True, capture_output=True, timeout=120)
    return target


def read(nianbao, path):
    run = subprocess.run([nianbao, 'convert', '--quiet', '--to', 'cells', path], capture_output=True, text=True)
    if run.returncode > 1:
        return None, run.stderr.strip()
    return {(d['table'], d['row'], d['column']): d['value'] for d in csv.DictReader(io.StringIO(run.stdout))}, ''


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    nianbao, schemas, work, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    os.makedirs(work, exist_ok=True)
    counts, failures, skipped = {}, 0, set()
    for edition in ('2014', '2019', '2021'):
        for seed in range(count):
            report = printed.Report(schemas, edition, seed)
            base = os.path.join(work, f'{edition}-{seed}')
            files = {}
            write_html(report, base + '.html')
            files['HTML of our own'] = base + '.html'
            files['HTML in GBK, not declared'] = recode(base + '.html', base + '-gbk.html', 'gbk', '')
            files['HTML in GB 18030, declared as UTF-8'] = recode(
                base + '.html', base + '-gb18030.html', 'gb18030')
            files['HTML in UTF-8, declared as GBK'] = recode(
                base + '.html', base + '-utf8.html', 'utf-8', '<meta charset=gbk>')
            files['HTML in UTF-16'] = recode(base + '.html', base + '-utf16.html', 'utf-16')
            write_text(report, base + '.txt')
            files['text in UTF-8'] = base + '.txt'
            files['text in GBK'] = recode(base + '.txt', base + '-gbk.txt', 'gbk')
            files['text in UTF-16'] = recode(base + '.txt', base + '-utf16.txt', 'utf-16')
            write_docx(report, base + '.docx')
            files['python-docx'] = base + '.docx'
            write_xlsx(report, base + '.xlsx')
            files['openpyxl'] = base + '.xlsx'
            files['LibreOffice, HTML to docx'] = office(
                base + '.html', base + '-office.docx',
                ['--infilter=HTML (StarWriter)', '--convert-to', 'docx:MS Word 2007 XML'], work)
            files['LibreOffice, HTML to xlsx'] = office(
                base + '.html', base + '-office.xlsx', ['--convert-to', 'xlsx:Calc MS Excel 2007 XML',
                                                        '--infilter=HTML (StarCalc)'], work)
            files['LibreOffice, docx to HTML'] = office(
                base + '.docx', base + '-office.html', ['--convert-to', 'html'], work)
            files['pandoc, HTML to docx'] = pandoc(base + '.html', base + '-pandoc.docx', work)
            files['pandoc, docx to HTML'] = pandoc(base + '.docx', base + '-pandoc.html', work)
            for writer, path in files.items():
                if path is None:
                    skipped.add(writer)
                    continue
                cells, message = read(nianbao, path)
                if cells is None:
                    print(f'{writer}, {path}: {message}')
                    failures += 1
                    continue
                right = wrong = 0
                for key, expected in report.cells.items():
                    # Where spans have vanished, a row with blank cells may be left open.
                    is_open = writer.startswith('text') and cells.get(key) is None
                    if cells.get(key) == expected or is_open:
                        right += not is_open
                    else:
                        wrong += 1
                        if wrong <= 3:
                            print(f'{writer}, {path}: {"/".join(key)}: {cells.get(key)!r}, written {expected!r}')
                failures += wrong
                total = counts.setdefault(writer, [0, 0])
                total[0] += right
                total[1] += wrong
    for writer in sorted(skipped):
        print(f'SKIPPED: {writer}: the program is not installed')
    for writer, (right, wrong) in counts.items():
        print(f'{writer}: {right} cells right, {wrong} wrong or missing')
    sys.exit(1 if failures or not counts else 0)


main()
