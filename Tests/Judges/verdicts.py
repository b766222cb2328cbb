#!/usr/bin/env python3
"""Damages valid documents and compares our reader's verdict with that of the published schemas.

  verdicts.py NIANBAO SCHEMAS WORK FORMAT COUNT SEED DOCUMENT...

NIANBAO is the built command, SCHEMAS the folder Schemas/, WORK a folder to write to, FORMAT xml or
json, COUNT how many damaged documents to make of the DOCUMENTs, SEED (a number) which. The judges are xmllint (XML) and
check-jsonschema (JSON), found on PATH. Exits with 1 if any verdict differs, and shows each."""
import collections, json, os, random, re, shutil, subprocess, sys
import xml.etree.ElementTree as ET

XSI = 'http://www.w3.org/2001/XMLSchema-instance'
REPORT = 'urn:nianbao:report:'
BATCH = 'urn:nianbao:batch:1'
TEXTS = ['', ' ', '0', '00', '-0', '-1', '+1', '1e3', '1.5', '1.50', '.5', '5.', '1,000', '٣', '１',
         '999999999999999', '1000000000000000', '9' * 30, '0.000001', '0.0000001',
         '123456789.123456', '1234567890.123456', '/', '//', '-', '—', '无', 'true', 'null',
         ' 7', '7 ', '7\n', '2021-02-29', '2020-02-29', '2021-13-01', ' 2021-01-02 ', '21-1-2',
         '0000-01-01', '2021', '0021', '20211', 'x' * 300, '<&>"\']]>', '\t\n', 'sha256:' + 'a' * 64]


def elements(root):
    return list(root.iter())


def parents(root):
    return {child: parent for parent in root.iter() for child in parent}


