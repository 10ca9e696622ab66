"""The command line: notebooks in; their outputs, figures and pages out. No notebook imports it.

command: what the commands do; options: what they take, their help, faults in paths; checks: what
else can be wrong with options printing: tables as they are printed; lab: JupyterLab for somebody's
own articles; inputs: where the inputs of a run are publish: the notebooks executed and all that
they give taken over; execute: notebooks in a staging copy, each in a fresh kernel outputs: what is
committed of an executed notebook; results: many files written at once, all or none, and what a run
wrote pages: notebooks as pages, by the template and scripts in page/; story: what stands on the
page of the article readonly: HTML that can only be read; tables: the CSV files that notebooks
write, and an Excel workbook of them stopping: signals that end a command
"""
