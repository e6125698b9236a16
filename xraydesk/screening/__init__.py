"""A folder of any size, film by film: found, decoded elsewhere, prepared, answered in batches, committed."""

FILM_ARGUMENT = "--film-process"
"""The frozen program's first argument when it starts itself again as a film process."""
