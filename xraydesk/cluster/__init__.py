"""Screening on many machines: the same stages on Ray's workers, sharded by content, written as Parquet.

It is asked for by ``xraydesk screen --engine ray`` and by nothing else; ray, pyarrow and fsspec are imported in here
only, and only then.
"""
