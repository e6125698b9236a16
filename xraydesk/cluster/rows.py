"""A film's answer as a row of a Parquet file, and back; the same row travels from a worker as JSON.

Numbers are kept as they are: a float written as JSON or Parquet comes back to the bit. Nothing of the patient is in a
row but what a path may hold.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xraydesk.core.findings import Finding, Provenance, ScreeningResult, Status, foremost
from xraydesk.core.localisation import Localisation, Verdict
from xraydesk.screening.outcome import Outcome

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
"""Column → value, as of `schema`."""


def name_of(path: Path) -> str:
    """A path as text that every program reads; bytes that are no text are spelled out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def row_of(outcome: Outcome) -> Row:
    """What is written of one path."""
    result = outcome.result
    first = foremost(result.findings, result.label_set) if result.findings else None
    return {
        "path": name_of(result.path),
        "sha256": result.sha256,
        "size": outcome.size,
        "status": result.status.value,
        "reason": _plain(result.reason),
        "label": result.label,
        "probability": None if first is None else first.probability,
        "label_set": None if result.label_set is None else list(result.label_set),
        "findings": [asdict(finding) for finding in result.findings],
        "localisation": None if result.localisation is None else asdict(result.localisation),
        "hints": [_plain(hint) for hint in result.hints],
        "warnings": [_plain(warning) for warning in result.warnings],
        "provenance": None if result.provenance is None else asdict(result.provenance),
        "decode_ms": result.decode_ms,
        "infer_ms": result.infer_ms,
    }


def failed_row(path: Path, sha256: str, reason: str) -> Row:
    """The row of a film that could not be done."""
    return row_of(Outcome(ScreeningResult(path, sha256, Status.FAILED, reason)))


def result_of(row: Row) -> ScreeningResult:
    """The answer that a row holds; a path with bytes that are no text stays spelled out."""
    origin, place, labels = row["provenance"], row["localisation"], row["label_set"]
    return ScreeningResult(
        path=Path(row["path"]),
        sha256=row["sha256"],
        status=Status(row["status"]),
        reason=row["reason"],
        findings=tuple(Finding(**finding) for finding in row["findings"]),
        provenance=None if origin is None else Provenance(**origin),
        warnings=tuple(row["warnings"]),
        decode_ms=row["decode_ms"],
        infer_ms=row["infer_ms"],
        label_set=None if labels is None else tuple(labels),
        localisation=None if place is None else Localisation(**place | {"verdict": Verdict(place["verdict"])}),
        hints=tuple(row["hints"]),
    )


@cache
def schema() -> pa.Schema:
    """The columns of a shard."""
    import pyarrow as pa

    text, number = pa.string(), pa.float64()
    finding = pa.struct([("label", text), ("score", number), ("probability", number), ("threshold", number)])
    place = pa.struct([("verdict", text), ("lung_share", number), ("lung_area", number), ("half_area", number)])
    origin = pa.struct([(name, text) for name in Provenance.__dataclass_fields__])
    columns: list[tuple[str, Any]] = [
        *((name, text) for name in ("path", "sha256")),
        ("size", pa.int64()),
        *((name, text) for name in ("status", "reason", "label")),
        ("probability", number),
        ("label_set", pa.list_(text)),
        ("findings", pa.list_(finding)),
        ("localisation", place),
        ("hints", pa.list_(text)),
        ("warnings", pa.list_(text)),
        ("provenance", origin),
        ("decode_ms", number),
        ("infer_ms", number),
    ]
    return pa.schema(columns)


def to_parquet(rows: Sequence[Row]) -> bytes:
    """Rows as a whole Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema()), sink, compression="zstd")
    return bytes(sink.getvalue())


def from_parquet(content: bytes) -> list[Row]:
    """The rows of a Parquet file.

    Raises
    ------
    ValueError
        It is not one of ours, or damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # A single reader: the file is in memory, and other threads belong to other work.
        table = pq.read_table(pa.BufferReader(content), use_threads=False)
    except (OSError, pa.ArrowException) as error:
        raise ValueError("not a Parquet file") from error
    if table.schema != schema():
        raise ValueError("its columns are others")
    rows: list[Row] = table.to_pylist()
    return rows


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
