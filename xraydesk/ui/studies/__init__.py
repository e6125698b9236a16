"""Which films there are: the strip, the study browser, what a file holds."""
