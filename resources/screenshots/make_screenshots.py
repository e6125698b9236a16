"""Makes the pictures of the README and the user guide: ``python resources/screenshots/make_screenshots.py [FOLDER]``.

Everything on them comes from the sample phantom. The window is painted without a screen, at a fixed size and with the
default settings, so that a new picture differs from the old one only where the product does. With a folder, the
pictures are written there; the sizes that no document shows (a laptop, a large screen at 200 %) are then made too.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_SCALE_FACTOR", "1")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

import pydicom  # noqa: E402 - the platform is chosen before Qt is loaded
from pydicom.uid import generate_uid  # noqa: E402
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QModelIndex  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from xraydesk.core import paths  # noqa: E402
from xraydesk.core.annotations import Annotation, Kind  # noqa: E402
from xraydesk.core.settings import Settings  # noqa: E402
from xraydesk.store.database import Database  # noqa: E402
from xraydesk.ui.main_window import MainWindow  # noqa: E402
from xraydesk.ui.shell import language, theme  # noqa: E402

SIZE = (1600, 1000)
LAPTOP = (1366, 768)
PATIENCE_MS = 60_000
EARLIER = "19990301"
EXPOSURES = (0.6, 0.75, 0.9, 1.1, 1.3, 1.6, 2.0)

# Places on the phantom, as parts of its width and height.
CARINA_TO_HILUM = ((0.50, 0.36), (0.62, 0.45))
MIDLINE = ((0.5, 0.15), (0.5, 0.78))
HEART = ((0.355, 0.66), (0.768, 0.71))
THORAX = ((0.13, 0.73), (0.87, 0.73))


class Studio:
    """One window and the folder its pictures go to."""

    def __init__(
        self, folder: Path, size: tuple[int, int] = SIZE, database: Database | None = None, **settings: object
    ) -> None:
        self._folder = folder
        self.settings = Settings()
        for key, value in settings.items():
            self.settings.set(key, value)
        self.window = MainWindow(settings=self.settings, database=database)
        self.window.resize(*size)
        self.window.show()
        self.window.desk.load_model()
        wait_for(lambda: self.window.desk.card_is_known)

    def open(self, films: list[Path]) -> None:
        """Open films and wait for the first one's heatmap."""
        self.window.open_paths(films)
        wait_for(lambda: self.window.reading.view.heatmap is not None)
        wait_for(lambda: all(item.prediction is not None for item in self.window.desk.items))
        settle()

    def do(self, *actions: str) -> None:
        """Trigger actions by their names in the table."""
        for action in actions:
            self.window.commands[action].trigger()
        settle()

    def save(self, name: str, widget: QWidget | None = None) -> None:
        """Write a picture of the window, or of another one."""
        settle()
        if not (widget or self.window).grab().save(str(self._folder / f"{name}.png")):
            raise SystemExit(f"{name} cannot be written")

    def close(self) -> None:
        """End."""
        self.window.close()


