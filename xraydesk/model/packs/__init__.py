"""Models as single files for computers without a network: written, signed, verified and installed."""
