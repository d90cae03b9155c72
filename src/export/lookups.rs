//! Lookups: the neighbourhood of every postcode, area and practice, as rows to join on.
//!
//! The columns are those of `bulk`, so that a table answered row by row and a join with a lookup say the same.

use std::io::{self, Write};

use super::plan_said::PlanSaid;
use crate::bulk::answer_cell::Cell;
use crate::bulk::answers::{Answers, RowAnswer};
use crate::bulk::fields::{Field, Fields};
use crate::bulk::spreadsheet::push_inert;
use crate::county::Loaded;
use crate::domain::draft::Draft;

/// The lookups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// Postcodes, those no longer in use among them.
    Postcodes,
    /// Areas, whole.
    Areas,
    /// Practices, where they count.
    Practices,
    /// Areas, in the form proposed for exchange between offices: columns named as ONS names those of its lookups.
    Exchange,
}

/// How comma-separated values are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvStyle {
    /// UTF-8, a line feed after each row.
    #[default]
    Plain,
    /// As Excel on Windows reads it: a byte order mark before it, and carriage returns.
    Excel,
}

impl CsvStyle {
    /// What stands before the table.
    #[must_use]
    pub fn mark(self) -> &'static str {
        if self == Self::Excel { "\u{feff}" } else { "" }
    }

    /// What ends a row.
    #[must_use]
    pub fn line_end(self) -> &'static str {
        if self == Self::Excel { "\r\n" } else { "\n" }
    }
}

/// The type of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Text.
    Text,
    /// Numbers.
    Number,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookupColumn {
    /// Its name.
    pub name: &'static str,
    /// The type of its values.
    pub kind: ColumnType,
}

impl Lookup {
    /// Those that are written unless something else is asked for.
    pub const ALL: [Self; 3] = [Self::Postcodes, Self::Areas, Self::Practices];

