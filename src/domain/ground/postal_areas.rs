//! The postcode areas of Royal Mail: one or two letters, each named for its main post town (Royal Mail, Programmer's Guide to
//! PAF, edition 7), with those that are not of the United Kingdom.

use super::postcode::Postcode;

/// A postcode area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostalArea {
    /// Its letters, such as `OX`.
    pub letters: &'static str,
    /// Its post town, or what it stands for.
    pub name: &'static str,
    /// Where its addresses are.
    pub lies: Lies,
}

/// Where the addresses of a postcode area are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// In the United Kingdom.
    UnitedKingdom,
    /// In a Crown dependency, which is not of the United Kingdom.
    CrownDependency,
    /// In an overseas territory.
    OverseasTerritory,
    /// Wherever British forces are: British Forces Post Office.
    Forces,
    /// In no place: wherever the organisations are that have its postcodes.
    NoPlace,
}

impl PostalArea {
    /// The area of a postcode; none when no such area is known.
    #[must_use]
    pub fn of(postcode: Postcode) -> Option<Self> {
        let letters = postcode.area_letters();
        let place = AREAS.binary_search_by_key(&letters, |(letters, _)| letters).ok()?;
        let (letters, name) = AREAS[place];
        let lies = match letters {
            "GY" | "IM" | "JE" => Lies::CrownDependency,
            "GX" => Lies::OverseasTerritory,
            "BF" => Lies::Forces,
            "BX" | "XX" => Lies::NoPlace,
            _ => Lies::UnitedKingdom,
        };
        Some(Self { letters, name, lies })
    }

    /// Whether the area may have the district of a postcode, as far as the form tells: few have a district 0.
    #[must_use]
    pub fn may_have_district_of(self, postcode: Postcode) -> bool {
        postcode.outward()[self.letters.len()..] != *"0" || WITH_DISTRICT_0.contains(&self.letters)
    }
}

/// Areas that have a district 0, by letters.
const WITH_DISTRICT_0: [&str; 9] = ["BL", "BS", "CM", "CR", "FY", "HA", "PR", "SL", "SS"];

