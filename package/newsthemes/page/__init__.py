"""One HTML file that answers without a kernel: the article's page and the page for coding.

- write_page: the article's page; shell: what all pages share, head, navigation and foot; their
  HTML is in files beside them (story, shell)
- detail_tables, table_headers: the tables of the page; reliability: how far the counts can be
  trusted
- highlight: the marked article, in a notebook and as the data of a page; counts_label: which
  themes come first, in a line of text
- coding_page: the page on which a coder codes sentences; codebook: the definitions of themes
- modules: the modules in scripts/, made one script
- script_files: which modules a page runs; the templates and styles in scripts/, which the explorer
  shares
"""
