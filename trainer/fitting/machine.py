"""Where a run computes: one processor, one graphics processor, or all that ``torchrun`` was told of.

Lightning Fabric does the work. Without ``torchrun`` a run is one process; with it the same command is a run on as many
processes and hosts as were asked for, over NCCL on graphics processors and over gloo elsewhere.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from lightning_fabric import Fabric
from lightning_fabric.strategies.ddp import DDPStrategy
from torch import Tensor

from trainer.fitting.run_log import TrainingError


def start(precision: str = "auto") -> Fabric:
    """Join the processes of this run.

    Parameters
    ----------
    precision
        As in the recipe: ``auto``, ``float32`` or ``bfloat16``.

    Raises
    ------
    TrainingError
        The other processes could not be reached.
    """
    logging.getLogger("lightning_fabric").setLevel(logging.ERROR)
    accelerator = "cuda" if torch.cuda.is_available() else "cpu"
    processes, local = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    wide = "bf16-mixed" if precision == "bfloat16" or (precision == "auto" and has_bfloat16(accelerator)) else "32-true"
    if processes == 1:
        return Fabric(accelerator=accelerator, devices=1, precision=wide)  # type: ignore[arg-type]
    backend = "nccl" if accelerator == "cuda" else "gloo"
    fabric = Fabric(
        accelerator=accelerator,
        devices=local,
        num_nodes=processes // local,
        # Statistics are the same everywhere already, see shared_norm.
        strategy=DDPStrategy(process_group_backend=backend, broadcast_buffers=False),
        precision=wide,  # type: ignore[arg-type]
    )
    try:
        fabric.launch()
    except RuntimeError as error:
        raise TrainingError(f"the {processes} processes of the run could not find each other: {error}") from error
    return fabric


def has_bfloat16(accelerator: str) -> bool:
    """Whether the hardware computes in bfloat16."""
    if accelerator == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    # Older releases of torch cannot say; they compute in float32.
    capabilities: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))


@contextmanager
def repeatable(fabric: Fabric) -> Iterator[None]:
    """Let the same seed give the same bits while the context lasts, where the hardware can: on the processor."""
    before = torch.are_deterministic_algorithms_enabled()
    torch.use_deterministic_algorithms(fabric.device.type == "cpu")
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(before)


def agreed(fabric: Fabric, decision: bool) -> bool:
    """The first process's decision, on all of them."""
    return decision if fabric.world_size == 1 else bool(fabric.broadcast(decision))


def gathered(fabric: Fabric, mine: Tensor, total: int) -> Tensor:
    """Rows that were dealt out one by one, in their order again.

    Parameters
    ----------
    fabric
        The processes.
    mine
        ``(m, C)`` float32: rows ``rank``, ``rank + processes``, … of the whole.
    total
        Rows of the whole.

    Returns
    -------
    ``(total, C)`` float32 on the processor, on every process.
    """
    if fabric.world_size == 1:
        return mine.cpu()
    most = -(-total // fabric.world_size)
    padded = torch.nn.functional.pad(mine, (0, 0, 0, most - len(mine)))
    parts = fabric.all_gather(padded.to(fabric.device))
    assert isinstance(parts, Tensor)
    return parts.transpose(0, 1).flatten(0, 1)[:total].cpu()
