"""The figures of a plan on the ground, one function a family, as the definitions have them."""

import math
from collections import defaultdict

import numpy as np
import pandas as pd
import shapely

from tables import OUTSIDE, UNKNOWN

LEAST_SHARED_BORDER_M = 15  # areas are neighbours when they share more than this
SPLIT_UNDER = 0.8
POCKET_FROM_DECILE = 6
COVERED = (0.85, 1.25)


def figures(ground, plan):
    """All figures that depend on the plan."""
    flows = flow_table(ground, plan)
    return {
        "neighbourhoods": neighbourhoods(ground, plan, flows),
        "flows": flow_answer(ground, flows),
        "practices": practices(ground, plan),
        "networks": networks(ground, plan),
        "hidden_pockets": hidden_pockets(ground, plan),
        "districts": coterminosity(ground, plan),
        "access": {
            "county_practices": access(ground, plan, with_outside=False),
            "all_practices": access(ground, plan, with_outside=True),
        },
    }


def ratio(part, whole):
    """None where there is nothing to divide by."""
    return part / whole if whole else None


def flow_table(ground, plan):
    """F(n, m): patients by where they live (rows) and where their practice counts (columns)."""
    home = ground.registrations.area.map(plan.area).fillna(ground.registrations.area)
    practice = ground.registrations.ods_code.map(plan.practice)
    table = ground.registrations.groupby([home, practice]).patients.sum().unstack(fill_value=0)
    rows, columns = [*ground.zones, OUTSIDE, UNKNOWN], [*ground.zones, OUTSIDE]
    return table.reindex(index=rows, columns=columns, fill_value=0)


def flow_answer(ground, flows):
    inner = flows.loc[ground.zones, ground.zones]
    at_home = int(np.trace(inner))
    cells = [[int(patients) for patients in row] for row in flows.to_numpy()]
    cells[flows.index.get_loc(OUTSIDE)][flows.columns.get_loc(OUTSIDE)] = None  # such patients are not loaded
    cross_border = {
        "at_home": at_home,
        "between_neighbourhoods": int(inner.to_numpy().sum()) - at_home,
        "living_outside": int(flows.loc[OUTSIDE].sum()),
        "registered_outside": int(flows.loc[ground.zones, OUTSIDE].sum()),
        "unknown": int(flows.loc[UNKNOWN].sum()),
    }
    total = int(flows.to_numpy().sum())
    rows, columns = list(flows.index), list(flows.columns)
    return {"rows": rows, "columns": columns, "cells": cells, "cross_border": cross_border, "total": total}


def neighbourhoods(ground, plan, flows):
    borders = border_edges(ground, plan)
    return {zone: neighbourhood(ground, plan, flows, borders, zone) for zone in ground.zones}


def neighbourhood(ground, plan, flows, borders, zone):
    areas = ground.areas[plan.area == zone]
    here = ground.practices[plan.practice == zone]
    by_residence, by_practice = int(flows.loc[zone].sum()), int(flows[zone].sum())
    at_home = int(flows.loc[zone, zone])
    residents = int(areas.population.sum())
    result = {
        "areas": len(areas),
        "residents": residents,
        "core20_residents": int(areas.population[areas.imd2025_decile <= 2].sum()),
        "rural_residents": int(areas.population[areas.rural == "rural"].sum()),
        "practices": len(here),
        "list_size": int(here.list_size.sum()),
        "registered_by_practice": by_practice,
        "registered_by_residence": by_residence,
        "registered_at_home": at_home,
        "self_containment": ratio(at_home, by_residence),
        "localisation": ratio(at_home, by_practice),
        "mean_imd_decile": ratio(int((areas.population * areas.imd2025_decile).sum()), residents),
        "age_0_15": int(areas.census2021_0_15.sum()),
        "age_16_64": int(areas.census2021_16_64.sum()),
        "age_65_plus": int(areas.census2021_65plus.sum()),
        "pieces": len(pieces(ground, set(areas.index))),
    }
    return result | shape(ground, plan, borders, zone)


def border_edges(ground, plan):
    """The edges with another neighbourhood, or none, on their other side."""
    sides = {"n": ground.edges.a.map(plan.area), "m": ground.edges.b.map(plan.area).fillna(OUTSIDE)}
    edges = ground.edges.assign(**sides)
    return edges[edges.n != edges.m]


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
    shared = defaultdict(float)
    for a, b, length_m in ground.edges.dropna(subset=["b"]).itertuples(index=False):
        if a in members and b in members:
            shared[frozenset((a, b))] += length_m
    piece_of = {area: {area} for area in members}
    for pair, length_m in shared.items():
        one, other = (piece_of[area] for area in pair)
        if length_m > LEAST_SHARED_BORDER_M and one is not other:
            one |= other
            piece_of.update(dict.fromkeys(other, one))
    return list({id(piece): piece for piece in piece_of.values()}.values())


