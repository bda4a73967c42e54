# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""What journeys have in common: a practice company that is connected, and its pages."""

import json
import os
import re

import desktop
import practice
from browser import Browser
from desktop import wait_for

SMARTRECRUITERS = 'VouchConnectionPage'
CROSSCHQ = 'VouchCrosschqPage'
WAYS = re.compile('onnect in another way$')
TOKEN_CALL = 'POST /identity/oauth/token'


NAMES = {'first_name': 'Ines', 'last_name': 'Duarte'}


class Past(practice.Vouch):
    """vouchctl on the desktop, before the window opens; both have the same keyring."""

    def __init__(self, desk, build, company, folder):
        super().__init__(os.path.join(build, 'cli/vouchctl'), company, folder)
        self.desk = desk

    def environment(self, **more):
        return {**super().environment(), **self.desk.env, **more}


class Journey(desktop.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser = Browser(cls.desktop)

    def begin(self):
        """The program, connected with the practice company and turned on."""
        self.vouch = self.start('--practice')
        self.records = desktop.Records(self.data)
        wait_for(lambda: self.records.ask('SELECT 1 FROM connection WHERE turned_on = 1'),
                 'it is on')
        self.company = desktop.PracticeCompany(self.data)

    @property
    def build(self):
        return os.path.dirname(self.program)

    def open_company(self, folder, *options):
        company = practice.Company(os.path.join(self.build, 'sandbox/vouch-sandbox'), folder, 1,
                                   *options)
        self.addCleanup(company.close)
        return company

    def prepare(self):
        """A connection with a template and a tagged job, before the program runs; the company goes
        on in it. Gives what was there."""
        folder = self.data
        state = os.path.join(folder, 'data/practice')
        os.makedirs(state, mode=0o700)
        company = self.open_company(folder, '--state', os.path.join(state, 'company.json'))
        self.past = Past(self.desktop, self.build, company, folder)
        self.past.run('connect', '--practice', '--client-credentials', '--on')
        self.past.run('templates', 'set', '-', text=json.dumps(practice.TEMPLATE))
        self.past.run('templates', 'push')
        self.data = self.past.data
        return company

    @staticmethod
    def enter(company, job, **more):
        """Somebody enters the step of a job."""
        person = company.control('create-candidate', job_id=job, **{**NAMES, **more})
        company.control('move', candidate_id=person['candidate_id'], job_id=job,
                        status='INTERVIEW', sub_status='Crosschq')

    def open(self):
        """After it was prepared."""
        self.vouch = self.start()
        self.records = desktop.Records(self.data)
        self.company = desktop.PracticeCompany(self.data)

    def manage(self, service='SmartRecruiters'):
        self.vouch.go('alt+7', 'VouchConnectorsPage')
        self.vouch.press(f'Manage {service}', 'VouchConnectorsPage')

    def disconnect(self):
        self.vouch.press('Disconnect…', SMARTRECRUITERS)
        self.vouch.press('Disconnect')
        self.vouch.find('button', 'Add to SmartRecruiters', SMARTRECRUITERS)

    def begin_disconnected(self):
        self.begin()
        self.manage()
        self.disconnect()

    def count_secrets(self):
        """What the keyring holds, whoever asks."""
        from gi.repository import Gio, GLib
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        unlocked, locked = bus.call_sync(
            'org.freedesktop.secrets', '/org/freedesktop/secrets',
            'org.freedesktop.Secret.Service', 'SearchItems', GLib.Variant('(a{ss})', ({},)), None,
            Gio.DBusCallFlags.NONE, -1).unpack()
        return len(unlocked) + len(locked)

    def open_form(self, row, title):
        if self.vouch.look('row', row, SMARTRECRUITERS) is None:
            self.vouch.activate('row', WAYS, SMARTRECRUITERS)
        button = wait_for(lambda: self.find_row_button(row), f'the button of {row}')
        button.click()
        self.vouch.find('button', 'Cancel', title)

    def find_row_button(self, row):
        found = self.vouch.look('row', row, SMARTRECRUITERS)
        return found.find('button') if found else None

    def connect(self, row, title, **words):
        self.open_form(row, title)
        for name, text in words.items():
            self.vouch.write(name.replace('_', ' '), text, title)
        self.vouch.press('Connect', title)

    def make_tall(self):
        """So that a long page is seen as a whole."""
        width, height = self.screen.split('x')
        self.desktop.run('xdotool', 'windowsize', '--sync', self.vouch.front(), width, height)

    def find_sign_in(self):
        """How the connection signs in, as it is stored."""
        return self.records.ask('SELECT sign_in, needs_reconnect FROM connection')[0]

    def count_calls(self, name):
        return self.company.call('calls')['calls'].get(name, 0)

    def see_connected(self, page=SMARTRECRUITERS):
        self.vouch.find('label', 'Connected', page)

    def see(self, sentence, page=SMARTRECRUITERS):
        self.vouch.find(None, sentence, page)

    def end(self):
        self.assertEqual(self.company.list_violations(), [])
        self.assertEqual(self.vouch.end(), 0)
