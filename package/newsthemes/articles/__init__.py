"""Files in, the articles table out.

- read_articles: files, folders and patterns, or a table -> the articles table
- article_reader: reads one file after the other, and notes what became of each
- articles_table: articles as they were read -> the table; notes: what was left out of it, and is
  warned of
- as_articles: a text, texts, a table without ids -> the articles table
- python_tables: a table in Python, a row a document
- unread_tables: a table of one's own, and what reading it would have changed
- read_once: what the notebooks of one run share, so that it is read once
- find_files: which files a path names, their ids, order and bytes
- file_names: days and outlets in names of files, as a sources.csv to look at
- titles: what articles are called; headlines: the headline of an article, kept or dropped
- random_order: an order from which a sample is drawn
- near_duplicates: the same story in several papers
- formats/: one reader for each format
"""
