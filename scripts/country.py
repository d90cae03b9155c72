#!/usr/bin/env python3
"""Sources of a whole country, to measure scale with: postcodes of Great Britain, areas of England and Wales.

    scripts/country.py ../shared/data/scale SOURCES [../shared/data/published]
    footprint prepare --from SOURCES --to DATA && footprint pack --data DATA --to country.footprint

Postcodes and polygons are real. Nothing says who lives where, so the residents of every area are 0, its MSOA and district are
made up from its name, and its neighbourhood is the nearest of 1,200 areas. Not for any use but measuring.
"""

import csv
import gzip
import json
import math
import pathlib
import sys

SEEDS = 1200
COUNTY = """title = "Great Britain's postcodes over the areas of England and Wales (to measure scale)"
attribution = "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © Royal Mail copyright and database right 2025. Source: Office for National Statistics licensed under the Open Government Licence v3.0."
notes = ["Made to measure scale: neighbourhoods are the nearest of 1,200 areas, residents are not known and are 0."]

[draft]
id = "nearest-of-1200"
title = "Nearest of 1,200 areas"
status = "made to measure scale, of no other meaning"
caveat = "Made to measure scale: these neighbourhoods mean nothing."
"""


def main(scale, sources, published=None):
    sources.mkdir(parents=True, exist_ok=True)
    (sources / "county.toml").write_text(COUNTY)
    places = postcodes(scale, sources)
    write_areas(scale, sources, {place["lad_code"] for place in places.values()} - {""})
    write_practices(published, sources, places)


def write(path, header, rows):
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def postcodes(scale, sources):
    """Those at 0, 0 are given no coordinates, which is what their quality of 90 means."""
    with gzip.open(scale / "postcodes_gb.csv.gz", "rt") as file:
        places = {row["postcode"]: row for row in csv.DictReader(file)}
    for row in places.values():
        if row["easting"] == row["northing"] == "0":
            row["easting"] = row["northing"] = ""
    header = ["postcode", "easting", "northing", "lad_code", "ward_code", "positional_quality"]
    write(sources / "postcodes.csv", header, ([row[name] for name in header] for row in places.values()))
    return places


def write_areas(scale, sources, districts):
    with gzip.open(scale / "lsoa21_bsc_england_wales.geojson.gz", "rt") as file:
        features = json.load(file)["features"]
    made_up, rows, at = {}, [], {}
    for feature in features:
        code, name = feature["properties"]["code"], feature["properties"]["name"]
        district, msoa = name.rsplit(" ", 1)[0], name[:-1]
        lad = made_up.setdefault(district, f"E99{len(made_up):06}")
        rows.append([code, name, lad, made_up.setdefault(msoa, f"E02{900000 + len(made_up):06}"), "E05999999", 0])
        longitude, latitude = feature["geometry"]["coordinates"][0][0][0]
        at[code] = (longitude * math.cos(math.radians(latitude)), latitude)
        feature["properties"] = {"area_code": code}
    header = ["area_code", "area_name", "lad_code", "msoa_code", "ward_code", "population"]
    write(sources / "areas.csv", header, rows)
    (sources / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    named = [(code, name) for name, code in made_up.items() if code.startswith("E99")]
    write(sources / "districts.csv", ["code", "name"], named + [(code, code) for code in sorted(districts)])
    seeds = sorted(at)[:: max(1, len(at) // SEEDS)][:SEEDS]
    nearest = {code: min(range(len(seeds)), key=lambda seed: math.dist(point, at[seeds[seed]])) for code, point in at.items()}
    write(sources / "neighbourhoods.csv", ["id", "name"], [(f"N{seed:04}", f"About {seeds[seed]}") for seed in range(len(seeds))])
    lookup = ((code, f"N{seed:04}") for code, seed in sorted(nearest.items()))
    write(sources / "neighbourhood_areas.csv", ["area_code", "neighbourhood_id"], lookup)


def write_practices(published, sources, places):
    """Active practices of epraccur whose postcode is known; without it one, so that there is one."""
    rows = [["Z99999", "A practice, so that there is one", "SW1A 1AA"]]
    if published is not None:
        with (published / "epraccur.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [[row[0], row[1], row[9]] for row in csv.reader(file) if row[12] in ("A", "ACTIVE")]
    known = ((row, places.get(row[2])) for row in rows)
    header = ["ods_code", "name", "postcode", "easting", "northing"]
    write(sources / "practices.csv", header, ([*row, at["easting"], at["northing"]] for row, at in known if at and at["easting"]))


if __name__ == "__main__":
    if not 3 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    main(*map(pathlib.Path, sys.argv[1:]))
