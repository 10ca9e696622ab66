"""What README and the notebooks say of these texts, word for word, and the saved tables that it must
agree with. A run names what is no longer so.
"""

from newsthemes.report.claims import Claim


def number(table, theme, column="mentions"):
    """A theme's number; 0 where it is not in the table."""
    return int(table.set_index("theme")[column].get(theme, 0))


def numbers(tables, *themes):
    """Mentions and sentences of themes in notebook 1."""
    table = tables["1-themes"]
    return [(number(table, one), number(table, one, "sentences")) for one in themes]


def named_once(tables):
    """The issues of notebook 1 with one mention."""
    table = tables["1-themes"].query("group == 'Issues' and mentions == 1")
    return set(table["theme"])


def paragraphs(tables):
    """Mentions of issues by paragraph: all, those of the third and the seventh, paragraphs."""
    table = tables["1-paragraphs"].set_index("paragraph")["mentions"]
    return int(table.sum()), int(table.reindex([3, 7]).sum()), len(table)


def named_in(tables, theme):
    """The paragraphs of a theme's mentions."""
    table = tables["1-mentions"]
    return sorted(table.loc[table["theme"] == theme, "paragraph"])


def in_one_sentence(tables):
    """The mentions of the Israel-Hamas conflict in the sentence that has most."""
    table = tables["1-mentions"]
    return int(table.loc[table["theme"] == ISRAEL, "sentence"].value_counts().max())


SEA, TRADE = "South China Sea", "Trade"
ISRAEL, MILITARY = "Israel-Hamas conflict", "Military ties and militarization"
DIALOGUE, TENSION = "Diplomacy and dialogue", "Tension and conflict"
VISIT = "1-the-visit"
ONCE = {"Iran", "Taiwan", "Xinjiang", "Trade", "COVID-19", "APEC"}


CLAIMS_README = [
    Claim(
        "README.md",
        "names the South China Sea three times, in its third and seventh paragraphs, and trade once, in the seventh.",
        lambda t: (named_in(t, SEA), named_in(t, TRADE)) == ([3, 7, 7], [7]),
    ),
    Claim(
        "README.md",
        "The Israel-Hamas conflict has six mentions, four of them in one sentence.",
        lambda t: numbers(t, ISRAEL) == [(6, 3)] and in_one_sentence(t) == 4,
    ),
    Claim(
        "README.md",
        "Two of the nine paragraphs hold 17 of the 22 mentions of issues.",
        lambda t: paragraphs(t) == (22, 17, 9),
    ),
]


CLAIMS_0 = [
    Claim(
        "0-count-two-themes",
        "The article names the South China Sea three times and trade once.",
        lambda t: [number(t["0-two-themes"], one) for one in (SEA, TRADE)] == [3, 1],
    ),
    Claim(
        "0-count-two-themes",
        "With this term the theme gains one passage, and nothing is lost.",
        lambda t: t["0-changes"][["change", "theme"]].to_numpy().tolist() == [["gained", SEA]],
    ),
]


CLAIMS_1 = [
    Claim(
        VISIT,
        "Two of the nine paragraphs, the third and the seventh, hold 17 of the 22 mentions of issues.",
        lambda t: paragraphs(t) == (22, 17, 9),
    ),
    Claim(
        VISIT,
        "The South China Sea has three mentions, trade one.",
        lambda t: numbers(t, SEA, TRADE) == [(3, 3), (1, 1)],
    ),
    Claim(
        VISIT,
        "The wars in the Middle East and Ukraine, the South China Sea and military ties share 16 of the 22 mentions.",
        lambda t: sum(one for one, _ in numbers(t, ISRAEL, "War in Ukraine", SEA, MILITARY)) == 16,
    ),
    Claim(
        VISIT,
        "The Israel-Hamas conflict has six mentions in three sentences, military ties four in four: by mentions the one comes first, by sentences the other.",
        lambda t: numbers(t, ISRAEL, MILITARY) == [(6, 3), (4, 4)],
    ),
    Claim(VISIT, "Six issues are named once each.", lambda t: named_once(t) == ONCE),
    Claim(
        VISIT,
        "The other seven paragraphs have five mentions of issues together.",
        lambda t: paragraphs(t) == (22, 17, 9),
    ),
    Claim(
        VISIT,
        "The words of tension have 17 mentions, those of dialogue 15. By sentences it is the other way round, ten to eleven.",
        lambda t: (
            numbers(t, "Tension and conflict", "Diplomacy and dialogue") == [(17, 10), (15, 11)]
        ),
    ),
    Claim(
        VISIT,
        "“US” and “China” come eight times each, and once more in “US-China”, which is one word here.",
        lambda t: (
            t["1-words"].set_index("word")["times"].reindex(["US", "China", "US-China"]).tolist()
            == [8, 8, 1]
        ),
    ),
    Claim(
        VISIT,
        "For the South China Sea and trade they find what `nt.find_mentions` finds.",
        lambda t: t["1-by-hand"]["by hand"].equals(t["1-by-hand"]["nt.find_mentions"]),
    ),
    Claim(VISIT, "as a theme China has 18 mentions", lambda t: numbers(t, "China")[0][0] == 18),
]


