"""Screenings in the window: how a run is started, followed, held up for the reader, gone on with, and ended."""
