"""In which order WordprocessingML's elements hold their children (ISO/IEC 29500-1, wml.xsd): Word calls a file unreadable over less."""

from docx.oxml.ns import qn

PARAGRAPH = """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens
kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing
mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"""
RUN = """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color
spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"""
CELL = """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"""
SETTINGS = """writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape
printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts saveSubsetFonts
saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors
hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter
stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection
autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone
doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting
bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery
displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin
doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter
noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText
doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields
hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping
doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary
shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"""
EDGES = "top left start bottom right end insideH insideV tl2br tr2bl between bar"
WORD = qn("w:x")[:-1]  # newer programs put elements of their own beside those of the schema
ORDER = {
    "pPr": PARAGRAPH,
    "rPr": RUN,
    "tcPr": CELL,
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders
        shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange""",
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols
        formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange""",
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal
        personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr""",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "p": "pPr bookmarkStart r hyperlink bookmarkEnd",
    "hyperlink": "r",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "settings": SETTINGS,
    "tblBorders": EDGES,
    "tcBorders": EDGES,
    "pBdr": EDGES,
    "tblCellMar": EDGES,
    "tcMar": EDGES,
    "numPr": "ilvl numId",
}
# Those whose children may come more than once, and of a paragraph, in turns.
MANY = {"sectPr", "style", "styles", "abstractNum", "numbering", "tbl", "tr", "tc", "lvl", "hyperlink"}
IN_TURNS = {"p", "sectPr"}
# An element that must stand last in a cell, whatever else does.
LAST_IN_CELL = qn("w:p")


def misplaced(root):
    """The elements below ``root`` that hold a child that the schema does not know there, or one in the wrong place."""
    return [found for element in root.iter() if isinstance(element.tag, str) for found in misplaced_in(element)]


def misplaced_in(element):
    name = element.tag.rpartition("}")[2]
    if element.tag != qn(f"w:{name}") or name not in ORDER:
        return
    order = ORDER[name].split()
    held = [child.tag.rpartition("}")[2] for child in element if str(child.tag).startswith(WORD)]
    places = [order.index(child) for child in held if child in order]
    yield from (f"{name} holds {child}" for child in held if child not in order)
    if name not in IN_TURNS and places != sorted(places):
        yield f"{name} holds its children in the order {held}"
    if name in IN_TURNS and order[0] in held[1:] and name == "p":
        yield f"{name} does not begin with {order[0]}"
    if name not in MANY and name != "p" and len(set(held)) != len(held):
        yield f"{name} holds one of {held} twice"
    if name == "tc" and (not len(element) or element[-1].tag != LAST_IN_CELL):
        yield "tc does not end with a paragraph"
