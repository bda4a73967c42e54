# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""Runs the built vouchctl and plays the people of the practice company."""

import json
import os
import signal
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

VOUCHCTL = ''
SANDBOX = ''
TIMEOUT = 60


class Company:
    """The practice company of a data folder, while no vouchctl has it."""

    def __init__(self, data_dir):
        self.state = os.path.join(data_dir, 'practice', 'company.json')

    def __enter__(self):
        self.process = subprocess.Popen([SANDBOX, '--state', self.state, '--die-with-parent'],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.info = json.loads(self.process.stdout.readline())
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(TIMEOUT)
        self.process.stdout.close()

    def do(self, action, **arguments):
        return control(self.info['origins']['identity'], action, **arguments)

    def tagged_job(self, tag):
        jobs = self.do('find-jobs', limit=500)['jobs']
        return next(job for job in jobs if job.get('tag') == tag and any(
            member['role'] == 'RECRUITER' for member in job['team']))

    def enter_step(self, first_name, last_name, job_id, **person):
        made = self.do('create-candidate', first_name=first_name, last_name=last_name,
                       job_id=job_id, status='IN_REVIEW', **person)
        self.do('move', candidate_id=made['candidate_id'], job_id=job_id, status='IN_REVIEW',
                sub_status='Crosschq')
        return made['candidate_id']


def control(web_uri, action, **arguments):
    request = urllib.request.Request(f'{web_uri}/_sandbox/{action}',
                                     data=json.dumps(arguments).encode(),
                                     headers={'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
        return json.load(answer)


class Case(unittest.TestCase):
    """A data folder of its own, without a keyring."""

    maxDiff = None

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.data_dir = os.path.join(self.folder.name, 'data')
        self.printed = []
        self.env = {name: value for name, value in os.environ.items()
                    if name not in ('DBUS_SESSION_BUS_ADDRESS', 'DISPLAY', 'WAYLAND_DISPLAY')}
        self.env.update(HOME=self.folder.name, XDG_RUNTIME_DIR=self.folder.name,
                        XDG_DATA_HOME=os.path.join(self.folder.name, 'share'),
                        XDG_CONFIG_DIRS=self.folder.name, G_DEBUG='fatal-criticals',
                        LC_ALL='C.UTF-8')

    def start(self, *arguments, **options):
        """Starts vouchctl; its arguments never hold a secret."""
        return subprocess.Popen([VOUCHCTL, *arguments, '--data-dir', self.data_dir], env=self.env,
                                stdin=options.pop('stdin', subprocess.DEVNULL),
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def finish(self, process, code):
        out, err = process.communicate(timeout=TIMEOUT)
        self.printed += [out, err]
        text = f'{process.args[1:]}\n{out.decode()}\n{err.decode()}'
        if code is not None:
            self.assertEqual(process.returncode, code, text)
        return out.decode(), err.decode()

    def run_ctl(self, *arguments, code=0, **options):
        return self.finish(self.start(*arguments, **options), code)

    def run_json(self, *arguments, code=0):
        out, _ = self.run_ctl(*arguments, '--json', code=code)
        self.assertEqual(out.count('\n'), 1, out)
        return json.loads(out)

    def refuse(self, *arguments, code, says=None, **options):
        """It fails with one line on stderr and nothing on stdout."""
        out, err = self.run_ctl(*arguments, code=code, **options)
        self.assertEqual(out, '')
        self.assertEqual(err.count('\n'), 1, err)
        self.assertTrue(err.startswith('vouchctl: '), err)
        if says is not None:
            self.assertIn(says, err)
        return err

    def write(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    def write_template(self, **changes):
        template = {'name': 'Engineers', 'tag': 'engineering', 'survey': 'software-engineer',
                    'references': [{'relationship': 'managers'}, {'relationship': 'managers'},
                                   {'relationship': 'peers'}, {'relationship': 'peers'}]}
        template.update(changes)
        return self.write('template.json', json.dumps(template))

    def connect(self):
        self.run_ctl('connect', '--practice', '--on')

    def connect_with_template(self):
        self.connect()
        self.run_ctl('templates', 'set', self.write_template())

    def watch(self):
        """A vouchctl that holds the lock; its practice company can be reached meanwhile."""
        process = self.start('sync', '--watch')
        self.addCleanup(self.stop, process)
        while not self.is_watching():
            self.assertIsNone(process.poll())
        return process

    def is_watching(self):
        status = self.run_json('status', code=None)
        try:
            control(status['connections'][0]['web_uri'], 'info')
        except urllib.error.URLError:
            return False
        return status['running']

    def stop(self, process, code=0):
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        if not process.stdout.closed:
            self.finish(process, code)
