"""The catalogue for data portals: readable as RDF, with everything that DCAT-AP-DK asks for, of the classes that it asks for."""

import hashlib
import json

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD
from test_output_package import view_with

from analysis.data import Licence
from analysis.output.download.catalogue import Taken, catalogue
from analysis.output.edition import archive_files, data_files

# The library's own reader of JSON-LD uses what the library no longer recommends.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

SPDX, VCARD = Namespace("http://spdx.org/rdf/terms#"), Namespace("http://www.w3.org/2006/vcard/ns#")
BOOK = "https://status.example"
FIELDS = {
    "address": BOOK,
    "publisher": "Sekretariatet",
    "url": "https://udgiver.example",
    "contact": "status@udgiver.example",
    "licence": Licence(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/"),
}
# What the profile's shapes ask for: of each class the properties that must be there, and of which class others' values are.
MANDATORY = {
    DCAT.Catalog: {DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset},
    DCAT.Dataset: {DCTERMS.title, DCTERMS.description, DCTERMS.publisher},
    DCAT.Distribution: {DCAT.accessURL},
    FOAF.Agent: {FOAF.name},
    SPDX.Checksum: {SPDX.algorithm, SPDX.checksumValue},
    SKOS.Concept: {SKOS.prefLabel},
}
RECOMMENDED = {
    DCAT.Catalog: {DCTERMS.language, FOAF.homepage, DCTERMS.license, DCTERMS.modified},
    DCAT.Dataset: {
        DCAT.distribution,
        DCAT.contactPoint,
        DCAT.theme,
        DCAT.landingPage,
        DCTERMS.identifier,
        DCTERMS.issued,
        DCTERMS.language,
        DCTERMS.temporal,
        DCTERMS.accrualPeriodicity,
    },
    DCAT.Distribution: {DCTERMS.license, DCTERMS.format},
}
CLASSES = {
    DCTERMS.publisher: FOAF.Agent,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.format: DCTERMS.MediaTypeOrExtent,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS.temporal: DCTERMS.PeriodOfTime,
    DCTERMS.spatial: DCTERMS.Location,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
    DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.theme: SKOS.Concept,
    DCAT.dataset: DCAT.Dataset,
    DCAT.distribution: DCAT.Distribution,
    DCAT.contactPoint: VCARD.Kind,
    DCAT.landingPage: FOAF.Document,
    FOAF.homepage: FOAF.Document,
    SPDX.checksum: SPDX.Checksum,
}
ONCE = {
    DCTERMS.publisher,
    DCTERMS.license,
    DCTERMS.issued,
    DCTERMS.modified,
    DCTERMS.format,
    DCTERMS.accessRights,
    DCTERMS.accrualPeriodicity,
    DCAT.mediaType,
    DCAT.byteSize,
    SPDX.checksum,
    SPDX.checksumValue,
    SPDX.algorithm,
}


@pytest.fixture(scope="module")
def taken(facts_of):
    """Two editions of a partnership that says everything about itself, with their files and archives."""
    views = [view_with(facts_of("own"), year, **FIELDS) for year in (2021, 2022)]
    given = [(view, data_files(view)) for view in views]
    return [Taken(view, files | archive_files(view, files) | {"bilag.pdf": b"x"}) for view, files in given]


def read(content, base="https://et.sted/"):
    return Graph().parse(data=content.decode(), format="json-ld", base=base)


@pytest.fixture(scope="module")
def graph(taken):
    return read(catalogue(taken))


@pytest.mark.parametrize("wanted", [MANDATORY, RECOMMENDED], ids=["mandatory", "recommended"])
def test_what_the_profile_asks_for_is_there(graph, wanted):
    """Of each thing of each class."""
    for kind, properties in wanted.items():
        things = set(graph.subjects(RDF.type, kind))
        assert things, kind
        for thing in things:
            assert properties - set(graph.predicates(thing)) == set(), (kind, thing)


def test_what_is_pointed_at_is_of_the_class_that_the_profile_wants(graph):
    """A portal that checks strictly looks for these in the graph itself."""
    for predicate, kind in CLASSES.items():
        found = set(graph.objects(None, predicate))
        assert found, predicate
        assert {thing for thing in found if (thing, RDF.type, kind) not in graph} == set(), predicate


def test_what_may_be_said_once_is_said_once(graph):
    """For each thing and property with such a limit."""
    for predicate in ONCE:
        for thing in set(graph.subjects(predicate, None)):
            assert len(set(graph.objects(thing, predicate))) == 1, (thing, predicate)


def test_numbers_days_and_texts_have_their_types(graph):
    """Sizes are decimals, days days, checksums hexadecimal, texts Danish."""
    types = {DCAT.byteSize: XSD.decimal, DCTERMS.issued: XSD.date, DCTERMS.modified: XSD.date, SPDX.checksumValue: XSD.hexBinary}
    for predicate, kind in types.items():
        assert {found.datatype for found in graph.objects(None, predicate)} == {kind}
    assert {said.language for said in graph.objects(None, DCTERMS.title)} == {"da"}


def test_an_edition_covers_the_years_of_its_figures(graph, taken):
    """From the first to the last, money that is granted for years to come included."""
    for edition in taken:
        dataset = next(graph.subjects(DCTERMS.identifier, Literal(f"{edition.view.known.partnership.id}-{edition.view.year}")))
        period = graph.value(dataset, DCTERMS.temporal)
        years = [row.year for row in edition.view.rows.table if row.measure == "observed"]
        assert str(graph.value(period, DCAT.startDate)) == f"{min(years)}-01-01"
        assert str(graph.value(period, DCAT.endDate)) == f"{max(years)}-12-31"


def test_every_edition_and_every_data_file_is_there(graph, taken):
    """With its address on the web, size and checksum; what is no data is not."""
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == len(taken)
    for edition in taken:
        for name, content in edition.files.items():
            place = URIRef(f"{BOOK}/{edition.view.year}/hent/{name}")
            found = list(graph.subjects(DCAT.downloadURL, place))
            assert len(found) == (0 if name.endswith(".pdf") else 1), name
            for thing in found:
                assert int(graph.value(thing, DCAT.byteSize)) == len(content)
                checksum = graph.value(graph.value(thing, SPDX.checksum), SPDX.checksumValue)
                assert str(checksum).lower() == hashlib.sha1(content).hexdigest()


def test_contact_and_publisher(graph):
    """An address of mail is one that a program can write to."""
    assert (None, VCARD.hasEmail, URIRef("mailto:status@udgiver.example")) in graph
    assert {str(said) for said in graph.objects(None, FOAF.name)} == {"Sekretariatet"}


def test_a_book_without_an_address_has_addresses_from_its_own_place(facts_of):
    """They work wherever the book lies; what the partnership does not say is left out."""
    view = view_with(facts_of("own"), 2022, address="", licence=None, contact="", publisher="")
    said = catalogue([Taken(view, data_files(view))])
    graph = read(said, "https://anden.vaert/bog/katalog.jsonld")
    assert URIRef("https://anden.vaert/bog/2022/hent/resultater-2022.csv") in set(graph.objects(None, DCAT.downloadURL))
    assert not list(graph.objects(None, DCTERMS.license)) + list(graph.objects(None, DCAT.contactPoint))
    assert json.loads(said)["dct:publisher"]["foaf:name"]["@value"] == view.known.partnership.name


def test_a_telephone_is_no_address_of_mail(facts_of):
    """It is said as it stands."""
    view = view_with(facts_of("own"), 2022, contact="33 66 33 66")
    graph = read(catalogue([Taken(view, data_files(view))]))
    assert not list(graph.objects(None, VCARD.hasEmail))
    assert [str(said) for said in graph.objects(None, VCARD.fn)] == ["33 66 33 66"]


@pytest.mark.parametrize("name", ["mini", "broad"])
def test_another_partnership_has_one_too(view_of, name):
    """Nothing in it is of one partnership."""
    view = view_of(name, 2033)
    graph = read(catalogue([Taken(view, data_files(view))]))
    assert {str(said) for said in graph.objects(None, FOAF.name)} == {
        view.known.partnership.publisher or view.known.partnership.name
    }


def test_a_book_without_editions_has_no_catalogue():
    """There is nothing to list."""
    with pytest.raises(ValueError, match=r"^$"):
        catalogue([])
