"""What the model was given of a film, and why it may have been given nothing: the last stage of the explanation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.shell.language import tr
from xraydesk.ui.studies.explanation import Step

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard


def explain_model(item: Item | None, card: ModelCard | None) -> Step:
    """How the model's own input was made: it never sees the picture on screen."""
    return Step(tr("What the model sees"), tuple(_sentences(item, card)))


def _sentences(item: Item | None, card: ModelCard | None) -> Iterator[str]:
    if card is None:
        yield tr("There is no model.")
        return
    if item is not None and item.state is State.DECLINED and not item.answer_hidden:
        yield tr("Nothing: the film was declined ({reason}).").format(reason=item.reason)
        return
    spec = card.preprocess
    yield tr("Not the picture on screen: your window, inversion, turn and zoom do not reach it.")
    if spec.region == "center_square":
        yield tr("The largest centred square of the film{lost}.").format(lost=_lost(item))
    else:
        yield tr("The whole film, on a black square.")
    yield tr("Resampled to {size} × {size} as stored values, then shown through the film's default window.").format(
        size=spec.input_size
    )
    yield tr("Its grey from percentile {lower:g} to {upper:g} becomes 0 to 1; mean 0, standard deviation 1.").format(
        lower=spec.lower_percentile, upper=spec.upper_percentile
    )
    if item is not None and item.prediction is not None and not item.answer_hidden:
        made = item.prediction.provenance
        yield tr("Answered by {model} on {engine} ({device}).").format(
            model=card.title, engine=made.engine, device=made.device
        )


def _lost(item: Item | None) -> str:
    """How much of the film the square leaves out."""
    if item is None or item.prediction is None:
        return ""
    geometry = item.prediction.geometry
    rows, columns = geometry.image_shape
    kept = min(geometry.height, rows) * min(geometry.width, columns) / (rows * columns)
    return tr(", {percent:.0f} % of it").format(percent=100 * kept)
