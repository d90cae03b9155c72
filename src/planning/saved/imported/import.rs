//! Imports a file: reads it, lays it over a draft, and says everything that it would change.
//!
//! Neighbourhoods that the draft does not have are made only when that is asked for, or when the file is our own export: it then says
//! its base and the digest of its plan, and what was read has that digest.

use std::collections::HashMap;

use super::changes::changes;
use super::own_sheets::{contradictions, sheets_not_read};
use super::plan_document::ReadPlan;
use super::preview::{ImportPreview, REFUSED, SplitAreaView};
use crate::county::Loaded;
use crate::domain::draft::Draft;
use crate::echo;
use crate::ingest::plan::annotations::Annotations;
use crate::ingest::plan::laid::{LaidPlan, Laying, Names, Unknown};
use crate::ingest::plan::lay::lay;
use crate::ingest::plan::plan_defect::PlanDefect;
use crate::ingest::plan::plan_file::{Claim, PlanFile, PlanKind, Understood};
use crate::ingest::plan::plan_reading::{PlanColumns, PlanReading};
use crate::ingest::plan::read_plan_file::{NO_TABLE, read_plan_file};
use crate::planning::saved::annotations::{acceptances, lacking, of_changes};
use crate::planning::saved::scenarios::content_digest;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::terms::words::counted;
use crate::planning::what_if::NotEvaluated;
use crate::planning::what_if::evaluate::evaluate;
use crate::planning::what_if::request::Request;
use crate::reading::TableHead;
use crate::reading::grouped::pattern;

/// Of defects that say the same of different values, so many are listed,
const FEW_OF_A_KIND: usize = 5;
/// and so many where each says what may have been meant.
const MOST_SUGGESTING: usize = 100;

/// What is said of a file that has lost what the plan decides of practices.
const LACKS_PRACTICES: &str =
    "; it does not have what says which practices the plan places by hand or closes, so these are left out";

/// What is said of a file that has lost what says how much was kept with its plan.
const LACKS_ANNOTATIONS: &str = "the file does not have what says how much else was kept with its plan (accepted issues, \
    reasons of changes, groups): if it had some, they are left out";

/// How a file is to be imported.
#[derive(Clone, Debug, Default)]
pub struct Importing {
    /// The draft it is laid over; `None` for the one that the file says it starts from, else the current one.
    pub base: Option<String>,
    /// What happens to what is missing, and to what is not known.
    pub laying: Laying,
    /// How the file is read.
    pub reading: PlanReading,
}

/// What came of a file: the request that makes it, when it can be made.
pub struct Import {
    /// The base and the changes to it; `None` when the preview has errors.
    pub request: Option<Request>,
    /// Everything that it would change, or what is wrong with it.
    pub preview: ImportPreview,
}

/// Why a file cannot even be looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotImported {
    /// The base is not loaded.
    #[error("the draft {0:?} is not loaded")]
    UnknownBase(String),
    /// The data has no areas.
    #[error(transparent)]
    NotEvaluated(NotEvaluated),
}

/// Imports a file.
///
/// # Errors
/// [`NotImported`]; what is wrong with the file itself is in the preview.
pub fn import(loaded: &Loaded, bytes: &[u8], importing: &Importing) -> Result<Import, NotImported> {
    if let Some(plan) = ReadPlan::of(bytes) {
        if !importing.reading.table.is_nothing() || importing.reading.columns != PlanColumns::default() {
            let (base, _) = base(loaded, importing, plan.base.as_deref())?;
            let defects = told(vec![PlanDefect::of_file(NO_TABLE)]);
            return Ok(Import { request: None, preview: ImportPreview::refused(base.id.clone(), defects) });
        }
        return import_document(loaded, plan, importing);
    }
    let file = read_plan_file(bytes, &loaded.projector, &importing.reading);
    if let Some(import) = over_draft_of_digest(loaded, &file, importing)? {
        return checked_sheets(loaded, import, bytes, &file, importing);
    }
    let (base, told) = base(loaded, importing, file.claim.base.as_deref())?;
    let Some(claimed) = file.claim.digest.as_deref().filter(|_| told.is_none()) else {
        let lost = lost_digest(loaded, &file.claim);
        let import = laid(loaded, base, &file, importing.laying, told.into_iter().chain(lost).collect())?;
        return checked_sheets(loaded, import, bytes, &file, importing);
    };
    let import = laid(loaded, base, &file, trusting(importing), Vec::new())?;
    if import.preview.content_digest.as_deref() == Some(claimed) {
        return checked_sheets(loaded, import, bytes, &file, importing);
    }
    let lacks = if file.claim.has_practices { "" } else { LACKS_PRACTICES };
    let of_base = if file.claim.base.is_none() && loaded.atlas.drafts.len() > 1 {
        format!(
            "; it does not say which draft its plan starts from, and was laid over {}: choose one with base",
            base.id
        )
    } else {
        String::new()
    };
    let warning = format!(
        "the file says that it is an export of the plan {}, but what it has is another: it was changed since, or is not whole{lacks}{of_base}",
        short(claimed)
    );
    let not_read = sheets_not_read(bytes, importing.reading.table.sheet.as_deref());
    laid(loaded, base, &file, importing.laying, std::iter::once(warning).chain(not_read).collect())
}

