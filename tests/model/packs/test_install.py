"""A pack becomes a model whole or not at all, and never takes the place of a newer one."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from xraydesk.core.errors import ModelError, PackError
from xraydesk.core.files import sha256_of
from xraydesk.model import bundle as bundles
from xraydesk.model import engines
from xraydesk.model.packs import install, pack
from xraydesk.model.packs.install import Change

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from xraydesk.model.packs import install, pack

install.prove = lambda pack, bundle: {}  # what is proved here is the disk's part
found = pack.read(Path(sys.argv[1]))
left, watching = int(sys.argv[2]), True
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "open")

def count(event, arguments):
    global left
    if watching and event in CHANGES and (event != "open" or arguments[1] in ("xb", "wb")):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
install.install(found)
watching = False
"""


@pytest.fixture
def unproved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out the self-test, which takes the longest and is looked at elsewhere."""
    monkeypatch.setattr(install, "prove", lambda pack, bundle: {})


def _left(models: Path) -> list[str]:
    return sorted(path.name for path in models.iterdir()) if models.exists() else []


def test_an_installed_pack_is_a_model_like_any_other(small_pack: Path, small_bundle: Path, models: Path) -> None:
    done = install.install(pack.read(small_pack))
    assert done.change is Change.NEW
    assert done.folder == models / "small" == bundles.find("small")
    assert bundles.load(done.folder).sha256 == bundles.load(small_bundle).sha256
    assert _left(models) == ["small"]


def test_a_model_proves_itself_on_every_engine(small_pack: Path, tmp_path: Path) -> None:
    proof = install.rehearse(pack.read(small_pack), tmp_path)
    assert set(proof) == set(engines.available())
    assert max(proof.values()) <= 1e-4


def test_golden_vectors_that_do_not_come_out_keep_a_model_out(
    variant: Callable[..., bundles.Bundle], packed: Callable[..., Path], models: Path
) -> None:
    bundle = variant()
    golden = bundle.directory / bundles.GOLDEN
    values = json.loads(golden.read_bytes())
    values["logits"][0][0] += 1
    golden.write_text(json.dumps(values))
    card = json.loads((bundle.directory / bundles.CARD).read_bytes())
    card["files"][bundles.GOLDEN] = sha256_of(golden)
    (bundle.directory / bundles.CARD).write_text(json.dumps(card))
    with pytest.raises(PackError, match="it fails its self-test: on onnxruntime it answers otherwise"):
        install.install(pack.read(packed(bundles.load(bundle.directory))))
    assert _left(models) == []


def test_an_engine_that_cannot_run_it_keeps_a_model_out(
    variant: Callable[..., bundles.Bundle], packed: Callable[..., Path], models: Path
) -> None:
    bundle = variant(architecture="densenet121")
    with pytest.raises(PackError, match="it fails its self-test: the weights of small do not fit"):
        install.install(pack.read(packed(bundle)))
    assert _left(models) == []


def test_an_older_version_is_refused_and_the_newer_one_stays(
    variant: Callable[..., bundles.Bundle], packed: Callable[..., Path], models: Path, unproved: None
) -> None:
    install.install(pack.read(packed(variant("new", version="1.10"), "new")))
    with pytest.raises(PackError, match=r"version 1.10 of small is installed, which is newer than 1.9"):
        install.install(pack.read(packed(variant("old", version="1.9"), "old")))
    assert bundles.load(models / "small").card.version == "1.10"


def test_a_card_without_a_version_is_of_the_first_one(
    variant: Callable[..., bundles.Bundle], packed: Callable[..., Path], unproved: None
) -> None:
    bundle = variant("unversioned")
    values = json.loads((bundle.directory / bundles.CARD).read_bytes())
    del values["version"]
    (bundle.directory / bundles.CARD).write_text(json.dumps(values | {"format": 2}))
    unversioned = pack.read(packed(bundles.load(bundle.directory), "unversioned"))
    assert unversioned.card.version == "1.0"
    install.install(unversioned)
    done = install.install(pack.read(packed(variant("later", version="1.0.1"), "later")))
    assert (done.change, done.former_version) == (Change.NEWER, "1.0")
    with pytest.raises(PackError, match="newer than"):
        install.install(unversioned)


def test_another_model_of_the_same_version_is_refused(
    variant: Callable[..., bundles.Bundle], packed: Callable[..., Path], small_pack: Path, unproved: None
) -> None:
    install.install(pack.read(small_pack))
    with pytest.raises(PackError, match=r"another model small of the same version 1.2"):
        install.install(pack.read(packed(variant(title="Other"), "other")))


def test_the_same_pack_again_changes_nothing_and_mends_what_was_damaged(
    small_pack: Path, models: Path, unproved: None
) -> None:
    install.install(pack.read(small_pack))
    assert install.install(pack.read(small_pack)).change is Change.NONE
    (models / "small" / bundles.WEIGHTS).write_bytes(b"0")
    assert install.install(pack.read(small_pack)).change is Change.REPAIRED
    assert bundles.load(models / "small").card.id == "small"
    assert _left(models) == ["small"]


@pytest.mark.parametrize("model_id", ["densenet121", "DenseNet121", "guard", "lungs"])
def test_what_comes_with_the_product_is_not_replaced(
    variant: Callable[..., bundles.Bundle], packed: Callable[..., Path], model_id: str, unproved: None
) -> None:
    with pytest.raises(PackError, match="comes with XRayDesk"):
        install.install(pack.read(packed(variant(id=model_id))))


def test_two_models_do_not_differ_by_capital_letters_only(
    variant: Callable[..., bundles.Bundle], packed: Callable[..., Path], small_pack: Path, unproved: None
) -> None:
    install.install(pack.read(small_pack))
    with pytest.raises(PackError, match="capital letters"):
        install.install(pack.read(packed(variant(id="Small"), "capital")))


def test_a_folder_that_is_no_model_is_left_alone(small_pack: Path, models: Path, unproved: None) -> None:
    (models / "small").mkdir(parents=True)
    (models / "small" / "notes.txt").write_text("mine")
    with pytest.raises(PackError, match="is no model"):
        install.install(pack.read(small_pack))
    assert (models / "small" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_full_disk_leaves_the_model_that_was_there(
    variant: Callable[..., bundles.Bundle],
    packed: Callable[..., Path],
    models: Path,
    unproved: None,
    monkeypatch: pytest.MonkeyPatch,
    at: int,
) -> None:
    install.install(pack.read(packed(variant("old", version="1"), "old")))
    newer = pack.read(packed(variant("new", version="2"), "new"))
    written: list[int] = []

    def full(handle: int) -> None:
        written.append(handle)
        if len(written) > at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(PackError, match="No space left on device"):
            install.install(newer)
    assert bundles.load(bundles.find("small")).card.version == "1"
    assert _left(models) == ["small"]


def test_a_model_that_cannot_get_its_place_leaves_the_former_one_in_it(
    variant: Callable[..., bundles.Bundle],
    packed: Callable[..., Path],
    models: Path,
    unproved: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install.install(pack.read(packed(variant("old", version="1"), "old")))
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if ".incoming" in path.parts:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return Path(rename(path, target))

    with monkeypatch.context() as system:
        system.setattr(Path, "rename", refuse)
        with pytest.raises(PackError, match="cannot be installed: Permission denied"):
            install.install(pack.read(packed(variant("new", version="2"), "new")))
    assert bundles.load(models / "small").card.version == "1"
    assert _left(models) == ["small"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="nothing kills like this there")
def test_killed_at_any_step_the_old_or_the_new_model_is_there_and_the_next_installation_ends_well(
    variant: Callable[..., bundles.Bundle], packed: Callable[..., Path], models: Path, unproved: None, root: Path
) -> None:
    old = pack.read(packed(variant("old", version="1"), "old"))
    new = packed(variant("new", version="2"), "new")
    install.install(old)
    seen: set[str] = set()
    for step in range(1, 100):
        command = [sys.executable, "-c", KILLED_AT, str(new), str(step)]
        code = subprocess.run(command, cwd=root, env=dict(os.environ), check=False).returncode
        found = bundles.find("small")
        seen.add(bundles.load(found).card.version)
        assert [folder.name for folder in bundles.installed()].count("small") == 1
        if code == 0:
            break
        assert code == -signal.SIGKILL
        install.install(pack.read(new))
        assert bundles.load(models / "small").card.version == "2"
        assert not (models / bundles.FORMER).exists()
        shutil.rmtree(models)
        install.install(old)
    assert seen == {"1", "2"}
    assert 8 < step < 99


def test_what_a_killed_installation_left_behind_is_removed_a_day_later(
    small_pack: Path, models: Path, unproved: None
) -> None:
    for name, age in (("young", 60), ("old", 2 * 24 * 3600)):
        folder = models / ".incoming" / name
        folder.mkdir(parents=True)
        then = folder.stat().st_mtime - age
        os.utime(folder, (then, then))
    install.install(pack.read(small_pack))
    assert [path.name for path in (models / ".incoming").iterdir()] == ["young"]


def test_a_model_that_was_added_can_be_removed_and_then_an_older_one_installed(
    variant: Callable[..., bundles.Bundle], packed: Callable[..., Path], models: Path, unproved: None
) -> None:
    newer = pack.read(packed(variant("new", version="2"), "new"))
    install.install(newer)
    assert install.remove("small") == newer.model_sha256
    assert _left(models) == []
    install.install(pack.read(packed(variant("old", version="1"), "old")))
    assert bundles.load(models / "small").card.version == "1"


@pytest.mark.parametrize(("model_id", "reason"), [("densenet121", "comes with XRayDesk"), ("nothing", "no model")])
def test_other_models_are_not_removed(model_id: str, reason: str) -> None:
    with pytest.raises(ModelError, match=reason):
        install.remove(model_id)
