"""What is painted: where the hand drew it, in every turn and zoom, with labels that stay in the view."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from tests.ui.measure.conftest import Room
from xraydesk.core.annotations import REGIONS, Annotation, Kind, points_of
from xraydesk.ui.measure.figures import figure_of, sketch
from xraydesk.ui.measure.placing import EDGE, label_size
from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.view.orientation import Turn

LINE = Annotation(Kind.LENGTH, ((60, 100), (180, 100)))
TURNS = [Turn(quarters, mirrored) for quarters in range(4) for mirrored in (False, True)]


@pytest.fixture
def dark(room: Room) -> Room:
    """A black film, so that only what is drawn is bright."""
    room.show(room.film(samples=np.zeros((1, 300, 240), np.uint16), spacing=None))
    return room


def _painted(room: Room) -> QImage:
    image = QImage(480, 600, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    room.easel.layer.paint(painter, room.easel.scene)
    painter.end()
    return image


def _bright(room: Room, at: QPointF) -> bool:
    image = _painted(room)
    around = [
        image.pixelColor(round(at.x()) + x, round(at.y()) + y).lightness() for x in (-1, 0, 1) for y in (-1, 0, 1)
    ]
    return max(around) > 90


@pytest.mark.parametrize("turn", TURNS)
def test_a_line_is_painted_over_its_place_on_the_film(dark: Room, turn: Turn) -> None:
    dark.easel.add(LINE)
    dark.notebook.select("")
    dark.view.set_turn(turn)
    assert _bright(dark, dark.place((120, 100)))
    assert _bright(dark, dark.place((70, 100)))
    assert not _bright(dark, dark.place((70, 130)))


@pytest.mark.parametrize("turn", TURNS)
def test_a_label_never_leaves_the_view(room: Room, turn: Turn) -> None:
    for corner in ((0, 0), (240, 0), (0, 300), (240, 300)):
        room.easel.add(Annotation(Kind.ELLIPSE, (corner, (120, 150))))
        room.easel.add(Annotation(Kind.TEXT, (corner,), text="words in a corner"))
        room.easel.add(Annotation(Kind.LENGTH, (corner, (120, 150)), label=corner))
    room.view.set_turn(turn)
    inner = room.easel.scene.area.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    labels = [each.label for each in room.easel.layer.placed(room.easel.scene)]
    assert len(labels) == 12
    assert all(label is not None and inner.contains(label.box) for label in labels)


def test_labels_keep_clear_of_each_other_while_there_is_room(room: Room) -> None:
    for y in range(40, 280, 40):
        room.easel.add(Annotation(Kind.RECTANGLE, ((60, y), (90, y + 10))))
    boxes = [each.label.box for each in room.easel.layer.placed(room.easel.scene) if each.label is not None]
    overlaps = [(a, b) for index, a in enumerate(boxes) for b in boxes[:index] if a.intersects(b)]
    assert len(boxes) == 6
    assert not overlaps


def test_what_is_out_of_sight_has_no_label(room: Room) -> None:
    room.easel.add(LINE)
    room.view.zoom_by(20, QPointF(0, 0))
    assert room.easel.layer.placed(room.easel.scene)[0].label is None


def test_the_selected_one_has_handles_in_the_active_colour(dark: Room) -> None:
    dark.easel.add(LINE)
    colour = QColor(FILM.active)
    image = _painted(dark)
    at = dark.place(LINE.points[0])
    found = [image.pixelColor(round(at.x()) + x, round(at.y()) + y) for x in range(-5, 6) for y in range(-5, 6)]
    assert any(abs(one.hue() - colour.hue()) < 12 and one.saturation() > 120 for one in found)
    dark.notebook.select("")
    image = _painted(dark)
    found = [image.pixelColor(round(at.x()) + x, round(at.y()) + y) for x in range(-5, 6) for y in range(-5, 6)]
    assert not any(abs(one.hue() - colour.hue()) < 12 and one.saturation() > 120 for one in found)


def test_hidden_annotations_are_not_painted(dark: Room) -> None:
    dark.easel.add(LINE)
    dark.notebook.set_hidden(True)
    assert not _bright(dark, dark.place((120, 100)))


def test_another_frame_has_other_annotations(dark: Room) -> None:
    film = dark.film(samples=np.zeros((3, 300, 240), np.uint16), spacing=None)
    dark.show(film, frame=2)
    dark.use("length")
    dark.drag((60, 100), (180, 100))
    assert dark.drawn[0].frame == 2
    dark.show(film, frame=0)
    assert not _bright(dark, dark.place((120, 100)))
    dark.show(film, frame=2)
    assert _bright(dark, dark.place((120, 100)))


def test_a_film_decoded_smaller_shows_what_was_drawn_on_the_whole_one_in_its_place(dark: Room) -> None:
    dark.easel.add(LINE)
    half = replace(dark.easel.radiograph, samples=np.zeros((1, 150, 120), np.uint16), reduction=2)
    dark.show(half)
    assert dark.place((120, 100)) == QPointF(240, 200)
    assert _bright(dark, dark.place((120, 100)))
    dark.use("length")
    dark.drag((60, 200), (180, 200))
    assert [each.points for each in dark.drawn] == [LINE.points, ((60, 200), (180, 200))]


def test_lines_are_as_thin_on_a_fine_screen(dark: Room) -> None:
    def bright_rows(ratio: float) -> int:
        image = QImage(round(480 * ratio), round(600 * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(0)
        painter = QPainter(image)
        scene = dark.easel.scene
        placement = replace(scene.placement, view=(image.width(), image.height()), zoom=scene.placement.zoom * ratio)
        dark.easel.layer.paint(painter, replace(scene, placement=placement, ratio=ratio))
        painter.end()
        column = round(240 * ratio)
        return sum(image.pixelColor(column, row).lightness() > 60 for row in range(image.height()))

    dark.easel.add(LINE)
    dark.notebook.select("")
    assert 1 <= bright_rows(1.0) <= 2
    assert 2 <= bright_rows(2.0) <= 4


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_drawn_from_its_first_point_on(room: Room, kind: Kind) -> None:
    least, _ = points_of(kind)
    points = [(60.0 + 20 * number, 100.0 + 15 * (number % 3)) for number in range(least)]
    onto, scale = room.easel.scene.transform, room.easel.scale
    for count in range(1, least + 1):
        if count > 1 or kind not in REGIONS:
            sketch(kind, points[:count], onto, scale)
    known = 10.0 if kind is Kind.CALIBRATION else None
    whole = Annotation(kind, tuple(points), text="words", millimetres=known)
    figure = figure_of(whole, room.easel.scene, scale)
    assert figure.bounds.isValid() or kind is Kind.TEXT
    assert QRectF(0, 0, 480, 600).contains(figure.anchor)
    room.easel.add(whole)
    assert not _painted(room).isNull()


def test_a_label_that_was_put_far_away_is_held_on_a_leash(room: Room) -> None:
    room.easel.add(replace(LINE, label=(200, 280)))
    label = room.easel.layer.placed(room.easel.scene)[0].label
    assert label is not None
    assert label.leash is not None
    assert label.leash.p2() == room.place((180, 100))


def test_long_words_are_broken_and_doubts_come_last(room: Room) -> None:
    words = "a long remark on what might be seen here by somebody who looks twice"
    room.easel.add(replace(LINE, text=words))
    label = room.easel.layer.placed(room.easel.scene)[0].label
    assert label is not None
    assert " ".join(line.text for line in label.lines[:-1]) == words
    assert label.lines[-1].text == "60.0 mm at detector"
    assert label.box.width() == label_size(label.lines, QFontMetricsF(room.easel.layer._font))[0]


@pytest.fixture
def many(room: Room) -> Room:
    for number in range(60):
        room.easel.add(Annotation(Kind.LENGTH, ((10 + 3 * number, 20), (20 + 3 * number, 250))))
    return room


def test_what_has_not_changed_is_not_worked_out_again(many: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    first = many.easel.layer.placed(many.easel.scene)
    monkeypatch.setattr("xraydesk.ui.measure.annotation_layer.place", pytest.fail)
    assert many.easel.layer.placed(many.easel.scene) is first


def _over_grey(room: Room, times: int) -> QImage:
    image = QImage(480, 600, QImage.Format.Format_RGB32)
    for _ in range(times):
        image.fill(QColor(90, 90, 90))
        painter = QPainter(image)
        room.easel.layer.paint(painter, room.easel.scene)
        painter.end()
    return image


def test_what_is_copied_looks_like_what_was_painted(many: Room) -> None:
    painted = _over_grey(many, 1)
    copied = _over_grey(many, 3)
    once, again = (np.frombuffer(image.constBits(), np.uint8).astype(int) for image in (painted, copied))
    assert np.abs(once - again).max() <= 6  # premultiplied colours are rounded once more
    assert (once != 90).sum() > 10_000


def test_a_change_is_seen_at_once_although_pictures_are_kept(dark: Room) -> None:
    dark.easel.add(LINE)
    _over_grey(dark, 3)
    dark.easel.notebook.change(dark.easel.radiograph, dark.drawn[0].shifted(0, 50))
    assert not _bright(dark, dark.place((120, 100)))
    assert _bright(dark, dark.place((120, 150)))
    dark.notebook.set_hidden(True)
    assert not _bright(dark, dark.place((120, 150)))


def test_annotations_out_of_sight_are_painted_as_often_as_you_like(room: Room) -> None:
    room.easel.add(LINE)
    room.view.zoom_by(30, QPointF(0, 0))
    grey = _over_grey(room, 3)
    assert {grey.pixelColor(x, y).lightness() for x in range(0, 480, 40) for y in range(0, 600, 40)} == {90}
