//! Sentences that stay true: over five hundred made-up what-ifs in each of two counties, every number in the words is one of the
//! answer's, and the grammar holds.

use std::collections::BTreeSet;

use footprint::county::Loaded;
use footprint::planning::what_if::evaluate::evaluate;
use footprint::planning::what_if::request::Request;
use serde_json::{Value, json};

use crate::made_up_changes::{Dice, Known};
use crate::support::{buckinghamshire, county};

const WHAT_IFS: u64 = 500;

/// A policy, or rules, to judge a what-if by.
fn policy(dice: &mut Dice) -> Value {
    match dice.roll(4) {
        0 => json!("nhs-national-50k"),
        1 => json!("containment-75"),
        2 => json!({"rules": [{"figure": "residents", "least": 30_000 + dice.roll(30_000)},
            {"figure": "self_containment", "least": 0.6}, {"figure": "practices", "least": 2}]}),
        _ => json!("oxfordshire-lists-50-100k"),
    }
}

/// The numbers and the texts of an answer.
#[derive(Default)]
struct Answered {
    numbers: Vec<f64>,
    names: BTreeSet<String>,
}

impl Answered {
    fn of(answer: &Value) -> Self {
        let mut all = Self::default();
        for (part, value) in answer.as_object().unwrap() {
            if part != "summary" {
                all.take(part, value);
            }
        }
        all
    }

    fn take(&mut self, name: &str, value: &Value) {
        match value {
            Value::Object(members) => members.iter().for_each(|(name, value)| self.take(name, value)),
            Value::Array(items) => items.iter().for_each(|item| self.take(name, item)),
            Value::Number(number) => self.numbers.push(number.as_f64().unwrap()),
            // Words are what is tested, and no name.
            Value::String(text) if !["text", "impossible", "turns", "reason"].contains(&name) => {
                self.names.insert(text.clone());
            }
            _ => {}
        }
    }

    /// The numbers of a sentence that are none of the answer's.
    fn untrue(&self, sentence: &str) -> Vec<String> {
        let mut rest = sentence.to_owned();
        // Names may hold numbers: the longest first, so that none hides in another.
        let with_digits = |name: &&String| name.bytes().any(|byte| byte.is_ascii_digit());
        let mut names: Vec<&String> = self.names.iter().filter(with_digits).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        // The year by which a geography is named.
        rest = rest.replace("areas of 2011", "§");
        for name in names {
            rest = rest.replace(name.as_str(), "§");
        }
        let numbers = numbers_of(&rest).into_iter();
        numbers.filter(|(before, number)| !self.has(before, number)).map(|(_, number)| number).collect()
    }

    /// Whether a number of the answer is so in words, `before` it the word that says on which side.
    fn has(&self, before: &str, token: &str) -> bool {
        let Some(percent) = token.strip_suffix('%') else {
            let count: f64 = token.replace(',', "").parse().unwrap();
            return self.numbers.iter().any(|number| (number.abs() - count).abs() < 1e-9);
        };
        let limit: f64 = percent.parse().unwrap();
        let is_so = |percent: f64| match before {
            "under" => percent < limit && percent > limit - 0.1,
            "over" => percent > limit && percent < limit + 0.1,
            _ => (percent - limit).abs() <= 0.050_001,
        };
        self.numbers.iter().any(|number| is_so(number.abs() * 100.0))
    }
}

/// Every number of a text as it is written, with its percent sign, behind the word before it.
fn numbers_of(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (mut current, mut word, mut before) = (String::new(), String::new(), String::new());
    for letter in text.chars().chain([' ']) {
        if letter.is_ascii_digit() || (!current.is_empty() && ",.%".contains(letter)) {
            current.push(letter);
            continue;
        }
        if !current.is_empty() {
            found.push((before.clone(), current.trim_end_matches([',', '.']).to_owned()));
            current.clear();
        }
        if letter.is_alphabetic() {
            word.push(letter);
        } else if !word.is_empty() {
            before = std::mem::take(&mut word);
        }
    }
    found
}

/// What is wrong with the grammar of a sentence.
fn faults(sentence: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let is_whole =
        sentence.ends_with('.') && sentence.chars().next().is_some_and(|first| !first.is_lowercase());
    if !is_whole {
        faults.push("does not begin and end as a sentence".to_owned());
    }
    for wrong in ["  ", " ,", " .", "..", " ;", ",,", "()", "( ", " %", ": .", "None", "null", "NaN", "inf "]
    {
        if sentence.contains(wrong) {
            faults.push(format!("has {wrong:?}"));
        }
    }
    let words: Vec<&str> = sentence.split([' ', '(', ')']).collect();
    for pair in words.windows(2) {
        let noun = pair[1].trim_end_matches([',', '.', ';', ':']);
        let plural =
            ["areas", "residents", "patients", "pieces", "neighbourhoods", "practices"].contains(&noun);
        let singular = ["area", "resident", "patient", "piece", "neighbourhood", "practice"].contains(&noun);
        let is_number = pair[0].replace(',', "").parse::<u64>().is_ok();
        if is_number && ((pair[0] == "1" && plural) || (pair[0] != "1" && singular)) {
            faults.push(format!("says {} {noun}", pair[0]));
        }
    }
    let (open, close) = (sentence.matches('(').count(), sentence.matches(')').count());
    if open != close {
        faults.push("has a bracket without another".to_owned());
    }
    faults
}

