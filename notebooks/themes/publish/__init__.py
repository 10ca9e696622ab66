"""The command line: notebooks in; their outputs, figures and pages out. No notebook imports it.

command: what run, count, convert and sheet do; options: what every command of run.py takes, its help, faults in paths
publish: the notebooks executed and all that they give taken over; execute: notebooks in a staging copy, each in a fresh kernel
outputs: what is committed of an executed notebook; results: many files written at once, all or none, and what a run wrote
pages: notebooks as pages, by the template and scripts in page/; story: what stands on the page of the article
readonly: HTML that can only be read
stopping: signals that end a command
"""
