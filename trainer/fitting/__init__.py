"""Fitting a network: the loop, its losses, its log, and a run that is finished."""
