"""What every test may ask for: shared material, a chest film built in code, a home that is not yours."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pydicom.dataset import FileDataset

# Qt reads these when it is first imported. Settings and caches of whoever runs the tests stay untouched.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.TemporaryDirectory(prefix="xraydesk-tests-", ignore_cleanup_errors=True)


def _home_variables(home: Path) -> dict[str, str]:
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "AppData" / "Roaming",
        "LOCALAPPDATA": home / "AppData" / "Local",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_RUNTIME_DIR": home / "run",
    }
    for folder in folders.values():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {name: str(folder) for name, folder in folders.items()}


os.environ.update(_home_variables(Path(_HOME.name)))


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder of the test's own, in force for the test and the processes it starts."""
    folder = tmp_path_factory.mktemp("home")
    for name, value in _home_variables(folder).items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the project."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The shared test material beside the project; the test skips where it is absent."""
    folder = root.parent / "shared"
    if not (folder / "README.md").exists():
        pytest.skip("the test material in ../shared is absent")
    return folder


@pytest.fixture(scope="session")
def phantom(root: Path) -> Path:
    """The bundled sample: a DICOM chest film that is no patient."""
    return root / "resources" / "samples" / "chest_phantom.dcm"


@pytest.fixture
def chest_film(phantom: Path) -> FileDataset:
    """A small DX film: 240 x 200, 12 bits in 16, uncompressed, with window and spacing; change it freely."""
    from pydicom.dataset import FileDataset, FileMetaDataset
    from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian, generate_uid

    from xraydesk.imaging.read import read

    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = DigitalXRayImageStorageForPresentation
    meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=["chest film"])
    film = FileDataset(os.devnull, {}, file_meta=meta, preamble=bytes(128))
    elements = {
        "SOPClassUID": meta.MediaStorageSOPClassUID,
        "SOPInstanceUID": meta.MediaStorageSOPInstanceUID,
        "StudyInstanceUID": generate_uid(entropy_srcs=["study"]),
        "SeriesInstanceUID": generate_uid(entropy_srcs=["series"]),
        "PatientName": "Planted^Name",
        "PatientID": "PLANTED-ID",
        "PatientBirthDate": "19500102",
        "PatientSex": "F",
        "StudyDate": "20200304",
        "StudyTime": "101112",
        "Modality": "DX",
        "BodyPartExamined": "CHEST",
        "ViewPosition": "PA",
        "PatientOrientation": ["L", "F"],
        "PixelSpacing": [1.5, 1.5],
        "ImagerPixelSpacing": [1.5, 1.5],
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "Rows": 240,
        "Columns": 200,
        "BitsAllocated": 16,
        "BitsStored": 12,
        "HighBit": 11,
        "PixelRepresentation": 0,
        "WindowCenter": 2048,
        "WindowWidth": 4096,
    }
    for keyword, value in elements.items():
        setattr(film, keyword, value)
    # The bundled sample, seven times smaller: the guard scores no picture that does not look like a chest film.
    film.PixelData = read(phantom).samples[0, :1680:7, ::7].astype("<u2").tobytes()
    return film


@pytest.fixture
def chest_film_file(chest_film: FileDataset, tmp_path: Path) -> Path:
    """The chest film as a file."""
    target = tmp_path / "film.dcm"
    chest_film.save_as(target, enforce_file_format=True)
    return target
