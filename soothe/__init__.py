"""Voice-guided relaxation sessions of exactly the length you ask for."""
