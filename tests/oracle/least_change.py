"""The least change that brings every neighbourhood's residents into a range, by an integer programme (HiGHS).

It shares no code with the service: it reads the shipped tables alone. Every area has a binary a neighbourhood; the area of each
neighbourhood's largest practice stays. What is asked is whether a plan moves fewer than what is claimed to be the least. Neighbourhoods
that fall apart are found in each answer, and cut off: an area apart from the anchor needs one of the areas that every way to it passes. An
answer that needs no cut is a plan that moves fewer; where the solver says that there is none, the claim is confirmed.

Usage: least_change.py DATA LEAST MOST CLAIMED
"""

import collections
import csv
import heapq
import json
import math
import pathlib
import sys
import time

import highspy

CONTIGUOUS_BORDER_M = 15.0
SECONDS = 900.0
# Of highspy's SolutionStatus: a point that keeps every constraint is there.
FEASIBLE = 2


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


def separator(piece, anchor, possible, near):
    """Of the areas around a piece, those from which the anchor is reached by what its neighbourhood may hold: every way passes one."""
    around = set().union(*(near[code] for code in piece)) - piece
    beyond = piece_of(anchor, possible - around - piece, near)
    return {code for code in around & possible if near[code] & beyond}


def least_change(data, least, most, claimed):
    """Whether a plan that moves fewer than claimed exists, asked until the solver says that none does."""
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
    model.setOptionValue("mip_max_improving_sols", 1)
    held = {}
    for zone in zones:
        members = {code for code in people if zone_of[code] == zone}
        for code in sorted(within_reach(members, people, near, claimed)):
            held[code, zone] = model.addBinary(obj=0 if zone == zone_of[code] else people[code])
    for code in sorted(people):
        model.addConstr(sum(held[code, zone] for zone in zones if (code, zone) in held) == 1)
    model.addConstr(sum(people[code] * held[code, zone] for code, zone in held if zone != zone_of[code]) <= claimed - 1)
    for zone in zones:
        bound_zone(model, held, zone, people, zone_of, near, least, most)
        model.addConstr(held[anchor[zone], zone] == 1)
        for code in sorted(people):
            # Whoever is in a neighbourhood has a neighbour there, but for its anchor.
            if (code, zone) in held and code != anchor[zone]:
                model.addConstr(held[code, zone] <= sum(held[other, zone] for other in sorted(near[code]) if (other, zone) in held))

    cuts, rounds, started = 0, 0, time.monotonic()
    while True:
        rounds += 1
        model.minimize()
        status = model.modelStatusToString(model.getModelStatus())
        found = {"status": status, "cuts": cuts, "rounds": rounds, "seconds": round(time.monotonic() - started)}
        if model.getInfo().primal_solution_status != FEASIBLE:
            return found
        values = model.getSolution().col_value
        after = {code: zone for (code, zone), var in held.items() if values[var.index] > 0.5}
        broken = False
        for zone in zones:
            members = {code for code, other in after.items() if other == zone}
            apart = members - piece_of(anchor[zone], members, near)
            possible = {code for code in people if (code, zone) in held}
            while apart:
                piece = piece_of(min(apart), apart, near)
                links = sum(held[other, zone] for other in sorted(separator(piece, anchor[zone], possible, near)))
                for code in piece:
                    model.addConstr(held[code, zone] <= links)
                    cuts += 1
                apart -= piece
                broken = True
        if not broken:
            moved = [code for code in after if after[code] != zone_of[code]]
            return found | {"cost": sum(people[code] for code in moved), "areas": len(moved)}


def bound_zone(model, held, zone, people, zone_of, near, least, most):
    """The range of a neighbourhood, and what follows from it for whole areas."""
    own = [code for code in sorted(people) if zone_of[code] == zone]
    others = [code for code in sorted(people) if zone_of[code] != zone and (code, zone) in held]
    residents = sum(people[code] * held[code, zone] for code in own + others)
    model.addConstr(residents >= least)
    model.addConstr(residents <= most)
    now = sum(people[code] for code in own)
    need, excess = least - now, now - most
    if need > 0:
        # Who gains at least the need gains one area that is as large, or several that add up to it; one of them next to what it has.
        model.addConstr(sum(min(people[code], need) * held[code, zone] for code in others) >= need)
        model.addConstr(sum(held[code, zone] for code in others if near[code] & set(own)) >= 1)
    if excess > 0:
        model.addConstr(sum(min(people[code], excess) * (1 - held[code, zone]) for code in own) >= excess)


if __name__ == "__main__":
    print(json.dumps(least_change(pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))))
