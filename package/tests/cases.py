"""Cases of the counting rule, each a term or lexicon, a text, and what is found: Python and the
page's script give the same.
"""

import json
from pathlib import Path

from newsthemes import find_mentions
from newsthemes.review.why_nothing import why_nothing

SEA = {"China": ["China"], "South China Sea": ["South China Sea"]}
ONE_TERM = [
    # letters between wildcards: more than a key holds, and twice in a word
    ("*nistration*", "administrative administrations", ["administrations"]),
    ("*an*", "banana, bnb", ["banana"]),
    # 1 whole words: no letter, mark, digit or underscore before or after
    ("China", "China’s and US-China, not Indochina or China_1", ["China", "China"]),
    ("China", "(China) China2 2China _China China", ["China", "China"]),
    ("cafe", "cafe\u0301 and cafe", ["cafe"]),
    ("a", "a\u0bbe a", ["a"]),
    ("중국", "중국 중국과 중국.", ["중국", "중국"]),
    # 2 upper and lower case
    ("trade", "Trade TRADE tRaDe", ["Trade", "TRADE", "tRaDe"]),
    ("US", "US us Us U S", ["US"]),
    ("US", "US-China, US’s, (US)", ["US", "US", "US"]),
    ("APEC", "Apec APEC", ["APEC"]),
    ("NATION", "nation NATION", ["nation", "NATION"]),
    ("A", "a A", ["a", "A"]),
    ("ÖVP", "övp ÖVP", ["ÖVP"]),
    ("COVID-19", "Covid-19 covid 19 COVID-19", ["Covid-19", "covid 19", "COVID-19"]),
    ("US*", "us USA", ["us", "USA"]),
    ("σας", "ΣΑΣ σασ", ["ΣΑΣ", "σασ"]),
    ("straße", "STRAẞE strasse", ["STRAẞE"]),
    ("\u0390", "\u1fd3 \u0390", ["\u1fd3", "\u0390"]),
    ("\ufb06", "st \ufb06", ["st"]),  # terms are in the normal form, as texts are once they are read
    ("istanbul", "İstanbul Istanbul", ["Istanbul"]),
    ({"term": "Polish", "case": "exact"}, "polish Polish POLISH", ["Polish"]),
    ({"term": "NATO", "case": "any"}, "Nato NATO", ["Nato", "NATO"]),
    # 3 between the words: white space with one line end at most, or one dash
    ("Israel-Hamas", "Israel Hamas Israel-Hamas Israel–Hamas Israel—Hamas", 4),
    ("Israel Hamas", "Israel-Hamas", ["Israel-Hamas"]),
    ("trade war",
     "trade war, trade  war, trade\nwar, trade \n war, trade\u00a0war, trade\u3000war", 6),
    ("trade war",
     "trade\n\nwar trade\n \nwar trade, war trade. War trade/war trade - war trade--war "
     "trade- war tradewar", []),
    ("trade war", "trade\r\nwar", ["trade\r\nwar"]),
    ("people's", "people’s people's peoples", ["people’s", "people's"]),
    ("a “red line”", 'a "red line"', ['a "red line"']),
    ("cafe\u0301", "caf\u00e9", ["caf\u00e9"]),
    # 4 wildcards
    ("tariff*", "tariff tariffs Tariff-free tariffication",
     ["tariff", "tariffs", "Tariff", "tariffication"]),
    ("*ization", "militarization ization Ization's izations",
     ["militarization", "ization", "Ization"]),
    ("wom?n", "woman women womn womaan WOMEN", ["woman", "women", "WOMEN"]),
    ("con*ference", "conference conference7 conpreference con-ference",
     ["conference", "conpreference"]),
    ("m*n", "men man mn mountain m-n me", ["men", "man", "mn", "mountain"]),
    ("war * Ukraine", "war in Ukraine, war Ukraine, war in the Ukraine, war-in-Ukraine",
     ["war in Ukraine", "war-in-Ukraine"]),
    ("war * Ukraine", "war … Ukraine", []),
    ("* war", "the war, war", ["the war"]),
    ("trad* war*", "trading wars", ["trading wars"]),
    ("tariff*", "tariff_1 tariff’s", ["tariff_1", "tariff"]),
    ("c?ha*", "c\U0001f600ha ctha ctha\u0301", ["ctha", "ctha\u0301"]),
    # words as long as the numbers that stand for them, and longer
    ("offshore", "offshore offshores offshor", ["offshore"]),
    ("offshore*", "offshore offshores offshor", ["offshore", "offshores"]),
    ("protection", "protection protections protectizotection protectizzotection", ["protection"]),
    ("protectio*", "protection protectixn", ["protection"]),
    ("*tectionism", "protectionism protextionism", ["protectionism"]),
    ("p*ionism", "protectionism pionism ionism", ["protectionism", "pionism"]),
    ("abc*bcd", "abcbcd abcd abcdbcd", ["abcbcd", "abcdbcd"]),
    ("constitutionalism", "constitutionalism constituxionalism", ["constitutionalism"]),
    ("pro*tec*ism", "protectionism prototypism proism", ["protectionism"]),
    ("a*b*b", "abb axbxb ab abxbx abbb", ["abb", "axbxb", "abbb"]),
    ("*a*b*", "ab ba xaybz a-b", ["ab", "xaybz"]),
    ("*ab?*b", "abb ababb abxbb ab", ["ababb", "abxbb"]),
    ("a*'b*c*d", "a'bcd ax'bcccdd a'bd ab'cd", ["a'bcd", "ax'bcccdd"]),
    ("märz", "märz mŝrz mǖrz", ["märz"]),  # letters outside ASCII that one number stands for
    ("丁一", "丁一 乺一 丁仩", ["丁一"]),
    ("trade war",
     "trade\n         war trade         \n war trade\n         \nwar trade     -    war", 2),
    # points and other marks in a term stand for themselves
    ("U.S.", "U.S. and u.s. but not U.S.A or UxSx", ["U.S.", "u.s."]),
    ("AT&T", "AT&T at&t", ["AT&T", "at&t"]),
    ("$", "$ 5 and 5 $, not 5$ or $5", ["$", "$"]),
    ("[a]", "[a] a", ["[a]"]),
    # a mark at the beginning: found by its first characters, with one word and with two
    (".com*", "a .com and .coms, not x.com or com", [".com", ".coms"]),
    ("#us t?x", "#us tax #US TAX us tax #ustax", ["#us tax", "#US TAX"]),
]  # fmt: skip
# texts, and their normal form: Python and the page's script give the same
NORMAL_FORMS = [
    ("cafe\u0301", "café"),
    ("tra\xadde tar\u200biff Wash\u2060ington", "trade tariff Washington"),
    ("\ufefftra\ufeffde", "trade"),
    ("o\ufb03ce \ufb01nd \ufb02ow \ufb05op \ufb15", "office find flow stop \u0574\u056b"),
    ("الـعـــراق مُحَمَّدٌ", "العراق محمد"),
    # what parts words of Persian, and marks that are no vowel sign, stay
    ("می\u200cخواهم عیسیٰ سأل", "می\u200cخواهم عیسیٰ سأل"),
]  # fmt: skip
SEVERAL = [
    # 5 within a theme: longest in words first, then leftmost, and no character twice
    ({"T": ["trade", "trade disputes"]}, "trade disputes, trade",
     ["T: trade disputes", "T: trade"]),
    ({"T": ["a b", "b c d"]}, "a b c d", ["T: b c d"]),
    ({"T": ["a b", "b c"]}, "a b c", ["T: a b"]),
    ({"T": ["a b a"]}, "a b a b a", ["T: a b a"]),
    ({"T": ["a b a", "x a b c"]}, "x a b c", ["T: x a b c"]),
    ({"T": ["a b a", "x y a b"]}, "x y a b a b a", ["T: x y a b", "T: a b a"]),
    ({"T": ["Xinjiang", "tensions"]}, "Xinjiang tensions", ["T: Xinjiang", "T: tensions"]),
    # 6 what a not: phrase took is dropped
    ({"T": ["trade", {"not": "trade union*"}]}, "trade unions trade", ["T: trade"]),
    ({"T": ["trade", {"not": "trade"}]}, "trade", []),
    ({"T": ["trade union act", {"not": "trade union"}]}, "trade union act", ["T: trade union act"]),
    ({"T": ["a b", {"not": "b c d"}]}, "a b c d", []),
    ({"T": ["open", {"not": "US Open", "case": "exact"}]}, "US Open, us open", ["T: open"]),
    ({"T": ["trade", {"not": "trade union"}], "U": ["union"]}, "trade union", ["U: union"]),
    # 7 across themes: what lies wholly inside a longer mention of another theme is not counted
    (SEA, "China in the South China Sea", ["China: China", "South China Sea: South China Sea"]),
    ({"A": ["sea"], "B": ["South China Sea"]}, "South China Sea", ["B: South China Sea"]),
    ({"A": ["a b"], "B": ["b c"]}, "a b c", ["A: a b", "B: b c"]),
    ({"A": ["trade"], "B": ["trade"]}, "trade", ["A: trade", "B: trade"]),
    ({"A": ["a"], "B": ["a b"], "C": ["a b c"]}, "a b c", ["C: a b c"]),
    ({"A": ["b c"], "B": ["a b"], "C": ["c d"]}, "a b c d", ["B: a b", "A: b c", "C: c d"]),
    ({"A": ["a*"], "B": ["a'b"]}, "a'b", ["B: a'b"]),
]  # fmt: skip
SAME_SPAN = [
    (["trad*", "trade"], "trade"),  # the one without a wildcard
    (["trad?", "tr*e", "*e"], "trad?"),  # then the longer
    # then the first by code point ("d" < "a" at no place: "tr*" < "tra")
    (["tr*de", "tra*e"], "tr*de"),
    (["US-China talks", "US China talks"], "US China talks"),
    (["trade", "trade-"], "trade-"),  # spellings of one term: the longer, too
]  # fmt: skip
# Each would take an ordinary search hours: powers of the text's length, of two, or its square.
SLOW = [
    ("a*a*a*a*a*b*b", "a" * 100_000 + "b", 0),
    ("*a*b*", "a" * 400_000, 0),
    ("*é*b*", "é" * 400_000, 0),
    ("*a" * 40 + "*b*c", ("a" * 100_000 + "c ") * 2, 0),
    (" ".join(["A"] * 51) + " 'b", "a  " * 100_000 + "b", 0),
    ({"term": " ".join(["A"] * 51), "case": "exact"}, "A  " * 50 + "a", 0),
    ("a 'b", "a" + " " * 400_000 + "b", 0),
]

