"""The view in which a film is read: its layers, its placement, its tools and the words over it."""
