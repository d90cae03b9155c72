"""What a planner is asked about: of each thing how much there is of it, and how a plan stands beside its base."""

import pandas as pd

from tables import OUTSIDE

ALMOST = 1e-12


def issues(ground, base, plan, found, rules):
    """By kind and what it is about: how much of it there is, more being worse."""
    zones, measures = found["neighbourhoods"], {}
    for name, [value, met, *_] in found["verdict"].items():
        zone, figure = name.split(" ")
        if met is None:
            measures[f"verdict_not_known {name}"] = 0.0
        elif not met:
            measures[f"policy_breach {zone} {figure}"] = beyond(value, next(r for r in rules if r["figure"] == figure))
    for name, turns in found["turns"].items():
        measures |= {f"verdict_turns {name}": 0.0} if turns else {}
    for figure in found["impossible"]:
        measures[f"policy_impossible {figure}"] = 0.0
    names = {}
    for zone in plan.zones:
        names.setdefault(plan.names[zone], []).append(zone)
        measures |= {f"in_pieces {zone}": zones[zone]["pieces"]} if zones[zone]["pieces"] > 1 else {}
        measures |= {f"no_practice {zone}": 0.0} if zones[zone]["practices"] == 0 else {}
        measures |= {f"enclave {zone}": 0.0} if zones[zone]["wholly_inside"] else {}
    measures |= {f"shared_name {ids[0]}": 0.0 for ids in names.values() if len(ids) > 1}
    for code, each in found["uncounted"].items():
        shares = [each["self_containment"], each["self_containment_if_counted"]]
        measures[f"uncounted_practice {code}"] = 0.0 if None in shares else shares[1] - shares[0]
    measures |= {f"hidden_pocket {code}": 0.0 for code in found["hidden_pockets"]}
    for code, network in found["networks"].items():
        if network["neighbourhoods"] > 1:
            share = network["modal_share"]
            measures[f"split_network {code}"] = 0.0 if share is None else 1 - share
    for code, practice in found["practices"].items():
        if practice["split"]:
            measures[f"split_practice {code}"] = 1 - max(practice["shares"].values(), default=0.0)
    for code, [is_outside, at_home, there] in found["leanings"].items():
        measures[f"patients_{'outside' if is_outside else 'elsewhere'} {code}"] = there - at_home
    for code, share in split_areas(ground, base, plan).items():
        measures[f"split_area {code}"] = 1 - share
    ratios = ground.areas.registered / ground.areas.population
    flagged = ratios.index[(ratios < 0.85) | (ratios > 1.25)]
    measures |= {f"coverage_flag {code}": 0.0 for code in flagged}
    closed = ground.practices[ground.practices.basis.str.lower().str.startswith("inferred")]
    here = closed.successor.map(plan.practice)
    measures |= {f"inferred_merger {code}": 0.0 for code in closed.index[here.notna() & (here != OUTSIDE)]}
    return measures


def beyond(value, rule):
    """By how much a figure is beyond its limits, as a share of the limit."""
    least, most = rule.get("least"), rule.get("most")
    under = (least - value) / least if least else 0.0
    over = (value - most) / most if most else 0.0
    return max(under, over, 0.0)


def split_areas(ground, base, plan):
    """Areas whose live postcodes lie in several drawn neighbourhoods, and that no change has moved: the share where they count."""
    if base.drawn is None:
        return {}
    found = {}
    side = pd.Series(base.postcode_side)
    for code, numbers in ground.homes_of_area.items():
        sides = side[numbers].dropna()
        if isinstance(code, str) and len(set(sides)) > 1 and plan.area[code] == base.area[code]:
            found[code] = float((sides == base.area[code]).mean())
    return found


def states(before, after):
    """How each stands beside the base."""
    found = {}
    for about, measure in after.items():
        if about not in before:
            found[about] = "new"
        elif measure > before[about] + ALMOST:
            found[about] = "worse"
        else:
            found[about] = "better" if measure < before[about] - ALMOST else "same"
    return found | {about: "mended" for about in before.keys() - after.keys()}
