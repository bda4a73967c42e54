# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""Shows a page in a web view and runs scripts on it: view.py FD ADDRESS WIDTH HEIGHT.

A line of JSON on standard input is an order, one on FD its answer. It ends with its input.
"""

import json
import os
import sys

import gi
gi.require_version('Gtk', '4.0')
gi.require_version('WebKit', '6.0')
from gi.repository import Gio, GLib, Gtk, WebKit  # noqa: E402

# A script of ours sees the document of the page and none of its variables.
WORLD = 'test'

# Tells what a browser would show in its console: errors, refusals of the policy, and what is said.
WATCH = '''
{
  const tell = (...words) => window.webkit.messageHandlers.problem.postMessage(words.join(' '));
  addEventListener('error', event => tell('error', event.message ||
    event.target.src || event.target.href), true);
  addEventListener('unhandledrejection', event => tell('rejection', event.reason));
  addEventListener('securitypolicyviolation', event => tell('policy', event.violatedDirective,
    event.blockedURI));
  for (const kind of ['error', 'warn'])
    console[kind] = (...words) => tell(kind, ...words);
}
'''


class View:
    def __init__(self, answers, address, size):
        self.answers = answers
        self.loop = GLib.MainLoop()
        self.told = {'questions': [], 'problems': []}
        self.web = WebKit.WebView(network_session=WebKit.NetworkSession.new_ephemeral(),
                                  user_content_manager=self.make_watch())
        self.web.connect('load-changed', self.load_changed)
        self.web.connect('script-dialog', self.asked)
        self.web.connect('web-process-terminated', lambda *_: self.loop.quit())
        self.window = Gtk.Window(child=self.web, decorated=False, default_width=size[0],
                                 default_height=size[1])
        self.window.present()
        self.web.grab_focus()
        self.web.load_uri(address)

    def make_watch(self):
        watch = WebKit.UserContentManager()
        watch.connect('script-message-received::problem',
                      lambda _, value: self.told['problems'].append(value.to_string()))
        watch.register_script_message_handler('problem', None)
        watch.add_script(WebKit.UserScript.new(
            WATCH, WebKit.UserContentInjectedFrames.ALL_FRAMES,
            WebKit.UserScriptInjectionTime.START, None, None))
        return watch

    def load_changed(self, _web, event):
        if event == WebKit.LoadEvent.FINISHED:
            self.say({'loaded': self.web.get_uri()})

    def asked(self, _web, dialog):
        """A question of the page is answered with yes, and kept."""
        self.told['questions'].append(dialog.get_message())
        if dialog.get_dialog_type() == WebKit.ScriptDialogType.CONFIRM:
            dialog.confirm_set_confirmed(True)
        return True

    def say(self, answer):
        os.write(self.answers, json.dumps(answer).encode() + b'\n')

    def take(self, order):
        if 'script' in order:
            arguments = GLib.Variant('a{sv}', {'given': GLib.Variant('s', json.dumps(order))})
            body = 'const order = JSON.parse (given);\n' + order['script']
            self.web.call_async_javascript_function(body, -1, arguments, WORLD, None, None,
                                                    self.ran)
        elif 'size' in order:
            self.window.set_default_size(*order['size'])
            self.say({})
        else:
            self.say(self.told)

    def ran(self, web, result):
        try:
            value = web.call_async_javascript_function_finish(result)
            self.say({'value': json.loads(value.to_json(0) or 'null')})
        except GLib.Error as error:
            self.say({'error': error.message})


def main(arguments):
    view = View(int(arguments[1]), arguments[2], [int(word) for word in arguments[3:5]])
    orders = Gio.DataInputStream.new(Gio.UnixInputStream.new(sys.stdin.fileno(), False))

    def read(stream, result):
        line, _ = stream.read_line_finish(result)
        if not line:
            view.loop.quit()
        else:
            view.take(json.loads(line))
            stream.read_line_async(GLib.PRIORITY_DEFAULT, None, read)

    orders.read_line_async(GLib.PRIORITY_DEFAULT, None, read)
    view.loop.run()


if __name__ == '__main__':
    main(sys.argv)
