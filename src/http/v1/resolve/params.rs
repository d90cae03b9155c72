//! Parameters of `POST /v1/resolve`: how a table is read and answered.

use serde::Deserialize;

use crate::bulk::options::{NotATable, OnUnmatched, Options};
use crate::echo;
use crate::http::problem::Problem;
use crate::reading::cell::Decimal;
use crate::reading::dialect::Delimiter;
use crate::reading::layout::Header;
use crate::reading::question::choice::Choice;
use crate::reading::script::Script;

/// Parameters of many questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManyParams {
    pub(super) draft: Option<String>,
    pub(super) scenario: Option<String>,
    column: Option<String>,
    delimiter: Option<String>,
    header: Option<Header>,
    skip_rows: Option<usize>,
    sheet: Option<String>,
    encoding: Option<String>,
    decimal: Option<Decimal>,
    prefix: Option<String>,
    fields: Option<String>,
    on_unmatched: Option<OnUnmatched>,
    preview: Option<bool>,
    counts: Option<bool>,
    f: Option<Form>,
}

/// What an answered table is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    Csv,
    Xlsx,
}

impl ManyParams {
    /// Whether the understanding is wanted instead of the answer.
    pub(super) fn wants_preview(&self) -> bool {
        self.preview == Some(true)
    }

    /// Whether the numbers of rows are wanted instead of the answer.
    pub(super) fn wants_counts(&self) -> bool {
        self.counts == Some(true)
    }

    /// Whether the answered table is wanted as a workbook.
    pub(super) fn wants_workbook(&self) -> bool {
        self.f == Some(Form::Xlsx)
    }

    /// How a table is read and answered; `label` is the encoding that its media type names.
    ///
    /// # Errors
    /// A 400 problem that names the parameter.
    pub(super) fn options(self, label: Option<String>) -> Result<Options, Problem> {
        let delimiter = self.delimiter.as_deref().map(str::parse::<Delimiter>).transpose();
        let delimiter = delimiter.map_err(|error| Problem::bad_parameter("delimiter", error))?;
        let fields = self.fields.as_deref().map(str::parse).transpose();
        let fields = fields.map_err(|error| Problem::bad_parameter("fields", error))?;
        let unknown = self.encoding.as_deref().filter(|label| !Script::is_known(label));
        if let Some(label) = unknown {
            let reason = NotATable::UnknownEncoding(echo::cut(label));
            return Err(Problem::bad_parameter("encoding", reason));
        }
        if self.sheet.as_deref().is_some_and(str::is_empty) {
            return Err(Problem::bad_parameter("sheet", "expected the name of a sheet"));
        }
        let column = self.column.as_deref().map(str::parse::<Choice>).transpose();
        Ok(Options {
            column: column.unwrap_or_else(|never| match never {}).unwrap_or_default(),
            delimiter: delimiter.and_then(Delimiter::byte),
            header: self.header.unwrap_or_default(),
            skip_rows: self.skip_rows,
            sheet: self.sheet,
            decimal: self.decimal,
            prefix: self.prefix.unwrap_or_default(),
            fields: fields.unwrap_or_default(),
            on_unmatched: self.on_unmatched.unwrap_or_default(),
            encoding: self.encoding.or(label),
        })
    }

    /// What is said of columns is of no use without any.
    ///
    /// # Errors
    /// A 400 problem that names the parameter.
    pub(super) fn refuse_columns(&self) -> Result<(), Problem> {
        let given = [
            ("column", self.column.is_some()),
            ("delimiter", self.delimiter.is_some()),
            ("header", self.header.is_some()),
            ("skip_rows", self.skip_rows.is_some()),
            ("sheet", self.sheet.is_some()),
            ("encoding", self.encoding.is_some()),
            ("decimal", self.decimal.is_some()),
            ("prefix", self.prefix.is_some()),
            ("fields", self.fields.is_some()),
            ("on_unmatched", self.on_unmatched.is_some()),
            ("counts", self.counts.is_some()),
            ("f", self.f.is_some()),
        ];
        match given.iter().find(|(_, is_given)| *is_given) {
            Some((name, _)) => Err(Problem::bad_parameter(name, "it is for tables: text/csv, or a workbook")),
            None => Ok(()),
        }
    }
}
