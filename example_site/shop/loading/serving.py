"""Which port the example site may have."""

import socket

from django.core.management import CommandError

HOST = "127.0.0.1"
FIRST, LAST = 8000, 8100


def free_port(wanted):
    """``wanted``, or without one the first free port from 8000 on. Raises CommandError if taken."""
    if wanted:
        if not _is_free(wanted):
            raise CommandError(f"Port {wanted} is taken. Choose another: make demo PORT=8123")
        return wanted
    port = next(filter(_is_free, range(FIRST, LAST)), None)
    if port is None:
        raise CommandError(f"Ports {FIRST} to {LAST - 1} are taken: make demo PORT=8123")
    return port


def _is_free(port):
    with socket.socket() as probe:
        # A server that was just stopped leaves connections behind which do no harm.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
