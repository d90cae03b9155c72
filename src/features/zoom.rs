//! Zoom levels: how far outlines are simplified for each.

/// Circumference of the sphere of EPSG:3857 in metres.
pub const CIRCUMFERENCE_M: f64 = 40_075_016.685_578_49;
/// From this zoom on outlines are as they are.
pub const EXACT: u8 = 14;
/// Pixels across a tile, as MapLibre draws it.
const PIXELS: f64 = 512.0;
/// The scale of EPSG:3857 at 52 degrees north.
const SHRINKING: f64 = 0.615_661_475_325_658_3;

/// Half a pixel at a zoom, in metres on the ground at 52 degrees north; `None` where nothing is simplified.
#[must_use]
pub fn tolerance_m(zoom: u8) -> Option<f64> {
    (zoom < EXACT).then(|| CIRCUMFERENCE_M * SHRINKING / PIXELS / f64::from(1_u32 << zoom) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tolerances_halve_from_zoom_to_zoom_until_nothing_is_left_out() {
        assert!((tolerance_m(10).unwrap() - 23.53).abs() < 0.01, "{:?}", tolerance_m(10));
        assert!((tolerance_m(9).unwrap() / tolerance_m(10).unwrap() - 2.0).abs() < 1e-12);
        assert_eq!(tolerance_m(14), None);
    }
}
