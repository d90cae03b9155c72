#!/usr/bin/env python3
"""Makes fonts/: the sans that maps are labelled in, for map clients as signed distance fields, and for pictures as outlines.

Run by hand when the font or the ranges change; what it makes is committed, so that neither a build nor a service fetches anything.

    python3 -m pip install fontpkg-noto-sans==2.15 fonttools==4.68.0 freetype-py numpy scipy
    python3 scripts/glyphs.py

The ranges are those that names in Britain and Ireland are written in: Latin, with the letters of Welsh, Gaelic and Cornish, and the
dashes and quotation marks of General Punctuation. Other ranges are served as empty ones.
"""

from importlib.resources import files
from io import BytesIO
from pathlib import Path

import freetype
import numpy
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from scipy.ndimage import distance_transform_edt

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
NAME = "Noto Sans Regular"
RANGES = (0, 256, 8192)
# What renderers of Mapbox's glyphs expect: an em of 24 pixels, a margin of 3, distances to 8, the edge at three quarters of 255.
EM, MARGIN, RADIUS, EDGE = 24, 3, 8, 0.25
# Each pixel is measured on a grid so much finer.
FINER = 16


def regular() -> TTFont:
    """The regular weight alone."""
    source = files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf"
    return instantiateVariableFont(TTFont(BytesIO(source.read_bytes())), {"wght": 400, "wdth": 100})


def outlines(font: TTFont) -> str:
    """A line a character: its number, how far it goes on, and its path, in thousandths of an em with y down."""
    glyphs, names, metrics = font.getGlyphSet(), font.getBestCmap(), font["hmtx"]
    scale = 1000 / font["head"].unitsPerEm
    lines = []
    for code in sorted(code for code in names if any(start <= code < start + 256 for start in RANGES)):
        pen = SVGPathPen(glyphs, ntos=lambda number: str(round(number)))
        glyphs[names[code]].draw(TransformPen(pen, (scale, 0, 0, -scale, 0, 0)))
        lines.append(f"{code}\t{round(metrics[names[code]][0] * scale)}\t{pen.getCommands()}\n")
    return "".join(lines)


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out) + bytes([number])


def whole(field: int, number: int) -> bytes:
    return varint(field << 3) + varint(number)


def signed(field: int, number: int) -> bytes:
    return whole(field, number << 1 if number >= 0 else (-number << 1) - 1)


def text(field: int, value: bytes) -> bytes:
    return varint(field << 3 | 2) + varint(len(value)) + value


def glyph(face: freetype.Face, code: int) -> bytes:
    """One glyph of the format: id, bitmap, width, height, left, top, advance."""
    face.load_char(chr(code), freetype.FT_LOAD_NO_HINTING | freetype.FT_LOAD_RENDER)
    slot, ascender = face.glyph, round(face.size.ascender / 64 / FINER)
    advance = round(slot.linearHoriAdvance / 65536 / FINER)
    drawn = numpy.array(slot.bitmap.buffer, dtype=numpy.uint8).reshape(slot.bitmap.rows, slot.bitmap.pitch)[:, : slot.bitmap.width]
    if drawn.size == 0:
        return whole(1, code) + whole(3, 0) + whole(4, 0) + signed(5, 0) + signed(6, -ascender) + whole(7, advance)
    left, top = slot.bitmap_left // FINER, -(-slot.bitmap_top // FINER)
    right = -(-(slot.bitmap_left + drawn.shape[1]) // FINER)
    bottom = (slot.bitmap_top - drawn.shape[0]) // FINER
    width, height = right - left, top - bottom
    inked = numpy.zeros(((height + 2 * MARGIN) * FINER, (width + 2 * MARGIN) * FINER), dtype=bool)
    row, column = (top + MARGIN) * FINER - slot.bitmap_top, slot.bitmap_left - (left - MARGIN) * FINER
    inked[row : row + drawn.shape[0], column : column + drawn.shape[1]] = drawn > 127
    outwards = (distance_transform_edt(~inked) - distance_transform_edt(inked)) / FINER
    middle = slice(FINER // 2, None, FINER)
    values = numpy.clip(numpy.rint(255 - 255 * (outwards[middle, middle] / RADIUS + EDGE)), 0, 255).astype(numpy.uint8)
    return whole(1, code) + text(2, values.tobytes()) + whole(3, width) + whole(4, height) + signed(5, left) + signed(6, top - ascender) + whole(7, advance)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    font, whole_font = regular(), BytesIO()
    font.save(whole_font)
    (FOLDER / "OFL.txt").write_bytes((files("fontpkg_noto_sans") / "LICENSE").read_bytes())
    (FOLDER / "outlines.tsv").write_text(outlines(font))
    face = freetype.Face(BytesIO(whole_font.getvalue()))
    face.set_pixel_sizes(0, EM * FINER)
    for start in RANGES:
        held = [code for code in range(start, start + 256) if face.get_char_index(code)]
        stack = text(1, NAME.encode()) + text(2, f"{start}-{start + 255}".encode())
        stack += b"".join(text(3, glyph(face, code)) for code in held)
        (FOLDER / f"{start}-{start + 255}.pbf").write_bytes(text(1, stack))


if __name__ == "__main__":
    main()
