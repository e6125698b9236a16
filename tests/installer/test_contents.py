"""What is said of the contents of a frozen folder: the bill of materials and the texts of the licences."""

from __future__ import annotations

import ast
import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pydicom
import pytest

from resources.installer import contents, file_version, licences, sbom
from resources.installer.contents import Component


@pytest.fixture(scope="module")
def inside() -> list[Component]:
    """Of a folder that holds a file of NumPy's, a file of pydicom's and the bundled models."""
    root = Path(__file__).resolve().parents[2]
    sources = [Path(np.__file__), Path(pydicom.__file__), Path(json.__file__)]
    return contents.components(sources, root / "resources", also=["PyInstaller"])


def test_a_package_is_named_where_a_file_of_it_was_packed_and_only_there(inside: list[Component]) -> None:
    libraries = {c.name.lower(): c for c in inside if c.kind == "library"}
    assert set(libraries) == {"numpy", "pydicom", "pyinstaller"}
    assert libraries["numpy"].version == version("numpy")
    assert libraries["numpy"].purl == f"pkg:pypi/numpy@{version('numpy')}"
    assert libraries["numpy"].spdx
    assert libraries["pydicom"].licence


def test_python_and_the_models_are_named_too(inside: list[Component], root: Path) -> None:
    assert any(c.name == "Python" and c.version.startswith(f"{sys.version_info[0]}.") for c in inside)
    models = {c.name: c for c in inside if c.kind == "machine-learning-model"}
    assert set(models) == {folder.name for folder in (root / "resources" / "models").iterdir()}
    card = json.loads((root / "resources" / "models" / "densenet121" / "card.json").read_text(encoding="utf-8"))
    assert models["densenet121"].sha256 == card["files"]["weights.safetensors"]
    assert "NC" in models["densenet121"].licence


@pytest.mark.skipif(sys.platform != "linux", reason="system libraries are packed on Linux alone")
def test_a_system_library_is_named_by_its_package(root: Path) -> None:
    found = [path for path in Path("/usr/lib/x86_64-linux-gnu").glob("libz.so.1*") if path.is_file()]
    if not found or not Path("/usr/bin/dpkg-query").exists():
        pytest.skip("this is no Debian with zlib")
    (zlib,) = [c for c in contents.components(found, root / "resources") if c.name.startswith("zlib1g")]
    assert zlib.purl.startswith("pkg:deb/debian/zlib1g@")
    assert "copyright" in zlib.texts


def test_the_bill_is_the_same_for_the_same_contents_and_names_each_thing_once(
    inside: list[Component], tmp_path: Path
) -> None:
    sbom.write(tmp_path / "one.json", "1.2.3", "lite", inside)
    sbom.write(tmp_path / "two.json", "1.2.3", "lite", inside)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    bill = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["serialNumber"].startswith("urn:uuid:")
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    references = [entry["bom-ref"] for entry in bill["components"]]
    assert len(set(references)) == len(references) == len(inside)
    assert bill["dependencies"][0]["dependsOn"] == references
    assert sbom.document("1.2.3", "standard", inside)["serialNumber"] != bill["serialNumber"]


def test_the_bill_keeps_to_the_schema(inside: list[Component], tmp_path: Path) -> None:
    validation = pytest.importorskip("cyclonedx.validation.json", reason="cyclonedx-python-lib is not installed")
    schema = pytest.importorskip("cyclonedx.schema")
    sbom.write(tmp_path / sbom.NAME, "1.2.3", "lite", inside)
    wrong = validation.JsonStrictValidator(schema.SchemaVersion.V1_6).validate_str(
        (tmp_path / sbom.NAME).read_text(encoding="utf-8")
    )
    assert wrong is None


def test_the_texts_of_the_licences_go_along(inside: list[Component], tmp_path: Path) -> None:
    licences.write(tmp_path / "licences", inside)
    index = (tmp_path / "licences" / "INDEX.txt").read_text(encoding="utf-8")
    for component in inside:
        assert f"{component.name} {component.version}: " in index
    folder = tmp_path / "licences" / f"numpy-{version('numpy')}"
    assert any("Redistribution" in path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())


def test_windows_is_told_the_version_in_four_numbers_and_in_words() -> None:
    text = file_version.text("xraydesk", "1.20.3rc1", "lite")
    tree = ast.parse(text.strip(), mode="eval").body
    assert isinstance(tree, ast.Call)
    fixed = {k.arg: k.value for k in tree.keywords}["ffi"]
    assert isinstance(fixed, ast.Call)
    values = {keyword.arg: ast.literal_eval(keyword.value) for keyword in fixed.keywords}
    assert values["filevers"] == values["prodvers"] == (1, 20, 3, 0)
    assert values["flags"] == 2  # no final release
    assert "StringStruct('FileVersion', '1.20.3rc1')" in text
    with pytest.raises(ValueError, match="does not begin with a number"):
        file_version.numbers("next")
