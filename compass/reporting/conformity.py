"""What makes one PDF conform to PDF/A-3a and PDF/UA-1 at once: WeasyPrint writes the marks of one of them."""

from __future__ import annotations

from typing import Any

VARIANT = "pdf/a-3a"
_END = b"</rdf:RDF>"
_UA_MARK = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""The mark of PDF/UA, and the schema by which PDF/A allows a property that is not its own (ISO 19005-3, 6.6.2.3)."""
_TWO_ENDS = b"\r\nendstream"
"""A compressed stream that happens to end in CR: readers take it for a part of the line end, so it is kept plain."""


def conform(_: Any, pdf: Any, padding: int = 0) -> None:
    """Mark a PDF/A file as PDF/UA too, with metadata that are not compressed and each enclosed file named once.

    This is a finisher of WeasyPrint. `padding` puts line ends behind the metadata and as many empty objects into the
    file: every later place moves, and the stream of objects is another.
    """
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    content = b"".join(metadata.stream)
    if content.count(_END) != 1:
        raise RuntimeError("the metadata are not as WeasyPrint 70 writes them")
    metadata.stream = [content.replace(_END, _UA_MARK + _END) + b"\n" * padding]
    metadata.compress = False
    for _each in range(padding):
        pdf.add_object(type(pdf.catalog)())
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for each in pdf.objects:
        if getattr(each, "compress", False) and each.data.endswith(_TWO_ENDS):
            each.compress = False


def has_two_ends(data: bytes) -> bool:
    """Say whether the stream of objects or the table of places, the last streams of a file, happens to end in CR: they
    are made after `conform`."""
    streams = data.rsplit(b"endstream", 3)[:-1]
    return any(each.endswith(_TWO_ENDS.removesuffix(b"endstream")) for each in streams[-2:])
