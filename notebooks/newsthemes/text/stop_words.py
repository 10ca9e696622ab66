"""The function words of English, which say nothing of what a text is about."""

# In lower case. What also names things (us, state, world, general, united) is not among them.
STOP_WORDS = frozenset(
    """a about above across after again against all along already also although am amid among an
    and another any are around as at be because been before being below between both but by can
    cannot could did do does doing done down during each either else even ever every few for from
    had has have having he her hers herself him himself his how however i if in into is it its
    itself just like many may me might more moreover most much must my myself neither never no nor
    not now of off often on once only onto or other our ours ourselves out over own per same she
    should since so some still such than that the their theirs them themselves then there
    therefore these they this those though through thus to too toward towards under until up upon
    very via was we were what when where whether which while who whom whose why will with within
    without would yet you your yours yourself""".split()
)
