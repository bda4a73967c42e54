# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""What a person is asked and told by others than the program: the keyring's question for its
password, and the desktop's notifications."""

import os

from desktop import PASSWORD, is_soon, wait_for

PROMPT = "interface='org.freedesktop.Secret.Prompt',member='Prompt'"
NOTIFICATIONS = """<node><interface name="org.freedesktop.Notifications">
  <method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>
  <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
  <arg type="as" direction="in"/><arg type="a{sv}" direction="in"/>
  <arg type="i" direction="in"/><arg type="u" direction="out"/></method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>"""
NAME = 'org.freedesktop.Notifications'
PATH = '/org/freedesktop/Notifications'
DISMISSED = 2


class Prompts:
    """The keyring's own window, and how often somebody made it come up."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.path = os.path.join(desktop.folder, 'prompts')
        with open(self.path, 'w', encoding='utf-8') as stream:
            desktop.start('dbus-monitor', '--session', PROMPT, stdout=stream)
        wait_for(self.read, 'the bus is watched')

    def read(self):
        with open(self.path, encoding='utf-8') as stream:
            return stream.read()

    def count(self):
        return self.read().count('member=Prompt')

    def list_windows(self):
        return self.desktop.run('xdotool', 'search', '--onlyvisible', '--class',
                                'gcr-prompter').split()

    def wait(self):
        wait_for(self.list_windows, 'the keyring asks')

    def wait_until_gone(self):
        wait_for(lambda: not self.list_windows(), 'the keyring asks no more')

    def answer_until_gone(self, *keys):
        """The window takes keys some time after it is there, and none while it tries a password."""
        def press():
            self.desktop.press(*keys)
            return is_soon(lambda: not self.list_windows())
        self.wait()
        wait_for(press, f'{keys} end the question')

    def dismiss(self):
        self.answer_until_gone('Escape')

    def unlock(self):
        self.answer_until_gone('ctrl+a', *PASSWORD, 'Return')


class Notifications:
    """Who shows notifications on this desktop."""

    def __init__(self):
        from gi.repository import Gio
        self.shown = {}
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        self.bus.set_exit_on_close(False)
        interface = Gio.DBusNodeInfo.new_for_xml(NOTIFICATIONS).interfaces[0]
        self.bus.register_object(PATH, interface, self.called, None, None)
        self.owned = False
        Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, self.acquired,
                                       None)
        wait_for(lambda: self.owned, 'notifications can be shown')

    def acquired(self, *_):
        self.owned = True

    def called(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        from gi.repository import GLib
        if method == 'Notify':
            number = parameters[1] or len(self.shown) + 1
            self.shown[number] = parameters[3]
            invocation.return_value(GLib.Variant('(u)', (number,)))
        elif method == 'CloseNotification':
            self.shown.pop(parameters[0], None)
            invocation.return_value(None)
        else:
            invocation.return_value(GLib.Variant('(as)', (['actions'],)))

    def find(self, title):
        """The number of one with that title, or None."""
        return next((number for number, mine in self.shown.items() if mine == title), None)

    def press(self, number):
        del self.shown[number]
        self.emit('ActionInvoked', '(us)', number, 'default')
        self.emit('NotificationClosed', '(uu)', number, DISMISSED)

    def emit(self, signal, kind, *values):
        from gi.repository import GLib
        self.bus.emit_signal(None, PATH, NAME, signal, GLib.Variant(kind, values))
