//! OSTN15 against Ordnance Survey's published points, and where it ends.

use footprint::domain::geometry::crs::{Bng, Crs84};
use footprint::ingest::load::{embedded_projector, projector};

use crate::support::shared;

/// A millimetre in degrees of latitude.
const DEGREE_MM: f64 = 111_320_000.0;

fn rows(path: &std::path::Path) -> Vec<(String, Vec<f64>)> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let numbers = record.iter().skip(1).map(|field| field.parse().unwrap()).collect();
        (record[0].to_owned(), numbers)
    });
    rows.collect()
}

#[test]
fn every_published_point_lands_within_a_millimetre_on_the_grid() {
    let Some(folder) = shared("vectors/ostn15") else {
        return;
    };
    let projector = embedded_projector().unwrap();
    let points = rows(&folder.join("etrs_to_osgb.csv"));
    assert_eq!(points.len(), 40);
    for (name, numbers) in points {
        let bng = projector.to_bng(Crs84::from_lon_lat(numbers[1], numbers[0]).unwrap()).unwrap();
        let off_mm = (bng.easting_m() - numbers[2]).hypot(bng.northing_m() - numbers[3]) * 1000.0;
        assert!(off_mm < 1.0, "{name} is {off_mm} mm off");
    }
}

#[test]
fn every_published_point_comes_back_within_a_millimetre_in_degrees() {
    let Some(folder) = shared("vectors/ostn15") else {
        return;
    };
    let projector = embedded_projector().unwrap();
    let points = rows(&folder.join("osgb_to_etrs.csv"));
    assert_eq!(points.len(), 40);
    for (name, numbers) in points {
        let crs84 = projector.to_crs84(Bng::from_easting_northing(numbers[0], numbers[1]).unwrap()).unwrap();
        let north = (crs84.latitude_deg() - numbers[2]) * DEGREE_MM;
        let east = (crs84.longitude_deg() - numbers[3]) * DEGREE_MM * numbers[2].to_radians().cos();
        assert!(north.hypot(east) < 1.0, "{name} is {} mm off", north.hypot(east));
    }
}

#[test]
fn outside_the_transformation_is_an_error_and_never_a_guess() {
    let projector = embedded_projector().unwrap();
    for (lon, lat) in
        [(2.35, 48.86), (-9.4, 51.0), (4.4, 51.2), (-2.0, 61.9), (180.0, 52.0), (-2.0, 89.0), (0.0, -51.0)]
    {
        let point = Crs84::from_lon_lat(lon, lat).unwrap();
        assert!(projector.to_bng(point).is_err(), "{lon}, {lat} was converted");
    }
    for (easting, northing) in [(0.0, 0.0), (700_000.0, 1_250_000.0)] {
        let point = Bng::from_easting_northing(easting, northing).unwrap();
        assert!(projector.to_crs84(point).is_err(), "{easting}, {northing} was converted");
    }
}

#[test]
fn there_and_back_is_the_same_millimetre_anywhere_on_the_grid() {
    let projector = embedded_projector().unwrap();
    for east_km in (8..700).step_by(7) {
        for north_km in (1..1250).step_by(13) {
            let point = Bng::from_easting_northing(f64::from(east_km) * 1e3 + 0.5, f64::from(north_km) * 1e3)
                .unwrap();
            // The series is not its own inverse far out: 10 mm at 9 degrees west, under 0.01 mm over England.
            let tolerance_m = if (250..560).contains(&east_km) { 0.000_1 } else { 0.03 };
            let back = projector.to_bng(projector.to_crs84(point).unwrap()).unwrap();
            let off_m = (back.easting_m() - point.easting_m()).hypot(back.northing_m() - point.northing_m());
            assert!(off_m < tolerance_m, "{east_km}, {north_km} km came back {off_m} m off");
        }
    }
}

#[test]
fn shift_tables_that_are_a_metre_off_fail_the_self_test() {
    let read = |name| footprint::ingest::Files::Embedded.read(name).unwrap().into_owned();
    let north = read("ostn15/ostn_north_shift_-84180");
    let shifted: Vec<u8> = read("ostn15/ostn_east_shift_82140")
        .chunks(2)
        .flat_map(|value| u16::from_le_bytes([value[0], value[1]]).saturating_add(1000).to_le_bytes())
        .collect();
    let error = projector(shifted.into(), north.into()).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("self-test"), "{error}");
}

/// Published points of Ordnance Survey (40 points, OSTN15) in other systems: longitude and latitude projected by the formulas of
/// IOGP Guidance Note 7-2 (Transverse Mercator by Krüger's series; Lambert's equal-area azimuthal), to a tenth of a millimetre.
#[cfg(feature = "proj")]
const ELSEWHERE: [(&str, [f64; 2], [f64; 2]); 9] = [
    ("EPSG:32630", [557_706.866_9, 5_789_769.998_8], [389_544.190, 261_912.153]),
    ("EPSG:32630", [588_538.560_3, 6_093_343.658_5], [424_639.355, 565_012.703]),
    ("EPSG:32630", [263_155.807_0, 5_535_208.956_9], [91_492.146, 11_318.804]),
    ("EPSG:25830", [557_706.866_9, 5_789_769.998_7], [389_544.190, 261_912.153]),
    ("EPSG:25830", [497_334.180_8, 5_958_946.576_9], [331_534.564, 431_920.794]),
    ("EPSG:25830", [596_639.941_9, 6_636_420.971_3], [440_725.073, 1_107_878.448]),
    ("EPSG:3035", [3_495_454.032_8, 3_307_552.165_1], [389_544.190, 261_912.153]),
    ("EPSG:3035", [3_466_594.352_5, 3_485_199.537_5], [331_534.564, 431_920.794]),
    ("EPSG:3035", [3_690_641.295_0, 4_133_952.319_8], [440_725.073, 1_107_878.448]),
];

#[test]
#[cfg(feature = "proj")]
fn points_of_other_systems_land_on_the_published_points_within_two_millimetres() {
    use footprint::projection::System;
    let projector = embedded_projector().unwrap();
    for (name, [first, second], [easting_m, northing_m]) in ELSEWHERE {
        let conversion = projector.conversion(&System::named(name).unwrap()).unwrap();
        let point = conversion.to_bng(first, second).unwrap();
        let off_mm = (point.easting_m() - easting_m).hypot(point.northing_m() - northing_m) * 1000.0;
        // A millimetre is OSTN15's own, as for longitude and latitude.
        assert!(off_mm < 2.0, "{name} {first}, {second} is {off_mm} mm off");
    }
}
