"""The page's counting rule, `page/scripts/rule/`, against `find_mentions` and the reader of
themes.yaml.

It runs in V8, the JavaScript engine of Chrome and Edge, which comes in the wheel `mini-racer`. A
character that this Python's Unicode does not know yet (category Cn) is left out, since V8's may
know it; on all others the two must agree.
"""

import unicodedata
from functools import partial

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import CASES, LISTS, ONE_TERM, REASONS, REGEX, RUN, SAME_SPAN, SEVERAL, SLOW, why_zero
from newsthemes import find_mentions, read_lexicon
from newsthemes.lexicon.read_lexicon import LexiconError, parse_lexicon
from newsthemes.lexicon.syntax import NO_EXCLUDED, UNENDED, as_yaml, term_fault
from newsthemes.lexicon.syntax import SEVERAL as SEVERAL_TERMS
from newsthemes.page.highlight import page_data
from newsthemes.text.characters import is_unspaced
from newsthemes.text.folding import fold
from script import FIND, RULE, agree, calls, themes_of
from strategies import cut_out, gaps_and_pieces, short_terms, tables, unspaced_tables

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::newsthemes.lexicon.read_lexicon.LexiconWarning"),
]
KNOWN = [c for c in map(chr, range(0x30000)) if unicodedata.category(c) not in ("Cs", "Cn")]


@pytest.fixture(scope="module")
def js():
    with calls(*RULE, more=FIND) as call:
        yield call


TABLE = [({"T": [term]}, text) for term, text, _ in ONE_TERM] + [
    (lexicon, text) for lexicon, text, _ in SEVERAL
]
TABLE += [
    ({"T": order}, "trade US China talks")
    for terms, _ in SAME_SPAN
    for order in (terms, terms[::-1])
]
TABLE += [({"T": ["a", "a'*"]}, "a'b"), ({"AB": ["a"], "A": ["a"], "B": {"A": ["a"]}}, "a")]
# Thai and Chinese have no case; the range from one to the other holds characters that are k, ß, ι by theirs
TABLE += [({"T": ["5"]}, f"\u0e01{between}5\u4e2d") for between in ("k", "ß", "\u0345")]


# half characters, and characters of two halves
HALVES = {"\ufffd": ["trade"], "🙂": ["trade", "🙂 trade"], "𐐀": ["𐐀?", "𝒜*"]}
TABLE += [(HALVES, "trade \ud800 trade\0trade"), (HALVES, "\udfff trade")]
TABLE += [(HALVES, "🙂 trade 𝒜trade 🙂trade🙂 𐐀𐐨")]


@pytest.mark.parametrize("nested", ["drop", "count"])
def test_the_table_of_cases(js, nested):
    counted = [agree(js, [text], read_lexicon(lexicon), nested) for lexicon, text in TABLE]
    assert sum(counted) > 60  # nearly all of them have mentions


@pytest.mark.parametrize("name", RUN)
def test_the_cases_of_quanteda(js, name):
    texts = [unicodedata.normalize("NFC", text) for text in CASES[name]["texts"].values()]
    for nested in ("drop", "count"):
        agree(js, texts, read_lexicon(CASES[name]["dictionary"]), nested)


KNOWN_LETTERS = st.characters(exclude_categories=["Cs", "Cn"])


