"""On Ray itself: the answers of this machine to the bit, whatever dies, and nothing that leaves the machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from xraydesk import workflow
from xraydesk.cluster.rows import from_parquet, result_of
from xraydesk.core.findings import ScreeningResult

pytestmark = pytest.mark.skipif(
    not (find_spec("ray") and find_spec("pyarrow")), reason="the extra `cluster` is not installed"
)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")

LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}


def on_ray(root: Path, paths: list[Path], place: Path, **more: Any) -> dict[str, Any]:
    """Run the program and read its last line."""
    wanted = {"workers": 2, "films_a_shard": 4, "event": "", **more}
    settings = json.dumps(wanted | {"paths": [str(path) for path in paths], "place": str(place)})
    done = subprocess.run(
        [sys.executable, "-m", "tests.cluster.on_ray", settings],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == (-9 if wanted["event"] == "die" else 0), done.stderr
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def timeless(result: ScreeningResult) -> ScreeningResult:
    return replace(result, decode_ms=0.0, infer_ms=0.0)


def here(paths: list[Path]) -> dict[Path, ScreeningResult]:
    """What a screening in this process says."""
    found = workflow.discover(paths)
    results = (timeless(outcome.result) for outcome in workflow.screen(found, workflow.Session()))
    return {result.path: result for result in results}


def there(place: Path) -> dict[Path, ScreeningResult]:
    """What the shards say; each path once."""
    rows = [row for shard in sorted(place.glob("*.parquet")) for row in from_parquet(shard.read_bytes())]
    results = [timeless(result_of(row)) for row in rows]
    assert len({result.path for result in results}) == len(results)
    return {result.path: result for result in results}


@pytest.fixture
def films(phantom: Path, chest_film_file: Path, tmp_path: Path) -> Path:
    """A film and its copy, one with a name in its header, and two that are none."""
    folder = tmp_path / "films"
    folder.mkdir()
    shutil.copy(phantom, folder / "a.dcm")
    shutil.copy(phantom, folder / "copy.dcm")
    shutil.copy(chest_film_file, folder / "Planted^Name.dcm")
    (folder / "cut.dcm").write_bytes(chest_film_file.read_bytes()[:-5000])
    (folder / "empty.dcm").touch()
    return folder


@pytest.fixture
def real_films(shared: Path) -> list[Path]:
    """Thirty films of three kinds."""
    chest = shared / "data" / "chest"
    return [path for label in ("covid19", "normal", "pneumonia") for path in sorted((chest / label).iterdir())[:10]]


@pytest.mark.slow
def test_a_screening_on_ray_says_what_one_on_this_machine_says(root: Path, films: Path, tmp_path: Path) -> None:
    said = on_ray(root, [films], tmp_path / "place")
    assert there(tmp_path / "place") == here([films])
    assert sum(said["counts"].values()) == 5
    assert said["counts"]["failed"] == 2
    if sys.platform == "linux":
        assert len(said["workers"]) == 2
        assert said["listening"]
        assert set(said["listening"]) <= LOOPBACK
        assert said["mode"] == "700"
    assert not said["planted"], "names of patients and files are in no log"
    assert not Path(said["folder"]).exists()


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_thirty_films_are_answered_to_the_bit(root: Path, real_films: list[Path], tmp_path: Path, workers: int) -> None:
    said = on_ray(root, real_films, tmp_path / "place", workers=workers)
    assert there(tmp_path / "place") == here(real_films)
    assert said["kept"] == 0
    assert len(list((tmp_path / "place").glob("*.parquet"))) == 8


@on_linux
@pytest.mark.slow
def test_a_worker_that_dies_is_replaced_and_nothing_is_lost(root: Path, real_films: list[Path], tmp_path: Path) -> None:
    said = on_ray(root, real_films, tmp_path / "place", event="lose a worker")
    assert there(tmp_path / "place") == here(real_films)
    assert len(said["workers"]) == 2
    assert said["lost"][0] not in said["workers"]


@on_linux
@pytest.mark.slow
def test_a_killed_driver_takes_its_processes_along_and_the_next_one_goes_on(
    root: Path, real_films: list[Path], tmp_path: Path
) -> None:
    killed = on_ray(root, real_films, tmp_path / "place", event="die")
    # Two agents of Ray's own look for their dead parent for minutes; they hold no film and no place.
    below = [int(pid) for pid, name in killed["below"].items() if not name.startswith(("ray::Dash", "ray::Runtime"))]
    assert any(name.startswith("ray::FilmWorker") for name in killed["below"].values())
    left = {path: path.stat().st_mtime_ns for path in (tmp_path / "place").glob("*.parquet")}
    assert left
    never = threading.Event()
    for _ in range(300):
        alive = [pid for pid in below if _is_alive(pid)]
        if not alive:
            break
        never.wait(0.1)
    assert not alive
    said = on_ray(root, real_films, tmp_path / "place")
    assert said["kept"] == len(left)
    assert {path: path.stat().st_mtime_ns for path in left} == left
    assert there(tmp_path / "place") == here(real_films)


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def cluster() -> Iterator[tuple[str, dict[str, str]]]:
    """A cluster of its own: its address, and the environment that has its token."""
    token = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": "0123456789" * 4}
    quiet = os.environ | token | {"RAY_USAGE_STATS_ENABLED": "0"}
    # Names of sockets have to be short.
    folder = Path("/tmp") / f"xr{os.getpid()}"
    start = ["start", "--head", "--port=0", "--num-cpus=2", "--include-dashboard=false", "--disable-usage-stats"]
    command = [str(Path(sys.executable).with_name("ray")), *start, "--block", "--object-store-memory=100000000"]
    # Ray waits half a minute for its own processes, which is too short for a machine that is very busy.
    for attempt in range(4):
        with subprocess.Popen(
            [*command, f"--temp-dir={folder}{attempt}"], env=quiet, stdout=subprocess.PIPE, text=True
        ) as head:
            assert head.stdout is not None
            # It says that it blocks once it stands; where it stands it has written by then. Else it ends.
            stands = any("will now block" in line for line in head.stdout)
            address = Path(f"{folder}{attempt}", "ray_current_cluster").read_text().strip() if stands else ""
            try:
                if address:
                    yield address, quiet
            finally:
                head.terminate()
                head.wait(60)
                shutil.rmtree(f"{folder}{attempt}", ignore_errors=True)
        if address:
            return
    pytest.fail("Ray's own command does not start")


@on_linux
@pytest.mark.slow
def test_a_cluster_that_runs_is_joined_by_its_address(
    root: Path, films: Path, tmp_path: Path, cluster: tuple[str, dict[str, str]]
) -> None:
    address, quiet = cluster
    out = ["--out", str(tmp_path / "place"), "--problems", str(tmp_path / "problems.csv")]
    command = [sys.executable, "-m", "xraydesk", "screen", str(films), "--engine", "ray", "--address", address, *out]
    done = subprocess.run(command, cwd=root, env=quiet, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("5 files: ")
    assert there(tmp_path / "place") == here([films])
    assert (tmp_path / "problems.csv").read_text().count("failed") == 2
