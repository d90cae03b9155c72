//! The policy that a request asks for: one by its id, or rules of its own.

use serde_json::Value;

use super::body_defect::{BodyDefect, escape};
use crate::county::policies::Policies;
use crate::county::policy::{Amount, MOST_RULES, Policy, Rule, RuledFigure};
use crate::echo;

/// A policy as it was asked for; whether there is one of that id is known when it is looked up.
#[derive(Clone, Debug, PartialEq)]
pub enum PolicyAsked {
    /// By id.
    Known(String),
    /// By rules: `{"rules": [{"figure": "residents", "least": 40000, "most": 65000}]}`.
    Free(Policy),
}

impl PolicyAsked {
    /// Reads the member of a body that stands at `pointer`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(pointer: &str, value: &Value) -> Result<Self, Vec<BodyDefect>> {
        match value {
            Value::String(id) => Ok(Self::Known(id.clone())),
            Value::Object(members) => {
                let mut defects = Vec::new();
                for name in members.keys().filter(|name| *name != "rules") {
                    let pointer = format!("{pointer}/{}", escape(&echo::cut(name)));
                    defects.push(BodyDefect::new(pointer, None, "unknown member: expected rules"));
                }
                let rules = rules(&format!("{pointer}/rules"), members.get("rules"), &mut defects);
                if defects.is_empty() { Ok(Self::Free(Policy::free(rules))) } else { Err(defects) }
            }
            _ => Err(vec![BodyDefect::new(
                pointer,
                None,
                "expected the id of a policy, or an object with rules",
            )]),
        }
    }

    /// The policy: one of those there are, or the request's own.
    ///
    /// # Errors
    /// No policy has that id; the defect names those there are.
    pub fn find<'a>(&'a self, pointer: &str, policies: &'a Policies) -> Result<&'a Policy, Box<BodyDefect>> {
        match self {
            Self::Free(policy) => Ok(policy),
            Self::Known(id) => policies.find(id).ok_or_else(|| {
                let known: Vec<&str> = policies.all().iter().map(|policy| policy.id.as_str()).collect();
                let reason = format!("expected one of {}, or an object with rules", known.join(", "));
                Box::new(BodyDefect::new(pointer, Some(Value::from(id.as_str())), reason))
            }),
        }
    }
}

/// A list of rules; what is wrong goes to `defects`.
fn rules(pointer: &str, value: Option<&Value>, defects: &mut Vec<BodyDefect>) -> Vec<Rule> {
    let Some(Value::Array(items)) =
        value.filter(|value| value.as_array().is_some_and(|list| !list.is_empty()))
    else {
        defects.push(BodyDefect::new(pointer, None, "expected a list of rules, at least one"));
        return Vec::new();
    };
    if items.len() > MOST_RULES {
        let reason = format!("{} rules, at most {MOST_RULES} at a time", items.len());
        defects.push(BodyDefect::new(pointer, None, reason));
        return Vec::new();
    }
    let known = defects.len();
    let read = (0..).zip(items).map(|(number, item)| rule(&format!("{pointer}/{number}"), item, defects));
    let rules: Vec<Rule> = read.collect::<Vec<_>>().into_iter().flatten().collect();
    if defects.len() == known {
        defects.extend(Policy::defects(&rules).into_iter().map(|(number, member, reason)| {
            let member = if member.is_empty() { String::new() } else { format!("/{member}") };
            BodyDefect::new(format!("{pointer}/{number}{member}"), None, reason)
        }));
    }
    rules
}

/// One rule; none when something is wrong with it.
fn rule(pointer: &str, value: &Value, defects: &mut Vec<BodyDefect>) -> Option<Rule> {
    let known = defects.len();
    let Value::Object(members) = value else {
        defects.push(BodyDefect::new(pointer, None, "expected an object with figure, least and most"));
        return None;
    };
    let mut rule = Rule { figure: RuledFigure::Residents, least: None, most: None };
    if !members.contains_key("figure") {
        defects.push(BodyDefect::new(format!("{pointer}/figure"), None, figures_known()));
    }
    for (name, value) in members {
        let at = format!("{pointer}/{}", escape(&echo::cut(name)));
        match name.as_str() {
            "figure" => {
                if let Some(figure) = value.as_str().and_then(RuledFigure::named) {
                    rule.figure = figure;
                } else {
                    let told = value.is_string().then(|| value.clone());
                    defects.push(BodyDefect::new(at, told, figures_known()));
                }
            }
            "least" => rule.least = limit(at, value, defects),
            "most" => rule.most = limit(at, value, defects),
            _ => defects.push(BodyDefect::new(at, None, "unknown member: expected figure, least, most")),
        }
    }
    (defects.len() == known).then_some(rule)
}

