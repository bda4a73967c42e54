#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""Looks for secrets in files: as they are, in Base64 and URL-encoded.

As a module: canary.scan (paths, secrets). As a program: the secrets come from standard input, one
"name=value" a line, the places to search are the arguments; it ends with 1 if it finds one. What it
prints names the secret and never shows it.
"""

import base64
import json
import os
import re
import sys
import urllib.parse
from collections import namedtuple

CHUNK = 1 << 20

Hit = namedtuple('Hit', 'path name form offset')


def base64_forms(secret):
    """The part of its Base64 that is the same whatever stands before and after it, three ways."""
    for shift in range(3):
        encoded = base64.b64encode(b'\0' * shift + secret)
        first = (shift * 8 + 5) // 6
        last = (shift + len(secret)) * 8 // 6
        yield encoded[first:last]


def percent_forms(secret):
    text = secret.decode('utf-8', 'surrogateescape')
    quoted = urllib.parse.quote(text, safe='', errors='surrogateescape')
    yield quoted.encode()
    yield urllib.parse.quote_plus(text, safe='', errors='surrogateescape').encode()
    yield re.sub('%[0-9A-F]{2}', lambda match: match[0].lower(), quoted).encode()
    yield urllib.parse.quote(text, safe='/', errors='surrogateescape').encode()


def forms(secret):
    """Every way of writing a secret that is searched for, as name and bytes."""
    if isinstance(secret, str):
        secret = secret.encode('utf-8', 'surrogateescape')
    if len(secret) < 8:
        raise ValueError('a canary of less than eight bytes would be found by chance')
    found = {secret: 'plain'}
    for encoded in base64_forms(secret):
        found.setdefault(encoded, 'base64')
        found.setdefault(encoded.translate(bytes.maketrans(b'+/', b'-_')), 'base64url')
    for encoded in percent_forms(secret):
        found.setdefault(encoded, 'url-encoded')
    found.setdefault(json.dumps(secret.decode('utf-8', 'replace'))[1:-1].encode(), 'json')
    return [(form, text) for text, form in found.items()]


def open_files(paths):
    """Each file, open. One that goes away while its folder is searched is not there any more."""
    for path in paths:
        if not os.path.isdir(path):
            with open(path, 'rb') as stream:
                yield path, stream
            continue
        for folder, folders, files in os.walk(path):
            folders.sort()
            for name in sorted(files):
                inner = os.path.join(folder, name)
                if not os.path.isfile(inner):  # a socket or a pipe would block
                    continue
                try:
                    with open(inner, 'rb') as stream:
                        yield inner, stream
                except FileNotFoundError:
                    pass


def scan_stream(stream, path, needles, longest):
    """A file is read in overlapping pieces, so that a large one needs no memory."""
    seen = set()
    kept = b''
    start = 0
    while True:
        chunk = stream.read(CHUNK)
        if not chunk:
            return
        data = kept + chunk
        for name, form, text in needles:
            at = data.find(text)
            if at >= 0 and (name, form) not in seen:
                seen.add((name, form))
                yield Hit(path, name, form, start + at)
        kept = data[-(longest - 1):] if longest > 1 else b''
        start += len(data) - len(kept)


def scan(paths, secrets):
    """Searches files and folders for secrets, a dict of name to text or bytes.

    Returns a list of Hit (path, name, form, offset). A path that cannot be read is an error: what
    was not searched must not pass as clean.
    """
    needles = [(name, form, text)
               for name, secret in secrets.items() for form, text in forms(secret)]
    longest = max((len(text) for _, _, text in needles), default=1)
    hits = []
    for path, stream in open_files(paths):
        hits += scan_stream(stream, path, needles, longest)
    return hits


def main():
    secrets = {}
    for line in sys.stdin.read().splitlines():
        name, _, value = line.partition('=')
        if value:
            secrets[name] = value
    if not secrets or len(sys.argv) < 2:
        print('usage: canary.py PATH… < name=value lines', file=sys.stderr)
        return 2
    for path in sys.argv[1:]:
        if not os.path.exists(path):
            print(f'{path}: does not exist', file=sys.stderr)
            return 2
    hits = scan(sys.argv[1:], secrets)
    for hit in hits:
        print(f'{hit.path}:{hit.offset}: {hit.name} ({hit.form})')
    return 1 if hits else 0


if __name__ == '__main__':
    sys.exit(main())
