"""What of the dependencies goes into a program folder: the one place that build.spec and `windows_payload` ask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

EDITIONS: Final = ("lite", "standard")

# What the extras and the tests bring, and parts of the dependencies that a reading room never asks for.
EXCLUDED: Final = (
    *(
        "IPython",
        "_pytest",
        "charset_normalizer",
        "cv2",
        "fsspec",
        "hypothesis",
        "importlinter",
        "joblib",
        "matplotlib",
    ),
    *("ml_dtypes", "mypy", "onnx", "onnxscript", "openvino", "pandas", "pip", "pyarrow", "pytest", "pytest_randomly"),
    *("pytestqt", "ray", "scipy", "sklearn", "tensorboard", "threadpoolctl", "tkinter", "trainer", "triton"),
    *("xraydesk.cluster", "yaml"),
    *("PIL.AvifImagePlugin", "PIL.ImageQt", "PIL.ImageTk", "PIL._avif", "PIL._imagingtk", "PIL._webp"),
    *("PySide6.QtDesigner", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtQml"),
    *("PySide6.QtQuick", "PySide6.QtQuickWidgets", "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtUiTools"),
    *("onnxruntime.backend", "onnxruntime.datasets", "onnxruntime.quantization", "onnxruntime.tools"),
    "onnxruntime.transformers",
)

# What only the further explainers and the second engine need: left out of lite.
EXPLAINERS: Final = (
    *("mpmath", "networkx", "pytorch_grad_cam", "setuptools", "sympy", "timm", "torch", "torchvision", "tqdm", "ttach"),
)

# What the explainers' packages bring for other work than explaining a film. torch's own modules import each other too
# much for any to be left out. For cv2, matplotlib, scipy and sklearn see xraydesk/model/explainers/stand_ins.py.
UNASKED: Final = ("cffi.setuptools_ext", "huggingface_hub", "torch.utils.tensorboard")

# The font of PDF documents, with its licence; of the others that come with ReportLab none is used.
FONTS: Final = ("fonts/Vera.ttf", "fonts/VeraBd.ttf", "fonts/bitstream-vera-license.txt")

_NAMED: Final = (
    *("cryptography", "numpy", "onnxruntime", "pillow", "pydicom", "PySide6-Essentials", "pyjpegls", "reportlab"),
    *("pylibjpeg-openjpeg", "pylibjpeg-rle", "python-gdcm", "safetensors", "xlsxwriter"),
)
_NAMED_EXPLAINERS: Final = ("grad-cam", "timm", "torch", "torchvision")

# Files that PyInstaller collects beside the modules and that nothing left here loads.
_PRUNED: Final = re.compile(
    r"""
      PySide6/(Qt/)?(qml/|translations/(?!qtbase_de\.qm))
    | PySide6/opengl32sw\.dll
    | (lib)?Qt6(OpenGL|Pdf|Qml|Quick|Sql|Test|VirtualKeyboard|Wayland|WlShell|EglF)
    | /plugins/(egldeviceintegrations|generic|networkinformation|qmltooling|sqldrivers|tls|wayland[^/]*)/
    | /plugins/xcbglintegrations/
    | /plugins/imageformats/[^/]*(gif|icns|jpeg|pdf|tga|tiff|wbmp|webp)
    | /plugins/platforminputcontexts/[^/]*virtualkeyboard
    | /plugins/platforms/[^/]*(eglfs|linuxfb|minimal|vkkhr|vnc|wayland|direct2d)
    | /plugins/platformthemes/[^/]*gtk3
    | ^resources/.*\.(py|ts)$ | ^resources/installer/ | __pycache__
    | ^torch/(include/|share/|test/|testing/|_inductor/(?!config\.py)) | ^torch/bin/(?!torch_shm_manager$)
    | ^torch/lib/.*\.(lib|a)$
    # Of the rest torch reads the source when it is imported.
    | ^torch/(?!nn/|functional|(.*/)?_?config\.py).*\.py$ | ^torchvision/(?!models/).*\.py$ | ^timm/.*\.py$
    | ^torchvision/(_C|image|libtorchvision)[^/]*\.(so|pyd|dll) | ^torchvision\.libs/
    """,
    re.VERBOSE,
)


def excluded(edition: str) -> list[str]:
    """Names of the modules that stay out, each with all that is below it."""
    return [*EXCLUDED, *(EXPLAINERS if edition == "lite" else UNASKED)]


def is_excluded(module: str, names: Iterable[str]) -> bool:
    """Whether a module is one of ``names`` or below one of them."""
    return any(module == name or module.startswith(f"{name}.") for name in names)


def named(edition: str) -> list[str]:
    """Names of the distributions whose metadata go along; by these the support file names versions."""
    return [*_NAMED, *(_NAMED_EXPLAINERS if edition == "standard" else ())]


def pruned(destination: str) -> bool:
    """Whether a collected file is dropped.

    Parameters
    ----------
    destination
        Its place in the folder of the program's parts, with slashes of either kind.
    """
    return _PRUNED.search(destination.replace("\\", "/")) is not None
