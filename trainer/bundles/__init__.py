"""From a run to the bundle that the application opens."""