/// A limit; null is none.
fn limit(pointer: String, value: &Value, defects: &mut Vec<BodyDefect>) -> Option<Amount> {
    match value {
        Value::Null => None,
        Value::Number(number) => match (number.as_u64(), number.as_f64()) {
            (Some(count), _) => Some(Amount::Count(count)),
            // A whole number that is written with a point or an exponent; 0 and 1 may be shares.
            (None, Some(number)) if number > 1.0 && number.fract() <= 0.0 => whole(pointer, number, defects),
            (None, Some(share)) if share >= 0.0 => Some(Amount::Share(share)),
            _ => {
                defects.push(BodyDefect::new(pointer, None, "expected a number of 0 or more"));
                None
            }
        },
        _ => {
            defects.push(BodyDefect::new(pointer, None, "expected a number, or null for no limit"));
            None
        }
    }
}

/// A count up to which every whole number is told from the next.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number up to 2^53")]
fn whole(pointer: String, number: f64, defects: &mut Vec<BodyDefect>) -> Option<Amount> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    if number <= MOST {
        return Some(Amount::Count(number as u64));
    }
    defects.push(BodyDefect::new(pointer, None, "is too large: expected 9,007,199,254,740,992 at most"));
    None
}

fn figures_known() -> String {
    let known: Vec<&str> = RuledFigure::ALL.iter().map(|figure| figure.as_str()).collect();
    format!("expected one of {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn pointers(value: &Value) -> Vec<String> {
        let defects = PolicyAsked::read("/policy", value).unwrap_err();
        defects.into_iter().map(|defect| defect.pointer).collect()
    }

    #[test]
    fn rules_of_a_request_are_a_policy_and_every_defect_of_them_is_told() {
        let free = json!({"rules": [{"figure": "residents", "least": 40_000, "most": 65_000},
            {"figure": "localisation", "least": 0.75}]});
        let PolicyAsked::Free(policy) = PolicyAsked::read("/policy", &free).unwrap() else {
            panic!("{free}")
        };
        assert_eq!(policy.rules[0].least, Some(Amount::Count(40_000)));
        assert_eq!(policy.rules[1].least, Some(Amount::Share(0.75)));
        let wrong =
            json!({"id": 1, "rules": [{"figure": "heads", "least": "x"}, 7, {"most": -1, "colour": 1}]});
        assert_eq!(
            pointers(&wrong),
            [
                "/policy/id",
                "/policy/rules/0/figure",
                "/policy/rules/0/least",
                "/policy/rules/1",
                "/policy/rules/2/figure",
                "/policy/rules/2/most",
                "/policy/rules/2/colour",
            ]
        );
        assert_eq!(
            pointers(&json!({"rules": [{"figure": "residents", "least": 2, "most": 1}]})),
            ["/policy/rules/0/least"]
        );
        let policy = |least| json!({"rules": [{"figure": "residents", "least": least}]});
        let read = PolicyAsked::read("/policy", &policy(json!(4e4))).unwrap();
        assert_eq!(read, PolicyAsked::read("/policy", &policy(json!(40_000))).unwrap());
        let defects = PolicyAsked::read("/policy", &policy(json!(1e18))).unwrap_err();
        assert!(defects[0].reason.starts_with("is too large"), "{defects:?}");
        for empty in [json!({}), json!({"rules": []}), json!({"rules": 7})] {
            assert_eq!(pointers(&empty), ["/policy/rules"]);
        }
        assert_eq!(pointers(&Value::Null), ["/policy"]);
    }

    #[test]
    fn an_unknown_id_is_told_with_those_there_are() {
        let policies = Policies::published();
        let asked = PolicyAsked::read("/policy", &json!("mine")).unwrap();
        let defect = asked.find("/policy", &policies).unwrap_err();
        assert!(defect.reason.contains("nhs-national-50k"), "{defect:?}");
        let asked = PolicyAsked::read("/policy", &json!("pcn-30-50k")).unwrap();
        assert_eq!(asked.find("/policy", &policies).unwrap().id, "pcn-30-50k");
    }
}
