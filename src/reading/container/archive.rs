//! Which file of a zip archive is the table: the one of them that can be, beside files that are none (`readme.txt`, `licence.pdf`).
//!
//! A file is a table by how it is called, but for `.txt`, which may be either: one is a table where most of its first lines have as many
//! fields, or are codes. Where several are tables none is taken.

use crate::reading::dialect::delimiter;
use crate::reading::formats::known::is_called_a_table;
use crate::reading::not_opened::{NotOpened, listed};
use crate::reading::question::kind::Kind;
use crate::reading::record::fields;
use crate::reading::script::Script;

/// How names of texts end, of which some are tables.
const TEXT: &str = ".txt";
/// So many lines of a text are looked at.
const LOOKED_AT: usize = 20;

/// The file that is the table, and the others, which are not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    pub name: String,
    pub others: Vec<String>,
}

impl Chosen {
    /// Chooses among the entries of an archive; `beginning` gives the first bytes of one.
    ///
    /// # Errors
    /// [`NotOpened::NoFile`], and [`NotOpened::SeveralFiles`] with those between which nothing decides.
    pub fn of(names: &[String], mut beginning: impl FnMut(&str) -> Vec<u8>) -> Result<Self, NotOpened> {
        let files: Vec<&String> = names.iter().filter(|name| is_file(name)).collect();
        let mut is_table = |name: &str| {
            is_called_a_table(name)
                || (name.to_ascii_lowercase().ends_with(TEXT) && is_text_of_a_table(&beginning(name)))
        };
        let name = match files[..] {
            [] => return Err(NotOpened::NoFile),
            [only] => only,
            _ => match files.iter().copied().filter(|name| is_table(name)).collect::<Vec<_>>()[..] {
                [only] => only,
                [] => return Err(NotOpened::SeveralFiles(listed(&files))),
                ref several => return Err(NotOpened::SeveralFiles(listed(several))),
            },
        };
        let others = files.iter().filter(|other| **other != name).map(|other| (*other).clone()).collect();
        Ok(Self { name: name.clone(), others })
    }
}

/// Whether an entry of an archive is a file that a person put there.
pub(super) fn is_file(name: &str) -> bool {
    let own = name.rsplit('/').next().unwrap_or_default();
    !own.is_empty() && !own.starts_with('.') && !name.to_ascii_lowercase().starts_with("__macosx/")
}

/// Whether most of the first lines of a text have the same number of fields, two at least, or are codes.
fn is_text_of_a_table(beginning: &[u8]) -> bool {
    let Ok(script) = Script::of(beginning, None) else { return false };
    let text = script.decoded(beginning);
    let delimiter = delimiter(&text);
    let lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let lines: Vec<&[u8]> = lines.take(LOOKED_AT).collect();
    let mut places = Vec::new();
    let mut counts: Vec<usize> = lines
        .iter()
        .map(|line| {
            fields(line, delimiter, &mut places);
            places.len()
        })
        .collect();
    counts.sort_unstable();
    let usual = counts.get(counts.len() / 2).copied().unwrap_or(0);
    let are_usual = counts.iter().filter(|count| **count == usual).count();
    let are_codes = lines.iter().filter(|line| Kind::of(&String::from_utf8_lossy(line)).is_some()).count();
    // One line alone with a comma is prose as well.
    (usual > 1 && are_usual > 1 && are_usual * 4 >= lines.len() * 3) || are_codes * 2 > lines.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str = "Patients, as of November\n\nFrom the register.\nAsk Ann, Bob, or Carol, please.\n";

    fn chosen(files: &[(&str, &str)]) -> Result<Chosen, NotOpened> {
        let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
        let text = |name: &str| files.iter().find(|(own, _)| *own == name).map_or("", |(_, text)| *text);
        Chosen::of(&names, |name| text(name).as_bytes().to_vec())
    }

    #[test]
    fn the_one_table_is_taken_beside_files_that_are_none_and_of_two_neither() {
        let beside = |name: &'static str, text| {
            [
                (name, text),
                ("readme.txt", README),
                ("licence.pdf", "%PDF"),
                ("__MACOSX/._p", ""),
                (".DS_Store", ""),
            ]
        };
        for (name, text) in [
            ("p.csv", "postcode\nOX1 1ND"),
            ("in/p.txt", "id\tpostcode\n1\tOX1 1ND"),
            ("p.txt", "OX1 1ND\nOX1 4LU"),
        ] {
            let others = vec!["readme.txt".to_owned(), "licence.pdf".to_owned()];
            assert_eq!(chosen(&beside(name, text)), Ok(Chosen { name: name.to_owned(), others }));
        }
        assert_eq!(chosen(&[("readme.txt", README)]).unwrap().name, "readme.txt", "there is no other");
        for second in [("b.csv", ""), ("b.txt", "a|b\n1|2\n3|4")] {
            let told = chosen(&[("a.csv", "x"), second, ("readme.txt", README)]).unwrap_err();
            assert_eq!(told, NotOpened::SeveralFiles(format!("a.csv, {}", second.0)));
        }
        let told = chosen(&[("readme.txt", README), ("licence.pdf", "")]).unwrap_err();
        assert_eq!(told, NotOpened::SeveralFiles("readme.txt, licence.pdf".to_owned()));
        assert_eq!(chosen(&[]), Err(NotOpened::NoFile));
    }
}
