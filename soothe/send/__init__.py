"""Sending files to a phone on the home network: `offer` says what, `serve` does it."""
