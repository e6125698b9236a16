"""One window for each user: a later start hands its files to the first window and leaves.

A lock file says whether there is a window; a local pipe (a Unix domain socket in the user's own folder, a named pipe on
Windows) carries the paths. It is no network socket: nothing beyond this computer and this user can reach it. What
comes in is bounded, is JSON, and can only name files.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QSysInfo, QThread, QTimer, Signal

from xraydesk.core import paths as folders

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger(__name__)

LARGEST = 4 * 1024**2
"""Bytes of one message."""

MOST_PATHS, LONGEST_PATH = 100_000, 32_768

CONNECT_MS, ANSWER_MS = 200, 3000
"""How long one attempt to reach the first window may take, and its answer."""

PATIENCE_MS = 5000
"""The first window may be starting itself."""

_LONGEST_NAME = 100
"""Bytes of a Unix socket's path, with some room below the system's 108."""

ACCEPTED = b"accepted\n"


def meeting_place() -> Path:
    """The folder of lock and pipe: the user's runtime folder if there is a private one, else the settings folder."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and sys.platform != "win32":
        folder = Path(runtime)
        try:
            state = folder.stat()
        except OSError:
            return folders.user_config()
        if folder.is_dir() and state.st_uid == os.getuid() and not state.st_mode & 0o077:
            return folder / "xraydesk"
    return folders.user_config()


def pipe_name(folder: Path) -> str:
    """The name of the pipe that belongs to a folder."""
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    if sys.platform == "win32":
        return f"xraydesk-{digest}"
    name = folder / "window"
    return str(name if len(os.fsencode(name)) <= _LONGEST_NAME else Path(tempfile.gettempdir()) / f"xraydesk-{digest}")


class FirstWindow(QObject):
    """Makes sure that there is one window, or says that there is one already.

    Parameters
    ----------
    folder
        Where lock and pipe are; each folder has its own first window.

    Signals
    -------
    asked
        A later start wants these paths opened (a list, possibly empty) and the window raised.
    """

    asked = Signal(object)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or meeting_place()
        self._lock: QLockFile | None = None
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Be the first, if there is none; a lock that a crash left behind counts for nothing.

        A folder that cannot be written means that nobody can be first: every start then has its own window.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return True
        lock = QLockFile(str(self._folder / "window.lock"))
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            self._lock = lock
            return True
        return lock.error() != QLockFile.LockError.LockFailedError or not _held_here(lock)

    def listen(self) -> bool:
        """Open the pipe, if this is the first window; may wait until the window is painted.

        Returns
        -------
        Whether later starts can be heard.
        """
        if self._lock is None:
            return False
        try:
            from PySide6.QtNetwork import QLocalServer
        except ImportError as error:
            # On a system without the libraries that Qt's network part stands on, every start has its own window.
            _log.warning("later starts are not heard: %s", type(error).__name__)
            return False
        name = pipe_name(self._folder)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(16)
        # The lock is ours, so a pipe of this name is one that a crash left behind.
        QLocalServer.removeServer(name)
        if not server.listen(name):
            _log.warning("later starts are not heard: the pipe cannot be made")
            return False
        server.newConnection.connect(self._greet)
        self._server = server
        return True

    def leave(self) -> None:
        """Close the pipe and let the next start be the first."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _greet(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            _Visitor(self._server.nextPendingConnection(), self)

    def hand_over(self, files: Sequence[Path], patience_ms: int = PATIENCE_MS) -> bool:
        """Send paths to the first window.

        Returns
        -------
        Whether it took them; if not, this start needs a window of its own.
        """
        try:
            from PySide6.QtNetwork import QLocalSocket
        except ImportError:
            return False
        content = json.dumps({"paths": [os.path.abspath(path) for path in files]}).encode()  # noqa: PTH100 - no links
        name = pipe_name(self._folder)
        if len(content) > LARGEST or len(files) > MOST_PATHS:
            return False
        _let_it_come_to_the_front()
        socket = QLocalSocket()
        for _ in range(max(1, patience_ms // CONNECT_MS)):
            if _is_foreign(name):
                return False
            socket.connectToServer(name)
            if socket.waitForConnected(CONNECT_MS):
                return _send(socket, content)
            socket.abort()
            QThread.msleep(CONNECT_MS)
        return False


def _send(socket: QLocalSocket, content: bytes) -> bool:
    socket.write(content + b"\n")
    while socket.bytesToWrite() and socket.waitForBytesWritten(ANSWER_MS):
        pass
    answer = b""
    while len(answer) < len(ACCEPTED) and socket.waitForReadyRead(ANSWER_MS):
        answer += socket.readAll().data()
    return answer == ACCEPTED


class _Visitor(QObject):
    """One connection: reads one bounded line, answers, and goes."""

    def __init__(self, socket: QLocalSocket, host: FirstWindow) -> None:
        super().__init__(host)
        self._socket, self._host, self._read = socket, host, bytearray()
        socket.setReadBufferSize(LARGEST + 1)
        socket.readyRead.connect(self._listen)
        socket.disconnected.connect(self._go)
        QTimer.singleShot(ANSWER_MS, self, socket.abort)
        self._listen()

    def _listen(self) -> None:
        self._read += self._socket.readAll().data()
        if len(self._read) > LARGEST + 1:
            self._socket.abort()
        elif self._read.endswith(b"\n"):
            files = parse(bytes(self._read))
            if files is None:
                self._socket.abort()
                return
            self._socket.write(ACCEPTED)
            self._socket.disconnectFromServer()
            self._host.asked.emit(files)

    def _go(self) -> None:
        self._socket.deleteLater()
        self.deleteLater()


def parse(message: bytes) -> list[Path] | None:
    """The paths that a message names; None for anything that is no such message."""
    try:
        content = json.loads(message)
    except (ValueError, RecursionError):
        return None
    names = content.get("paths") if isinstance(content, dict) else None
    if not isinstance(names, list) or len(names) > MOST_PATHS:
        return None
    if not all(isinstance(name, str) and 0 < len(name) <= LONGEST_PATH and "\0" not in name for name in names):
        return None
    found = [Path(name) for name in names]
    return found if all(path.is_absolute() for path in found) else None


def _held_here(lock: QLockFile) -> bool:
    """Whether a window on this computer holds the lock: the folder may be shared with others."""
    known = tuple(lock.getLockInfo())
    return len(known) < 3 or known[1] == QSysInfo.machineHostName()


def _is_foreign(name: str) -> bool:
    """Whether somebody else made the pipe: names of files may say who the patient is."""
    if sys.platform == "win32":
        return False
    try:
        return Path(name).stat().st_uid != os.getuid()
    except OSError:
        return False


def _let_it_come_to_the_front() -> None:
    """Windows lets a program raise its window only if the one in front allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
