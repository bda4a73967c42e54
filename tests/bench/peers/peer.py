# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""What the Python clients have in common: the table, and the line they print."""

import json
import os
import resource
import sqlite3
import sys
import time

PAGE_SIZE = 100

CREATE_TABLE = '''CREATE TABLE candidate (id TEXT PRIMARY KEY, first_name TEXT, last_name TEXT,
                  email TEXT, status TEXT, updated_on TEXT)'''
PUT_ROW = '''INSERT INTO candidate VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET first_name = ?2, last_name = ?3, email = ?4,
             status = ?5, updated_on = ?6'''


def open_table(path):
    db = sqlite3.connect(path)
    db.execute('PRAGMA journal_mode = WAL')
    db.execute(CREATE_TABLE)
    db.commit()
    return db


def store_page(db, page):
    rows = [(item['id'], item['firstName'], item['lastName'], item.get('email'),
             item.get('primaryAssignment', {}).get('status'), item.get('updatedOn'))
            for item in page['content']]
    with db:
        db.executemany(PUT_ROW, rows)
    return len(rows)


def get_cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def get_peak():
    """In kB. Not out of rusage, which a program inherits from the one that starts it."""
    with open('/proc/self/status', encoding='ascii') as status:
        return next(int(line.split()[1]) for line in status if line.startswith('VmHWM'))


class Reading:
    """One full read: counts and times it."""

    def __init__(self):
        self.uri, self.path, wanted = sys.argv[1:]
        self.wanted = int(wanted)
        self.headers = {'X-SmartToken': os.environ['VOUCH_BENCH_KEY'], 'Accept': 'application/json'}
        self.db = open_table(self.path)
        self.pages = 0
        self.rows = 0
        self.cpu = get_cpu()
        self.wall = time.monotonic()

    def take(self, page):
        """Stores a page and returns the parameters of the next one, or None at the end."""
        self.rows += store_page(self.db, page)
        self.pages += 1
        cursor = page.get('nextPageId')
        if not cursor or self.pages == self.wanted:
            return None
        return {'limit': PAGE_SIZE, 'pageId': cursor}

    def finish(self):
        print(json.dumps({
            'pages': self.pages,
            'rows': self.rows,
            'cpu_us': round((get_cpu() - self.cpu) * 1e6),
            'wall_us': round((time.monotonic() - self.wall) * 1e6),
            'peak_kb': get_peak(),
        }))
