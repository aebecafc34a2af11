"""Makes the font of the printed documents: one weight of Noto Serif SC without what a PDF has no use for.

    npm pack @expo-google-fonts/noto-serif-sc@0.4.3 && tar xzf *.tgz package/500Medium
    pip install fonttools==4.68.0 brotli==1.2.1
    python3 tools/font/make.py package/500Medium/NotoSerifSC_500Medium.ttf apps/gateway/documents/fonts/noto-serif-sc.ttf.br

Kept are Latin, punctuation and every Chinese character: all of GB 2312 and GBK, and some two hundred beyond the first plane.
"""

import io
import sys
from pathlib import Path

import brotli
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

KEPT = [(0x20, 0x24F), (0x2000, 0x2BFF), (0x3000, 0x303F), (0x3200, 0x33FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F),
        (0xFF00, 0xFFEF), (0x20000, 0x3FFFF)]


def main(source: str, target: str) -> None:
    font = TTFont(source, recalcTimestamp=False)
    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "VORG", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in KEPT for code in range(first, last + 1)])
    subsetter.subset(font)
    made = io.BytesIO()
    font.save(made)
    Path(target).write_bytes(brotli.compress(made.getvalue(), quality=11, lgwin=24))
    print(f"{font['maxp'].numGlyphs} glyphs, {len(font.getBestCmap())} characters, {len(made.getvalue())} → {Path(target).stat().st_size} bytes")


main(*sys.argv[1:])
