"""What the model says, and what the reader says to it."""
