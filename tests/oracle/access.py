"""How far people have to a practice, and where that practice counts."""

import math

import numpy as np

from tables import OUTSIDE


def access(ground, plan):
    """Straight lines to the nearest site; residents are spread evenly over their area's live postcodes."""
    homes = ground.postcodes.dropna(subset=["area"])
    # Residents at a postcode are population / number of postcodes; in units of 1 / unit they are whole.
    shared_by = homes.groupby("area").postcode.transform("size")
    unit = math.lcm(*shared_by)
    weights = [unit // int(n) * int(p) for n, p in zip(shared_by, homes.area.map(ground.areas.population))]
    zones = homes.area.map(plan.area).to_numpy()
    # A practice whose place is not known is near nobody.
    active = ground.practices[(ground.practices.status == "active") & ground.practices.easting.notna()]
    county = active[active.site.notna()]
    counts_in = plan.practice[active.index]
    own = np.full(len(homes), np.nan)
    for zone in plan.zones:
        sites = active[(counts_in == zone).to_numpy()]
        if len(sites):
            own[zones == zone] = nearest(homes[zones == zone], sites)[1]
    answer = {"own": told(plan, zip(own.tolist(), weights, ["own"] * len(homes), zones), unit)}
    for name, sites in [("here", county), ("everywhere", active)]:
        which, metres = nearest(homes, sites)
        where = plan.practice[sites.index[which]].to_numpy()
        sides = ["own" if at == zone else OUTSIDE if at == OUTSIDE else "another" for at, zone in zip(where, zones)]
        answer[name] = told(plan, zip(metres.tolist(), weights, sides, zones), unit)
    return answer


def nearest(homes, sites):
    """For each home the place of its nearest site in the list, the first of equals, and how far it is in metres."""
    squares = np.zeros((len(homes), len(sites)), dtype=np.int64)
    for axis in ["easting", "northing"]:  # in whole millimetres, so that ties are ties
        mm = [np.rint(table[axis].to_numpy() * 1000).astype(np.int64) for table in (homes, sites)]
        squares += (mm[0][:, None] - mm[1][None, :]) ** 2
    which = squares.argmin(axis=1)  # sites are in order of code
    return which, np.sqrt(squares[np.arange(len(homes)), which].astype(float)) / 1000


def told(plan, rows, unit):
    """Of everyone, and of each neighbourhood."""
    rows = [row for row in rows if not math.isnan(row[0])]
    by_zone = {zone: distances([row for row in rows if row[3] == zone], unit) for zone in plan.zones}
    return {"all": distances(rows, unit), "neighbourhoods": by_zone}


def distances(rows, unit):
    """Mean; the least distance within which 90 % of residents are; people by where their nearest practice counts."""
    everyone = sum(weight for _, weight, _, _ in rows)
    people = dict.fromkeys(["own", "another", OUTSIDE], 0)
    for _, weight, side, _ in rows:
        people[side] += weight
    answer = {f"residents_{side}": weight / unit for side, weight in people.items()}
    if not everyone:
        return answer | {"residents": 0, "mean_m": None, "p90_m": None}
    mean_m = math.fsum(metres * (weight / everyone) for metres, weight, _, _ in rows)
    within, p90_m = 0, None
    for metres, weight, _, _ in sorted(rows):
        within += weight
        if 10 * within >= 9 * everyone:
            p90_m = metres
            break
    return answer | {"residents": everyone // unit, "mean_m": mean_m, "p90_m": p90_m}
