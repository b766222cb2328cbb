#!/usr/bin/env bash
# python-docx, openpyxl, pandoc and LibreOffice write reports whose cells are known; we read them.
source "$(dirname "$0")/setup.sh"
need pandoc=pandoc soffice='libreoffice-writer-nogui libreoffice-calc-nogui'
need_python python-docx openpyxl

step "files that other programs wrote"
"$tools/bin/python" $judges/imports.py "$nianbao" Schemas "$work/files" "$(size 2 1)" || complain "imports"
