//! The problem as numbers: areas, who is next to whom, which move together, and what every neighbourhood must have.
//!
//! It knows no codes, names or files, so that any graph can be searched, and every partition of a small one tried.

/// What moves as a whole: an area, or areas that are kept together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its areas.
    pub areas: Vec<usize>,
    /// What moving it costs, in the unit of what is minimised.
    pub cost: u64,
    /// What it brings its neighbourhood, a figure a rule.
    pub weights: Vec<u64>,
    /// The neighbourhood it is in.
    pub base: usize,
    /// The neighbourhoods it may be in, a bit each; that of `base` is always set.
    pub allowed: u64,
}

/// The limits of one figure, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least a neighbourhood must have.
    pub least: u64,
    /// The most it may have.
    pub most: u64,
}

impl Range {
    /// No limit.
    pub const ANY: Self = Self { least: 0, most: u64::MAX };

    /// Whether a figure is within.
    #[must_use]
    pub fn holds(self, figure: u64) -> bool {
        (self.least..=self.most).contains(&figure)
    }

    /// How far a figure is outside.
    #[must_use]
    pub fn distance(self, figure: u64) -> u64 {
        self.least.saturating_sub(figure).max(figure.saturating_sub(self.most))
    }
}

/// Patients between two units: those who live in one and are registered at a practice in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The unit at the other end.
    pub unit: usize,
    /// How many patients.
    pub patients: u64,
}

/// A problem: which plan moves least and keeps every rule?
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// What moves.
    pub units: Vec<Unit>,
    /// The unit of each area.
    pub unit_of: Vec<usize>,
    /// The areas next to each area, both ways.
    pub neighbours: Vec<Vec<usize>>,
    /// How many neighbourhoods there are, at most [`MOST_ZONES`].
    pub zones: usize,
    /// The limits: a list a rule, a range a neighbourhood.
    pub rules: Vec<Vec<Range>>,
    /// What a neighbourhood has by each rule whatever moves: a list a rule, a figure a neighbourhood.
    pub constants: Vec<Vec<u64>>,
    /// In how many pieces each neighbourhood may be.
    pub pieces: Vec<usize>,
    /// By unit: patients who live in it or are registered in it, and have their other end in another unit.
    pub ties: Vec<Vec<Tie>>,
    /// By unit: patients who live in it and are registered where a neighbourhood has its practice whatever moves.
    pub fixed_ties: Vec<Vec<(usize, u64)>>,
    /// What moving one person costs in the mean, in the unit of what is minimised: 1 where that is people.
    pub cost_of_a_person: f64,
}

/// A plan: units that leave their neighbourhood, each with where it goes, in order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moves(pub Vec<(usize, usize)>);

/// Neighbourhoods are bits of a word.
pub const MOST_ZONES: usize = 64;

impl Problem {
    /// A problem of units; what follows from them is found. A neighbourhood that is in several pieces may stay so.
    #[must_use]
    pub fn new(
        units: Vec<Unit>,
        neighbours: Vec<Vec<usize>>,
        zones: usize,
        rules: Vec<Vec<Range>>,
        constants: Vec<Vec<u64>>,
    ) -> Self {
        let mut unit_of = vec![0; neighbours.len()];
        for (number, unit) in units.iter().enumerate() {
            for area in &unit.areas {
                unit_of[*area] = number;
            }
        }
        let (ties, fixed_ties) = (vec![Vec::new(); units.len()], vec![Vec::new(); units.len()]);
        let pieces = Vec::new();
        let mut problem = Self {
            units,
            unit_of,
            neighbours,
            zones,
            rules,
            constants,
            pieces,
            ties,
            fixed_ties,
            cost_of_a_person: 1.0,
        };
        let base: Vec<usize> = problem.unit_of.iter().map(|unit| problem.units[*unit].base).collect();
        problem.pieces = problem.pieces_of(&base).into_iter().map(|pieces| pieces.max(1)).collect();
        problem
    }

    /// The neighbourhood of each area after some moves.
    #[must_use]
    pub fn zones_after(&self, moves: &Moves) -> Vec<usize> {
        let mut zone_of_unit: Vec<usize> = self.units.iter().map(|unit| unit.base).collect();
        for (unit, zone) in &moves.0 {
            zone_of_unit[*unit] = *zone;
        }
        self.unit_of.iter().map(|unit| zone_of_unit[*unit]).collect()
    }

    /// What a plan costs.
    #[must_use]
    pub fn cost(&self, moves: &Moves) -> u64 {
        moves.0.iter().map(|(unit, _)| self.units[*unit].cost).sum()
    }

    /// With at most so many pieces a neighbourhood, where that is fewer than it may be in.
    #[must_use]
    pub fn with_most_pieces(mut self, most: usize) -> Self {
        self.pieces.iter_mut().for_each(|pieces| *pieces = (*pieces).min(most.max(1)));
        self
    }

    /// What each neighbourhood has by a rule after some moves.
    #[must_use]
    pub fn figures_after(&self, rule: usize, moves: &Moves) -> Vec<u64> {
        let mut figures = self.constants[rule].clone();
        let mut zone_of_unit: Vec<usize> = self.units.iter().map(|unit| unit.base).collect();
        for (unit, zone) in &moves.0 {
            zone_of_unit[*unit] = *zone;
        }
        for (unit, zone) in self.units.iter().zip(zone_of_unit) {
            figures[zone] += unit.weights[rule];
        }
        figures
    }

    /// Whether a plan keeps everything asked: it moves only what may move, leaves no neighbourhood without areas or in more
    /// pieces than allowed, and every figure is in its range. Written apart from the search, to judge it.
    #[must_use]
    pub fn is_kept_by(&self, moves: &Moves) -> bool {
        let are_allowed = moves.0.iter().all(|(unit, zone)| {
            let unit = &self.units[*unit];
            *zone != unit.base && unit.allowed >> zone & 1 == 1
        });
        let mut units: Vec<usize> = moves.0.iter().map(|(unit, _)| *unit).collect();
        units.sort_unstable();
        let is_once = units.windows(2).all(|pair| pair[0] != pair[1]);
        let pieces = self.pieces_of(&self.zones_after(moves));
        let hang_together =
            pieces.iter().zip(&self.pieces).all(|(pieces, most)| (1..=*most).contains(pieces));
        let in_range = self.rules.iter().enumerate().all(|(rule, ranges)| {
            let figures = self.figures_after(rule, moves);
            figures.iter().zip(ranges).all(|(figure, range)| range.holds(*figure))
        });
        are_allowed && is_once && hang_together && in_range
    }

    /// In how many pieces each neighbourhood is.
    #[must_use]
    pub fn pieces_of(&self, zone_of: &[usize]) -> Vec<usize> {
        let mut pieces = vec![0; self.zones];
        let mut seen = vec![false; zone_of.len()];
        for start in 0..zone_of.len() {
            if std::mem::replace(&mut seen[start], true) {
                continue;
            }
            pieces[zone_of[start]] += 1;
            let mut stack = vec![start];
            while let Some(area) = stack.pop() {
                for next in &self.neighbours[area] {
                    if zone_of[*next] == zone_of[start] && !std::mem::replace(&mut seen[*next], true) {
                        stack.push(*next);
                    }
                }
            }
        }
        pieces
    }
}
