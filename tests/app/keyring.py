# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""What tests of the keyring have in common: what is told of it, and a practice company from a day
on which it was open."""

import re

import asked
import desktop
from desktop import wait_for

LOCKED = re.compile('^Your keyring is locked')
DISMISSED = re.compile('^The keyring was not unlocked')
PRACTICE = 'Practice company: nothing leaves this computer'
MEMORY = re.compile('connection is forgotten when Vouch ends')
LOST = re.compile('^No keyring answers')
PERSON = {'first_name': 'Ines', 'last_name': 'Duarte', 'email': 'ines.duarte@example.org'}
STEP = {'status': 'INTERVIEW', 'sub_status': 'Crosschq'}


class Case(desktop.Case):
    def setUp(self):
        super().setUp()
        self.records = desktop.Records(self.data)

    def wait_until_on(self):
        wait_for(lambda: self.records.ask('SELECT 1 FROM connection WHERE turned_on = 1 AND '
                                          'crosschq_dialect IS NOT NULL'), 'both sides are on')

    def count(self, table):
        found = self.records.ask(f'SELECT count(*) FROM {table}')
        return found[0][0] if found else 0

    def move_somebody(self, **more):
        """Only a program that can sign in notices it."""
        company = desktop.PracticeCompany(self.data)
        job = company.control('find-jobs')['jobs'][0]['job_id']
        person = company.control('create-candidate', job_id=job, **{**PERSON, **more})
        company.control('move', candidate_id=person['candidate_id'], job_id=job, **STEP)

    def wait_for_moves(self, number):
        wait_for(lambda: self.count('trigger') == number, f'{number} moves are noticed')

    def finish(self, vouch):
        """However it stood: it ends well."""
        status = vouch.end()
        with open(vouch.log.name, encoding='utf-8', errors='replace') as stream:
            log = stream.read()
        self.assertEqual(status, 0, log)
        self.assertNotIn('CRITICAL', log)


class LockedCase(Case):
    """A practice company from a day on which the keyring was open; today it is not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prompts = asked.Prompts(cls.desktop)

    def setUp(self):
        super().setUp()
        self.desktop.unlock_keyring()
        vouch = self.start('--practice')
        self.wait_until_on()
        self.finish(vouch)
        self.desktop.lock_keyring()
        self.n_prompts = self.prompts.count()

    def check_prompts(self, number):
        self.assertEqual(self.prompts.count() - self.n_prompts, number)
