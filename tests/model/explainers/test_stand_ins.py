"""Without the four large packages the explanations are the same, and nobody else takes the stand-ins for them."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from xraydesk.model.bundle import Bundle

ROOT = Path(__file__).resolve().parents[3]
HIDDEN = ("cv2", "matplotlib", "scipy", "sklearn")

PROGRAM = f"""
import importlib.util, json, sys
sys.path.insert(0, {str(ROOT)!r})
hidden = set(json.loads(sys.argv[2]))

class Hide:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in hidden:
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Hide())
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name.partition(".")[0] in hidden else found(name, package)
from pathlib import Path
import numpy as np
from xraydesk.model.bundle import load
from xraydesk.model.explainers.package import PackageExplainer
explainer = PackageExplainer(load(Path(sys.argv[1])))
images = np.random.default_rng(3).normal(size=(1, 1, 224, 224)).astype(np.float32)
methods = ("grad_cam_plus_plus", "layer_cam", "eigen_cam")
maps = [explainer.explain(images, 1, method, lambda *_: None) for method in methods]
np.save(sys.argv[3], np.stack(maps))
print(json.dumps([name for name in {HIDDEN!r} if name in sys.modules]))
"""


@pytest.mark.slow
def test_the_explanations_are_the_same_without_the_packages_that_only_draw(bundled: Bundle, tmp_path: Path) -> None:
    if any(find_spec(name) is None for name in (*HIDDEN, "torch", "pytorch_grad_cam")):
        pytest.skip("the packages are not installed (extra explainers)")
    maps = {}
    for hidden in ((), HIDDEN):
        target = tmp_path / f"{len(hidden)}.npy"
        words = [str(bundled.directory), json.dumps(hidden), str(target)]
        done = subprocess.run([sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        maps[hidden] = np.load(target)
        # Whoever asks for them afterwards finds the real ones, or none.
        assert bool(json.loads(done.stdout.splitlines()[-1])) is not bool(hidden)
    assert maps[()].max() > 0.5
    np.testing.assert_allclose(maps[HIDDEN], maps[()], atol=1e-5)


def test_enlarging_is_that_of_opencv() -> None:
    torch = pytest.importorskip("torch")
    cv2 = pytest.importorskip("cv2")
    from xraydesk.model.explainers.stand_ins import resize

    del torch
    image = np.random.default_rng(0).normal(size=(7, 9)).astype(np.float32)
    for size in ((224, 200), (9, 7), (31, 8)):
        np.testing.assert_allclose(resize(image, size), cv2.resize(image, size), atol=1e-5)
