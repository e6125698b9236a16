"""The guard: a small network that tells frontal chest films from all other pictures; fitted, judged and written."""
