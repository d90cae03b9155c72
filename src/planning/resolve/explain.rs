//! How an answer came about, in sentences a person can check.

use super::ambiguity_rule::AmbiguityRule;
use super::resolution::{Compared, Input, Resolution};
use super::resolver::Resolver;
use crate::domain::boundaries::allocate;
use crate::domain::boundaries::division::Boundaries;
use crate::domain::draft::Draft;
use crate::domain::ground::places::Standing;

impl<'a> Resolver<'a> {
    /// An answer with the sentences that explain it.
    #[must_use]
    pub fn explained(&self, answer: Resolution<'a>) -> Resolution<'a> {
        let mut sentences = Vec::new();
        sentences.extend(point_sentence(&answer));
        sentences.extend(self.area_sentence(&answer));
        sentences.extend(border_sentence(&answer));
        sentences.extend(self.neighbour_sentence(&answer));
        sentences.extend(answer.reason.as_ref().map(|reason| format!("Note: {reason}.")));
        Resolution { explanation: Some(sentences), ..answer }
    }

    fn area_sentence(&self, answer: &Resolution<'_>) -> Option<String> {
        let neighbourhood = answer.neighbourhood.as_ref()?.id;
        let (draft, is_area) = (self.boundaries_in_words(), matches!(answer.input, Input::Area { .. }));
        Some(match (self.draft.division.boundaries(), &answer.area) {
            (Boundaries::ByArea(_), Some(area)) if is_area => {
                format!("The area {} is put into {neighbourhood} by {draft}.", area.code)
            }
            (Boundaries::ByArea(_), Some(area)) => {
                format!("It lies in the area {}, which {draft} puts into {neighbourhood}.", area.code)
            }
            (Boundaries::Drawn(_), Some(area)) if is_area => {
                format!(
                    "The area {} is allocated to {neighbourhood} of {draft} by the rule: {}.",
                    area.code,
                    allocate::RULE
                )
            }
            _ => format!("It lies in the polygon of {neighbourhood} in {draft}."),
        })
    }

    /// Whose boundaries they are.
    fn boundaries_in_words(&self) -> String {
        match &self.draft.scenario {
            Some(scenario) => format!("revision {} of the scenario {:?}", scenario.revision, scenario.name),
            None => format!("the draft {}", self.draft.id),
        }
    }

    fn neighbour_sentence(&self, answer: &Resolution<'_>) -> Option<String> {
        let Input::Postcode { postcode } = answer.input else {
            return None;
        };
        let places = &self.atlas().ground.places;
        let number = places.find(postcode)?;
        let metres = Some(places.reach_m(number)).filter(|metres| metres.is_finite())?;
        Some(match places.place(number).standing {
            Standing::Live => format!("The nearest other live postcode point is {metres:.1} m away."),
            Standing::Terminated => format!(
                "It is no longer in use: its addresses are held to lie up to {metres:.1} m away, to the nearest live postcode point, or as \
                 far as those of the postcode there if that is more."
            ),
        })
    }
}

impl<'a> Resolution<'a> {
    /// An answer with that of another draft beside it.
    #[must_use]
    pub fn beside(self, other: &Self, draft: &'a Draft) -> Self {
        let id = |answer: &Self| answer.neighbourhood.as_ref().map(|named| named.id);
        let compared = Compared {
            draft: &draft.id,
            outcome: other.outcome,
            neighbourhood: other.neighbourhood.clone(),
            same: id(&self) == id(other),
        };
        Self { compared: Some(compared), ..self }
    }
}

fn border_sentence(answer: &Resolution<'_>) -> Option<String> {
    let (metres, across) = (answer.distance_to_boundary_m?, answer.runner_up.as_ref()?);
    if answer.ambiguity_rule == Some(AmbiguityRule::OverlappingNeighbourhoods) {
        return None;
    }
    Some(format!(
        "The nearest border with another neighbourhood is {metres:.1} m away; across it lies {}.",
        across.id
    ))
}

fn point_sentence(answer: &Resolution<'_>) -> Option<String> {
    let location = answer.location?;
    let point = format!("easting {:.3}, northing {:.3}", location.easting, location.northing);
    Some(match &answer.input {
        Input::Postcode { postcode } => {
            let quality = answer.positional_quality.map(|quality| format!(" (positional quality {quality})"));
            format!("{postcode} is known by one point, {point}{}.", quality.unwrap_or_default())
        }
        Input::Practice { practice } | Input::Branch { practice, .. } => {
            format!("The main site of {practice} is at {point}.")
        }
        Input::LonLat { .. } => format!("The point is converted to {point} by OSTN15."),
        _ => format!("The point is {point}."),
    })
}
