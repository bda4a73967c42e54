# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Vouch authors
"""A display of its own for one program."""

import os
import subprocess

FIRST = 1000
N_NUMBERS = 50000


def start_display(size):
    """Starts an X server without a screen; gives its process and its name once it answers.

    The number comes from that of this process: a server that looks for a free one takes that of
    another that is just going, and loses its socket with it.
    """
    number = FIRST + os.getpid() % N_NUMBERS
    while True:
        reader, writer = os.pipe()
        server = subprocess.Popen(['Xvfb', f':{number}', '-displayfd', str(writer), '-screen', '0',
                                   size + 'x24', '-nolisten', 'tcp'],
                                  pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as stream:
            if stream.readline():
                return server, f':{number}'
        server.wait()
        number += 1