def practices(ground, plan):
    """Of every practice that counts here: where its patients live, and three views of where it belongs."""
    home = ground.registrations.area.map(plan.area).fillna(ground.registrations.area)
    by_home = ground.registrations.groupby([ground.registrations.ods_code, home]).patients.sum()
    answer = {}
    for code in plan.practice.index[plan.practice != OUTSIDE]:
        patients = by_home[code].drop(UNKNOWN, errors="ignore") if code in by_home else pd.Series(dtype=int)
        shares = patients / patients.sum()  # of all but unknown; those outside are one class
        here = shares.drop(OUTSIDE, errors="ignore")
        answer[code] = {
            "counts_in": plan.practice[code],
            "shares": shares.to_dict(),
            "effective_number": float(1 / (shares**2).sum()) if len(shares) else None,
            "split": bool(here.max() < SPLIT_UNDER) if len(here) else None,
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
    return [{"area": code, "neighbourhood": zone} for code, zone in pockets.zone.items()]


def coverage(ground):
    """Registered patients to residents of every area, and the areas where that is out of the ordinary."""
    ratios = ground.areas.registered / ground.areas.population
    flagged = ratios.index[(ratios < COVERED[0]) | (ratios > COVERED[1])]
    return {"ratios": ratios.to_dict(), "flagged": list(flagged)}


def conditional_entropy(counts):
    """H(columns | rows) in bits, of a table of residents."""
    total = counts.to_numpy().sum()
    spread = 0.0
    for row in counts.to_numpy():
        spread -= sum(n / total * math.log2(n / row.sum()) for n in row if n)
    return spread


def entropy(counts):
    return conditional_entropy(counts.to_frame().T)


def cross_table(ground, one, other):
    """Residents by two ways to divide the areas."""
    residents = ground.areas.population.groupby([one.rename("one"), other.rename("other")]).sum()
    return residents.unstack(fill_value=0)


def coterminosity(ground, plan):
    """How the neighbourhoods line up with the districts, by residents and by border.

    Homogeneous: each neighbourhood in one district. Complete: each district in one neighbourhood.
    """
    residents = cross_table(ground, plan.area, ground.areas.district)
    homogeneity = 1 - conditional_entropy(residents) / entropy(residents.sum(axis=0))
    completeness = 1 - conditional_entropy(residents.T) / entropy(residents.sum(axis=1))
    borders = border_edges(ground, plan)
    internal = borders[borders.b.notna()]
    coincident = internal[internal.a.map(ground.areas.district) != internal.b.map(ground.areas.district)]
    border_m = math.fsum(internal.length_m)
    return {
        "homogeneity": homogeneity,
        "completeness": completeness,
        "v_measure": 2 * homogeneity * completeness / (homogeneity + completeness),
        "internal_border_m": border_m,
        "border_coincidence": ratio(math.fsum(coincident.length_m), border_m),
    }


def access(ground, plan, with_outside):
    """Straight lines to the nearest site; residents are spread evenly over their area's live postcodes."""
    active = ground.practices[ground.practices.status == "active"]
    sites = active if with_outside else active[plan.practice[active.index] != OUTSIDE]
    homes = ground.postcodes.dropna(subset=["area"])
    squares = np.zeros((len(homes), len(sites)), dtype=np.int64)
    for axis in ["easting", "northing"]:  # in whole millimetres, so that ties are ties
        mm = [np.rint(table[axis].to_numpy() * 1000).astype(np.int64) for table in (homes, sites)]
        squares += (mm[0][:, None] - mm[1][None, :]) ** 2
    nearest = squares.argmin(axis=1)  # the first, which is that of least code
    metres = np.sqrt(squares[np.arange(len(homes)), nearest].astype(float)) / 1000
    # Residents at a postcode are population / number of postcodes; in units of 1 / unit they are whole.
    shared_by = homes.groupby("area").postcode.transform("size")
    unit = math.lcm(*shared_by)
    weights = [unit // int(n) * int(p) for n, p in zip(shared_by, homes.area.map(ground.areas.population))]
    zones = homes.area.map(plan.area).to_numpy()
    crossing = zones != plan.practice[sites.index[nearest]].to_numpy()
    rows = list(zip(metres.tolist(), weights, crossing.tolist(), zones))
    answer = {zone: distances([row for row in rows if row[3] == zone], unit) for zone in ground.zones}
    return {"all": distances(rows, unit), "neighbourhoods": answer}


def distances(rows, unit):
    """Mean; the least distance within which 90 % of residents are; people whose nearest counts elsewhere."""
    everyone = sum(weight for _, weight, _, _ in rows)
    if not everyone:
        return {"mean_m": None, "p90_m": None, "residents_nearest_elsewhere": 0.0}
    mean_m = math.fsum(metres * (weight / everyone) for metres, weight, _, _ in rows)
    within, p90_m = 0, None
    for metres, weight, _, _ in sorted(rows):
        within += weight
        if 10 * within >= 9 * everyone:
            p90_m = metres
            break
    elsewhere = sum(weight for _, weight, crosses, _ in rows if crosses) / unit
    return {"mean_m": mean_m, "p90_m": p90_m, "residents_nearest_elsewhere": elsewhere}


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
        "retention": ratio(everyone - residents, everyone),
        "variation_of_information_bits": conditional_entropy(both) + conditional_entropy(both.T),
        "patients_turned_cross_border": int(patients[inside[0] & ~inside[1]].sum()),
        "patients_turned_inside": int(patients[inside[1] & ~inside[0]].sum()),
    }
