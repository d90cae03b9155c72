//! The shell of a page.

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A whole page in English. Its style stands within, so that it looks and prints the same wherever it is opened; `head` is what
/// else its head holds.
#[must_use]
pub fn page(title: &str, style: &'static str, head: &Markup, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                (head)
                title { (title) }
                @if !style.is_empty() { style { (PreEscaped(style)) } }
            }
            body { (body) }
        }
    };
    page.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_people_write_becomes_markup() {
        let written = "<b a='1' c=\"2\">&";
        let page = page(written, "p > a {}", &html! {}, &html! { p title=(written) { (written) } });
        assert_eq!(page.matches("&lt;b a='1' c=&quot;2&quot;&gt;&amp;").count(), 3, "{page}");
        assert!(!page.contains(written), "{page}");
        assert!(page.contains("<style>p > a {}</style>"), "a style is ours and stands as it is: {page}");
    }
}
