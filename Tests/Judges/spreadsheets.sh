#!/usr/bin/env bash
# LibreOffice opens a package for Excel and shows its texts.
source "$(dirname "$0")/setup.sh"
need soffice='libreoffice-writer-nogui libreoffice-calc-nogui'
need_python openpyxl

step "what Excel users see"
convert Fixtures/text/2021-data-bureau.txt --to csv --excel -o "$work/for-excel"
# Without a window LibreOffice asks nobody and does not look at the mark: it is told UTF-8 (76).
soffice --headless "-env:UserInstallation=file://$work/profile" \
  '--infilter=Text - txt - csv (StarCalc):44,34,76,1' --convert-to xlsx --outdir "$work/opened" \
  "$work/for-excel/reports.csv" "$work/for-excel/narrative.csv" > "$work/messages" 2>&1 \
  || { cat "$work/messages" >&2; complain "LibreOffice, opening a package for Excel"; }
"$tools/bin/python" - "$work/opened" << 'END' || complain "LibreOffice shows other texts"
import openpyxl, sys
texts = {name: {str(cell.value) for row in openpyxl.load_workbook(f'{sys.argv[1]}/{name}.xlsx').active for cell in row}
         for name in ('reports', 'narrative')}
assert '示例市数据局' in texts['reports'], texts['reports']
assert '一、总体情况' in texts['narrative'], texts['narrative']
END
