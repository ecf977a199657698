"""Each charset that is named anywhere, by every way to name it, and found without a name."""

import os
import subprocess
from pathlib import Path

import pytest

KAPSULA = Path(os.environ.get("KAPSULA_BUILD", "build")).resolve() / "kapsula"
TUTORS = next(iter(Path("/usr/share/vim").glob("vim*/tutor")), Path("/nowhere"))
TEXTS = {
    "Georgian": "დილით პორტში პატარა გემი შემოვიდა და მეზღვაურებმა ნაპირზე ცხელი სუპი მიიღეს. "
                "საღამოს სახლში მუსიკა ისმოდა, ხოლო ბავშვები ძველ წიგნებს კითხულობდნენ.",
    "Armenian": "Առավոտյան նավահանգիստ մտավ մի փոքր նավ և նավաստիները տաք ապուր ստացան։ "
                "Երեկոյան տանը երաժշտություն էր հնչում, իսկ երեխաները հին գրքեր էին կարդում։",
    "Russian": "Утром в гавань вошёл небольшой корабль, и матросы получили горячий суп. "
               "Вечером в доме звучала музыка, а дети читали старые книги.",
    "Ukrainian": "Вранці до гавані зайшов невеликий корабель, і моряки отримали гарячий суп. "
                 "Увечері в домі лунала музика, а діти читали старі книжки її бібліотеки.",
    "French": "Le matin, un petit bateau entra dans le port et les marins reçurent une soupe. "
              "Le soir, la maison était animée : « à bientôt », disaient les enfants émus.",
    "Arabic": "دخلت سفينة صغيرة إلى المرفأ في الصباح وتناول البحارة حساء ساخنا. "
              "وفي المساء سمعت الموسيقى في البيت وقرأ الأطفال كتبا قديمة من المكتبة.",
}
CHARSETS = {"GEORGIAN-PS": "Georgian", "GEORGIAN-ACADEMY": "Georgian", "ARMSCII-8": "Armenian",
            "KOI8-R": "Russian", "KOI8-U": "Ukrainian", "CP1251": "Russian", "CP1252": "French",
            "CP1256": "Arabic", "UTF-16LE": "Russian", "UTF-16BE": "Georgian",
            "ISO-8859-5": "Russian", "IBM866": "Russian"}
WITH_HEADER = [name for name in CHARSETS if not name.startswith("UTF-16")]
TWINS = {"cs": "cs", "cs.cp1250": "cs", "da": "da", "de": "de", "el": "el", "el.cp737": "el", "es": "es",
         "fr": "fr", "hr": "hr", "hr.cp1250": "hr", "hu": "hu", "hu.cp1250": "hu", "ja.euc": "ja",
         "ja.sjis": "ja", "ko.euc": "ko", "pl": "pl", "pl.cp1250": "pl", "ru": "ru", "ru.cp1251": "ru",
         "sk": "sk", "sk.cp1250": "sk", "sr.cp1250": "sr", "sv": "sv", "tr.iso9": "tr", "zh.euc": "zh_cn"}
SLIPS = 1  # line in which two such files differ themselves, at most


def convert(*words, stdin):
    done = subprocess.run([KAPSULA, "convert", *words], input=stdin, capture_output=True, timeout=60,
                          check=True)
    return done.stdout.decode(), done.stderr.decode()


def encoded(text, charset):
    return subprocess.run(["iconv", "-f", "UTF-8", "-t", charset], input=text.encode(),
                          capture_output=True, check=True).stdout


@pytest.mark.parametrize("charset", CHARSETS)
def test_by_option(charset):
    text = TEXTS[CHARSETS[charset]]
    out, told = convert("--explain", "--charset", charset, stdin=encoded(text, charset))
    assert out == text + "\n"
    assert f"0: charset (R0 given by name): {charset}\n" in told


@pytest.mark.parametrize("charset", WITH_HEADER)
def test_by_front_matter(charset):
    text = TEXTS[CHARSETS[charset]]
    out, _ = convert(stdin=encoded(f"Charset: {charset}\n\n{text}\n", charset))
    assert out == text + "\n"


@pytest.mark.parametrize("charset", CHARSETS)
def test_found_without_a_name(charset):
    text = TEXTS[CHARSETS[charset]]
    out, told = convert("--explain", stdin=encoded(text, charset))
    assert out == text + "\n", told.splitlines()[0]


@pytest.mark.parametrize("charset", WITH_HEADER)
def test_by_the_capsules_default(tmp_path, charset):
    text = TEXTS[CHARSETS[charset]]
    words = " ".join(text.split()[:2])  # too few for a guess
    (tmp_path / "text").mkdir()
    (tmp_path / "capsule.txt").write_text(f"Title: Harbour\nCharset: {charset}\n", encoding="ascii")
    (tmp_path / "text/page.txt").write_bytes(encoded(words + ".\n", charset))
    subprocess.run([KAPSULA, "build", tmp_path], check=True, capture_output=True)
    page = (tmp_path / "public/current/gemini/page.gmi").read_text(encoding="utf-8")
    assert words in page


@pytest.mark.parametrize("name", TWINS)
def test_a_tutor_reads_as_its_twin(name):
    path, twin = TUTORS / f"tutor.{name}", TUTORS / f"tutor.{TWINS[name]}.utf-8"
    if not path.exists() or not twin.exists():
        pytest.skip("not installed")
    lines = convert(stdin=path.read_bytes())[0].splitlines()
    wanted = convert(stdin=twin.read_bytes())[0].splitlines()
    assert len(lines) == len(wanted)
    assert sum(a != b for a, b in zip(lines, wanted)) <= SLIPS


def test_a_wrong_byte_is_replaced_and_told():
    source = "Первая строка.\nВторая, с ".encode() + b"\xff" + " внутри.\n".encode()
    out, told = convert("--explain", "--charset", "UTF-8", stdin=source)
    assert "с \N{REPLACEMENT CHARACTER} внутри" in out
    assert "2: wrong byte replaced (R0 not in the charset): 0xFF in column 11\n" in told


def test_a_byte_that_the_charset_has_not_is_told():
    out, told = convert("--explain", "--charset", "ARMSCII-8", stdin=b"one\ntwo \xa0\xff three\n")
    assert out.count("\N{REPLACEMENT CHARACTER}") == told.count("wrong byte replaced") > 0
    assert "2: wrong byte replaced" in told