def damage_xml(root, rnd):
    """Changes the tree in one way, named; returns the text to write, or None for the tree."""
    all_ = elements(root)
    up = parents(root)
    inner = [e for e in all_ if e in up]
    some = rnd.choice(inner) if inner else root
    kind = rnd.choice([
        'text', 'text', 'text', 'text', 'delete', 'double', 'move', 'swap', 'rename', 'borrow', 'namespace',
        'attribute', 'attribute-gone', 'attribute-value', 'mixed', 'child', 'nil', 'type',
        'schema-location', 'comment', 'instruction', 'unit', 'long', 'empty', 'root', 'none'])
    if kind == 'text':
        leaves = [e for e in all_ if len(e) == 0]
        rnd.choice(leaves).text = rnd.choice(TEXTS)
    elif kind == 'delete':
        up[some].remove(some) if some is not root else None
    elif kind == 'double' and some is not root:
        up[some].insert(list(up[some]).index(some), ET.fromstring(ET.tostring(some)))
    elif kind == 'move' and some is not root:
        up[some].remove(some)
        target = rnd.choice([e for e in elements(root)])
        target.insert(rnd.randint(0, len(target)), some)
    elif kind == 'swap':
        wide = [e for e in all_ if len(e) > 1]
        if wide:
            e = rnd.choice(wide)
            i, j = rnd.sample(range(len(e)), 2)
            e[i], e[j] = e[j], e[i]
    elif kind == 'rename':
        some.tag = some.tag + rnd.choice(['x', '.x', '_'])
    elif kind == 'borrow':
        some.tag = rnd.choice(all_).tag
    elif kind == 'namespace':
        name = some.tag.split('}')[1]
        some.tag = rnd.choice(['{%s2021}', '{%s2019}', '{%s1999}', '{urn:other%.0s}', '%.0s']) % REPORT + name
    elif kind == 'attribute':
        some.set(rnd.choice(['x', 'id', 'code', 'level', 'kind', 'unit', '{urn:other}a']), rnd.choice(['1', 'unknown', 'overview', 'a']))
    elif kind == 'attribute-gone':
        having = [e for e in all_ if e.attrib]
        e = rnd.choice(having)
        del e.attrib[rnd.choice(list(e.attrib))]
    elif kind == 'attribute-value':
        having = [e for e in all_ if e.attrib]
        e = rnd.choice(having)
        e.set(rnd.choice(list(e.attrib)), rnd.choice(
            ['', 'a', 'A', 'a.', 'a b', '-a', 'a' * 64, 'a' * 65, '0', '1', '9', '10', 'row', 'cell', 'overview',
             'requests', 'unknown', '万元', ' a', 'a\n']))
    elif kind == 'mixed':
        some.tail = rnd.choice(['x', '0', '\u00a0', ' \n\t '])
    elif kind == 'child':
        ET.SubElement(some, rnd.choice(all_).tag)
    elif kind == 'nil':
        some.set('{%s}nil' % XSI, rnd.choice(['true', 'false', '1', 'x']))
    elif kind == 'type':
        some.set('{%s}type' % XSI, rnd.choice(['text', 'count', 'xs:string', '']))
    elif kind == 'schema-location':
        some.set('{%s}%s' % (XSI, rnd.choice(['schemaLocation', 'noNamespaceSchemaLocation', 'x'])), 'a b')
    elif kind == 'comment':
        some.insert(rnd.randint(0, len(some)), ET.Comment(' x '))
    elif kind == 'instruction':
        some.insert(rnd.randint(0, len(some)), ET.ProcessingInstruction('x', 'y'))
    elif kind == 'unit':
        amounts = [e for e in all_ if e.tag.endswith('}amount') or e.tag.endswith('}issued')]
        if amounts:
            e = rnd.choice(amounts)
            e.set('unit', rnd.choice(['unknown', '万元', '']))
            if not re.fullmatch(r'[0-9.]+', e.text or ''): e.text = '7'  # XSD 1.0 cannot tie unit to content
    elif kind == 'long':
        leaves = [e for e in all_ if e.tag.rsplit('}')[-1] in ('title', 'paragraph', 'text', 'name', 'cell', 'heading')]
        if leaves: rnd.choice(leaves).text = '长' * rnd.choice([1048576, 1048577])
    elif kind == 'empty':
        for child in list(some): some.remove(child)
        some.text = None
    elif kind == 'root':
        root.tag = rnd.choice(['{%s2021}reports' % REPORT, '{urn:other}report', 'report', '{%s}report' % BATCH, '{%s2014}report' % REPORT])
    text = ET.tostring(root, encoding='unicode')
    if rnd.random() < 0.1:
        at = rnd.randrange(len(text))
        text = rnd.choice([text[:at], text[:at] + text[at + 1:], text[:at] + '&' + text[at:],
                           text[:at] + '<![CDATA[0]]>' + text[at:], text.replace('\n', '\r\n')])
        kind += '+bytes'
    return kind, text


LITERALS = ['0', '-0', '-1', '1', '26.0', '1e3', '1.5', '1e-1', '15.279', '1e400', '-1e400', '999999999999999',
            '1000000000000000', '1e14', '1e15', 'null', 'true', '"/"', '""', '"5"', '[]', '{}', '[[]]', '[null]',
            '{"value":8040,"unit":"unknown"}', '{"value":8040,"unit":"万元"}', '{"value":null,"unit":"unknown"}',
            '{"value":1}', '{"value":-1,"unit":"unknown"}', '{"heading":"a","level":1}', '{"heading":"a"}',
            '{"paragraph":"a","level":1}', '{"paragraph":"a"}', '{"table":[]}', '{"table":[[]]}', '{"table":[["a"]]}',
            '-0.0', '0e5', '0e-1', '100e-2', '0.1E+1', '5E-1', '999999999999999.0', '9007199254740993', '0.000001',
            '"2021-01-20\\n"', '"２０２１-０１-２０"', '"2021-W01-1"', '"20210120"', '"9999-12-31"', '"0001-01-01"',
            '"a\\n"', '"row\\n"', '"/\\n"', '"\\/"', '" /"', '{"value":8040,"unit":"unknown\\n"}', '{"value":"/","unit":"unknown"}',
            '{"value":1.5,"unit":"unknown","x":1}', '"2021-02-29"', '"2020-02-29"', '"21-1-2"', '"0000-01-01"', '2021', '"2021"', '999', '10000', '2021.0',
            '"none"', '"1999"', '"overview"', '"row"', '"a b"', '"con.a.b"', '"a."', '"' + 'a' * 65 + '"',
            '"sha256:' + 'a' * 64 + '"', '"\\u0041"', '"' + '长' * 1048577 + '"', '"' + '长' * 1048576 + '"']

