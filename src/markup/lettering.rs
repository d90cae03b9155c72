//! Text in a drawing: as text for whatever has fonts, or as outlines for what has none.

use maud::{Markup, html};

use crate::fonts::outline;

/// The colour of text and lines.
pub const INK: &str = "#1b242c";

/// How text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lettering {
    /// As text, which can be read, searched and copied.
    #[default]
    Text,
    /// As the outlines of its letters, which look the same everywhere and need no font.
    Outlines,
}

/// Where a line stands from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A line of text.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// A point of its baseline: x to the right, y down.
    pub at: [f64; 2],
    /// Where it stands from that point.
    pub anchor: Anchor,
    /// Height of an em.
    pub size: f64,
    /// Its colour.
    pub fill: &'a str,
    /// Width of a white rim around its letters; 0 for none.
    pub rim: f64,
    /// What it says.
    pub words: &'a str,
}

impl Lettering {
    /// Writes a line.
    #[must_use]
    pub fn line(self, line: &Line<'_>) -> Markup {
        match self {
            Self::Text => text(line),
            Self::Outlines => outlines(line),
        }
    }
}

fn text(line: &Line<'_>) -> Markup {
    let [x, y] = line.at.map(|side| format!("{side:.1}"));
    let anchor = match line.anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    let rim = (line.rim > 0.0).then_some(line.rim);
    html! {
        text x=(x) y=(y) text-anchor=(anchor) font-size=(line.size) fill=(line.fill) stroke=[rim.map(|_| "#ffffff")] stroke-width=[rim]
            stroke-linejoin=[rim.map(|_| "round")] paint-order=[rim.map(|_| "stroke")] { (line.words) }
    }
}

fn outlines(line: &Line<'_>) -> Markup {
    let scale = line.size / 1000.0;
    let rim = (line.rim > 0.0).then_some(line.rim / scale);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of an em of 1,000")]
    let reach = rim.map_or(0, |rim| (rim / 2.0).round() as u32);
    let mut letters = Vec::new();
    let mut width = 0;
    for letter in line.words.chars() {
        let outline = outline(letter);
        letters.push((width, outline.path));
        // Rims reach into the spaces between words, which are wider by as much.
        width += outline.advance + if letter == ' ' { reach } else { 0 };
    }
    let behind = match line.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => f64::from(width) * scale / 2.0,
        Anchor::End => f64::from(width) * scale,
    };
    letters.retain(|(_, path)| !path.is_empty());
    let each =
        || html! { @for (x, path) in &letters { path transform=(format!("translate({x})")) d=(path) {} } };
    html! {
        g transform=(format!("translate({:.1} {:.1}) scale({scale})", line.at[0] - behind, line.at[1])) fill=(line.fill) {
            // All rims lie below all letters, so that none covers the letter before it.
            @if let Some(rim) = rim {
                g fill="none" stroke="#ffffff" stroke-width=(rim) stroke-linejoin="round" { (each()) }
            }
            (each())
        }
    }
}

/// How far below the middle of so many lines the baseline of one is, in sizes of the text.
#[expect(clippy::cast_precision_loss, reason = "a label has few lines")]
#[must_use]
pub fn baseline(line: usize, lines: usize) -> f64 {
    (line as f64 - (lines as f64 - 1.0) / 2.0) * 1.15 + 0.35
}
