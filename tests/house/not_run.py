"""The commands that documents show and no test of theirs runs, each with the reason.

`test_guides` fails where a command is shown that is neither here nor among the scenes, and where one is here that is
not shown any more. What the programs' own parsers can check of these, it checks.
"""

from __future__ import annotations

from typing import Final

_SETS_UP = "sets up a whole environment over the network; what it does there is in tests/house/test_dev.py"
_FREEZES = "freezes for minutes; what is made of a frozen folder is in tests/installer"
_WINDOWS = "is of Windows; the installer's words and exit codes are in tests/installer, under Wine"
_CLUSTER = "needs a cluster, or starts one for minutes; tests/cluster runs the same with films of its own"
_HOURS = "is hours of training on public films; tests/trainer/test_recipes_train.py trains each of these recipes small"

NOT_RUN: Final = {
    "python3 dev.py run [PATHS]": _SETS_UP,
    "python3 dev.py test": "is what runs this",
    "python3 dev.py setup": _SETS_UP,
    "python3 dev.py build": _FREEZES,
    "python3 dev.py package": _FREEZES,
    r"Get-FileHash .\xraydesk-VERSION-lite-setup.exe -Algorithm SHA256": _WINDOWS,
    r"$setup = Start-Process '\\SERVER\SHARE\xraydesk-VERSION-lite-setup.exe' -ArgumentList '/S /ALLUSERS'"
    r""" -Wait -PassThru
if ($setup.ExitCode) { exit $setup.ExitCode }
& "$env:ProgramFiles\XRayDesk\xraydesk-cli.exe" selftest
exit $LASTEXITCODE""": _WINDOWS,
    'pip install ".[cluster]"': _SETS_UP,
    "xraydesk screen /archive --engine ray --out /results/2026": _CLUSTER,
    "xraydesk screen /archive --engine ray --address 10.0.0.1:6379 --out s3://bucket/2026": _CLUSTER,
    "python -m tests.benchmarks.cluster_overhead YOUR_FILMS --films 2000 --json measured.json": _CLUSTER,
    "python -m trainer import txrv CHECKPOINT --id others --films films": (
        "needs a checkpoint of others; tests/trainer/bundles/test_import.py makes one"
    ),
    "python -m trainer import torchvision CHECKPOINT --labels A,B,C --id others --films films": (
        "needs a checkpoint of others; tests/trainer/bundles/test_import.py makes one"
    ),
    "python -m trainer lungs --data FILMS_WITH_MASKS --out runs/lungs": (
        "needs films with drawn lungs; tests/trainer/lungs draws some and runs it"
    ),
    "python -m trainer fit findings-pretraining --data DATA/chest DATA/adult128 DATA/pediatric"
    " --out runs/findings": _HOURS,
    "python -m trainer fit densenet121 --data DATA/chest DATA/adult128 --out runs/first"
    " --init runs/findings/best.safetensors": _HOURS,
    "python -m trainer fit densenet121-second-stage --data DATA/chest DATA/adult128 --out runs/second"
    " --init runs/first/best.safetensors": _HOURS,
    "python -m trainer fit densenet121-third-stage --data DATA/chest DATA/adult128 --out runs/third"
    " --init runs/second/best.safetensors": _HOURS,
    "python -m trainer export runs/third --id densenet121 --to resources/models": (
        "would replace the bundled model by the run of hours before it; the page's other export is run"
    ),
    "python -m trainer series earlier-projects --data DATA/chest --feature-data DATA/chest DATA/adult128 DATA/pediatric"
    " --base squeezenet1_1=SQUEEZENET_FEATURES.safetensors --out runs/earlier": (
        "is hours of training on public films; tests/trainer/series replays a small series"
    ),
}
"""Command, as `documents.commands` gives it → why no test runs it."""
