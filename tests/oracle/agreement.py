"""How far one division of the residents, and of the border, is another."""

import math

from tables import border_edges, ratio


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


def coterminosity(ground, plan, labels):
    """How the neighbourhoods line up with a set of units, by residents and by border.

    Homogeneous: each neighbourhood in one unit. Complete: each unit in one neighbourhood.
    """
    residents = cross_table(ground, plan.area, labels)
    homogeneity = explained(residents, entropy(residents.sum(axis=0)))
    completeness = explained(residents.T, entropy(residents.sum(axis=1)))
    borders = border_edges(ground, plan)
    internal = borders[borders.b.notna()]
    coincident = internal[internal.a.map(labels) != internal.b.map(labels)]
    of_zone = lambda edges, zone: math.fsum(edges.length_m[(edges.n == zone) | (edges.m == zone)])  # noqa: E731
    border_m, both = math.fsum(internal.length_m), homogeneity + completeness
    return {
        "homogeneity": homogeneity,
        "completeness": completeness,
        "v_measure": 2 * homogeneity * completeness / both if both else 0.0,
        "internal_border_m": border_m,
        "border_coincidence": ratio(math.fsum(coincident.length_m), border_m),
        "neighbourhoods": {
            zone: ratio(of_zone(coincident, zone), of_zone(internal, zone)) for zone in plan.zones
        },
    }


def explained(counts, own):
    """What rows tell of columns, as a share of what there is to tell; all of it where there is nothing."""
    return 1 - conditional_entropy(counts) / own if own else 1.0
