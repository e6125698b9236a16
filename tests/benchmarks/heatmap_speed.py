"""One film, all heatmaps: this product's CPU engine against the grad-cam package on torch, in one run.

    python -m tests.benchmarks.heatmap_speed

Prints the fastest of several rounds of each and their ratio. The package does the same labels one after the other, as
its users do; both start from the preprocessed tensor.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import torch
from pytorch_grad_cam import GradCAM
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from safetensors.numpy import load_file

from xraydesk.core import paths
from xraydesk.imaging.preprocess import preprocess
from xraydesk.imaging.read import read
from xraydesk.model import bundle as bundles
from xraydesk.model import engines
from xraydesk.model.engines.torch_engine import TorchEngine
from xraydesk.model.explain import class_maps

ROUNDS = 10


class Logits(torch.nn.Module):
    """The network as the package expects it: logits alone."""

    def __init__(self, network: torch.nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.network(images)[0]


def fastest(work: Callable[[], object]) -> float:
    """Milliseconds of the fastest round, after one that is not counted."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def main() -> None:
    """Measure and print."""
    bundle = bundles.load(bundles.find())
    radiograph = read(min((paths.resources() / "samples").glob("*.dcm")))
    images, _ = preprocess(radiograph, bundle.card.preprocess)
    weights = load_file(bundle.weights)["classifier.weight"]
    compiled, eager = engines.choose(bundle, "onnxruntime"), engines.choose(bundle, "torch")
    assert isinstance(eager, TorchEngine)
    network = eager.network.to("cpu", memory_format=torch.contiguous_format)
    tensor = torch.from_numpy(images)
    targets = [[ClassifierOutputTarget(number)] for number in range(len(bundle.card.labels))]

    def ours() -> object:
        output = compiled.run(images)
        return class_maps(output.maps, weights)

    with GradCAM(model=Logits(network), target_layers=[network.relu]) as package:
        theirs = fastest(lambda: [package(input_tensor=tensor, targets=target) for target in targets])
    own, own_eager = fastest(ours), fastest(lambda: class_maps(eager.run(images).maps, weights))
    size = bundle.card.preprocess.input_size
    print(f"{bundle.card.architecture} at {size} px, {len(targets)} labels, fastest of {ROUNDS}")
    print(f"this product, onnxruntime: {own:7.1f} ms for logits and all class maps")
    print(f"this product, torch eager: {own_eager:7.1f} ms for logits and all class maps")
    print(f"grad-cam package:          {theirs:7.1f} ms for the same class maps")
    print(f"ratio: {theirs / own:.1f} times faster (torch eager {theirs / own_eager:.1f})")


if __name__ == "__main__":
    main()
