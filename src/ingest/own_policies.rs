//! `policies.toml`: the policies that a county judges its plans by, beside those compiled in.

use crate::county::policies::Policies;
use crate::reading::findings::Findings;

/// Reads them; none when something is wrong with them, which is among the findings.
pub fn own_policies(file: &str, bytes: &[u8], findings: &mut Findings) -> Option<Policies> {
    let text = std::str::from_utf8(bytes).map_err(|error| vec![error.to_string()]);
    match text.and_then(|text| Policies::published().with_own(text)) {
        Ok(policies) => Some(policies),
        Err(defects) => {
            for defect in defects {
                findings.defect(file, defect);
            }
            None
        }
    }
}
