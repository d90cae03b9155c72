//! How the addresses of a postcode are spread over areas, where its publisher counts them (ONS, National Statistics UPRN
//! Lookup).
//!
//! A postcode is many addresses answered from one point. With these counts it is known how many of them lie elsewhere;
//! without them only that some may (see `placing`). The point still decides which neighbourhood is answered first.

use super::geography::AreaIx;

/// Addresses of one postcode in one area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AreaAddresses {
    /// The area; none when it is not among those loaded.
    pub area: Option<AreaIx>,
    /// Addresses there, at least one.
    pub addresses: u32,
}

/// The addresses of every postcode that has any counted, by the postcode's number in `Places`.
#[derive(Clone, Debug, Default)]
pub struct AddressShares {
    places: Box<[u32]>,
    counts: Box<[AreaAddresses]>,
}

impl AddressShares {
    /// Takes counts in any order. Those of one postcode outside every area are added up by whoever asks.
    #[must_use]
    pub fn new(mut rows: Vec<(usize, AreaAddresses)>) -> Self {
        rows.sort_unstable();
        let number = |place| u32::try_from(place).expect("postcodes are counted in 32 bits");
        Self {
            places: rows.iter().map(|(place, _)| number(*place)).collect(),
            counts: rows.into_iter().map(|(_, counts)| counts).collect(),
        }
    }

    /// The counts of one postcode; empty when none are known.
    #[must_use]
    pub fn of_place(&self, place: usize) -> &[AreaAddresses] {
        let from = self.places.partition_point(|found| (*found as usize) < place);
        let length = self.places[from..].partition_point(|found| *found as usize == place);
        &self.counts[from..from + length]
    }

    /// Whether no counts are loaded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_of_a_postcode_are_found_among_those_of_others() {
        let row = |place, addresses| (place, AreaAddresses { area: None, addresses });
        let shares = AddressShares::new(vec![row(7, 3), row(2, 1), row(7, 2)]);
        let counts = |place| shares.of_place(place).iter().map(|count| count.addresses).collect::<Vec<_>>();
        assert_eq!((counts(2), counts(7), counts(3), counts(8)), (vec![1], vec![2, 3], vec![], vec![]));
        assert!(AddressShares::default().of_place(0).is_empty());
    }
}
