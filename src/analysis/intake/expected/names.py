"""Keys made of names that people wrote: of letters that every system can have in the name of a file."""

from __future__ import annotations

import re
import unicodedata
import zlib

LONGEST = 60
# Letters that fall apart into none of a-z: by their numbers in Unicode, and how they are spelled.
SPELLED = {0xE6: "ae", 0xF8: "oe", 0xE5: "aa", 0xDF: "ss", 0xF0: "d", 0xFE: "th"}
# Windows has no file of these names, with whatever ending.
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")


def key_of(name: str) -> str:
    """Return a name as a key: small letters a-z, digits and hyphens, at most 60.

    A name that is cut off, has no such letter, or is a device's on Windows is told from others by a short hash at its end.
    """
    spelled = unicodedata.normalize("NFKC", name).lower().translate(SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if key and len(key) <= LONGEST and not RESERVED.fullmatch(key):
        return key
    return f"{key[: LONGEST - 9].strip('-')}-{zlib.crc32(name.encode()):08x}".lstrip("-")