/// The sentences of made-up what-ifs of a county, each held against its answer; how many what-ifs could be answered.
fn hold(loaded: &Loaded) -> u64 {
    let (known, mut dice) = (Known::of(loaded), Dice::new(20_260_817));
    let (mut answered, mut wrong) = (0, Vec::new());
    let mut tried = 0;
    while answered < WHAT_IFS && tried < 4 * WHAT_IFS {
        tried += 1;
        let body = json!({"changes": known.changes(&mut dice), "policy": policy(&mut dice)});
        let request = Request::read(&body);
        let Ok(what_if) = evaluate(loaded, &request) else { continue };
        answered += 1;
        let answer = serde_json::to_value(what_if.answer()).unwrap();
        let all = Answered::of(&answer);
        let summary = answer["summary"].as_array().unwrap().iter();
        let issues = answer["issues"].as_array().unwrap().iter().map(|issue| &issue["text"]);
        for sentence in summary.chain(issues) {
            let sentence = sentence.as_str().unwrap();
            let untrue = all
                .untrue(sentence)
                .into_iter()
                .map(|number| format!("says {number}, which the answer has not"));
            wrong.extend(untrue.chain(faults(sentence)).map(|fault| format!("{sentence:?} {fault}")));
        }
        assert!(wrong.len() < 20, "{wrong:#?}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    answered
}

#[test]
fn every_number_in_the_words_of_made_up_what_ifs_is_one_of_the_answers() {
    assert_eq!(hold(county()), WHAT_IFS);
    if let Some((_, buckinghamshire)) = buckinghamshire() {
        assert_eq!(hold(buckinghamshire), WHAT_IFS);
    }
}

#[test]
fn the_test_of_words_finds_what_is_wrong() {
    let answer =
        json!({"summary": [], "moved": {"residents": 1886, "name": "Cherwell 008A"}, "share": 0.4344});
    let all = Answered::of(&answer);
    assert!(all.untrue("Moves 1,886 residents of Cherwell 008A, 43.4%.").is_empty());
    assert_eq!(all.untrue("Moves 1,887 residents, 43.6%."), ["1,887", "43.6%"]);
    assert!(all.untrue("Just under 43.5%, and just over 43.4%.").is_empty());
    assert_eq!(all.untrue("Under 0.1%, and just over 43.5%."), ["0.1%", "43.5%"]);
    for wrong in ["moves 2 areas.", "Moves 1 areas.", "Moves 2 area.", "Moves  2 areas.", "Moves (2 areas."] {
        assert!(!faults(wrong).is_empty(), "{wrong}");
    }
    assert_eq!(faults("Moves 1 area (2 areas) of 12,001 residents."), Vec::<String>::new());
}

#[test]
fn patients_over_borders_are_told_in_two_parts_and_two_dates_are_named() {
    let changes = json!([{"op": "move_practice", "practice": "K84007", "to": "N10"}]);
    let answer =
        crate::support::post_json("/v1/evaluate", &json!({"changes": changes, "policy": "nhs-national-50k"}));
    let summary = answer["summary"].to_string();
    assert!(summary.contains("instead of 94,350") && summary.contains("43,007"), "{summary}");
    assert!(summary.contains("in May 2025; by the pattern of July 2022"), "{summary}");
    let turns = answer["issues"]
        .as_array()
        .unwrap()
        .iter()
        .find(|issue| issue["kind"] == "verdict_turns" && issue["neighbourhood"]["id"] == "N12");
    let text = turns.unwrap()["text"].as_str().unwrap();
    let ranges = &answer["ranges"]["before"];
    assert_eq!(
        (&ranges[0]["neighbourhood"]["id"], ranges.as_array().unwrap().len()),
        (&json!("N07"), 1),
        "{ranges}"
    );
    let [least, most] = ["least", "most"].map(|end| ranges[0][end].as_u64().unwrap());
    assert_eq!(most - least, 13_663, "Botley's patients");
    assert!(text.contains("57,721") && text.contains("63,845") && text.contains("May 2025"), "{text}");
}
