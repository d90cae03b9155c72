"""Longitude and latitude to the National Grid: Krueger's series for the projection, then the OSTN15 shift.

The service uses Redfearn's series, as Ordnance Survey does; over the county the two agree to a thousandth of a millimetre.
"""

import math

import numpy as np
import shapely

# GRS80; Karney, Transverse Mercator with an accuracy of a few nanometers, Journal of Geodesy 85 (2011), to n^4.
FLATTENING = 1 / 298.257222101
N = FLATTENING / (2 - FLATTENING)
E = math.sqrt(FLATTENING * (2 - FLATTENING))
RADIUS_M = 0.9996012717 * 6_378_137 / (1 + N) * (1 + N**2 / 4 + N**4 / 64)
ALPHA = [
    N / 2 - 2 * N**2 / 3 + 5 * N**3 / 16 + 41 * N**4 / 180,
    13 * N**2 / 48 - 3 * N**3 / 5 + 557 * N**4 / 1440,
    61 * N**3 / 240 - 103 * N**4 / 140,
    49561 * N**4 / 161280,
]


# Edges that are drawn in longitude and latitude run within this of their line; shorter ones always do.
OFF_LINE_M, SHORT_M = 1, 2_000


def around_the_meridian(longitude, latitude):
    """Metres east and north of where the meridian of 2 degrees west crosses the equator."""
    across, up = math.radians(longitude + 2), math.radians(latitude)
    t = math.sinh(math.atanh(math.sin(up)) - E * math.atanh(E * math.sin(up)))
    xi = math.atan2(t, math.cos(across))
    eta = math.asinh(math.sin(across) / math.hypot(t, math.cos(across)))
    east, north = eta, xi
    for j, alpha in enumerate(ALPHA, start=1):
        east += alpha * math.cos(2 * j * xi) * math.sinh(2 * j * eta)
        north += alpha * math.sin(2 * j * xi) * math.cosh(2 * j * eta)
    return RADIUS_M * east, RADIUS_M * north


def read_shifts(folder):
    """Metres to add to easting and northing, by kilometre north and east."""
    shifts = []
    for name, base_mm in [("ostn_east_shift_82140", 82_140), ("ostn_north_shift_-84180", -84_180)]:
        table = np.fromfile(folder / name, dtype="<u2").reshape(1251, 701)
        shifts.append((table.astype(float) + base_mm) / 1000)
    return shifts


def to_grid(shifts, longitude, latitude):
    """Easting and northing in metres."""
    east, north = around_the_meridian(longitude, latitude)
    east, north = east + 400_000, north - around_the_meridian(-2, 49)[1] - 100_000
    column, row, t, u = int(east // 1000), int(north // 1000), east % 1000 / 1000, north % 1000 / 1000
    weights = np.outer([1 - u, u], [1 - t, t])
    near = [table[row : row + 2, column : column + 2] for table in shifts]
    return east + float((near[0] * weights).sum()), north + float((near[1] * weights).sum())


def drawn_shape(shifts, geometry):
    """A GeoJSON Polygon or MultiPolygon on the National Grid, its vertices on whole millimetres."""
    parts = geometry["coordinates"]
    parts = [parts] if geometry["type"] == "Polygon" else parts
    parts = [[ring_on_grid(shifts, ring) for ring in part] for part in parts]
    return shapely.multipolygons([shapely.Polygon(part[0], part[1:]) for part in parts])


def ring_on_grid(shifts, ring):
    """The vertices of a ring, and equally many between the ends of an edge that would leave its line by more than a metre."""
    on_grid = lambda place: tuple(round(axis, 3) for axis in to_grid(shifts, *place[:2]))  # noqa: E731
    vertices = [on_grid(ring[0])]
    for one, other in zip(ring, ring[1:]):
        between = lambda share: [a + (b - a) * share for a, b in zip(one[:2], other[:2])]  # noqa: B023, E731
        straight = shapely.LineString([on_grid(one), on_grid(other)])
        off_m = straight.distance(shapely.Point(on_grid(between(0.5))))
        pieces = math.ceil(math.sqrt(off_m / OFF_LINE_M)) if straight.length >= SHORT_M else 1
        vertices += [on_grid(between(number / pieces)) for number in range(1, pieces)]
        vertices.append(on_grid(other))
    return vertices
