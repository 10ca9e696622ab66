"""The command line: notebooks in; their outputs, figures and pages out. No notebook imports it.

- command: what the commands do
- options: what they take, their help, faults in paths
- checks: what else can be wrong with options
- printing: tables as they are printed
- inputs: what a run reads, and what is chosen by it
- publish: the notebooks executed, and all that they give taken over
- lab: JupyterLab for somebody's own articles
- execute: notebooks in a staging copy, each in a fresh kernel
- parameters, sections: what a notebook is given, and which of its sections have data
- outputs: what is committed of an executed notebook
- results: many files written at once, all or none, and what a run wrote
- tables: the CSV files that notebooks write, and an Excel workbook of them
- pages, readonly: notebooks as pages, by the template in page/, and HTML that can only be read
- stopping: signals that end a command
"""
