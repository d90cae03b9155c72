//! The OSTN15 shift tables: millimetres east and north at every node of the 1 km grid.

use std::borrow::Cow;

/// Nodes from west to east, 0 to 700 km.
const COLUMNS: usize = 701;
/// Nodes from south to north, 0 to 1,250 km.
const ROWS: usize = 1251;
/// Added to a value of the east table, in millimetres.
const EAST_BASE_MM: f64 = 82_140.0;
/// Added to a value of the north table, in millimetres.
const NORTH_BASE_MM: f64 = -84_180.0;

/// Both tables, as published: unsigned 16-bit little endian, south-west first, 0 where there is no data.
pub struct ShiftTables {
    east: Cow<'static, [u8]>,
    north: Cow<'static, [u8]>,
}

/// OSGB36 minus ETRS89 on the National Grid, in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// To add to the easting.
    pub east_m: f64,
    /// To add to the northing.
    pub north_m: f64,
}

/// A table that is not of the published size.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the OSTN15 {which} shift table has {bytes} bytes, expected {expected}")]
pub struct InvalidTables {
    /// East or north.
    pub which: &'static str,
    /// Its size.
    pub bytes: usize,
    /// The size of the published table.
    pub expected: usize,
}

impl ShiftTables {
    /// Takes the bytes of both tables.
    ///
    /// # Errors
    /// [`InvalidTables`] when one is not 701 x 1251 values of two bytes.
    pub fn new(east: Cow<'static, [u8]>, north: Cow<'static, [u8]>) -> Result<Self, InvalidTables> {
        let expected = COLUMNS * ROWS * 2;
        for (which, table) in [("east", &east), ("north", &north)] {
            if table.len() != expected {
                return Err(InvalidTables { which, bytes: table.len(), expected });
            }
        }
        Ok(Self { east, north })
    }

    /// The shift at a place of the ETRS89 National Grid in metres, bilinear between the four nodes around it.
    ///
    /// None where one of them has no data.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both are checked to be on the grid before they are cut to a node"
    )]
    pub fn at(&self, east_m: f64, north_m: f64) -> Option<Shift> {
        let (across, up) = (east_m / 1000.0, north_m / 1000.0);
        if !(0.0..700.0).contains(&across) || !(0.0..1250.0).contains(&up) {
            return None;
        }
        let (column, row) = (across as usize, up as usize);
        let (t, u) = (across.fract(), up.fract());
        let weights = [(1.0 - t) * (1.0 - u), t * (1.0 - u), (1.0 - t) * u, t * u];
        let first = row * COLUMNS + column;
        let nodes = [first, first + 1, first + COLUMNS, first + COLUMNS + 1];
        let mut shift = Shift { east_m: EAST_BASE_MM / 1000.0, north_m: NORTH_BASE_MM / 1000.0 };
        for (node, weight) in nodes.into_iter().zip(weights) {
            shift.east_m += weight * value(&self.east, node)? / 1000.0;
            shift.north_m += weight * value(&self.north, node)? / 1000.0;
        }
        Some(shift)
    }
}

fn value(table: &[u8], node: usize) -> Option<f64> {
    let bytes = table.get(node * 2..node * 2 + 2)?.try_into().ok()?;
    let value = u16::from_le_bytes(bytes);
    (value != 0).then(|| f64::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(value: u16) -> Cow<'static, [u8]> {
        value.to_le_bytes().repeat(COLUMNS * ROWS).into()
    }

    #[test]
    fn a_flat_table_shifts_the_same_everywhere_and_nothing_beyond_the_grid() {
        let tables = ShiftTables::new(flat(1000), flat(2000)).unwrap();
        let shift = tables.at(451_234.5, 206_789.0).unwrap();
        assert!((shift.east_m - 83.14).abs() < 1e-9 && (shift.north_m + 82.18).abs() < 1e-9);
        assert_eq!(tables.at(700_000.0, 0.0), None);
        assert_eq!(tables.at(-0.1, 0.0), None);
        assert_eq!(tables.at(f64::NAN, 0.0), None);
    }

    #[test]
    fn a_node_without_data_is_no_shift_of_nought() {
        let tables = ShiftTables::new(flat(0), flat(2000)).unwrap();
        assert_eq!(tables.at(451_234.5, 206_789.0), None);
    }

    #[test]
    fn a_table_of_another_size_is_refused() {
        let error = ShiftTables::new(flat(1), vec![0; 10].into()).map(|_| ()).unwrap_err();
        assert_eq!((error.which, error.bytes), ("north", 10));
    }
}
