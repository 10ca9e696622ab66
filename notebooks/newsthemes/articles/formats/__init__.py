"""A reader for each format: the bytes or the text of a file in, its articles out.

which_format.py chooses the reader; a new format is one more file here and a line there.
document.py is one article as a file holds it, and what all readers share.
"""
