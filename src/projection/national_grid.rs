//! The National Grid's Transverse Mercator projection on GRS80, by the series Ordnance Survey defines it with.
//!
//! Ordnance Survey: "A guide to coordinate systems in Great Britain", annexe C (Redfearn's series, with its terms C1 to C4
//! and VII to XIIA; Roman numerals name the same terms here). The published OSTN15 test points were made with this series. PROJ's
//! exact projection differs from it by up to 5.6 mm west of 8 degrees west (point TP31), 0.33 mm at Land's End and 0.001 mm over
//! Oxfordshire, so the series is what reaches 1 mm on all 40 points, and PROJ is the independent judge of it (`control_points`).

/// GRS80 semi-major axis in metres, scaled by the grid's factor on its central meridian.
const SCALED_A_M: f64 = 6_378_137.0 * SCALE;
/// GRS80 semi-minor axis in metres, scaled likewise.
const SCALED_B_M: f64 = 6_356_752.314_140 * SCALE;
const SCALE: f64 = 0.999_601_271_7;
/// Eccentricity squared.
const E2: f64 = 1.0 - (SCALED_B_M * SCALED_B_M) / (SCALED_A_M * SCALED_A_M);
const N: f64 = (SCALED_A_M - SCALED_B_M) / (SCALED_A_M + SCALED_B_M);
/// True origin: 49 degrees north, 2 degrees west.
const ORIGIN_LATITUDE: f64 = 49.0 * DEGREE;
const ORIGIN_LONGITUDE: f64 = -2.0 * DEGREE;
const DEGREE: f64 = std::f64::consts::PI / 180.0;
const FALSE_EASTING_M: f64 = 400_000.0;
const FALSE_NORTHING_M: f64 = -100_000.0;
/// The footpoint latitude is iterated until the northing agrees to this, in metres (the guide asks for 0.01 mm).
const CONVERGED_M: f64 = 1e-6;

/// Radii of curvature, scaled, at a latitude: across the meridian, along it, and their ratio less one.
struct Curvature {
    nu: f64,
    rho: f64,
    eta2: f64,
}

/// Longitude and latitude in degrees to easting and northing in metres on the ETRS89 National Grid.
pub(super) fn forward(longitude_deg: f64, latitude_deg: f64) -> (f64, f64) {
    let (latitude, across) = (latitude_deg * DEGREE, longitude_deg * DEGREE - ORIGIN_LONGITUDE);
    let Curvature { nu, rho, eta2 } = curvature(latitude);
    let (sin, cos) = latitude.sin_cos();
    let (cos3, tan2) = (cos.powi(3), (sin / cos).powi(2));
    let (cos5, tan4) = (cos3 * cos * cos, tan2 * tan2);
    let i = meridian_arc(latitude) + FALSE_NORTHING_M;
    let ii = nu / 2.0 * sin * cos;
    let iii = nu / 24.0 * sin * cos3 * (5.0 - tan2 + 9.0 * eta2);
    let iii_a = nu / 720.0 * sin * cos5 * (61.0 - 58.0 * tan2 + tan4);
    let iv = nu * cos;
    let v = nu / 6.0 * cos3 * (nu / rho - tan2);
    let vi = nu / 120.0 * cos5 * (5.0 - 18.0 * tan2 + tan4 + 14.0 * eta2 - 58.0 * tan2 * eta2);
    let p2 = across * across;
    let easting = FALSE_EASTING_M + across * (iv + p2 * (v + p2 * vi));
    let northing = i + p2 * (ii + p2 * (iii + p2 * iii_a));
    (easting, northing)
}

/// Easting and northing in metres on the ETRS89 National Grid to longitude and latitude in degrees.
pub(super) fn inverse(easting_m: f64, northing_m: f64) -> (f64, f64) {
    let foot = footpoint_latitude(northing_m);
    let Curvature { nu, rho, eta2 } = curvature(foot);
    let (tan, sec) = (foot.tan(), foot.cos().recip());
    let tan2 = tan * tan;
    let (tan4, tan6) = (tan2 * tan2, tan2 * tan2 * tan2);
    let vii = tan / (2.0 * rho * nu);
    let viii = tan / (24.0 * rho * nu.powi(3)) * (5.0 + 3.0 * tan2 + eta2 - 9.0 * tan2 * eta2);
    let ix = tan / (720.0 * rho * nu.powi(5)) * (61.0 + 90.0 * tan2 + 45.0 * tan4);
    let x = sec / nu;
    let xi = sec / (6.0 * nu.powi(3)) * (nu / rho + 2.0 * tan2);
    let xii = sec / (120.0 * nu.powi(5)) * (5.0 + 28.0 * tan2 + 24.0 * tan4);
    let xii_a = sec / (5040.0 * nu.powi(7)) * (61.0 + 662.0 * tan2 + 1320.0 * tan4 + 720.0 * tan6);
    let east = easting_m - FALSE_EASTING_M;
    let east2 = east * east;
    let latitude = foot - east2 * (vii - east2 * (viii - east2 * ix));
    let longitude = ORIGIN_LONGITUDE + east * (x - east2 * (xi - east2 * (xii - east2 * xii_a)));
    (longitude / DEGREE, latitude / DEGREE)
}

fn curvature(latitude: f64) -> Curvature {
    let sin = latitude.sin();
    let factor = 1.0 - E2 * sin * sin;
    let nu = SCALED_A_M / factor.sqrt();
    let rho = nu * (1.0 - E2) / factor;
    Curvature { nu, rho, eta2: nu / rho - 1.0 }
}

/// Distance along the meridian from the true origin, in scaled metres.
fn meridian_arc(latitude: f64) -> f64 {
    let (less, more) = (latitude - ORIGIN_LATITUDE, latitude + ORIGIN_LATITUDE);
    let (n2, n3) = (N * N, N * N * N);
    let constant = (1.0 + N + 1.25 * n2 + 1.25 * n3) * less;
    let first = (3.0 * N + 3.0 * n2 + 2.625 * n3) * less.sin() * more.cos();
    let second = (1.875 * n2 + 1.875 * n3) * (2.0 * less).sin() * (2.0 * more).cos();
    let third = 35.0 / 24.0 * n3 * (3.0 * less).sin() * (3.0 * more).cos();
    SCALED_B_M * (constant - first + second - third)
}

/// The latitude on the central meridian with this northing; Newton's steps, five at most over Great Britain.
fn footpoint_latitude(northing_m: f64) -> f64 {
    let along = northing_m - FALSE_NORTHING_M;
    let mut latitude = ORIGIN_LATITUDE + along / SCALED_A_M;
    for _ in 0..10 {
        let rest = along - meridian_arc(latitude);
        latitude += rest / SCALED_A_M;
        if rest.abs() < CONVERGED_M {
            break;
        }
    }
    latitude
}