/// How a file is laid that says that it is whole: it may bring neighbourhoods of its own.
fn trusting(importing: &Importing) -> Laying {
    Laying { unknown: Unknown::Create, names: Names::AsWritten, ..importing.laying }
}

/// The import of an export that does not say which draft its plan starts from: that draft over which it has the digest that it says. None
/// where there is no such draft, or the file or the caller says one.
fn over_draft_of_digest(
    loaded: &Loaded,
    file: &PlanFile,
    importing: &Importing,
) -> Result<Option<Import>, NotImported> {
    let is_said = importing.base.is_some() || file.claim.base.is_some();
    let Some(claimed) = file.claim.digest.as_ref().filter(|_| !is_said) else { return Ok(None) };
    for draft in &loaded.atlas.drafts {
        let import = laid(loaded, draft, file, trusting(importing), Vec::new())?;
        if import.preview.content_digest.as_ref() == Some(claimed) {
            return Ok(Some(import));
        }
    }
    Ok(None)
}

/// An import of our own workbook, unless other sheets of it say something else than the plan that was read. One whose sheet was chosen
/// by hand is that sheet.
fn checked_sheets(
    loaded: &Loaded,
    import: Import,
    bytes: &[u8],
    file: &PlanFile,
    importing: &Importing,
) -> Result<Import, NotImported> {
    let Claim { base, digest, has_practices, lost, .. } = &file.claim;
    let is_own = digest.is_some() || lost.is_some() || (base.is_some() && *has_practices);
    let Some(request) = import.request.as_ref().filter(|_| is_own && importing.reading.table.sheet.is_none())
    else {
        return Ok(import);
    };
    let what_if = evaluate(loaded, request).map_err(NotImported::NotEvaluated)?;
    let found = contradictions(bytes, &what_if);
    if found.is_empty() {
        return Ok(import);
    }
    let ImportPreview { base, columns, warnings, rows, .. } = import.preview;
    let refused = ImportPreview::refused(base, told(found));
    Ok(Import { request: None, preview: ImportPreview { columns, rows, warnings, ..refused } })
}

/// What is said of a file that still says that it is of a plan or draft of ours, and has no digest of a plan.
fn lost_digest(loaded: &Loaded, claim: &Claim) -> Option<String> {
    let lost = claim.lost.as_deref()?;
    if claim.base.as_deref().is_some_and(|base| loaded.atlas.draft(Some(base)).is_none()) {
        return None;
    }
    let left_out = if claim.has_practices {
        "what else was kept with it is"
    } else {
        "practices that the plan places by hand or closes, and what else was kept with it, are"
    };
    Some(format!(
        "{lost}, and the file has lost what that plan is known by (its digest): {left_out} left out, if there was any. Bring the file as it \
         was exported, or the plan itself (f=json)"
    ))
}

