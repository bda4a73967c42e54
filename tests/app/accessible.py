# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""What AT-SPI says of the things in a window.

Its library asks for one fact after the other, which takes seconds for a page. Here the questions
about all things of one level go out together.
"""

# GTK 4.8 and its successors do not agree on these names.
BUTTON = ('push button', 'button')
ROLES = {'button': BUTTON, 'entry': ('text', 'entry'), 'toggle': ('toggle button',),
         'row': ('list item',), 'switch': ('toggle button', 'switch', 'check box'),
         'combo': ('combo box',), 'menu item': ('menu item',), 'label': ('label', 'static')}

ATSPI = 'org.a11y.atspi.'
ROOT = ('org.a11y.atspi.Registry', '/org/a11y/atspi/accessible/root')
WINDOW = 1


class Bus:
    """The accessibility bus of the desktop."""

    current = None

    def __init__(self):
        from gi.repository import Gio, GLib
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address, = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress',
                                     None, GLib.VariantType('(s)'), Gio.DBusCallFlags.NONE, -1)
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
                 Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags)

    @classmethod
    def get(cls):
        if cls.current is None:
            cls.current = cls()
        return cls.current

    def ask_all(self, questions):
        """Gives the answers, None for what went away meanwhile. A question is: name, path,
        interface, method, arguments."""
        from gi.repository import Gio, GLib
        answers = [None] * len(questions)
        waiting = [len(questions)]

        def answered(connection, result, index):
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass
            waiting[0] -= 1

        for index, (name, path, interface, method, arguments) in enumerate(questions):
            self.connection.call(name, path, interface, method, arguments, None,
                                 Gio.DBusCallFlags.NONE, -1, None, answered, index)
        while waiting[0] > 0:
            GLib.MainContext.default().iteration(True)
        return answers

    def ask(self, place, interface, method, arguments=None):
        return self.ask_all([(*place, ATSPI + interface, method, arguments)])[0]

    def find_program(self, pid):
        """The place of a program, or None."""
        from gi.repository import GLib
        places, = self.ask(ROOT, 'Accessible', 'GetChildren') or ((),)
        pids = self.ask_all([('org.freedesktop.DBus', '/org/freedesktop/DBus',
                              'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                              GLib.Variant('(s)', (name,))) for name, _ in places])
        return next((place for place, found in zip(places, pids) if found == (pid,)), None)


class Node:
    """One thing, as it was when it was looked at."""

    def __init__(self, place):
        self.place = place
        self.role = ''
        self.full_name = ''
        self.states = 0
        self.size = None
        self.places = ()
        self.children = []

    def __eq__(self, other):
        return isinstance(other, Node) and self.place == other.place

    def __hash__(self):
        return hash(self.place)

    def ask(self, interface, method, arguments=None):
        return Bus.get().ask(self.place, interface, method, arguments)

    # Looking.

    def list_questions(self):
        from gi.repository import GLib
        accessible = ATSPI + 'Accessible'
        return [
            (*self.place, accessible, 'GetRole', None),
            (*self.place, accessible, 'GetState', None),
            (*self.place, accessible, 'GetChildren', None),
            (*self.place, 'org.freedesktop.DBus.Properties', 'Get',
             GLib.Variant('(ss)', (accessible, 'Name'))),
            (*self.place, ATSPI + 'Component', 'GetExtents', GLib.Variant('(u)', (WINDOW,))),
        ]

    def take(self, role, state, children, name, extents):
        from gi.repository import Atspi
        if role is None or state is None:
            return
        self.role = Atspi.role_get_name(Atspi.Role(role[0]))
        self.states = state[0][0] | state[0][1] << 32
        self.places = children[0] if children else ()
        self.full_name = name[0] if name else ''
        self.size = extents[0][2:] if extents else None

    @staticmethod
    def look_at(nodes):
        questions = [node.list_questions() for node in nodes]
        answers = Bus.get().ask_all([one for some in questions for one in some])
        for index, node in enumerate(nodes):
            node.take(*answers[index * 5:index * 5 + 5])

    def look(self):
        """Looks at itself and all that is shown below it."""
        Node.look_at([self])
        level = [self]
        while level:
            for node in level:
                node.children = [Node(place) for place in node.places]
            Node.look_at([child for node in level for child in node.children])
            for node in level:
                node.children = [child for child in node.children if child.is_shown()]
            level = [child for node in level for child in node.children]
        return self

    # What was seen.

    @property
    def name(self):
        """GTK 4.8 reads a button's label twice, first with its mnemonic, or after it the title of
        the row that it stands in."""
        name = self.full_name
        label = self.children[0] if self.role in BUTTON and self.children else None
        if label is not None and label.role in ROLES['label']:
            if '_' in name or name == f'{label.full_name} {label.full_name}':
                return label.full_name
        half = name[:len(name) // 2 + 1].strip()
        if '_' in half and name == f'{half} {half.replace("_", "")}':
            return half.replace('_', '')
        return name

    def is_in(self, state):
        from gi.repository import Atspi
        return bool(self.states >> int(getattr(Atspi.StateType, state.upper())) & 1)

    def is_shown(self):
        """GTK 4 does not tell what is on another page of a stack; what never was shown has no
        size."""
        if not self.is_in('visible'):
            return False
        return self.size is None or (self.size[0] > 0 and self.size[1] > 0)

    def list_shown(self):
        return self.children

    def walk(self):
        """Itself and all that is shown below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def matches(self, role, name):
        roles = ROLES.get(role, (role,))
        if role is not None and self.role not in roles:
            return False
        mine = self.name
        return name is None or (mine == name if isinstance(name, str) else bool(name.search(mine)))

    def find(self, role, name=None):
        """The first of a role with a name (text, or a pattern), or None."""
        return next((node for node in self.walk() if node.matches(role, name)), None)

    # Asking and acting, now.

    def list_labels(self):
        """What it is said to be labelled by."""
        from gi.repository import Atspi
        kind = int(Atspi.RelationType.LABELLED_BY)
        relations, = self.ask('Accessible', 'GetRelationSet') or ((),)
        labels = [Node(place) for found, places in relations if found == kind for place in places]
        Node.look_at(labels)
        return labels

    def click(self):
        from gi.repository import GLib
        self.ask('Action', 'DoAction', GLib.Variant('(i)', (0,)))

    def get_middle(self):
        """In the coordinates of its window; None when it went away."""
        from gi.repository import GLib
        found = self.ask('Component', 'GetExtents', GLib.Variant('(u)', (WINDOW,)))
        if found is None:
            return None
        (x, y, width, height), = found
        return x + width // 2, y + height // 2

    def write(self, text):
        from gi.repository import GLib
        self.ask('EditableText', 'SetTextContents', GLib.Variant('(s)', (text,)))

    @property
    def text(self):
        """What stands in an entry."""
        from gi.repository import GLib
        count, = Bus.get().ask_all([(*self.place, 'org.freedesktop.DBus.Properties', 'Get',
                                     GLib.Variant('(ss)', (ATSPI + 'Text', 'CharacterCount')))])
        if count is None:
            return ''
        found = self.ask('Text', 'GetText', GLib.Variant('(ii)', (0, count[0])))
        return found[0] if found else ''
