//! Vector tiles as maps fill them: by triangles.

use geo::{Area, BooleanOps, Coord, LineString, MultiPolygon, Polygon, Triangle, TriangulateEarcut};

use crate::tiles::{EXTENT, columns_and_rows, polygons, square, tile};

/// What snapping to units can turn over of one feature, in square units, of which a tile has 16,777,216.
const TURNED_OVER: f64 = 400.0;

/// What of a triangle lies within the square, in square units.
fn area_within(triangle: &Triangle<f64>) -> f64 {
    let mut ring = triangle.to_array().to_vec();
    for (is_across, limit, is_least) in [
        (true, 0.0, true),
        (true, f64::from(EXTENT), false),
        (false, 0.0, true),
        (false, f64::from(EXTENT), false),
    ] {
        let along = |at: &Coord<f64>| if is_across { at.x } else { at.y };
        let stays = |at: &Coord<f64>| if is_least { along(at) >= limit } else { along(at) <= limit };
        let mut kept = Vec::new();
        for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if stays(from) {
                kept.push(*from);
            }
            if stays(from) != stays(to) {
                kept.push(*from + (*to - *from) * ((limit - along(from)) / (along(to) - along(from))));
            }
        }
        ring = kept;
    }
    Polygon::new(LineString::new(ring), vec![]).unsigned_area()
}

#[test]
fn whoever_fills_a_tile_by_triangles_fills_what_lies_in_it() {
    for (collection, zoom) in [
        ("neighbourhoods", 8),
        ("neighbourhoods", 10),
        ("neighbourhoods", 12),
        ("areas", 9),
        ("areas", 10),
        ("areas", 11),
        ("areas", 12),
    ] {
        for [x, y] in columns_and_rows(zoom) {
            for drawn in tile(collection, [zoom, x, y], "") {
                let outline = polygons(&drawn.geometry);
                let triangles = outline.iter().flat_map(TriangulateEarcut::earcut_triangles);
                let filled: f64 = triangles.map(|triangle| area_within(&triangle)).sum();
                let area = outline.intersection(&MultiPolygon::from(square().to_polygon())).unsigned_area();
                let id = &drawn.properties["id"];
                assert!(
                    (filled - area).abs() < TURNED_OVER,
                    "{collection} {id} in {zoom}/{x}/{y}: {filled} filled of {area}"
                );
            }
        }
    }
}
