"""A text in; its characters, spans of paragraphs and sentences, and words out.

- characters: what counts as a word, a space and a dash; signs that must not reach a terminal
- folding: upper and lower case, curly and straight quotes made the same
- sentences: paragraphs and sentences as spans
- tokens: tokens, the content word, the number of words and sentences; stop_words: the function
words
- wording: numbers and lists in English
- write_files: writes a file whole or not at all; locks, hashes
- manifest: what a run wrote into a folder, which is no article
- read_files, encodings: a file's bytes, and their text
- extras: imports of packages that an extra brings, and the error that names it
- csv_records: the records of a CSV, broken ones named
- csv_files: tables as CSV that spreadsheets open right and do not compute
"""
