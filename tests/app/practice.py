# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""The real programs, driven from outside: a practice company and vouchctl beside it."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request

# It says where a company is that runs already, so that this one outlives whoever "started" it.
STAND_IN = '#!/bin/sh\ncat "$(dirname "$0")/info"\nexec cat >/dev/null\n'

TEMPLATE = {
    'name': 'Sales',
    'tag': 'sales',
    'survey': 'account-executive',
    'references': [{'relationship': 'managers'}, {'relationship': 'peers'}],
}


class Company:
    """A practice company that lives as long as the test."""

    def __init__(self, program, folder, seed=1, *options):
        os.makedirs(folder, exist_ok=True)
        self.process = subprocess.Popen(
            [program, '--seed', str(seed), '--die-with-parent', *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self.info = json.loads(self.process.stdout.readline())

    def control(self, action, **arguments):
        """What a person does; raises ValueError with the company's words when it refuses."""
        request = urllib.request.Request(
            f'{self.info["origins"]["identity"]}/_sandbox/{action}',
            data=json.dumps(arguments).encode(), headers={'Content-Type': 'application/json'})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise ValueError(error.read().decode('utf-8', 'replace')) from error

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=30)


class Vouch:
    """vouchctl with a data folder and a home of its own."""

    def __init__(self, program, company, folder):
        self.folder = folder
        self.data = os.path.join(folder, 'data')
        for name in 'cli', 'sandbox', 'home', 'runtime':
            os.makedirs(os.path.join(folder, name), mode=0o700, exist_ok=True)
        self.program = os.path.join(folder, 'cli', 'vouchctl')
        shutil.copy2(program, self.program)
        self.script = os.path.join(folder, 'sandbox', 'vouch-sandbox')
        with open(self.script, 'w', encoding='utf-8') as stream:
            stream.write(STAND_IN)
        os.chmod(self.script, 0o700)
        with open(os.path.join(folder, 'sandbox', 'info'), 'w', encoding='utf-8') as stream:
            stream.write(json.dumps(company.info) + '\n')

    def environment(self, **more):
        """Nothing of the person who runs the test: no keyring, no settings, no bus."""
        return {
            'PATH': os.environ['PATH'],
            'HOME': os.path.join(self.folder, 'home'),
            'XDG_RUNTIME_DIR': os.path.join(self.folder, 'runtime'),
            'LC_ALL': 'C.UTF-8',
            'G_DEBUG': 'fatal-criticals',
            'GSETTINGS_BACKEND': 'memory',
            'DBUS_SESSION_BUS_ADDRESS': 'unix:path=' + os.path.join(self.folder, 'no-bus'),
            # It looks into memory that a process which keeps secrets does not show.
            'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0',
            **more,
        }

    def start(self, *words, **options):
        """Starts a command and does not wait for it."""
        more = options.pop('environment', {})
        return subprocess.Popen([self.program, *words, '--data-dir', self.data],
                                env=self.environment(**more), **options)

    def run(self, *words, status=0, text=None):
        """Runs a command to its end; gives what it wrote to standard output."""
        process = self.start(*words, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)
        out, err = process.communicate(text.encode() if text is not None else b'', timeout=120)
        allowed = status if isinstance(status, tuple) else (status,)
        if process.returncode not in allowed:
            raise AssertionError(f'vouchctl {" ".join(words)}: {process.returncode}, not {allowed}:'
                                 f'\n{out.decode()}{err.decode()}')
        return out.decode()

    def connect(self, way='--client-credentials'):
        """Connects with the company, turned on and impatient; one template, its tag pushed."""
        self.run('connect', '--practice', way, '--on')
        for name, value in (('poll-interval', 1), ('poll-interval-front', 1),
                            ('requests-interval', 1), ('cancel-grace', 0),
                            ('catch-up-limit', 1000), ('daily-cap', 10000)):
            self.run('settings', 'set', name, str(value))
        self.run('templates', 'set', '-', text=json.dumps(TEMPLATE))
        self.run('templates', 'push')
