"""The least change that brings every neighbourhood's residents into a range, by an integer programme (HiGHS).

It shares no code with the service: it reads the shipped tables alone. Every area has a binary a neighbourhood; the area of each
neighbourhood's largest practice stays. Neighbourhoods that fall apart are found in each optimum, and cut off: an area apart from the
anchor needs one of the areas around its piece. The optimum that needs no cut is the least change.

What is claimed to be the least is given as the most that may move: a cheaper plan would be found, and if there is none at that cost
either, nothing is.

Usage: least_change.py DATA LEAST MOST CLAIMED
"""

import collections
import csv
import heapq
import json
import math
import pathlib
import sys

import highspy

CONTIGUOUS_BORDER_M = 15.0
SECONDS = 900.0


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def polygons(data):
    """Area code to polygons, each a list of rings of integer millimetres."""
    found = {}
    for feature in json.loads((data / "areas.geojson").read_text())["features"]:
        geometry = feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        found[feature["properties"]["area_code"]] = [
            [[(round(x * 1000), round(y * 1000)) for x, y in ring] for ring in part] for part in parts
        ]
    return found


def neighbours(shapes):
    """The areas that share over 15 m of border: an edge that two areas have is a border of both."""
    owners = collections.defaultdict(set)
    for code, parts in shapes.items():
        for part in parts:
            for ring in part:
                for one, other in zip(ring, ring[1:]):
                    owners[min(one, other), max(one, other)].add(code)
    length = collections.Counter()
    for (one, other), codes in owners.items():
        if len(codes) == 2:
            length[tuple(sorted(codes))] += math.dist(one, other) / 1000
    near = collections.defaultdict(set)
    for (one, other), metres in length.items():
        if metres > CONTIGUOUS_BORDER_M:
            near[one].add(other)
            near[other].add(one)
    return near


def contains(parts, x, y):
    is_inside = False
    for part in parts:
        for ring in part:
            for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                    is_inside = not is_inside
    return is_inside


def anchors(data, shapes, zone_of):
    """Neighbourhood to the area of its largest practice by list size."""
    largest = {}
    for practice in rows(data / "practices.csv"):
        if practice["status"] != "active" or not practice["easting"]:
            continue
        x, y = float(practice["easting"]) * 1000, float(practice["northing"]) * 1000
        for code, parts in shapes.items():
            if contains(parts, x, y):
                size = int(practice["list_size"] or 0)
                zone = zone_of[code]
                if size > largest.get(zone, (-1, ""))[0]:
                    largest[zone] = (size, code)
                break
    return {zone: code for zone, (_, code) in largest.items()}


def piece_of(start, members, near):
    piece, stack = {start}, [start]
    while stack:
        for other in near[stack.pop()]:
            if other in members and other not in piece:
                piece.add(other)
                stack.append(other)
    return piece


def within_reach(members, people, near, claimed):
    """The areas that a neighbourhood can gain: the way there from what it has, all of it gained, costs no more than what is claimed.

    It keeps its anchor and hangs together, so there is such a way over areas that it gains.
    """
    cost = {code: 0 for code in members}
    heap = [(0, code) for code in sorted(members)]
    while heap:
        so_far, code = heapq.heappop(heap)
        for other in near[code] if so_far == cost[code] else ():
            onward = so_far + people[other]
            if onward <= claimed and onward < cost.get(other, claimed + 1):
                cost[other] = onward
                heapq.heappush(heap, (onward, other))
    return set(cost)


def least_change(data, least, most, claimed):
    people = {row["area_code"]: int(row["population"]) for row in rows(data / "areas.csv")}
    draft = data / "drafts" / "illustrative-2026" / "areas.csv"
    zone_of = {row["area_code"]: row["neighbourhood_id"] for row in rows(draft)}
    shapes = polygons(data)
    near = neighbours(shapes)
    anchor = anchors(data, shapes, zone_of)
    zones = sorted(set(zone_of.values()))
    assert sorted(anchor) == zones, "every neighbourhood has a practice"

    model = highspy.Highs()
    model.silent()
    model.setOptionValue("time_limit", SECONDS)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.5)
    held = {}
    for zone in zones:
        members = {code for code in people if zone_of[code] == zone}
        for code in sorted(within_reach(members, people, near, claimed)):
            held[code, zone] = model.addBinary(obj=0 if zone == zone_of[code] else people[code])
    for code in sorted(people):
        model.addConstr(sum(held[code, zone] for zone in zones if (code, zone) in held) == 1)
    moved = sum(people[code] * held[code, zone] for code, zone in held if zone != zone_of[code])
    model.addConstr(moved <= claimed)
    for zone in zones:
        model.addConstr(held[anchor[zone], zone] == 1)
        residents = sum(people[code] * held[code, zone] for code in sorted(people) if (code, zone) in held)
        model.addConstr(residents >= least)
        model.addConstr(residents <= most)

    cuts = 0
    while True:
        model.minimize()
        status = model.modelStatusToString(model.getModelStatus())
        if status != "Optimal":
            return {"status": status, "cuts": cuts}
        values = model.getSolution().col_value
        after = {code: zone for (code, zone), var in held.items() if values[var.index] > 0.5}
        broken = False
        for zone in zones:
            members = {code for code, other in after.items() if other == zone}
            apart = members - piece_of(anchor[zone], members, near)
            while apart:
                piece = piece_of(min(apart), apart, near)
                around = set().union(*(near[code] for code in piece)) - piece
                for code in piece:
                    links = sum(held[other, zone] for other in sorted(around) if (other, zone) in held)
                    model.addConstr(held[code, zone] <= links)
                    cuts += 1
                apart -= piece
                broken = True
        if not broken:
            moved = [code for code in after if after[code] != zone_of[code]]
            return {"status": status, "cost": sum(people[code] for code in moved), "areas": len(moved), "cuts": cuts}


if __name__ == "__main__":
    print(json.dumps(least_change(pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))))
