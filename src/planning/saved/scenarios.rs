//! Scenarios: what-ifs that are kept. What was decided is stored, and everything else is computed from it.

use serde::Serialize;
use serde_json::Value;

use super::kept::{Unreadable, kept_or_told};
use crate::county::Loaded;
use crate::digest::sha256;
use crate::domain::atlas::Atlas;
use crate::domain::boundaries::division::Division;
use crate::domain::boundaries::practice_decisions::PracticeDecisions;
use crate::domain::draft::{Draft, DraftTitle, PlanKept, ScenarioUsed};
use crate::ingest::plan::own::signs::WHAT_IF;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::what_if::evaluate::evaluate;
use crate::planning::what_if::request::Request;
use crate::planning::what_if::{NotEvaluated, WhatIf};
use crate::reading::polygons::Edges;
use crate::store::{Content, Edit, NewRevision, NewScenario, Revision, ScenarioId};

/// A scenario at one revision, as answers give it.
#[derive(Clone, Debug, Serialize)]
pub struct ScenarioView {
    /// 128 random bits: who has it may read.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The revision, from 1.
    pub revision: i64,
    /// How the revision came to be.
    pub kind: &'static str,
    /// The draft that is changed.
    pub base: String,
    /// Digest of the data it was decided on.
    pub data: String,
    /// Whether that data is loaded now.
    pub data_is_loaded: bool,
    /// All changes from the base, in order; null where they cannot be read.
    pub changes: Option<Value>,
    /// Of base, areas, practices placed and closed, and names: the same plan has the same digest.
    pub content_digest: String,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to redo.
    pub can_redo: bool,
    /// When the revision was made (RFC 3339, UTC).
    pub at: String,
    /// Who made it.
    pub actor: String,
    /// Why, where it was said.
    pub reason: Option<String>,
    /// The certificate of the suggestion that its plan is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Value>,
    /// Groups of its neighbourhoods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Value>,
    /// Its members that are kept and cannot be read: they are not among the others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Unreadable>,
}

/// A decision that was read and holds: what the store is given.
pub struct Decision {
    base: String,
    data: String,
    changes: String,
    content_digest: String,
    certificate: Option<String>,
    groups: Option<String>,
    edges: Edges,
}

impl Decision {
    /// Computes the plan that a request makes, so that nothing is stored which does not hold.
    ///
    /// # Errors
    /// [`NotEvaluated`] with every defect of the changes.
    pub fn read(loaded: &Loaded, request: &Request) -> Result<Self, NotEvaluated> {
        let what_if = evaluate(loaded, request)?;
        Ok(Self {
            base: what_if.draft.id.clone(),
            data: loaded.atlas.digest.clone(),
            changes: request.written().to_string(),
            content_digest: content_digest(&what_if),
            certificate: None,
            groups: None,
            edges: request.edges(),
        })
    }

    /// The same of the changes of a revision and some more.
    ///
    /// # Errors
    /// [`NotEvaluated`] with every defect. One of the new changes is pointed to by its place among these; a change of the
    /// revision that the data loaded no longer bears is told as that.
    pub fn read_more(loaded: &Loaded, revision: &Revision, more: &[Value]) -> Result<Self, NotEvaluated> {
        let request = to_request(loaded, revision);
        let kept = request.changes.len();
        Self::read(loaded, &request.with_more(more)).map_err(|refused| match refused {
            NotEvaluated::Body(defects) => {
                NotEvaluated::Body(defects.into_iter().map(|defect| among_new(defect, kept)).collect())
            }
            NotEvaluated::NoAreas => NotEvaluated::NoAreas,
        })
    }

    /// With what a revision before it keeps beside its changes: its groups, and its certificate as long as the plan is the same.
    #[must_use]
    pub fn following(self, before: &Revision) -> Self {
        let is_same = before.content_digest == self.content_digest && before.data == self.data;
        let certificate = before.certificate.clone().filter(|_| is_same);
        Self { certificate, groups: before.groups.clone(), ..self }
    }

    /// With the certificate of the suggestion that its plan is.
    #[must_use]
    pub fn certified(self, certificate: Option<String>) -> Self {
        Self { certificate, ..self }
    }

    /// With these groups of neighbourhoods, or none.
    #[must_use]
    pub fn grouped(self, groups: Option<String>) -> Self {
        Self { groups, ..self }
    }

    /// The digest of the plan.
    #[must_use]
    pub fn content_digest(&self) -> &str {
        &self.content_digest
    }

    /// A new scenario.
    #[must_use]
    pub fn into_new(self, id: ScenarioId, name: String, reason: Option<String>, now_ms: i64) -> NewScenario {
        NewScenario { id, base: self.base.clone(), content: self.into_content(name, reason, now_ms) }
    }

    /// The next revision of a scenario that there is.
    #[must_use]
    pub fn into_next(self, kind: Edit, name: String, reason: Option<String>, now_ms: i64) -> NewRevision {
        NewRevision { kind, content: self.into_content(name, reason, now_ms) }
    }

    fn into_content(self, name: String, reason: Option<String>, now_ms: i64) -> Content {
        let Self { base: _, data, changes, content_digest, certificate, groups, edges } = self;
        let (actor, edges) = (ACTOR.to_owned(), Some(edges.as_str().to_owned()));
        Content { name, data, changes, content_digest, actor, reason, certificate, groups, edges, now_ms }
    }
}

/// Who makes a revision while writes need no key.
pub const ACTOR: &str = "local";

