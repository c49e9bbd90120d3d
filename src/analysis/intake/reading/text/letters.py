"""Which letters the bytes of a text stand for: told by the bytes where they can tell, else by which letters make words."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from analysis.intake.reading.refusal import KEYS, Unreadable
from analysis.intake.sheets import Finding

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
SAMPLE = 4_000
ASCII = 128
END_OF_FILE = b"\x1a"  # of a time when files did not know their length
CODEPAGE = re.compile(rb'(?:^|;)\s*CODEPAGE\s*=\s*"([\w.-]{1,40})"')
MOST_ZEROS = 0.3  # of every other byte: then the text is of two bytes a letter
ONE_BYTE = ("windows-1252", "macintosh", "cp850")
SPOKEN = {
    "windows-1252": "Windows-1252",
    "macintosh": "MacRoman",
    "cp850": "IBM850",
    "iso8859-15": "Latin-9",
    "iso8859-1": "Latin-1",
}
# Letters of the languages around, by their numbers in Latin-1, and signs that stand between words.
LETTERS = frozenset(bytes.fromhex("e6f8e5c6d8c5e9c9fcdcf6d6e4c4dfe8e0e7eaebf1f3e1edfaf4d1d3c1cddaf0d0fedefd").decode("latin-1"))
SIGNS = frozenset(
    "\xa0\xb2\xb3\xb9\xb0\xa7\xbd\xbc\xbe\xab\xbb\xb4\xb1\xb5\xb7\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2026\u2022\u20ac\xa3"
)
IN_WORDS = frozenset("\u2019\u2013\xb4\xad\xa0")
ALONE = re.compile(r"[^\x00-\x7f]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1b\x7f]")
# A letter of UTF-8, which takes two bytes, and one of Windows that stands where no such letter can.
TWO_BYTES, ONE_ALONE = re.compile(rb"\xc3[\x80-\xbf]"), re.compile(rb"(?<!\xc3)[\xe6\xf8\xe5\xc6\xd8\xc5](?![\x80-\xbf])")
LOST = "�"


@dataclass(frozen=True)
class Text:
    """A text and the name of its encoding; ``finding`` is what has to be said of how it was found."""

    text: str
    encoding: str
    finding: Finding | None = None


def declared_encoding(content: bytes) -> str:
    """Return the encoding that a PX file says it is in; empty for one that does not say, and for other files."""
    said = CODEPAGE.search(content[:SAMPLE])
    try:
        return codecs.lookup(said[1].decode("ascii")).name if said else ""
    except LookupError:
        return ""


def text_of(content: bytes, declared: str = "") -> Text:
    """Return the text of a file, which may say itself what encoding it is in.

    Raises ``Unreadable`` for bytes that are no text, or whose letters are lost or mixed up.
    """
    found = decoded(content.rstrip(END_OF_FILE), declared)
    if CONTROL.search(found.text):
        raise Unreadable("binary")
    refuse_lost(found.text)
    return found


def decoded(content: bytes, declared: str) -> Text:
    """Return the text by its mark, by the zeros of two-byte letters, as UTF-8, or by the one-byte encoding that fits best."""
    found = by_bytes(content) or one_byte(content, declared)
    if not declared or found.text.isascii() or found.encoding.removesuffix("-sig") == declared:
        return found
    values = {"declared": declared, "encoding": SPOKEN.get(found.encoding, found.encoding.upper())}
    return Text(found.text, found.encoding, Finding("warn", KEYS + "codepage", values=values))


def by_bytes(content: bytes) -> Text | None:
    """Return the text where its bytes leave no doubt; None where each byte may be a letter of its own."""
    for mark, codec, name in MARKS:
        if content.startswith(mark):
            return Text(strictly(content, codec), name)
    wide = wide_encoding(content)
    if wide:
        return Text(strictly(content, wide), wide)
    try:
        return Text(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def strictly(content: bytes, codec: str) -> str:
    """Return a text whose encoding is known; what does not fit it is cut off or damaged."""
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise Unreadable("bytes_damaged", encoding=codec, place=error.start) from error


def wide_encoding(content: bytes) -> str:
    """Return the encoding of a text of two bytes a letter without a mark; empty for another text."""
    even, odd = content[:SAMPLE:2], content[1:SAMPLE:2]
    zeros = even.count(0) / max(len(even), 1), odd.count(0) / max(len(odd), 1)
    if max(zeros) < MOST_ZEROS or min(zeros) > 0:
        return ""
    return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"


def one_byte(content: bytes, declared: str) -> Text:
    """Return the text in the one-byte encoding that makes most sense; which it is, is said and never only guessed."""
    if mixed(content):
        raise Unreadable("letters_mixed")
    points = {name: sense(content, name) for name in ONE_BYTE}
    best = max(ONE_BYTE, key=lambda name: points[name])
    if declared and sense(content, declared) >= points[best]:
        return Text(content.decode(declared), declared)
    if points[best] <= 0:
        raise Unreadable("letters_unknown", byte=f"{next(byte for byte in content if byte >= ASCII):02X}")
    text = content.decode(best)
    sure = best == ONE_BYTE[0] and all(points[best] > points[name] for name in ONE_BYTE[1:])
    finding = Finding("warn" if sure else "ask", KEYS + ("one_byte" if sure else "one_byte_doubted"), values=example(text, best))
    return Text(text, best, finding)


def sense(content: bytes, name: str) -> float:
    """Return how much sense the letters beyond ASCII make in an encoding: letters of western Europe in words, less all else."""
    try:
        text = content.decode(name)
    except UnicodeDecodeError:
        return -1.0
    return sum(sense_of(text, found.start()) for found in ALONE.finditer(text))


def sense_of(text: str, place: int) -> float:
    """Return how much sense one letter or sign makes between its neighbours: letters in words, signs between words."""
    before, letter, after = text[max(place - 1, 0) : place], text[place], text[place + 1 : place + 2]
    in_word = before.isalpha() or after.isalpha()
    if letter in LETTERS and not (before.isdigit() and after.isdigit()):
        odd = letter.isupper() and before.islower()
        return 0.5 if odd or not in_word else 1.0
    if letter in SIGNS:
        return -0.5 if before.isalpha() and after.isalpha() and letter not in IN_WORDS else 0.5
    return -1.0


def mixed(content: bytes) -> bool:
    """Return whether a text that is not UTF-8 holds letters that are: two files were put together."""
    return TWO_BYTES.search(content) is not None and ONE_ALONE.search(content) is not None


def example(text: str, name: str) -> dict[str, object]:
    """Return the encoding's name and a word that shows what it makes of the letters."""
    words = re.findall(r"\w*[^\W\x00-\x7f]\w*", text)
    return {"encoding": SPOKEN[name], "word": next(iter(words), text[:20])}


