"""What was open when the program ended without being closed, and the way back to it.

While somebody works, a small file in the user's data folder says what is open; closing the window removes it. A file
that is still there at the next start is offered, never opened unasked: the film that brought the program down must
not do so again and again.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from xraydesk.core import paths
from xraydesk.core.errors import RefusedFileError
from xraydesk.core.files import write_atomically
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.reading.layouts import Layout
from xraydesk.ui.reading.reading_page import ReadingPage
from xraydesk.ui.shell.language import tr

_log = logging.getLogger(__name__)

REST_MS = 2000
"""The file is written this often at most, and this long after a change at the latest."""

SURVIVED_MS = 60_000
"""A restored session that lasts so long has not brought the program down again."""

WINDOWS = 8
"""Programs that remember side by side."""

MOST_BYTES = 64 * 2**20
"""A larger file is none of ours."""


@dataclass(frozen=True, slots=True)
class Session:
    """What was open.

    Attributes
    ----------
    asked
        Files and folders that were opened.
    files
        How many files that made.
    views
        The film of every view, empty for an empty one.
    active
        The active view.
    layout
        Name of the layout.
    adjustments
        What was made of the films, see `Adjustments.as_values`.
    restored
        Whether this session was itself a restored one that had not lasted yet.
    """

    asked: list[str]
    files: int
    views: list[str]
    active: int
    layout: str
    adjustments: dict[str, Any] = field(default_factory=dict)
    restored: bool = False

    @classmethod
    def read(cls, path: Path) -> Session | None:
        """The session of a file; None when there is none, or it is damaged."""
        try:
            if path.stat().st_size > MOST_BYTES:
                return None
            values: dict[str, Any] = json.loads(path.read_text("utf-8"))
            names = [*values["asked"], *values["views"]]
            is_ours = bool(values["asked"]) and all(isinstance(name, str) for name in names)
            is_ours = is_ours and isinstance(values.get("adjustments", {}), dict) and values["layout"] in set(Layout)
            return cls(**values) if is_ours and values["files"] > 0 and values["active"] >= 0 else None
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None


def folder() -> Path:
    """Where sessions are kept; it may not exist yet."""
    return paths.user_data() / "sessions"


class SessionMemory(QObject):
    """Remembers the session of one window.

    Parameters
    ----------
    where
        Folder of the files; None remembers nothing.

    Signals
    -------
    offered
        The last session can be restored: carries the number of its files, 0 when that is over.
    """

    offered = Signal(int)

    def __init__(
        self, desk: Desk, reading: ReadingPage, lanes: Lanes, where: Path | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._reading, self._lanes, self._where = desk, reading, lanes, where
        self._path: Path | None = None
        self._lock: QLockFile | None = None
        self._last: Session | None = None
        self._wanted: dict[Path, int] = {}
        self._left_out: frozenset[Path] = frozenset()
        self._restored = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._write)
        self._survived = QTimer(self, singleShot=True, interval=SURVIVED_MS)
        self._survived.timeout.connect(self._is_safe)

    def start(self) -> None:
        """Look for a session that did not end well, and remember this one from now on."""
        if self._where is None:
            return
        where = self._where

        def claim(_: object) -> tuple[QLockFile, Path, Session | None] | None:
            return _claim(where)

        self._lanes.submit("store", "session", claim, self._claimed)

    def _claimed(self, claim: tuple[QLockFile, Path, Session | None] | None) -> None:
        if claim is None:
            return
        self._lock, self._path, self._last = claim
        self._desk.items.rowsInserted.connect(self._changed)
        self._desk.pane_shown.connect(self._changed)
        self._desk.activated.connect(self._changed)
        self._desk.emptied.connect(self._changed)
        self._reading.hanging.changed.connect(self._changed)
        for view in self._reading.grid.views:
            view.view_changed.connect(self._changed)
        if self._last is not None:
            self.offered.emit(self._last.files)
        if self._desk.items.rowCount():
            self._changed()

    # ------------------------------------------------------------------------------------- writing

    def _changed(self, *_: object) -> None:
        if not self._rest.isActive():
            self._rest.start()

    def _write(self) -> None:
        """Write what is open; while nothing is, the last session stays on offer."""
        path, desk = self._path, self._desk
        if path is None or (not desk.asked and self._last is not None):
            return
        if not desk.asked:
            self._lanes.submit("store", "session", lambda _: _remove(path), lambda _: None)
            return
        asked = tuple(desk.asked)
        session = Session(
            asked=[],
            files=desk.items.rowCount(),
            views=[str(item.path) if (item := desk.item_in(n)) else "" for n in range(len(desk.panes))],
            active=desk.active,
            layout=self._reading.hanging.layout.value,
            adjustments=self._reading.adjustments.as_values(),
            restored=self._restored,
        )
        self._lanes.submit("store", "session", lambda _: _save(path, session, asked), lambda _: None)

    def _is_safe(self) -> None:
        self._restored = False
        self._changed()

    def close(self) -> None:
        """Forget the session: the window was closed as it should be; after the lanes were closed."""
        self._rest.stop()
        if self._path is not None:
            _remove(self._path)
        if self._lock is not None:
            self._lock.unlock()

    # ----------------------------------------------------------------------------------- restoring

    def restore(self) -> None:
        """Open again what was open; done once."""
        last, self._last = self._last, None
        if last is None:
            return
        self._restored = True
        self._survived.start()
        self._reading.adjustments.take_values(last.adjustments)
        layout = Layout(last.layout)
        self._reading.hanging.choose(layout)
        views = last.views[:1] if layout is Layout.AUTOMATIC else last.views[: layout.panes]
        on_screen = {Path(name): number for number, name in enumerate(views) if name}
        if last.restored:
            # Twice the program ended with these on screen: once more is not what the reader wants.
            self._left_out = frozenset(on_screen)
        else:
            self._wanted = on_screen
        self._desk.found.connect(self._put_back)
        self._desk.open_paths(Path(name) for name in last.asked)
        self.offered.emit(0)

    def dismiss(self) -> None:
        """The reader does not want the last session back."""
        self._last = None
        self.offered.emit(0)
        self._changed()

    def _put_back(self, rows: list[int], _first: bool) -> None:
        """Of the files that were found, those that were on screen go where they hung."""
        items = self._desk.items
        for row in rows:
            path = items[row].path
            if path in self._left_out:
                sentence = tr("left out, since the program ended twice with this film on screen")
                self._desk.record_failure(row, RefusedFileError(path, sentence))
            pane = self._wanted.pop(path, -1)
            if pane >= 0:
                self._desk.choose(row, pane)


def _claim(where: Path) -> tuple[QLockFile, Path, Session | None] | None:
    """A file that no other window uses, with the session that was left in it; one with a session is preferred."""
    try:
        where.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _log.warning("sessions are not remembered: %s", error.strerror)
        return None
    slots = [where / f"session{number}.json" for number in range(WINDOWS)]
    for path in sorted(slots, key=lambda path: not path.exists()):
        lock = QLockFile(str(path.with_suffix(".lock")))
        lock.setStaleLockTime(0)  # a lock ends with its program, however long that runs
        if lock.tryLock(0):
            return lock, path, Session.read(path)
    return None


def _save(path: Path, session: Session, asked: Iterable[Path]) -> None:
    """Write a session with what was opened, which may be very many files."""
    try:
        write_atomically(path, json.dumps(asdict(session) | {"asked": [str(each) for each in asked]}).encode())
    except OSError as error:
        # Nobody must be kept from reading because a session cannot be remembered.
        _log.warning("the session is not remembered: %s", error.strerror)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("the session is not forgotten: %s", error.strerror)