/// The draft that a file is laid over, and what is to be said of the choice.
fn base<'a>(
    loaded: &'a Loaded,
    importing: &Importing,
    claimed: Option<&str>,
) -> Result<(&'a Draft, Option<String>), NotImported> {
    let atlas = &loaded.atlas;
    let asked = importing.base.as_deref().filter(|base| *base != "current");
    let by_file = claimed.and_then(|claimed| atlas.draft(Some(claimed)));
    let base = match (asked, by_file) {
        (Some(id), _) => atlas.draft(Some(id)),
        (None, Some(draft)) => Some(draft),
        (None, None) => atlas.draft(None),
    };
    let base = base.ok_or_else(|| NotImported::UnknownBase(asked.unwrap_or("current").to_owned()))?;
    let differs = claimed.filter(|claimed| *claimed != base.id);
    let told = differs.map(|claimed| {
        let claimed = crate::echo::cut(claimed);
        format!("the file says that its plan starts from {claimed}; it was laid over {}", base.id)
    });
    Ok((base, told))
}

fn laid(
    loaded: &Loaded,
    base: &Draft,
    file: &PlanFile,
    laying: Laying,
    warnings: Vec<String>,
) -> Result<Import, NotImported> {
    let (understood, plan) = lay(loaded, base, file, laying);
    let plan = match plan {
        Ok(plan) => plan,
        Err(defects) => {
            let mut preview = ImportPreview::refused(base.id.clone(), told(defects));
            if let Some(words) = understood_of_refused(file, &understood) {
                preview.understood = words;
            }
            preview.rows = understood.rows;
            preview.columns = understood.columns.into_iter().collect();
            preview.warnings = warnings;
            preview.warnings.extend(file.findings.warnings.iter().map(ToString::to_string));
            return Ok(Import { request: None, preview });
        }
    };
    let mut changes = changes(&loaded.atlas.ground, base, &plan);
    changes.extend(acceptances(changes.len(), &file.accepted));
    let request = Request::of(Some(base.id.clone()), changes);
    let mut preview = ImportPreview {
        kind: understood.kind.map(PlanKind::name),
        understood: in_words(file, &understood),
        rows: understood.rows,
        columns: understood.columns.into_iter().collect(),
        base: base.id.clone(),
        changes: request.written(),
        warnings,
        ..ImportPreview::default()
    };
    preview.warnings.extend(file.findings.warnings.iter().map(ToString::to_string));
    preview.warnings.extend(plan.warnings.iter().cloned());
    evaluated(loaded, request, preview, &file.claim, Some(&plan))
}

/// A plan in its lossless form starts from the base that it names, and from no other.
fn import_document(loaded: &Loaded, plan: ReadPlan, importing: &Importing) -> Result<Import, NotImported> {
    let importing = Importing { base: importing.base.clone().or(plan.base.clone()), ..importing.clone() };
    let (base, told) = base(loaded, &importing, plan.base.as_deref())?;
    let data = &loaded.atlas.digest;
    let of_other_data = plan.data.as_deref().filter(|written_on| written_on != data).map(|written_on| {
        let (written_on, data) = (crate::echo::cut(short(written_on)), short(data));
        format!(
            "the file says that its plan was written on the data {written_on}; it is read on {data}, on which its figures may be others"
        )
    });
    let request = Request::read_list(Some(base.id.clone()), &plan.changes);
    let brought = of_changes(&request.changes);
    let all = plan.annotations.unwrap_or(Annotations {
        accepted_issues: brought.accepted_issues,
        change_reasons: brought.change_reasons,
        ..plan.beside
    });
    let claim = Claim {
        base: plan.base,
        digest: plan.digest,
        has_practices: true,
        annotations: Some(all),
        lost: None,
    };
    let preview = ImportPreview {
        kind: Some("plan"),
        understood: "a plan in its lossless form: the changes of its base, one after the other".to_owned(),
        rows: plan.changes.as_array().map_or(0, Vec::len),
        base: base.id.clone(),
        changes: plan.changes,
        warnings: told.into_iter().chain(of_other_data).collect(),
        ..ImportPreview::default()
    };
    evaluated(loaded, request, preview, &claim, None)
}