def main() -> None:
    """Write the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    app = QApplication(sys.argv[:1])
    theme.apply(app)
    language.install("en")
    with tempfile.TemporaryDirectory() as name:
        phantom = min((paths.resources() / "samples").glob("*.dcm"))
        prior = earlier_study(phantom, Path(name))
        if os.environ["QT_SCALE_FACTOR"] != "1":
            large_screen(folder, [phantom, prior])
            return
        reading(folder, phantom)
        comparing(folder, [phantom, prior])
        measuring(folder, phantom)
        listing(folder, phantom, Path(name))
        settings_and_light(folder, phantom)
        if folder != HERE:
            laptop(folder, [phantom, prior])
            again = [sys.executable, __file__, str(folder)]
            subprocess.run(again, env={**os.environ, "QT_SCALE_FACTOR": "2"}, check=True)


def reading(folder: Path, phantom: Path) -> None:
    """The start page, the reading view, contours."""
    studio = Studio(folder)
    studio.save("start_page")
    studio.open([phantom])
    studio.save("reading_view")
    studio.do("next_kind")
    studio.save("contours")
    studio.close()


def comparing(folder: Path, films: list[Path]) -> None:
    """A film beside its prior."""
    studio = Studio(folder)
    studio.open(films)
    wait_for(lambda: all(view.picture is not None for view in studio.window.reading.grid.views[:2]))
    studio.do("heatmap")
    studio.save("with_prior")
    studio.close()


def measuring(folder: Path, phantom: Path) -> None:
    """A length and the cardiothoracic ratio, with the list of measurements."""
    studio = Studio(folder, heatmap_shown=False)
    studio.open([phantom])
    film = studio.window.reading.view.picture.radiograph
    rows, columns = film.shape

    def on_film(*places: tuple[float, float]) -> tuple[tuple[float, float], ...]:
        return tuple((x * columns, y * rows) for x, y in places)

    notebook = studio.window.measuring.notebook
    notebook.add(film, Annotation(Kind.HEART_RATIO, on_film(*MIDLINE, *HEART, *THORAX)))
    notebook.add(film, Annotation(Kind.LENGTH, on_film(*CARINA_TO_HILUM)))
    studio.do("measurement_list")
    studio.save("measurements")
    studio.close()


def listing(folder: Path, phantom: Path, place: Path) -> None:
    """The worklist of a folder: the phantom at several exposures, a film of a hand, a damaged file."""
    films = place / "films"
    films.mkdir()
    for number, exposure in enumerate(EXPOSURES, 1):
        (films / f"{number:02}.dcm").write_bytes(exposed(phantom, exposure, f"PHANTOM^{number:02}", "CHEST"))
    hand = exposed(phantom, 1.0, "PHANTOM^HAND", "HAND")
    (films / "hand.dcm").write_bytes(hand)
    (films / "damaged.dcm").write_bytes(hand[: len(hand) // 2])
    studio = Studio(folder, database=Database(place / "worklist.sqlite3", sole=True), reader_name="A. Reader")
    ended: list[int] = []
    studio.window.runner.ended.connect(ended.append)
    studio.window.screenings.take_drop([films])
    wait_for(lambda: bool(ended))
    page = studio.window.worklist
    for count, verdict in enumerate(("accept", "reject"), 1):
        page.table.choose(page.lines.order[count])
        studio.do(verdict)
        wait_for(lambda count=count: page.lines.counts.reviewed == count)
    page.table.setCurrentIndex(QModelIndex())  # under a chosen line stands where its file is on this computer
    studio.save("worklist")
    studio.close()


def exposed(phantom: Path, gamma: float, name: str, part: str) -> bytes:
    """The phantom as somebody else's film, at another exposure."""
    dataset = pydicom.dcmread(phantom)
    dataset.decompress()
    grey = dataset.pixel_array / (2**dataset.BitsStored - 1)
    dataset.PixelData = (grey**gamma * (2**dataset.BitsStored - 1)).astype("<u2").tobytes()
    dataset.PatientName, dataset.PatientID, dataset.BodyPartExamined = name, name.partition("^")[2], part
    for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
        setattr(dataset, keyword, generate_uid(entropy_srcs=[name, keyword]))
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    stream = io.BytesIO()
    dataset.save_as(stream)
    return stream.getvalue()


def settings_and_light(folder: Path, phantom: Path) -> None:
    """The settings, and the light theme."""
    studio = Studio(folder)
    theme.ThemeKeeper(QApplication.instance(), studio.settings)
    studio.open([phantom])
    studio.do("settings")
    dialog = next(widget for widget in QApplication.topLevelWidgets() if type(widget).__name__ == "SettingsDialog")
    studio.save("settings", dialog)
    dialog.close()
    studio.settings.set("theme", "light")
    studio.save("light_theme")
    studio.settings.set("theme", "dark")
    studio.close()


def laptop(folder: Path, films: list[Path]) -> None:
    """A small screen."""
    studio = Studio(folder, LAPTOP)
    studio.open(films[:1])
    studio.save("laptop")
    studio.do("layout_two", "measurement_list")
    studio.save("laptop_crowded")
    studio.close()


def large_screen(folder: Path, films: list[Path]) -> None:
    """3840 × 2160 at 200 %."""
    studio = Studio(folder, (1920, 1080))
    studio.open(films)
    studio.save("large_screen")
    studio.close()


def earlier_study(phantom: Path, folder: Path) -> Path:
    """The phantom as it was some months before."""
    dataset = pydicom.dcmread(phantom)
    dataset.StudyDate = dataset.SeriesDate = dataset.AcquisitionDate = dataset.ContentDate = EARLIER
    for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
        setattr(dataset, keyword, generate_uid(entropy_srcs=[EARLIER, keyword]))
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    path = folder / "earlier.dcm"
    dataset.save_as(path)
    return path


def wait_for(what: Callable[[], bool]) -> None:
    """Run the event loop until something is so."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not what():
        if deadline.hasExpired():
            raise SystemExit("the window did not come so far: is a model installed, and can it score the phantom?")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 100)


def settle() -> None:
    """Until nothing moves any more: films are sharpened some milliseconds after they rest."""
    rest = QDeadlineTimer(600)
    wait_for(rest.hasExpired)


if __name__ == "__main__":
    main()
