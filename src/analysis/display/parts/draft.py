"""What the frame of every page of a draft says."""

from __future__ import annotations

from analysis.display.language.language import Language


def draft_words(say: Language, year: int, parameters: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return what stands on every page of a draft (``draft``), and its mark in titles and in the margin (``draft_mark``).

    With parameters it is a trial, and says which they are.
    """
    given = ", ".join(f"{name} = {value}" for name, value in parameters)
    said = say("draft.trial", year=year, parameters=given) if given else say("draft.banner", year=year)
    return {"draft": said.text, "draft_mark": say.text("draft.mark")}
