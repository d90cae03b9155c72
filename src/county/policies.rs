//! The policies that plans of a county can be judged by: those compiled in, and the county's own from its `policies.toml`.

use serde::Deserialize;

use super::policy::{MOST_RULES, Policy};
use crate::cause;

/// All policies there are: those compiled in first, then the county's own.
#[derive(Clone, Debug)]
pub struct Policies(Vec<Policy>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    policies: Vec<Policy>,
}

impl Policies {
    /// Those compiled in.
    #[must_use]
    pub fn published() -> Self {
        let listed: Listed =
            toml::from_str(include_str!("policies.toml")).expect("the compiled-in policies are valid");
        Self(listed.policies)
    }

    /// With a county's own.
    ///
    /// # Errors
    /// Everything that is wrong with them, each with the policy and the rule it is of; or why the text cannot be read.
    pub fn with_own(mut self, text: &str) -> Result<Self, Vec<String>> {
        let listed: Listed = toml::from_str(text).map_err(|error| vec![cause::of_toml(text, &error)])?;
        let mut defects = Vec::new();
        for policy in listed.policies {
            defects.extend(self.defects_of(&policy));
            self.0.push(policy);
        }
        if defects.is_empty() { Ok(self) } else { Err(defects) }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Policy] {
        &self.0
    }

    /// The policy of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Policy> {
        self.0.iter().find(|policy| policy.id == id)
    }

    fn defects_of(&self, policy: &Policy) -> Vec<String> {
        let Policy { id, rules, .. } = policy;
        let mut defects = Vec::new();
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if id.is_empty() || id.len() > 64 || !id.bytes().all(is_plain) {
            defects.push(format!("{id:?} is no id: expected up to 64 of a to z, 0 to 9 and -"));
        }
        if id == Policy::FREE || self.find(id).is_some() {
            defects.push(format!("{id} is taken: give the policy an id of its own"));
        }
        if policy.version == 0 {
            defects.push(format!("{id}: version: expected 1 or more"));
        }
        if rules.is_empty() || rules.len() > MOST_RULES {
            defects.push(format!("{id}: expected 1 to {MOST_RULES} rules, there are {}", rules.len()));
        }
        let of_rules = Policy::defects(rules).into_iter();
        defects.extend(of_rules.map(|(rule, member, reason)| {
            format!("{id}, rule {}: {member}{}{reason}", rule + 1, if member.is_empty() { "" } else { ": " })
        }));
        defects
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A published version never changes its verdict: its rules are held here.
    const KEPT: [(&str, u32, &str); 5] = [
        ("nhs-national-50k", 1, "registered_by_practice 40000 60000"),
        ("pcn-30-50k", 1, "registered_by_practice 30000 50000"),
        ("oxfordshire-50-100k", 1, "residents 50000 100000"),
        ("oxfordshire-lists-50-100k", 1, "list_size 50000 100000"),
        ("containment-75", 1, "self_containment 0.75 - localisation 0.75 -"),
    ];

    fn rules(policy: &Policy) -> String {
        let limit = |limit: Option<crate::county::policy::Amount>| {
            limit.map_or_else(|| "-".to_owned(), |limit| limit.number().to_string())
        };
        let rule = |rule: &crate::county::policy::Rule| {
            format!("{} {} {}", rule.figure.as_str(), limit(rule.least), limit(rule.most))
        };
        policy.rules.iter().map(rule).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_published_policies_keep_their_verdicts() {
        let published = Policies::published();
        let found: Vec<(&str, u32, String)> = published
            .all()
            .iter()
            .map(|policy| (policy.id.as_str(), policy.version, rules(policy)))
            .collect();
        let kept: Vec<_> =
            KEPT.iter().map(|(id, version, rules)| (*id, *version, (*rules).to_owned())).collect();
        assert_eq!(found, kept);
        assert!(published.all().iter().all(|policy| !policy.source.is_empty()));
    }

    #[test]
    fn a_county_brings_policies_of_its_own_and_every_defect_is_told() {
        let own = "[[policies]]\nid = \"ours\"\nversion = 1\ntitle = \"Ours\"\nsource = \"Us\"\n\
            [[policies.rules]]\nfigure = \"practices\"\nleast = 2\n";
        let policies = Policies::published().with_own(own).unwrap();
        assert_eq!(policies.find("ours").unwrap().rules.len(), 1);
        let wrong = own.replace("ours", "pcn-30-50k").replace("least = 2", "least = 2.5");
        let told = Policies::published().with_own(&wrong).unwrap_err();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("pcn-30-50k is taken") && told[1].contains("rule 1: least"), "{told:?}");
        assert!(Policies::published().with_own("policies = 7").unwrap_err()[0].contains("line 1"));
    }
}
