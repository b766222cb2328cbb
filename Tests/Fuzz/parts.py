#!/usr/bin/env python3
"""Joins the files of a ZIP container into one, as the fuzz target takes it: before each file a NUL, its
name and a line feed. `parts.py ARCHIVE TARGET`"""
import sys, zipfile

with zipfile.ZipFile(sys.argv[1]) as archive, open(sys.argv[2], 'wb') as target:
    for name in archive.namelist():
        content = archive.read(name)
        if b'\0' not in content:
            target.write(b'\0' + name.encode() + b'\n' + content)
