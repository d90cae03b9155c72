//! Where labels go on a drawn map: at their place, or beside it with a line to it, so that none lies over another.
//!
//! Sizes of text are estimated, since nothing here knows the font of whoever looks: a letter takes a little over half its height.

/// Width of a letter as a share of the size of the text, on average and with a little to spare.
const LETTER: f64 = 0.56;
/// Height of a line as a share of the size of the text.
const LINE: f64 = 1.15;
/// How far a label may go from its place, in sizes of the text.
const RINGS: [f64; 8] = [1.5, 2.5, 3.5, 5.0, 6.5, 8.0, 10.0, 12.0];
const DIRECTIONS: u32 = 16;

/// A label that wants a place.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What it names: x to the right, y down.
    pub at: [f64; 2],
    /// Its lines.
    pub lines: Vec<String>,
}

/// A label with its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What it names.
    pub at: [f64; 2],
    /// The middle of its text.
    pub middle: [f64; 2],
    /// Its lines.
    pub lines: Vec<String>,
    /// Whether it stands away from what it names, which a line then shows.
    pub is_away: bool,
}

/// A box: left, top, right, bottom.
pub type Box4 = [f64; 4];

/// Breaks a text into lines of about so many letters, at its spaces.
#[must_use]
pub fn lines_of(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Gives every label a place within a canvas (width, height) and over nothing of what is `taken`, the first first; one that finds no
/// room stands at its place all the same.
#[must_use]
pub fn place(wanted: Vec<Wanted>, size: f64, canvas: [f64; 2], mut taken: Vec<Box4>) -> Vec<Placed> {
    let mut placed = Vec::with_capacity(wanted.len());
    for Wanted { at, lines } in wanted {
        let half = half_of(&lines, size);
        let own = |middle: [f64; 2]| around(middle, half);
        let is_free = |middle: &[f64; 2]| {
            let own = own(*middle);
            let is_within = own[0] >= 0.0 && own[1] >= 0.0 && own[2] <= canvas[0] && own[3] <= canvas[1];
            is_within && !taken.iter().any(|other| overlap(&own, other))
        };
        let found = candidates(at, size, half).enumerate().find(|(_, middle)| is_free(middle));
        let (place, middle) = found.unwrap_or((0, at));
        taken.push(own(middle));
        placed.push(Placed { at, middle, lines, is_away: place > 0 });
    }
    placed
}

/// Places to try: its own, then around it, further and further.
fn candidates(at: [f64; 2], size: f64, half: [f64; 2]) -> impl Iterator<Item = [f64; 2]> {
    let around = RINGS.into_iter().flat_map(move |ring| {
        (0..DIRECTIONS).map(move |direction| {
            let angle = f64::from(direction) / f64::from(DIRECTIONS) * std::f64::consts::TAU;
            // Wide labels go further sideways than up and down.
            [at[0] + angle.cos() * (ring * size + half[0]), at[1] + angle.sin() * (ring * size + half[1])]
        })
    });
    std::iter::once(at).chain(around)
}

/// Half the width and height of some lines.
#[expect(clippy::cast_precision_loss, reason = "labels have few letters and lines")]
#[must_use]
pub fn half_of(lines: &[String], size: f64) -> [f64; 2] {
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    [longest as f64 * LETTER * size / 2.0, lines.len() as f64 * LINE * size / 2.0]
}

/// The box of so much to each side of a point.
#[must_use]
pub fn around([x, y]: [f64; 2], [half_width, half_height]: [f64; 2]) -> Box4 {
    [x - half_width, y - half_height, x + half_width, y + half_height]
}

fn overlap(one: &Box4, other: &Box4) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_one_place_stand_apart_and_within_the_canvas() {
        let wanted = |name: &str| Wanted { at: [200.0, 200.0], lines: lines_of(name, 12) };
        let names = ["Oxford Central, North and Botley", "Headington", "Cowley", "Littlemore", "Summertown"];
        let placed = place(names.into_iter().map(wanted).collect(), 12.0, [400.0, 400.0], vec![]);
        let boxes: Vec<Box4> =
            placed.iter().map(|label| around(label.middle, half_of(&label.lines, 12.0))).collect();
        for (number, one) in boxes.iter().enumerate() {
            assert!(boxes[..number].iter().all(|other| !overlap(one, other)), "{placed:?}");
            assert!(one[0] >= 0.0 && one[2] <= 400.0, "{placed:?}");
        }
        assert_eq!(placed.iter().filter(|label| label.is_away).count(), 4);
    }

    #[test]
    fn a_text_is_broken_at_its_spaces() {
        assert_eq!(
            lines_of("Oxford Central, North and Botley", 14),
            ["Oxford", "Central, North", "and Botley"]
        );
    }
}
