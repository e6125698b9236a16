"""The model as the application uses it: card, bundle, engines, explanation, calibration, prediction."""
