"""A text in; its characters, spans of paragraphs and sentences, and words out.

- characters: what counts as a word, a space and a dash; signs that must not reach a terminal
- normal_form: a letter and its accent as one sign, no signs that hide a word; texts in which that
  would have no end
- folding: upper and lower case, curly and straight quotes made the same
- languages: of a text; language_names: English, eng, Deutsch
- function_words: those of each language
- bylines: who wrote a report, its place, day and agency, which are no part of it
- blocks: paragraphs, and what lines of their own are in them: headlines, bylines, items of lists
- sentences: sentences as spans; abbreviations: those that end no sentence
- batches: texts that are looked at together
- tokens: tokens, the content word, the number of words and sentences
- wording: numbers and lists in English, columns as strings
"""
