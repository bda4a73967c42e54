# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""What the benchmarks of whole programs have in common."""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import urllib.request

# The first one that has a package; a distribution's packages belong to its own.
INTERPRETERS = ('/usr/bin/python3', sys.executable)


class Company:
    """The practice company as a program of its own."""

    def __init__(self, program, size, *options):
        self.process = subprocess.Popen([program, '--size', size, '--die-with-parent', *options],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.info = json.loads(self.process.stdout.readline())

    def origin(self, name):
        return self.info['origins'][name]

    def control(self, action, **arguments):
        request = urllib.request.Request(f'{self.origin("identity")}/_sandbox/{action}',
                                         json.dumps(arguments).encode(),
                                         {'Content-Type': 'application/json'})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)


@contextlib.contextmanager
def company(program, size, *options):
    started = Company(program, size, *options)
    try:
        yield started
    finally:
        started.stop()


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
