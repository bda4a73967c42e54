# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""The read of client-vouch.c as it is usually written in Python: requests and sqlite3."""

import peer
import requests


def main():
    reading = peer.Reading()
    params = {'limit': peer.PAGE_SIZE}
    with requests.Session() as session:
        session.headers.update(reading.headers)
        session.trust_env = False
        while params is not None:
            answer = session.get(reading.uri + '/candidates', params=params, timeout=60)
            answer.raise_for_status()
            params = reading.take(answer.json())
    reading.finish()


if __name__ == '__main__':
    main()
