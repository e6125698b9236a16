"""The page on training, played from films to a signed model: every command as shown, made small where it trains."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.house.scene import Scene, Stage, Step
from tests.house.scenes import one_film, reviewed
from tests.trainer.conftest import make_chest_film, make_film
from trainer.guard import made
from trainer.guard.pictures import FIT
from xraydesk.core import paths

PAGE: Final = "resources/guides/trainer_guide.md"
LABELS: Final = ("covid19", "pneumonia", "normal")
FILMS: Final = 72
"""Twelve of each label from either source: fewer are not judged where a source is left out."""

SMALL: Final = (
    "--set fit.epochs=1 fit.films_per_epoch=16 fit.batch_size=8 fit.threads=1 preprocess.input_size=40 cache_size=48"
)
RECIPE: Final = "resnet18-control"


def screened_and_reviewed(stage: Stage) -> None:
    """A run of the worklist, of which a reader has looked at the film."""
    one_film(stage)
    assert stage.run("xraydesk screen films --out table.csv --store")[0] == 0
    reviewed(stage)


def films_to_learn_from(stage: Stage) -> None:
    """Films of spots with a manifest, chest films that train nothing, pictures of anything else."""
    rows = []
    for number in range(FILMS):
        name = f"film{number:02}.png"
        _save(make_film(number % 3, number).repeat(2, axis=0).repeat(2, axis=1), stage.folder / "films" / name)
        source = "Hospital A" if number // 3 % 2 else "Hospital B"
        rows.append({"file": name, "label": LABELS[number % 3], "patient_id": f"p{number}", "source": source})
    with (stage.folder / "films" / "manifest.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    for number in range(2):
        _save(make_chest_film(number), stage.folder / "other-films" / f"{number}.png")
    for number, image in enumerate(made.make(made.SEEN, 4, FIT, 1).images):
        _save(image, stage.folder / "OTHER_PICTURES" / f"{number:02}.png")
    models = paths.user_data() / "models"
    models.mkdir(parents=True)
    (stage.folder / "MODELS").symlink_to(models)
    stage.put_sources_into_path()


def _save(grey: NDArray[np.uint8], path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    Image.fromarray(grey).save(path)


SCENES: Final = (
    Scene(
        PAGE,
        "films from the worklist",
        screened_and_reviewed,
        (
            Step(
                "xraydesk export latest --out reviewed --format manifest", ("reviewed/manifest.csv",), "run 1: 1 films"
            ),
        ),
        is_slow=True,
    ),
    Scene(
        PAGE,
        "from films to a signed model",
        films_to_learn_from,
        (
            Step("python -m trainer eda films --out look/page.html", ("look/page.html",), "every file can be read"),
            Step(
                f"python -m trainer audit films --recipe {RECIPE} --json audit.json",
                ("audit.json",),
                "no copies found",
            ),
            Step(f"python -m trainer preview {RECIPE} --data films --out preview.png", ("preview.png",)),
            Step("python -m trainer recipes", says=rf"{RECIPE} +ResNet-18 +224 px"),
            Step(f"python -m trainer summary {RECIPE}", says="in all .* 11,171,779"),
            Step(
                f"python -m trainer selfbenchmark {RECIPE}",
                says=r"input pipeline alone: \d+ images/s",
                small="--set preprocess.input_size=40 cache_size=48 fit.batch_size=2",
            ),
            Step(
                f"python -m trainer fit {RECIPE} --data films --out runs/mine",
                ("runs/mine/best.safetensors", "runs/mine/run.json"),
                small=SMALL,
            ),
            Step(
                f"python -m trainer pretrain self-supervised --for {RECIPE} --data films --out runs/features",
                ("runs/features/best.safetensors",),
                small=SMALL,
            ),
            Step(
                f"python -m trainer fit {RECIPE} --data films --out runs/from-features --init runs/features",
                ("runs/from-features/best.safetensors",),
                small=SMALL,
            ),
            Step(
                "python -m trainer tune deep-cnn --data films --out runs/search --trials 20",
                ("runs/search/best.toml",),
                small=f"--trials 1 {SMALL} tune.epochs=1 tune.films_per_epoch=16",
            ),
            Step("python -m trainer panel runs/mine", says=r"Hospital A, all: "),
            Step(
                "python -m trainer evaluate runs/mine --prevalence covid19=0.05",
                ("runs/mine/evaluation-calibrate/report.html",),
            ),
            Step("python -m trainer datasheet runs/mine", ("runs/mine/data_sheet.md",)),
            Step(
                "python -m trainer evaluate runs/mine --folds test --no-films",
                ("runs/mine/evaluation-test/report.html", "runs/mine/test-openings.json"),
            ),
            Step(
                "python -m trainer compare runs/mine runs/from-features --out runs/compared",
                ("runs/compared/comparison.html",),
            ),
            Step(
                f"python -m trainer leave-out {RECIPE} --data films --out runs/left-out --budget 30",
                ("runs/left-out/leave-one-source-out.html",),
                small=SMALL,
            ),
            Step(
                "python -m trainer export runs/mine --id mine --release 1.0",
                ("MODELS/mine/card.json", "MODELS/mine/weights.safetensors"),
                "reloaded bundle on onnxruntime: largest difference",
            ),
            Step("xraydesk model list", says="  mine: version 1.0"),
            Step("xraydesk screen other-films --out screened.csv --model mine", ("screened.csv",), "2 files: "),
            Step(
                "python -m tests.benchmarks.score_robustness other-films --model mine --films 20"
                " --json robustness.json",
                ("robustness.json",),
                "2 films, model mine",
            ),
            Step("python -m trainer robustness MODELS/mine robustness.json", says="On 2 films "),
            Step("xraydesk model key --out site.key", ("site.key", "site.pub")),
            Step("xraydesk model pack mine --key site.key --out mine.xrdpack", ("mine.xrdpack", "mine.xrdpack.sig")),
            Step(
                "python -m trainer guard --data films --negatives OTHER_PICTURES --out runs/guard",
                ("runs/guard/network.onnx", "runs/guard/about.json"),
                small="--steps 2",
            ),
        ),
        is_slow=True,
        needs=("sh",),
    ),
)