/// Letters and names, in order of letters.
const AREAS: [(&str, &str); 128] = [
    ("AB", "Aberdeen"),
    ("AL", "St Albans"),
    ("B", "Birmingham"),
    ("BA", "Bath"),
    ("BB", "Blackburn"),
    ("BD", "Bradford"),
    ("BF", "British Forces"),
    ("BH", "Bournemouth"),
    ("BL", "Bolton"),
    ("BN", "Brighton"),
    ("BR", "Bromley"),
    ("BS", "Bristol"),
    ("BT", "Belfast"),
    ("BX", "banks and other organisations with much mail, wherever they are"),
    ("CA", "Carlisle"),
    ("CB", "Cambridge"),
    ("CF", "Cardiff"),
    ("CH", "Chester"),
    ("CM", "Chelmsford"),
    ("CO", "Colchester"),
    ("CR", "Croydon"),
    ("CT", "Canterbury"),
    ("CV", "Coventry"),
    ("CW", "Crewe"),
    ("DA", "Dartford"),
    ("DD", "Dundee"),
    ("DE", "Derby"),
    ("DG", "Dumfries"),
    ("DH", "Durham"),
    ("DL", "Darlington"),
    ("DN", "Doncaster"),
    ("DT", "Dorchester"),
    ("DY", "Dudley"),
    ("E", "East London"),
    ("EC", "East Central London"),
    ("EH", "Edinburgh"),
    ("EN", "Enfield"),
    ("EX", "Exeter"),
    ("FK", "Falkirk"),
    ("FY", "Blackpool"),
    ("G", "Glasgow"),
    ("GL", "Gloucester"),
    ("GU", "Guildford"),
    ("GX", "Gibraltar"),
    ("GY", "Guernsey"),
    ("HA", "Harrow"),
    ("HD", "Huddersfield"),
    ("HG", "Harrogate"),
    ("HP", "Hemel Hempstead"),
    ("HR", "Hereford"),
    ("HS", "Outer Hebrides"),
    ("HU", "Hull"),
    ("HX", "Halifax"),
    ("IG", "Ilford"),
    ("IM", "Isle of Man"),
    ("IP", "Ipswich"),
    ("IV", "Inverness"),
    ("JE", "Jersey"),
    ("KA", "Kilmarnock"),
    ("KT", "Kingston upon Thames"),
    ("KW", "Kirkwall"),
    ("KY", "Kirkcaldy"),
    ("L", "Liverpool"),
    ("LA", "Lancaster"),
    ("LD", "Llandrindod Wells"),
    ("LE", "Leicester"),
    ("LL", "Llandudno"),
    ("LN", "Lincoln"),
    ("LS", "Leeds"),
    ("LU", "Luton"),
    ("M", "Manchester"),
    ("ME", "Rochester"),
    ("MK", "Milton Keynes"),
    ("ML", "Motherwell"),
    ("N", "North London"),
    ("NE", "Newcastle upon Tyne"),
    ("NG", "Nottingham"),
    ("NN", "Northampton"),
    ("NP", "Newport"),
    ("NR", "Norwich"),
    ("NW", "North West London"),
    ("OL", "Oldham"),
    ("OX", "Oxford"),
    ("PA", "Paisley"),
    ("PE", "Peterborough"),
    ("PH", "Perth"),
    ("PL", "Plymouth"),
    ("PO", "Portsmouth"),
    ("PR", "Preston"),
    ("RG", "Reading"),
    ("RH", "Redhill"),
    ("RM", "Romford"),
    ("S", "Sheffield"),
    ("SA", "Swansea"),
    ("SE", "South East London"),
    ("SG", "Stevenage"),
    ("SK", "Stockport"),
    ("SL", "Slough"),
    ("SM", "Sutton"),
    ("SN", "Swindon"),
    ("SO", "Southampton"),
    ("SP", "Salisbury"),
    ("SR", "Sunderland"),
    ("SS", "Southend-on-Sea"),
    ("ST", "Stoke-on-Trent"),
    ("SW", "South West London"),
    ("SY", "Shrewsbury"),
    ("TA", "Taunton"),
    ("TD", "Galashiels"),
    ("TF", "Telford"),
    ("TN", "Tonbridge"),
    ("TQ", "Torquay"),
    ("TR", "Truro"),
    ("TS", "Cleveland"),
    ("TW", "Twickenham"),
    ("UB", "Southall"),
    ("W", "West London"),
    ("WA", "Warrington"),
    ("WC", "West Central London"),
    ("WD", "Watford"),
    ("WF", "Wakefield"),
    ("WN", "Wigan"),
    ("WR", "Worcester"),
    ("WS", "Walsall"),
    ("WV", "Wolverhampton"),
    ("XX", "companies that take parcels back, wherever they are"),
    ("YO", "York"),
    ("ZE", "Lerwick"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_stand_in_order_and_each_once() {
        assert!(AREAS.is_sorted_by(|(one, _), (other, _)| one < other));
    }

    #[test]
    fn a_postcode_is_of_the_area_of_its_letters() {
        let name = |text: &str| PostalArea::of(text.parse().unwrap()).map(|area| (area.name, area.lies));
        assert_eq!(name("OX1 1ND"), Some(("Oxford", Lies::UnitedKingdom)));
        assert_eq!(name("SW1A 1AA"), Some(("South West London", Lies::UnitedKingdom)));
        assert_eq!(name("W1A 0AX"), Some(("West London", Lies::UnitedKingdom)));
        assert_eq!(name("IM2 6BG"), Some(("Isle of Man", Lies::CrownDependency)));
        assert_eq!(name("GX11 1AA"), Some(("Gibraltar", Lies::OverseasTerritory)));
        assert_eq!(name("BF1 0AX"), Some(("British Forces", Lies::Forces)));
        assert_eq!(name("BX1 1LT").map(|(_, lies)| lies), Some(Lies::NoPlace));
        assert_eq!(name("XX10 1DD").map(|(_, lies)| lies), Some(Lies::NoPlace));
        assert_eq!(name("ZZ1 1ZZ"), None);
    }

    #[test]
    fn few_areas_have_a_district_0() {
        let may_have = |text: &str| {
            let postcode = text.parse().unwrap();
            PostalArea::of(postcode).is_some_and(|area| area.may_have_district_of(postcode))
        };
        assert!(may_have("CR0 1AA") && may_have("SL0 0AA") && may_have("OX1 0AA") && may_have("OX10 0AA"));
        assert!(!may_have("OX0 1ND") && !may_have("E0 1AA") && !may_have("ZZ0 1AA"));
    }
}
