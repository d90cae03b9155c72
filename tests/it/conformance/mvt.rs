//! OGC 20-057, requirements class Mapbox Vector Tiles.

use fast_mvt::{MvtGeometry, MvtReaderRef};

use super::Requirement;
use crate::support::{get_answer, get_json};

pub const REQUIREMENTS: &[Requirement] = &[("content", content)];

#[test]
fn content() {
    // A practice lies where the linear grid of the tile has it.
    let answer = get_answer("/collections/practices/tiles/WebMercatorQuad/8/84/126");
    let reader = MvtReaderRef::new(&answer.body).unwrap();
    assert_eq!(reader.layer_count(), 1);
    let mut compared = 0;
    for feature in reader.layers().next().unwrap().features() {
        assert!(feature.geom_type().is_some());
        let MvtGeometry::Point(at) = feature.geometry().unwrap() else { panic!("a practice is a point") };
        let mut properties = feature.properties().map(|pair| pair.unwrap());
        let id = properties.find(|(name, _)| *name == "id").unwrap().1.into_owned();
        let fast_mvt::MvtValue::String(id) = id else { panic!("{id:?}") };
        let position =
            get_json(&format!("/collections/practices/items/{id}"))["geometry"]["coordinates"].clone();
        let (lon, lat) = (position[0].as_f64().unwrap(), position[1].as_f64().unwrap());
        let x = ((lon / 360.0 + 0.5) * 256.0 - 126.0) * 4096.0;
        let y = ((0.5 - lat.to_radians().sin().atanh() / std::f64::consts::TAU) * 256.0 - 84.0) * 4096.0;
        assert!(
            (f64::from(at.x()) - x).abs() <= 0.51 && (f64::from(at.y()) - y).abs() <= 0.51,
            "{id} {at:?} {x} {y}"
        );
        compared += 1;
    }
    assert!(compared > 10);
}
