"""The commands that take a run to the application."""

from __future__ import annotations

import argparse
from pathlib import Path

from xraydesk.core import paths


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the trainer's parser."""
    export = commands.add_parser("export", help="write a run as a bundle that the application opens")
    export.add_argument("run", type=Path, help="folder of a finished run")
    export.add_argument("--id", required=True, dest="model_id", help="name of the bundle's folder")
    export.add_argument("--title", help="name that people read (default: the recipe's title)")
    export.add_argument("--data", nargs="+", type=Path, help="the run's data folders, if they have moved")
    export.add_argument("--to", type=Path, default=paths.user_data() / "models", help="folder of the models")
    export.add_argument("--release", metavar="VERSION", help="the model's version, such as 2.1 (default: 1.0)")
    export.set_defaults(run_command=_export)

    robustness = commands.add_parser("robustness", help="put the figures of the robustness benchmark into a card")
    robustness.add_argument("bundle", type=Path, help="folder of the bundle that was measured")
    robustness.add_argument("figures", type=Path, help="JSON that tests.benchmarks.score_robustness wrote")
    robustness.set_defaults(run_command=_robustness)

    bring = commands.add_parser("import", help="make a bundle of a checkpoint that others trained")
    kinds = bring.add_subparsers(required=True, metavar="KIND")
    txrv = kinds.add_parser("txrv", help="DenseNet-121 of TorchXRayVision: independent findings of one grey channel")
    _add_import_options(txrv)
    txrv.add_argument("--labels", type=_names, help="names of its outputs (default: the 18 of TorchXRayVision)")
    txrv.set_defaults(run_command=_import_txrv)

    torchvision = kinds.add_parser("torchvision", help="DenseNet-121 of torchvision, such as CheXNet's")
    _add_import_options(torchvision)
    torchvision.add_argument("--labels", type=_names, required=True, help="names of its outputs, in order: A,B,C")
    task = torchvision.add_mutually_exclusive_group()
    task.add_argument("--independent", action="store_true", help="each label stands on its own (the default)")
    task.add_argument("--exclusive", action="store_true", help="one of the labels holds")
    torchvision.set_defaults(run_command=_import_torchvision)


def _add_import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the checkpoint: a file of weights (safetensors, or a state_dict)")
    parser.add_argument("--id", dest="model_id", help="name of the bundle's folder (default: after the file)")
    parser.add_argument("--title", help="name that people read (default: after kind and file)")
    parser.add_argument("--films", type=Path, help="folder of films that the colour scale of heatmaps is fitted to")
    parser.add_argument("--to", type=Path, default=paths.user_data() / "models", help="folder of the models")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))


def _export(options: argparse.Namespace) -> None:
    from trainer.bundles.export import export

    made = export(options.run, options.data, options.model_id, options.title, options.to, version=options.release)
    print(f"bundle: {made}")


def _robustness(options: argparse.Namespace) -> None:
    from trainer.bundles.robustness import add_to_card

    print(*add_to_card(options.bundle, options.figures), sep="\n")


def _import_txrv(options: argparse.Namespace) -> None:
    from trainer.bundles.import_checkpoint import import_checkpoint
    from trainer.bundles.import_weights import read_txrv

    checkpoint = read_txrv(options.file, options.labels)
    _say_imported(import_checkpoint(checkpoint, options.model_id, options.title, options.films, options.to))


def _import_torchvision(options: argparse.Namespace) -> None:
    from trainer.bundles.import_checkpoint import import_checkpoint
    from trainer.bundles.import_weights import read_torchvision

    checkpoint = read_torchvision(options.file, options.labels, exclusive=options.exclusive)
    _say_imported(import_checkpoint(checkpoint, options.model_id, options.title, options.films, options.to))


def _say_imported(bundle: Path) -> None:
    print(f"bundle: {bundle}")
    print(f"to use it: xraydesk --model {bundle.name}")
