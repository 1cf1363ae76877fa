"""The files of the sample documents: each document has one, and it is what its media type says."""

import re
import struct
import zlib
from collections import Counter

import pytest

from core.sample_data.reading import FILES, read, read_file

DOCUMENTS = {row["file"]: row for row in read("documents")}


def files(content_type: str) -> list[str]:
    names = [name for name, row in DOCUMENTS.items() if row["content_type"].split(";")[0] == content_type]
    assert names
    return names


def test_every_sample_document_has_a_file_of_its_own_and_no_file_is_left_over() -> None:
    assert len(DOCUMENTS) == len(read("documents")) == 50
    assert sorted(path.name for path in FILES.iterdir()) == sorted(DOCUMENTS)


def test_the_sample_files_are_of_five_kinds() -> None:
    kinds = Counter(name.rpartition(".")[2] for name in DOCUMENTS)
    assert kinds == {"md": 16, "txt": 12, "csv": 10, "pdf": 6, "png": 6}
    assert all(row["filename"].rpartition(".")[2] == name.rpartition(".")[2] for name, row in DOCUMENTS.items())


@pytest.mark.parametrize("name", [*files("text/markdown"), *files("text/plain"), *files("text/csv")])
def test_a_sample_text_is_utf8_and_ends_with_a_line_end(name: str) -> None:
    assert read_file(DOCUMENTS[name]).decode().endswith("\n")


@pytest.mark.parametrize("name", files("text/csv"))
def test_a_sample_table_keeps_the_line_ends_of_rfc_4180(name: str) -> None:
    content = read_file(DOCUMENTS[name])
    assert content.count(b"\n") == content.count(b"\r\n") == 13


@pytest.mark.parametrize("name", files("image/png"))
def test_a_sample_picture_has_whole_chunks_and_as_many_pixels_as_it_says(name: str) -> None:
    content = read_file(DOCUMENTS[name])
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    place, chunks = 8, dict[bytes, bytes]()
    while place < len(content):
        length, kind = struct.unpack_from(">I4s", content, place)
        chunks[kind] = content[place + 8 : place + 8 + length]
        assert content[place + 8 + length :][:4] == struct.pack(">I", zlib.crc32(kind + chunks[kind]))
        place += length + 12
    assert list(chunks) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    width, height = struct.unpack_from(">II", chunks[b"IHDR"])
    assert len(zlib.decompress(chunks[b"IDAT"])) == (width + 1) * height


@pytest.mark.parametrize("name", files("application/pdf"))
def test_the_table_of_a_sample_page_says_where_each_object_begins(name: str) -> None:
    content = read_file(DOCUMENTS[name])
    assert content.startswith(b"%PDF-1.4\n")
    match = re.search(rb"startxref\n(\d+)\n%%EOF\n$", content)
    assert match is not None
    table = content[int(match[1]) :]
    assert table.startswith(b"xref\n0 7\n0000000000 65535 f \n")
    places = re.findall(rb"(\d{10}) 00000 n \n", table)
    assert all(content[int(place) :].startswith(b"%d 0 obj\n" % number) for number, place in enumerate(places, start=1))
    drawing = re.search(rb"<< /Length (\d+) >>\nstream\n(.*)\nendstream", content, re.DOTALL)
    assert drawing is not None
    assert len(drawing[2]) == int(drawing[1])
