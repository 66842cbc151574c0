"""The checker: reads a script as a listener would hear it, and says what would trouble them."""
