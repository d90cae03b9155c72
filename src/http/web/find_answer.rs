//! What is told of a postcode: its neighbourhood in words, how sure that is, the map, and the nearest practices.

use maud::{Markup, html};

use crate::county::Loaded;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::draft::Draft;
use crate::domain::geometry::crs::{Bng, GridPoint};
use crate::domain::ground::postal_areas::PostalArea;
use crate::echo;
use crate::export::pictures::marks::Mark;
use crate::export::pictures::picture::Picture;
use crate::planning::describe::nearby::{NearPractice, nearby};
use crate::planning::resolve::ambiguity_rule::AmbiguityRule;
use crate::planning::resolve::resolution::{Input, Outcome, Resolution};
use crate::planning::terms::words::{grouped, sentence};

/// Practices that are listed.
const NEAREST: usize = 5;
/// A border so near is told, with the neighbourhood across it, even where the postcode is surely on this side.
const NEAR_M: f64 = 500.0;
/// Nearer than this no distance is told: a postcode is wider than that.
const NEAREST_TOLD_M: f64 = 50.0;
const METRES_A_MILE: f64 = 1609.344;

/// The answer to a postcode, as it was typed where it is none that is written as others are (`BFPO 57`).
pub(super) fn write(loaded: &Loaded, draft: &Draft, found: &Resolution<'_>, typed: &str) -> Markup {
    let ground = &loaded.atlas.ground;
    let postcode = match &found.input {
        Input::Postcode { postcode } => postcode.spaced().as_str().to_owned(),
        _ => echo::cut(typed),
    };
    let at = found.location.and_then(|location| {
        Bng::from_easting_northing(location.easting, location.northing).ok().map(|point| point.to_grid())
    });
    let near = at.map(|at| nearby(ground, draft, at, NEAREST)).unwrap_or_default();
    let zone = found.neighbourhood.as_ref().and_then(|named| {
        draft.division.roster().iter().find(|(_, neighbourhood)| neighbourhood.id.as_str() == named.id)
    });
    html! {
        div class="answer" role="status" {
            h1 { (heading(loaded, found, &postcode)) }
            @for sentence in sentences(found, &postcode, &loaded.atlas.title) { p { (sentence) } }
        }
        @if let (Some((zone, neighbourhood)), Some(at)) = (zone, at) {
            (map(loaded, draft, zone, at, &near))
            p { a href=(format!("profile#neighbourhood={}", neighbourhood.id)) { "What " (neighbourhood.name) " is like" } }
        }
        @if found.outcome.is_match() && !near.is_empty() { (practices(&near)) }
    }
}

/// The answer in one line.
fn heading(loaded: &Loaded, found: &Resolution<'_>, postcode: &str) -> String {
    match (&found.neighbourhood, found.outcome) {
        (Some(zone), Outcome::TerminatedMatched) => format!("{postcode} was in {}", zone.name),
        (Some(zone), _) => format!("{postcode} is in {}", zone.name),
        (None, Outcome::OutsideArea | Outcome::Elsewhere) => {
            format!("{postcode} is outside {}", loaded.atlas.title)
        }
        (None, Outcome::Pseudo) => format!("{postcode} stands for no place"),
        (None, _) => format!("{postcode} was not found"),
    }
}

