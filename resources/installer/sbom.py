"""A software bill of materials in CycloneDX 1.6 JSON (ECMA-424), written from what `contents` found."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from resources.installer.contents import Component

NAME: Final = "sbom.cdx.json"
SPEC_VERSION: Final = "1.6"
_NAMESPACE: Final = uuid.UUID("6f6b6a36-6f0c-4a6e-9d2f-0b8f6b0f2c55")


def document(version: str, edition: str, components: Iterable[Component]) -> dict[str, Any]:
    """The bill of one edition. The same contents give the same document: it holds no time and no random number."""
    listed = [_entry(component) for component in components]
    program = {
        "type": "application",
        "bom-ref": f"xraydesk-{version}-{edition}",
        "name": "XRayDesk",
        "version": version,
        "description": f"edition {edition}; research use, not for diagnosis",
        "licenses": [{"expression": "Apache-2.0"}],
    }
    body = {
        "metadata": {"component": program, "properties": [{"name": "xraydesk:edition", "value": edition}]},
        "components": listed,
        "dependencies": [{"ref": program["bom-ref"], "dependsOn": [entry["bom-ref"] for entry in listed]}],
    }
    serial = uuid.uuid5(_NAMESPACE, json.dumps(body, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": SPEC_VERSION, "serialNumber": f"urn:uuid:{serial}", "version": 1}
    return {"$schema": f"http://cyclonedx.org/schema/bom-{SPEC_VERSION}.schema.json", **head, **body}


def write(target: Path, version: str, edition: str, components: Iterable[Component]) -> None:
    """Write `document` into a file."""
    text = json.dumps(document(version, edition, components), indent=1, ensure_ascii=False)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")


def _entry(component: Component) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "type": component.kind,
        "bom-ref": component.purl or f"{component.kind}/{component.name}@{component.version}",
        "name": component.name,
        "version": component.version,
    }
    if component.sha256:
        entry["hashes"] = [{"alg": "SHA-256", "content": component.sha256}]
    if component.licence:
        entry["licenses"] = [
            {"expression": component.licence} if component.spdx else {"license": {"name": component.licence}}
        ]
    if component.purl:
        entry["purl"] = component.purl
    return entry
