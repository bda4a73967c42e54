# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""How much of each test runs, from the header that the tests in C include."""

import os
import re

HEADER = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, 'sim',
                      'test-counts.h')


def read(name, release=bool(os.environ.get('VOUCH_RELEASE'))):
    """The number behind VOUCH_N_NAME, of a release where $VOUCH_RELEASE is set."""
    with open(HEADER, encoding='utf-8') as stream:
        columns = stream.read().split('#else')
    found = re.search(rf'#define VOUCH_N_{name} (\d+)', columns[0 if release else 1])
    if not found:
        raise KeyError(name)
    return int(found.group(1))
