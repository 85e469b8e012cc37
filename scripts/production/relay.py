"""A relay between our nodes and a server that others use too: it can be cut, which the server itself must not be."""

import contextlib
import socket
import threading

CHUNK = 65_536


class Relay:
    """Passes bytes on from a port of its own to a server, until it is cut or silent."""

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.port = 0
        self.silent = False
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self.mend()

    def cut(self) -> None:
        """End all connections and take no new ones: as if the server were killed."""
        listener, self._listener = self._listener, None
        for one in [*([listener] if listener else []), *self._open]:
            _close(one)
        self._open.clear()

    def silence(self) -> None:
        """Take connections and what is sent on them, and answer nothing: as if the server hung."""
        self.silent = True

    def mend(self) -> None:
        """Pass on again; on connections that were swallowed from, nothing more comes."""
        if self.silent:
            self.cut()
            self.silent = False
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self.port))
            self.port = int(self._listener.getsockname()[1])
            threading.Thread(target=self._take, args=(self._listener,), daemon=True).start()

    def _take(self, listener: socket.socket) -> None:
        while True:
            try:
                ours, _address = listener.accept()
            except OSError:  # cut
                return
            try:
                theirs = socket.create_connection(self.target, 5)
                theirs.settimeout(None)
            except OSError:
                ours.close()
                continue
            self._open |= {ours, theirs}
            for source, target in ((ours, theirs), (theirs, ours)):
                threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while content := source.recv(CHUNK):
                if not self.silent:
                    target.sendall(content)
        for one in (source, target):
            _close(one)
            self._open.discard(one)


def _close(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)  # wakes who waits for it
    one.close()
