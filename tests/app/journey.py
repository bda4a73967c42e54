# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""What journeys have in common: a practice company that is connected, and its pages."""

import desktop
from browser import Browser
from desktop import wait_for

SMARTRECRUITERS = 'VouchConnectionPage'
CROSSCHQ = 'VouchCrosschqPage'
TOKEN_CALL = 'POST /identity/oauth/token'


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
