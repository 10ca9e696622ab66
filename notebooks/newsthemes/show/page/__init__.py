"""The article's page: explorer, how solid the count is, details. One file, which asks nothing of
anybody.

write: `write_page`, from tables to the page; solid: the table under "How solid is this?"
details: the folded tables; headers: what people call the columns of any page's tables
shell: head, header and foot of every page of a site; *.j2: its templates
"""

from .write import page_title, write_page

__all__ = ["page_title", "write_page"]
