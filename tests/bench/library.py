"""A large capsule: pages and news in three scripts, their words as unevenly frequent as in life, the
same at each run."""

import itertools
import random

BYTES_A_PAGE = 3000
SYLLABLES = {
    "en": ["".join(pair) for pair in itertools.product("bcdfghlmnprstvw", "aeiou")],
    "ka": ["".join(pair) for pair in itertools.product("ბგდვზთკლმნპრსტფქღშჩცძწჭხ", "აეიოუ")],
    "ru": ["".join(pair) for pair in itertools.product("бвгджзклмнпрстфхцчш", "аеиоуы")],
}
ENDINGS = {"en": ["", "", "s", "ed"], "ka": ["ი", "ის", "ში", "ები"], "ru": ["", "а", "ов", "ами"]}
STEMS = 8000


class Vocabulary:
    """Words of one language; the n-th is as frequent as 1 / n."""

    def __init__(self, language):
        self.chance = random.Random(language)
        self.endings = ENDINGS[language]
        self.stems = ["".join(self.chance.choices(SYLLABLES[language], k=1 + number % 4))
                      for number in range(STEMS)]
        self.weights = list(itertools.accumulate(1 / (1 + number) for number in range(STEMS)))

    def words(self, count):
        stems = self.chance.choices(self.stems, cum_weights=self.weights, k=count)
        return [stem + self.chance.choice(self.endings) for stem in stems]


def wrap(words):
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 70:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    return "\n".join([*lines, line + "."])


def text(vocabulary):
    paragraphs, size = [" ".join(vocabulary.words(4)).capitalize()], 0
    while size < BYTES_A_PAGE:
        paragraphs.append(wrap(vocabulary.words(60)).capitalize())
        size += len(paragraphs[-1].encode())
    return "\n\n".join(paragraphs) + "\n"


def name(number, language):
    if number % 4 == 0:
        return f"page-{number}.{language}.txt"
    return f"news/{2007 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}-{number}.{language}.txt"


def write(folder, count):
    """Makes the source of a capsule; {language: its vocabulary}."""
    vocabularies = {language: Vocabulary(language) for language in SYLLABLES}
    (folder / "text/news").mkdir(parents=True)
    for number, language in zip(range(count), itertools.cycle(vocabularies)):
        path = folder / "text" / name(number, language)
        path.write_text(text(vocabularies[language]), encoding="utf-8")
    return vocabularies
