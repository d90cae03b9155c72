#!/usr/bin/env python3
"""Computes the figures of the service a second time, from the shipped tables alone, sharing no code with it.

    python3 oracle.py --data DIR [--draft ID] [--changes FILE]    prints before, after and change as JSON
    python3 oracle.py --data DIR --check                          holds the shipped county to its golden figures

FILE is the body of POST /v1/evaluate, or a list of them. It needs Python 3.9, pandas, and shapely 2, or newer. Written to be
checked by reading: slow, obvious, and without regard to how the service does it.
"""

import argparse
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # leave no traces in a checkout

from changes import changed  # noqa: E402
from figures import change, coverage, figures, flow_table  # noqa: E402
from issues import issues, states  # noqa: E402
from profiles import profiles  # noqa: E402
from ranges import ranges  # noqa: E402
from tables import DRAFT, OUTSIDE, UNKNOWN, handed_on, read  # noqa: E402
from verdicts import judged, totals  # noqa: E402


def side(ground, base, plan, rules):
    """All figures of one side, and what follows from them."""
    ground = handed_on(ground, plan)
    found = figures(ground, plan)
    found["ranges"] = ranges(ground, base, plan, flow_table(ground, plan))
    found |= judged(found["neighbourhoods"], found["ranges"], rules)
    found["totals"] = totals(found["neighbourhoods"])
    found["issues"] = issues(ground, base, plan, found, rules)
    return found


def answers(ground, base, bodies):
    """The draft as it is is counted once for all that are judged by the same rules."""
    known, told = {}, []
    for body in bodies:
        rules = body.get("policy", {"rules": []})["rules"]
        name = json.dumps(rules)
        if name not in known:
            known[name] = side(ground, base, base, rules)
        told.append(answer(ground, base, body, rules, known[name]))
    return told


def answer(ground, base, body, rules, before):
    changes = body["changes"]
    plan, notes = changed(ground, base, changes)
    after = side(ground, base, plan, rules) if changes else before
    told = [{name: value for name, value in each.items() if name != "issues"} for each in (before, after)]
    found = {"before": told[0], "after": told[1], "change": change(ground, base, plan), "notes": notes}
    found["coverage"] = coverage(ground)
    found["crossing"] = crossing(before, after)
    found["states"] = states(before["issues"], after["issues"])
    if body.get("explain"):
        found["explanation"] = explanation(ground, base, changes, rules, (plan, after))
    if body.get("profiles"):
        found["profiles"] = profiles(ground, base, before)
    return found


def crossing(before, after):
    """Patients with a border between home and practice: between neighbourhoods, and over the outer border."""
    told = {}
    for name, found in [("before", before), ("after", after)]:
        sums = found["flows"]["cross_border"]
        over = sums["living_outside"] + sums["registered_outside"]
        told[name] = {"between_neighbourhoods": sums["between_neighbourhoods"], "over_the_outer_border": over}
    sides = [told[name]["between_neighbourhoods"] for name in ("after", "before")]
    return told | {"difference": sides[0] - sides[1]}


def explanation(ground, base, changes, rules, whole):
    """Of each change: the whole less the whole without it; None where it cannot be left out alone."""
    told = []
    for number in range(len(changes)):
        try:
            plan, _ = changed(ground, base, changes[:number] + changes[number + 1 :])
        except AssertionError:
            told.append(None)
            continue
        told.append(effect(ground, base, whole, (plan, side(ground, base, plan, rules))))
    return told


def effect(ground, base, whole, rest):
    def sums(plan, found):
        moved, cross = base.area != plan.area, found["flows"]["cross_border"]
        return [
            int(moved.sum()),
            int(ground.areas.population[moved].sum()),
            int((base.practice != plan.practice).sum()),
            cross["between_neighbourhoods"],
            cross["at_home"],
            sum(each[1] is not None and not each[1] for each in found["verdict"].values()),
        ]

    people = ["residents", "registered_by_practice", "registered_by_residence"]
    of_zone = lambda found, zone: [found["neighbourhoods"].get(zone, {}).get(each, 0) for each in people]  # noqa: E731
    zones = {}
    for zone in whole[1]["neighbourhoods"].keys() | rest[1]["neighbourhoods"].keys():
        differs = [one - other for one, other in zip(of_zone(whole[1], zone), of_zone(rest[1], zone))]
        zones |= {zone: differs} if any(differs) else {}
    return {"sums": [one - other for one, other in zip(sums(*whole), sums(*rest))], "neighbourhoods": zones}


