"""The figures of a plan on the ground, one function a family, as the definitions have them."""

import math

import numpy as np
import pandas as pd
import shapely

from access import access
from agreement import conditional_entropy, coterminosity, cross_table
from tables import OUTSIDE, UNKNOWN, border_edges, handed_on, known_sum, ratio

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
        "msoas": set_fit(ground, plan, ground.areas.msoa_code),
        "wards": set_fit(ground, plan, ground.areas.ward_code),
        "access": access(ground, plan),
        "population": {zone: population(ground, plan.area == zone) for zone in plan.zones},
        "everywhere": population(ground, plan.area.notna()),
        "leanings": leanings(ground, plan),
        "uncounted": uncounted(ground, plan),
    }


def flow_table(ground, plan):
    """F(n, m): patients by where they live (rows) and where their practice counts (columns)."""
    home = ground.registrations.area.map(plan.area).fillna(ground.registrations.area)
    practice = ground.registrations.ods_code.map(plan.practice)
    table = ground.registrations.groupby([home, practice]).patients.sum().unstack(fill_value=0)
    if OUTSIDE in table.index and OUTSIDE in table.columns:
        table.loc[OUTSIDE, OUTSIDE] = 0  # nobody's here
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
    core20 = None if areas.imd2025_decile.isna().any() else int(areas.population[areas.imd2025_decile <= 2].sum())
    rural = None if (areas.rural == "").any() else int(areas.population[areas.rural == "rural"].sum())
    result = {
        "areas": len(areas),
        "residents": residents,
        "core20_residents": core20,
        "core20_share": ratio(core20, residents),
        "rural_residents": rural,
        "rural_share": ratio(rural, residents),
        "practices": len(here),
        "list_size": known_sum(here.list_size),
        "registered_by_practice": by_practice,
        "registered_by_residence": by_residence,
        "registered_at_home": at_home,
        "self_containment": ratio(at_home, by_residence),
        "localisation": ratio(at_home, by_practice),
        "mean_imd_decile": ratio(int((areas.population * areas.imd2025_decile).sum()), residents),
        "census_2021": {
            "all": known_sum(areas.census2021_total),
            "aged_0_to_15": known_sum(areas.census2021_0_15),
            "aged_16_to_64": known_sum(areas.census2021_16_64),
            "aged_65_and_over": known_sum(areas.census2021_65plus),
            "disabled": known_sum(areas.census2021_disabled),
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


def population(ground, inside):
    """Who lives in some areas: shares are of everybody, or all households, of the same table."""
    found = {}
    for name, everybody in [("ages", "all_ages"), ("accommodation", "households")]:
        table = ground.people[name]
        if table is None:
            found[name] = None
            continue
        counts = {column: known_sum(table[column][inside]) for column in table.columns}
        part = lambda count: {"count": count, "share_of_all": ratio(count, counts[everybody])}  # noqa: E731
        kinds = {column: part(count) for column, count in counts.items() if column != everybody}
        found[name] = {everybody: counts[everybody], "kinds": kinds}
        if name == "ages":
            for least in (65, 85):
                older = [count for column, count in counts.items() if column[5:7].isdigit() and int(column[5:7]) >= least]
                found[name][f"aged_{least}_and_over"] = part(sum(older))
    table = ground.people["indicators"]
    residents = ground.areas.population[inside]
    level = lambda name, values: (  # noqa: E731
        None
        if values.isna().any()
        else math.fsum(values) if name.endswith("_numerator") else math.fsum(values * residents) / int(residents.sum())
    )
    found["indicators"] = None if table is None else {name: level(name, table[name][inside]) for name in table.columns}
    return found


def set_fit(ground, plan, labels):
    """None where an area is not known to be in a unit of the set."""
    return None if (labels == "").any() else coterminosity(ground, plan, labels)


def leanings(ground, plan):
    """Areas of whose patients more are registered in one other neighbourhood, or outside, than in their own."""
    registrations = ground.registrations
    here = registrations[registrations.area.isin(plan.area.index)]
    table = here.groupby([here.area, here.ods_code.map(plan.practice)]).patients.sum().unstack(fill_value=0)
    table = table.reindex(index=plan.area.index, columns=[*plan.zones, OUTSIDE], fill_value=0)
    found = {}
    for code, patients in table.iterrows():
        own, everyone = int(patients[plan.area[code]]), int(patients.sum())
        most = patients.idxmax()  # of equals the first; outside stands last
        if int(patients[most]) > own:
            found[code] = [most == OUTSIDE, ratio(own, everyone), ratio(int(patients[most]), everyone)]
    return found


def uncounted(ground, plan):
    """Practices that are not active, lie here and have patients: what they do to self-containment of their site's neighbourhood."""
    registrations = ground.registrations.assign(zone=ground.registrations.area.map(plan.area))
    here = registrations[registrations.zone.notna()]
    at_home = here[here.zone == here.ods_code.map(plan.practice)].groupby("zone").patients.sum()
    living = here.groupby("zone").patients.sum()
    found = {}
    for code, practice in ground.practices[ground.practices.status != "active"].iterrows():
        mine = here[here.ods_code == code]
        if pd.isna(practice.site) or not len(mine):
            continue
        zone = plan.area[practice.site]
        in_zone, home = int(mine.patients[mine.zone == zone].sum()), int(at_home.get(zone, 0))
        found[code] = {
            "patients_living_here": int(mine.patients.sum()),
            "patients_living_in_neighbourhood": in_zone,
            "self_containment": ratio(home, int(living[zone])),
            "self_containment_if_counted": ratio(home + in_zone, int(living[zone])),
        }
    return found


def networks(ground, plan):
    answer = {}
    for code, members in counted_with_network(ground, plan).groupby("pcn_code"):
        lists = members.groupby("zone").list_size.sum()
        modal = lists.idxmax()  # ties by least id: the groups are in order
        modal_share = ratio(int(lists[modal]), int(lists.sum()))
        if members.list_size.isna().any():
            modal, modal_share = None, None
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


def pairs(ground, base, plan):
    """Areas that go from one neighbourhood to another: residents, and where their patients' practices count afterwards."""
    moved = base.area.index[base.area != plan.area]
    found = {}
    for (old, new), codes in pd.Series(moved).groupby([base.area[moved].to_numpy(), plan.area[moved].to_numpy()]):
        mine = ground.registrations[ground.registrations.area.isin(set(codes))]
        at = mine.groupby(mine.ods_code.map(plan.practice)).patients.sum()
        everyone = int(at.sum())
        there, here = int(at.get(new, 0)), int(at.get(old, 0)) if old in plan.zones else 0
        away = int(at.get(OUTSIDE, 0))
        others = everyone - there - here - away
        found[f"{old} to {new}"] = {
            "areas": len(codes),
            "residents": int(ground.areas.population[list(codes)].sum()),
            "patients": {
                "living_there": everyone,
                "registered_in_to": there,
                "registered_in_from": here,
                "registered_in_others": others,
                "registered_outside": away,
                "share_in_to": ratio(there, everyone),
                "share_in_from": ratio(here, everyone),
                "share_in_others": ratio(others, everyone),
                "share_outside": ratio(away, everyone),
            },
        }
    return found


def moved_practices(ground, base, plan):
    """Of a practice that counts elsewhere: its list, and the shares of its patients of known area living in either, afterwards.

    Its list is what it has then, with those it took; of one that closes, its own, which goes to another.
    """
    found, whole = {}, handed_on(ground, plan)
    for code in base.practice.index[base.practice != plan.practice]:
        old, new = base.practice[code], plan.practice[code]
        taker = (plan.taken or {}).get(code)
        of = ground if taker else whole
        mine = of.registrations[of.registrations.ods_code == code]
        lives = mine.area.map(plan.area).fillna(mine.area)
        patients = mine.patients.groupby(lives).sum().drop(UNKNOWN, errors="ignore")
        size = of.practices.list_size[code]
        share = lambda zone: ratio(int(patients.get(zone, 0)), int(patients.sum())) if zone in plan.zones else None  # noqa: E731
        goes_to = plan.practice[taker] if taker else new
        found[code] = [old, new, taker, None if math.isnan(size) else int(size), share(old), share(goes_to)]
    return found


def change(ground, base, plan):
    """What the plan changes, from the base."""
    moved = base.area != plan.area
    residents = int(ground.areas.population[moved].sum())
    everyone = int(ground.areas.population.sum())
    both = cross_table(ground, base.area, plan.area)
    areas, codes = ground.registrations.area, ground.registrations.ods_code
    held = codes.replace(plan.taken or {})
    inside = [areas.map(each.area) == of.map(each.practice) for each, of in [(base, codes), (plan, held)]]
    patients = ground.registrations.patients
    return {
        "areas": int(moved.sum()),
        "residents": residents,
        "registered_by_residence": int(ground.areas.registered[moved].sum()),
        "practices": int((base.practice != plan.practice).sum()),
        "postcodes": int(ground.postcodes.area.isin(moved.index[moved]).sum()),
        "moved": {
            code: [base.area[code], plan.area[code], int(ground.areas.population[code])] for code in moved.index[moved]
        },
        "moved_practices": moved_practices(ground, base, plan),
        "moved_postcodes": {
            postcode: [base.area[area], plan.area[area]]
            for postcode, area in zip(ground.postcodes.postcode, ground.postcodes.area)
            if isinstance(area, str) and moved[area]
        },
        "pairs": pairs(handed_on(ground, plan), base, plan),
        "retention": ratio(everyone - residents, everyone),
        "variation_of_information_bits": conditional_entropy(both) + conditional_entropy(both.T),
        "patients_turned_cross_border": int(patients[inside[0] & ~inside[1]].sum()),
        "patients_turned_inside": int(patients[inside[1] & ~inside[0]].sum()),
    }
