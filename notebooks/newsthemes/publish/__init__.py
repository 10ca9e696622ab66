"""The command line: notebooks in; their outputs, figures and pages out. No notebook imports it.

- command: the command line; print_commands, write_commands, code_command: its commands
- options: what several commands take; in capitals what is a parameter of the notebooks
- read_given: the articles and themes that a command is given, and what is said of them and of
  options
- print_tables: tables as they are printed
- inputs: what a run reads, and what is chosen by it
- run_notebooks: the notebooks executed, and all that they give written
- fingerprint: what a run depends on, and whether that is as it was; states: of a file, of a
  notebook its cells
- lab: JupyterLab for somebody's own articles
- kernels: notebooks in a staging copy, each in a fresh kernel
- parameters, sections: what a notebook is given, and which of its sections have data
- outputs: what is committed of an executed notebook
- replace_files: the files of a folder replaced by those of a run
- workbook: the CSV files that notebooks write, and an Excel workbook of them
- pages, readonly: notebooks as pages, by the template in templates/, and HTML that can only be read
- signals: signals that end a command
"""

import sys

# nbformat would have it build 38 grammars, a second, for addresses that no notebook has
sys.modules.setdefault("rfc3987_syntax", None)
