//! A plan while it is searched for: what was decided, what may still be, and what follows from it.

use super::problem::{Moves, Problem};

/// Units that were moved, units that may still move, and the figures of every neighbourhood as they stand.
pub(super) struct State<'a> {
    pub(super) problem: &'a Problem,
    /// The neighbourhood of each unit as it stands.
    pub(super) zone_of: Vec<usize>,
    /// Where each unit may be in the end, a bit a neighbourhood. One bit: it is decided.
    pub(super) domain: Vec<u64>,
    /// Units that were moved, in order.
    pub(super) moved: Vec<usize>,
    /// What was spent on them.
    pub(super) spent: u64,
    /// By rule and neighbourhood.
    pub(super) figures: Vec<Vec<u64>>,
    /// By neighbourhood: its areas, in any order.
    pub(super) members: Vec<Vec<usize>>,
    /// The place of each area among the members of its neighbourhood.
    place: Vec<usize>,
    /// By neighbourhood: what moving all of it would cost.
    pub(super) cost_of: Vec<u64>,
    /// Neighbourhoods that are in too many pieces before anything moves.
    starts_broken: Vec<bool>,
    marks: Vec<u32>,
    mark: u32,
    /// Areas still to be looked at, kept between floods.
    stack: Vec<usize>,
}

impl<'a> State<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let mut state = Self {
            problem,
            zone_of: problem.units.iter().map(|unit| unit.base).collect(),
            domain: problem.units.iter().map(|unit| unit.allowed).collect(),
            moved: Vec::new(),
            spent: 0,
            figures: problem.constants.clone(),
            members: vec![Vec::new(); problem.zones],
            place: vec![0; problem.unit_of.len()],
            cost_of: vec![0; problem.zones],
            starts_broken: vec![false; problem.zones],
            marks: vec![0; problem.unit_of.len()],
            mark: 0,
            stack: Vec::new(),
        };
        for unit in 0..problem.units.len() {
            state.enter(unit, problem.units[unit].base);
        }
        state.starts_broken = (0..problem.zones).map(|zone| state.is_broken(zone)).collect();
        state
    }

    /// Decides that a unit goes to a neighbourhood, and gives back what undoes it.
    pub(super) fn apply(&mut self, unit: usize, zone: usize) -> u64 {
        self.leave(unit);
        self.enter(unit, zone);
        self.moved.push(unit);
        self.spent += self.problem.units[unit].cost;
        std::mem::replace(&mut self.domain[unit], 1 << zone)
    }

    /// Takes back the last decision.
    pub(super) fn take_back(&mut self, unit: usize, domain: u64) {
        let last = self.moved.pop();
        debug_assert_eq!(last, Some(unit));
        self.spent -= self.problem.units[unit].cost;
        self.leave(unit);
        self.enter(unit, self.problem.units[unit].base);
        self.domain[unit] = domain;
    }

    /// Puts a unit somewhere, without deciding anything.
    pub(super) fn put(&mut self, unit: usize, zone: usize) {
        self.leave(unit);
        self.enter(unit, zone);
    }

    /// The plan as it stands.
    pub(super) fn moves(&self) -> Moves {
        let mut moves: Vec<_> = self.moved.iter().map(|unit| (*unit, self.zone_of[*unit])).collect();
        moves.sort_unstable();
        Moves(moves)
    }

    /// Whether a unit is where it was and may still leave.
    pub(super) fn is_free(&self, unit: usize) -> bool {
        self.domain[unit].count_ones() > 1
    }

    /// Whether a unit may still be moved to a neighbourhood that it is not in.
    pub(super) fn may_go(&self, unit: usize, zone: usize) -> bool {
        self.domain[unit] >> zone & 1 == 1 && self.zone_of[unit] != zone
    }

    /// Whether a neighbourhood may lose everything it has with what is left to spend.
    pub(super) fn may_be_vacated(&self, zone: usize, left: u64) -> bool {
        self.cost_of[zone] <= left
            && self.members[zone].iter().all(|area| self.is_free(self.problem.unit_of[*area]))
    }

    /// The pieces of a neighbourhood, each with its areas in order, that which costs most to move first.
    pub(super) fn pieces(&mut self, zone: usize) -> Vec<Vec<usize>> {
        let mark = self.new_mark();
        let mut pieces = Vec::new();
        for place in 0..self.members[zone].len() {
            let start = self.members[zone][place];
            if self.marks[start] != mark {
                pieces.push(self.piece_from(start, zone, mark));
            }
        }
        pieces
    }

    /// Whether a neighbourhood is in more pieces than it may be.
    pub(super) fn is_broken(&mut self, zone: usize) -> bool {
        let mark = self.new_mark();
        let mut pieces = 0;
        let mut seen = 0;
        for place in 0..self.members[zone].len() {
            let start = self.members[zone][place];
            if self.marks[start] == mark {
                continue;
            }
            pieces += 1;
            if pieces > self.problem.pieces[zone] {
                return true;
            }
            seen += self.flood(start, zone, mark);
            if seen == self.members[zone].len() {
                return false;
            }
        }
        false
    }

    /// Marks a piece, and counts its areas.
    fn flood(&mut self, start: usize, zone: usize, mark: u32) -> usize {
        let problem = self.problem;
        self.marks[start] = mark;
        self.stack.push(start);
        let mut count = 0;
        while let Some(area) = self.stack.pop() {
            count += 1;
            for &other in &problem.neighbours[area] {
                if self.marks[other] != mark && self.zone_of[problem.unit_of[other]] == zone {
                    self.marks[other] = mark;
                    self.stack.push(other);
                }
            }
        }
        count
    }

    /// Whether a neighbourhood may be in other pieces than at the start, or was in too many then: the others hang together.
    pub(super) fn may_be_broken(&self, zone: usize) -> bool {
        let is_touched = |unit: &usize| self.zone_of[*unit] == zone || self.problem.units[*unit].base == zone;
        self.starts_broken[zone] || self.moved.iter().any(is_touched)
    }

    fn piece_from(&mut self, start: usize, zone: usize, mark: u32) -> Vec<usize> {
        self.marks[start] = mark;
        let mut piece = vec![start];
        let mut next = 0;
        while next < piece.len() {
            let area = piece[next];
            next += 1;
            for &other in &self.problem.neighbours[area] {
                if self.marks[other] != mark && self.zone_of[self.problem.unit_of[other]] == zone {
                    self.marks[other] = mark;
                    piece.push(other);
                }
            }
        }
        piece
    }

    fn new_mark(&mut self) -> u32 {
        self.mark += 1;
        if self.mark == u32::MAX {
            self.marks.fill(0);
            self.mark = 1;
        }
        self.mark
    }

    fn leave(&mut self, number: usize) {
        let (unit, zone) = (&self.problem.units[number], self.zone_of[number]);
        for &area in &unit.areas {
            let place = self.place[area];
            self.members[zone].swap_remove(place);
            if let Some(&other) = self.members[zone].get(place) {
                self.place[other] = place;
            }
        }
        for (figures, weight) in self.figures.iter_mut().zip(&unit.weights) {
            figures[zone] -= weight;
        }
        self.cost_of[zone] -= unit.cost;
    }

    fn enter(&mut self, number: usize, zone: usize) {
        let unit = &self.problem.units[number];
        for &area in &unit.areas {
            self.place[area] = self.members[zone].len();
            self.members[zone].push(area);
        }
        for (figures, weight) in self.figures.iter_mut().zip(&unit.weights) {
            figures[zone] += weight;
        }
        self.cost_of[zone] += unit.cost;
        self.zone_of[number] = zone;
    }
}
