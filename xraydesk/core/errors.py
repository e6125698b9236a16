"""Errors that a person can act on. Anything else that is raised is a defect of ours."""

from __future__ import annotations

from pathlib import Path


class XRayDeskError(Exception):
    """An environment or input error; ``str(error)`` is one plain sentence for the reader."""


class FileError(XRayDeskError):
    """An error that belongs to one file.

    Parameters
    ----------
    path
        The file as the user named it.
    reason
        One plain sentence without the path and without patient data.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


class RefusedFileError(FileError):
    """The file is damaged, hostile, unsupported or not an image at all."""


class NoImageError(FileError):
    """A valid DICOM object that holds no image (report, structure set, presentation state, directory)."""


class ModelError(XRayDeskError):
    """A model bundle is missing, altered or of a form that this version does not read."""


class PackError(FileError):
    """A model pack, its signature or a key cannot be used; nothing was installed."""


class UnscorableError(XRayDeskError):
    """The image is shown but no score can be given: blank, or values that are not numbers."""


class DeclinedError(UnscorableError):
    """The guard advises against a score; the reader may have the image scored all the same."""


class CancelledError(Exception):
    """Work was cancelled on request; not an error to show."""
