"""The state of the reading desk without widgets: opened files, what is shown, what is known, and the worker lanes."""
