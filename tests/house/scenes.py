"""Every scene of the documents for users and for IT: the commands, what is there before them, what they come to."""

from __future__ import annotations

import json
import platform
import shutil
from pathlib import Path
from typing import Final

from resources.installer import checksums, tarball
from tests.house.documents import ROOT
from tests.house.scene import Scene, Stage, Step
from tests.model.packs import small_model
from xraydesk.core import paths
from xraydesk.core.decisions import Decision, Verdict
from xraydesk.diagnosis import report
from xraydesk.model import bundle as bundles
from xraydesk.model import engines
from xraydesk.store import audit, decisions, results
from xraydesk.store.database import Database, default_path

ARCHIVE: Final = "xraydesk-VERSION-lite-linux-x86_64"
PHANTOM: Final = ROOT / "resources" / "samples" / "chest_phantom.dcm"


def one_film(stage: Stage) -> None:
    """A folder ``films`` with the sample in it."""
    (stage.folder / "films").mkdir()
    shutil.copyfile(PHANTOM, stage.folder / "films" / "one.dcm")


def reviewed(_: Stage) -> None:
    """A reader gives each film of the run a label."""
    database = Database(default_path())
    for number, film in enumerate(results.of_run(database, 1)):
        assert film.provenance is not None
        decisions.add(
            database,
            Decision(
                f"{number:032x}",
                film.sha256,
                0,
                "normal",
                Verdict.ACCEPTED,
                "",
                "2026-03-01T10:00:00.000000+00:00",
                film.provenance.model,
                film.provenance.model_sha256,
                0.5,
                "balanced",
                0.5,
                False,
            ),
        )
    database.close()


def used_database(_: Stage) -> None:
    """A database of which the audit trail holds an event."""
    database = Database(default_path())
    audit.record(database, audit.Event.START, program="window")
    database.close()


def own_model(stage: Stage) -> None:
    """A model ``mine`` among the user's own; torch, which takes the longest, is not asked."""
    card = json.loads((bundles.find() / bundles.CARD).read_bytes())
    card |= {"preprocess": card["preprocess"] | {"input_size": small_model.SIDE}, "format": 3, "version": "1.2"}
    card |= {"id": "mine", "title": "A small model", "architecture": "deep_cnn", "arguments": {}}
    small_model.write(paths.user_data() / "models" / "mine", card)
    stage.monkeypatch.setattr(engines, "available", lambda: ["onnxruntime"])


def quick_support_file(stage: Stage) -> None:
    """What stands in it is the matter of tests/diagnosis and takes seconds to find out."""
    stage.monkeypatch.setattr(report, "compose", lambda _: "text")


def files_given_to_it(stage: Stage) -> None:
    """The archive of a program that says what it is asked, and the list of digests."""
    frozen = stage.folder.parent / f"{stage.folder.name}-frozen"
    (frozen / "_internal").mkdir(parents=True)
    (frozen / "xraydesk").write_text("#!/bin/sh\necho started\n", encoding="utf-8")
    (frozen / "xraydesk").chmod(0o755)
    (frozen / "_internal" / "library.so").write_bytes(b"\x7fELF")
    stage.monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    tarball.build(frozen, stage.folder / f"{ARCHIVE}.tar.gz", "lite", version="VERSION")
    checksums.write(stage.folder)
    # As a user does it: the tests may run as root, for whom the script has another place.
    stage.put_into_path(id="echo 1000")


def menu_entry_is_there(stage: Stage) -> None:
    """The entry starts the program that was unpacked."""
    entry = paths.user_data().parent / "applications" / "xraydesk.desktop"
    assert f"{stage.folder / ARCHIVE}/xraydesk" in entry.read_text(encoding="utf-8")


def sources_and_measurement(stage: Stage) -> None:
    """A copy of the sources, and a measurement as the benchmark leaves it."""
    (stage.folder / "resources").symlink_to(ROOT / "resources")
    shutil.copyfile(ROOT / "resources" / "guides" / "sizing.json", stage.folder / "measured.json")
    stage.put_sources_into_path()


def manifest_holds_the_film(_: Stage) -> None:
    """The folder for the trainer is one."""
    from trainer.data.sources.manifest import read_manifest

    assert len(read_manifest(Path("training") / "manifest.csv", "mine").films) == 1