def _of(table, theme):
    """The row of a theme; empty where there is none."""
    return table[table["theme"] == theme].squeeze()


CLAIMS_2 = [
    Claim(
        "2-change-the-list",
        "Count only contacts between the two armies, and military ties fall from four sentences to two.",
        lambda tables: (
            [*_of(tables["2-counts"], MILITARY).reindex(["sentences", "after"])] == [4, 2]
        ),
    ),
    Claim(
        "2-change-the-list",
        "“Military ties and militarization” tells three stories in four sentences",
        lambda tables: (
            [*tables["2-military"]["match"]]
            == ["military aid", "militarization", "military-to-military ties", "the ranks"]
            and tables["2-military"]["sentence"].nunique() == 4
        ),
    ),
    Claim(
        "2-change-the-list",
        "Military ties fall from four sentences to two. The other 15 themes keep their counts.",
        lambda tables: (
            [*tables["2-counts"].query("sentences != after")["theme"]] == [MILITARY]
            and len(tables["2-counts"]) == 16
        ),
    ),
    Claim(
        "2-change-the-list",
        "Two passages are lost, and none is gained.",
        lambda tables: [*tables["2-changes"]["change"]] == ["lost", "lost"],
    ),
    Claim(
        "2-change-the-list",
        "The article suggests seven more terms. None is another form of a term in the list, for no row names a theme.",
        lambda tables: (
            len(tables["2-suggestions"]) == 7 and tables["2-suggestions"]["theme"].isna().all()
        ),
    ),
    Claim(
        "2-change-the-list",
        "the list has `ties`, but not `relations`, which the article uses twice where no theme counts it.",
        lambda tables: (
            [*tables["2-suggestions"].query("term == 'relations'")["mentions"]] == [2]
            and "ties" in set(tables["2-checks"]["term"])
        ),
    ),
    Claim(
        "2-change-the-list",
        "Add `relation*` to dialogue, and dialogue overtakes tension. It had 15 mentions to 17; now it has 18 to 17, in 12 sentences to 10.",
        lambda tables: (
            [*tables["1-themes"].set_index("theme")["mentions"].reindex([DIALOGUE, TENSION])]
            == [15, 17]
            and tables["2-relation"]
            .set_index("theme")[["mentions", "sentences"]]
            .reindex([DIALOGUE, TENSION])
            .to_numpy()
            .tolist()
            == [[18, 12], [17, 10]]
        ),
    ),
    Claim(
        "2-change-the-list",
        "In two of the three, relations are “strained” or “deteriorating”, and that is no dialogue.",
        lambda tables: (
            [*tables["2-gained"]["change"]] == ["gained"] * 3
            and [
                *tables["2-gained"]["text"].str.contains(
                    "strained relations|relations have been deteriorating"
                )
            ]
            == [True, True, False]
        ),
    ),
    Claim(
        "2-change-the-list",
        "Three terms are never counted, for they stand only inside longer ones of another theme: `ties`, `cooperation` and `conflict`.",
        lambda tables: (
            [
                *tables["2-checks"][
                    tables["2-checks"]["finding"].str.startswith("Never counted: only inside")
                ]["term"]
            ]
            == ["ties", "cooperation", "conflict"]
        ),
    ),
    Claim(
        "2-change-the-list",
        "The fourth row shows what the `*` in a term finds. Another 13 rows, not shown here, name for 13 themes the terms that this article does not use",
        lambda tables: (
            tables["2-checks"]["term"].notna().sum() == 4
            and tables["2-checks"]["term"].iloc[3] == "escalating * tensions"
            and tables["2-checks"]["finding"][4:].str.startswith("Not in the text").all()
            and tables["2-checks"].query("term.isna()")["theme"].nunique() == 13
            and len(tables["2-checks"]) == 17
        ),
    ),
    Claim(
        "2-change-the-list",
        "“Relationship” stands in the last sentence, and nothing suggested it.",
        lambda tables: (
            [*tables["2-gained"]["match"]][-1:] == ["relationship"]
            and not tables["2-suggestions"]["term"].str.contains("relationship").any()
        ),
    ),
]


