//! Changes made up by a sequence that is the same in every run, for tests that try many.

use std::collections::BTreeSet;

use footprint::county::Loaded;
use serde_json::{Value, json};

/// A sequence that is the same in every run (Knuth's multiplicative congruence).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from nought, below another.
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % (below.max(1) as u64)).unwrap()
    }

    /// One of some.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.roll(items.len())]
    }
}

/// What changes can name.
pub struct Known {
    areas: Vec<String>,
    zones: Vec<String>,
    practices: Vec<String>,
}

impl Known {
    pub fn of(loaded: &Loaded) -> Self {
        let (ground, draft) = (&loaded.atlas.ground, loaded.atlas.draft(None).unwrap());
        let counts = ground.practices.iter().filter(|(ix, _)| draft.division.home(*ix).is_some());
        Self {
            areas: ground.geography.areas().map(|(_, area)| area.code.to_string()).collect(),
            zones: draft.division.roster().iter().map(|(_, zone)| zone.id.to_string()).collect(),
            practices: counts.map(|(_, practice)| practice.code.to_string()).collect(),
        }
    }

    /// One to four changes of any kind that needs no drawing.
    pub fn changes(&self, dice: &mut Dice) -> Value {
        let how_many = 1 + dice.roll(4);
        (0..how_many).map(|number| self.change(number, dice)).collect()
    }

    fn change(&self, number: usize, dice: &mut Dice) -> Value {
        let areas: Vec<&String> = (0..=dice.roll(5)).map(|_| dice.pick(&self.areas)).collect();
        let areas: BTreeSet<&String> = areas.into_iter().collect();
        let (zone, other) = (dice.pick(&self.zones), dice.pick(&self.zones));
        let (practice, taker) = (dice.pick(&self.practices), dice.pick(&self.practices));
        match dice.roll(7) {
            0 => json!({"op": "move_practice", "practice": practice, "to": zone}),
            1 => {
                json!({"op": "create", "id": format!("X{number}"), "name": "Wood, Water & Hill", "areas": areas})
            }
            2 => json!({"op": "rename", "id": zone, "name": "North, South and 7 Ways"}),
            3 if number == 0 => json!({"op": "merge", "from": zone, "into": other}),
            4 if number == 0 => json!({"op": "delete", "id": zone, "reassign_to": other}),
            5 if practice != taker => json!({"op": "close_practice", "practice": practice, "to": taker}),
            _ => json!({"op": "move_areas", "areas": areas, "to": zone}),
        }
    }
}
