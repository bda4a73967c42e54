# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""Resident memory of "vouchctl sync --watch" on a company of profile L, beside Python.

People stand in the step, some of them for a job with a tag, so that requests are made and looked
after. Nothing here is judged: memory is told.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time

import bench
from bench import practice

GOAL_MB = 25
STEP = 'Crosschq'
DEADLINE = 240


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--sandbox', required=True, type=os.path.abspath)
    parser.add_argument('--vouchctl', required=True, type=os.path.abspath)
    parser.add_argument('--size', default='L')
    parser.add_argument('--people', type=int, default=60, help='in the step without a tag')
    parser.add_argument('--requests', type=int, default=10)
    parser.add_argument('--cycles', type=int, default=10, help='after the last request')
    return parser.parse_args()


def read_memory(process):
    """Resident and highest resident megabytes, and those of them that no other program shares."""
    fields = {}
    with open(f'/proc/{process.pid}/status', encoding='ascii') as status:
        for line in status:
            name, _, value = line.partition(':')
            fields[name] = value.split()
    return [int(fields[name][0]) / 1024 for name in ('VmRSS', 'VmHWM', 'RssAnon')]


def fill_step(company, people, requests):
    company.control('populate', count=people, status='IN_REVIEW', sub_status=STEP)
    job = company.control('create-job', title='Account Executive', tag='sales')['job_id']
    for number in range(requests):
        company.control('create-candidate', first_name='Ada', last_name=f'Bench{number}',
                        email=f'ada.bench{number}@example.org', phone='+14155550123', job_id=job,
                        status='IN_REVIEW', sub_status=STEP)


def count(company, kind):
    return sum(effect['kind'] == kind for effect in company.control('effects')['effects'])


def count_cycles(company):
    """Every cycle asks once for outcomes and once or more for the people of each step."""
    return company.control('calls')['calls'].get('GET /candidates', 0)


def wait_for(what, ask):
    end = time.monotonic() + DEADLINE
    while not ask():
        if time.monotonic() > end:
            sys.exit(f'not within {DEADLINE} s: {what}')
        time.sleep(0.2)


def watch(arguments, company, vouch):
    """Memory at the start, once the requests are made, and after some idle cycles."""
    found = []
    calls = count_cycles(company)
    process = vouch.start('sync', '--watch', stdout=subprocess.DEVNULL)
    try:
        wait_for('the first cycle', lambda: count_cycles(company) > calls + 3)
        found.append(('first cycle', *read_memory(process)))
        fill_step(company, arguments.people, arguments.requests)
        wait_for('the requests',
                 lambda: count(company, 'request-created') >= arguments.requests)
        found.append((f'{arguments.requests} requests made', *read_memory(process)))
        calls = count_cycles(company) + arguments.cycles * (arguments.people // 100 + 3)
        wait_for('idle cycles', lambda: count_cycles(company) >= calls)
        found.append((f'{arguments.cycles} cycles later', *read_memory(process)))
    finally:
        process.terminate()
        process.wait(timeout=30)
    return found


def measure_python():
    """An interpreter with what the Python client imports, which does nothing yet."""
    lines = []
    for package in 'requests', 'aiohttp':
        interpreter = bench.find_interpreter(package)
        if interpreter is None:
            continue
        process = subprocess.Popen([interpreter, '-c', f'import sqlite3, json, {package}\ninput()'],
                                   stdin=subprocess.PIPE)
        time.sleep(1)
        lines.append((f'Python, {package}, imports alone', *read_memory(process)))
        process.communicate(b'\n')
    return lines


def main():
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        company = practice.Company(arguments.sandbox, os.path.join(folder, 'company'), 1,
                                   '--size', arguments.size)
        with contextlib.closing(company):
            vouch = practice.Vouch(arguments.vouchctl, company, folder)
            vouch.connect()
            found = watch(arguments, company, vouch)
    ours = found[-1][1]
    bench.print_table(
        f'Memory of vouchctl sync --watch, company {arguments.size}',
        ('when', 'RSS MB', 'highest', 'own', 'RSS, Vouch = 1'),
        [(name, f'{rss:.1f}', f'{peak:.1f}', f'{own:.1f}', f'{rss / ours:.2f}')
         for name, rss, peak, own in found + measure_python()])
    bench.print_goal('resident memory', f'{ours:.1f} MB', f'<= {GOAL_MB} MB', ours <= GOAL_MB)


if __name__ == '__main__':
    main()
