//! Many findings of one kind as one line with a count.

use std::collections::HashMap;

use super::findings::Finding;

/// Of findings that differ in their line and their values alone, so many are shown.
const SHOWN: usize = 3;

/// Findings in their order, as lines for people: of those of one file and column that say the same of different values, the
/// first few, and how many more there are.
#[must_use]
pub fn grouped(findings: &[Finding]) -> Vec<String> {
    let mut places = HashMap::<(&str, Option<&str>, String), usize>::new();
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let key = (finding.file.as_str(), finding.column.as_deref(), pattern(&finding.reason));
        let place = *places.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(finding);
    }
    groups.iter().flat_map(|group| lines(group)).collect()
}

fn lines(group: &[&Finding]) -> Vec<String> {
    // One more is as short as the count of it.
    if group.len() <= SHOWN + 1 {
        return group.iter().map(ToString::to_string).collect();
    }
    let mut lines: Vec<String> = group[..SHOWN].iter().map(ToString::to_string).collect();
    let last =
        group[group.len() - 1].line.map_or_else(String::new, |line| format!(", the last on line {line}"));
    lines.push(format!("{}: {} more like these{last}", group[0].file, group.len() - SHOWN));
    lines
}

/// A reason without its values: what stands in quotes, and words with a digit.
#[must_use]
pub fn pattern(reason: &str) -> String {
    let outside: Vec<&str> = reason.split('"').step_by(2).collect();
    let is_value = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit());
    outside
        .join("\"")
        .split(' ')
        .map(|word| if is_value(&word) { "#" } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(line: u64, reason: &str) -> Finding {
        Finding {
            file: "a.csv".to_owned(),
            line: Some(line),
            column: Some("code".to_owned()),
            reason: reason.to_owned(),
        }
    }

    #[test]
    fn many_of_one_kind_are_a_few_and_a_count() {
        let mut findings: Vec<Finding> = (2..22_296)
            .map(|line| finding(line, &format!("\"x{line}\" is not a code, E{line} is")))
            .collect();
        findings.push(finding(9, "is blank"));
        let told = grouped(&findings);
        assert_eq!(told.len(), 5);
        assert_eq!(told[0], "a.csv:2: code: \"x2\" is not a code, E2 is");
        assert_eq!(told[3], "a.csv: 22291 more like these, the last on line 22295");
        assert_eq!(told[4], "a.csv:9: code: is blank");
    }

    #[test]
    fn a_few_are_all_told() {
        let findings: Vec<Finding> = (2..6).map(|line| finding(line, "is blank")).collect();
        assert_eq!(grouped(&findings).len(), 4);
    }
}