SCENES: Final = (
    Scene(
        "resources/guides/screening.md",
        "a run and its exports",
        one_film,
        (
            Step("xraydesk screen films --out table.csv --store", ("table.csv",), "1 files: ", then=reviewed),
            Step(
                "xraydesk screen films --out table.xlsx --problems problems.csv --heatmaps heatmaps",
                ("table.xlsx", "problems.csv", "heatmaps"),
                "1 files: ",
            ),
            Step("xraydesk runs", says=r"1  .*  done .*1 reviewed; "),
            Step("xraydesk export latest --out summary.pdf", ("summary.pdf",), "run 1: 1 films"),
            Step("xraydesk export 1 --out reviewed.csv --part reviewed", ("reviewed.csv",), "run 1: 1 films"),
            Step("xraydesk export latest --out pictures --format png", ("pictures",), "run 1: 1 films"),
            Step(
                "xraydesk export latest --out training --format manifest",
                ("training",),
                "run 1: 1 films",
                then=manifest_holds_the_film,
            ),
            Step("xraydesk export latest --out deidentified --format dicom", ("deidentified",), "run 1: 1 films"),
            Step("xraydesk audit verify", says="each fits the one before"),
            Step("xraydesk backup", says=r"backups.*\.sqlite3"),
        ),
    ),
    Scene(
        "resources/guides/model_packs.md",
        "a model on a stick",
        own_model,
        (
            Step("xraydesk model key --out site.key", ("site.key", "site.pub")),
            Step(
                "xraydesk model pack mine --key site.key --out mine.xrdpack",
                ("mine.xrdpack", "mine.xrdpack.sig"),
                "mine 1.2, signed with the key ",
            ),
            Step("xraydesk model trust site.pub"),
            Step("xraydesk model trust", says="site: key .*; for you"),
            Step("xraydesk model verify mine.xrdpack", says="signed by site .*files with matching digests"),
            Step("xraydesk model install mine.xrdpack", says="installed: mine 1.2"),
            Step("xraydesk model list", says="  mine: version 1.2"),
        ),
    ),
    Scene(
        "resources/guides/support_file.md",
        "the support file",
        quick_support_file,
        (Step("xraydesk --diagnose support.txt", ("support.txt",), r"support\.txt"),),
    ),
    Scene(
        "resources/guides/it_guide.md",
        "the Linux archive",
        files_given_to_it,
        (
            Step("sha256sum --check SHA256SUMS", says=rf"{ARCHIVE}\.tar\.gz: OK"),
            Step(f"tar -xf {ARCHIVE}.tar.gz", (f"{ARCHIVE}/xraydesk", f"{ARCHIVE}/_internal")),
            Step(f"cd {ARCHIVE}"),
            Step("./install.sh", says="XRayDesk is in the menu", then=menu_entry_is_there),
        ),
        needs=("sha256sum", "tar", "sed"),
        is_of_linux=True,
    ),
    Scene(
        "resources/guides/it_guide.md",
        "the database",
        used_database,
        (
            Step("xraydesk backup", says=r"backups.*\.sqlite3"),
            Step("xraydesk audit verify", says="1 events?, each fits the one before"),
        ),
    ),
    Scene(
        "resources/guides/it_guide.md",
        "a copy tests itself",
        Stage.put_sources_into_path,
        (Step("xraydesk selftest", says=r"ok     model densenet121: digests match", apart=True),),
        is_slow=True,
        needs=("env",),
    ),
    Scene(
        "resources/guides/it_guide.md",
        "no interface",
        Stage.put_sources_into_path,
        (Step("unshare --user --map-root-user --net xraydesk selftest", says=r"ok     window: "),),
        is_slow=True,
        needs=("unshare",),
        is_of_linux=True,
    ),
    Scene(
        "resources/guides/screening_at_scale.md",
        "what a million films cost",
        sources_and_measurement,
        (
            Step(
                "python resources/guides/sizing.py measured.json --price 0.05",
                says=r"a million films: [\d.]+ core hours, [\d.]+ at 0\.05",
            ),
        ),
        needs=("sh",),
    ),
)
