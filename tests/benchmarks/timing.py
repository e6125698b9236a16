"""What the benchmarks of the window share: films without a patient, frame times, and one line of a table."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np


def film_samples(side: int = 3000, seed: int = 1) -> np.ndarray:
    """Smooth lungs with noise, 14 bits in 16."""
    y, x = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j].astype(np.float32)
    lungs = sum(np.exp(-((((x - s) / 0.28) ** 2 + (y / 0.62) ** 2) ** 2)) for s in (-0.45, 0.45))
    grain = np.random.default_rng(seed).normal(0, 120, (side, side)).astype(np.float32)
    return np.clip(11000 - 8000 * lungs + 1500 * y + grain, 0, 16383).astype(np.uint16)


def cr_files(folder: Path, count: int) -> list[Path]:
    """Plain CR films of 2000 by 2500 pixels, each with its own noise."""
    import pydicom
    from pydicom.dataset import FileDataset, FileMetaDataset

    base = film_samples(2500)[:, 250:2250] >> 2
    paths = []
    for number in range(count):
        meta = FileMetaDataset()
        meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
        meta.MediaStorageSOPClassUID = pydicom.uid.ComputedRadiographyImageStorage
        meta.MediaStorageSOPInstanceUID = pydicom.uid.generate_uid()
        made = FileDataset("", {}, file_meta=meta, preamble=bytes(128))
        made.SOPClassUID, made.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
        made.Modality, made.PatientName, made.BodyPartExamined, made.ViewPosition = "CR", "Bench^Mark", "CHEST", "PA"
        made.Rows, made.Columns, made.SamplesPerPixel, made.PhotometricInterpretation = 2500, 2000, 1, "MONOCHROME2"
        made.BitsAllocated, made.BitsStored, made.HighBit, made.PixelRepresentation = 16, 12, 11, 0
        made.WindowCenter, made.WindowWidth = 2048, 4096
        made.PixelData = np.roll(base, number, axis=1).astype("<u2").tobytes()
        paths.append(folder / f"cr{number}.dcm")
        made.save_as(paths[-1], enforce_file_format=True)
    return paths


def yardstick() -> float:
    """Milliseconds of a fixed piece of memory work."""
    numbers = np.arange(2_000_000, dtype=np.uint32)
    start = time.perf_counter()
    for _ in range(5):
        numbers = numbers + 1
    return (time.perf_counter() - start) * 1000


Times = list[tuple[float, float]]
"""For each frame the milliseconds on the clock, and those that the window's thread was running."""


def p95(times: Times) -> float:
    """The 95th percentile on the clock."""
    return float(np.percentile([clock for clock, _ in times], 95))


def row(name: str, times: Times, bar: float) -> str:
    """One line of the table."""
    clock, cpu = np.array(times).T
    verdict = "ok" if p95(times) <= bar else "busy" if np.percentile(cpu, 95) <= bar else "ABOVE"
    figures = (np.median(clock), p95(times), clock.max(), np.median(cpu), np.percentile(cpu, 95))
    return f"{name:<40}" + "".join(f"{figure:8.1f}" for figure in figures) + f"   <= {bar:3.0f}  {verdict}"


HEAD = f"{'milliseconds':<40}{'p50':>8}{'p95':>8}{'max':>8}{'cpu p50':>8}{'cpu p95':>8}     bar"


def let_run(seconds: float) -> None:
    """Let the window do what it does by itself, for so long."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
