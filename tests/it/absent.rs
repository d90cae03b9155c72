//! What a test does when a program it needs is not installed.

/// Says why a test passes without having tested anything; fails instead where `FOOTPRINT_REQUIRE` names the program.
pub fn skipped(program: &str, reason: &str) {
    let required = std::env::var("FOOTPRINT_REQUIRE").unwrap_or_default();
    assert!(!required.split([',', ' ']).any(|name| name == program), "{program} is required: {reason}");
    println!("skipped: {reason} (see .ci/run)");
}