/// The digest of a plan: the same plan has the same, however it was reached.
#[must_use]
pub fn content_digest(what_if: &WhatIf<'_>) -> String {
    let mut lines = vec![format!("base {}", what_if.draft.id)];
    let after = &what_if.after;
    for (_, neighbourhood) in after.roster.iter() {
        lines.push(format!("neighbourhood {} {}", neighbourhood.id, neighbourhood.name));
    }
    for (ix, area) in what_if.atlas.ground.geography.areas() {
        let zone = after.roster.neighbourhood(after.partition.zone(ix));
        lines.push(format!("area {} {}", area.code, zone.id));
    }
    let PracticeDecisions { placed, closed } = what_if.practice_decisions();
    lines.extend(placed.iter().map(|(practice, id)| format!("practice {practice} {id}")));
    lines.extend(closed.iter().map(|(practice, taker)| format!("closed {practice} {taker}")));
    sha256(lines.join("\n").as_bytes())
}

/// The what-if that a revision stands for. A revision never changes: drawn edges run as they did when it was kept. Where the store does
/// not say how, the digest tells: before edges ran straight in longitude and latitude, they ran straight on the National Grid.
#[must_use]
pub fn to_request(loaded: &Loaded, revision: &Revision) -> Request {
    let request = Request::read_list(Some(revision.base.clone()), &changes(revision)).keeping(|_| true);
    if !request.is_drawn() {
        return request;
    }
    if let Some(edges) = revision.edges.as_deref().and_then(Edges::named) {
        return request.with_edges(edges);
    }
    let digest = |request: &Request| evaluate(loaded, request).ok().map(|what_if| content_digest(&what_if));
    let now = digest(&request);
    if now.as_ref() == Some(&revision.content_digest) {
        return request;
    }
    let before = request.clone().with_edges(Edges::OnTheGrid);
    let then = digest(&before);
    // Of other data the digest is another: then by the rule that bears the changes.
    let is_so = then.as_ref() == Some(&revision.content_digest) || (now.is_none() && then.is_some());
    if is_so { before } else { request }
}

/// The what-if of a whole list of changes that is put in the place of a revision's: those that stand in both are no new ones.
#[must_use]
pub fn to_replace(revision: &Revision, all: &Value) -> Request {
    let before = changes(revision);
    let before = before.as_array().map(Vec::as_slice).unwrap_or_default();
    Request::read_list(Some(revision.base.clone()), all).keeping(|change| before.contains(change))
}

/// The boundaries that a revision stands for, served as those of a draft are.
///
/// # Errors
/// [`NotEvaluated`] when the data loaded no longer bears its changes.
pub fn boundaries(loaded: &Loaded, revision: &Revision) -> Result<Draft, NotEvaluated> {
    let request = to_request(loaded, revision);
    let what_if = evaluate(loaded, &request)?;
    let plan =
        PlanKept { content_digest: revision.content_digest.clone(), practices: what_if.practice_decisions() };
    let WhatIf { draft: base, after, impact, .. } = what_if;
    let ground = &loaded.atlas.ground;
    let title = DraftTitle {
        id: revision.at().to_string(),
        title: base.title.clone(),
        date: base.date.clone(),
        status: format!("{WHAT_IF}, on: {}", base.status),
        caveat: base.caveat.clone(),
        scenario: Some(used(revision)),
    };
    let division = Division::planned(ground, after);
    let projector = loaded.projector.clone();
    let figures = Some(impact.after);
    Ok(Draft::counted(title, ground, division, figures, move |grid| projector.site(grid)).of_plan(plan))
}

/// What an answer says of the revision that it follows from.
#[must_use]
pub fn used(revision: &Revision) -> ScenarioUsed {
    ScenarioUsed {
        id: revision.id.to_string(),
        revision: revision.number.get(),
        name: revision.name.clone(),
        base: revision.base.clone(),
    }
}

/// The changes of a revision; what cannot be read is no list, which a request tells.
fn changes(revision: &Revision) -> Value {
    serde_json::from_str(&revision.changes).unwrap_or(Value::Null)
}

/// A defect of all changes, as one of those that were added to some that were kept.
fn among_new(defect: BodyDefect, kept: usize) -> BodyDefect {
    match defect.change() {
        Some(number) if number < kept => BodyDefect {
            pointer: "/changes".to_owned(),
            reason: format!("change {number} of the revision no longer holds: {}", defect.reason),
            ..defect
        },
        _ => defect.renumbered(|number| number - kept),
    }
}

/// A revision as answers give it. What of it cannot be read is told in its place, so that it spoils no list.
#[must_use]
pub fn view(atlas: &Atlas, revision: &Revision) -> ScenarioView {
    let mut unreadable = Vec::new();
    ScenarioView {
        id: revision.id.to_string(),
        name: revision.name.clone(),
        revision: revision.number.get(),
        kind: revision.kind.as_str(),
        base: revision.base.clone(),
        data: revision.data.clone(),
        data_is_loaded: revision.data == atlas.digest,
        changes: kept_or_told("changes", Some(&revision.changes), &mut unreadable),
        content_digest: revision.content_digest.clone(),
        can_undo: revision.undo_to.is_some(),
        can_redo: revision.redo_to.is_some(),
        at: jiff::Timestamp::from_millisecond(revision.at_ms)
            .map_or_else(|_| String::new(), |at| at.to_string()),
        actor: revision.actor.clone(),
        reason: revision.reason.clone(),
        certificate: kept_or_told("certificate", revision.certificate.as_deref(), &mut unreadable),
        groups: kept_or_told("groups", revision.groups.as_deref(), &mut unreadable),
        unreadable,
    }
}
