"""Several recipes one after the other, on the same films, to one comparison."""
