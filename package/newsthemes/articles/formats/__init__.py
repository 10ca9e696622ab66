"""A reader for each format: the bytes or the text of a file in, its articles out.

- detect_reader: which reader fits; a new format is one more file here and a line there
- document: one article as a file holds it, and what all readers share; values: what a cell is
- plain_text, web_page, pdf, word, mail, csv_excel_json, nexis: the readers
- sources_csv: what a table beside files says of them; column_names: what columns are called
- markup: HTML in a cell
- dates: a date as a file states it -> a day, a month or a year
- compressed: packed files; limited_process: readers that run in a process with limits
"""
