# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""What a program or library says about itself, by way of readelf."""

import os
import re
import subprocess


def find_programs(folder):
    """Every linked program and shared library below a folder; no object files, no archives."""
    found = []
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(parent, name)
            if not name.endswith('.o') and not os.path.islink(path) and is_elf(path):
                found.append(path)
    return found


def is_elf(path):
    with open(path, 'rb') as stream:
        return stream.read(4) == b'\x7fELF'


class Elf:
    """The type, the segments, the dynamic section and the names it takes from other libraries."""

    def __init__(self, path):
        output = subprocess.run(['readelf', '-hldW', '--dyn-syms', path], text=True, check=True,
                                stdout=subprocess.PIPE, env={**os.environ, 'LC_ALL': 'C'}).stdout
        self.type = re.search(r'^\s*Type:\s+(\w+)', output, re.MULTILINE)[1]
        self.segments = dict(re.findall(
            r'^\s+([A-Z_]+)\s+0x\w+ 0x\w+ 0x\w+ 0x\w+ 0x\w+ ([RWE ]{3}) ', output, re.MULTILINE))
        self.loads = re.findall(r'^\s+LOAD\s+0x\w+ 0x\w+ 0x\w+ 0x\w+ 0x\w+ ([RWE ]{3}) ', output,
                                re.MULTILINE)
        self.needed = re.findall(r'\(NEEDED\)\s+Shared library: \[([^\]]+)\]', output)
        self.flags = ' '.join(re.findall(r'\((?:FLAGS|FLAGS_1)\)\s+(.*)', output))
        self.symbols = set(re.findall(r'\s([A-Za-z_]\w*)(?:@\S+)?(?: \(\d+\))?$', output,
                                      re.MULTILINE))

    @property
    def is_program(self):
        return 'INTERP' in self.segments
