//! Commands that search: the smallest change, frontiers, groups of neighbourhoods; and the check of a certificate.

mod frontier;
mod groups;
mod plan_line;
mod search_progress;
mod suggest;
mod verify_certificate;

pub(super) use frontier::FindFrontier;
pub(super) use groups::Groups;
pub(super) use suggest::Suggest;
pub(super) use verify_certificate::VerifyCertificate;
