"""The article's page: explorer, how solid the count is, details. One file, which asks nothing of
anybody.

write_page: from tables to the page
how_solid: the table under "How solid is this?"
detail_tables: the folded tables
table_headers: what people call the columns of any page's tables
shell: head, header and foot of every page of a site; *.j2: its templates
"""

from .write_page import page_title, write_page

__all__ = ["page_title", "write_page"]
