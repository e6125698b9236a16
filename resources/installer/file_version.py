"""What Windows shows of a program under Properties → Details, in the form that PyInstaller reads."""

from __future__ import annotations

import re
from typing import Final

COMPANY: Final = "The XRayDesk project"
DESCRIPTION: Final = "XRayDesk (research use, not for diagnosis)"
COPYRIGHT: Final = "Apache-2.0; bundled weights CC BY-NC-SA 4.0"

_TEXT = """\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3F, flags={flags}, OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)
  ),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      {strings}
    ])]),
    VarFileInfo([VarStruct('Translation', [0x0409, 1200])]),
  ],
)
"""


def numbers(version: str) -> tuple[int, int, int, int]:
    """``0.2.0rc1`` → (0, 2, 0, 0): four numbers are all that the format has room for.

    Raises
    ------
    ValueError
        The version does not begin with numbers.
    """
    match = re.match(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?", version)
    if match is None:
        raise ValueError(f"the version {version!r} does not begin with a number")
    first, second, third, fourth = (int(part or 0) for part in match.groups())
    return first, second, third, fourth


def text(program: str, version: str, edition: str) -> str:
    """The description of ``program.exe``."""
    final = re.fullmatch(r"[\d.]+", version) is not None
    values = {
        "CompanyName": COMPANY,
        "FileDescription": DESCRIPTION,
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": f"{program}.exe",
        "ProductName": f"XRayDesk {edition}",
        "ProductVersion": version,
    }
    strings = ",\n      ".join(f"StringStruct({name!r}, {value!r})" for name, value in values.items())
    return _TEXT.format(numbers=numbers(version), flags="0x0" if final else "0x2", strings=strings)
