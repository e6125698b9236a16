"""Where shards are written: a local folder or any address that fsspec knows; a file is there whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from xraydesk.cluster.failures import NOT_INSTALLED, ClusterError
from xraydesk.core.files import write_atomically


class Place:
    """A folder somewhere.

    Parameters
    ----------
    address
        A path, or an address such as ``s3://bucket/folder``; the package for its kind must be installed.

    Raises
    ------
    ClusterError
        Nothing can be kept there.
    """

    def __init__(self, address: str) -> None:
        try:
            from fsspec.core import url_to_fs
            from fsspec.implementations.local import LocalFileSystem
        except ImportError as error:
            raise ClusterError(NOT_INSTALLED) from error

        self.address = address
        try:
            self._system, self._root = url_to_fs(address)
        except (ImportError, ValueError, OSError) as error:
            raise ClusterError(f"nothing can be written to {address}: {error}") from error
        self._is_local = isinstance(self._system, LocalFileSystem)
        with self._translated():
            if self._system.isfile(self._root):
                raise ClusterError(f"nothing can be written to {address}: it is a file, where a folder is needed")
            self._system.makedirs(self._root, exist_ok=True)

    @property
    def folder(self) -> Path | None:
        """The folder on this machine; None elsewhere."""
        return Path(self._root) if self._is_local else None

    def read(self, name: str) -> bytes | None:
        """A file's content; None where there is none.

        Raises
        ------
        ClusterError
            It cannot be read.
        """
        with self._translated():
            try:
                content: bytes = self._system.cat_file(self._path(name))
            except FileNotFoundError:
                return None
            return content

    def write(self, name: str, content: bytes) -> None:
        """Put a file in its place, whole.

        Raises
        ------
        ClusterError
            It cannot be written; an earlier one is unchanged.
        """
        target = self._path(name)
        with self._translated():
            self._system.makedirs(target.rpartition("/")[0], exist_ok=True)
            if self._is_local:
                write_atomically(Path(target), content)
                return
            # Readers of Parquet pass over names with a dot, so half a file is never read; moving is the last step.
            folder, _, last = target.rpartition("/")
            self._system.pipe_file(f"{folder}/.{last}", content)
            self._system.mv(f"{folder}/.{last}", target)

    def names(self, folder: str = "") -> list[str]:
        """The files in it or in one of its folders, sorted; half-written ones are left out.

        Raises
        ------
        ClusterError
            It cannot be listed.
        """
        path = self._path(folder) if folder else self._root
        with self._translated():
            try:
                found = self._system.ls(path, detail=False)
            except FileNotFoundError:
                return []
        names = (str(each).rstrip("/").rpartition("/")[2] for each in found)
        return sorted(name for name in names if not name.startswith("."))

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            said = error.strerror or str(error)
            raise ClusterError(
                f"{self.address} cannot be used: {said}; what is there stays, and the same command goes on from it"
            ) from error
