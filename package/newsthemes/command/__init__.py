"""The command line.

- main: the command line as a whole; run, count, kwic, compare, suggest, convert, code, lab: a
  command each
- options: what several commands take; in capitals what is a parameter of the report
- themes_given: which themes count where none are named
- read_given: the articles and themes that a command is given, and what is said of them
- results_folder: the folder that a run writes
- print_tables: tables as they are printed
- signals: signals that end a command
"""
