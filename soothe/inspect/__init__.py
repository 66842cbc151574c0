"""The proof: a finished file is decoded, heard once, and held against the cue sheet it carries.

`inspect` gives every check with its value and bound. What follows from sound alone is told of any
audio file; what follows from times and levels needs the sheet that soothe puts into its own.
"""
