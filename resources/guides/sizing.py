"""Fills the page on sizing from a measurement: ``python resources/guides/sizing.py [MEASURED.json] [--price P]``.

The measurement is what ``python -m tests.benchmarks.cluster_overhead FOLDER --json MEASURED.json`` wrote; it is kept
beside the page, so that every figure on the page can be traced to a run. With a price of one core for one hour, the
cost of a million films is printed and nothing is written.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PAGE = HERE / "screening_at_scale.md"
MEASURED = HERE / "sizing.json"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
MILLION = 1_000_000
NOT_MEASURED = "not measured"


def best(record: dict[str, Any], side: str) -> dict[str, Any]:
    """The round of a side that took least."""
    rounds = [each for each in record["sides"] if each["side"] == side]
    return dict(min(rounds, key=lambda each: float(each["seconds"])))


def films_a_second(side: dict[str, Any]) -> float:
    """Of the whole run, its start included."""
    return float(side["films"] / side["seconds"])


def core_hours_a_million(record: dict[str, Any], side: str) -> float:
    """What a million films cost in hours of one core."""
    measured = best(record, side)
    return MILLION / films_a_second(measured) * int(record["setting"]["machine"]["cores"]) / 3600


def section(record: dict[str, Any]) -> str:
    """What stands between the marks."""
    setting, machine = record["setting"], record["setting"]["machine"]
    cores = int(machine["cores"])
    here, ray = best(record, "local"), best(record, "ray")
    longer, harder = (ray[measure] / here[measure] - 1 for measure in ("seconds", "all_cpu_s"))
    size = setting["bytes"] / setting["films"] / 1024
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    load = ", ".join(f"{each['load_before']:.1f}" for each in (here, ray))
    same = "the same to the bit" if here["answers"] == ray["answers"] else "NOT the same"
    rows = [
        ("films a second, whole run", f"{films_a_second(here):.2f}", f"{films_a_second(ray):.2f}"),
        ("films a second for each core", f"{films_a_second(here) / cores:.2f}", f"{films_a_second(ray) / cores:.2f}"),
        ("films a second for each graphics processor", NOT_MEASURED, NOT_MEASURED),
        ("seconds to the first answer", f"{here['first_s']:.1f}", f"{ray['first_s']:.1f}"),
        (
            "core hours for a million films",
            *(f"{core_hours_a_million(record, side):.1f}" for side in ("local", "ray")),
        ),
        ("processor time for a film", *(f"{each['all_cpu_s'] / each['films'] * 1000:.0f} ms" for each in (here, ray))),
        ("of it in the process that writes", "", f"{ray['own_cpu_s'] / ray['films'] * 1000:.1f} ms"),
        ("memory of a worker", "", NOT_MEASURED if ray["worker_mib"] is None else f"{ray['worker_mib']:.0f} MiB"),
        ("bytes written for a film", "", f"{ray['bytes'] / ray['films']:.0f}"),
    ]
    hours = core_hours_a_million(record, "ray")
    return f"""{BEGIN}
{setting["films"]} films of {size:.0f} KiB on average, {cores} cores ({machine["processor"]}),
{setting["workers"]} workers; {machine["system"]}, Python {machine["python"]},
{packages}.
Load of the machine before the two runs: {load}. Ray took {longer:.1%} more time and {harder:.1%} more
processor time, its start included; the answers were {same}.

| | one machine, no Ray | Ray on that machine |
|---|---|---|
{chr(10).join(f"| {name} | {one} | {other} |" for name, one, other in rows)}

With a price *P* of one core for one hour, a million films like these cost **P × {hours:.1f}**.
{END}"""


def filled(page: str, record: dict[str, Any]) -> str:
    """The page with the section of a measurement."""
    before, _, rest = page.partition(BEGIN)
    return before + section(record) + rest.partition(END)[2]


def main() -> None:
    """Fill the page, or print a cost."""
    parser = argparse.ArgumentParser(description="fill the page on sizing from a measurement")
    parser.add_argument("measured", type=Path, nargs="?", default=MEASURED)
    parser.add_argument("--price", type=float, metavar="P", help="of one core for one hour, in your currency")
    options = parser.parse_args()
    record = json.loads(options.measured.read_text(encoding="utf-8"))
    if options.price is not None:
        hours = core_hours_a_million(record, "ray")
        print(f"a million films: {hours:.1f} core hours, {options.price * hours:.2f} at {options.price} a core hour")
        return
    MEASURED.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), record), encoding="utf-8")


if __name__ == "__main__":
    main()
