"""`make adapt`: what makes the encoder know the field (see `__main__`)."""
