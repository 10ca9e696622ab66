"""The speed of the counting rule: `candidates` says where in a text terms may stand.

Every word of a text is a few numbers, all words at once in NumPy. A term is looked up by the
letters of one literal in it, its anchor, and only where these are, its parts are held against the
words. Then the pattern of the term decides, if its parts cannot. So the cost is one pass over the
text, whatever the number of terms, and something for each place that may be a mention.

A variable `term`, `word` or `part` holds numbers there: of terms in their order, of words of the
text, of the parts of all terms in a row.

words: the words of a text as numbers
parts: what of a term lies in one word, and which words match it
anchors: the letters by which each term is looked up, and the look-up
prefilter: Prefilter, the door: some terms, and the candidates for them in a text
"""
