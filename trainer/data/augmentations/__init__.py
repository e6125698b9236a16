"""Changes to batches of films on tensors: each a small function with its strength, on whichever device they are."""
