"""Finished files: sound, tags, chapters, captions and transcripts. `write` is the door."""
