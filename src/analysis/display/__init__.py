"""Shows results to readers: Danish text, tables and figures. Takes results, never computes one."""

from analysis.display.chapters import (
    andre,
    index,
    kilder,
    kriminalitet,
    maal,
    midtvejsstatus,
    oekonomi,
    om,
    resume,
    rettelser,
    samarbejde,
    tryghed,
    tryghedsplan,
    udvikling,
)
from analysis.display.own.figure import figure, label, style
from analysis.display.own.table import table
from analysis.display.own.value import text, value
from analysis.display.parts.basis import method
from analysis.display.view.opened import (
    Answers,
    Read,
    forget_reads,
    open_book,
    open_edition,
    open_front,
    reads,
    rows_of_all_editions,
)
from analysis.display.view.view import View

__all__ = [
    "Answers",
    "Read",
    "View",
    "andre",
    "figure",
    "forget_reads",
    "index",
    "kilder",
    "kriminalitet",
    "label",
    "maal",
    "method",
    "midtvejsstatus",
    "oekonomi",
    "om",
    "open_book",
    "open_edition",
    "open_front",
    "reads",
    "resume",
    "rettelser",
    "rows_of_all_editions",
    "samarbejde",
    "style",
    "table",
    "text",
    "tryghed",
    "tryghedsplan",
    "udvikling",
    "value",
]
