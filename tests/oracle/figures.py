"""The figures of a plan on the ground, one function a family, as the definitions have them."""

import math

import numpy as np
import pandas as pd
import shapely

from access import access
from agreement import conditional_entropy, coterminosity, cross_table
from tables import OUTSIDE, UNKNOWN, border_edges, ratio

LEAST_SHARED_BORDER_M = 15  # areas are neighbours when they share more than this
SPLIT_UNDER_TENTHS = 8
POCKET_FROM_DECILE = 6
COVERED = (0.85, 1.25)


def figures(ground, plan):
    """All figures that depend on the plan."""
    flows = flow_table(ground, plan)
    return {
        "neighbourhoods": neighbourhoods(ground, plan, flows),
        "flows": flow_answer(plan, flows),
        "practices": practices(ground, plan),
        "networks": networks(ground, plan),
        "hidden_pockets": hidden_pockets(ground, plan),
        "districts": coterminosity(ground, plan, ground.areas.lad_code),
        "msoas": coterminosity(ground, plan, ground.areas.msoa_code),
        "wards": coterminosity(ground, plan, ground.areas.ward_code),
        "access": access(ground, plan),
    }


def flow_table(ground, plan):
    """F(n, m): patients by where they live (rows) and where their practice counts (columns)."""
    home = ground.registrations.area.map(plan.area).fillna(ground.registrations.area)
    practice = ground.registrations.ods_code.map(plan.practice)
    table = ground.registrations.groupby([home, practice]).patients.sum().unstack(fill_value=0)
    rows, columns = [*plan.zones, OUTSIDE, UNKNOWN], [*plan.zones, OUTSIDE]
    return table.reindex(index=rows, columns=columns, fill_value=0)


def flow_answer(plan, flows):
    inner = flows.loc[plan.zones, plan.zones]
    at_home = int(np.trace(inner))
    cells = [[int(patients) for patients in row] for row in flows.to_numpy()]
    cells[flows.index.get_loc(OUTSIDE)][flows.columns.get_loc(OUTSIDE)] = None  # such patients are not loaded
    cross_border = {
        "at_home": at_home,
        "between_neighbourhoods": int(inner.to_numpy().sum()) - at_home,
        "living_outside": int(flows.loc[OUTSIDE].sum()),
        "registered_outside": int(flows.loc[plan.zones, OUTSIDE].sum()),
        "unknown": int(flows.loc[UNKNOWN].sum()),
    }
    total = int(flows.to_numpy().sum())
    rows, columns = list(flows.index), list(flows.columns)
    return {"rows": rows, "columns": columns, "cells": cells, "cross_border": cross_border, "total": total}


def neighbourhoods(ground, plan, flows):
    borders = border_edges(ground, plan)
    return {zone: neighbourhood(ground, plan, flows, borders, zone) for zone in plan.zones}


def neighbourhood(ground, plan, flows, borders, zone):
    areas = ground.areas[plan.area == zone]
    here = ground.practices[plan.practice == zone]
    by_residence, by_practice = int(flows.loc[zone].sum()), int(flows[zone].sum())
    at_home = int(flows.loc[zone, zone])
    residents = int(areas.population.sum())
    core20 = int(areas.population[areas.imd2025_decile <= 2].sum())
    rural = int(areas.population[areas.rural == "rural"].sum())
    result = {
        "areas": len(areas),
        "residents": residents,
        "core20_residents": core20,
        "core20_share": ratio(core20, residents),
        "rural_residents": rural,
        "rural_share": ratio(rural, residents),
        "practices": len(here),
        "list_size": int(here.list_size.sum()),
        "registered_by_practice": by_practice,
        "registered_by_residence": by_residence,
        "registered_at_home": at_home,
        "self_containment": ratio(at_home, by_residence),
        "localisation": ratio(at_home, by_practice),
        "mean_imd_decile": ratio(int((areas.population * areas.imd2025_decile).sum()), residents),
        "census_2021": {
            "all": int(areas.census2021_total.sum()),
            "aged_0_to_15": int(areas.census2021_0_15.sum()),
            "aged_16_to_64": int(areas.census2021_16_64.sum()),
            "aged_65_and_over": int(areas.census2021_65plus.sum()),
            "disabled": int(areas.census2021_disabled.sum()),
        },
        "pieces": len(pieces(ground, set(areas.index))),
    }
    return result | shape(ground, plan, borders, zone)


def shape(ground, plan, borders, zone):
    """Land, the whole border (outer outline and holes included), and how compact it is."""
    inside = plan.area == zone
    mine = borders[(borders.n == zone) | (borders.m == zone)]
    across = set(mine.n) | set(mine.m)
    area_m2 = int(ground.areas.double_area_mm2[inside].sum()) / 2e6
    perimeter_m = math.fsum(mine.length_m)
    everything = shapely.geometrycollections(ground.polygons[inside].to_list())
    hull_m2 = shapely.area(shapely.convex_hull(everything))
    circle_m2 = math.pi * shapely.minimum_bounding_radius(everything) ** 2
    around = across - {zone}
    return {
        "area_m2": area_m2,
        "perimeter_m": perimeter_m,
        "polsby_popper": ratio(4 * math.pi * area_m2, perimeter_m**2),
        "reock": ratio(area_m2, circle_m2),
        "hull_ratio": ratio(area_m2, hull_m2),
        # A neighbourhood in another's hole has one neighbour and no outer border.
        "wholly_inside": around.pop() if len(around) == 1 and OUTSIDE not in around else None,
    }