# The members whose values follow a rule of their own.
NARROW = ('id', 'edition', 'year', 'issueDate', 'digest', 'code', 'kind', 'level', 'heading', 'paragraph', 'table',
          'amount', 'value', 'unit', 'blocks')

DEVICE_ID = re.compile(r'\bid"?[:=] ?"(con|prn|aux|nul|com[0-9]|lpt[0-9])[."]')


def places(value):
    """Every place in a JSON value: the container and the key or index."""
    found = []
    if isinstance(value, dict):
        for key, inner in value.items(): found += [(value, key)] + places(inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value): found += [(value, index)] + places(inner)
    return found


def damage_json(root, rnd):
    spots = places(root)
    container, key = rnd.choice(spots)
    # Most places are cells; give the members of narrow rules a fair share.
    if rnd.random() < 0.4:
        name = rnd.choice(NARROW)
        container, key = rnd.choice([s for s in spots if s[1] == name] or spots)
    elif rnd.random() < 0.3:
        container, key = rnd.choice([(root, name) for name in root])
    kind = rnd.choice(['literal'] * 6 + ['delete', 'rename', 'unknown', 'shuffle', 'bytes', 'array', 'none'])
    mark = None
    if kind == 'literal':
        mark = rnd.choice(LITERALS)
        container[key] = '\0'
    elif kind == 'delete':
        del container[key]
    elif kind == 'rename' and isinstance(container, dict):
        container[rnd.choice([key + 'x', 'total', 'id', 'value', ''])] = container.pop(key)
    elif kind == 'unknown':
        target = rnd.choice([c for c, _ in spots if isinstance(c, dict)] + [root])
        target[rnd.choice(['x', 'title', 'unit', 'kind', 'code'])] = rnd.choice(['a', 1, None])
    elif kind == 'shuffle':
        for c in [c for c, _ in spots if isinstance(c, dict)]:
            items = list(c.items()); rnd.shuffle(items); c.clear(); c.update(items)
    elif kind == 'array' and isinstance(container, list):
        container.insert(0, rnd.choice([[], {}, 'a', None]))
    text = json.dumps(root, ensure_ascii=False, indent=rnd.choice([None, 1]))
    if mark is not None: text = text.replace('"\\u0000"', mark, 1)
    if kind == 'bytes':
        at = rnd.randrange(len(text))
        text = rnd.choice([text[:at], text[:at] + text[at + 1:], text[:at] + ',' + text[at:], text + text])
    return kind, text


def our_verdicts(nianbao, folder):
    """File name -> (whether every report was accepted without an error, ids of the errors)."""
    run = subprocess.run([nianbao, 'inspect', folder, '--diagnostics', 'json'], capture_output=True, text=True)
    if run.returncode not in (0, 1, 2): sys.exit(f'nianbao inspect ended with {run.returncode}: {run.stderr[-500:]}')
    accepted, errors = collections.Counter(), collections.defaultdict(list)
    for line in run.stdout.split('\n')[:-1]:
        line = json.loads(line)
        name = os.path.basename(line.get('source', ''))
        if line['type'] == 'report' and line['verdict'] == 'accepted': accepted[name] += 1
        if line['type'] == 'finding' and line['severity'] == 'error': errors[name].append(line['id'])
    return lambda name: (accepted[name] > 0 and not errors[name], errors[name])


def chunks(items, size):
    for start in range(0, len(items), size): yield items[start:start + size]