TAKEN = "taken by a not: phrase"
REASONS = [
    ({"T": ["trade", "war"]}, "Trade", {"war": "not in the text"}),
    ({"T": ["trade"]}, "", {"trade": "not in the text"}),
    # 1 another case
    ({"T": ["US"]}, "let us", {"US": "only as us, and US counts in capitals"}),
    ({"T": ["US"]}, "Us, us, uS, Us and nobody: us",
     {"US": "only as Us and us and uS, and US counts in capitals"}),
    ({"T": ["APEC"]}, "aPEC ApEC APeC APEc",
     {"APEC": "only as aPEC and ApEC and APeC, and APEC counts in capitals"}),
    ({"T": [{"term": "Polish", "case": "exact"}]}, "to polish",
     {"Polish": "only as polish, and the case of Polish is exact"}),
    ({"T": [{"term": "WTO", "case": "exact"}]}, "wto",
     {"WTO": "only as wto, and WTO counts in capitals"}),
    ({"T": ["US"], "U": ["us"]}, "us", {"US": "only as us, and US counts in capitals"}),
    # 2 taken, covered, inside
    ({"T": ["trade", {"not": "trade union*"}]}, "trade unions",
     {"trade": f"{TAKEN} (trade union*)"}),
    ({"T": ["trade", {"not": "trade"}]}, "trade", {"trade": f"{TAKEN} (trade)"}),
    ({"T": ["trade", "trade war"]}, "trade war", {"trade": "covered by trade war"}),
    ({"T": ["trade", "trad*"]}, "trade", {"trad*": "covered by trade"}),
    ({"T": ["b", "a b", "b c"]}, "b c. a b", {"b": "covered by b c, a b"}),
    ({"T": ["b", "a b", "b c", "b d", "b e"]}, "a b, b c, b d, b e, a b",
     {"b": "covered by a b, b c, b d"}),
    # of several that overlap it, the leftmost
    ({"T": ["b c", "a b", "c d"]}, "a b c d", {"b c": "covered by a b"}),
    # its own span is no reason, the next one is
    ({"T": ["b a b", "b c d e"], "U": ["x b a b"]}, "x b a b a b c d e",
     {"b a b": "covered by b c d e; only inside x b a b"}),
    (SEA, "South China Sea, South China Sea", {"China": "only inside South China Sea"}),
    ({"C": ["c"], "A": ["b c"], "B": ["a b c"]}, "a b c",
     {"c": "only inside a b c", "b c": "only inside a b c"}),
    ({"C": ["b"], "A": ["a b"], "B": ["b c"]}, "a b c", {"b": "only inside a b"}),
    ({"C": ["b"], "B": ["a ?"], "A": ["? b"]}, "a b", {"b": "only inside ? b"}),
    ({"C": ["b"], "B": ["a b c"], "A": [{"not": "a b c d"}]}, "a b c d",
     {"b": "only inside a b c"}),
    ({"T": ["trade", {"not": "trade unions"}, "trade war"], "U": ["trade fair"]},
     "trade fair, trade war, trade unions",
     {"trade": f"{TAKEN} (trade unions); covered by trade war; only inside trade fair"}),
    # one mention, and there is no reason to give
    (SEA, "South China Sea, China", {}),
    ({"T": [{"not": "trade"}]}, "war", {}),
]  # fmt: skip

