//! Indices of Deprivation, File 7: all scores, ranks, deciles and population denominators, of 2025 (LSOA 2021) or 2019 (2011).

use crate::domain::ground::codes::GssCode;
use crate::ingest::publishers::headings::role;
use crate::ingest::publishers::once::Whole;
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::recognise::headings;
use crate::ingest::publishers::rows::DeprivationRow;
use crate::reading::findings::Findings;
use crate::reading::table::read_rows;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let headers = headings(bytes);
    let mut find =
        |what: &str, start: &str| role(file, &headers, what, |name| name.starts_with(start), findings);
    let code = find("area", "lsoa code (")?;
    let decile = find("decile", "index of multiple deprivation (imd) decile")?;
    if code.contains("2011") {
        let rows = read_rows(file, bytes, &[&code], findings, |row| {
            let decile = (row.parse::<GssCode>(&code)?, row.whole(&decile)?.unwrap_or(0));
            Ok(Whole::of(decile, row))
        });
        let rows = rows.into_iter().filter(|at| at.row.row.1 > 0).map(|at| (at.row.row.0, at));
        let said = |code: &GssCode, row: &(GssCode, u8)| [code.to_string(), format!("decile {}", row.1)];
        published.deciles_2019.add(file, &code, rows, said, findings);
        return Some("2019".to_owned());
    }
    let name = find("name of the area", "lsoa name (")?;
    let district = find("district", "local authority district code")?;
    let district_name = find("name of the district", "local authority district name")?;
    let score = find("score", "index of multiple deprivation (imd) score")?;
    let rank = find("rank", "index of multiple deprivation (imd) rank")?;
    let residents = find("residents", "total population: mid")?;
    let rows = read_rows(file, bytes, &[&code], findings, |row| {
        let read = DeprivationRow {
            code: row.parse(&code)?,
            name: row.name(&name)?,
            district: row.parse(&district)?,
            district_name: row.name(&district_name)?,
            score: row.number(&score)?,
            rank: row.whole(&rank)?,
            decile: row.whole(&decile)?,
            residents: row.whole(&residents)?,
        };
        Ok(Whole::of(read, row))
    });
    let said = |code: &GssCode, row: &DeprivationRow| {
        let residents = row.residents.map_or_else(|| "no".to_owned(), |residents| residents.to_string());
        [code.to_string(), format!("{residents} residents")]
    };
    published.deprivation.add(file, &code, rows.into_iter().map(|at| (at.row.row.code, at)), said, findings);
    Some(format!("2025, residents {}", residents.rsplit(':').next().unwrap_or_default().trim()))
}