/// How sure the answer is, and what lies next to it.
fn sentences(found: &Resolution<'_>, postcode: &str, county: &str) -> Vec<String> {
    let mut told = Vec::new();
    match found.outcome {
        Outcome::TerminatedMatched => told.push(format!("{postcode} is no longer in use. This is where it was.")),
        Outcome::OnBoundary => {
            let others: Vec<&str> = found.also_on_boundary_of.iter().map(|named| named.name).collect();
            let others = others.join(" and ");
            told.push(match found.ambiguity_rule {
                Some(AmbiguityRule::OverlappingNeighbourhoods) => {
                    format!("It is also in {others}: the borders are drawn so that they overlap here.")
                }
                _ => format!("It lies on the border with {others}. Your home may be on either side."),
            });
        }
        Outcome::OutsideArea => {
            told.push(format!("These are the neighbourhoods of {county}, so it is in none of them."));
        }
        Outcome::Elsewhere => told.push(elsewhere(found, county)),
        Outcome::Pseudo => told.extend(found.reason.as_deref().map(sentence)),
        Outcome::NotFound => told.push(format!(
            "It is not among the postcodes of {county} that are loaded. Check that it is written as on a letter. A new postcode may not \
             be here yet, and one elsewhere never is."
        )),
        Outcome::NoGridReference => told.push("Its place is not published, so its neighbourhood is not known.".to_owned()),
        _ => {}
    }
    if !found.shares.is_empty() && found.ambiguous {
        let places = found.shares.iter().map(|share| {
            let name = share.neighbourhood.as_ref().map_or("outside", |named| named.name);
            format!("{} in {name}", grouped(share.addresses))
        });
        told.push(format!(
            "Its addresses are on both sides of a border: {}.",
            places.collect::<Vec<_>>().join("; ")
        ));
    } else if let (Some(metres), Some(across)) = (found.distance_to_boundary_m, &found.runner_up) {
        let name = across.name;
        if found.outcome == Outcome::OnBoundary {
            // Told above.
        } else if found.ambiguous {
            let are = if found.outcome == Outcome::TerminatedMatched { "may have been" } else { "may be" };
            told.push(format!(
                "It is close to the border with {name}: some homes with this postcode {are} in {name}."
            ));
        } else if metres <= NEAR_M {
            let about = if metres < NEAREST_TOLD_M { "" } else { "about " };
            told.push(format!("The border with {name} is {about}{} away.", distance(metres)));
        }
    }
    told
}

/// Where a postcode is that none of the county's is near.
fn elsewhere(found: &Resolution<'_>, county: &str) -> String {
    let area = match &found.input {
        Input::Postcode { postcode } => PostalArea::of(*postcode),
        _ => None,
    };
    if let (None, Some(reason)) = (area, &found.reason) {
        return sentence(reason);
    }
    let whose = area.map_or("somewhere else", |area| area.name);
    format!(
        "It is a postcode of {whose}. These are the neighbourhoods of {county}, so it is in none of them."
    )
}

/// The neighbourhood with the place in it, and the practices by their numbers in the list.
fn map(loaded: &Loaded, draft: &Draft, zone: ZoneIx, at: GridPoint, near: &[NearPractice<'_>]) -> Markup {
    let numbered = (1u32..).zip(near);
    let numbered = numbered.map(|(number, practice)| Mark { at: practice.site, name: number.to_string() });
    let marks = numbered.chain([Mark { at, name: String::new() }]).collect();
    let picture = Picture { about: Some(zone), marks, text: 84.0, ..Picture::of(loaded, draft) };
    let Some(frame) = picture.frame() else { return Markup::default() };
    html! {
        figure {
            (picture.map(&frame, None))
            figcaption { "Red: the postcode. Numbers: the practices listed below. A line between colours is a border of the draft." }
        }
    }
}

fn practices(near: &[NearPractice<'_>]) -> Markup {
    html! {
        h2 { "The nearest GP practices" }
        ol {
            @for practice in near {
                li {
                    (practice.name)
                    @if let Some(postcode) = practice.postcode { ", " (postcode.spaced().as_str()) }
                    ": " (distance(practice.distance_m))
                    @match &practice.neighbourhood {
                        Some(named) => span class="quiet" { " (" (named.name) ")" },
                        None => span class="quiet" { " (outside these neighbourhoods)" },
                    }
                }
            }
        }
        p class="note" {
            "Distances are in a straight line to the main site. They say nothing about where you may register: each practice has its own \
             area, and a border on this map changes none of them. Ask the practice, or look at "
            a href="https://www.nhs.uk/service-search/find-a-gp" { "Find a GP on nhs.uk" }
            "."
        }
    }
}

/// Metres as people say them: less than 50, to 50 metres, then in kilometres and miles to a tenth.
fn distance(metres: f64) -> String {
    if metres < NEAREST_TOLD_M {
        return format!("less than {NEAREST_TOLD_M:.0} metres");
    }
    let rounded = (metres / 50.0).round() * 50.0;
    if rounded < 1000.0 {
        return format!("{rounded:.0} metres");
    }
    format!("{:.1} km ({:.1} miles)", metres / 1000.0, metres / METRES_A_MILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_said_as_people_say_them() {
        assert_eq!(
            [3.0, 49.9, 50.0, 124.0, 980.0, 1609.344].map(distance),
            [
                "less than 50 metres",
                "less than 50 metres",
                "50 metres",
                "100 metres",
                "1.0 km (0.6 miles)",
                "1.6 km (1.0 miles)"
            ]
        );
    }
}
