"""Which frames are key images: known from the start of the session, stored at every change."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from xraydesk.core.radiograph import Radiograph
from xraydesk.core.settings import Settings
from xraydesk.store import key_images as shelf
from xraydesk.store.key_images import KeyImage
from xraydesk.ui.desk.storing import Storing


class KeyImages(QObject):
    """The marks of all films that were ever marked.

    Signals
    -------
    changed
        A frame was marked or is not marked any more, or the marks of earlier sessions are there.
    """

    changed = Signal()

    def __init__(self, storing: Storing, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._storing, self._settings = storing, settings
        self._marked: dict[str, set[int]] = {}
        # What was changed before the earlier marks arrived is not to be undone by them.
        self._touched: set[tuple[str, int]] = set()
        storing.read("key images", shelf.all_of, self._arrived)

    def _arrived(self, stored: list[KeyImage]) -> None:
        for each in stored:
            if (each.film, each.frame) not in self._touched:
                self._marked.setdefault(each.film, set()).add(each.frame)
        if stored:
            self.changed.emit()

    @property
    def films(self) -> frozenset[str]:
        """Digests of the films that have a marked frame."""
        return frozenset(film for film, frames in self._marked.items() if frames)

    def is_marked(self, film: str, frame: int) -> bool:
        """Whether a frame is marked."""
        return frame in self._marked.get(film, ())

    def toggle(self, radiograph: Radiograph, frame: int) -> None:
        """Mark a frame, or take its mark away."""
        film = radiograph.sha256
        frames = self._marked.setdefault(film, set())
        self._touched.add((film, frame))
        if frame in frames:
            frames.remove(frame)
            self._storing.write(("key image", film, frame), partial(shelf.unmark, film=film, frame=frame))
        else:
            frames.add(frame)
            reader = self._settings["reader_name"]
            key_image = KeyImage(film, frame, reader, datetime.now(UTC).isoformat(timespec="seconds"))
            self._storing.write(("key image", film, frame), partial(shelf.mark, key_image=key_image))
        self.changed.emit()
