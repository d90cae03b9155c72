"""What each neighbourhood is like beside the whole study area: its people, its practices, and what stands out."""

import math

from tables import OUTSIDE, border_edges, known_sum, ratio

MOST = 6


def profiles(ground, plan, found):
    """Of each neighbourhood, and under `everywhere` of all of them."""
    people = {zone: people_of(ground, plan.area == zone, found["population"][zone]) for zone in plan.zones}
    everywhere = people_of(ground, plan.area.notna(), found["everywhere"])
    lists = {zone: growth(found, [zone]) for zone in plan.zones} | {"everywhere": growth(found, plan.zones)}
    compared = {zone: compare(found, people[zone], lists[zone], [zone], zone) for zone in plan.zones}
    of_all = compare(found, everywhere, lists["everywhere"], plan.zones, None)
    borders = border_edges(ground, plan)
    answer = {}
    for zone in plan.zones:
        answer[zone] = {
            "people": people[zone],
            "everywhere": everywhere,
            "lists": lists[zone],
            "lists_everywhere": lists["everywhere"],
            "stands_out": stands_out(compared, of_all, zone),
            "practices": practices(ground, plan, zone),
            "networks": networks(ground, plan, zone),
            "registered_at": shares(row(found["flows"], zone)),
            "patients_from": shares(column(found["flows"], zone)),
            "neighbours": neighbours(borders, zone),
        }
    return answer


def people_of(ground, inside, population):
    areas = ground.areas[inside]
    residents, area_km2 = int(areas.population.sum()), int(areas.double_area_mm2.sum()) / 2e12
    core20 = None if areas.imd2025_decile.isna().any() else int(areas.population[areas.imd2025_decile <= 2].sum())
    rural = None if (areas.rural == "").any() else int(areas.population[areas.rural == "rural"].sum())
    deciles = [int(areas.population[areas.imd2025_decile == decile].sum()) for decile in range(1, 11)]
    return {
        "areas": len(areas),
        "residents": residents,
        "area_km2": area_km2,
        "residents_per_km2": ratio(residents, area_km2),
        "rural_residents": rural,
        "rural_share": ratio(rural, residents),
        "core20_residents": core20,
        "core20_share": ratio(core20, residents),
        "residents_by_decile": None if areas.imd2025_decile.isna().any() else deciles,
        "census_2021": {
            "all": known_sum(areas.census2021_total),
            "aged_0_to_15": known_sum(areas.census2021_0_15),
            "aged_16_to_64": known_sum(areas.census2021_16_64),
            "aged_65_and_over": known_sum(areas.census2021_65plus),
            "disabled": known_sum(areas.census2021_disabled),
        },
    } | population


def growth(found, zones):
    registered = sum(found["neighbourhoods"][zone]["registered_by_practice"] for zone in zones)
    lists = [found["neighbourhoods"][zone]["list_size"] for zone in zones]
    if None in lists:
        return None
    of_range = [found["ranges"].get(f"{zone} registered_by_practice") for zone in zones]
    least = registered - sum(ends[1] - ends[0] for ends in of_range if ends)
    grown = [ratio(sum(lists) - count, count) for count in (registered, least)]
    ends = grown if least < registered and None not in grown else None
    return {"registered_by_practice": registered, "list_size": sum(lists), "growth": grown[0], "range": ends}


def compare(found, people, lists, zones, zone):
    """What is compared, by its title; None where it is not known."""
    census, ages, homes = people["census_2021"], people["ages"], people["accommodation"]
    flows, access = found["flows"], found["access"]["everywhere"]
    living = sum(sum(patients or 0 for patients in flows["cells"][flows["rows"].index(each)]) for each in zones)
    home = sum(flows["cells"][flows["rows"].index(each)][flows["columns"].index(each)] for each in zones)
    metres = (access["neighbourhoods"][zone] if zone else access["all"])["mean_m"]
    flats = homes and homes["kinds"].get("purpose_built_flats")
    return {
        "Aged 0 to 15": ratio(census["aged_0_to_15"], census["all"]),
        "Aged 65 and over": ages and ages["aged_65_and_over"]["share_of_all"],
        "Aged 85 and over": ages and ages["aged_85_and_over"]["share_of_all"],
        "Disabled under the Equality Act": ratio(census["disabled"], census["all"]),
        "Households in purpose-built flats": flats and flats["share_of_all"],
        "Residents of rural areas": people["rural_share"],
        "Residents of the most deprived fifth of England's areas": people["core20_share"],
        "Residents a square kilometre": people["residents_per_km2"],
        "Patients living here who are registered here": ratio(home, living),
        "Growth of lists": lists and lists["growth"],
        "Mean distance to the nearest practice, an estimate in a straight line": None if metres is None else metres / 1000,
    }


def stands_out(compared, everywhere, zone):
    """The largest differences as shares of the range that neighbourhoods have, the largest first."""
    found = []
    for title, of_all in everywhere.items():
        known = [each[title] for each in compared.values()]
        if of_all is None or None in known or max(known) <= min(known):
            continue
        here = compared[zone][title]
        weight = abs(here - of_all) / (max(known) - min(known))
        found.append((weight, title, here, of_all, min(known), max(known)))
    found.sort(key=lambda each: -each[0])
    return [list(each[1:]) for each in found[:MOST]]


def practices(ground, plan, zone):
    here = ground.practices[plan.practice == zone]
    return {code: None if math.isnan(size) else int(size) for code, size in here.list_size.items()}


def networks(ground, plan, zone):
    counted = ground.practices.assign(zone=plan.practice)
    counted = counted[(counted.zone != OUTSIDE) & (counted.pcn_code != "")]
    answer = {}
    for code, members in counted.groupby("pcn_code"):
        here = members[members.zone == zone]
        if len(here):
            answer[code] = [len(here), len(members), known_sum(here.list_size)]
    return answer


def row(flows, zone):
    return dict(zip(flows["columns"], flows["cells"][flows["rows"].index(zone)]))


def column(flows, zone):
    place = flows["columns"].index(zone)
    return {name: cells[place] for name, cells in zip(flows["rows"], flows["cells"])}


def shares(patients):
    """Patients of each place that has some, and their share of all."""
    everyone = sum(patients.values())
    return {place: [count, ratio(count, everyone)] for place, count in patients.items() if count}


def neighbours(borders, zone):
    """Metres of border in common with each other neighbourhood."""
    mine = borders[((borders.n == zone) | (borders.m == zone)) & (borders.n != OUTSIDE) & (borders.m != OUTSIDE)]
    other = mine.n.where(mine.n != zone, mine.m)
    return {name: math.fsum(lengths) for name, lengths in mine.length_m.groupby(other)}
