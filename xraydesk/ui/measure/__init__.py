"""Measuring and annotating: tools, the layer that paints, undo."""
