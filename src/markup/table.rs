//! Tables for pages.

use maud::{Markup, html};

/// A table that is scrolled sideways by itself, also by keys, where the screen is narrower. `head` is the row of headings; empty
/// for a table whose rows are headed instead.
#[must_use]
pub fn scrolled(head: &Markup, rows: &Markup) -> Markup {
    html! {
        div class="scroll" tabindex="0" {
            table {
                @if !head.0.is_empty() { thead { tr { (head) } } }
                tbody { (rows) }
            }
        }
    }
}

/// Headings of columns.
#[must_use]
pub fn headings(titles: &[&str]) -> Markup {
    html! { @for title in titles { th scope="col" { (title) } } }
}
