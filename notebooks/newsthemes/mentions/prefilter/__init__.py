"""The speed of the counting rule: `candidates` says where in a text terms may stand.

Every word of a text is a few numbers, all words at once in NumPy. Of each term one piece is its
anchor: only places where the anchor may be are looked at. Then the numbers of all runs of the term
decide, and where they cannot, its pattern does. So the cost is one pass over the text, whatever the
number of terms, and something for each place that may be a mention.

prefilter: Prefilter, the door: some terms, and the candidates for them in a text
anchors: of each term the piece that is looked up
lookup: numbers of anchors among those of a text
runs: the parts of terms that each lie in one word, as numbers
words: the words of a text as numbers
"""
