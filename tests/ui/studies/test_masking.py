"""A listing without the patient: group 0010, names of people, comments, private values and what repeats the name."""

from __future__ import annotations

from tests.ui.studies.conftest import JANE
from xraydesk.imaging.listing import Entry
from xraydesk.ui.studies.masking import masked


def _one(entry: Entry) -> Entry:
    return masked((entry,), JANE, "hidden")[0]


def test_the_patients_group_and_names_are_masked() -> None:
    for entry in (
        Entry(0x00100010, "Patient's Name", vr="PN", value="Doe^Jane"),
        Entry(0x00101040, "Patient's Address", vr="LO", value="1 Road"),
        Entry(0x00080090, "Referring Physician's Name", vr="PN", value="Who"),
        Entry(0x00080050, "Accession Number", vr="SH", value="A1"),
        Entry(0x00204000, "Image Comments", vr="LT", value="for his mother"),
        Entry(0x00091001, "ACME 01", vr="LO", value="anything"),
        Entry(0x00081030, "Study Description", vr="LO", value="Chest of JANE"),
        Entry(0x00400275, "Request", vr="LO", value="see id-1"),
        Entry(0, "Comment", value="jane, standing"),
    ):
        assert _one(entry).value == "hidden", entry.name
        assert _one(entry).name == entry.name


def test_the_rest_stays_and_empty_values_stay_empty() -> None:
    for entry in (
        Entry(0x00081030, "Study Description", vr="LO", value="Chest"),
        Entry(0x00090010, "Private Creator", vr="LO", value="ACME"),
        Entry(0x00100040, "Patient's Sex", vr="CS", value=""),
    ):
        assert _one(entry) == entry


def test_sequences_are_masked_inside_and_the_patients_own_are_closed() -> None:
    inner = Entry(0, "Item 1", entries=(Entry(0x00080090, "Name", vr="PN", value="Who"),))
    assert (
        _one(Entry(0x00081110, "Study", vr="SQ", value="1 item", entries=(inner,))).entries[0].entries[0].value
        == "hidden"
    )
    own = _one(Entry(0x00101002, "Other Patient IDs", vr="SQ", value="1 item", entries=(inner,)))
    assert (own.value, own.entries) == ("hidden", ())