    /// Its name, also of its files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Postcodes => "postcodes",
            Self::Areas => "areas",
            Self::Practices => "practices",
            Self::Exchange => "exchange",
        }
    }

    /// What it holds.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Postcodes => "The neighbourhood of every postcode",
            Self::Areas => "The neighbourhood of every area",
            Self::Practices => "The neighbourhood every GP practice counts in, and its main site",
            Self::Exchange => "The neighbourhood of every area, in the form proposed for exchange",
        }
    }

    /// The columns, the one that names a row first.
    #[must_use]
    pub fn columns(self) -> Vec<LookupColumn> {
        let fields = self.fields();
        let names = self.keys().iter().copied().chain(fields.iter().map(|field| self.called(*field)));
        let names = names.chain(self.said().iter().copied());
        names
            .map(|name| {
                let is_number =
                    ["distance_to_boundary_m", "easting", "northing", "lon", "lat"].contains(&name);
                LookupColumn { name, kind: if is_number { ColumnType::Number } else { ColumnType::Text } }
            })
            .collect()
    }

    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Postcodes => &["postcode"],
            Self::Areas => &["area_code", "area_name"],
            Self::Practices => &["practice_code", "practice_name"],
            Self::Exchange => &["LSOA21CD", "LSOA21NM"],
        }
    }

    /// Columns that say the same in every row, of the plan: what spreadsheets keep of a table is its rows.
    fn said(self) -> &'static [&'static str] {
        match self {
            Self::Practices => &["status"],
            Self::Postcodes | Self::Areas => {
                &["status", "base", "plan_digest", "practices_placed", "practices_closed", "annotations"]
            }
            Self::Exchange => &[
                "NBHD_STATUS",
                "NBHD_VERSION",
                "NBHD_PRACTICES_PLACED",
                "NBHD_PRACTICES_CLOSED",
                "NBHD_ANNOTATIONS",
            ],
        }
    }

    fn called(self, field: Field) -> &'static str {
        match (self, field) {
            (Self::Exchange, Field::NeighbourhoodId) => "NBHD26CD",
            (Self::Exchange, Field::NeighbourhoodName) => "NBHD26NM",
            _ => field.name(),
        }
    }

    fn fields(self) -> Vec<Field> {
        let all = Fields::every();
        let of_area = [Field::Outcome, Field::NeighbourhoodId, Field::NeighbourhoodName, Field::DistrictCode];
        let is_wanted = |field: &&Field| match self {
            Self::Postcodes => true,
            Self::Areas => of_area.contains(field),
            Self::Practices => **field != Field::Shares,
            Self::Exchange => [Field::NeighbourhoodId, Field::NeighbourhoodName].contains(field),
        };
        let of_practice = (self == Self::Practices).then_some(Field::PracticeStatus);
        all.all().iter().filter(is_wanted).copied().chain(of_practice).collect()
    }

    /// Calls `take` with the cells of every row, in order of its key.
    ///
    /// # Errors
    /// The first error of `take`.
    pub fn rows<E>(
        self,
        loaded: &Loaded,
        draft: &Draft,
        said: &PlanSaid,
        mut take: impl FnMut(&[Cell<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let (ground, fields) = (&loaded.atlas.ground, self.fields());
        let answers = Answers::new(loaded, draft, &Fields::every());
        let mut row = |keys: &[&str], answer: &RowAnswer| {
            let said = self.said().iter().map(|column| said.cell(column, keys[0]));
            let cells = fields.iter().map(|field| answers.cell(answer, *field));
            let keys = keys.iter().map(|key| Cell::Text((*key).into()));
            take(&keys.chain(cells).chain(said).collect::<Vec<_>>())
        };
        match self {
            Self::Postcodes => {
                for place in ground.places.all() {
                    let postcode = place.postcode.spaced();
                    row(&[postcode.as_str()], &answers.postcode(postcode.as_bytes()))?;
                }
            }
            Self::Areas | Self::Exchange => {
                for (_, area) in ground.geography.areas() {
                    row(&[area.code.as_str(), &area.name], &answers.area(area.code.as_str().as_bytes()))?;
                }
            }
            Self::Practices => {
                for (_, practice) in ground.practices.iter() {
                    let code = practice.code.as_str();
                    row(&[code, &practice.name], &answers.practice(code.as_bytes()))?;
                }
            }
        }
        Ok(())
    }

    /// Writes comma-separated values with a header, no cell of which is a formula; the number of rows.
    ///
    /// # Errors
    /// An error of writing.
    pub fn write_csv(self, loaded: &Loaded, draft: &Draft, out: &mut impl Write) -> io::Result<usize> {
        let said = PlanSaid::of_draft(loaded, draft);
        self.write_csv_of(loaded, draft, &said, CsvStyle::Plain, out)
    }

    /// The same with what is said of the plan, in a style.
    ///
    /// # Errors
    /// An error of writing.
    pub fn write_csv_of(
        self,
        loaded: &Loaded,
        draft: &Draft,
        said: &PlanSaid,
        style: CsvStyle,
        out: &mut impl Write,
    ) -> io::Result<usize> {
        let names: Vec<&str> = self.columns().iter().map(|column| column.name).collect();
        write!(out, "{}{}", names.join(","), style.line_end())?;
        let (mut line, mut count) = (Vec::new(), 0);
        self.rows(loaded, draft, said, |cells| {
            line.clear();
            for (number, cell) in cells.iter().enumerate() {
                if number > 0 {
                    line.push(b',');
                }
                match cell {
                    Cell::Text(text) => push_inert(&mut line, text, b','),
                    number => number.push_number(&mut line),
                }
            }
            line.extend_from_slice(style.line_end().as_bytes());
            count += 1;
            out.write_all(&line)
        })?;
        Ok(count)
    }

    /// Writes a JSON object a line, null for what is not known; the number of rows.
    ///
    /// # Errors
    /// An error of writing.
    pub fn write_ndjson(self, loaded: &Loaded, draft: &Draft, out: &mut impl Write) -> io::Result<usize> {
        let (columns, said) = (self.columns(), PlanSaid::of_draft(loaded, draft));
        let (mut line, mut count) = (Vec::new(), 0);
        self.rows(loaded, draft, &said, |cells| {
            line.clear();
            for (number, (column, cell)) in columns.iter().zip(cells).enumerate() {
                line.push(if number > 0 { b',' } else { b'{' });
                serde_json::to_writer(&mut line, column.name)?;
                line.push(b':');
                match cell {
                    Cell::None => line.extend_from_slice(b"null"),
                    Cell::Text(text) => serde_json::to_writer(&mut line, text)?,
                    number => number.push_number(&mut line),
                }
            }
            line.extend_from_slice(b"}\n");
            count += 1;
            out.write_all(&line)
        })?;
        Ok(count)
    }
}
