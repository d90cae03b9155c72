//! Workbooks of before 2007 (a compound file, with records in it), looked through before they are read: the crate that reads them
//! takes what a damaged one says of its own size at its word, follows chains that have no end, and would fill the memory.
//!
//! Sources: MS-CFB 2.2 to 2.6 for the compound file, MS-XLS 2.4 for the records.

/// An error of the looking through, in words.
type Damage = &'static str;

/// What is said of one that no program could open.
pub(super) const DAMAGED: Damage = "it is damaged, or was cut off on its way";
/// What is said of cells that cannot be held.
pub(super) const TOO_WIDE: Damage = "its cells lie too far apart";

/// The end of a chain of sectors.
const END_OF_CHAIN: u32 = 0xffff_fffe;
/// Sector numbers from here on mean something else.
const RESERVED: u32 = 0xffff_fffa;
/// Streams that are shorter are kept in sectors of 64 bytes.
const MINI_STREAM: u64 = 4096;

/// The records that hold a cell: number, label, rich text, truth or error, number in short, text in the table, formula.
const CELLS: [u16; 7] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x027e, 0x00fd, 0x0006];
/// A row of numbers in short.
const NUMBERS: u16 = 0x00bd;
/// How far a sheet says that it reaches.
const DIMENSIONS: u16 = 0x0200;
/// Where a sheet begins.
const SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;

/// Looks a workbook through: chains end, and all sheets together have room for their cells, of which there are at most so many.
///
/// # Errors
/// What is wrong, in words.
pub(super) fn look_through(bytes: &[u8], most_cells: u64) -> Result<(), Damage> {
    let stream = workbook_stream(bytes).ok_or(DAMAGED)?;
    let sheets = records(&stream).take_while(|(kind, _)| *kind != END).filter(|(kind, _)| *kind == SHEET);
    let places: Vec<usize> = sheets.filter_map(|(_, data)| usize::try_from(u32_at(data, 0)?).ok()).collect();
    let mut all = 0_u64;
    for place in places {
        all = all.saturating_add(extent(stream.get(place..).ok_or(DAMAGED)?));
        if all > most_cells {
            return Err(TOO_WIDE);
        }
    }
    Ok(())
}

/// How many cells the smallest rectangle has that holds all of a sheet.
fn extent(sheet: &[u8]) -> u64 {
    let (mut rows, mut columns, mut depth) = (0, 0, 0);
    for (kind, data) in records(sheet) {
        let reaches = match kind {
            BEGIN => {
                depth += 1;
                None
            }
            END if depth <= 1 => break,
            END => {
                depth -= 1;
                None
            }
            DIMENSIONS if data.len() >= 14 => u32_at(data, 4).zip(u16_at(data, 10)),
            DIMENSIONS => u16_at(data, 2).map(u32::from).zip(u16_at(data, 6)),
            NUMBERS => u16_at(data, 0).map(u32::from).zip(u16_at(data, data.len().saturating_sub(2))),
            kind if CELLS.contains(&kind) => u16_at(data, 0).map(u32::from).zip(u16_at(data, 2)),
            _ => None,
        };
        if let Some((row, column)) = reaches {
            rows = rows.max(u64::from(row) + 1);
            columns = columns.max(u64::from(column) + 1);
        }
    }
    rows * columns
}

/// The records of a stream: what each is, and its data.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = u16_at(rest, 0).zip(u16_at(rest, 2))?;
        let end = 4 + usize::from(length);
        let data = rest.get(4..end)?;
        rest = &rest[end..];
        Some((kind, data))
    })
}

/// The stream of the workbook, empty when there is none; `None` when a chain of the compound file does not end.
fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = CompoundFile::of(bytes)?;
    let directory = file.chain(u32_at(bytes, 48)?)?;
    let mini_table = match u32_at(bytes, 64)? {
        0 => Vec::new(),
        _ => numbers(&file.chain(u32_at(bytes, 60)?)?),
    };
    let root = directory.first_chunk::<128>()?;
    let mini = if mini_table.is_empty() { Vec::new() } else { file.chain(u32_at(root, 116)?)? };
    let (mut found, mut all) = (None, 0);
    for entry in directory.chunks_exact(128).skip(1) {
        let (start, length) = (u32_at(entry, 116)?, file.length(entry)?);
        if length == 0 {
            continue;
        }
        let is_mini = length < MINI_STREAM;
        let content = if is_mini { mini_chain(&mini, &mini_table, start)? } else { file.chain(start)? };
        // Streams share no sectors: together they are no longer than the file.
        all += content.len();
        if all > bytes.len() {
            return None;
        }
        let name: String = entry[..64].chunks(2).map(|unit| char::from(unit[0])).collect();
        let name = name.trim_end_matches('\0');
        let is_workbook =
            |name: &str| name.eq_ignore_ascii_case("Workbook") || name.eq_ignore_ascii_case("Book");
        if is_workbook(name) && (found.is_none() || name.len() > "Book".len()) {
            found = Some(content);
        }
    }
    Some(found.unwrap_or_default())
}

/// A file of sectors, each with the number of the next in one table.
struct CompoundFile<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
}

impl<'a> CompoundFile<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self { bytes, sector, table: Vec::new() };
        let mut parts = numbers(bytes.get(76..512)?);
        let (mut next, most) = (u32_at(bytes, 68)?, bytes.len() / sector + 1);
        for _ in 0..=most {
            if next >= RESERVED {
                break;
            }
            parts.extend(numbers(file.at(next)?));
            next = parts.pop()?;
        }
        let parts: Vec<u32> = parts.into_iter().filter(|part| *part < RESERVED).collect();
        if next < RESERVED || parts.len() > most {
            return None;
        }
        for part in parts {
            let part = numbers(file.at(part)?);
            file.table.extend(part);
        }
        Some(file)
    }

    /// The bytes of a sector; the last may be cut off.
    fn at(&self, number: u32) -> Option<&'a [u8]> {
        let start = (usize::try_from(number).ok()? + 1).checked_mul(self.sector)?;
        self.bytes.get(start..self.bytes.len().min(start + self.sector))
    }

    /// What a chain of sectors holds; `None` when it has no end.
    fn chain(&self, first: u32) -> Option<Vec<u8>> {
        chained(&self.table, first, |number| self.at(number))
    }

    /// The length of a stream.
    fn length(&self, entry: &[u8]) -> Option<u64> {
        let low = u64::from(u32_at(entry, 120)?);
        Some(if self.sector == 512 { low } else { low | u64::from(u32_at(entry, 124)?) << 32 })
    }
}

fn mini_chain(mini: &[u8], table: &[u32], first: u32) -> Option<Vec<u8>> {
    chained(table, first, |number| {
        let start = usize::try_from(number).ok()?.checked_mul(64)?;
        mini.get(start..mini.len().min(start + 64))
    })
}

fn chained<'a>(table: &[u32], first: u32, at: impl Fn(u32) -> Option<&'a [u8]>) -> Option<Vec<u8>> {
    let (mut content, mut next) = (Vec::new(), first);
    for _ in 0..=table.len() {
        if next == END_OF_CHAIN {
            return Some(content);
        }
        content.extend_from_slice(at(next)?);
        next = *table.get(usize::try_from(next).ok()?)?;
    }
    None
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect()
}

fn u16_at(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(place..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(place..)?.first_chunk()?))
}
