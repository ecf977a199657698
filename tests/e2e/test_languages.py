"""One page in several languages: indexes, ways between them, and what the table tells."""

import publish
import wire

TEXTS = {
    "index.en.txt": "Harbour Centre\n\nWe help sailors.\n",
    "index.ka.txt": "ნავსადგურის ცენტრი\n\nჩვენ ვეხმარებით მეზღვაურებს.\n",
    "about.en.txt": "About us\n\nWe began long ago.\n",
    "about.ka.txt": "ჩვენ შესახებ\n\nდიდი ხნის წინ დავიწყეთ.\n",
    "about.ru.txt": "О нас\n\nМы начали давно.\n",
    "work.txt": "Our work\n\nWe work hard every day.\n",
    "news/one.en.txt": "Date: 2026-01-02\n\nIt opened\n\nThe doors were opened.\n",
    "news/one.ka.txt": "Date: 2026-01-02\n\nგაიხსნა\n\nკარი გაიხსნა ყველასთვის.\n",
    "news/two.en.txt": "Date: 2026-02-02\n\nIt grew\n\nThe house has grown.\n",
}
SETTINGS = "Title: Harbour\nLanguage: en\n"


def links(current, path):
    return list(publish.links(publish.read(current, path)))


def test_each_language_leads_to_the_others_by_their_own_names(tmp_path):
    current = publish.build(tmp_path, TEXTS, SETTINGS)
    assert links(current, "gemini/about.en.gmi") == [
        ("/about.ka.gmi", "ქართული"), ("/about.ru.gmi", "Русский")]
    assert links(current, "gemini/about.ru.gmi") == [
        ("/about.en.gmi", "English"), ("/about.ka.gmi", "ქართული")]
    assert links(current, "gemini/work.gmi") == []
    assert "1ქართული\t/about.ka.gmi" in publish.read(current, "gopher/about.en.gmi/gophermap")


def test_the_front_page_offers_the_languages_at_once(tmp_path):
    current = publish.build(tmp_path, TEXTS, SETTINGS)
    lines = publish.read(current, "gemini/index.gmi").splitlines()
    assert lines[:3] == ["# Harbour Centre", "=> /index.ka.gmi ქართული",
                         "=> /index.ru.gmi Русский"]
    lines = publish.read(current, "gemini/index.ka.gmi").splitlines()
    assert lines[:3] == ["# ნავსადგურის ცენტრი", "=> /index.ru.gmi Русский",
                         "=> / English"]


def test_an_index_shows_its_language_or_the_capsules_labelled(tmp_path):
    current = publish.build(tmp_path, TEXTS, SETTINGS)
    assert links(current, "gemini/index.ka.gmi")[2:] == [
        ("/about.ka.gmi", "ჩვენ შესახებ"),
        ("/work.gmi", "Our work (English)"),
        ("/news/two.en.gmi", "2026-02-02 It grew (English)"),
        ("/news/one.ka.gmi", "2026-01-02 გაიხსნა"),
        ("/news/latest.ka.gmi", "ბოლო სიახლეები ერთ გვერდზე"),
        ("/news/index.ka.gmi", "ყველა სიახლე"),
        ("/search.ka", "ძიება")]
    assert links(current, "gemini/index.gmi")[2:4] == [
        ("/about.en.gmi", "About us"), ("/work.gmi", "Our work")]
    assert "(English)" not in publish.read(current, "gemini/index.gmi")


def test_a_name_in_a_text_leads_to_the_edition_of_its_page(tmp_path):
    current = publish.build(tmp_path, {
        **TEXTS, "index.ka.txt": "ნავსადგური\n\nიხილეთ news/ და about.txt და about.en.txt.\n",
        "index.en.txt": "Harbour\n\nSee news/ and about.txt.\n"}, SETTINGS)
    assert links(current, "gemini/index.ka.gmi")[2:] == [
        ("/news/index.ka.gmi", "სიახლეები"), ("/about.ka.gmi", "ჩვენ შესახებ"),
        ("/about.en.gmi", "About us"), ("/work.gmi", "Our work (English)"),
        ("/news/two.en.gmi", "2026-02-02 It grew (English)"),
        ("/news/one.ka.gmi", "2026-01-02 გაიხსნა"),
        ("/news/latest.ka.gmi", "ბოლო სიახლეები ერთ გვერდზე"), ("/search.ka", "ძიება")]
    menu = publish.read(current, "gopher/index.ka.gmi/gophermap")
    assert menu.count("\t/news/index.ka.gmi") == 1 and "\t/news/\n" not in menu
    assert links(current, "gemini/index.gmi")[2:4] == [("/news/", "News"),
                                                       ("/about.en.gmi", "About us")]


