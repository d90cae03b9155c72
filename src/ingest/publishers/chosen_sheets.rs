//! Sheets of workbooks that are chosen by hand, each by the name of its file.

/// Which sheet is meant of which file.
#[derive(Clone, Debug, Default)]
pub struct ChosenSheets(Vec<Chosen>);

#[derive(Clone, Debug)]
struct Chosen {
    /// The file's name, or the end of its path.
    file: String,
    sheet: String,
    is_met: bool,
}

impl ChosenSheets {
    /// Of pairs of file and sheet.
    #[must_use]
    pub fn new(chosen: &[(String, String)]) -> Self {
        let chosen = chosen.iter().cloned();
        Self(chosen.map(|(file, sheet)| Chosen { file, sheet, is_met: false }).collect())
    }

    /// The sheet that is chosen of a file that was met.
    pub fn chosen(&mut self, name: &str) -> Option<String> {
        let is_so = |chosen: &&mut Chosen| {
            name.strip_suffix(chosen.file.as_str())
                .is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        let chosen = self.0.iter_mut().find(is_so)?;
        chosen.is_met = true;
        Some(chosen.sheet.clone())
    }

    /// Notes the files that others have met, of the same choice.
    pub fn add_met(&mut self, others: &Self) {
        for (own, other) in self.0.iter_mut().zip(&others.0) {
            own.is_met |= other.is_met;
        }
    }

    /// The files that were never met.
    pub fn not_met(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|chosen| !chosen.is_met).map(|chosen| chosen.file.as_str())
    }
}
