//! The sheets of the workbook that say what every neighbourhood is like: what stands out of each, and who lives there.

use super::Subject;
use super::sheet::{Sheet, SheetCell, columns, text, word};
use crate::planning::describe::neighbourhood_profile::{Insight, insights};
use crate::planning::terms::metrics::known_in_words;
use crate::planning::terms::population::{Indicator, Kind, Part};

/// Tables of who lives there, and the metric of each.
const AGE: (&str, &str) = ("Age", "ages");
const ACCOMMODATION: (&str, &str) = ("Accommodation", "accommodation");
const INDICATOR: (&str, &str) = ("Indicator of deprivation", "indicators");

/// Columns of the sheet of facts, and the metric of each.
const FACTS: [(&str, &str); 13] = [
    ("Residents", "residents"),
    ("Residents a square kilometre", "residents"),
    ("Rural share", "rural"),
    ("Core20 share", "core20"),
    ("Registered by practice", "registered_by_practice"),
    ("List size", "list_size"),
    ("Growth of lists", "list_growth"),
    ("Growth of lists, range from", "list_growth"),
    ("Growth of lists, range to", "list_growth"),
    ("To the nearest practice, mean km, an estimate in a straight line", "access"),
    ("To the nearest practice, km that nine in ten are within", "access"),
    ("To the nearest practice of the own neighbourhood, mean km", "access"),
    ("Share whose nearest practice counts in the own neighbourhood", "access"),
];

/// What is told of every neighbourhood, computed once for both sheets.
pub(super) struct Insights<'a>(Vec<Insight<'a>>);

impl<'a> Insights<'a> {
    pub(super) fn of(subject: &Subject<'a>) -> Self {
        Self(insights(subject.loaded, subject.draft))
    }

    /// A row for each neighbourhood: people, patients at two dates, and how far practices are.
    pub(super) fn facts(&self, subject: &Subject<'_>) -> Sheet {
        let mut rows = Vec::new();
        for of_zone in &self.0 {
            let (people, lists) = (of_zone.people.as_ref(), of_zone.lists.as_ref());
            let nearest = of_zone.access.map(|access| access.everywhere);
            let far = nearest.and_then(|nearest| nearest.distances);
            let own = of_zone.access.and_then(|access| access.own);
            let range = lists.and_then(|lists| lists.range.as_ref());
            let count = |count: Option<u64>| SheetCell::Count(count.map(u64::cast_signed));
            let km = |metres: Option<f64>| SheetCell::Measure(metres.map(|metres| metres / 1000.0));
            let mut row = named(of_zone);
            row.extend([
                count(people.map(|people| people.residents)),
                SheetCell::Measure(people.and_then(|people| people.residents_per_km2)),
                SheetCell::Share(people.and_then(|people| people.rural_share)),
                SheetCell::Share(people.and_then(|people| people.core20_share)),
                count(lists.map(|lists| lists.registered_by_practice)),
                count(lists.map(|lists| lists.list_size)),
                SheetCell::Share(lists.and_then(|lists| lists.growth)),
                SheetCell::Share(range.map(|range| range.least)),
                SheetCell::Share(range.map(|range| range.most)),
                km(far.map(|far| far.mean_m)),
                km(far.map(|far| far.p90_m)),
                km(own.map(|own| own.mean_m)),
                SheetCell::Share(nearest.and_then(|nearest| nearest.share_own())),
            ]);
            rows.push(row);
        }
        let known = |(title, metric): (&str, &str)| {
            (format!("{title} [{}]", known_in_words(metric, &subject.loaded.atlas)), 16.0)
        };
        let mut columns = columns([("Neighbourhood", 14.0), ("Name", 34.0)]);
        columns.extend(FACTS.map(known));
        Sheet { name: "At a glance", columns, rows }
    }