def test_a_name_follows_a_translation_that_comes_later(tmp_path):
    texts = {**TEXTS, "work.ka.txt": "საქმე\n\nიხილეთ plan.txt აქ.\n",
             "plan.txt": "Plan\n\nIt is short.\n"}
    current = publish.build(tmp_path, texts, SETTINGS)
    assert ("/plan.gmi", "Plan") in links(current, "gemini/work.ka.gmi")
    publish.build(tmp_path, {"plan.ka.txt": "გეგმა\n\nმოკლეა.\n"})
    assert ("/plan.ka.gmi", "გეგმა") in links(current, "gemini/work.ka.gmi")


def test_news_have_an_index_in_each_language(tmp_path):
    current = publish.build(tmp_path, TEXTS, SETTINGS)
    text = publish.read(current, "gemini/news/index.ka.gmi")
    assert text.startswith("# Harbour: სიახლეები\n")
    assert ("/news/atom.ka.xml", "Atom-არხი") in publish.links(text)
    assert not (current / "gemini/news/index.ru.gmi").exists()
    assert links(current, "gemini/news/one.ka.gmi") == [
        ("/news/two.en.gmi", "უფრო ახალი: It grew (English)"), ("/news/one.en.gmi", "English")]


def test_the_table_tells_languages(tmp_path):
    current = publish.build(tmp_path, TEXTS, SETTINGS)
    told = publish.table(current)
    for path, lang in (("/about.ka.gmi", "ka"), ("/about.ru.gmi", "ru"), ("/work.gmi", "en"),
                       ("/index.gmi", "en"), ("/index.ru.gmi", "ru"),
                       ("/news/index.ka.gmi", "ka")):
        assert told[path]["lang"] == lang


def test_a_script_tells_the_language_where_no_name_does(tmp_path):
    current = publish.build(tmp_path, {**TEXTS, "letter.txt": TEXTS["about.ka.txt"]}, SETTINGS)
    assert publish.table(current)["/letter.gmi"]["lang"] == "ka"
    assert ("/letter.gmi", "ჩვენ შესახებ") in links(current, "gemini/index.ka.gmi")
    assert ("/letter.gmi", "ჩვენ შესახებ (ქართული)") in links(current, "gemini/index.gmi")


def test_one_text_of_many_does_not_tell_the_language_of_all(tmp_path):
    texts = {"a.txt": "ჩვენ შესახებ\n\nბიბლიოთეკა თბილისში.\n", "news/n.txt": "It opened\n\nToday.\n",
             "work.txt": "Our work\n\nWe work.\n", "you.txt": "You\n\nCome and see.\n"}
    current = publish.build(tmp_path, texts)
    assert "\n## News\n" in publish.read(current, "gemini/index.gmi")
    publish.build(tmp_path, {"index.txt": "ნავსადგური\n\nკეთილი იყოს თქვენი მობრძანება.\n"})
    assert "\n## სიახლეები\n" in publish.read(current, "gemini/index.gmi")


def test_one_language_says_nothing_of_languages(tmp_path):
    current = publish.build(tmp_path, {"a.txt": TEXTS["about.ka.txt"],
                                       "plan.no.txt": "A plan\n\nIt is none.\n"})
    front = publish.read(current, "gemini/index.gmi")
    assert front.startswith("# მთავარი\n")
    assert "(" not in front
    assert (current / "gemini/plan.no.gmi").is_file()
    assert not (current / "gemini/index.ka.gmi").exists()


def test_a_capsule_of_suffixes_alone(tmp_path):
    current = publish.build(tmp_path, {name: text for name, text in TEXTS.items()
                                       if name.startswith("about")})
    assert ("/about.en.gmi", "About us") in links(current, "gemini/index.gmi")
    assert ("/about.ru.gmi", "О нас") in links(current, "gemini/index.ru.gmi")


def test_over_both_wires(serve, folder):
    publish.build(folder, TEXTS, SETTINGS)
    _, server = serve(folder / "public")
    reply = wire.get(server, "/about.ka.gmi")
    assert reply.meta == "text/gemini;lang=ka" or "lang=ka" in reply.meta
    menu = wire.menu(server, wire.line("/index.ka.gmi"))
    assert "English" in [item.display for item in menu]