def pieces(ground, members):
    """The connected sets of areas, where areas are neighbours by the total length of their shared border."""
    found, rest = [], set(members)
    while rest:
        piece, ahead = set(), [rest.pop()]
        while ahead:
            area = ahead.pop()
            piece.add(area)
            near = {other for other, length in ground.beside[area].items() if length > LEAST_SHARED_BORDER_M}
            ahead.extend(near & rest)
            rest -= near
        found.append(piece)
    return found


def practices(ground, plan):
    """Of every practice that counts here: where its patients live, and three views of where it belongs."""
    home = ground.registrations.area.map(plan.area).fillna(ground.registrations.area)
    by_home = ground.registrations.groupby([ground.registrations.ods_code, home]).patients.sum()
    answer = {}
    for code in plan.practice.index[plan.practice != OUTSIDE]:
        patients = by_home[code].drop(UNKNOWN, errors="ignore") if code in by_home else pd.Series(dtype=int)
        everyone = int(patients.sum())  # all but unknown; those outside are one class
        here = patients.drop(OUTSIDE, errors="ignore")
        most = int(here.max()) if len(here) else 0
        squares = sum(int(n) ** 2 for n in patients)
        answer[code] = {
            "counts_in": plan.practice[code],
            "shares": {zone: ratio(int(n), everyone) for zone, n in here.items()},
            "outside": ratio(int(patients.get(OUTSIDE, 0)), everyone),
            "effective_number": ratio(everyone**2, squares),
            "split": most * 10 < SPLIT_UNDER_TENTHS * everyone,
            "teams": [zone for zone, n in here.items() if 20 * int(n) >= everyone],
            "patients_view": here.idxmax() if len(here) else None,
            "network_view": network_view(ground, plan, code),
        }
    return answer


def counted_with_network(ground, plan):
    counted = ground.practices.assign(zone=plan.practice)
    return counted[(counted.zone != OUTSIDE) & (counted.pcn_code != "")]


def network_view(ground, plan, code):
    """Where most of the lists of the *other* practices of its network here are; None without any."""
    members = counted_with_network(ground, plan)
    others = members[(members.pcn_code == ground.practices.pcn_code[code]) & (members.index != code)]
    return others.groupby("zone").list_size.sum().idxmax() if len(others) else None


def networks(ground, plan):
    answer = {}
    for code, members in counted_with_network(ground, plan).groupby("pcn_code"):
        lists = members.groupby("zone").list_size.sum()
        modal = lists.idxmax()  # ties by least id: the groups are in order
        modal_share = ratio(int(lists[modal]), int(lists.sum()))
        answer[code] = {"neighbourhoods": len(lists), "modal": modal, "modal_share": modal_share}
    return answer


def hidden_pockets(ground, plan):
    """Core20 areas in a neighbourhood that is, on average, not deprived."""
    weighted = ground.areas.population * ground.areas.imd2025_decile
    areas = ground.areas.assign(zone=plan.area, weighted=weighted)
    sums = areas.groupby("zone")[["population", "weighted"]].sum()
    mild = sums.index[sums.weighted >= POCKET_FROM_DECILE * sums.population]
    pockets = areas[(areas.imd2025_decile <= 2) & areas.zone.isin(mild)]
    columns = zip(pockets.index, pockets.zone, pockets.population)
    return {code: {"neighbourhood": zone, "residents": int(residents)} for code, zone, residents in columns}


def coverage(ground):
    """Registered patients to residents of every area, and the areas where that is out of the ordinary."""
    ratios = ground.areas.registered / ground.areas.population
    flagged = ratios[(ratios < COVERED[0]) | (ratios > COVERED[1])]
    return {"ratios": ratios.to_dict(), "flagged": flagged.to_dict()}


def change(ground, base, plan):
    """What the plan changes, from the base."""
    moved = base.area != plan.area
    residents = int(ground.areas.population[moved].sum())
    everyone = int(ground.areas.population.sum())
    both = cross_table(ground, base.area, plan.area)
    areas, codes = ground.registrations.area, ground.registrations.ods_code
    inside = [areas.map(each.area) == codes.map(each.practice) for each in (base, plan)]
    patients = ground.registrations.patients
    return {
        "areas": int(moved.sum()),
        "residents": residents,
        "registered_by_residence": int(ground.areas.registered[moved].sum()),
        "practices": int((base.practice != plan.practice).sum()),
        "postcodes": int(ground.postcodes.area.isin(moved.index[moved]).sum()),
        "moved": {code: [base.area[code], plan.area[code]] for code in moved.index[moved]},
        "retention": ratio(everyone - residents, everyone),
        "variation_of_information_bits": conditional_entropy(both) + conditional_entropy(both.T),
        "patients_turned_cross_border": int(patients[inside[0] & ~inside[1]].sum()),
        "patients_turned_inside": int(patients[inside[1] & ~inside[0]].sum()),
    }
