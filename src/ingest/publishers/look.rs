//! One file by itself, read for what it is: for whoever wants to know before it is prepared.

use super::delivery::Delivered;
use super::published::{Published, Taken};
use crate::projection::Projector;
use crate::reading::findings::Findings;

/// What a publisher's file is taken for, none when it is nothing known, and what is found in it.
#[must_use]
pub fn look(name: &str, bytes: &[u8], projector: &Projector) -> (Option<Taken>, Findings) {
    let (mut published, mut findings) = (Published::default(), Findings::default());
    let delivered = Delivered { name: name.to_owned(), bytes: bytes.to_vec(), stored: bytes.len() as u64 };
    published.take(&delivered, projector, &mut findings);
    (published.taken.pop(), findings)
}
