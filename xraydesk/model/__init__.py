"""The model as the application uses it: card, bundle, engines, explanation, calibration, prediction."""

EXPLAINER_ARGUMENT = "--explainer-process"
"""The frozen program's first argument when it starts itself again as the explainer process."""