# UTF-8 that was read as another encoding: two or three signs where one letter was.
GARBLED = {
    "windows-1252": re.compile("[\xc2\xc3][^\x00-\x7f]|\xe2\u20ac[^\x00-\x7f]"),
    "macintosh": re.compile("\u221a[^\x00-\x7f]"),
    "cp850": re.compile("\u251c[^\x00-\x7f]"),
}


def refuse_lost(text: str) -> None:
    """Refuse a text in which letters are lost, or stand as the two signs that their bytes are in another encoding."""
    if LOST in text:
        raise Unreadable("letters_lost", word=word_at(text, text.index(LOST)))
    for name, pattern in GARBLED.items():
        for found in pattern.finditer(text):
            letter = mended(found[0], name)
            if letter:
                raise Unreadable("letters_garbled", word=word_at(text, found.start()), letter=letter)


def mended(signs: str, name: str) -> str:
    """Return the letter that some signs were before they were read as an encoding; empty where they were none."""
    try:
        letter = signs.encode(name).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""
    return letter if letter in LETTERS | SIGNS else ""


def word_at(text: str, place: int) -> str:
    """Return the word that a place is in, as it stands."""
    before = re.search(r"[^\s;,|\"]{0,20}\Z", text[max(place - 20, 0) : place])
    after = re.match(r"[^\s;,|\"]{0,20}", text[place : place + 20])
    return (before[0] if before else "") + (after[0] if after else "")
