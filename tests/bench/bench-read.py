# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""Full read of many pages: the parts of Vouch against Python clients, in turn, same company.

Only the client's own processor time counts, so that the company is not what is measured. It fails
when the clients do not end with the same rows; what is fast is told, not judged.
"""

import argparse
import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile

import bench
from bench import practice

PEERS = ('requests', 'aiohttp')


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--sandbox', required=True, type=os.path.abspath)
    parser.add_argument('--client', required=True, type=os.path.abspath)
    parser.add_argument('--size', default='M')
    parser.add_argument('--pages', type=int, default=300)
    parser.add_argument('--runs', type=int, default=5)
    return parser.parse_args()


def list_clients(client):
    """Name and command of each client that can run here."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'peers')
    clients = [('Vouch', [client])]
    for name in PEERS:
        interpreter = bench.find_interpreter(name)
        if interpreter is None:
            print(f'python3-{name} is not installed and left out')
        else:
            path = os.path.join(folder, f'client_{name}.py')
            clients.append((f'Python, {name}', [interpreter, '-B', path]))
    return clients


def run_client(command, company, pages, path):
    environment = dict(os.environ, VOUCH_BENCH_KEY=company.info['api_key'])
    arguments = [*command, company.info['origins']['ats'], path, str(pages)]
    output = subprocess.run(arguments, check=True,
                            stdout=subprocess.PIPE, text=True, env=environment, timeout=300).stdout
    return json.loads(output)


def read_rows(path):
    with sqlite3.connect(path) as db:
        return db.execute('SELECT id, first_name, last_name, email, status FROM candidate'
                          ' ORDER BY id').fetchall()


def measure(arguments, clients, company):
    """One list of results for each client. All take turns, so that all meet the same machine."""
    results = {name: [] for name, command in clients}
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        for run in range(arguments.runs):
            for number, (name, command) in enumerate(clients):
                path = os.path.join(folder, f'{run}-{number}.db')
                results[name].append(run_client(command, company, arguments.pages, path))
                rows[name] = read_rows(path)
    return results, rows


def summarise(results):
    cpu = bench.median([result['cpu_us'] / 1000 / result['pages'] for result in results])
    rate = bench.median([result['rows'] / (result['wall_us'] / 1e6) for result in results])
    busy = bench.median([result['rows'] / (result['cpu_us'] / 1e6) for result in results])
    return cpu, rate, busy, bench.median([result['peak_kb'] / 1024 for result in results])


def report(arguments, summaries):
    ours = summaries['Vouch']
    bench.print_table(
        f'Full read, {arguments.pages} pages of 100, medians of {arguments.runs}',
        ('client', 'CPU ms/page', 'rows/s', 'rows/s of CPU', 'peak MB', 'CPU, Vouch = 1'),
        [(name, f'{cpu:.2f}', f'{rate:.0f}', f'{busy:.0f}', f'{peak:.1f}', f'{cpu / ours[0]:.2f}')
         for name, (cpu, rate, busy, peak) in summaries.items()])
    peers = [summary for name, summary in summaries.items() if name != 'Vouch']
    if peers:
        best = min(summary[0] for summary in peers)
        fastest = max(summary[2] for summary in peers)
        bench.print_goal('CPU per page, of the best peer', f'{ours[0] / best:.2f}', '<= 0.50',
                         ours[0] <= best / 2)
        bench.print_goal('rows per second of CPU, of the best peer', f'{ours[2] / fastest:.2f}',
                         '>= 2.00', ours[2] >= 2 * fastest)


def main():
    arguments = parse_arguments()
    clients = list_clients(arguments.client)
    with tempfile.TemporaryDirectory() as folder:
        company = practice.Company(arguments.sandbox, folder, 1, '--size', arguments.size)
        with contextlib.closing(company):
            company.control('settings', limits=False)
            results, rows = measure(arguments, clients, company)
    report(arguments, {name: summarise(found) for name, found in results.items()})
    wanted = arguments.pages * 100
    for name, found in rows.items():
        if len(found) != wanted or found != rows['Vouch']:
            sys.exit(f'{name} did not end with the same {wanted} rows')


if __name__ == '__main__':
    main()
