"""The small network that finds the lungs on a film, so that heatmaps can be held against them."""
