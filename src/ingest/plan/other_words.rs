//! What a row says of its area in other words: its name, another code of it, a postcode within it. Where that is another area, a
//! column was sorted or moved against the others, and the plan would be another than its maker sees.

use std::collections::{BTreeMap, BTreeSet};

use super::known;
use super::layer::Layer;
use super::plan_defect::PlanDefect;
use super::plan_file::AreaRows;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::postcode::Postcode;
use crate::echo;
use crate::reading::findings::Origin;
use crate::reading::headings::{AREA_NAME, POSTCODE, area_of_any_year, bare, is_loose, is_one_of};

/// How a column says an area beside the one that was taken for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OtherWord {
    Name,
    Code,
    Postcode,
}

impl OtherWord {
    /// How the column of a name does; none where it says something else. Names of 2011 went to other areas since.
    pub fn by(column: &str) -> Option<Self> {
        if is_one_of(column, AREA_NAME) && !bare(column).contains("11") {
            Some(Self::Name)
        } else if is_one_of(column, &area_of_any_year()) && !is_loose(column) {
            Some(Self::Code)
        } else if is_one_of(column, POSTCODE) && !is_loose(column) {
            Some(Self::Postcode)
        } else {
            None
        }
    }
}

/// A row that says another area in other words.
struct Contradiction<'a> {
    origin: &'a Origin,
    text: &'a str,
    /// The area by its code.
    area: AreaIx,
    /// What the other word says.
    other: AreaIx,
}

/// Compares each row's code with the other words. Postcodes move between areas from one publication to the next, and count when more
/// than one in ten does; of fewer the first is told.
pub(super) fn compare(layer: &mut Layer<'_>, rows: &AreaRows, warnings: &mut Vec<String>) {
    let names = Names::of(layer);
    for (place, (word, column)) in rows.other_words.iter().enumerate() {
        let (mut compared, mut found) = (0, Vec::new());
        for at in &rows.rows {
            let text = at.row.other_words.get(place).map_or("", String::as_str);
            let area = at.row.area.parse::<GssCode>().ok();
            let area = area.and_then(|code| layer.loaded.atlas.ground.geography.find(code));
            let (Some(area), Some(other)) = (area, names.area(layer, *word, text, area)) else { continue };
            compared += 1;
            if area != other {
                found.push(Contradiction { origin: &at.origin, text, area, other });
            }
        }
        if *word == OtherWord::Postcode && found.len() * 10 <= compared {
            warnings.extend(told(layer, column, &found));
            continue;
        }
        let defects: Vec<PlanDefect> =
            found.iter().map(|one| defect(layer, *word, rows, column, one)).collect();
        layer.defects.extend(defects);
    }
}

/// Areas by their names, each that is one area's alone.
struct Names(BTreeMap<String, AreaIx>);

impl Names {
    fn of(layer: &Layer<'_>) -> Self {
        let (mut names, mut several) = (BTreeMap::new(), BTreeSet::new());
        for (area, row) in layer.loaded.atlas.ground.geography.areas() {
            if names.insert(known::plain(&row.name), area).is_some() {
                several.insert(known::plain(&row.name));
            }
        }
        names.retain(|name, _| !several.contains(name));
        Self(names)
    }

    /// The area that a text says; of a code of 2011 whose ground several took, the row's own where it is among them.
    fn area(&self, layer: &Layer<'_>, word: OtherWord, text: &str, own: Option<AreaIx>) -> Option<AreaIx> {
        let ground = &layer.loaded.atlas.ground;
        match word {
            OtherWord::Name => self.0.get(&known::plain(text)).copied(),
            OtherWord::Postcode => {
                let postcode = text.parse::<Postcode>().ok()?;
                ground.area_of_place(ground.places.find(postcode)?)
            }
            OtherWord::Code => {
                let code = text.parse::<GssCode>().ok()?;
                let successors = ground.area_changes().successors(code);
                let mut areas = successors.filter_map(|code| ground.geography.find(code)).peekable();
                let first = areas.peek().copied();
                let same = areas.find(|area| Some(*area) == own);
                ground.geography.find(code).or(same).or(first)
            }
        }
    }
}

fn defect(
    layer: &Layer<'_>,
    word: OtherWord,
    rows: &AreaRows,
    column: &str,
    found: &Contradiction<'_>,
) -> PlanDefect {
    let geography = &layer.loaded.atlas.ground.geography;
    let (code, other) = (geography.area(found.area).code, geography.area(found.other).code);
    let reason = match word {
        OtherWord::Name => {
            format!("is the name of {other}, and stands beside {code}: were columns sorted or moved apart?")
        }
        OtherWord::Postcode => {
            format!("lies in {other}, and stands beside {code}: were columns sorted or moved apart?")
        }
        OtherWord::Code => format!(
            "is another area than {code}, which stands in {:?}: take out the column that is not meant, or choose with column (--column)",
            echo::cut(&rows.columns[0])
        ),
    };
    PlanDefect::at(found.origin, column, found.text, reason)
}

fn told(layer: &Layer<'_>, column: &str, found: &[Contradiction<'_>]) -> Option<String> {
    let geography = &layer.loaded.atlas.ground.geography;
    let first = found.first()?;
    let rows =
        if found.len() == 1 { "1 row stands".to_owned() } else { format!("{} rows stand", found.len()) };
    Some(format!(
        "by the postcode in {:?} {rows} beside another area than is known here, the first in row {}: {} lies in {}, and {} is taken as it says",
        echo::cut(column),
        first.origin.line,
        echo::cut(first.text),
        geography.area(first.other).code,
        geography.area(first.area).code
    ))
}
