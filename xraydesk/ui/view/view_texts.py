"""Which words stand over a film in its present view: from the scene to `Marks` and running lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.view.corner_plan import Line
from xraydesk.ui.view.corner_texts import Amount, Corners, describe, value_text
from xraydesk.ui.view.orientation import side_letters
from xraydesk.ui.view.scene import Scene
from xraydesk.ui.view.windowing import window_text

LINKED = "↔"
"""Behind what keeps step with another view."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is written, besides the running values at the bottom left.

    Attributes
    ----------
    corners
        Texts of the file.
    sides
        Letters for the left, top, right and bottom edge; empty strings are left out.
    alarms
        Red marks that no setting hides: LOSSY, ROTATED, FLIPPED.
    warnings
        Sentences on how the file was read, in amber below the top left corner; no setting hides them.
    banner
        What is going on, in the middle of the upper edge.
    """

    corners: Corners = field(default_factory=Corners)
    sides: tuple[str, str, str, str] = ("", "", "", "")
    alarms: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    banner: str = ""


def marks_of(scene: Scene) -> Marks:
    """Corner texts, side letters, red marks and warnings."""
    radiograph = scene.picture.radiograph
    left, top, right, bottom = side_letters(radiograph.orientation, scene.turn)
    if len(radiograph.orientation) != 2:
        top = bottom = ""  # one mark on either side says that the sides are not known; four would be noise
    alarms = (tr("LOSSY") if radiograph.lossy else "", scene.turn.mark)
    overlays_left_out = scene.picture.overlay is not None and not scene.overlays_shown
    return Marks(
        describe(
            radiograph,
            amount=scene.amount,
            patient_hidden=scene.patient_hidden,
            plan=scene.plan,
            brief=scene.is_small,
        ),
        (left, top, right, bottom),
        tuple(alarm for alarm in alarms if alarm),
        (*radiograph.warnings, *((tr("overlays hidden"),) if overlays_left_out else ())),
        scene.banner,
    )


def running_lines(scene: Scene) -> tuple[tuple[str, str], ...]:
    """The lines at the bottom left from top to bottom, each with its colour."""
    lines = [(text, FILM.text) for line in scene.plan.bottom_left if (text := _running(scene, line))]
    lines += [(line, FILM.caution) for line in scene.ai_lines]
    if scene.heatmap is not None and scene.picture.radiograph.frames > 1:
        lines.append((tr("AI read frame {number} only").format(number=scene.heatmap.frame + 1), FILM.caution))
    return tuple(lines)


def _running(scene: Scene, line: Line) -> str:
    """One line of running values; the zoom and the window stay at every amount but none, and in small views."""
    if scene.amount is Amount.NONE:
        return ""
    brief = scene.amount is Amount.MINIMAL or scene.is_small
    kept = (name for name in line if name in _RUNNING and not (brief and name in ("value", "size")))
    return "  ".join(text for text in (_RUNNING[name](scene) for name in kept) if text)


def _frame(scene: Scene) -> str:
    count = scene.picture.radiograph.frames
    if count < 2:
        return ""
    text = tr("Frame {number} / {count}").format(number=scene.picture.frame + 1, count=count)
    return text + "  " + tr("▶ {rate} per second").format(rate=scene.rate) if scene.rate else text


def _value(scene: Scene) -> str:
    return "" if scene.pointed is None else value_text(scene.picture, *scene.pointed)


def _size(scene: Scene) -> str:
    rows, columns = scene.picture.radiograph.shape
    return f"{columns} × {rows}"


def _zoom(scene: Scene) -> str:
    text = tr("Zoom {percent} %").format(percent=f"{scene.placement.zoom * 100:.0f}")
    return f"{text}  {LINKED}" if scene.company.zoom_linked else text


def _window(scene: Scene) -> str:
    radiograph = scene.picture.radiograph
    if radiograph.is_colour:
        return ""
    words = [window_text(scene.voi, radiograph.voi)]
    words += [tr("inverted")] if scene.inverted else []
    words += [LINKED] if scene.company.window_linked else []
    return "  ".join(words)


_RUNNING = {"frame": _frame, "value": _value, "size": _size, "zoom": _zoom, "window": _window}