def xml_verdicts(schemas, folder, names):
    groups = collections.defaultdict(list)
    for name in names:
        text = open(f'{folder}/{name}', encoding='utf-8').read()
        editions = sorted(f[7:-4] for f in os.listdir(f'{schemas}/xsd') if f.startswith('report-'))
        try: root = ET.fromstring(text).tag
        except ET.ParseError: root = ''
        edition = root[len(REPORT) + 1:].split('}')[0] if root.startswith('{' + REPORT) else ''
        schema = 'batch' if root == '{%s}batch' % BATCH else 'report-' + (edition if edition in editions else '2021')
        groups[schema].append(name)
    verdict = {}
    for schema, members in groups.items():
        for part in chunks(members, 200):
            run = subprocess.run(['xmllint', '--noout', '--nonet', '--schema', f'{schemas}/xsd/{schema}.xsd'] + part,
                                 cwd=folder, capture_output=True, text=True, errors='replace')
            valid = {line[:-len(' validates')] for line in run.stderr.splitlines() if line.endswith(' validates')}
            for name in part: verdict[name] = name in valid
    return verdict


def json_verdicts(schemas, folder, names):
    groups = collections.defaultdict(list)
    verdict = {}
    known = {f[7:-12] for f in os.listdir(f'{schemas}/json')}
    for name in names:
        try: root = json.load(open(f'{folder}/{name}', encoding='utf-8'))
        except ValueError: verdict[name] = False; continue
        edition = root.get('edition') if isinstance(root, dict) else None
        groups[edition if isinstance(edition, str) and edition in known else '2021'].append(name)
    for edition, members in groups.items():
        for part in chunks(members, 200):
            run = subprocess.run(['check-jsonschema', '--output-format', 'json', '--schemafile',
                                  f'{schemas}/json/report-{edition}.schema.json'] + part,
                                 cwd=folder, capture_output=True, text=True)
            try: result = json.loads(run.stdout)
            except ValueError: sys.exit(f'check-jsonschema broke down: {run.stderr[-500:]}')
            bad = {e['filename'] for e in result.get('errors', []) + result.get('parse_errors', [])}
            for name in part: verdict[name] = name not in bad
    return verdict


def is_known_exception(path, errors):
    """Whether a document that only we refuse is of a sort that the documentation names."""
    beyond_schemas = {'json-key-duplicate', 'batch-count-mismatch', 'report-id-doubled'}
    if DEVICE_ID.search(open(path, encoding='utf-8').read()): beyond_schemas.add('report-id-invalid')
    return bool(errors) and set(errors) <= beyond_schemas


def main():
    nianbao, schemas, work, form, count, seed, *documents = sys.argv[1:]
    nianbao, schemas, work = (os.path.abspath(path) for path in (nianbao, schemas, work))
    rnd = random.Random(int(seed))
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    kinds = {}
    sources = [open(d, encoding='utf-8').read() for d in documents]
    for number in range(int(count)):
        source = rnd.choice(sources)
        if form == 'xml':
            kind, text = damage_xml(ET.fromstring(source), rnd)
        else:
            kind, text = damage_json(json.loads(source), rnd)
        name = f'm{number:05}.{form}'
        kinds[name] = kind
        with open(f'{work}/{name}', 'w', encoding='utf-8', newline='') as file: file.write(text)
    ours = our_verdicts(nianbao, work)
    theirs = (xml_verdicts if form == 'xml' else json_verdicts)(schemas, work, sorted(kinds))
    tally, differences = collections.Counter(), []
    for name, kind in sorted(kinds.items()):
        accepted, errors = ours(name)
        tally[accepted, theirs[name]] += 1
        if not accepted and theirs[name] and is_known_exception(f'{work}/{name}', errors): continue
        if accepted != theirs[name]: differences.append((name, kind, accepted, errors))
    print(f'{form}: {len(kinds)} damaged documents, both accept {tally[True, True]}, both refuse {tally[False, False]}, '
          f'verdicts differ on {len(differences)}')
    for name, kind, accepted, errors in differences[:40]:
        print(f'  {work}/{name} ({kind}): we {"accept" if accepted else "refuse"} {errors[:3]}')
    sys.exit(1 if differences else 0)


main()
