//! The sheets of the workbook that say what every neighbourhood is like: what stands out of each, and who lives there.

use super::Subject;
use super::sheet::{Sheet, SheetCell, columns, text, word};
use crate::planning::describe::neighbourhood_profile::{Insight, insights};
use crate::planning::terms::population::{Indicator, Kind, Part};

/// Tables of who lives there, and the metric of each.
const AGE: (&str, &str) = ("Age", "ages");
const ACCOMMODATION: (&str, &str) = ("Accommodation", "accommodation");
const INDICATOR: (&str, &str) = ("Indicator of deprivation", "indicators");

/// What is told of every neighbourhood, computed once for both sheets.
pub(super) struct Insights<'a>(Vec<Insight<'a>>);

impl<'a> Insights<'a> {
    pub(super) fn of(subject: &Subject<'a>) -> Self {
        Self(insights(subject.loaded, subject.draft))
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
