//! Laws: a table is read as the `csv` crate reads it, however it is written, and what is appended changes nothing in it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use footprint::bulk::answers::Answers;
use footprint::bulk::opening::Opening;
use footprint::bulk::options::{Beginning, Options};
use footprint::reading::findings::Findings;
use footprint::reading::table::read_rows;
use proptest::prelude::*;

use crate::support::county;

/// How a table is written.
#[derive(Clone, Copy, Debug)]
struct Writing {
    delimiter: u8,
    end: &'static str,
    is_quoted: bool,
    encoding: &'static Encoding,
}

impl Writing {
    fn bytes(self, rows: &[Vec<String>]) -> Vec<u8> {
        let mut builder = csv::WriterBuilder::new();
        builder.delimiter(self.delimiter).flexible(true).terminator(csv::Terminator::Any(b'\n'));
        let style = if self.is_quoted { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        let mut writer = builder.quote_style(style).from_writer(Vec::new());
        for row in rows {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap().replace('\n', self.end);
        if self.encoding == UTF_16LE {
            return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        if self.encoding == UTF_16BE {
            return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        }
        self.encoding.encode(&text).0.into_owned()
    }
}

fn writing() -> impl Strategy<Value = Writing> {
    let delimiter = prop_oneof![Just(b','), Just(b';'), Just(b'\t'), Just(b'|')];
    let end = prop_oneof![Just("\n"), Just("\r\n"), Just("\r")];
    let encoding = prop_oneof![Just(UTF_8), Just(UTF_16LE), Just(UTF_16BE), Just(WINDOWS_1252)];
    (delimiter, end, any::<bool>(), encoding).prop_map(|(delimiter, end, is_quoted, encoding)| Writing {
        delimiter,
        end,
        is_quoted,
        encoding,
    })
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let postcode = prop_oneof![Just("OX1 1ND"), Just("ox14lu"), Just("GL7 3JP"), Just("")];
    // Two values of it at least, so that the column and the delimiter can be told.
    let row = ("[a-zé,;|\" ]{0,8}", postcode, "[a-z0-9]{1,4}")
        .prop_map(|(note, postcode, id)| vec![id, format!("{note}."), postcode.to_owned()]);
    proptest::collection::vec(row, 2..12).prop_map(|mut rows| {
        rows.insert(0, vec!["id".to_owned(), "note".to_owned(), "postcode".to_owned()]);
        rows
    })
}

fn answered(bytes: &[u8], options: &Options) -> Vec<u8> {
    let beginning = Beginning { bytes: bytes.to_vec(), is_whole: true, ..Beginning::default() };
    let Opening { table, mut cutter, .. } = Opening::of(&beginning, options).unwrap();
    let county = county();
    let answers = Answers::new(county, county.atlas.draft(None).unwrap(), table.fields());
    let mut out = table.head().to_vec();
    while let Some(block) = cutter.finish() {
        table.answer(&answers, &block, &mut out);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_table_comes_back_as_it_was_with_columns_appended(rows in rows(), writing in writing()) {
        let options = Options { delimiter: Some(writing.delimiter), ..Options::default() };
        let answered = answered(&writing.bytes(&rows), &options);
        let mut builder = csv::ReaderBuilder::new();
        let mut reader = builder.delimiter(writing.delimiter).has_headers(false).from_reader(&*answered);
        let back: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(back.len(), rows.len());
        for (row, record) in rows.iter().zip(&back) {
            let own: Vec<&str> = record.iter().take(3).collect();
            prop_assert_eq!(&own, row);
            prop_assert_eq!(record.len(), 7);
        }
    }

    #[test]
    fn rows_are_those_of_the_csv_crate(rows in rows(), writing in writing()) {
        let mut findings = Findings::default();
        let found = read_rows("t", &writing.bytes(&rows), &["note", "postcode"], &mut findings, |row| {
            Ok((row.text("note").to_owned(), row.text("postcode").to_owned()))
        });
        let found: Vec<(String, String)> = found.into_iter().map(|at| at.row).collect();
        let expected: Vec<(String, String)> =
            rows[1..].iter().map(|row| (row[1].trim().to_owned(), row[2].clone())).collect();
        prop_assert_eq!(&findings.defects, &vec![]);
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn nothing_panics_whatever_the_bytes_are(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let beginning = Beginning { bytes: bytes.clone(), is_whole: true, ..Beginning::default() };
        let _refused_or_read = Opening::of(&beginning, &Options::default());
        let mut findings = Findings::default();
        read_rows("t", &bytes, &["postcode"], &mut findings, |row| Ok(row.text("postcode").to_owned()));
    }
}
