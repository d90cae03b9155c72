"""Reads the shipped tables, and nothing else: the ground that any plan divides, and the draft's own plan.

Coordinates are EPSG:27700. Vertices are taken as whole millimetres, so that lands and shared edges are exact.
"""

import json
import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from grid import read_shifts

OUTSIDE, UNKNOWN = "outside", "unknown"
CODES_OF_UNKNOWN = {"UNKNOWN", "CLOSED", "NO2011", ""}
DRAFT = "illustrative-2026"
CENSUS = ["census2021_total", "census2021_0_15", "census2021_16_64", "census2021_65plus", "census2021_disabled"]
COUNTS = ["population", *CENSUS, "imd2025_decile"]


@dataclass
class Plan:
    """The neighbourhoods' ids in order, A(l) of every area, and Q(g) of every practice (`outside`: it counts nowhere)."""

    zones: list
    area: pd.Series
    practice: pd.Series
    names: dict  # by id
    drawn: object = None  # the polygons of a drawn draft, by id
    postcode_side: object = None  # the drawn polygon that each live postcode lies in
    taken: object = None  # by the code of a practice that closes: the one that has its list


@dataclass
class Ground:
    """What stays as it is, whichever way it is divided."""

    areas: pd.DataFrame  # by code, in order: counts, codes, land and registered patients
    polygons: pd.Series  # by code
    edges: pd.DataFrame  # every edge once: area `a`, area `b` across it (None on the outer border), length
    beside: dict  # by area: the areas beside it, and the length of the border they share
    postcodes: pd.DataFrame  # live ones, with their area
    practices: pd.DataFrame  # by code, in order, all of them, with the area that holds the site
    registrations: pd.DataFrame  # practice, area (or `outside`, `unknown`), patients
    shifts: list  # OSTN15, for what is drawn in longitude and latitude
    people: dict  # ages, accommodation, indicators: each by code, in order, or None
    are_of_2011: bool  # whether registrations were counted by areas of 2011
    area_changes: pd.DataFrame  # areas of 2011 that are no longer used, and those of 2021 that took their ground
    homes_of_area: dict  # by area: places of its live postcodes in the table of them


