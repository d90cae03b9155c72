//! What every plan was held to beside its cost, in words. A claim that none moves fewer is true of such plans alone, so that it is
//! never made without them: in an answer, its certificate, at the terminal and on paper these are the words.

use crate::county::policy::{Amount, Rule};
use crate::domain::ground::codes::NeighbourhoodId;
use crate::planning::decide::asked::{KeepTogether, SuggestionRequest};
use crate::planning::decide::counts::noun;
use crate::planning::terms::rule_words::limits;
use crate::planning::terms::words::{counted, names};

/// Where plans are such that …: what each keeps, as the end of a sentence.
pub(in crate::planning::decide) fn in_words(asked: &SuggestionRequest) -> String {
    let mut kept = vec!["every rule holds".to_owned()];
    if asked.anchors {
        kept.push("the area of each neighbourhood's largest practice stays".to_owned());
    }
    if !asked.fixed_neighbourhoods.is_empty() {
        let ids: Vec<&str> = asked.fixed_neighbourhoods.iter().map(NeighbourhoodId::as_str).collect();
        let does = if ids.len() == 1 { "neither gains nor loses" } else { "neither gain nor lose" };
        kept.push(format!("{} {does}", names(&ids)));
    }
    if !asked.fixed_areas.is_empty() {
        let codes: Vec<String> = asked.fixed_areas.iter().map(ToString::to_string).collect();
        kept.push(format!("{} {}", names(&codes), if codes.len() == 1 { "stays" } else { "stay" }));
    }
    if let Some(unit) = asked.keep_together {
        let unit = match unit {
            KeepTogether::Msoa => "MSOA",
            KeepTogether::Ward => "ward",
            KeepTogether::District => "district",
        };
        kept.push(format!("areas of one {unit} that are in one neighbourhood move together or not at all"));
    }
    kept.push("every neighbourhood is in one piece or in no more than now".to_owned());
    names(&kept)
}

/// What a count of what moves starts from, where that is not the draft itself: the changes of the request.
pub(in crate::planning::decide) fn start_in_words(asked: &SuggestionRequest) -> Option<String> {
    let changes = asked.start.changes.len() as u64;
    let known = counted(changes, "change that was there before", "changes that were there before");
    (changes > 0).then(|| format!("beside the {known}"))
}

/// What rules about counts ask for.
pub(in crate::planning::decide) fn rules_in_words(rules: &[Rule]) -> String {
    let of = |rule: &Rule| {
        let count = rule.most.or(rule.least).and_then(Amount::count);
        format!("{} {}", limits(rule), noun(rule.figure, count.unwrap_or(2)))
    };
    rules.iter().map(of).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::terms::policy_asked::PolicyAsked;
    use serde_json::json;

    #[test]
    fn every_condition_of_a_request_is_named() {
        let asked = |body| in_words(&SuggestionRequest::read(&body));
        assert_eq!(
            asked(json!({"anchors": false})),
            "every rule holds and every neighbourhood is in one piece or in no more than now"
        );
        let all = asked(json!({"keep_together": "msoa",
            "fixed": {"neighbourhoods": ["N02"], "areas": ["E01028507", "E01028641"]}}));
        assert_eq!(
            all,
            "every rule holds, the area of each neighbourhood's largest practice stays, N02 neither gains nor loses, E01028507 and \
             E01028641 stay, areas of one MSOA that are in one neighbourhood move together or not at all and every neighbourhood is in \
             one piece or in no more than now"
        );
    }

    #[test]
    fn rules_and_what_is_counted_from_are_told() {
        let policy = json!({"rules": [{"figure": "residents", "least": 35_000, "most": 66_000}, {"figure": "practices", "least": 1}]});
        let Ok(PolicyAsked::Free(policy)) = PolicyAsked::read("", &policy) else { panic!("a policy") };
        assert_eq!(rules_in_words(&policy.rules), "35,000 to 66,000 residents and at least 1 practice");
        let change = json!({"op": "rename", "id": "N01", "name": "A"});
        let asked = SuggestionRequest::read(&json!({"changes": [change]}));
        assert_eq!(start_in_words(&asked).as_deref(), Some("beside the 1 change that was there before"));
        assert_eq!(start_in_words(&SuggestionRequest::default()), None);
    }
}
