# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""A display, a bus, a keyring and a home of their own, and the program in them, driven by AT-SPI.

Everything waits for a fact, without an end: Meson's timeout is the deadline. What was waited for is
printed when it takes long, so that a test that is ended says where it was.
"""

import json
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

from accessible import ROLES, Bus, Node  # noqa: F401
from display import start_display

NEEDED = ('Xvfb', 'dbus-daemon', 'gnome-keyring-daemon', 'xdotool')
PASSWORD = 'word'
UNLOCK = 1
HAS_OWNER = ('dbus-send', '--session', '--print-reply', '--dest=org.freedesktop.DBus',
             '/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner')
SKIPPED = 77
LONG = 20
SERVICES = ('org.a11y.Bus', 'org.gnome.keyring.SystemPrompter')
BUS = """<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


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
        except GLib.Error:
            found = None
        if found:
            return found
        if not told and time.monotonic() - start > LONG:
            told = True
            print(f'still waiting: {what}', file=sys.stderr, flush=True)
            Desktop.current.keep_picture()
        GLib.timeout_add(50, lambda: False)
        context.iteration(True)


def is_soon(condition):
    """Whether it comes about within some seconds: what was pressed is tried again otherwise."""
    for _ in range(50):
        if condition():
            return True
        time.sleep(0.1)
    return False


def having(words):
    """A name that has these words in it."""
    return re.compile(re.escape(words))


