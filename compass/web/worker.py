"""A gunicorn worker that no slow sender holds up."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Timer
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

LONGEST_REQUEST = 20.0
"""How many seconds a request may take to arrive, head and body."""


class Worker(ThreadWorker):  # type: ignore[misc]
    """Stops reading from who takes too long to say what is wanted: the threads are few, and others wait."""

    def handle(self, conn: Any) -> Any:
        watch = Timer(LONGEST_REQUEST, _stop_reading, (conn.sock,))
        watch.daemon = True
        watch.start()
        try:
            return super().handle(conn)
        finally:
            watch.cancel()


def _stop_reading(connection: socket.socket) -> None:
    """Have whoever reads from a connection find its end; what is being answered already is answered."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RD)
