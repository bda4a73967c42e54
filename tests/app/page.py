# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""The practice company's page in a real web engine, and what a person does there.

Things are found by what a person or an assistive program calls them, and only what can be seen and
pointed at is acted upon. The page's own script does the rest.
"""

import json
import os
import subprocess

from desktop import wait_for

NEEDED = ('Gtk', '4.0'), ('WebKit', '6.0')
VIEW = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'view.py')

# Finds the first one of a kind with a name, in the card with a title, in the row with some words.
FIND = '''
const KINDS = { button: 'button:not([role])', tab: '[role=tab]', select: 'select', field: 'input',
                summary: 'summary' };
const tidy = text => (text || '').replace(/\\s+/g, ' ').trim();
const label = node => tidy(node.getAttribute('aria-label') ||
  (node.labels && node.labels.length ? node.labels[0].innerText : '') || node.innerText);
const has = words => node => tidy(node.innerText).includes(words);
function find() {
  let places = [document];
  if (order.card)
    places = [...document.querySelectorAll('.card')].filter(
      card => [...card.querySelectorAll('h2')].some(head => tidy(head.innerText) === order.card));
  if (order.row)
    places = places.flatMap(
      place => [...place.querySelectorAll('.row')].filter(has(order.row)));
  return places.flatMap(place => [...place.querySelectorAll(KINDS[order.kind])]).find(
    node => label(node) === order.name);
}
function reach() {
  const node = find();
  if (!node || node.disabled) return null;
  node.scrollIntoView({ block: 'center' });
  const box = node.getBoundingClientRect();
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  if (!there || !node.contains(there)) return null;
  node.focus({ preventScroll: true });
  return node;
}
function say(node, ...kinds) {
  for (const kind of kinds) node.dispatchEvent(new Event(kind, { bubbles: true }));
}
'''
PRESS = '''
const node = reach();
if (node) node.click();
return !!node;
'''
CHOOSE = '''
const node = reach();
const option = node && [...node.options].find(one => tidy(one.text) === order.value);
if (!option) return false;
node.value = option.value;
say(node, 'input', 'change');
return true;
'''
WRITE = '''
const node = reach();
if (!node) return false;
node.select();
document.execCommand(order.value ? 'insertText' : 'delete', false, order.value);
return true;
'''
TYPE = 'document.execCommand("insertText", false, order.value); return true;'
LOOK = '''
const places = order.card ? [...document.querySelectorAll('.card')].filter(
  card => [...card.querySelectorAll('h2')].some(head => tidy(head.innerText) === order.card))
  : [document.body];
return places.some(has(order.value));
'''
FACTS = '''
const node = find();
if (!node) return null;
return { value: node.value, disabled: node.disabled, focused: document.activeElement === node,
         options: node.options ? [...node.options].map(one => tidy(one.text)) : [] };
'''


def is_missing():
    """Says what is not installed."""
    try:
        import gi
    except ImportError:
        return ['python3-gi']
    missing = []
    for name, version in NEEDED:
        try:
            gi.require_version(name, version)
        except ValueError:
            missing.append(f'gir1.2-{name.lower()}-{version}')
    return missing


class Page:
    """It is closed with all processes of the web engine."""

    def __init__(self, desktop, address, size=(1000, 900), **more):
        self.desktop = desktop
        reader, writer = os.pipe()
        env = {**desktop.env, 'GTK_A11Y': 'none', 'WEBKIT_DISABLE_DMABUF_RENDERER': '1',
               'WEBKIT_DISABLE_COMPOSITING_MODE': '1', **more}
        self.process = subprocess.Popen(
            ['/usr/bin/python3', VIEW, str(writer), address, *map(str, size)], env=env,
            stdin=subprocess.PIPE, pass_fds=[writer], start_new_session=True)
        os.close(writer)
        self.answers = os.fdopen(reader, encoding='utf-8')
        self.take()

    def take(self):
        line = self.answers.readline()
        if not line:
            raise AssertionError('the web view has ended')
        answer = json.loads(line)
        if 'error' in answer:
            raise AssertionError(answer['error'])
        return answer

    def ask(self, order):
        self.process.stdin.write(json.dumps(order).encode() + b'\n')
        self.process.stdin.flush()
        return self.take()

    def run(self, script, **order):
        return self.ask({**order, 'script': FIND + script})['value']

    # Looking.

    def find(self, kind, name, card=None, row=None):
        """What a control has in it right now; waits until it is there."""
        return wait_for(lambda: self.run(FACTS, kind=kind, name=name, card=card, row=row),
                        f'{kind} {name} of {card}')

    def look(self, text, card=None):
        """Whether this is shown right now."""
        return self.run(LOOK, value=text, card=card)

    def see(self, text, card=None):
        wait_for(lambda: self.look(text, card), f'{text} in {card}')

    def list_problems(self):
        """What the page's console would show."""
        return self.ask({'tell': 'problems'})['problems']

    def list_questions(self):
        """What the page asked in a dialog; it was answered with yes."""
        return self.ask({'tell': 'questions'})['questions']

    # Acting.

    def act(self, script, kind, name, card, row, value=None):
        wait_for(lambda: self.run(script, kind=kind, name=name, card=card, row=row, value=value),
                 f'{kind} {name} of {card} can be used')

    def press(self, name, card=None, row=None, kind='button'):
        self.act(PRESS, kind, name, card, row)

    def choose(self, name, value, card=None, row=None):
        self.act(CHOOSE, 'select', name, card, row, value)

    def write(self, name, value, card=None, row=None):
        self.act(WRITE, 'field', name, card, row, value)

    def open(self, name, card=None):
        self.press(name, card, kind='summary')

    def go(self, tab):
        self.press(tab, kind='tab')

    def type(self, text):
        """Where the focus is."""
        self.run(TYPE, value=text)

    def keys(self, *keys):
        """Real ones, to where the focus is."""
        pid = str(self.process.pid)
        window = wait_for(lambda: self.desktop.run('xdotool', 'search', '--onlyvisible', '--pid',
                                                   pid).split(), 'its window')[-1]
        self.desktop.run('xdotool', 'windowfocus', window)
        self.desktop.press(*keys)

    def set_size(self, width, height):
        self.ask({'size': [width, height]})
        wait_for(lambda: self.run('return innerWidth') == width, f'it is {width} wide')

    # Ending.

    def list_processes(self):
        """Those of its session, the web engine's among them."""
        found = []
        for entry in filter(str.isdigit, os.listdir('/proc')):
            try:
                with open(f'/proc/{entry}/stat', encoding='utf-8') as stream:
                    fields = stream.read().rsplit(')', 1)[1].split()
            except OSError:
                continue
            if int(fields[3]) == self.process.pid and fields[0] != 'Z':
                found.append(int(entry))
        return found

    def close(self):
        if self.process.stdin.closed:
            return
        self.process.stdin.close()
        self.process.wait()
        self.answers.close()
        wait_for(lambda: not self.list_processes(), 'the web engine ends')