FOUR = {"South China Sea", "Iran", "Taiwan", "Xinjiang"}


def _issues(tables):
    return tables["3-one-term"].query("group == 'Issues'")


def _row(tables, theme):
    """All mentions of a theme, the term without which most disappear, and what is then left."""
    table = tables["3-one-term"].set_index("theme")
    return table.reindex([theme])[["all_terms", "without", "left"]].iloc[0].tolist()


def _percent(tables, share):
    """Of each kind of news, a share in whole percent."""
    return (100 * tables["3-filed"].set_index("theme")[share]).round().astype(int)


CLAIMS_3 = [
    Claim(
        "3-how-far-to-trust-the-counts",
        "Four of the ten issues rest on a single term each.",
        lambda tables: len(_issues(tables)) == 10 and (_issues(tables)["left"] == 0).sum() == 4,
    ),
    Claim(
        "3-how-far-to-trust-the-counts",
        "And in world news that Wikipedia’s editors filed by kind, other lists of ours find 47% to 84% of a kind.",
        lambda tables: (
            [_percent(tables, "recall").min(), _percent(tables, "recall").max()] == [47, 84]
        ),
    ),
    Claim(
        "3-how-far-to-trust-the-counts",
        "Those of the South China Sea, Iran, Taiwan and Xinjiang do.",
        lambda tables: set(_issues(tables).query("left == 0")["theme"]) == FOUR,
    ),
    Claim(
        "3-how-far-to-trust-the-counts",
        "Trade, COVID-19 and APEC, with one mention each, stay only because two terms cover the same words: without `trade disputes`, `trade` counts the passage.",
        lambda tables: (
            set(_issues(tables).query("all_terms == 1 and left == 1")["theme"])
            == {"Trade", "COVID-19", "APEC"}
        ),
    ),
    Claim(
        "3-how-far-to-trust-the-counts",
        "`influence` alone makes up “China's influence”, and `visit` brings six of the 15 mentions of dialogue.",
        lambda tables: (
            _row(tables, "China's influence") == [2, "influence", 0]
            and _row(tables, "Diplomacy and dialogue") == [15, "visit", 15 - 6]
        ),
    ),
    Claim(
        "3-how-far-to-trust-the-counts",
        "They find 84% of the items filed under *Disasters and accidents*, and 47% of those under *Health and environment*.",
        lambda tables: (
            [
                *_percent(tables, "recall").reindex(
                    ["Disasters and accidents", "Health and environment"]
                )
            ]
            == [84, 47]
        ),
    ),
    Claim(
        "3-how-far-to-trust-the-counts",
        "Editors filed 88% of the items that the terms find on health under that kind, too. In the other five kinds it is 51% to 76%.",
        lambda tables: (
            sorted(_percent(tables, "precision"))[:1] + sorted(_percent(tables, "precision"))[-2:]
            == [51, 76, 88]
            and len(tables["3-filed"]) == 6
            and _percent(tables, "precision").idxmax() == "Health and environment"
        ),
    ),
    Claim(
        "3-how-far-to-trust-the-counts",
        "By year: 2,204 of the 2,337 items under *Health and environment* are of 2020, the year of the pandemic.",
        lambda tables: (
            [
                *tables["3-filed-by-year"].query(
                    "theme == 'Health and environment' and year == 2020"
                )["filed"]
            ]
            == [2204]
            and [*tables["3-filed"].query("theme == 'Health and environment'")["filed"]] == [2337]
        ),
    ),
    Claim(
        "3-how-far-to-trust-the-counts",
        "It shows the 17 sentences of the article one by one and asks for each of the 16 themes",
        lambda tables: (
            len(tables["1-themes"]) == 16
            and tables["1-themes"]["sentences"].sum() > 0
            and (17 * tables["1-themes"]["share_of_sentences"] - tables["1-themes"]["sentences"])
            .abs()
            .max()
            < 0.01
        ),
    ),
]


def in_report(tables, theme, report, column="mentions"):
    """One number of the table of all reports."""
    table = tables["4-reports"]
    return table.query("theme == @theme and article == @report")[column].sum()


REPORTS = ["2019-06-23", "2019-08-19", "2019-09-06", "2019-10-02", "2019-10-16", "2019-11-27"]

