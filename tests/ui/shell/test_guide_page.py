"""The guides can be read where no network and no file manager is: in the program, from the menu, link by link."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import QApplication

from xraydesk.core import paths
from xraydesk.ui.shell.dialogs import SideDialog
from xraydesk.ui.shell.guide_page import WIDTH, GuidePage

IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def guide(qtbot: Any) -> GuidePage:
    made = GuidePage()
    qtbot.addWidget(made)
    qtbot.addWidget(made.back)
    return made


def test_the_help_menu_opens_the_user_guide(window: Any) -> None:
    window.commands["guides"].trigger()
    (dialog,) = window.findChildren(SideDialog)
    shown = dialog.findChild(GuidePage)
    assert dialog.windowTitle() == "User guide"
    assert shown.toPlainText().startswith("XRayDesk: user guide")
    assert shown.back in dialog.findChildren(type(shown.back))
    dialog.close()


def test_links_lead_to_every_guide_and_back(guide: GuidePage) -> None:
    left, seen = [guide.page], set()
    while left:
        page = left.pop()
        seen.add(page)
        guide._visited = [page]
        for link in _links(guide):
            guide._visited = [page]
            guide.anchorClicked.emit(QUrl(link))
            if link.endswith(".md"):
                assert guide.page != page, f"{page.name}: {link} leads nowhere"
                assert guide.back.isEnabled()
                left += [guide.page] if guide.page not in seen else []
            guide.back.click()
            assert guide.page == page
    assert {path for path in seen if path.parent.name == "guides"} == set((paths.resources() / "guides").glob("*.md"))


def _links(guide: GuidePage) -> set[str]:
    guide._show()
    block, found = guide.document().begin(), set()
    while block.isValid():
        found |= {part.format.anchorHref() for part in block.textFormats() if part.format.isAnchor()}
        block = block.next()
    return found


@pytest.mark.parametrize("name", ["user_guide.md", "models/densenet121/data_sheet.md"])
def test_a_page_begins_at_its_beginning(qtbot: Any, name: str) -> None:
    made = GuidePage(name)
    dialog = SideDialog("User guide", made, (840, 500), None, [made.back])
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    QApplication.processEvents()
    assert made.verticalScrollBar().maximum() > 0
    assert made.verticalScrollBar().value() == 0


def test_nothing_outside_the_program_is_opened_or_shown(
    guide: GuidePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: pytest.fail("something was opened"))
    (tmp_path / "other.md").write_text("other")
    picture = paths.resources() / "screenshots" / "contours.png"
    for link in ("https://docs.ray.io", (tmp_path / "other.md").as_uri(), "../README.md", "../../etc/passwd", "", "#a"):
        guide.anchorClicked.emit(QUrl(link))
        assert guide.page.name == "user_guide.md"
    for name in (picture.as_uri(), "../README.md", "screenshots/none.png", "https://docs.ray.io/a.png"):
        assert guide.loadResource(IMAGE, QUrl(name)) is None


def test_pictures_fit_the_page(guide: GuidePage) -> None:
    shown = guide.loadResource(IMAGE, QUrl("screenshots/reading_view.png"))
    assert shown.width() / shown.devicePixelRatio() == WIDTH
    assert not shown.isNull()


def test_comments_of_the_page_are_not_read_out(qtbot: Any) -> None:
    made = GuidePage("guides/screening_at_scale.md")
    qtbot.addWidget(made)
    qtbot.addWidget(made.back)
    assert "measured: begin" in made.page.read_text(encoding="utf-8")
    assert "measured: begin" not in made.toPlainText()
    assert "P × 18.0" in made.toPlainText()
