# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""Start-up and memory of the window on a store of profile L, beside gnome-text-editor.

Both are asked the same thing in turn: how long from the start until the middle of the window has
more than one colour, and what of the memory is their own share a little later.
"""

import argparse
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time

import bench

PEER = 'gnome-text-editor'
GOAL = 1.0
DEADLINE = 60
# Until what follows the first frame has come to rest.
SETTLE = 3


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--fill', required=True, type=os.path.abspath)
    parser.add_argument('--vouch', required=True, type=os.path.abspath)
    parser.add_argument('--repeats', type=int, default=10)
    return parser.parse_args()


def find_window():
    """The only one that is shown, if any."""
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '.'],
                           capture_output=True, text=True, check=False).stdout.split()
    return found[0] if found else None


def is_painted(window):
    """An X window is mapped black; the first frame brings colours."""
    shot = subprocess.run(['import', '-silent', '-window', window, '-crop', '400x60+0+0',
                           '-format', '%k', 'info:'], capture_output=True, text=True, check=False)
    return shot.returncode == 0 and shot.stdout.strip() not in ('', '0', '1')


def read_memory(pid):
    """Megabytes: proportional share, and what no other program shares."""
    fields = {}
    with open(f'/proc/{pid}/smaps_rollup', encoding='ascii') as rollup:
        for line in rollup:
            name, _, value = line.partition(':')
            fields[name] = value.split()
    private = sum(int(fields[name][0]) for name in ('Private_Clean', 'Private_Dirty'))
    return int(fields['Pss'][0]) / 1024, private / 1024


def read_parents():
    """Process → its parent and its name, of all that run."""
    found = {}
    for path in glob.glob('/proc/[0-9]*/stat'):
        try:
            with open(path, encoding='utf-8') as stat:
                head, _, tail = stat.read().rpartition(')')
        except OSError:
            continue
        pid, _, name = head.partition(' (')
        found[int(pid)] = int(tail.split()[1]), name
    return found


def count_webkit(pid):
    """Libraries that are mapped, and processes below this one."""
    with open(f'/proc/{pid}/maps', encoding='utf-8') as maps:
        libraries = {line.split()[-1] for line in maps if 'webkit' in line.lower()}
    parents = read_parents()
    processes = 0
    for child, (parent, name) in parents.items():
        while parent in parents and parent != pid:
            parent = parents[parent][0]
        processes += child != pid and parent == pid and 'webkit' in name.lower()
    return len(libraries), processes


def cpu_seconds(pid):
    with open(f'/proc/{pid}/stat', encoding='utf-8') as stat:
        fields = stat.read().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def measure(command):
    """Milliseconds to the window, to its first frame, and processor time until then; memory."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        window = None
        while window is None:
            if process.poll() is not None or time.monotonic() > start + DEADLINE:
                sys.exit(f'no window: {command[0]}')
            window = find_window()
        mapped = time.monotonic() - start
        while not is_painted(window):
            if time.monotonic() > start + DEADLINE:
                sys.exit(f'no frame: {command[0]}')
        painted = time.monotonic() - start
        cpu = cpu_seconds(process.pid)
        time.sleep(SETTLE)
        webkit = count_webkit(process.pid)
        pss, private = read_memory(process.pid)
        whole = cpu_seconds(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)
        while find_window() is not None:
            time.sleep(0.05)
    return (mapped * 1000, painted * 1000, cpu * 1000, whole * 1000, pss, private), webkit


def guard_environment(folder):
    os.environ.update(SECRET_BACKEND='file', SECRET_FILE_TEST_PATH=os.path.join(folder, 'keyring'),
                      SECRET_FILE_TEST_PASSWORD='bench', GSETTINGS_BACKEND='memory')


def main():
    arguments = parse_arguments()
    missing = [name for name in (PEER, 'xdotool', 'import') if shutil.which(name) is None]
    if missing:
        print(f'left out: not installed: {", ".join(missing)}')
        return
    with tempfile.TemporaryDirectory() as folder:
        guard_environment(folder)
        data = os.path.join(folder, 'data')
        subprocess.run([arguments.fill, data], check=True)
        commands = {'vouch': [arguments.vouch, '--data-dir', data],
                    PEER: [PEER, '--standalone', '--ignore-session']}
        found = {name: [] for name in commands}
        for command in commands.values():
            measure(command)
        for _ in range(arguments.repeats):
            for name, command in commands.items():
                values, webkit = measure(command)
                found[name].append(values)
                if name == 'vouch':
                    ours = webkit
    medians = {name: [bench.median(column) for column in zip(*rows)]
               for name, rows in found.items()}
    bench.print_table(
        f'Start with a store of profile L, medians of {arguments.repeats}',
        ('program', 'window ms', 'first frame ms', 'CPU ms until it', 'CPU ms after 3 s', 'PSS MB',
         'private MB'),
        [(name, *(f'{value:.0f}' for value in values[:4]),
          *(f'{value:.1f}' for value in values[4:]))
         for name, values in medians.items()])
    for what, column in ('first frame', 1), ('memory, PSS', 4):
        ratio = medians['vouch'][column] / medians[PEER][column]
        bench.print_goal(f'{what}, {PEER} = 1', f'{ratio:.2f}', f'<= {GOAL:.1f}', ratio <= GOAL)
    bench.print_goal('WebKit libraries and processes', f'{ours[0]} and {ours[1]}', '0 and 0',
                     ours == (0, 0))


if __name__ == '__main__':
    main()
