"""What a figure may be, by the three rules that give a range; slow, and by trying every choice where there is one."""

import itertools
import math

import numpy as np
import shapely

from tables import ratio


def ranges(ground, base, plan, flows):
    """By neighbourhood and figure: the least and the most."""
    found = {}
    for zone in plan.zones:
        inferred = inferred_patients(ground, plan, zone)
        if inferred:
            most = int(flows[zone].sum())
            found[f"{zone} registered_by_practice"] = [most - inferred, most]
    less, more = {}, {}
    if ground.are_of_2011:
        for zone, of in parts_of_2011(ground, plan, flows).items():
            living = f"{zone} registered_by_residence"
            less[living], more[living] = of.pop("less"), of.pop("more")
            found |= {f"{zone} {figure}": ends for figure, ends in of.items()}
    for (side, zone, figure), people in astride(ground, base, plan).items():
        add(less if side == "less" else more, f"{zone} {figure}", people)
    for name in less.keys() | more.keys():
        zone, figure = name.split(" ")
        inside = plan.area == zone
        count = int(flows.loc[zone].sum()) if figure.startswith("registered") else int(ground.areas.population[inside].sum())
        found[name] = [max(count - less.get(name, 0), 0), count + more.get(name, 0)]
    return found


def inferred_patients(ground, plan, zone):
    """Patients of closed practices whose successor counts there and is inferred."""
    closed = ground.practices[(ground.practices.status == "closed") & (ground.practices.successor != "")]
    here = closed[closed.successor.map(plan.practice) == zone]
    inferred = here[here.basis.str.lower().str.startswith("inferred") & (here.patients != "")]
    return int(inferred.patients.astype(int).sum())


def parts_of_2011(ground, plan, flows):
    """None to all of the patients of areas of 2011 whose parts lie in different neighbourhoods."""
    registrations = ground.registrations
    divided = []
    for _, rows in ground.area_changes.groupby("LSOA11CD"):
        parts = [code for code in rows.LSOA21CD if code in plan.area.index]
        if len({plan.area[code] for code in parts}) > 1:
            divided.append(parts)
    found = {}
    for zone in sorted({plan.area[code] for parts in divided for code in parts}):
        counts = registrations.ods_code.map(plan.practice) == zone
        own, every = [], []
        for parts in (parts for parts in divided if any(plan.area[code] == zone for code in parts)):
            mine = [code for code in parts if plan.area[code] == zone]
            for codes, sums in [(mine, own), (parts, every)]:
                living = registrations.area.isin(codes)
                patients = registrations.patients
                sums.append((int(patients[living & counts].sum()), int(patients[living].sum())))
        home = int(flows.loc[zone, zone]) - sum(part for part, _ in own)
        living = int(flows.loc[zone].sum()) - sum(whole for _, whole in own)
        shares = []
        for chosen in itertools.product([False, True], repeat=len(every)):
            taken = [pair for pair, is_taken in zip(every, chosen) if is_taken]
            share = ratio(home + sum(part for part, _ in taken), living + sum(whole for _, whole in taken))
            shares += [] if share is None else [share]
        registered = int(flows[zone].sum())
        of = {"less": sum(whole for _, whole in own)}
        of["more"] = sum(whole for _, whole in every) - of["less"]
        if shares:
            of["self_containment"] = [min(shares), max(shares)]
        if registered:
            of["localisation"] = [home / registered, (home + sum(part for part, _ in every)) / registered]
        found[zone] = of
    return found


def astride(ground, base, plan):
    """People of whole areas who may live at postcodes across a drawn border, or nearer to it than to the next postcode."""
    if base.drawn is None:
        return {}
    surely, perhaps = postcodes_by_side(ground, base)
    found = {}
    for code in plan.area.index[plan.area == base.area]:  # those that changes have moved are moved whole
        mine, own = ground.homes_of_area.get(code, []), base.area[code]
        sides = {zone for number in mine for zone in perhaps[number]}
        sure = sum(own in surely[number] for number in mine)
        if not mine or (sure == len(mine) and sides <= {own}):
            continue
        people = {"residents": int(ground.areas.population[code]), "registered_by_residence": int(ground.areas.registered[code])}
        for figure, count in people.items():
            add(found, ("less", own, figure), -(-count * (len(mine) - sure) // len(mine)))
            for zone in sides - {own}:
                if zone in plan.zones:
                    there = sum(zone in perhaps[number] for number in mine)
                    add(found, ("more", zone, figure), -(-count * there // len(mine)))
    return found


def add(sums, key, people):
    sums[key] = sums.get(key, 0) + people


FOUND = {}


def postcodes_by_side(ground, base):
    """Of each live postcode the neighbourhoods it is surely in, and those it is surely or perhaps in; found once for a draft."""
    if id(base) not in FOUND:
        FOUND[id(base)] = find_postcodes_by_side(ground, base)
    return FOUND[id(base)]


def find_postcodes_by_side(ground, base):
    places = shapely.points(ground.postcodes.easting.to_numpy(), ground.postcodes.northing.to_numpy())
    far = np.array([shapely.distance(places, polygon) for polygon in base.drawn])  # a row a neighbourhood
    zones = list(base.drawn.index)
    distinct = shapely.union_all(places)
    tree = shapely.STRtree(shapely.get_parts(distinct))
    surely, perhaps = [], []
    for number, place in enumerate(places):
        inside = [zone for zone, metres in zip(zones, far[:, number]) if metres == 0]
        if not inside:
            surely.append(set()), perhaps.append(set())
            continue
        own = inside[0]
        others = [(metres, zone) for zone, metres in zip(zones, far[:, number]) if zone != own]
        metres, across = min(others)
        near = metres == 0 or next_place_m(tree, place, metres) > metres
        surely.append(set() if near else {own})
        perhaps.append({own, across} if near else {own})
    return surely, perhaps


def next_place_m(tree, place, at_least):
    """How far the nearest other point is; no nearer ones are looked for than matter."""
    around = tree.query(place, predicate="dwithin", distance=at_least + 0.001)
    metres = [shapely.distance(tree.geometries[other], place) for other in around]
    return min((each for each in metres if each > 0), default=math.inf)