/// Says what a request changes, and compares its digest with the one that the file says.
fn evaluated(
    loaded: &Loaded,
    request: Request,
    mut preview: ImportPreview,
    claim: &Claim,
    plan: Option<&LaidPlan>,
) -> Result<Import, NotImported> {
    let what_if = match evaluate(loaded, &request) {
        Ok(what_if) => what_if,
        Err(NotEvaluated::Body(defects)) => {
            preview.errors = defects;
            return Ok(Import { request: None, preview });
        }
        Err(error) => return Err(NotImported::NotEvaluated(error)),
    };
    let digest = content_digest(&what_if);
    if let Some(claimed) = &claim.digest {
        let lost = lost(claim.annotations, of_changes(&request.changes));
        preview.same_as_exported = Some(*claimed == digest && lost.is_none());
        if *claimed != digest && preview.warnings.is_empty() {
            let (claimed, digest) = (short(claimed), short(&digest));
            preview
                .warnings
                .push(format!("the file says that its plan is {claimed}; what was read is {digest}"));
        }
        preview.warnings.extend(lost);
    }
    preview.split_areas = plan.map(|plan| SplitAreaView::of(&what_if, plan)).unwrap_or_default();
    preview.content_digest = Some(digest);
    let preview = preview.changing(&what_if);
    drop(what_if);
    Ok(Import { request: Some(request), preview })
}

/// What is said of a file that does not have all that is kept with its plan; none where it has.
fn lost(all: Option<Annotations>, brought: Annotations) -> Option<String> {
    let Some(all) = all else {
        return Some(LACKS_ANNOTATIONS.to_owned());
    };
    lacking(all, brought).map(|lacks| {
        format!(
            "the plan that the file is an export of also has {lacks}, which the file does not: left out (only f=json has \
             accepted issues with the reasons of changes; groups and certificates stay with their scenario)"
        )
    })
}

/// How a file was understood that is imported.
fn in_words(file: &PlanFile, understood: &Understood) -> String {
    let written = file.head.as_ref().map(TableHead::in_words).unwrap_or_default();
    let written = if written.is_empty() { String::new() } else { format!(" ({written})") };
    let kind = understood.kind.map_or("a plan", PlanKind::in_words);
    format!("{kind}{written}: {}", rows_and_columns(understood))
}

/// How a file was understood that is refused, which may be why; none where it was not at all.
fn understood_of_refused(file: &PlanFile, understood: &Understood) -> Option<String> {
    let kind = match (understood.kind, file.is_table()) {
        (Some(kind), _) => kind.in_words(),
        (None, true) => "a table",
        (None, false) if understood.rows > 0 => "features",
        (None, false) => return None,
    };
    let written = match (&file.head, file.is_table()) {
        (Some(head), _) => format!(" ({})", head.in_full()),
        (None, true) => return None,
        (None, false) => String::new(),
    };
    let told = match (understood.rows, &understood.columns[..]) {
        (0, []) => String::new(),
        _ => format!(": {}", rows_and_columns(understood)),
    };
    Some(format!("{kind}{written}{told}{REFUSED}"))
}

fn rows_and_columns(understood: &Understood) -> String {
    let rows = counted(understood.rows as u64, "row", "rows");
    let columns = understood.columns.iter();
    let columns: Vec<String> =
        columns.map(|(role, name)| format!("{role} by {:?}", echo::cut(name))).collect();
    if columns.is_empty() { rows } else { format!("{rows}; {}", columns.join(", ")) }
}

/// Defects as answers give them: of those that say the same of different values the first ones, the last of which says how many more
/// there are, and of those that say the same of the same value in row after row the first one.
fn told(defects: Vec<PlanDefect>) -> Vec<BodyDefect> {
    /// How many of a kind are listed, and which is the last of them.
    type Listed = (usize, usize);
    let mut kinds = HashMap::<(Option<String>, String), Listed>::new();
    let mut told = Vec::<BodyDefect>::new();
    for defect in defects {
        let most = if defect.suggestions.is_empty() { FEW_OF_A_KIND } else { MOST_SUGGESTING };
        let (listed, last) = kinds.entry((defect.column.clone(), pattern(&defect.reason))).or_default();
        let defect = BodyDefect::of_plan(defect);
        let is_repeated = *listed > 0 && defect.value.is_some() && told[*last].value == defect.value;
        if *listed < most && !is_repeated {
            (*listed, *last) = (*listed + 1, told.len());
            told.push(defect);
        } else {
            told[*last].more += 1;
        }
    }
    told
}

/// Enough of a digest to be compared by eye.
fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}
