"""The worklist: every film of a screening run, in the order in which to read them."""
