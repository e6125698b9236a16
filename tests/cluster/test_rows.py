"""An answer as a row of a Parquet file: to the bit, and readable by any program."""

from __future__ import annotations

import json
import math
import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xraydesk.cluster import rows
from xraydesk.core.findings import Finding, Provenance, ScreeningResult, Status
from xraydesk.core.localisation import Localisation, Verdict
from xraydesk.screening.outcome import Outcome

pytestmark = pytest.mark.skipif(not find_spec("pyarrow"), reason="the extra `cluster` is not installed")

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(NUMBERS, NUMBERS, NUMBERS, st.text(st.characters(exclude_categories=["Cs"])))
def test_an_answer_comes_back_to_the_bit(score: float, chance: float, share: float, text: str) -> None:
    result = ScreeningResult(
        Path("/films/é\n.dcm"),
        "ab" * 32,
        Status.ABSTAINED,
        text,
        (Finding("one", score, chance), Finding("other", 0.1, 0.2, share)),
        Provenance("m", "d", "p", "e", "cpu", "x", "1"),
        (text,),
        1.5,
        2.5,
        ("one", "other"),
        Localisation(Verdict.DIFFUSE, share, None, 0.3),
        (text, "hint"),
    )
    sent = json.loads(json.dumps(rows.row_of(Outcome(result, 7))))
    [back] = rows.from_parquet(rows.to_parquet([sent]))
    assert back == sent
    assert rows.result_of(back) == result
    assert math.copysign(1, rows.result_of(back).findings[0].score) == math.copysign(1, score)


def test_what_was_never_scored_has_no_numbers(tmp_path: Path) -> None:
    row = rows.failed_row(tmp_path / "film", "", "it is broken")
    [back] = rows.from_parquet(rows.to_parquet([row]))
    assert back["probability"] is None
    assert rows.result_of(back) == ScreeningResult(tmp_path / "film", "", Status.FAILED, "it is broken")


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_is_spelled_out() -> None:
    assert rows.name_of(Path(os.fsdecode(b"/films/\xff.dcm"))) == "/films/\\xff.dcm"


def test_other_programs_find_plain_columns(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    (tmp_path / "shard.parquet").write_bytes(rows.to_parquet([rows.failed_row(Path("/film"), "", "why")]))
    table = pq.read_table(tmp_path / "shard.parquet")
    assert table.column_names[:6] == ["path", "sha256", "size", "status", "reason", "label"]
    assert not {"patient", "name", "study"} & set(table.column_names)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"x" * 100])
def test_what_is_no_shard_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a Parquet file"):
        rows.from_parquet(content)


def test_a_table_with_other_columns_is_refused() -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"path": ["/film"]}), sink)
    with pytest.raises(ValueError, match="columns"):
        rows.from_parquet(sink.getvalue().to_pybytes())