def text_table(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def read(data, draft=DRAFT):
    """The ground and a draft's plan, of a data directory."""
    data = Path(data)
    areas = text_table(data / "areas.csv").set_index("area_code").sort_index()
    areas[COUNTS] = areas[COUNTS].apply(pd.to_numeric)  # blank where it is not known
    assert set(areas.lad_code) <= set(text_table(data / "districts.csv").code), "a district without a name"

    if (data / "ages.csv").exists():  # the one truth of those aged 65 and over
        ages = text_table(data / "ages.csv").set_index("area_code").astype(int)
        older = ["aged_65_69", "aged_70_74", "aged_75_79", "aged_80_84", "aged_85_plus"]
        areas["census2021_65plus"] = ages.loc[areas.index, older].sum(axis=1)

    rings = read_rings(data / "areas.geojson", "area_code")
    assert sorted(rings) == list(areas.index), "areas and polygons differ"
    areas["double_area_mm2"] = [sum(map(doubled_area, rings[code])) for code in areas.index]
    polygons = pd.Series({code: polygon_of(rings[code]) for code in areas.index})

    postcodes = text_table(data / "postcodes.csv")
    postcodes[["easting", "northing"]] = postcodes[["easting", "northing"]].astype(float)
    postcodes["area"] = areas_holding(polygons, postcodes)

    practices = text_table(data / "practices.csv").set_index("ods_code").sort_index()
    practices[["easting", "northing", "list_size"]] = practices[["easting", "northing", "list_size"]].apply(
        pd.to_numeric
    )
    practices["site"] = areas_holding(polygons, practices)

    registrations = text_table(data / "registrations.csv")
    registrations["patients"] = registrations.patients.astype(int)
    assert set(registrations.ods_code) <= set(practices.index), "patients of a practice that is not listed"
    codes = registrations.area_code
    elsewhere = np.where(codes.isin(CODES_OF_UNKNOWN), UNKNOWN, OUTSIDE)
    registrations["area"] = codes.where(codes.isin(areas.index), elsewhere)
    living = registrations.groupby("area").patients.sum()
    areas["registered"] = living.reindex(areas.index, fill_value=0)

    edges, shifts = edges_of(rings), read_shifts(data / "ostn15")
    beside = lengths_beside(edges)
    people = {name: numbers_of(data / f"{name}.csv", areas.index) for name in ["ages", "accommodation", "indicators"]}
    homes_of_area = {}
    for number, code in enumerate(postcodes.area):
        homes_of_area.setdefault(code, []).append(number)
    old, changes = are_of_2011(data), area_changes(data / "area_changes.csv")
    ground = Ground(
        areas, polygons, edges, beside, postcodes, practices, registrations, shifts, people, old, changes, homes_of_area
    )
    return ground, base_of(ground, data / "drafts" / draft)


def area_changes(path):
    """Each pair once; none where there is no such table."""
    return text_table(path).drop_duplicates() if path.exists() else pd.DataFrame(columns=["LSOA11CD", "LSOA21CD"])


def are_of_2011(data):
    """Whether the manifest says of the registrations that they were counted by areas of 2011."""
    files = (data / "manifest.toml").read_text().split("[[")
    return any('path = "registrations.csv"' in each and "LSOA 2011" in each for each in files)


def numbers_of(path, codes):
    """A table of numbers by area, blank where they are not known; None where there is no such table."""
    if not path.exists():
        return None
    return text_table(path).set_index("area_code").reindex(codes).apply(pd.to_numeric)


def base_of(ground, folder):
    """A draft: made of whole areas, or drawn, and then people are counted by the areas allocated to it."""
    names = text_table(folder / "neighbourhoods.csv").set_index("id").name.to_dict()
    zones, drawn, side = sorted(names), None, None
    if (folder / "areas.csv").exists():
        area = text_table(folder / "areas.csv").set_index("area_code").neighbourhood_id
        area = area.reindex(ground.areas.index)
        home = ground.practices.site.map(area)
    else:
        rings = read_rings(folder / "neighbourhoods.geojson", "id")
        drawn = pd.Series({zone: polygon_of(rings[zone]) for zone in zones})
        area = allocated(ground, drawn)
        side = areas_holding(drawn, ground.postcodes)
        home = pd.Series(areas_holding(drawn, ground.practices), index=ground.practices.index)
    assert set(area) == set(zones), "a neighbourhood without areas, or the reverse"
    return Plan(zones, area, home.where(ground.practices.status == "active").fillna(OUTSIDE), names, drawn, side)


def allocated(ground, drawn):
    """An area goes where most of its live postcodes are; ties, and areas without any, by land; then by least id."""
    homes = ground.postcodes.assign(zone=areas_holding(drawn, ground.postcodes))
    counts = homes.groupby(["area", "zone"]).size()
    found = {}
    for code, polygon in ground.polygons.items():
        here = counts[code] if code in counts.index.levels[0] else pd.Series(0, index=drawn.index)
        best = here.index[here == here.max()]
        if len(best) > 1:
            land = shapely.area(shapely.intersection(polygon, drawn[best].to_numpy()))
            best = best[land.argmax() :]
        found[code] = best[0]
    return pd.Series(found).reindex(ground.areas.index)


def plan_of(ground, base, area, placed, names, taken):
    zones = sorted(names)
    assert set(area) == set(zones), "a neighbourhood without areas, or the reverse"
    home = homes_of(ground, base, area, placed)
    home[list(taken)] = OUTSIDE
    last = dict(taken)
    while set(last.values()) & set(taken):  # who takes a list may close later
        last = {code: taken.get(taker, taker) for code, taker in last.items()}
    return Plan(zones, area, home, names, taken=last)


def handed_on(ground, plan):
    """The same ground with the lists of practices that close at those that have them: every figure is then as it always is."""
    if not plan.taken:
        return ground
    registrations = ground.registrations.assign(ods_code=ground.registrations.ods_code.replace(plan.taken))
    registrations = registrations.groupby(["ods_code", "area_code", "area"], as_index=False).patients.sum()
    practices = ground.practices.copy()
    for code, taker in plan.taken.items():
        practices.loc[taker, "list_size"] += practices.list_size[code]
    practices.loc[list(plan.taken), "status"] = "closed"
    practices["successor"] = practices.successor.replace(plan.taken)
    return replace(ground, registrations=registrations, practices=practices)


def homes_of(ground, base, area, placed):
    """A practice counts where it is placed, else goes with the area of its site when that goes; only active ones count."""
    before, after = (ground.practices.site.map(each) for each in (base.area, area))
    home = base.practice.where((before == after) | after.isna() | (base.practice == OUTSIDE), after)
    for code, zone in placed.items():
        assert base.practice[code] != OUTSIDE, f"{code} does not count here"
        home[code] = zone
    return home


def read_rings(path, code):
    """Closed rings of everything by its code, as (easting, northing) in millimetres: per polygon, the shell first."""
    rings = {}
    for feature in json.loads(path.read_text())["features"]:
        geometry = feature["geometry"]
        parts = geometry["coordinates"]
        parts = [parts] if geometry["type"] == "Polygon" else parts
        whole = [[[(round(x * 1000), round(y * 1000)) for x, y in ring] for ring in part] for part in parts]
        rings[feature["properties"][code]] = whole
    return rings


def doubled_area(part):
    """Twice the land of a polygon in mm2, exactly: its shell less its holes."""
    lands = [abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:]))) for ring in part]
    return lands[0] - sum(lands[1:])


