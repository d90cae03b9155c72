"""Applies the changes of a what-if to a plan, one after another: every kind of change the interface has.

It takes changes that hold; those that do not are the service's to refuse.
"""

from collections import defaultdict

import shapely

from grid import drawn_shape
from tables import OUTSIDE, homes_of, plan_of

COLUMNS = {"msoa": "msoa_code", "ward": "ward_code", "district": "lad_code"}


def changed(ground, base, changes):
    """The plan after the changes, and of each drawn change the areas to be told of."""
    draft = Draft(ground, base)
    for number, each in enumerate(changes):
        getattr(draft, each["op"])(each)
        if draft.told:
            draft.notes.append({"change": number, "areas": draft.told})
            draft.told = {}
    return plan_of(ground, base, draft.area, draft.placed, draft.names, draft.taken), draft.notes


class Draft:
    """A plan while it is changed. A practice goes with its site's area, unless it is placed."""

    def __init__(self, ground, base):
        self.ground, self.base = ground, base
        self.area, self.placed, self.names = base.area.copy(), {}, dict(base.names)
        self.told, self.notes, self.taken = {}, [], {}

    def move_areas(self, each):
        self.area[each["areas"]] = self.known(each["to"])

    def move_practice(self, each):
        self.placed[self.open(each["practice"])] = self.known(each["to"])

    def close_practice(self, each):
        assert self.open(each["practice"]) != self.open(each["to"]), "a practice that takes its own list"
        self.taken[each["practice"]] = each["to"]

    def move_by_set(self, each):
        to = self.known(each["to"])
        if each["set"] == "pcn":
            practices = self.ground.practices
            here = (practices.pcn_code == each["code"]) & (self.base.practice != OUTSIDE)
            here &= ~practices.index.isin(list(self.taken))
            assert here.any(), "a network without an open practice here"
            self.placed.update(dict.fromkeys(practices.index[here], to))
        else:
            self.area[self.ground.areas[COLUMNS[each["set"]]] == each["code"]] = to

    def create(self, each):
        assert each["id"] not in self.names, "an id that is taken"
        self.names[each["id"]] = each["name"]
        self.area[each["areas"]] = each["id"]

    def rename(self, each):
        self.names[self.known(each["id"])] = each["name"]

    def merge(self, each):
        self.dissolve(each["from"], each["into"])

    def delete(self, each):
        self.dissolve(each["id"], each["reassign_to"])

    def move_by_polygon(self, each):
        to = self.known(each["to"])
        inside = areas_inside(self.ground, each["geometry"], each.get("rule", "majority_of_postcodes"))
        self.area[[code for code, (_, taken) in inside.items() if taken]] = to
        self.tell_cut(inside)

    def redraw(self, each):
        """Areas inside come; those it leaves out go to the neighbour they share most border with."""
        zone = self.known(each["id"])
        inside = areas_inside(self.ground, each["geometry"], "majority_of_postcodes")
        taken = {code for code, (_, taken) in inside.items() if taken}
        left = {code for code in self.area.index[self.area == zone] if code not in taken}
        owner = {code: of for code, of in self.area.items() if of != zone and code not in taken}
        given = {}
        while left:  # from the outside in, a round at a time
            found = {code: self.longest_border(code, owner) for code in left}
            found = {code: of for code, of in found.items() if of}
            assert found, "areas that touch no other neighbourhood"
            owner |= found
            given |= found
            left -= set(found)
        self.area[sorted(taken)] = zone
        for code, of in given.items():
            self.area[code] = of
        self.tell_cut(inside)
        for code in given.keys() - self.told.keys():
            share = inside[code][0] if code in inside else None
            self.told[code] = {"share": share, "neighbourhood": self.area[code]}

    def known(self, zone):
        assert zone in self.names, f"no neighbourhood {zone}"
        return zone

    def open(self, practice):
        assert self.base.practice[practice] != OUTSIDE and practice not in self.taken, f"{practice} is not open here"
        return practice

    def dissolve(self, one, into):
        now = homes_of(self.ground, self.base, self.area, self.placed)
        now[list(self.taken)] = OUTSIDE
        along = self.ground.practices.site.map(self.area) == self.known(one)
        self.area[self.area == one] = self.known(into)
        # Left behind: what was placed there, and what is drawn apart from its area.
        left = now.index[(now == one) & (~along | now.index.isin(list(self.placed)))]
        self.placed.update(dict.fromkeys(left, into))
        del self.names[one]

    def longest_border(self, code, owner):
        lengths = defaultdict(float)
        for other, length_m in self.ground.beside[code].items():
            if other in owner:
                lengths[owner[other]] += length_m
        return max(sorted(lengths), key=lengths.get, default=None)

    def tell_cut(self, inside):
        """Areas that the line runs through, and those that land decided against most of their postcodes."""
        for code, (share, taken) in inside.items():
            if 0 < share < 1 or (share > 0.5) != taken:
                self.told[code] = {"share": share, "neighbourhood": self.area[code]}


def areas_inside(ground, geometry, rule):
    """Of every area with anything inside: the share of its live postcodes (else of its land), and whether it is taken."""
    drawn = drawn_shape(ground.shifts, geometry)
    homes = ground.postcodes.dropna(subset=["area"])
    is_inside = shapely.contains_xy(drawn, homes.easting.to_numpy(), homes.northing.to_numpy())
    counts, insides = homes.groupby("area").size(), homes[is_inside].groupby("area").size()
    found = {}
    for code, polygon in ground.polygons.items():
        land = shapely.area(shapely.intersection(polygon, drawn)) / shapely.area(polygon)
        postcodes, inside = int(counts.get(code, 0)), int(insides.get(code, 0))
        share = inside / postcodes if postcodes else land
        if share == 0 and land == 0:
            continue
        if rule == "centroid":
            taken = shapely.contains(drawn, shapely.centroid(polygon))
        elif rule == "majority_of_postcodes" and postcodes and 2 * inside != postcodes:
            taken = 2 * inside > postcodes
        else:
            taken = land > 0.5
        found[code] = (share, bool(taken))
    return found