class Desktop:
    """There is one in a process, because the connection to the accessibility bus is kept."""

    current = None

    def __init__(self, size='1280x1000', keeps_secrets=True, starts_keyring=True):
        Desktop.current = self
        self.keyring = None
        self.folder = tempfile.mkdtemp(prefix='vouch-app-')
        self.processes = []
        self.make_home()
        self.env = self.make_environment()
        display, self.env['DISPLAY'] = start_display(size)
        self.processes.append(display)
        self.start_bus(keeps_secrets and starts_keyring)
        if keeps_secrets:
            self.start_keyring(unlocked=True)
        os.environ.update(self.env)
        os.environ.pop('WAYLAND_DISPLAY', None)

    def make_home(self):
        for name in 'home', 'runtime', 'home/.config', 'home/.config/gtk-4.0':
            os.mkdir(os.path.join(self.folder, name), 0o700)
        path = os.path.join(self.folder, 'home/.config/gtk-4.0/settings.ini')
        with open(path, 'w', encoding='utf-8') as stream:
            stream.write('[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations=0\n')

    def make_environment(self):
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
            # The keyring's question is not to answer assistive programs.
            'NO_AT_BRIDGE': '1',
            'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0',
            **{name: os.environ[name] for name in ('GSETTINGS_SCHEMA_DIR',) if name in os.environ},
        }

    def start(self, *command, **options):
        options.setdefault('stderr', subprocess.DEVNULL)
        process = subprocess.Popen(command, env=self.env, **options)
        self.processes.append(process)
        return process

    def start_bus(self, starts_keyring):
        which = '--session' if starts_keyring else f'--config-file={self.write_bus()}'
        bus = self.start('dbus-daemon', which, '--nofork', '--print-address=1',
                         stdout=subprocess.PIPE)
        self.env['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().decode().strip()

    def write_bus(self):
        """One that starts nothing by itself but what assistive programs and a keyring need."""
        services = os.path.join(self.folder, 'services')
        os.mkdir(services)
        for name in SERVICES:
            shutil.copy(f'/usr/share/dbus-1/services/{name}.service', services)
        path = os.path.join(self.folder, 'bus.conf')
        with open(path, 'w', encoding='utf-8') as stream:
            stream.write(BUS.format(folder=self.folder, services=services))
        return path

    def start_keyring(self, unlocked, password=PASSWORD):
        """The bus would start another one for whoever came before it is there."""
        self.keyring = self.start('env', '--unset=G_DEBUG', 'gnome-keyring-daemon', '--foreground',
                                  '--components=secrets', *(['--unlock'] if unlocked else []),
                                  stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        if unlocked:
            self.keyring.stdin.write(password.encode())
        self.keyring.stdin.close()
        while 'boolean true' not in self.run(*HAS_OWNER, 'string:org.freedesktop.secrets'):
            time.sleep(0.05)

    def lock_keyring(self):
        """As it is after a start of the computer without a password."""
        self.keyring.terminate()
        self.keyring.wait()
        self.start_keyring(unlocked=False)

    def kill_keyring(self):
        """It leaves its socket behind, which others would wait for."""
        self.keyring.kill()
        self.keyring.wait()
        shutil.rmtree(os.path.join(self.env['XDG_RUNTIME_DIR'], 'keyring'), ignore_errors=True)

    def limit_keyring(self, size=None):
        """So many bytes its files may have; None: as many as ever."""
        hard = resource.prlimit(self.keyring.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(self.keyring.pid, resource.RLIMIT_FSIZE,
                         (hard if size is None else size, hard))

    def list_keyrings(self):
        folder = os.path.join(self.env['XDG_DATA_HOME'], 'keyrings')
        return [os.path.join(folder, name) for name in os.listdir(folder)
                if name.endswith('.keyring')]

    def unlock_keyring(self):
        """As signing in to the desktop does it: by the daemon's control socket."""
        password = PASSWORD.encode()
        request = struct.pack('>III', 12 + len(password), UNLOCK, len(password)) + password
        with socket.socket(socket.AF_UNIX) as control:
            control.connect(os.path.join(self.env['XDG_RUNTIME_DIR'], 'keyring', 'control'))
            control.sendall(b'\0' + request)
            answer = control.recv(8, socket.MSG_WAITALL)
        if answer != struct.pack('>II', 8, 0):
            raise AssertionError(f'the keyring was not unlocked: {answer}')

    def run(self, *command):
        return subprocess.run(command, env=self.env, check=False, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout.decode()

    def keep_picture(self):
        """For whoever looks into a failure."""
        folder = os.environ.get('VOUCH_PICTURES')
        if folder and shutil.which('import'):
            self.run('import', '-window', 'root', f'{folder}/{time.monotonic_ns()}.png')

    def press(self, *keys):
        self.run('xdotool', 'key', '--clearmodifiers', '--delay', '40', *keys)

    def close(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
            process.wait()
            for stream in process.stdin, process.stdout:
                if stream is not None:
                    stream.close()
        shutil.rmtree(self.folder, ignore_errors=True)


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
        """What its windows show right now; None before there is any."""
        place = Bus.get().find_program(self.process.pid)
        return Node(place).look() if place is not None else None

    def check_alive(self):
        if self.process.poll() is not None:
            raise AssertionError(f'Vouch ended with {self.process.returncode}:\n{self.get_log()}')

    def look(self, role, name=None, inside=None):
        """What is shown right now, or None. @inside is the class of a page or a window of ours."""
        self.check_alive()
        node = self.node
        if node is not None and inside is not None:
            node = node.find(None, inside)
        return node.find(role, name) if node is not None else None

    def find(self, role, name=None, inside=None, enabled=True):
        """Waits for it."""
        def find():
            node = self.look(role, name, inside)
            return node if node and (not enabled or node.is_in('sensitive')) else None
        return wait_for(find, f'{role} {name}')

    def press(self, name, inside=None, role='button'):
        """Waits until a button is there and can be pressed, and presses it."""
        self.find(role, name, inside).click()

    def activate(self, role, name, inside=None):
        """With the mouse: rows have no action of their own. The newest window is on top."""
        def point():
            return self.find(role, name, inside).get_middle()
        x, y = wait_for(point, f'{role} {name} can be pointed at')
        self.desktop.run('xdotool', 'mousemove', '--window', self.front(), str(x), str(y), 'click',
                         '1')

    def write(self, name, text, inside=None):
        self.find('entry', name, inside).write(text)

    def list_windows(self):
        found = self.desktop.run('xdotool', 'search', '--onlyvisible', '--pid',
                                 str(self.process.pid))
        return found.split()

    def front(self):
        """Lets the newest window have the keys, as there is no window manager."""
        windows = wait_for(self.list_windows, 'a window')
        self.desktop.run('xdotool', 'windowfocus', windows[-1])
        return windows[-1]

    def keys(self, *keys):
        self.front()
        self.desktop.press(*keys)

    def type(self, text):
        """Where the focus is."""
        self.front()
        self.desktop.run('xdotool', 'type', '--delay', '5', text)

    def go(self, key, page):
        """Shows a page by its key, which has no effect before the window takes keys."""
        def press():
            self.keys(key)
            return self.look(None, page)
        wait_for(press, page)

    def end(self, way=signal.SIGTERM):
        """Ends it; gives its status."""
        if self.process.poll() is None:
            self.process.send_signal(way)
        status = self.process.wait()
        self.log.close()
        return status


class Helper:
    """The sign-in window that a program has opened. What a page shows cannot be read, so keys are
    pressed until they have an effect."""

    def __init__(self, vouch):
        self.desktop = vouch.desktop
        self.pid = wait_for(lambda: self.look(vouch.process.pid), 'the sign-in window')

    def look(self, parent):
        found = self.desktop.run('pgrep', '-P', str(parent), '-f', 'vouch-signin').split()
        return found[0] if found else None

    def is_there(self):
        try:
            with open(f'/proc/{self.pid}/stat', encoding='utf-8') as stream:
                return stream.read().rsplit(')', 1)[1].split()[0] != 'Z'
        except OSError:
            return False

    def list_windows(self):
        return self.desktop.run('xdotool', 'search', '--onlyvisible', '--pid', self.pid).split()

    def press_once(self, *keys):
        for window in wait_for(self.list_windows, 'it is shown')[-1:]:
            self.desktop.run('xdotool', 'windowfocus', window)
            self.desktop.press(*keys)

    def press_until(self, condition, *keys):
        def press():
            for window in self.list_windows()[-1:]:
                self.desktop.run('xdotool', 'windowfocus', window)
                self.desktop.press(*keys)
            return condition()
        wait_for(press, f'{keys} have an effect')


class Records:
    """What is in the data folder, read beside the program."""

    def __init__(self, data):
        self.path = os.path.join(data, 'vouch.db')

    def ask(self, statement, *values):
        """Nothing before the program has made them."""
        if not os.path.exists(self.path):
            return []
        database = sqlite3.connect(f'file:{self.path}?mode=ro', uri=True)
        try:
            found = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'connection'")
            if not found.fetchall():
                return []
            return database.execute(statement, values).fetchall()
        finally:
            database.close()


class PracticeCompany:
    """The one that the program started, seen from the outside."""

    def __init__(self, data):
        self.uri = wait_for(lambda: self.look(Records(data)), 'a practice company that answers')

    def look(self, records):
        """What is written is where the last one was, until the next one has begun."""
        for uri, in records.ask("SELECT web_uri FROM connection WHERE kind = 'practice'"):
            try:
                with urllib.request.urlopen(f'{uri.rstrip("/")}/_sandbox/info', timeout=60):
                    return uri.rstrip('/')
            except OSError:
                return None
        return None

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

    program = None
    screen = '1280x1000'
    keeps_secrets = True
    starts_keyring = True

    @classmethod
    def setUpClass(cls):
        cls.desktop = Desktop(cls.screen, cls.keeps_secrets, cls.starts_keyring)
        cls.addClassCleanup(cls.desktop.close)

    def setUp(self):
        self.data = tempfile.mkdtemp(prefix='data-', dir=self.desktop.folder)

    def start(self, *words, **more):
        vouch = Program(self.desktop, self.program, self.data, *words, **more)
        self.addCleanup(vouch.end, signal.SIGKILL)
        return vouch


def main(arguments, missing=()):
    """PROGRAM [CASE…]; @missing: what else is not installed."""
    missing = [*is_missing(), *missing]
    if missing:
        print('skipped, not installed:', ', '.join(missing))
        return SKIPPED
    Case.program = os.path.abspath(arguments[1])
    return unittest.main(module='__main__', argv=[arguments[0], *arguments[2:]], verbosity=2)