    /// What to read the figures of each neighbourhood with, and what is not known.
    pub(super) fn notes(&self) -> Sheet {
        let mut rows = Vec::new();
        for of_zone in &self.0 {
            rows.extend(of_zone.notes.iter().map(|note| [named(of_zone), vec![text(note)]].concat()));
        }
        let not_known = self.0.first().map(|of_zone| of_zone.not_known.as_slice()).unwrap_or_default();
        rows.extend(not_known.iter().map(|note| vec![text(""), text("Not known"), text(note)]));
        let columns = columns([("Neighbourhood", 14.0), ("Name", 34.0), ("Note", 110.0)]);
        Sheet { name: "To read with", columns, rows }
    }

    /// The largest differences of each neighbourhood from the study area.
    pub(super) fn stands_out(&self) -> Sheet {
        let mut rows = Vec::new();
        for of_zone in &self.0 {
            for found in &of_zone.stands_out {
                let mut row = named(of_zone);
                row.extend([text(found.title), text(&found.text)]);
                row.extend(
                    [found.here, found.everywhere, found.least, found.most]
                        .map(|value| SheetCell::Measure(Some(value))),
                );
                row.extend([word(found.basis), text(found.vintage.as_deref().unwrap_or_default())]);
                rows.push(row);
            }
        }
        let columns = columns([
            ("Neighbourhood", 14.0),
            ("Name", 34.0),
            ("What", 44.0),
            ("In words", 90.0),
            ("Here", 12.0),
            ("Study area", 12.0),
            ("Least of any", 12.0),
            ("Most of any", 12.0),
            ("Basis", 10.0),
            ("Of when", 24.0),
        ]);
        Sheet { name: "What stands out", columns, rows }
    }

    /// Ages, accommodation and indicators, a row for each neighbourhood and kind.
    pub(super) fn population(&self) -> Sheet {
        let mut rows = Vec::new();
        for of_zone in &self.0 {
            let Some(people) = &of_zone.people else { continue };
            let mut push = |(table, metric): (&str, &str), kind: &str, cells: [SheetCell; 3]| {
                let mut row = named(of_zone);
                row.extend([text(table), text(&kind.replace('_', " "))]);
                row.extend(cells);
                let known = of_zone.known_by.iter().find(|known| known.figure == metric);
                let vintage = known.and_then(|known| known.vintage.as_deref()).unwrap_or_default();
                row.extend([word(known.map(|known| known.basis)), text(vintage)]);
                rows.push(row);
            };
            if let Some(ages) = &people.population.ages {
                push(AGE, "65 and over", part(&ages.aged_65_and_over));
                push(AGE, "85 and over", part(&ages.aged_85_and_over));
                ages.bands.iter().for_each(|Kind { kind, part: of_all }| push(AGE, kind, part(of_all)));
            }
            for Kind { kind, part: of_all } in
                people.population.accommodation.iter().flat_map(|accommodation| &accommodation.kinds)
            {
                push(ACCOMMODATION, kind, part(of_all));
            }
            for Indicator { indicator, level, .. } in people.population.indicators.iter().flatten() {
                let none = (SheetCell::Count(None), SheetCell::Share(None));
                push(INDICATOR, indicator, [none.0, none.1, SheetCell::Measure(*level)]);
            }
        }
        let columns = columns([
            ("Neighbourhood", 14.0),
            ("Name", 34.0),
            ("Table", 24.0),
            ("Kind", 60.0),
            ("Number", 12.0),
            ("Of all of the table", 12.0),
            ("Level", 12.0),
            ("Basis", 10.0),
            ("Of when", 24.0),
        ]);
        Sheet { name: "Who lives there", columns, rows }
    }
}

fn named(of_zone: &Insight<'_>) -> Vec<SheetCell> {
    vec![text(of_zone.neighbourhood.id), text(of_zone.neighbourhood.name)]
}

fn part(of_all: &Part) -> [SheetCell; 3] {
    let count = SheetCell::Count(of_all.count.map(u64::cast_signed));
    [count, SheetCell::Share(of_all.share_of_all), SheetCell::Measure(None)]
}
