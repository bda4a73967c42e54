# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""What the benchmarks of whole programs have in common."""

import os
import statistics
import subprocess
import sys

# The practice company as a program, as the tests of whole programs start it.
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'app'))
# pylint: disable=wrong-import-position,unused-import
import practice

# The first one that has a package; a distribution's packages belong to its own.
INTERPRETERS = ('/usr/bin/python3', sys.executable)


def find_interpreter(package):
    for interpreter in INTERPRETERS:
        if os.path.exists(interpreter) and subprocess.run(
                [interpreter, '-c', f'import {package}'], stderr=subprocess.DEVNULL,
                check=False).returncode == 0:
            return interpreter
    return None


def median(values):
    return statistics.median(values)


def print_table(title, head, rows):
    """Texts to the left, everything else to the right."""
    cells = [list(map(str, head))] + [list(map(str, row)) for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    print(f'\n{title}')
    for row in cells:
        print('  ' + '  '.join(text.ljust(width) if i == 0 else text.rjust(width)
                               for i, (text, width) in enumerate(zip(row, widths))))


def print_goal(what, value, goal, met):
    print(f'  {what}: {value}, wanted {goal}: {"met" if met else "MISSED"}')
