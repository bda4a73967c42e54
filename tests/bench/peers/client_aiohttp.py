# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""The read of client-vouch.c with aiohttp and sqlite3. The cursor allows one page at a time."""

import asyncio

import aiohttp
import peer


async def read_all():
    reading = peer.Reading()
    params = {'limit': peer.PAGE_SIZE}
    async with aiohttp.ClientSession(headers=reading.headers, raise_for_status=True) as session:
        while params is not None:
            async with session.get(reading.uri + '/candidates', params=params) as answer:
                params = reading.take(await answer.json())
    reading.finish()


if __name__ == '__main__':
    asyncio.run(read_all())
