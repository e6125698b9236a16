"""Checks that an installed or frozen copy works: models by digest, golden vectors on every engine, sample, window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xraydesk.core import paths
from xraydesk.core.errors import XRayDeskError
from xraydesk.imaging.dicom.text import plain_text
from xraydesk.model import auxiliary, engines, golden, guard
from xraydesk.model import bundle as bundles
from xraydesk.model.lungs import NAME as LUNGS
from xraydesk.workflow import Session, open_radiograph


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the self-test."""

    name: str
    passed: bool
    detail: str


def run() -> Iterator[Check]:
    """All checks but the window's, in order."""
    folders = bundles.installed()
    if not folders:
        yield Check("models", False, "no model is installed")
    for folder in folders:
        yield from _check_model(folder.name)
    yield _check_auxiliary(LUNGS)
    yield _check_auxiliary(guard.NAME)
    yield _check_sample()
    yield _check_text()


def _check_model(model_id: str) -> Iterator[Check]:
    try:
        bundle = bundles.load(bundles.find(model_id))
    except XRayDeskError as error:
        yield Check(f"model {model_id}", False, str(error))
        return
    yield Check(f"model {model_id}", True, f"digests match, sha256 {bundle.sha256[:16]}")
    for name in engines.available():
        try:
            worst = golden.deviation(bundle, engines.choose(bundle, name))
        except XRayDeskError as error:
            yield Check(f"engine {name}", False, str(error))
            continue
        detail = f"golden vectors within {worst:.1e} (allowed {golden.TOLERANCE:.0e})"
        yield Check(f"engine {name}", worst <= golden.TOLERANCE, detail)


def _check_auxiliary(name: str) -> Check:
    try:
        network = auxiliary.load(auxiliary.folder_of(name))
        worst = auxiliary.deviation(network)
    except XRayDeskError as error:
        return Check(name, False, str(error))
    detail = f"sha256 {network.sha256[:16]}, golden patterns within {worst:.1e} (allowed {golden.TOLERANCE:.0e})"
    return Check(name, worst <= golden.TOLERANCE, detail)


def _check_sample() -> Check:
    samples = sorted((paths.resources() / "samples").glob("*.dcm"))
    if not samples:
        return Check("sample", False, "the sample radiograph is missing")
    session = Session()
    try:
        prediction = session.predict(open_radiograph(samples[0]))
    except XRayDeskError as error:
        return Check("sample", False, str(error))
    findings = ", ".join(f"{finding.label} {finding.probability:.3f}" for finding in prediction.findings)
    return Check("sample", True, f"{samples[0].name}: {findings} in {prediction.infer_ms:.0f} ms")


def _check_text() -> Check:
    """A name in ISO 2022 Japanese (DICOM PS3.5 H.3.1): a frozen copy must bring the character sets along."""
    name = plain_text(b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B", ("", "ISO 2022 IR 87"), person=True)
    return Check("text", name == "Yamada^Tarou=山田^太郎", f"a Japanese name reads {name}")
