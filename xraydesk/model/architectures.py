"""What architectures there are: their own input size, their stages, and the layer that their heatmaps come from.

Imports no torch, so that a recipe or a card can be checked without it; ``xraydesk.model.networks`` builds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Architecture:
    """One kind of network.

    Attributes
    ----------
    title
        The name that people read.
    module
        Module of ``xraydesk.model.networks`` that builds its layers.
    channels
        Channels of the last feature map.
    input_size, smallest
        Side in pixels of the input that it was designed for, and of the smallest that leaves a feature map of at least
        one place.
    heatmap_layer
        Layer of ``features`` whose rectified output is the last feature map, which the class maps weigh.
    stages
        Name → the layers of ``features`` that belong to it, from the input to the last feature map: what a recipe
        freezes and a summary shows.
    source
        Where it was described.
    output_strides
        Pixels of the input to a place of the last feature map, its own first, where there is a choice.
    """

    title: str
    module: str
    channels: int
    input_size: int
    smallest: int
    heatmap_layer: str
    stages: Mapping[str, tuple[str, ...]]
    source: str
    output_strides: tuple[int, ...] = ()


def _densenet(depth: int, channels: int) -> Architecture:
    stages = {
        "stem": ("conv0", "norm0", "relu0", "pool0"),
        "block 1": ("denseblock1", "transition1"),
        "block 2": ("denseblock2", "transition2"),
        "block 3": ("denseblock3", "transition3"),
        "block 4": ("denseblock4", "norm5"),
    }
    source = "Huang et al., CVPR 2017"
    return Architecture(f"DenseNet-{depth}", "densenet", channels, 224, 32, "norm5", stages, source, (32, 16))


def _resnet(depth: int, channels: int) -> Architecture:
    stages = {"stem": ("conv1", "bn1", "relu", "maxpool")} | {f"layer {k}": (f"layer{k}",) for k in (1, 2, 3, 4)}
    return Architecture(f"ResNet-{depth}", "resnet", channels, 224, 32, "layer4", stages, "He et al., CVPR 2016")


ARCHITECTURES: Final[Mapping[str, Architecture]] = {
    "densenet121": _densenet(121, 1024),
    "densenet169": _densenet(169, 1664),
    "resnet18": _resnet(18, 512),
    "resnet50": _resnet(50, 2048),
    "squeezenet1_1": Architecture(
        "SqueezeNet 1.1",
        "squeezenet",
        512,
        224,
        32,
        "12",
        {
            "stem": ("0", "1", "2"),
            "fire 2-3": ("3", "4", "5"),
            "fire 4-5": ("6", "7", "8"),
            "fire 6-9": ("9", "10", "11", "12"),
        },
        "Iandola et al., arXiv:1602.07360",
    ),
    "inception_v3": Architecture(
        "Inception v3",
        "inception",
        2048,
        299,
        75,
        "Mixed_7c",
        {
            "stem": (
                "Conv2d_1a_3x3",
                "Conv2d_2a_3x3",
                "Conv2d_2b_3x3",
                "maxpool1",
                "Conv2d_3b_1x1",
                "Conv2d_4a_3x3",
                "maxpool2",
            ),
            "mixed 5": ("Mixed_5b", "Mixed_5c", "Mixed_5d"),
            "mixed 6": ("Mixed_6a", "Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e"),
            "mixed 7": ("Mixed_7a", "Mixed_7b", "Mixed_7c"),
        },
        "Szegedy et al., CVPR 2016",
    ),
    "xception": Architecture(
        "Xception",
        "xception",
        2048,
        299,
        64,
        "act4",
        {
            "stem": ("conv1", "bn1", "act1", "conv2", "bn2", "act2"),
            "entry flow": ("block1", "block2", "block3"),
            "middle flow": tuple(f"block{k}" for k in range(4, 12)),
            "exit flow": ("block12", "conv3", "bn3", "act3", "conv4", "bn4", "act4"),
        },
        "Chollet, CVPR 2017",
    ),
    "deep_cnn": Architecture(
        "Deep CNN of our own",
        "deep_cnn",
        256,
        160,
        32,
        "stage5",
        {f"stage {k}": (f"stage{k}",) for k in (1, 2, 3, 4, 5)},
        "ten 3x3 convolutions in the manner of Simonyan & Zisserman, ICLR 2015, with batch normalisation",
    ),
}
