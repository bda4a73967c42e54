# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""What the checks share: the files of the tree, C without its comments, and how to report."""

import argparse
import os
import re
import sys

SKIPPED_FOLDERS = {'.git', '__pycache__', 'subprojects'}
# Each folder in it holds pictures that git ignores, and that may just be taken.
PICTURES = os.path.join('data', 'screenshots')


class Report:
    """Collects what is wrong and ends the program with a status that tells."""

    def __init__(self, name):
        self.name = name
        self.lines = []
        self.n_checked = 0

    def add(self, path, line, message):
        self.lines.append((path, line, message))

    def finish(self):
        for path, line, message in sorted(self.lines):
            print(f'{path}:{line}: {message}' if line else f'{path}: {message}')
        print(f'{self.name}: {self.n_checked} files, {len(self.lines)} problems')
        return 1 if self.lines else 0


def parse_arguments(description):
    parser = argparse.ArgumentParser(description=description)
    default = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    parser.add_argument('--root', default=default, help='the source tree')
    parser.add_argument('--build', help='the build folder, where a check needs one')
    return parser.parse_args()


def list_files(root, top=None):
    """Every file below root/top as a sorted path relative to root; nothing that is made."""
    found = []
    for folder, folders, files in os.walk(os.path.join(root, top) if top else root):
        folders[:] = [name for name in folders
                      if name not in SKIPPED_FOLDERS and not name.startswith('_build')]
        if os.path.relpath(folder, root) == PICTURES:
            folders.clear()
        for name in files:
            path = os.path.join(folder, name)
            # In a worktree of its own, .git is a file.
            if name != '.git' and not os.path.islink(path) and not name.endswith('.pyc'):
                found.append(os.path.relpath(path, root))
    return sorted(found)


def list_c(root, *tops):
    return [path for top in tops for path in list_files(root, top) if path.endswith(('.c', '.h'))]


def read_text(root, path):
    """The text of a file, or None if it is not text."""
    with open(os.path.join(root, path), 'rb') as stream:
        data = stream.read()
    if b'\0' in data:
        return None
    try:
        return data.decode('utf-8')
    except UnicodeDecodeError:
        return None


# One match is one comment, one string, or one character constant.
TOKEN = re.compile(r'''(?P<comment>/\*.*?(?:\*/|\Z)|//(?:\\\n|[^\n])*)'''
                   r'''|(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')''', re.DOTALL)


def blank(text):
    return re.sub(r'[^\n]', ' ', text)


class Source:
    """A C file: as it is, without comments (text), without comments and strings (code)."""

    def __init__(self, path, raw):
        self.path = path
        self.raw = raw
        self.lines = raw.split('\n')
        self.text = TOKEN.sub(self._drop_comment, raw)
        self.code = TOKEN.sub(self._drop_token, raw)
        self.comments = self._keep_comments()

    @staticmethod
    def _drop_comment(match):
        return blank(match[0]) if match['comment'] else match[0]

    @staticmethod
    def _drop_token(match):
        if match['comment']:
            return blank(match[0])
        return match[0][0] + blank(match[0][1:-1]) + match[0][-1]

    def _keep_comments(self):
        kept = list(blank(self.raw))
        for match in TOKEN.finditer(self.raw):
            if match['comment']:
                kept[match.start():match.end()] = match[0]
        return ''.join(kept)

    def line_of(self, offset):
        return self.raw.count('\n', 0, offset) + 1

    def functions(self):
        """(first line, last line) of each function's body, counted from one."""
        lines = self.code.split('\n')
        found = []
        start = None
        for number, line in enumerate(lines, 1):
            if line == '{' and number > 1 and lines[number - 2].rstrip().endswith(')'):
                start = number
            elif line.startswith('}') and start is not None:
                found.append((start, number))
                start = None
        return found

    def body_at(self, line):
        """The code from that line to the end of its function."""
        for start, end in self.functions():
            if start <= line <= end:
                return '\n'.join(self.code.split('\n')[line - 1:end])
        return ''


def load_c(root, *tops):
    for path in list_c(root, *tops):
        text = read_text(root, path)
        if text is not None:
            yield Source(path, text)


def fail(message):
    print(message, file=sys.stderr)
    sys.exit(2)
