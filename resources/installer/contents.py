"""What a frozen folder is made of: the packages, system libraries and models that its files come from."""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

_LICENCE_FILE: Final = re.compile(
    r"(^|/)(licen[cs]es?/[^/]+$|(licen[cs]e|copying|notice|copyright|authors|third[-_ ]?party)[^/]*$)", re.IGNORECASE
)
_NOT_TEXT: Final = re.compile(r"\.(py|pyc|pyd|so|dll|js|json|ya?ml|png|svg)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Component:
    """One thing of somebody's that is in the folder.

    Attributes
    ----------
    name, version
        As its maker calls it.
    kind
        ``library``, ``framework`` or ``machine-learning-model``, as CycloneDX names them.
    licence
        An SPDX expression where `spdx` is true, else the maker's own words; empty where nothing is said.
    purl
        Package URL; empty for what is in no registry.
    sha256
        Digest where one file is the whole component, else empty.
    texts
        Licence texts to go with it: name in the folder → file.
    """

    name: str
    version: str
    kind: str = "library"
    licence: str = ""
    spdx: bool = False
    purl: str = ""
    sha256: str = ""
    texts: Mapping[str, Path] = field(default_factory=dict)


def components(sources: Iterable[Path], resources: Path, also: Iterable[str] = ()) -> list[Component]:
    """Everything in a frozen folder that others made, and the models.

    Parameters
    ----------
    sources
        The files that were collected, where they lie on this computer.
    resources
        The folder of resources that goes along; its models are components too.
    also
        Names of distributions that are in the folder without a file of theirs having been collected.

    Returns
    -------
    Sorted by kind and name; Python itself is one of them.
    """
    files = {path.resolve() for path in sources}
    wanted = {canonical(name) for name in also}
    found = [_python()]
    claimed: set[Path] = set()
    for distribution in distributions():
        own = {Path(str(distribution.locate_file(file))).resolve() for file in distribution.files or ()}
        if own & files or canonical(distribution.metadata["Name"]) in wanted:
            claimed |= own
            found.append(_of_distribution(distribution))
    # The project itself is what the list is of.
    made = {(c.kind, canonical(c.name), c.version): c for c in found if canonical(c.name) != "xraydesk"}
    for component in [*_of_system(files - claimed), *_models(resources)]:
        made[component.kind, component.name, component.version] = component
    return [made[key] for key in sorted(made)]


def canonical(name: str) -> str:
    """A distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def is_licence(name: str) -> bool:
    """Whether a file of a distribution, named with forward slashes, is a text to go with it."""
    return _LICENCE_FILE.search(name) is not None and _NOT_TEXT.search(name) is None


def _python() -> Component:
    version = platform.python_version()
    places = (
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(sys.base_prefix) / f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/LICENSE.txt",
        Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright"),
    )
    text = next((place for place in places if place.is_file()), None)
    purl = f"pkg:generic/python@{version}"
    texts = {"LICENSE.txt": text} if text else {}
    return Component("Python", version, "framework", "PSF-2.0", spdx=True, purl=purl, texts=texts)


def _of_distribution(distribution: Distribution) -> Component:
    about = distribution.metadata
    name, version = about["Name"], distribution.version
    said = {key: str(about[key]) for key in ("License-Expression", "License") if key in about}
    expression = said.get("License-Expression", "")
    words = expression or _short(said.get("License", "")) or _classified(about.get_all("Classifier") or [])
    texts = {}
    for file in distribution.files or ():
        place = Path(str(distribution.locate_file(file)))
        if is_licence(file.as_posix()) and place.is_file():
            texts["/".join(part for part in file.parts if not part.endswith(".dist-info"))] = place
    purl = f"pkg:pypi/{canonical(name)}@{version.replace('+', '%2B')}"
    return Component(name, version, "library", words, spdx=bool(expression), purl=purl, texts=texts)


def _short(licence: str) -> str:
    """The field ``License`` where it is a name; some makers put the whole text there."""
    return licence.strip() if licence.strip() and len(licence) < 100 and "\n" not in licence.strip() else ""


def _classified(classifiers: Iterable[str]) -> str:
    named = [text.rpartition(" :: ")[2] for text in classifiers if text.startswith("License ::")]
    return " and ".join(name for name in named if name != "OSI Approved")


def _of_system(files: Iterable[Path]) -> list[Component]:
    """Debian packages of the system libraries among the files; none on other systems."""
    libraries = sorted(str(path) for path in files if path.is_relative_to("/usr") or path.is_relative_to("/lib"))
    query = shutil.which("dpkg-query")
    if not libraries or query is None:
        return []
    # dpkg knows a file by the name it was packed under, which on a merged system may lack /usr.
    asked = libraries + [name.removeprefix("/usr") for name in libraries]
    done = subprocess.run([query, "--search", *asked], capture_output=True, text=True, check=False)
    names = {line.partition(": ")[0].partition(",")[0] for line in done.stdout.splitlines() if ": /" in line}
    # What belongs to Python's own package is Python.
    names = {name for name in names if not re.match(r"(lib)?python3", name)}
    if not names:
        return []
    form = "${Package}\t${Version}\t${Architecture}\n"
    done = subprocess.run(
        [query, "--show", f"--showformat={form}", *sorted(names)], capture_output=True, text=True, check=False
    )
    found = []
    for line in done.stdout.splitlines():
        name, version, architecture = line.split("\t")
        text = Path("/usr/share/doc") / name / "copyright"
        purl = f"pkg:deb/debian/{name}@{version.replace(':', '%3A').replace('+', '%2B')}?arch={architecture}"
        found.append(Component(name, version, purl=purl, texts={"copyright": text} if text.is_file() else {}))
    return found


def _models(resources: Path) -> list[Component]:
    found = []
    for folder in sorted((resources / "models").iterdir()):
        card, about = folder / "card.json", folder / "about.json"
        values = json.loads((card if card.exists() else about).read_text(encoding="utf-8"))
        network = "weights.safetensors" if card.exists() else "network.onnx"
        words = str(values.get("licence", "")) or "as the bundled classifier"
        version = str(values.get("version", "1.0"))
        digest = values["files"][network]
        found.append(Component(folder.name, version, "machine-learning-model", words, sha256=digest))
    return found
