"""What a reader works out of hidden counts from the shown ones, in all editions together, and the totals that everybody knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from analysis.indicators import disclosure
from analysis.indicators.disclosure import Attacker, Total
from analysis.indicators.disclosure.tables import groups
from analysis.indicators.kinds.cells import Counts, add_counts, cell_name
from analysis.release.attack.direct import number_of
from analysis.release.attack.found import Found, Shown
from analysis.release.attack.recovered import Recovered
from analysis.release.attack.secrets import Hidden

OBSERVED = "observed"
# Files of several editions can say different numbers of the same row.
Numbers = Mapping[str, Collection[Decimal]]


def shown_numbers(found: Iterable[Found]) -> Numbers:
    """Return the numbers that stand in files, by the id of their row, and of the fact that a row shows as its source gives it."""
    numbers: dict[str, set[Decimal]] = {}
    for one in found:
        number = number_of(one.value) if isinstance(one, Shown) else None
        if isinstance(one, Shown) and number is not None:
            is_fact = len(one.inputs) == 1 and one.measure in (OBSERVED, "baseline")
            for name in (one.id, *(one.inputs if is_fact else ())):
                numbers.setdefault(name, set()).add(number)
    return numbers


@dataclass(frozen=True)
class Table:
    """All counts of the editions as cells. ``seen`` are those that a reader sees or that are public anyway; ``wanted`` are hidden.

    ``true`` has every count that somebody has; ``published`` what owners have published.
    """

    true: Mapping[str, Decimal]
    seen: Mapping[str, Decimal]
    wanted: frozenset[str]
    totals: tuple[Total, ...]
    published: frozenset[str]

    @property
    def hidden(self) -> frozenset[str]:
        """Every cell that a reader does not see, wanted or not."""
        names = self.wanted.union(*(total.names for total in self.totals))
        return names - self.seen.keys()

    @cached_property
    def near(self) -> tuple[Total, ...]:
        """The totals that a wanted cell hangs on."""
        reached, found = set(self.wanted), list[Total]()
        rest, moved = list(self.totals), True
        while moved:
            joined = [total for total in rest if not reached.isdisjoint(total.names)]
            reached |= {name for total in joined for name in total.names if name not in self.seen}
            rest, moved = [total for total in rest if total not in joined], bool(joined)
            found += joined
        return tuple(found)


def table_of(hidden: Sequence[Hidden], numbers: Numbers) -> Table:
    """Return the counts of editions as a reader of some files sees them, who found these ``numbers``."""
    counts, names, gone = Counts(), dict[str, set[str]](), set[str]()
    for one in hidden:
        counts.ids.clear()
        add_counts(one.edition, counts)
        for name, ids in counts.ids.items():
            names.setdefault(name, set()).update(ids)
        gone |= set(cells_without_figure(one))
    concealed = {name for one in hidden for name in one.secrets.hidden}
    seen = {name: value for name, value in counts.cells.items() if any(value in numbers.get(known, ()) for known in names[name])}
    seen |= {name: counts.cells[name] for name in counts.published}
    wanted = {name for name, ids in names.items() if not ids.isdisjoint(concealed)} | gone
    wanted |= {name for name in counts.rests if name in counts.cells or f"{said(name)}=?" in gone}
    totals = tuple(dict.fromkeys(counts.totals))
    return Table(counts.cells, seen, frozenset(wanted - counts.published), totals, frozenset(counts.published))


def cells_without_figure(one: Hidden) -> Iterator[str]:
    """Yield the cells that an edition hides and of which the facts have no figure: withdrawn, or hidden by their source."""
    for series, years in one.edition.history.items():
        if one.edition.facts.indicators[series.indicator].unit == "count":
            for year, settled in years.items():
                if settled.counts.status == "suppressed" and settled.counts.value is None:
                    yield cell_name(series, year, None)


def recovered_by_sums(table: Table, threshold: int, attackers: Collection[Attacker]) -> Iterator[Recovered]:
    """Yield each hidden count that is known, or known to less than the threshold, and by which sum.

    Against insiders only small counts are held, as in the protection, and never what is a part or a whole of their own cell.
    """
    wide = max(threshold, 1)
    for name in sorted(table.wanted & table.seen.keys()):
        yield Recovered(said(name), "sum", said(name))
    unseen = table.wanted - table.seen.keys()
    if not unseen:
        return
    yield from narrow(table, unseen, wide)
    small = {name for name in unseen if name in table.true and 0 < table.true[name] < threshold}
    if "insider" in attackers:
        for insider in sorted(name for name in small if table.true[name] in (1, 2)):
            yield from narrow(table, {name for name in small - {insider} if not are_nested(table, name, insider)}, wide, insider)
    if "group" in attackers:
        yield from whole_groups(table)


def narrow(table: Table, names: Collection[str], wide: int, insider: str | None = None) -> Iterator[Recovered]:
    """Yield the names whose range is narrower than ``wide``."""
    if not names:
        return
    known = dict(table.seen) | ({insider: table.true[insider]} if insider else {})
    hidden = table.hidden
    found = disclosure.ranges(known, table.near, hidden, insider=insider)
    for name in sorted(names):
        low, high = found[name]
        if high - low < wide:
            sums = fewest(table, known, hidden, name, wide, insider)
            yield Recovered(said(name), "insider" if insider else "sum", "; ".join(map(as_sum, sums)))


def fewest(
    table: Table, known: Mapping[str, Decimal], hidden: frozenset[str], name: str, wide: int, insider: str | None
) -> list[Total]:
    """Return the fewest totals that give a cell away."""
    needed = list(table.near)
    for total in table.near:
        fewer = [other for other in needed if other != total]
        low, high = disclosure.ranges(known, fewer, hidden, insider=insider)[name]
        if high - low < wide:
            needed = fewer
    return needed


def are_nested(table: Table, one: str, other: str) -> bool:
    """Tell whether one cell is a part of the other, or of a part of it."""
    return one in parts_below(table, other) or other in parts_below(table, one)


def parts_below(table: Table, name: str) -> set[str]:
    """Return the parts of a cell, and theirs."""
    found, waiting = set[str](), [name]
    while waiting:
        whole = waiting.pop()
        new = {part for total in table.totals if total.whole == whole for part in total.parts} - found
        found |= new
        waiting += new
    return found


def whole_groups(table: Table) -> Iterator[Recovered]:
    """Yield the totals whose people a reader knows to be all in one part."""
    for total, part in groups(table.true, table.near, table.published):
        rest = f"{total.whole} - {part}"
        apart = Total(total.whole, (part, rest))
        hidden = table.hidden | {rest}
        low, high = disclosure.ranges(dict(table.seen), (*table.near, apart), hidden)[rest]
        if high == low:
            yield Recovered(said(part), "group", as_sum(total))


def said(name: str) -> str:
    """Return a cell's name without its count."""
    return name.partition("=")[0]


def as_sum(total: Total) -> str:
    """Return a total in words, without counts."""
    return f"{said(total.whole)} = {' + '.join(map(said, total.parts))}"
