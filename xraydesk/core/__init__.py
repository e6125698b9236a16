"""The vocabulary of the product: frozen types, errors and small services, on the standard library and NumPy alone."""
