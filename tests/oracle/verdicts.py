"""Rules over figures: whether they hold, what that depends on, and what no borders can keep to."""

import math


def judged(zones, ranges, rules):
    """Every rule in every neighbourhood, what it depends on, and limits that no borders can keep to."""
    found, turns, impossible = {}, {}, {}
    for rule in rules:
        figure, other = rule["figure"], {LISTS: REGISTERED, REGISTERED: LISTS}.get(rule["figure"])
        for zone, figures in zones.items():
            value, then = figures[figure], figures[other] if other else None
            ends = ranges.get(f"{zone} {figure}")
            met, met_then = holds(rule, value), None if then is None else holds(rule, then)
            by_date = value is not None and then is not None and met != met_then
            turns[f"{zone} {figure}"] = by_date or (ends is not None and is_cut(rule, *ends))
            found[f"{zone} {figure}"] = [value, met, then, met_then, ends]
        known = [figures[figure] for figures in zones.values()]
        if figure not in NOT_OF_EVERYBODY and None not in known:
            impossible |= too_much(rule, len(zones), sum(known))
    return {"verdict": found, "turns": turns, "impossible": impossible}


REGISTERED, LISTS = "registered_by_practice", "list_size"
NOT_OF_EVERYBODY = {"self_containment", "localisation", "pieces"}


def holds(rule, value):
    """Whether a figure is within the limits, both inclusive; none where there is no figure."""
    least, most = rule.get("least"), rule.get("most")
    return None if value is None else (least is None or least <= value) and (most is None or value <= most)


def is_cut(rule, low, high):
    """Whether a rule holds in a part of a range alone: held against its ends, and the limits that lie in it."""
    limits = [limit for limit in (rule.get("least"), rule.get("most")) if limit is not None and low <= limit <= high]
    return len({holds(rule, value) for value in [low, high, *limits]}) > 1


def too_much(rule, zones, everybody):
    least, most = rule.get("least"), rule.get("most")
    if least is not None and zones * least > everybody:
        return {rule["figure"]: [least, zones * least, everybody, everybody // least]}
    if most is not None and zones * most < everybody:
        return {rule["figure"]: [most, zones * most, everybody, None]}
    return {}


def totals(zones):
    """All neighbourhoods together."""
    figures = ["areas", "area_m2", "residents", "core20_residents", "practices", "list_size"]
    known = {figure: [zone[figure] for zone in zones.values()] for figure in figures}
    return {figure: None if None in values else math.fsum(values) if figure == "area_m2" else sum(values) for figure, values in known.items()}