def golden(ground, base):
    """(what, found, expected) of every golden figure; ratios and lengths are rounded as published."""
    found = figures(ground, base)
    zones, flows, cross = found["neighbourhoods"], found["flows"], found["flows"]["cross_border"]
    rows = dict(zip(flows["rows"], flows["cells"]))
    away = len(flows["columns"]) - 1
    areas, registrations, practices = ground.areas, ground.registrations, found["practices"]
    core20 = areas[areas.imd2025_decile <= 2]
    for row, lines in [(UNKNOWN, 55), (OUTSIDE, 1_056)]:
        yield f"registrations of row {row}", int((registrations.area == row).sum()), lines
    yield "patients", flows["total"], 826_255
    yield "by residence", sum(zone["registered_by_residence"] for zone in zones.values()), 804_238
    yield "by practice", sum(zone["registered_by_practice"] for zone in zones.values()), 805_039
    yield "column outside", sum(cells[away] or 0 for cells in rows.values()), 21_216
    for key, patients in [
        ("at_home", 688_672),
        ("between_neighbourhoods", 94_350),
        ("living_outside", 21_791),
        ("registered_outside", 21_216),
        ("unknown", 226),
    ]:
        yield key, cross[key], patients
    for zone, by_residence, by_practice, at_home, contained, local, perimeter_km, area_km2, polsby_popper in [
        ("N01", 62_335, 69_938, 59_831, 0.9598, 0.8555, 45.363, 34.5495, 0.21099),
        ("N14", 43_366, 31_379, 27_618, 0.6369, 0.8801, 101.242, 218.1796, 0.26749),
    ]:
        known = zones[zone]
        yield f"{zone} by residence", known["registered_by_residence"], by_residence
        yield f"{zone} by practice", known["registered_by_practice"], by_practice
        yield f"{zone} at home", known["registered_at_home"], at_home
        yield f"{zone} self-containment", round(known["self_containment"], 4), contained
        yield f"{zone} localisation", round(known["localisation"], 4), local
        yield f"{zone} perimeter, km", round(known["perimeter_m"] / 1e3, 3), perimeter_km
        yield f"{zone} area, km2", round(known["area_m2"] / 1e6, 4), area_km2
        yield f"{zone} Polsby-Popper", round(known["polsby_popper"], 5), polsby_popper
    yield "N14 registered outside", rows["N14"][away], 13_681
    yield "pieces", {zone["pieces"] for zone in zones.values()}, {1}
    yield "Core20 areas, residents", (len(core20), int(core20.population.sum())), (11, 19_249)
    for zone, residents in [("N01", 5_586), ("N05", 1_394), ("N10", 10_831), ("N11", 1_438)]:
        yield f"{zone} Core20", zones[zone]["core20_residents"], residents
    pockets = {pocket["neighbourhood"] for pocket in found["hidden_pockets"].values()}
    yield "hidden pockets", pockets, {"N01", "N05", "N11"}
    views = {code: (each["counts_in"], each["patients_view"]) for code, each in practices.items()}
    elsewhere = {code: patients for code, (site, patients) in views.items() if patients != site}
    yield "patients elsewhere than the site", elsewhere, {"K84007": "N10"}
    without = {code for code, each in practices.items() if each["network_view"] is None}
    yield "no view by network", without >= {"K84012", "K84065"}, True
    in_two = {code for code, network in found["networks"].items() if network["neighbourhoods"] == 2}
    in_more = {code for code, network in found["networks"].items() if network["neighbourhoods"] > 2}
    yield "networks in two, in more", (in_two, in_more), ({"U12754", "U20827", "U95654"}, set())
    # Closed practices of the county have no site; the others that do not count have theirs outside.
    with_site = ground.practices.easting.notna()
    yield "practices here", len(practices), 65
    yield "practices outside", int((with_site & ground.practices.site.isna()).sum()), 200
    county = found["access"]["here"]["all"]
    yield "nearest practice over the border", round(county["residents_another"]), 69_812
    covered = coverage(ground)
    yield "areas flagged by coverage", len(covered["flagged"]), 23
    ratios = covered["ratios"].values()
    yield "least and most coverage", (round(min(ratios), 2), round(max(ratios), 2)), (0.43, 4.74)


def main():
    as_written = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=as_written)
    parser.add_argument("--data", type=Path, required=True, help="a data directory")
    parser.add_argument("--draft", default=DRAFT, help="the id of a draft in it")
    parser.add_argument("--changes", type=Path, help="a body of POST /v1/evaluate")
    parser.add_argument("--check", action="store_true", help="hold the shipped county to its golden figures")
    arguments = parser.parse_args()
    ground, base = read(arguments.data, arguments.draft)
    if arguments.check:
        results = list(golden(ground, base))
        wrong = [each for each in results if each[1] != each[2]]
        for what, found, expected in wrong:
            print(f"{what}: {found} instead of {expected}")
        print(f"{len(results) - len(wrong)} of {len(results)} golden figures agree")
        return 1 if wrong else 0
    body = json.loads(arguments.changes.read_text()) if arguments.changes else {"changes": []}
    told = answers(ground, base, body if isinstance(body, list) else [body])
    told = told if isinstance(body, list) else told[0]
    print(json.dumps(told, allow_nan=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
