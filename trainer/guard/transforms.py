"""How films and other pictures are changed for fitting and judging: in batches, on tensors, all from one seed.

What is done to a frontal film that it stays one under (``as_frontal``), and what makes something else of it: a
negative, a turned film, a part of one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from xraydesk.model.guard import INPUT

_TWICE: Final = 2 * INPUT


class Transforms:
    """Draws its numbers from one generator."""

    def __init__(self, seed: int) -> None:
        self._random = torch.Generator().manual_seed(seed)

    def uniform(self, low: float, high: float, *shape: int) -> Tensor:
        """Numbers evenly spread from ``low`` to ``high``."""
        return low + (high - low) * torch.rand(shape, generator=self._random)

    def some(self, count: int, share: float) -> Tensor:
        """``(count,)`` bool, true with a chance of ``share``."""
        return torch.rand(count, generator=self._random) < share

    def view(
        self, images: Tensor, degrees: Tensor, width: Tensor, across: Tensor, down: Tensor, wide: Tensor
    ) -> Tensor:
        """Look at a part of each picture, black outside.

        Parameters
        ----------
        images
            ``(N, 1, S, S)`` float32 in 0..1.
        degrees, width, across, down, wide
            ``(N,)``: turned by, side of the part as a share of the picture's, its middle in -1..1, and how much
            wider than high it is.

        Returns
        -------
        ``(N, 1, INPUT, INPUT)``.
        """
        angle = torch.deg2rad(degrees)
        stretch = wide.sqrt()
        rows = torch.stack(
            [
                torch.stack([width * stretch * angle.cos(), -width / stretch * angle.sin(), across], 1),
                torch.stack([width * stretch * angle.sin(), width / stretch * angle.cos(), down], 1),
            ],
            1,
        )
        grid = functional.affine_grid(rows, [len(images), 1, _TWICE, _TWICE], align_corners=False)
        return functional.avg_pool2d(functional.grid_sample(images, grid, align_corners=False), 2)

    def as_frontal(self, images: Tensor) -> Tensor:
        """A frontal film as it may come: tilted a little, framed, mirrored, other greys, blurred, with letters."""
        count = len(images)
        seen = self.view(
            images,
            self.uniform(-12, 12, count),
            torch.where(self.some(count, 0.3), torch.ones(count), self.uniform(0.85, 1.2, count)),
            self.uniform(-0.08, 0.08, count),
            self.uniform(-0.08, 0.08, count),
            self.uniform(0.85, 1.18, count),
        )
        return self.greys(self._marked(self._mirrored(seen)))

    def plain(self, images: Tensor) -> Tensor:
        """The picture as it is, at the network's size."""
        count = len(images)
        nothing = torch.zeros(count)
        return self.view(images, nothing, torch.ones(count), nothing, nothing, torch.ones(count))

    def negative(self, images: Tensor) -> Tensor:
        """Grey levels turned round, upright or not."""
        seen = self.as_frontal(images)
        return self.stretched(1 - torch.where(self._pick(seen, 0.15), seen.rot90(2, (2, 3)), seen))

    def turned(self, images: Tensor) -> Tensor:
        """Turned by 90, 180 or 270 degrees, more or less."""
        count = len(images)
        quarters = torch.randint(1, 4, (count,), generator=self._random)
        seen = self.view(
            images,
            90.0 * quarters + self.uniform(-15, 15, count),
            self.uniform(0.8, 1.15, count),
            self.uniform(-0.08, 0.08, count),
            self.uniform(-0.08, 0.08, count),
            self.uniform(0.85, 1.18, count),
        )
        return self.greys(self._marked(self._mirrored(seen)))

    def part(self, images: Tensor) -> Tensor:
        """A crop that hides most of the chest: one lung, the upper or lower end, a small window anywhere."""
        count = len(images)
        one_lung = self.some(count, 0.45)
        side = self.uniform(-1, 1, count).sign()
        width = torch.where(one_lung, self.uniform(0.45, 0.62, count), self.uniform(0.2, 0.5, count))
        wide = torch.where(one_lung, self.uniform(0.5, 0.75, count), self.uniform(0.7, 1.4, count))
        across = torch.where(one_lung, side * self.uniform(0.45, 0.7, count), self.uniform(-0.65, 0.65, count))
        down = torch.where(one_lung, self.uniform(-0.15, 0.15, count), self.uniform(-0.65, 0.65, count))
        # The middle of the chest, cut tightly, may still show both lungs: off the middle it does not.
        near = (across.abs() < 0.3) & (down.abs() < 0.3)
        down = torch.where(near & ~one_lung, down.sign() * self.uniform(0.45, 0.7, count), down)
        return self.greys(self._mirrored(self.view(images, self.uniform(-10, 10, count), width, across, down, wide)))

    def jumbled(self, images: Tensor) -> Tensor:
        """Quarters of the film in another order, or several films in one picture."""
        seen = self.plain(images)
        half = INPUT // 2
        top, bottom = seen[:, :, :half], seen[:, :, half:]
        upper = torch.cat([bottom[..., half:], top[..., :half]], 3)
        lower = torch.cat([top[..., half:], bottom[..., :half]], 3)
        mixed = torch.cat([upper, lower], 2)
        small = functional.avg_pool2d(seen, 2)
        others = small[torch.randperm(len(small), generator=self._random)]
        several = torch.cat([torch.cat([small, others], 3), torch.cat([others, small.flip(3)], 3)], 2)
        return self.greys(torch.where(self._pick(seen, 0.5), mixed, several))

    def any_way(self, images: Tensor) -> Tensor:
        """Whatever else a picture is, turned, cut, mirrored, inverted."""
        count = len(images)
        quarters = torch.randint(0, 4, (count,), generator=self._random) * self.some(count, 0.4)
        seen = self.view(
            images,
            90.0 * quarters + self.uniform(-15, 15, count),
            self.uniform(0.45, 1.15, count),
            self.uniform(-0.25, 0.25, count),
            self.uniform(-0.25, 0.25, count),
            self.uniform(0.7, 1.4, count),
        )
        seen = self._mirrored(seen)
        return self.greys(torch.where(self._pick(seen, 0.2), 1 - seen, seen))

    def greys(self, images: Tensor) -> Tensor:
        """Another exposure, detail and grain; then stretched as the application does."""
        count = len(images)
        gamma = torch.exp(self.uniform(-0.5, 0.5, count)).view(-1, 1, 1, 1)
        seen = images.clamp(0, 1) ** gamma
        soft = functional.interpolate(functional.avg_pool2d(seen, 2), scale_factor=2, mode="bilinear")
        seen = torch.where(self._pick(seen, 0.15), soft, seen)
        grain = self.uniform(0, 0.04, count).view(-1, 1, 1, 1) * self._pick(seen, 0.4)
        seen = seen + grain * torch.randn(seen.shape, generator=self._random)
        return self.stretched(seen)

    def stretched(self, images: Tensor) -> Tensor:
        """Percentiles 1 and 99 to 0 and 1, as ``imaging.preprocess`` does."""
        flat = images.flatten(1)
        rank = max(1, flat.shape[1] // 100)
        ordered = flat.sort(1).values
        low, high = ordered[:, rank, None, None, None], ordered[:, -rank, None, None, None]
        return ((images - low) / (high - low).clamp_min(1e-3)).clamp(0, 1)

    def _pick(self, images: Tensor, share: float) -> Tensor:
        return self.some(len(images), share).view(-1, 1, 1, 1)

    def _mirrored(self, images: Tensor) -> Tensor:
        return torch.where(self._pick(images, 0.3), images.flip(3), images)

    def _marked(self, images: Tensor) -> Tensor:
        """Side letters, squares and lines of tubes, bright or dark; bars at the edges, white or black."""
        seen = images.clone()
        for row in torch.nonzero(self.some(len(images), 0.35)).flatten().tolist():
            for _ in range(int(self.uniform(1, 4, 1))):
                height, width = (int(value) for value in self.uniform(2, 10, 2))
                y, x = (int(value) for value in self.uniform(0, INPUT - 4, 2))
                grey = 1.0 if self.some(1, 0.7) else 0.0
                if self.some(1, 0.5):
                    seen[row, 0, y : y + height, x : x + width] = grey
                else:
                    seen[row, 0, y, x:] = 0.7 * grey + 0.3 * seen[row, 0, y, x:]
        for row in torch.nonzero(self.some(len(images), 0.25)).flatten().tolist():
            edges = [int(value) for value in self.uniform(0, 7, 4)]
            grey = 1.0 if self.some(1, 0.3) else 0.0
            seen[row, 0, : edges[0]] = grey
            seen[row, 0, INPUT - edges[1] :] = grey
            seen[row, 0, :, : edges[2]] = grey
            seen[row, 0, :, INPUT - edges[3] :] = grey
        return seen


MADE_OF_FILMS: Final[Mapping[str, tuple[str, Callable[[Transforms, Tensor], Tensor]]]] = {
    "film, inverted": ("negative", Transforms.negative),
    "film, turned by 90 or 180 degrees": ("turned", Transforms.turned),
    "film, heavy crop": ("part", Transforms.part),
    "film, quarters exchanged or several in one": ("part", Transforms.jumbled),
}
"""What is made of frontal films that is none any more: name in tables → kind and how."""
