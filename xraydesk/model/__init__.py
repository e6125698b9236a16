"""The model as the application uses it: card, bundle, engines, explanation, calibration, prediction."""

import os

# ONNX Runtime for Linux and macOS keeps a device id and reports each start to its maker from the moment that it is
# imported; `disable_telemetry_events`, which is called as well, comes too late for that. Child processes inherit this.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

EXPLAINER_ARGUMENT = "--explainer-process"
"""The frozen program's first argument when it starts itself again as the explainer process."""
