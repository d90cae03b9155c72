"""pyogrio, which carries a newer GDAL, reads postcodes and areas on the National Grid. Prints what it was answered, as JSON."""

import json
import sys

import pyogrio
from pyogrio.raw import read

source = f"OAPIF:{sys.argv[1]}"
grid = {"CRS": "EPSG:27700"}


def rows(layer, **options):
    meta, _, geometries, columns = read(source, layer=layer, **grid, **options)
    return meta, geometries, dict(zip(meta["fields"], columns))


def point(wkb):
    import struct

    return list(struct.unpack("<dd", wkb[5:21]))


meta, geometries, columns = rows("postcodes", bbox=(450900, 206000, 451200, 206300))
places = dict(zip(columns["id"], map(point, geometries)))
answers = {
    "gdal": pyogrio.__gdal_version__,
    "layers": [name for name, _ in pyogrio.list_layers(source)],
    "crs": meta["crs"],
    "place": places.get("OX11ND"),
    "boxed": len(places),
    "areas": len(rows("areas")[1]),
}
print(json.dumps(answers))
