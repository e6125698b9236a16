"""How many processes, lanes and films at once a job uses, and how patient it is."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Self

from xraydesk.model.engines import Engine


def cores() -> int:
    """Processor cores that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Plan:
    """The shape of a pipeline.

    Measured on two cores with DenseNet-121 at 224 px on ONNX Runtime, processor time of one film: 52 ms with one thread
    a call, 67 ms with two, 95 to 120 ms with two that spin while they wait; from one to eight films a call make no
    difference. So each core has a lane of its own, with one thread and a short batch, which also keeps a cancellation
    short. On a graphics processor one lane feeds it with larger batches.

    Attributes
    ----------
    readers
        Film processes.
    lanes
        Threads that call the engine.
    batch
        Films in one call, at most: what is ready is not kept waiting.
    settle_s
        A file that was changed within so many seconds may still be being written.
    retry_s
        After so long it is looked at again; also an unreachable place and a store that is full.
    patience_s
        After so long, a file that still changes is given up.
    """

    readers: int = field(default_factory=cores)
    lanes: int = field(default_factory=cores)
    batch: int = 2
    settle_s: float = 1.0
    retry_s: float = 1.0
    patience_s: float = 60.0

    @classmethod
    def of(cls, engine: Engine) -> Self:
        """What suits an engine."""
        return cls() if engine.name == "onnxruntime" else cls(lanes=1, batch=8)
