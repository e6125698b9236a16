"""A model on disk: card, weights and graph, verified by digest before anything is used. Nothing is unpickled."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xraydesk.core import paths
from xraydesk.core.errors import ModelError
from xraydesk.core.files import sha256_of
from xraydesk.model.card import ModelCard, parse

CARD: Final = "card.json"
WEIGHTS: Final = "weights.safetensors"
GRAPH: Final = "model.onnx"
GOLDEN: Final = "golden.json"
DATA_SHEET: Final = "data_sheet.md"
REPORTING_MAP: Final = "reporting_map.md"

FORMER: Final = ".former"
"""Within the user's models: where a model waits while another one takes its place."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A verified model.

    Attributes
    ----------
    directory
        Holds ``card.json``, ``weights.safetensors``, ``model.onnx`` (a graph whose tensors are the weights file's)
        and ``golden.json``.
    card
        What the model says of itself.
    sha256
        Digest of ``card.json``, which holds the digests of all other files: it names the model.
    """

    directory: Path
    card: ModelCard
    sha256: str

    @property
    def weights(self) -> Path:
        """The weights as safetensors."""
        return self.directory / WEIGHTS

    @property
    def graph(self) -> Path:
        """The compiled engine's graph."""
        return self.directory / GRAPH

    @property
    def data_sheet(self) -> Path | None:
        """What the films of the training were, in Markdown; None where the bundle has none."""
        return self._listed(DATA_SHEET)

    @property
    def reporting_map(self) -> Path | None:
        """Which items of the reporting checklists the run answers, in Markdown; None where the bundle has none."""
        return self._listed(REPORTING_MAP)

    def papers(self) -> dict[str, str]:
        """Data sheet and reporting map, as far as the bundle has them: Markdown by file name.

        Raises
        ------
        ModelError
            One of them cannot be read.
        """
        named = [path for path in (self.data_sheet, self.reporting_map) if path is not None]
        try:
            return {path.name: path.read_text(encoding="utf-8", errors="replace") for path in named}
        except OSError as error:
            raise ModelError(f"a paper of the model cannot be read: {error.strerror}") from error

    def _listed(self, name: str) -> Path | None:
        return self.directory / name if name in self.card.files else None


def installed() -> list[Path]:
    """Folders of the models at hand: the bundled ones first, then the user's; sorted by name within each.

    A model that was put aside by an installation that was cut off is found where it is.
    """
    bundled, own = paths.resources() / "models", paths.user_data() / "models"
    added = {card.parent.name: card.parent for card in (*own.glob(f"{FORMER}/*/{CARD}"), *own.glob(f"*/{CARD}"))}
    return [card.parent for card in sorted(bundled.glob(f"*/{CARD}"))] + [added[name] for name in sorted(added)]


def find(model_id: str | None = None) -> Path:
    """The folder of a model by its id or, for one that is not installed, by its path; the first one at hand for None.

    Raises
    ------
    ModelError
        There is none.
    """
    folders = installed()
    for folder in folders:
        if model_id in (None, folder.name):
            return folder
    if model_id and (Path(model_id) / CARD).is_file():
        return Path(model_id)
    known = ", ".join(folder.name for folder in folders) or "none"
    raise ModelError(f"there is no model {model_id or ''} at hand (installed: {known})".replace("  ", " "))


def load(directory: Path) -> Bundle:
    """Read and verify a bundle.

    Raises
    ------
    ModelError
        A file is missing, altered, truncated, unlisted by the card or of a foreign form.
    """
    try:
        content = (directory / CARD).read_bytes()
        card = parse(content)
        missing = {WEIGHTS, GRAPH, GOLDEN} - set(card.files)
        if missing:
            raise ModelError(f"the model card does not list {', '.join(sorted(missing))}")
        for name, digest in card.files.items():
            if Path(name).name != name:
                raise ModelError("the model card names a file outside its folder")
            if sha256_of(directory / name) != digest:
                raise ModelError(f"{name} of the model {directory.name} was altered: its digest does not match")
    except OSError as error:
        raise ModelError(f"the model {directory.name} is incomplete: {error.strerror}") from error
    return Bundle(directory, card, hashlib.sha256(content).hexdigest())
