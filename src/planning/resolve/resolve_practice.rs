//! A practice resolved: three views of where it belongs, and what became of it when it closed.

use super::resolution::{Input, Outcome, PracticeAnswer, Resolution, Successor, Views};
use super::resolver::Resolver;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::placing::{Counts, Lies, PracticePlacing};
use crate::domain::figures::practice_views::{NoNetworkView, network_view, patients_view};
use crate::domain::figures::share::share;
use crate::domain::ground::codes::{BranchCode, OdsCode};
use crate::domain::ground::practices::{Practice, PracticeIx};
use crate::domain::ground::stand_ins;

impl<'a> Resolver<'a> {
    pub(super) fn practice(&self, code: OdsCode) -> Resolution<'a> {
        let input = Input::Practice { practice: code };
        let ground = &self.atlas().ground;
        let Some(ix) = ground.practices.find(code) else {
            if let Some(meaning) = stand_ins::meaning_of_practice(code) {
                let reason = format!("{code} is a default code: {meaning}");
                return Resolution::none(Outcome::Pseudo, input, reason);
            }
            let reason = self.not_a_practice(code);
            return Resolution::none(Outcome::NotFound, input, reason);
        };
        let practice = ground.practices.practice(ix);
        let placing = self.draft.division.placing_of_practice(ground, ix);
        let activity = self.draft.division.activity(ground, ix);
        let answer = self.placed(Outcome::of_practice(placing), input, placing.counted, practice.site);
        let views = placing.counted.zone.map(|_| self.views(ix));
        Resolution {
            reason: self.why_there(placing, ix, views.as_ref()).or(answer.reason),
            practice: Some(PracticeAnswer {
                code,
                name: &practice.name,
                postcode: practice.postcode,
                status: activity.as_str(),
                branch: None,
                views,
            }),
            successor: self.successor(ix),
            ..answer
        }
    }

    /// A code that is written as a branch's, as its practice: which branches there are, and where, no source tells.
    pub(super) fn branch(&self, branch: BranchCode) -> Resolution<'a> {
        let practice = branch.practice();
        let answer = self.practice(practice);
        let is_branch = format!(
            "{branch} is written as a branch of {practice}; no list of branches is loaded, so whether there is one, and where it \
             lies, is not known: it is answered as that practice"
        );
        let reason =
            answer.reason.map_or_else(|| is_branch.clone(), |reason| format!("{is_branch}; {reason}"));
        let answered = answer.practice.map(|practice| PracticeAnswer { branch: Some(branch), ..practice });
        Resolution {
            reason: Some(reason),
            input: Input::Branch { practice, branch },
            practice: answered,
            ..answer
        }
    }

    /// Why a code is no practice's here: it is a network's, it may be mistyped, or nothing is known of it.
    fn not_a_practice(&self, code: OdsCode) -> String {
        let practices = &self.atlas().ground.practices;
        let of_network = |(_, practice): &(PracticeIx, &Practice)| practice.network_code() == Some(code);
        if let Some(network) = practices.iter().find(of_network).and_then(|(_, one)| one.network.as_ref()) {
            return format!(
                "{code} is a primary care network ({}), not a practice: its practices have codes of their own",
                network.name
            );
        }
        let is_known = |meant: &OdsCode| practices.find(*meant).is_some();
        match code.as_digits_are_meant().filter(is_known) {
            Some(meant) => format!("{code} is not among the practices loaded; did you mean {meant}?"),
            None => format!("{code} is not among the practices loaded"),
        }
    }

    /// Why a practice counts where it does, where that is not plain.
    fn why_there(
        &self,
        placing: PracticePlacing,
        practice: PracticeIx,
        views: Option<&Views<'_>>,
    ) -> Option<String> {
        let id = |zone: Option<ZoneIx>| zone.map_or("none", |zone| self.named(zone).id);
        match placing.counts {
            Counts::NotSinceClosed if self.draft.division.closures().is_closed(practice) => {
                let taker = self.draft.division.closures().holder(practice);
                let taker = self.atlas().ground.practices.practice(taker).called();
                Some(format!("the scenario closes it, and gives its whole list to {taker}"))
            }
            Counts::NotSinceClosed => {
                let on = self.atlas().ground.practices.practice(practice).status.closed_on();
                Some(on.map_or_else(|| "it closed".to_owned(), |on| format!("it closed on {on}")))
            }
            Counts::NotWhileDormant => {
                Some("it is dormant: it sees no patients for now, and counts in no neighbourhood".to_owned())
            }
            Counts::WherePlaced => {
                let (home, site) = (id(placing.counted.zone), id(placing.site));
                Some(format!("the scenario places it in {home}; its site lies in {site}"))
            }
            Counts::AtItsSite if placing.counted.lies == Lies::Nowhere => {
                Some("its postcode has no point here".to_owned())
            }
            Counts::AtItsSite => (placing.counted.lies == Lies::Inside
                && views.is_some_and(|views| !views.agree))
            .then(|| "its site, its patients and its network are not all in one neighbourhood".to_owned()),
        }
    }

    /// Who took the patients of a practice that closed, and where that counts.
    fn successor(&self, closed: PracticeIx) -> Option<Successor<'a>> {
        let practices = &self.atlas().ground.practices;
        let successor = self.draft.division.closures().successor(practices, closed)?;
        let practice = practices.practice(successor.practice);
        Some(Successor {
            code: practice.code,
            name: &practice.name,
            neighbourhood: self.draft.division.home(successor.practice).map(|zone| self.named(zone)),
            basis: successor.basis,
        })
    }

    /// The three views of where a practice belongs.
    #[must_use]
    pub fn views(&self, practice: PracticeIx) -> Views<'a> {
        let (ground, division) = (&self.atlas().ground, &self.draft.division);
        let site = division.site_of(practice);
        let patients = patients_view(ground, division, practice);
        let network = network_view(ground, division, practice);
        let known = [site, patients.map(|view| view.zone), network.ok()];
        let mut known = known.into_iter().flatten();
        let first = known.next();
        Views {
            site: site.map(|zone| self.named(zone)),
            patients: patients.map(|view| self.named(view.zone)),
            patients_share: patients.and_then(|view| share(view.patients, view.of)),
            network: network.ok().map(|zone| self.named(zone)),
            network_reason: network.err().map(NoNetworkView::as_str),
            agree: known.all(|zone| Some(zone) == first),
        }
    }
}