@pytest.mark.parametrize("made", [tables, unspaced_tables, partial(cut_out, letters=KNOWN_LETTERS)])
@given(data=st.data(), nested=st.sampled_from(["drop", "count"]))
@settings(max_examples=settings.default.max_examples // 3)  # of three lexicons each
def test_texts_and_lexicons_made_to_collide(js, made, data, nested):
    several = [data.draw(made(most=6)) for _ in range(3)]
    texts = [text for articles, _ in several for text in articles["text"]]
    for _, lexicon in several:
        agree(js, texts, read_lexicon(lexicon), nested)


@pytest.mark.parametrize("made", [gaps_and_pieces, short_terms])
def test_every_case_of_a_kind(js, made):
    texts, lexicon = made()
    for nested in ("drop", "count"):
        assert agree(js, texts, read_lexicon(lexicon), nested)


def test_no_term_takes_long(js):
    """V8 itself would end a search of more than sixty seconds; all of them take less than one."""
    for term, text, count in SLOW:
        [entry] = themes_of(read_lexicon({"T": [term]}))[0]["terms"]
        find = "(text, term) => placesOfForms(articlesOf([text])[0], term).length"
        assert js(find, text, entry, timeout=600_000) == count


def test_what_is_a_word_in_all_of_unicode(js):
    text = " ".join(KNOWN)
    places = js(
        "(text) => placesOfForms(articlesOf([text])[0], {term: '?', exact: true}).map(({start}) => start)",
        text,
    )
    letters = [c for c in KNOWN if c == "_" or unicodedata.category(c)[0] in "LMN"]
    assert [text[place] for place in places] == [c for c in letters if not is_unspaced(c)]


def test_what_parts_words_in_all_of_unicode(js):
    assert sum(map(is_unspaced, KNOWN)) > 90_000
    texts = [
        "|".join(f"x{c}|{c}x" for c in KNOWN[at : at + 9000]) for at in range(0, 190_000, 9000)
    ]
    assert agree(js, texts, read_lexicon({"T": ["x"]}), "drop")


def test_which_letters_are_the_same_in_all_of_unicode(js):
    same = {}
    for character in KNOWN:
        same.setdefault(fold(character), []).append(character)
    kinds = [" ".join(kind) for kind in same.values() if len(kind) > 1]
    assert len(kinds) > 1300
    count = "(kinds) => kinds.map((kind) => placesOfForms(articlesOf([kind])[0], {term: kind.split(' ')[0], exact: false}).length)"
    assert js(count, kinds) == [len(kind.split(" ")) for kind in kinds]
    # And no others are: two letters of different kinds differ in a bit of their kinds' numbers.
    mixed = r"""(kinds, bits) => Array.from(Array(bits).keys(), (bit) => {
        const letters = (on) => kinds.filter((_, number) => (number >> bit) % 2 === on).join("");
        return letters(0).match(RegExp(`[${letters(1).replace(/[\\\]^-]/g, "\\$&")}]`, "giu"));
    })"""
    bits = len(same).bit_length()
    assert js(mixed, ["".join(kind) for kind in same.values()], bits) == [None] * bits


def reasons_agree(js, texts, lexicon, nested):
    """True where both give the same reasons for every term without a mention, and there are any."""
    page = themes_of(lexicon)
    places = [
        (theme, entry) for theme in range(len(page)) for entry in range(len(page[theme]["terms"]))
    ]
    every = """(texts, page, nested, places) => {
        const articles = articlesOf(texts);
        const counted = new Set(articles.flatMap((article) => mentionsIn(article, page, nested)).map((one) => `${one.theme},${one.entry}`));
        return places.map((place) => (counted.has(`${place}`) ? "" : whyZero(articles, page, nested, ...place)));
    }"""
    why = {}
    for (theme, entry), reason in zip(places, js(every, texts, page, nested, places), strict=True):
        term = page[theme]["terms"][entry]
        if not term["excluded"]:
            why.setdefault((page[theme]["theme"], term["term"]), []).append(reason)
    # A term that stands in its theme twice, once with its case exact, has one reason, and none
    # where one of the two counts.
    why = {key: reasons[0] for key, reasons in why.items() if all(reasons)}
    articles = pd.DataFrame({"article": range(len(texts)), "text": texts})
    assert why == why_zero(lexicon, articles, nested)
    return bool(why)


ZEROS = [(lexicon, text) for lexicon, text, _ in REASONS]
ZEROS += [({"C": ["b"], "A": ["a b"], "B": ["b c d"]}, "a b c d")]  # the longest, further right
ZEROS += [({"T": ["b c", "a b", "c d e"]}, "a b c d e")]  # the leftmost, though the other is longer
ZEROS += [({"T": ["US"]}, "us, us, Us")]
ZEROS += [({"T": ["$", "'"], "U": ["$'"]}, "$'")]  # two that touch do not overlap
ZEROS += [({"T": ["b", "b c"], "U": ["a b"]}, "a b c")]  # covered, and inside


def test_the_reasons_of_a_zero(js):
    assert (
        sum(reasons_agree(js, [text], read_lexicon(lexicon), "drop") for lexicon, text in ZEROS)
        > 20
    )
    for lexicon, text in ZEROS:
        reasons_agree(js, ["", text, text.upper()], read_lexicon(lexicon), "count")


@given(
    several=st.lists(tables(most=4), min_size=3, max_size=3),
    nested=st.sampled_from(["drop", "count"]),
)
@settings(max_examples=settings.default.max_examples // 3)
def test_the_reasons_of_any_zero(js, several, nested):
    texts = [text for articles, _ in several for text in articles["text"]]
    for _, lexicon in several:
        reasons_agree(js, texts[:2], read_lexicon(lexicon), nested)


MANY = 100_000  # places: where each were held against each mention, it would take hours
LONG = [
    ("the trade war ", ["trade"], "only inside trade war"),
    ("trade, the trade war ", ["trade"], f"{MANY} more: only inside trade war"),
    ("free trade ", ["trade", "not: free trade"], "taken by a not: phrase (free trade)"),
    ("trade talks, trade ", ["trade", "trade talks"], f"{MANY} more: covered by trade talks"),
    ("us ", ["US"], "only as us, and US counts in capitals"),
]


@pytest.mark.parametrize("piece, lines, why", LONG)
def test_the_reasons_in_a_long_text_are_told_at_once(js, piece, lines, why):
    """The reader of a page is told them at every key."""
    of_first = """(text, lines) => {
        const terms = lines.map(parseLine);
        const others = { theme: "War", terms: [parseLine("trade war")] };
        return whyZero(articlesOf([text]), [{ theme: "Trade", terms }, others], "drop", 0, 0);
    }"""
    assert js(of_first, piece * MANY, lines, timeout=60_000) == why


WHY_IN_A_LANGUAGE = """(data, themes) => {
  learnForms(data.forms);
  const articles = data.articles.map(({ text, language }) => articleOf(text, wordIn(text), language));
  return themes.map((lines) => whyZero(articles, [{ group: "", theme: "T", terms: lines.map(parseLine) }], "drop", 0, 0));
}"""


def test_the_reasons_of_a_zero_in_another_language(js):
    articles = pd.DataFrame({"article": ["a", "b", "c"], "text": ["Räte US", "rat us", "rat"]})
    articles["language"] = ["de", "en", ""]
    lines = ["{term: rat, language: de}", "{term: rat, language: de, forms: de}"]
    lines += ["{term: rat, language: fr}", "{term: Rat, language: fr, forms: de}"]
    lines += ["{term: US, language: en}", "{term: US, language: fr}", "{term: xy, language: fr}"]
    reasons = []
    for line in lines:
        lexicon = parse_lexicon(f"T:\n- {line}")
        data = page_data(find_mentions(articles, lexicon), articles, lexicon, 3, "drop")
        [reason] = js(WHY_IN_A_LANGUAGE, data, [[line]])
        assert [reason] == ([*why_zero(lexicon, articles).values()] or [""])
        reasons.append(reason)
    assert len(set(reasons)) == 7


def read_by_page(js, lines):
    """What `parseLine` makes of each line: an entry, or its message."""
    return js(
        "(lines) => lines.map((line) => { try { return parseLine(line); } catch (error) { return error.message; } })",
        lines,
    )


def read_by_python(line):
    """What themes.yaml makes of a line: an entry, or its message; a message too where it is no
    single entry of the theme.
    """
    try:
        terms = parse_lexicon(f"T:\n  - {line}\n").terms
    except LexiconError as error:
        return str(error)
    if len(terms) != 1 or terms[0].theme != "T":
        return "not one entry"
    [entry] = terms
    settings = {
        name: getattr(entry, name) for name in ("language", "forms") if getattr(entry, name)
    }
    return {
        **settings,
        "term": entry.term,
        "excluded": entry.excluded,
        "exact": entry.case == "exact",
    }


READ = (
    r"""
trade
  trade   war
tariff*
US
US*
A
ABCDE
ABCDEF
"US"
not: trade union*
not : "US Open"
term: NATO
{term: Xi, case: exact}
{ 'term' : "NATO", case: any , }
{not: US Open, case: exact}
{term: Rat, language: de}
{term: Rat, language: nn}
{term: Rat, case: exact, forms: de, language: de}
{not: Rat, forms: de}
{"term":a:b}
'*.com'
"?a"
'it''s'
it's
"say \"x\" \u00e9 \x41\U0001f600"
"a\tb\_c"
trade # a comment
'trade' # a comment
'trade'#comment
{term: trade} # a comment
C#
a:b
:a
-5
--- a
a {b}, [c]
$ 5
null
2023-10-26
café
cafe""".splitlines()[1:]
    + ["cafe\u0301", "\u00a0a\u3000b", "a\u00a0#b", '"\\x1ca"', "x" * 1000, "🙂" * 1000]
)

QUOTES = "must stand in quotes: "
CONTROL = "holds a control character; delete it"
# fmt: off
SAME_WORDS = {
    "an empty term; delete the line, or quote a term that starts with #": ["", "  ", "# trade", "not:", "{term: }", "''", '" "'],
    "would match anything; add letters to the *, ? and dashes": ["'*'", "'?-*'", '"- – ?"', "--", "not: '**'"],
    "is no regular expression; give each word a line, with * for any letters, ? for one": list(map(as_yaml, REGEX)),
    SEVERAL_TERMS: list(map(as_yaml, LISTS)),
    NO_EXCLUDED: ["not:trade war", "not: not:trade", "'Not : war'"],
    UNENDED: ["南海*", "not: '*問題'", "{term: 5G * 网络}"],
    "has over 1,000 characters; shorten it": ["x" * 1001, "not: " + "🙂" * 1001],
    CONTROL: [r'"\x07"', r'"\ud83d\ude00"', r'"\e"'],
    f"a term that starts with * {QUOTES}'*.com'": ["*.com", "not: *.com # every one", "{term: *.com}"],
    f"a term that starts with ? {QUOTES}'?it''s'": ["?it's"],
    f"a term that starts with * {QUOTES}'*{'x' * 57}…": ["*" + "x" * 58],
    f"a term that starts with * {QUOTES}'*{'x' * 57}'": ["*" + "x" * 57],
    **{f"a term that starts with {sign} {QUOTES}'{sign}a'": [f"{sign}a", f"not: {sign}a"] for sign in "&!%@`|>"},
    "a quote opens here and never closes; close it, or use the other kind of quotes": ["'a", '"a', "{term: 'a}", "not: 'a"],
    "no space behind its dash; write '- a b', or put it in quotes": ["-a b", "not: -a  b # c", "{term: -a b}"],
    "a list within a list; give each term its own line with one '- '": ["-", "- a"],
    "one term is due here, as text; write {term: trade} or {not: trade union*}": ["{term: [a]}", "term: {a: b}"],
    "forms 'German': it is a code such as de or ru": ["{term: Rat, forms: German}"],
    "language 'deu': it is a code such as de or ru": ["{term: Rat, language: deu}"],
    "has forms and a * or ?; leave out one of the two": ["{term: Rat*, forms: de}", "{not: R?t, forms: de}"],
    "write either {term: …} or {not: …}, with or without case": ["{}", "{case: exact}", "case: any", "{term: a, not: b}"],
    "case 'EXACT': it is either exact or any": ["{term: a, case: EXACT}"],
    "case '': it is either exact or any": ["{not: a, case}"],
    "a bracket opens here; check its commas, that it closes, and quote terms with signs": [
        *["{term: a", "{term: a # b}", "{,term: a}", "{term: a,, case: any}", "{term: a: b}", '{term: "a"b}', "{term: a]b}", "{term: a[b}"]
    ],
}
OWN_WORDS = {  # where those of YAML's reader help less with a single line
    "holds a tab; write a space": ["a\tb", "\ta", "a\t# b", "not:\ta"],
    CONTROL: ["a\x1cb", "a\x7f", "a\ufffe", "a\nb", r'"\U00110000"'],
    f"a term that starts with ? {QUOTES}'?a'": ["{term: ?a}"],
    **{f"a term that starts with {sign} {QUOTES}'{sign}a'": [f"{sign}a"] for sign in ",]}"},
    r"\q means nothing in double quotes; use single quotes": [r'"\q"'],
    r"\x means nothing in double quotes; use single quotes": [r'"\x4"'],
    "something stands after the closing sign; put the whole term in quotes": ["'a' b", "'a':b", "not: 'it's'", "{term: a} b", "{term: a}}"],
    "a colon too many; put a term that holds ': ' in quotes": ["not: a: b", "{term: a}: b"],
    "'term' stands here twice; delete one": ["{term: a, term: b}"],
    "unknown key 'a b', known are term, not, case, language, forms; a term with ': ' needs quotes": ["a b: c", "a  b:", "{a b: c}", "{term: c, a b}"],
    "unknown key '', known are term, not, case, language, forms; a term with ': ' needs quotes": [": a", "{'': a}"],
    "one term is due here, as text; write {term: trade} or {not: trade union*}": ["[a]", "{{a: b}}"],
}
# fmt: on


def test_lines_that_are_entries(js):
    assert read_by_page(js, READ) == [read_by_python(line) for line in READ]
    assert not [entry for entry in map(read_by_python, READ) if isinstance(entry, str)]


@pytest.mark.parametrize(("message", "lines"), SAME_WORDS.items())
def test_lines_that_are_refused_in_the_same_words(js, message, lines):
    assert read_by_page(js, lines) == [message] * len(lines)
    assert [line for line in lines if not str(read_by_python(line)).endswith(f": {message}")] == []


@pytest.mark.parametrize(("message", "lines"), OWN_WORDS.items())
def test_lines_that_are_refused_in_words_of_its_own(js, message, lines):
    assert read_by_page(js, lines) == [message] * len(lines)
    assert [line for line in lines if not isinstance(read_by_python(line), str)] == []


PARTS = [
    "a", "b c", "US", " ", "  ", "not: ", "term: ", "{term: ", "{not: ", ", case: exact}",
    ", case: any", "case: ", "\\", "\\u00e9", "\\n", "é", "e\u0301", "🙂", "\u00a0", "’", "–", "'a'",
    '"b*"', "''", ": ", " #", ", ", "- ",
]  # fmt: skip
PARTS += "' \" : # , [ ] { } * ? - | & ! %".split()


def five_texts(longest):
    """Five texts, each of up to so many parts."""
    text = st.lists(st.sampled_from(PARTS), min_size=1, max_size=longest).map("".join)
    return st.lists(text, min_size=5, max_size=5)


@given(lines=five_texts(6))
def test_any_line(js, lines):
    for line, page in zip(lines, read_by_page(js, lines), strict=True):
        python = read_by_python(line)
        if isinstance(python, str):
            assert isinstance(page, str), line
        elif isinstance(
            page, str
        ):  # the page takes one term a line, without YAML's rarer ways to write it
            assert "[" in line or "? " in line, line
        else:
            assert page == python, line


PLAIN = [
    "trade", "tariff*", "not: trade union*", "{term: Xi, case: exact}", "'*.com'", "US", "not: US",
    "{term: Rat, case: exact, language: de, forms: de}",
]  # fmt: skip


def test_an_entry_is_written_as_plainly_as_can_be(js):
    assert js("(lines) => lines.map((line) => lineOf(parseLine(line)))", PLAIN) == PLAIN


@given(terms=five_texts(4))
def test_any_entry_is_read_back_by_both(js, terms):
    tidy = {" ".join(unicodedata.normalize("NFC", term).split()) for term in terms}
    entries = [
        {"term": term, "excluded": excluded, "exact": exact}
        for term in sorted(tidy)
        if not term_fault(term)
        for excluded in (True, False)
        for exact in (True, False)
    ]
    lines = js("(entries) => entries.map(lineOf)", entries)
    assert read_by_page(js, lines) == entries
    assert [read_by_python(line) for line in lines] == entries


COUNTED = """(data) => {
  learnForms(data.forms);
  const whole = (one) => ({ excluded: false, exact: false, ...(one.term ? one : { term: one }) });
  const lexicon = data.lexicon.map((theme) => ({ ...theme, terms: theme.terms.map(whole) }));
  const counted = ({ text, language }) => mentionsIn(articleOf(text, wordIn(text), language), lexicon, data.nested);
  return data.articles.map((one) => counted(one).map(({ theme, start, end }) => [theme, start, end]));
}"""
FORMS = ["Rat", "Räte", "rats", "Haus", "Häuser", "und", "HAUS"]
FORM_ENTRIES = [
    {"term": "Rat", "language": "de", "forms": "de"},
    "rats",
    {"term": "Haus", "forms": "de"},
    {"not": "Häuser", "language": "de"},
    {"term": "Rat und Haus", "forms": "de"},
    "räte",
    "R?t*",
    {"not": "Rat", "forms": "de", "language": "en"},
]


@given(
    texts=st.lists(
        st.lists(st.sampled_from(FORMS), min_size=1, max_size=6), min_size=1, max_size=3
    ),
    entries=st.lists(st.sampled_from(FORM_ENTRIES), min_size=1, max_size=4, unique_by=str),
    nested=st.sampled_from(["drop", "count"]),
)
def test_forms_and_languages(js, texts, entries, nested):
    languages = ["de", "en", "de"][: len(texts)]
    articles = pd.DataFrame({"text": map(" ".join, texts), "language": languages})
    articles.insert(0, "article", range(len(texts)))
    lexicon = read_lexicon({"A": ["x", *entries], "B": ["Räte und"]})
    mentions = find_mentions(articles, lexicon, nested)
    data = page_data(mentions, articles, lexicon, len(texts), nested)
    rows = zip(
        mentions["article"],
        mentions["theme"].map({"A": 0, "B": 1}),
        mentions["start"],
        mentions["end"],
        strict=True,
    )
    wanted = [[] for _ in texts]
    for article, *row in rows:
        wanted[article].append(row)
    assert js(COUNTED, data) == wanted


def test_norwegian_is_one_language_in_the_page_too(js):
    counted = """(line) => mentionsIn(articleOf("Rat", wordIn("Rat"), "no"),
        [{ group: "", theme: "A", terms: [parseLine(line)] }], "drop").length"""
    for code in ("nb", "nn", "no"):
        assert js(counted, f"{{term: Rat, language: {code}}}") == 1
    assert js(counted, "{term: Rat, language: de}") == 0


def test_a_line_of_settings_is_about_its_theme(js):
    assert js("parseLine", "forms: de") == {"said": {"forms": "de"}}
    assert js("parseLine", "{forms: de, language: ru}") == {
        "said": {"language": "ru", "forms": "de"}
    }
