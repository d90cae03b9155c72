//! Practices that close, with every figure that follows, counted again on tables whose lists were handed on.

use serde_json::json;

use super::compare;

/// Practices close one after another: a list goes on with its next holder, a neighbourhood is left without a practice, one is placed
/// and then closes, and what is moved or merged afterwards takes along what is still open.
#[test]
fn closed_practices_agree_with_the_oracle() {
    compare(&json!([
        {"op": "close_practice", "practice": "K84007", "to": "K84035"},
        {"op": "close_practice", "practice": "K84009", "to": "K84063"},
    ]));
    compare(&json!([
        {"op": "move_practice", "practice": "K84044", "to": "N10"},
        {"op": "close_practice", "practice": "K84044", "to": "K84007"},
        {"op": "close_practice", "practice": "K84007", "to": "K84012"},
        {"op": "close_practice", "practice": "K84009", "to": "K84080"},
        {"op": "move_by_set", "set": "pcn", "code": "U12754", "to": "N05"},
        {"op": "move_areas", "areas": ["E01028422", "E01028652"], "to": "N02"},
        {"op": "close_practice", "practice": "K84012", "to": "K84001"},
        {"op": "merge", "from": "N10", "into": "N09"},
    ]));
    // Who takes lists and is then moved is told with all of them.
    compare(&json!([
        {"op": "close_practice", "practice": "K84007", "to": "K84009"},
        {"op": "close_practice", "practice": "K84009", "to": "K84044"},
        {"op": "move_practice", "practice": "K84044", "to": "N10"},
    ]));
}
