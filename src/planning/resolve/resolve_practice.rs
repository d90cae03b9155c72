//! A practice resolved: three views of where it belongs, and what became of it when it closed.

use super::resolution::{Input, Outcome, PracticeAnswer, Resolution, Successor, Views};
use super::resolver::Resolver;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::figures::practice_views::{NoNetworkView, network_view, patients_view};
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::practices::{Practice, PracticeIx, Status};

impl<'a> Resolver<'a> {
    pub(super) fn practice(&self, code: OdsCode) -> Resolution<'a> {
        let input = Input::Practice { practice: code };
        let ground = &self.atlas().ground;
        let Some(ix) = ground.practices.find(code) else {
            let reason = format!("{code} is not among the practices loaded");
            return Resolution::none(Outcome::NotFound, input, reason);
        };
        let practice = ground.practices.practice(ix);
        let mut answer = match practice.site {
            Some(site) => self.located(input, &self.draft.division.locate(ground, site.grid), site),
            None => Resolution::none(Outcome::NoGridReference, input, "its postcode has no point here"),
        };
        let home = self.draft.division.home(ix);
        if let Some(home) = home {
            answer = self.placed(home, answer);
        }
        answer.practice = Some(PracticeAnswer {
            code,
            name: &practice.name,
            postcode: practice.postcode,
            status: practice.status.as_str(),
            views: home.map(|_| self.views(ix)),
        });
        if let Status::Closed { .. } = practice.status {
            return self.closed(practice, answer);
        }
        let views = answer.practice.as_ref().and_then(|practice| practice.views.as_ref());
        if answer.reason.is_none() && views.is_some_and(|views| !views.agree) {
            answer.reason =
                Some("its site, its patients and its network are not all in one neighbourhood".to_owned());
        }
        answer
    }

    /// A practice that a scenario placed by hand counts there, wherever its site lies.
    fn placed(&self, home: ZoneIx, answer: Resolution<'a>) -> Resolution<'a> {
        let home = self.named(home);
        let Some(site) = answer.neighbourhood.as_ref().filter(|site| **site != home) else {
            return answer;
        };
        let reason = format!("the scenario places it in {}; its site lies in {}", home.id, site.id);
        Resolution {
            reason: Some(reason),
            neighbourhood: Some(home),
            distance_to_boundary_m: None,
            runner_up: None,
            ..answer
        }
    }

    /// A closed practice is in no neighbourhood; its successor is named, and where that is.
    fn closed(&self, practice: &'a Practice, answer: Resolution<'a>) -> Resolution<'a> {
        let ground = &self.atlas().ground;
        let Status::Closed { on, successor, basis } = &practice.status else {
            return answer;
        };
        let successor = successor.and_then(|code| ground.practices.find(code)).map(|ix| {
            let practice = ground.practices.practice(ix);
            Successor {
                code: practice.code,
                name: &practice.name,
                neighbourhood: self.draft.division.home(ix).map(|zone| self.named(zone)),
                basis: basis.as_deref(),
            }
        });
        let reason = on.as_ref().map_or_else(|| "it closed".to_owned(), |on| format!("it closed on {on}"));
        Resolution {
            outcome: Outcome::PracticeClosed,
            reason: Some(reason),
            neighbourhood: None,
            also_on_boundary_of: vec![],
            ambiguous: false,
            distance_to_boundary_m: None,
            runner_up: None,
            successor,
            ..answer
        }
    }

    /// The three views of where a practice belongs.
    #[must_use]
    pub fn views(&self, practice: PracticeIx) -> Views<'a> {
        let (ground, division) = (&self.atlas().ground, &self.draft.division);
        let site = division.home(practice);
        let patients = patients_view(ground, division, practice);
        let network = network_view(ground, division, practice);
        let known = [site, patients.map(|view| view.zone), network.ok()];
        let mut known = known.into_iter().flatten();
        let first = known.next();
        #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
        let share = patients.map(|view| view.patients as f64 / view.of as f64);
        Views {
            site: site.map(|zone| self.named(zone)),
            patients: patients.map(|view| self.named(view.zone)),
            patients_share: share,
            network: network.ok().map(|zone| self.named(zone)),
            network_reason: network.err().map(NoNetworkView::as_str),
            agree: known.all(|zone| Some(zone) == first),
        }
    }
}
