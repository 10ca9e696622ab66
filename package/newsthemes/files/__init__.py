"""Bytes and files: what is read, and what is written whole.

- read_files, encodings: a file's bytes, and their text
- csv_records: the records of a CSV, broken ones named
- csv_files: tables as CSV that spreadsheets open right and do not compute
- saved_pages: whether a text is a web page, and the data in one that its reader saved
- write_files: writes a file whole or not at all; locks, hashes
- manifest: what a run wrote into a folder, which is no article
- optional_packages: imports of packages that not everybody has, and the error that names them
"""