CLAIMS_4 = [
    Claim(
        "4-six-reports",
        "The extradition bill has 5, 4 and 5 mentions in the first three reports, then 1, 0 and 1.",
        lambda tables: (
            [in_report(tables, "Extradition bill", day) for day in REPORTS] == [5, 4, 5, 1, 0, 1]
        ),
    ),
    Claim(
        "4-six-reports",
        "The leader has 14 on 16 October, and elections have 13 on 27 November.",
        lambda tables: (
            in_report(tables, "The leader", "2019-10-16") == 14
            and in_report(tables, "Elections", "2019-11-27") == 13
        ),
    ),
    Claim(
        "4-six-reports",
        "The report of 2 October, after police shot a student, has 11 mentions of violence and 9 of "
        "the police.",
        lambda tables: (
            in_report(tables, "Violence", "2019-10-02") == 11
            and in_report(tables, "Police", "2019-10-02") == 9
        ),
    ),
    Claim(
        "4-six-reports",
        "All six reports are about equally long (304 to 374 words), so we compare the mentions as "
        "they are.",
        lambda tables: (
            tables["4-reports"]["article"].nunique() == 6
            and tables["4-reports"]["words"].agg(["min", "max"]).tolist() == [304, 374]
        ),
    ),
    Claim(
        "4-six-reports",
        "On 16 October, 12 sentences name the leader, one Beijing and one violence.",
        lambda tables: (
            tables["4-reports"]
            .query("article == '2019-10-16' and sentences > 0")
            .set_index("theme")["sentences"]
            .to_dict()
            == {"The leader": 12, "Beijing": 1, "Violence": 1}
        ),
    ),
    Claim(
        "4-six-reports",
        "On 27 November, 10 name elections, three Beijing, and no more than one any other theme.",
        lambda tables: (
            in_report(tables, "Elections", "2019-11-27", "sentences") == 10
            and in_report(tables, "Beijing", "2019-11-27", "sentences") == 3
            and tables["4-reports"]
            .query("article == '2019-11-27' and theme not in ['Elections', 'Beijing']")["sentences"]
            .max()
            <= 1
        ),
    ),
    Claim(
        "4-six-reports",
        "No theme is in one report alone.",
        lambda tables: tables["4-only"]["only_in"].str.contains(",").all(),
    ),
    Claim(
        "4-six-reports",
        "The police, the bill and the demands are in five reports; the one on Lam’s speech, of 16 "
        "October, names none of the three.",
        lambda tables: (
            set(tables["4-only"].query("not_in == '2019-10-16'")["theme"])
            == {"Police", "Extradition bill", "Demands"}
        ),
    ),
    Claim(
        "4-six-reports",
        "Violence and Beijing are in all six.",
        lambda tables: (
            set(tables["4-reports"]["theme"]) - set(tables["4-only"]["theme"])
            == {"Violence", "Beijing"}
        ),
    ),
    Claim(
        "4-six-reports",
        "“Shot”, “shooting”, “tear gas” and “Molotov cocktails” are in the report of 2 October "
        "alone.",
        lambda tables: (
            {"shot", "shooting", "tear gas", "Molotov cocktails"}
            <= set(tables["4-words"].set_index("only_in").loc["2019-10-02"].iloc[0].split(", "))
        ),
    ),
    Claim(
        "4-six-reports",
        "That report writes “water canons”, the one of 19 August “water cannons”: a list has to "
        "know both spellings.",
        lambda tables: (
            "water canons" in tables["4-words"].set_index("only_in").loc["2019-10-02"].iloc[0]
            and "water cannons" in tables["4-words"].set_index("only_in").loc["2019-08-19"].iloc[0]
        ),
    ),
    Claim(
        "4-six-reports",
        "the report of 6 September is the one on the end of the bill.",
        lambda tables: (
            tables["4-passages"]
            .query("left.str.contains('withdraw')")["article"]
            .eq("2019-09-06")
            .all()
            and tables["4-passages"]["left"].str.contains("announces withdrawal").sum() == 1
        ),
    ),
    Claim(
        "4-six-reports",
        "The one mention of the leader on 27 November is of the office: “the body that elects the "
        "chief executive”.",
        lambda tables: in_report(tables, "The leader", "2019-11-27") == 1,
    ),
]


def highest(tables, theme):
    """The row of the quarter in which the largest share of items names the theme."""
    table = tables["5-issues"].query("theme == @theme")
    return table.sort_values("share_of_articles").iloc[-1]


def percent(tables, theme):
    """The largest share of a quarter's items that names the theme, as it is written."""
    return f"{highest(tables, theme)['share_of_articles']:.1%}"


def found_of_filed(tables, name, theme):
    """Per cent of what editors filed that the terms find, and of what they find that is filed so."""
    row = tables[name].set_index("theme").loc[theme]
    return round(row["both, % of filed"]), round(row["both, % of found"])


