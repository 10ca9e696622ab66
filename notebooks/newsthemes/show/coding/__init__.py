"""The coding page: one file that shows a coder the sampled sentences one at a time, keeps the
answers in the browser and saves them as a sheet that `read_codes` reads.

coding_page: from a sample to the page
codebook: the definitions of the themes
Its template, style and scripts are in ../explorer/frontend/, with those of the article's page.
"""
