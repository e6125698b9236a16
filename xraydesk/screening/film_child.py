"""The film process: reads, guards and prepares one file at a time; ends when the pipeline's pipe closes.

It is started by ``film_process`` as a new interpreter, or as the frozen program again. Compressed pixels are decoded
one process further on, as everywhere in the program (``imaging.isolation``); what still crashes here costs one file.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import IO, Final

from xraydesk.core.errors import ModelError
from xraydesk.imaging.preprocess import PreprocessSpec
from xraydesk.screening import wire
from xraydesk.screening.film_reader import FilmReader

_CALM: Final = 5
"""Steps of niceness."""


def main(settings: str) -> int:
    """Serve requests from standard input until it closes.

    Parameters
    ----------
    settings
        JSON: ``spec`` (the preprocessing), ``least_side``, ``lungs`` (whether they are looked for), ``calm`` (whether
        other programs come first), ``pictures`` (whether each film comes with a small picture of it).

    Returns
    -------
    Exit code 0; 1 where the guard or the lungs' network cannot be loaded, which the first message then says.
    """
    # Ctrl+C in a terminal reaches the whole group; the pipeline ends this process by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    # What libraries print must not get among the answers.
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    try:
        reader = _reader(settings)
    except ModelError as error:
        wire.send(answers, {"ready": False, "error": str(error)})
        return 1
    wire.send(answers, {"ready": True})
    _serve(reader, sys.stdin.buffer, answers)
    return 0


def _reader(settings: str) -> FilmReader:
    from xraydesk.model import auxiliary, guard
    from xraydesk.model.lungs import NAME

    values = json.loads(settings)
    if values["calm"] and hasattr(os, "nice"):
        os.nice(_CALM)
    guard.load()
    lungs = auxiliary.load(auxiliary.folder_of(NAME)) if values["lungs"] else None
    spec = PreprocessSpec.from_dict(values["spec"])
    return FilmReader(spec, values["least_side"], lungs, pictures=values["pictures"])


def _serve(reader: FilmReader, requests: IO[bytes], answers: IO[bytes]) -> None:
    while True:
        try:
            line = wire.receive(requests).line
        except wire.WireError:
            return
        try:
            if line["job"] == "look":
                before = line["before"]
                looked = reader.look(Path(line["path"]), line["settle_s"], before and (before[0], before[1]))
                wire.send(answers, wire.looked_line(looked))
            else:
                wire.send(answers, *wire.made_message(reader.make()))
        except Exception as error:  # noqa: BLE001 - the stated boundary: one file fails, and says by what kind of defect
            wire.send(answers, {"defect": type(error).__name__})
