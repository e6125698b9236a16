"""Decoding in processes that can be killed: what the readers call, in ``lease``; how it is done, beside it."""
