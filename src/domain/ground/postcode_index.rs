//! Postcodes to their numbers in a table in order of postcode: a sector of each, and one bit for every unit a sector can have.
//!
//! A country's 1.7 million postcodes take 1.6 MB so, which stays near the processor; a hash table of them would wait for memory.

use super::postcode::Postcode;

/// Units that a sector can have: two letters.
const UNITS: u32 = 26 * 26;
const WORDS: usize = UNITS.div_ceil(u64::BITS) as usize;
/// Numbers of postcodes.
#[derive(Default)]
pub struct PostcodeIndex {
    /// For each sector there can be, in order of code, its place below; nought, and memory that was never touched, for most.
    places: Box<[u32]>,
    /// The first has no postcode, and stands for all that have none.
    sectors: Vec<Sector>,
}

/// The postcodes of one sector, in two lines of a processor's cache.
#[repr(align(64))]
struct Sector {
    /// The number of its first postcode.
    first: u32,
    /// For each word of bits how many there are in those before it.
    before: [u16; WORDS],
    /// A bit for each unit.
    units: [u64; WORDS],
}

impl PostcodeIndex {
    /// Numbers postcodes from nought, in order of postcode.
    #[must_use]
    pub fn new(postcodes: impl Iterator<Item = Postcode>) -> Self {
        let mut index = Self {
            places: vec![0; Postcode::CODES.div_ceil(UNITS) as usize].into(),
            sectors: vec![Sector::empty(0)],
        };
        for (number, postcode) in (0..).zip(postcodes) {
            let (place, word, bit) = parts(postcode);
            let place = &mut index.places[place];
            if *place == 0 {
                *place = u32::try_from(index.sectors.len()).expect("sectors are counted in 32 bits");
                index.sectors.push(Sector::empty(number));
            }
            index.sectors[*place as usize].units[word] |= bit;
        }
        index.sectors.iter_mut().for_each(Sector::count);
        index
    }

    /// The number of a postcode.
    #[must_use]
    pub fn find(&self, postcode: Postcode) -> Option<usize> {
        let (place, word, bit) = parts(postcode);
        let sector = self.sectors.get(*self.places.get(place)? as usize)?;
        let units = sector.units[word];
        let before = u32::from(sector.before[word]) + (units & (bit - 1)).count_ones();
        (units & bit != 0).then_some((sector.first + before) as usize)
    }
}

impl Sector {
    fn empty(first: u32) -> Self {
        Self { first, before: [0; WORDS], units: [0; WORDS] }
    }

    fn count(&mut self) {
        let mut sum = 0;
        for (before, units) in self.before.iter_mut().zip(self.units) {
            *before = sum;
            sum += u16::try_from(units.count_ones()).expect("64 at most");
        }
    }
}

/// The sector of a postcode, the word of its unit there, and the bit in that.
fn parts(postcode: Postcode) -> (usize, usize, u64) {
    let code = postcode.code();
    let unit = code % UNITS;
    ((code / UNITS) as usize, (unit / u64::BITS) as usize, 1 << (unit % u64::BITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_postcode_has_its_place_in_order_and_what_is_not_there_has_none() {
        let outward = ["B1", "B10", "E1W", "OX1", "OX10", "W1A", "ZZ99", "WC1A"];
        let inward = ["0AA", "0AB", "0ZZ", "1AA", "1DL", "9CR", "9ZZ"];
        let all = outward.iter().flat_map(|outward| inward.map(|inward| format!("{outward} {inward}")));
        let mut all: Vec<Postcode> = all.map(|text| text.parse().unwrap()).collect();
        all.sort();
        let index = PostcodeIndex::new(all.iter().copied());
        for (number, postcode) in all.iter().enumerate() {
            assert_eq!(index.find(*postcode), Some(number), "{postcode}");
        }
        for text in ["OX1 0AC", "OX1 2AA", "OX2 0AA", "A1 1AA"] {
            assert_eq!(index.find(text.parse().unwrap()), None, "{text}");
        }
        assert_eq!(PostcodeIndex::default().find(all[0]), None);
    }
}
