# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""For the tests of the checks: makes a small tree, runs a check on it, compares its lines."""

import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
SPDX = ('SPDX-License-' 'Identifier: GPL-3.0-or-later', 'SPDX-File' 'CopyrightText: 2026 Somebody')
C_HEAD = f'/* {SPDX[0]}\n * {SPDX[1]}\n */\n'
C_FILE = C_HEAD + '#define G_LOG_DOMAIN "vouch-test"\n\n'
H_FILE = C_HEAD + '#pragma once\n\n'
SCRIPT_HEAD = f'# {SPDX[0]}\n# {SPDX[1]}\n'


class CheckCase(unittest.TestCase):
    check = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name

    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'wb') as stream:
            stream.write(text.encode() if isinstance(text, str) else text)
        return full

    def run_check(self, *arguments):
        """The status and the lines, without the last one, which only sums up."""
        result = subprocess.run(
            [sys.executable, os.path.join(HERE, self.check), '--root', self.root, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        lines = result.stdout.splitlines()
        self.assertTrue(lines, 'the check said nothing')
        self.assertTrue(lines[-1].startswith(self.check + ': '), result.stdout)
        return result.returncode, lines[:-1]

    def assert_clean(self, *arguments):
        self.assertEqual(self.run_check(*arguments), (0, []))

    def assert_finds(self, *wanted, arguments=()):
        """Exactly these lines, each given by its beginning and a part of its message."""
        status, lines = self.run_check(*arguments)
        self.assertEqual(status, 1, lines)
        for (start, part), line in zip(wanted, lines):
            self.assertTrue(line.startswith(start + ':'), f'{start}: {lines}')
            self.assertIn(part, line)
        self.assertEqual(len(lines), len(wanted), lines)
