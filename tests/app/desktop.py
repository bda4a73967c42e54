# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""A display, a bus, a keyring and a home of their own, and the program in them, driven by AT-SPI.

Everything waits for a fact, without an end: Meson's timeout is the deadline. What was waited for is
printed when it takes long, so that a test that is ended says where it was.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

NEEDED = ('Xvfb', 'dbus-daemon', 'gnome-keyring-daemon', 'xdotool')
SKIPPED = 77
LONG = 20

# GTK 4.8 and its successors do not agree on these names.
BUTTON = ('push button', 'button')
ROLES = {'button': BUTTON, 'entry': ('text', 'entry'), 'toggle': ('toggle button',),
         'row': ('list item',), 'switch': ('toggle button', 'switch'),
         'combo': ('combo box',), 'menu item': ('menu item',), 'label': ('label', 'static')}


def is_missing():
    """Says what is not installed; the test is skipped then."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    try:
        import gi
        gi.require_version('Atspi', '2.0')
    except (ImportError, ValueError):
        missing.append('gir1.2-atspi-2.0')
    return missing


def wait_for(find, what):
    """Waits until @find gives something, and gives that; it may fail while a window is changing."""
    from gi.repository import GLib
    context = GLib.MainContext.default()
    start = time.monotonic()
    told = False
    while True:
        while context.pending():
            context.iteration(False)
        try:
            found = find()
        except (GLib.Error, sqlite3.OperationalError):
            found = None
        if found:
            return found
        if not told and time.monotonic() - start > LONG:
            told = True
            print(f'still waiting: {what}', file=sys.stderr, flush=True)
        GLib.timeout_add(50, lambda: False)
        context.iteration(True)


class Desktop:
    """There is one in a process, because the connection to the accessibility bus is kept."""

    def __init__(self, keyring='unlocked', size='1280x1000', **more):
        self.folder = tempfile.mkdtemp(prefix='vouch-app-')
        self.processes = []
        self.make_home()
        self.env = self.make_environment(more)
        self.start_display(size)
        self.start_bus()
        self.start_keyring(keyring)
        os.environ.update(self.env)
        os.environ.pop('WAYLAND_DISPLAY', None)

    def make_home(self):
        for name in 'home', 'runtime', 'home/.config', 'home/.config/gtk-4.0':
            os.mkdir(os.path.join(self.folder, name), 0o700)
        path = os.path.join(self.folder, 'home/.config/gtk-4.0/settings.ini')
        with open(path, 'w', encoding='utf-8') as stream:
            stream.write('[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations=0\n')

    def make_environment(self, more):
        home = os.path.join(self.folder, 'home')
        return {
            'PATH': os.environ['PATH'],
            'HOME': home,
            'XDG_RUNTIME_DIR': os.path.join(self.folder, 'runtime'),
            'XDG_CONFIG_HOME': os.path.join(home, '.config'),
            'XDG_DATA_HOME': os.path.join(home, '.local/share'),
            'XDG_CACHE_HOME': os.path.join(home, '.cache'),
            'XDG_STATE_HOME': os.path.join(home, '.state'),
            'LC_ALL': 'C.UTF-8',
            'TZ': 'UTC',
            'G_DEBUG': 'fatal-criticals',
            'GDK_BACKEND': 'x11',
            'GTK_A11Y': 'atspi',
            'GSK_RENDERER': 'cairo',
            'GSETTINGS_BACKEND': 'memory',
            'LIBGL_ALWAYS_SOFTWARE': '1',
            'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0',
            **{name: os.environ[name] for name in ('GSETTINGS_SCHEMA_DIR',) if name in os.environ},
            **more,
        }

    def start(self, *command, **options):
        options.setdefault('stderr', subprocess.DEVNULL)
        process = subprocess.Popen(command, env=self.env, **options)
        self.processes.append(process)
        return process

    def start_display(self, size):
        reader, writer = os.pipe()
        self.start('Xvfb', '-displayfd', str(writer), '-screen', '0', size + 'x24', '-nolisten',
                   'tcp', pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader) as stream:
            self.env['DISPLAY'] = ':' + stream.readline().strip()

    def start_bus(self):
        bus = self.start('dbus-daemon', '--session', '--nofork', '--print-address=1',
                         stdout=subprocess.PIPE)
        self.env['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().decode().strip()

    def start_keyring(self, state):
        """It is there once it has said where its control socket is."""
        if state == 'none':
            return
        way = ('--unlock',) if state == 'unlocked' else ()
        self.keyring = self.start('gnome-keyring-daemon', '--foreground', *way,
                                  '--components=secrets', stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE)
        self.keyring.stdin.write(b'word' if way else b'')
        self.keyring.stdin.close()
        self.keyring.stdout.readline()

    def run(self, *command):
        return subprocess.run(command, env=self.env, check=False, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout.decode()

    def press(self, *keys):
        self.run('xdotool', 'key', '--clearmodifiers', '--delay', '40', *keys)

    def type(self, text):
        self.run('xdotool', 'type', '--delay', '20', text)

    def close(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
            process.wait()
            for stream in process.stdin, process.stdout:
                if stream is not None:
                    stream.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Node:
    """What AT-SPI says of one thing in a window."""

    def __init__(self, accessible):
        self.accessible = accessible

    name = property(lambda self: self.accessible.get_name() or '')
    role = property(lambda self: self.accessible.get_role_name())
    states = property(lambda self: self.accessible.get_state_set())

    def is_in(self, state):
        from gi.repository import Atspi
        return self.states.contains(getattr(Atspi.StateType, state.upper()))

    def list_children(self):
        found = []
        for i in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(i)
            if child is not None:
                found.append(Node(child))
        return found

    def walk(self):
        """Itself and all that is shown below it, in order; what goes away meanwhile is left out."""
        from gi.repository import GLib
        yield self
        try:
            children = [child for child in self.list_children() if child.is_in('visible')]
        except GLib.Error:
            return
        for child in children:
            yield from child.walk()

    def matches(self, role, name):
        roles = ROLES.get(role, (role,))
        if role is not None and self.role not in roles:
            return False
        mine = self.name
        return name is None or (mine == name if isinstance(name, str) else bool(name.search(mine)))

    def find(self, role, name=None):
        """The first of a role with a name (text, or a pattern), or None."""
        from gi.repository import GLib
        for node in self.walk():
            try:
                if node.matches(role, name) and node.is_in('showing'):
                    return node
            except GLib.Error:
                continue
        return None

    def click(self):
        self.accessible.get_action_iface().do_action(0)

    def focus(self):
        self.accessible.get_component_iface().grab_focus()

    def write(self, text):
        self.accessible.get_editable_text_iface().set_text_contents(text)

    def read(self):
        text = self.accessible.get_text_iface()
        return text.get_text(0, -1) if text is not None else self.name

    def dump(self, depth=0):
        """For whoever writes a test: the tree, as text."""
        lines = []
        for child in self.list_children():
            shown = '' if child.is_in('showing') else ' (not shown)'
            lines.append(f'{"  " * depth}{child.role} "{child.name}"{shown}')
            lines += child.dump(depth + 1)
        return lines


class Program:
    """Vouch, running on a desktop."""

    def __init__(self, desktop, path, data, *words, **more):
        self.desktop = desktop
        self.data = data
        self.log = open(os.path.join(desktop.folder, f'log-{time.monotonic_ns()}'), 'w+b')
        self.process = subprocess.Popen([path, '--data-dir', data, *words],
                                        env={**desktop.env, **more}, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log)

    def get_log(self):
        self.log.flush()
        with open(self.log.name, encoding='utf-8', errors='replace') as stream:
            return stream.read()

    @property
    def node(self):
        from gi.repository import Atspi
        top = Atspi.get_desktop(0)
        for i in range(top.get_child_count()):
            application = top.get_child_at_index(i)
            if application is not None and application.get_process_id() == self.process.pid:
                return Node(application)
        return None

    def check_alive(self):
        if self.process.poll() is not None:
            raise AssertionError(f'Vouch ended with {self.process.returncode}:\n{self.get_log()}')

    def look(self, role, name=None):
        """What is shown right now, or None."""
        self.check_alive()
        node = self.node
        return node.find(role, name) if node is not None else None

    def find(self, role, name=None, enabled=False):
        """Waits for it."""
        def find():
            node = self.look(role, name)
            return node if node and (not enabled or node.is_in('sensitive')) else None
        return wait_for(find, f'{role} {name}')

    def press(self, name, role='button'):
        """Waits until a button is there and can be pressed, and presses it."""
        self.find(role, name, enabled=True).click()

    def activate(self, role, name):
        """As a person does with the keyboard: for rows, which have no action of their own."""
        def begin():
            self.find(role, name).focus()
            return self.look(role, name).is_in('focused')
        self.front()
        wait_for(begin, f'{role} {name} has the keys')
        self.desktop.press('Return')

    def write(self, name, text, role='entry'):
        self.find(role, name, enabled=True).write(text)

    def read(self, name):
        """Waits for a label whose text a pattern finds."""
        return self.find('label', name).name

    def list_windows(self):
        found = self.desktop.run('xdotool', 'search', '--onlyvisible', '--pid',
                                 str(self.process.pid))
        return found.split()

    def front(self):
        """Lets the newest window have the keys, as there is no window manager."""
        windows = wait_for(self.list_windows, 'a window')
        self.desktop.run('xdotool', 'windowfocus', '--sync', windows[-1])

    def keys(self, *keys):
        self.front()
        self.desktop.press(*keys)

    def end(self, way=signal.SIGTERM):
        """Ends it; gives its status."""
        if self.process.poll() is None:
            self.process.send_signal(way)
        status = self.process.wait()
        self.log.close()
        return status


class Records:
    """What is in the data folder, read beside the program."""

    def __init__(self, data):
        self.path = os.path.join(data, 'vouch.db')

    def ask(self, statement, *values):
        database = sqlite3.connect(f'file:{self.path}?mode=ro', uri=True)
        try:
            return database.execute(statement, values).fetchall()
        finally:
            database.close()


class PracticeCompany:
    """The one that the program started, seen from the outside."""

    def __init__(self, data):
        rows = wait_for(lambda: Records(data).ask(
            "SELECT web_uri FROM connection WHERE kind = 'practice'"), 'a practice connection')
        self.uri = rows[0][0].rstrip('/')

    def call(self, action, arguments=None):
        body = None if arguments is None else json.dumps(arguments).encode()
        request = urllib.request.Request(f'{self.uri}/_sandbox/{action}', data=body,
                                         headers={'Content-Type': 'application/json'})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise ValueError(f'{action}: {error.read().decode("utf-8", "replace")}') from error

    def control(self, action, **arguments):
        return self.call(action, arguments)

    def list_effects(self, kind=None):
        return [effect for effect in self.call('effects')['effects']
                if kind is None or effect['kind'] == kind]

    def list_violations(self):
        return self.call('violations')['violations']


class Case(unittest.TestCase):
    """One desktop for all cases of a program, one data folder for each."""

    keyring = 'unlocked'
    program = None

    @classmethod
    def setUpClass(cls):
        cls.desktop = Desktop(cls.keyring)
        cls.addClassCleanup(cls.desktop.close)

    def setUp(self):
        self.data = tempfile.mkdtemp(prefix='data-', dir=self.desktop.folder)

    def start(self, *words, **more):
        vouch = Program(self.desktop, self.program, self.data, *words, **more)
        self.addCleanup(vouch.end, signal.SIGKILL)
        return vouch


def main(arguments):
    """PROGRAM [CASE…]"""
    missing = is_missing()
    if missing:
        print('skipped, not installed:', ', '.join(missing))
        return SKIPPED
    Case.program = os.path.abspath(arguments[1])
    import gi
    gi.require_version('Atspi', '2.0')
    return unittest.main(module='__main__', argv=[arguments[0], *arguments[2:]], verbosity=2)
