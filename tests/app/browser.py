# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""The browser of a desktop, played by the test: the program opens addresses with it, and the test
does what a person does on the pages."""

import html.parser
import http.client
import os
import urllib.parse

import desktop

KEEP = '''#!/bin/sh
printf '%s\\n' "$1" >>'{path}'
'''

ENTRY = '''[Desktop Entry]
Type=Application
Name=Browser
Exec={script} %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;
'''

DEFAULTS = '''[Default Applications]
x-scheme-handler/http=browser.desktop
x-scheme-handler/https=browser.desktop
'''


def get(uri, body=None):
    """Asks for an address, once: status, where it leads to, and the page."""
    parts = urllib.parse.urlsplit(uri)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    headers = {'Content-Type': 'application/x-www-form-urlencoded'} if body is not None else {}
    target = parts.path + ('?' + parts.query if parts.query else '')
    try:
        connection.request('GET' if body is None else 'POST', target, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader('Location'), answer.read().decode()
    finally:
        connection.close()


class Form(html.parser.HTMLParser):
    """What the form of a page keeps for its answer."""

    def __init__(self, page):
        super().__init__()
        self.action = None
        self.hidden = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == 'form':
            self.action = attrs['action']
        if tag == 'input' and attrs.get('type') == 'hidden':
            self.hidden[attrs['name']] = attrs['value']


def answer(uri, word='allow'):
    """Presses a button of the consent page; gives the address that the browser is sent to."""
    status, _, page = get(uri)
    form = Form(page)
    if status != 200 or form.action is None:
        raise AssertionError(f'no consent page: {status}')
    body = urllib.parse.urlencode({**form.hidden, 'answer': word})
    status, location, _ = get(urllib.parse.urljoin(uri, form.action), body)
    if status != 302:
        raise AssertionError(f'the consent page answers {status}')
    return location


class Browser:
    """It is installed before a program starts."""

    def __init__(self, desk):
        home = desk.env['XDG_DATA_HOME']
        self.path = os.path.join(desk.folder, 'opened')
        script = os.path.join(desk.folder, 'browser')
        os.makedirs(os.path.join(home, 'applications'), exist_ok=True)
        self.put(script, KEEP.format(path=self.path))
        os.chmod(script, 0o700)
        self.put(os.path.join(home, 'applications', 'browser.desktop'), ENTRY.format(script=script))
        self.put(os.path.join(desk.env['XDG_CONFIG_HOME'], 'mimeapps.list'), DEFAULTS)
        self.n_taken = 0

    @staticmethod
    def put(path, text):
        with open(path, 'w', encoding='utf-8') as stream:
            stream.write(text)

    def list_opened(self):
        if not os.path.exists(self.path):
            return []
        with open(self.path, encoding='utf-8') as stream:
            return stream.read().splitlines()

    def take(self):
        """Waits for the next address that is opened."""
        opened = desktop.wait_for(lambda: self.list_opened()[self.n_taken:], 'the browser opens')
        self.n_taken += 1
        return opened[0]
