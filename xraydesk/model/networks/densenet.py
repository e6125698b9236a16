"""DenseNet (Huang et al., CVPR 2017) of torchvision with one grey input channel."""

from __future__ import annotations

from torch import nn
from torchvision import models

from xraydesk.model.networks.class_map_net import grey


def features(architecture: str, output_stride: int = 32) -> nn.Module:
    """The layers before the classifier, under torchvision's names, with random weights.

    With an output stride of 16 the last block is not pooled before but dilated (Chen et al., PAMI 2018): the same
    weights see the same surroundings, and the last feature map, with the class maps, is twice as fine.
    """
    layers: nn.Sequential = getattr(models, architecture)(weights=None).features
    layers.conv0 = grey(layers.conv0)  # type: ignore[arg-type]
    if output_stride == 16:
        layers.transition3.pool = nn.Identity()  # type: ignore[union-attr]
        for name, layer in layers.get_submodule("denseblock4").named_modules():
            if name.endswith("conv2") and isinstance(layer, nn.Conv2d):
                layer.dilation = layer.padding = (2, 2)
    elif output_stride != 32:
        raise ValueError("the output stride of a DenseNet is 32 or 16")
    return layers