_QUANTEDA = Path(__file__).with_name("quanteda_cases.json").read_text("utf-8")
CASES = {case["name"]: case for case in json.loads(_QUANTEDA)["cases"]}
RUN = [name for name, case in CASES.items() if case["options"].keys() <= {"nested_scope"}]

# Terms that are refused as regular expressions, and terms whose marks can be meant
REGEX = [
    "trade|tariff", "(war|peace)", "trad* | tariff*", "Ben[ -]Gvir", "organi[sz]ation", "[a-z]",
]  # fmt: skip
REGEX += ["[Tt]rade", "trade.*", ".+war", r"\btrade", r"trade\s+war", r"U\.S\.", "/tariff/i"]
REGEX += ["tariff(s)?", "(?i)war"]
# and those that are several terms
LISTS = ["trade, tariff*", "war, attack, bomb", "trade; war", "*war, attack"]
LITERAL = [
    "AT&T", "C++", "(EU)", "[sic]", "[T]rade", "trade[1]", "[so-called]", "1.5", "a.m.", "US$",
]  # fmt: skip
LITERAL += [
    "U.S.*",
    ".com*",
    "*.com",
    ":|",
    ":[",
    "tariff(s)",
    "wom?n",
    "/r/politics",
    "OR",
    "Paris, Texas",
]
LITERAL += ["Washington, D.C.", "10,000", "a;b", "not", "note:b"]


def why_zero(lexicon, articles, nested="drop"):
    """(theme, term) -> why it has no mention, by Python."""
    mentions = find_mentions(articles, lexicon, nested)
    counted = set(mentions[["theme", "term"]].itertuples(index=False, name=None))
    return {
        (entry.theme, entry.term): why
        for entry, why in why_nothing(articles, lexicon, counted).items()
    }
