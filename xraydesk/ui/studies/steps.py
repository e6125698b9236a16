"""From study to study and from patient to patient, in reading order."""

from __future__ import annotations

from xraydesk.ui.studies.nodes import Group, Kind
from xraydesk.ui.studies.outline import Outline


def first_beside(outline: Outline, row: int, way: int, kind: Kind) -> int:
    """The first readable film of the patient, study or series after (``way`` 1) or before (-1) that of a film.

    Folders of pictures count as patients and as studies.

    Returns
    -------
    Its row, -1 where there is none.
    """
    items = outline.items
    here, found, group = _group_of(outline, row, kind), -1, None
    row = items.beside(row, way)
    while row >= 0:
        other = _group_of(outline, row, kind)
        if group is not None and other is not group:
            break
        if other is not here and items[row].shows:
            group, found = other, row
            if way > 0:
                break
        row = items.beside(row, way)
    return found


def _group_of(outline: Outline, row: int, kind: Kind) -> Group | None:
    leaf = outline.tree.leaf_of(row)
    if leaf is None or leaf.kind is not Kind.SERIES or kind is Kind.SERIES:
        return leaf
    return leaf.top if kind is Kind.PATIENT else leaf.parent