def polygon_of(parts):
    metres = [[np.array(ring) / 1000 for ring in part] for part in parts]
    return shapely.multipolygons([shapely.Polygon(part[0], part[1:]) for part in metres])


def areas_holding(polygons, points):
    """The code of the area that holds each point; on a border the least code, and None in no area."""
    places = shapely.points(points.easting.to_numpy(), points.northing.to_numpy())
    tree = shapely.STRtree(polygons.to_numpy())
    point, polygon = tree.query(places, predicate="intersects")
    found = pd.Series(polygon).groupby(point).min()  # polygons are in the order of their codes
    return [polygons.index[found[place]] if place in found.index else None for place in range(len(places))]


def edges_of(rings):
    """Every edge between two vertices once, with the areas on its two sides."""
    sides = {}
    for code, parts in rings.items():
        for ring in (ring for part in parts for ring in part):
            for ends in zip(ring, ring[1:]):
                sides.setdefault(tuple(sorted(ends)), []).append(code)
    assert all(len(codes) <= 2 for codes in sides.values()), "an edge of three areas"
    rows = [(*codes, *[None] * (2 - len(codes)), math.dist(*ends) / 1000) for ends, codes in sides.items()]
    return pd.DataFrame(rows, columns=["a", "b", "length_m"])


def lengths_beside(edges):
    """Of every area, the areas it shares a border with, and how much; a point in common is none."""
    beside = {}
    for a, b, length_m in edges.dropna(subset=["b"]).itertuples(index=False):
        for one, other in [(a, b), (b, a)]:
            lengths = beside.setdefault(one, {})
            lengths[other] = lengths.get(other, 0.0) + length_m
    return beside


def border_edges(ground, plan):
    """The edges with another neighbourhood, or none, on their other side."""
    sides = {"n": ground.edges.a.map(plan.area), "m": ground.edges.b.map(plan.area).fillna(OUTSIDE)}
    edges = ground.edges.assign(**sides)
    return edges[edges.n != edges.m]


def known_sum(column):
    """The sum of a column; None when any of it is not known."""
    return None if column.isna().any() else int(column.sum())


def ratio(part, whole):
    """None where there is nothing to divide by, or nothing known to divide."""
    return part / whole if whole and part is not None else None
