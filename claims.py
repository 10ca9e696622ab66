"""What README and the first paragraphs of the notebooks say of these texts, word for word, and what
the saved tables must have for it. A run names what is no longer so.
"""

from newsthemes.report.claims import Claim

ISSUES = "group == 'Issues'"
SEA, TRADE, ISRAEL = "South China Sea", "Trade", "Israel-Hamas conflict"
MILITARY = "Military ties and militarization"
HEALTH = "Health and environment"


def mentions(tables, name, theme):
    """The mentions of a theme in a table that has a row for each theme."""
    return tables[name].set_index("theme").at[theme, "mentions"]


def paragraphs(tables, theme):
    """The paragraph of each mention of a theme."""
    return tables["1-mentions"].query("theme == @theme")["paragraph"].tolist()


def in_reports(tables, theme):
    """The mentions of a theme in the six reports, in the order of their days."""
    return tables["4-reports"].query("theme == @theme").sort_values("article")["mentions"].tolist()


def highest(tables, issue):
    """The quarter in which the largest share of items names an issue, and that share as written."""
    shares = tables["5-issues"].query("theme == @issue").set_index("quarter")["share_of_articles"]
    return shares.idxmax(), f"{shares.max():.1%}"


def three_times_and_once(tables):
    return [mentions(tables, "1-themes", theme) for theme in (SEA, TRADE)] == [3, 1]


def three_times_and_once_in_five_lines(tables):
    return [mentions(tables, "0-two-themes", theme) for theme in (SEA, TRADE)] == [3, 1]


def third_and_seventh(tables):
    return [paragraphs(tables, theme) for theme in (SEA, TRADE)] == [[3, 7, 7], [7]]


def six_and_four_in_one_sentence(tables):
    sentences = tables["1-mentions"].query("theme == @ISRAEL")["sentence"]
    return [len(sentences), sentences.value_counts().max()] == [6, 4]


def in_two_paragraphs(tables):
    table = tables["1-paragraphs"].set_index("paragraph")["mentions"]
    return [table.sum(), table.loc[[3, 7]].sum(), len(table)] == [22, 17, 9]


def from_four_to_two(tables):
    row = tables["2-counts"].set_index("theme").loc[MILITARY]
    return row[["sentences", "after"]].tolist() == [4, 2]


def once_or_one_term(tables):
    issues = tables["3-one-term"].query(ISSUES).set_index("theme")
    once = (issues["all_terms"] == 1).sum()
    sea = issues.loc[SEA, ["all_terms", "remain"]].tolist()
    return [len(issues), once, sea] == [10, 6, [3, 0]]


def health_in_400(tables):
    row = tables["3-shares"].set_index("theme").loc[HEALTH]
    percent = (100 * row[["share_found", "low", "high", "filed"]].astype(float)).round(1)
    return [row["sentences"], *percent] == [9059, 9.1, 17.5, 24.0, 18.3]


def plain_count_nearer_in_three(tables):
    table = tables["3-shares"]
    distance = table[["share_found", "share"]].sub(table["filed"], axis=0).abs()
    return [len(table), (distance["share_found"] < distance["share"]).sum()] == [6, 3]


def fourteen_minutes(tables):
    """At three seconds for each of 17 sentences and each of 16 themes."""
    themes = tables["1-themes"].query("mentions > 0")
    sentences = themes["sentences"] / themes["share_of_sentences"]
    seconds = 3 * len(tables["1-themes"]) * sentences.mean()
    return round(seconds / 60) == 14


def bill_fades(tables):
    return in_reports(tables, "Extradition bill") == [5, 4, 5, 1, 0, 1]


def leader_and_elections(tables):
    in_october, in_november = 4, 5  # the places of these two reports
    leader = in_reports(tables, "The leader")[in_october]
    return [leader, in_reports(tables, "Elections")[in_november]] == [14, 13]


def one_in_three(tables):
    return highest(tables, "Israel and Gaza") == ("2023Q4", "33.4%")


def tariffs_and_the_sea(tables):
    return [highest(tables, issue)[1] for issue in ("Tariffs", SEA)] == ["3.2%", "1.5%"]


WORDS = {
    "README.md": {
        "names the South China Sea three times, in its third and seventh paragraphs, and trade once, in the seventh.": third_and_seventh,
        "The Israel-Hamas conflict has six mentions, four of them in one sentence.": six_and_four_in_one_sentence,
        "Two of the nine paragraphs hold 17 of the 22 mentions of issues.": in_two_paragraphs,
        "The article names the South China Sea three times and trade once.": three_times_and_once,
        "Two of the nine paragraphs, the third and the seventh, hold 17 of the 22 mentions of issues.": in_two_paragraphs,
        "If only contacts between the two militaries count, military ties fall from four sentences to two.": from_four_to_two,
        "Six of its ten issues are named once, and all three mentions of the South China Sea come from one term.": once_or_one_term,
        "The extradition bill has 5, 4 and 5 mentions in the first three reports, then 1, 0 and 1;": bill_fades,
        "the leader has 14 mentions on 16 October, elections 13 on 27 November.": leader_and_elections,
        "In Wikipedia’s daily news, from October to December 2023, one item in three named Israel, Gaza, Hamas or the Palestinians;": one_in_three,
        "tariffs had 3.2% of a quarter’s items at most, the South China Sea 1.5%.": tariffs_and_the_sea,
        "`python3 run.py code` makes a page on which people do, in some fourteen minutes each.": fourteen_minutes,
        "Terms find health in 9.1% of 9,059 items of Wikipedia’s news. If people judge 400 of them as its editors filed them, the share is put at 17.5% to 24.0%, and 18.3% were filed there,": health_in_400,
        "but in three of the six kinds of news the plain count was nearer to what was filed.": plain_count_nearer_in_three,
    },
    "0-count-two-themes": {
        "The article names the South China Sea three times and trade once.": three_times_and_once_in_five_lines,
    },
    "1-the-visit": {
        "Two of the nine paragraphs, the third and the seventh, hold 17 of the 22 mentions of issues.": in_two_paragraphs,
        "The South China Sea has three mentions, trade one.": three_times_and_once,
    },
    "2-change-the-list": {
        "If only contacts between the two militaries count, military ties fall from four sentences to two.": from_four_to_two,
    },
    "3-how-far-to-trust-the-counts": {
        "Six of its ten issues are named once, and all three mentions of the South China Sea come from one term.": once_or_one_term,
    },
    "4-six-reports": {
        "The extradition bill has 5, 4 and 5 mentions in the first three reports, then 1, 0 and 1.": bill_fades,
        "The leader has 14 on 16 October, and elections have 13 on 27 November.": leader_and_elections,
    },
    "5-world-news": {
        "In Wikipedia’s daily news, from October to December 2023, one item in three named Israel, Gaza, Hamas or the Palestinians.": one_in_three,
        "Tariffs had 3.2% of a quarter’s items at most, the South China Sea 1.5%.": tariffs_and_the_sea,
    },
}  # fmt: skip
CLAIMS = [
    Claim(file, sentence, holds)
    for file, sentences in WORDS.items()
    for sentence, holds in sentences.items()
]
