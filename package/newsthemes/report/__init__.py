"""Notebooks in; their outputs, figures and pages out. No notebook imports it.

- project: a project with notebooks of its own, and what the folder of a run is called
- inputs: what a run reads, and what is chosen by it
- own_report: the report on somebody's own articles, of report.ipynb
- run_notebooks: notebooks executed, and all that they give written
- staging: the folder in which a run makes all that it writes
- kernels: notebooks in a staging copy, each in a fresh kernel; how many run at once
- states: of a file, of a notebook its cells
- parameters, sections: what the report is given, and which of its sections have data
- claims: what a project says in words, held to the tables that its notebooks wrote
- outputs: what is committed of an executed notebook
- replace_files: the files of a folder replaced by those of a run
- workbook: the CSV files that notebooks write, and an Excel workbook of them
- pages, sanitize_html: notebooks as pages, by the template in templates/, and HTML that can only be
  read
- lab: JupyterLab
"""

import sys

# nbformat would have it build 38 grammars, a second, for addresses that no notebook has
sys.modules.setdefault("rfc3987_syntax", None)
