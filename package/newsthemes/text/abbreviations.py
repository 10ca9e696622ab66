"""Words that a period does not end a sentence after, and those that begin one, by language.

They are spelled as in the text, a word in capitals with its first letter capital alone (`Uu` for
`EE. UU.`). Each language has four lists: `titles`, which a name or the rest of the sentence
follows; `abbreviations`, which end a sentence only before a starter, as initials do; `numbered`,
which a number follows; and `starters`, function words that begin a sentence. A language without
lists has those of English.
"""

ENGLISH = {
    "titles": """Adm Amb Asst Atty Brig Capt Cmdr Col Cpl Dr Drs Fr Gen Gens Gov Govs Hon Insp Lt
        Maj Messrs Mlle Mme Mr Mrs Ms Mx Pfc Pres Prof Profs Pvt Rep Reps Rev Sen Sens Sgt Supt
        approx ca cf e.g eg i.e ie v viz vs""",
    # `Ill.` is a state, `ill.` is not
    "abbreviations": """Ala Apr Ariz Ark Assn Assoc Aug Ave Bhd Blvd Bros Calif Cie Co Colo Conn
        Corp Cos Dec Del Dept Dist Esq Feb Fla Fri Ft Ga Hwy Ill Inc Ind Jan Jr Jul Jun Kan Ky La
        Ltd Mar Mass Md Mfg Mich Minn Miss Mo Mon Mont Mt Natl Neb Nev Nov Oct Okla Ore Penn Ph.D
        Pte Pty Rd Sep Sept Sr St Ste Tenn Tex Thu Thur Thurs Tue Tues Univ Va Vt Wash Wed Wis Wyo
        al dept est etc incl misc plc""",
    "numbered": "Art Ch Fig Figs No Nos Sec Vol Vols ch fig figs no nos p pp vol vols",
    "starters": """A About According After All Also Although Among An And Another Any Are As At
        Because Before Besides Between Both But By Can Could Despite Did Do Does During Each
        Earlier Even Every Few For From Had Has Have He Hence Her Here His How However I If In
        Indeed Instead Is It Its Last Later Let Like Many Meanwhile More Moreover Most Much My
        Nearly Neither Nevertheless No Nor Not Nothing Now Of On Once One Only Or Other Others Our
        Over Perhaps Rather Several She Should Since So Some Still Such That The Their Then There
        Therefore These They This Those Though Through Thus To Today Tomorrow Under Unless Unlike
        Until Was We Were What When Where Whether Which While Who Whose Why With Within Without
        Would Yes Yesterday Yet You Your""",
}
GERMAN = {
    "titles": """Dr Prof Hr Hrn Fr St Ing Dipl Mag Gen Bgm ca bzgl bzw d.h evtl exkl ggf inkl insb
        max min sog vgl vs z.B Tel""",
    "abbreviations": """Co Corp Inc Jr Ltd Sr Apr Aug Dez Feb Jan Jun Jul Mrz Nov Okt Sep Sept Mo
        Di Mi Do Sa So Abk Abt Allg Anm Bd Chr Hbf Hg Hrsg Jg Jh Jhd Mio Mrd Nachf Pfd Pl Red Std
        Str Tsd Univ allg amtl bes chr dt ehem ev geb gegr gest jährl kath lat lt rd röm staatl
        std str tägl u.a usf usw versch wg zzgl""",
    "numbered": "Abb Abs Art Bd Fußn Kap Nr S Tab Ziff Nrn Rn",
    "starters": """Aber Alle Allerdings Als Also Am An Auch Auf Aus Außerdem Bei Beide Beim Bis Da
        Dabei Dadurch Dafür Dagegen Daher Damals Damit Danach Daneben Dann Daraufhin Darin Darüber
        Das Dass Davon Dazu Dem Den Denn Dennoch Der Deren Des Deshalb Dessen Die Dies Diese
        Diesem Diesen Dieser Dieses Doch Dort Durch Ein Eine Einem Einen Einer Eines Einige Er Es
        Etwa Für Gegen Heute Hier Hinter Ich Ihm Ihr Ihre Im In Insgesamt Inzwischen Ist Jede Jeder
        Jedes Jedoch Jetzt Kein Keine Man Manche Mehrere Mit Nach Nachdem Neben Nicht Noch Nun Nur
        Ob Obwohl Ohne Schon Sein Seine Seit Seitdem Sie Sind So Sobald Solche Sondern Später
        Sowohl Trotz Trotzdem Über Um Und Unter Viele Vom Von Vor Vorher Während Wann Warum Was
        Weder Wegen Weil Welche Wenn Wer Wie Wir Wird Wo Zu Zudem Zuletzt Zum Zur Zuvor Zwar
        Zwischen Zunächst""",
}
FRENCH = {
    "titles": "Dr Drs M Me Mgr Mlle Mlles Mm Mme Mmes Pr Prof St Ste apr av c.-à-d cf env p.ex vs",
    "abbreviations": """Co Corp Inc Jr Ltd Cie Ets Sté adj al avr bd boul dép déc ed etc ex fasc
        févr gal hab id ill inf introd janv juil max min nov oct op réf sept sq suiv suppl sup tél
        trad éd""",
    "numbered": "Art Chap Fig No Vol art chap fig n no p pp t vol §",
    "starters": """À Ainsi Alors Après Au Aucun Aucune Aujourd'hui Aussi Autre Avant Avec Beaucoup
        Bien C Car Ce Cela Celle Celui Cependant Ces Cet Cette Ceux Chaque Comme D Dans De Depuis
        Derrière Des Donc Du Elle Elles En Enfin Ensuite Entre Et Grâce Hier Ici Il Ils J Je L La
        Le Les Leur Leurs Lors Lorsque Lui Mais Malgré Même Moins N Ni Nos Notre Nous On Or Ou Où
        Par Pendant Personne Peu Plus Plusieurs Pour Pourquoi Pourtant Puis Qu Quand Que Quel Quelle
        Quelques Qui S Sa Sans Se Selon Ses Si Son Sous Sur Tandis Tous Tout Toute Toutefois Toutes
        Très Un Une Vers Voici Voilà Vos Votre Vous Y""",
}
SPANISH = {
    "titles": """Arq D Dña Dr Dra Dres Ee Excmo Fr Gral Ilmo Ing Lic Mons P Prof Profa Rvdo S Sr
        Sra Sras Sres Srta Sta Sto Ud Uds Vd Vds aprox cf ej prof vs""",
    "abbreviations": """Co Corp Inc Jr Ltd Av Avda C Cía Dpto Uu Ltda Hnos abr admón ago cta depto
        dic ed etc feb fig hab máx mín nov oct ss sep sept tel trad ene""",
    "numbered": "Art Cap Fig Núm Pág Vol art cap n núm p pág págs pp vol",
    "starters": """A Además Ahora Al Algunas Algunos Allí Ante Antes Aquí Así Aún Aunque Ayer Bajo
        Cada Casi Como Con Contra Cuando Cuatro De Debido Del Desde Después Donde Dos Durante El
        Él Ella Ellos En Entonces Entre Era Es Esa Ese Eso Esta Está Estas Este Esto Estos Fue Ha
        Han Hasta Hay Hoy La Las Le Les Lo Los Luego Mañana Mas Más Mediante Mi Mientras Muchas
        Muchos Muy Ni No Nos Nuestra Nuestro Nunca O Otra Otro Otros Para Pero Poco Por Porque Pues
        Que Qué Quien Quién Quizá Se Según Ser Si Sí Sin Sino Sobre Solo Son Su Sus También Tampoco
        Tan Tanto Toda Todas Todo Todos Tras Tres Tu Un Una Unas Unos Varias Varios Y Ya Yo""",
}
RUSSIAN = {
    "titles": """акад ген гр д-р доц канд кн о пл пос проф просп св см соотв ср т.е ул
        напр например Акад Ген Г-н Г-жа Д-р Проф Св Ср Ул""",
    # `им` is a pronoun, too
    "abbreviations": """вв г гг долл др е зам изд им итд кв коп куб л лит млн млрд мин обл пп пр
        прим прибл пр-т ред р-н род руб сб сек сл сокр стр т тел тт тыс ум ч чел экз эл эт Им""",
    "numbered": "Гл Кн Рис Ст Стр Т Табл гл кн рис с ст стр табл том",
    "starters": """А Без Более Больше Был Была Были Было Быть В Вам Вас Ведь Во Вот Впрочем Все Всё
        Всего Вчера Вы Где Да Даже Для До Его Ее Её Если Еще Ещё Ж За Завтра Зачем Здесь И Из Или Им
        Иначе Их К Каждый Как Какой Когда Кроме Кто Куда Между Мне Многие Мы На Над Наконец Например
        Нас Не Некоторые Несмотря Нет Но Ну О Об Однако Он Она Они Оно От Перед По Под Позже Поэтому
        После Потом Потому При Про Против Раньше С Сам Свои Себя Сегодня Сейчас Сначала Со Среди
        Так Также Такой Там Тем Теперь То Тогда Того Тоже Только Тот У Уже Хотя Чего Через Что
        Чтобы Эта Эти Это Этого Этой Этот Эту Я""",
}
GREEK = {
    "titles": "Δρ Κ Κα Καθ κ κα κκ καθ δηλ π.χ πχ βλ",
    "abbreviations": "αι δισ εκ κ.ά κ.λπ κλπ κτλ λ.χ μ.μ π.μ π.Χ μ.Χ τηλ χιλ χλμ",
    "numbered": "Αρ αρ άρθ κεφ σ σελ τ τόμ",
    "starters": """Αλλά Αν Από Αυτά Αυτή Αυτό Αυτοί Αυτός Για Δεν Εάν Εκεί Ενώ Επίσης Ένα Ένας Η
        Ήταν Και Κατά Μα Με Μετά Μια Μία Ο Οι Όλα Όμως Όταν Ότι Ούτε Πριν Σε Στα Στη Στην Στις
        Στο Στον Στους Τα Τη Την Της Τι Τις Το Τον Του Τους Των Ωστόσο""",
}
TURKISH = {
    "titles": "Av Doç Dr Gen Hz Op Prof Sn Yrd bkz örn yak",
    "abbreviations": "Apt Blv Cad Co Inc Jr Ltd Mah Sok Şti Ş çev ed haz vb vd vs yy",
    "numbered": "No Md s md no",
    "starters": """Ama Ancak Artık Ayrıca Bazı Ben Biz Bu Bugün Bunlar Bunu Bunun Bütün Çünkü Da
        Daha De Dün En Eğer Fakat Gibi Hem Her Herkes Hiç İki Ise İse Kadar Kim Mi Nasıl Ne Neden
        O Onlar Onu Onun Oysa Sen Siz Son Sonra Şimdi Şu Ve Veya Ya Yani Yine""",
}
ARABIC = {
    "titles": "أ د م",
    "abbreviations": "هـ ق.م إلخ الخ",
    "numbered": "ص رقم",
    "starters": "",
}
BY_LANGUAGE = {
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "ru": RUSSIAN,
    "el": GREEK,
    "tr": TURKISH,
    "ar": ARABIC,
}
# Where a number with a period is an ordinal, and a capital letter may follow: `3. Oktober`
ORDINALS = {"de", "tr"}
# Where a sentence may begin with a dash: `– A co?`
SPEECH_DASHES = {"fi", "hu", "no", "pl", "uk"}