def times(tables, word):
    """How many times as often a word came up at the peak."""
    row = tables["5-words"].set_index("word").loc[word]
    return row["per_1000_content_words_a"] / row["per_1000_content_words_b"]


CLAIMS_5 = [
    Claim(
        "5-world-news",
        "From October to December 2023 one item in three named Israel, Gaza, Hamas or the "
        "Palestinians.",
        lambda tables: (
            highest(tables, "Israel and Gaza")["quarter"] == "2023Q4"
            and abs(highest(tables, "Israel and Gaza")["share_of_articles"] - 1 / 3) < 0.005
        ),
    ),
    Claim(
        "5-world-news",
        "Tariffs had 3.2% of a quarter’s items at most, the South China Sea 1.5%.",
        lambda tables: (
            [percent(tables, one) for one in ("Tariffs", "South China Sea")] == ["3.2%", "1.5%"]
        ),
    ),
    Claim(
        "5-world-news",
        "This notebook reads [58,713 short news items](../seeds/news/README.md) of 2015 to 2025",
        lambda tables: (
            tables["5-issues"].drop_duplicates("quarter")["items"].sum() == 58713
            and tables["5-issues"]["quarter"].agg(["min", "max"]).tolist() == ["2015Q1", "2025Q4"]
        ),
    ),
    Claim(
        "5-world-news",
        "COVID-19, Ukraine, and Israel and Gaza were each named in more than a fifth of the items of "
        "one quarter. No other issue had more than 5.2%.",
        lambda tables: (
            set(tables["5-issues"].query("share_of_articles > 0.2")["theme"])
            == set(tables["5-issues"].query("share_of_articles > 0.0525")["theme"])
            == {"COVID-19", "Ukraine", "Israel and Gaza"}
            and percent(tables, "Iran") == "5.2%"
        ),
    ),
    Claim(
        "5-world-news",
        "The terms find 98% of the items that editors filed under headings on Israel and Gaza, but "
        "54% of those under COVID-19",
        lambda tables: (
            found_of_filed(tables, "5-headings", "Israel and Gaza")[0] == 98
            and found_of_filed(tables, "5-headings", "COVID-19")[0] == 54
        ),
    ),
    Claim(
        "5-world-news",
        "Editors filed most items under law and crime, the terms find most for politics and "
        "elections, so we name no leader.",
        lambda tables: (
            tables["5-kinds"].set_index("theme")["filed by editors"].idxmax() == "Law and crime"
            and tables["5-kinds"].set_index("theme")["found by the terms"].idxmax()
            == "Politics and elections"
        ),
    ),
    Claim(
        "5-world-news",
        "they find less than half of what editors filed under health and environment, and 84% of the "
        "disasters.",
        lambda tables: (
            found_of_filed(tables, "5-kinds", "Health and environment")[0] < 50
            and found_of_filed(tables, "5-kinds", "Disasters and accidents")[0] == 84
        ),
    ),
    Claim(
        "5-world-news",
        "For each 1,000 content words, “fuel” came up 39 times as often from October to December "
        "2023 as in all other items that name Israel or Gaza.",
        lambda tables: round(times(tables, "fuel")) == 39,
    ),
    Claim(
        "5-world-news",
        "It is a rare word: 19 uses in 504 items, against 3 in 2,808.",
        lambda tables: (
            tables["5-words"].set_index("word").loc["fuel", ["count_a", "count_b"]].tolist()
            == [19, 3]
            and highest(tables, "Israel and Gaza")["articles"] == 504
            and tables["5-issues"].query("theme == 'Israel and Gaza'")["articles"].sum() - 504
            == 2808
        ),
    ),
    Claim(
        "5-world-news",
        "The passages say what was the matter: fuel was running out.",
        lambda tables: (
            tables["5-fuel"]["left"].str.contains("lack of|running out|short").sum() >= 9
        ),
    ),
    Claim(
        "5-world-news",
        "Editors cite Al Jazeera first in 19% of the items that name Israel or Gaza, and in 4% of "
        "all others. Reuters has 15% of both.",
        lambda tables: (
            tables["5-sources"].set_index("source").round().loc["Al Jazeera"].tolist() == [4, 19]
            and tables["5-sources"].set_index("source").round().loc["Reuters"].tolist() == [15, 15]
        ),
    ),
]


CLAIMS = [
    *CLAIMS_README,
    *CLAIMS_0,
    *CLAIMS_1,
    *CLAIMS_2,
    *CLAIMS_3,
    *CLAIMS_4,
    *CLAIMS_5,
]
