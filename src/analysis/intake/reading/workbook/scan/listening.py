"""Goes through XML without building a tree of it: methods listen to the elements that matter, and nothing else is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from xml.parsers import expat

from analysis.intake.reading.refusal import Unreadable

Attributes = dict[str, str]
Listener = TypeVar("Listener")


class Listeners(dict[str, Listener | None]):
    """The methods that listen to elements, by the element's name with whatever prefix; None for one that nobody listens to."""

    def __init__(self, owner: object, beginning: str) -> None:
        self.owner, self.beginning = owner, beginning

    def __missing__(self, name: str) -> Listener | None:
        self[name] = found = getattr(self.owner, self.beginning + name.rpartition(":")[2], None)
        return found


class XmlListener:
    """Hands each element to ``start_NAME`` and ``end_NAME`` of the class below, where it has them.

    The parser opens no other file, and a part that declares entities has been refused before.
    """

    def __init__(self) -> None:
        self.text: list[str] = []
        self.parser = expat.ParserCreate()
        self.starts: Listeners[Callable[[Attributes], None]] = Listeners(self, "start_")
        self.ends: Listeners[Callable[[], None]] = Listeners(self, "end_")

    def hear(self, content: bytes, part: str) -> None:
        """Go through a part from its beginning to its end. Raises ``Unreadable`` for one that is not XML, or no sheet's or list's."""
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        try:
            self.parser.Parse(content, True)  # noqa: FBT003 -- the library's own way to say that this is all
        except (expat.ExpatError, ValueError, KeyError, OverflowError) as error:
            raise Unreadable("part_damaged", part=part) from error

    def start(self, name: str, attributes: Attributes) -> None:
        """Hand an element that is known to its own method."""
        listener = self.starts[name]
        if listener:
            listener(attributes)

    def end(self, name: str) -> None:
        """Hand the end of an element to its own method."""
        listener = self.ends[name]
        if listener:
            listener()

    def listen(self) -> None:
        """Begin to collect text."""
        self.text = []
        self.parser.CharacterDataHandler = self.text.append

    def heard(self) -> str:
        """Return the text since ``listen``, and stop."""
        self.parser.CharacterDataHandler = None
        return "".join(self.text)
