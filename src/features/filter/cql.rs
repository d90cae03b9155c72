//! CQL2 (OGC 21-065r2) to a [`Predicate`]: parsed by the `cql2` crate, then held to the collection's properties and their
//! kinds. The crate's own evaluation is never used.

use cql2::Expr;
use geo::{BoundingRect, CoordsIter, Geometry, LineString, MapCoords, Polygon};
use pest::error::LineColLocation;

use super::compare::pieces;
use super::cql_bounds::{TooLarge, check_json, check_text};
use super::predicate::{Comparison, Operand, Predicate, Relation, Spatial, folded};
use crate::cause;
use crate::echo;
use crate::features::crs::{Crs, of_web_mercator};
use crate::features::schema::{GEOMETRY, Property, PropertyKind};
use crate::features::space::Space;
use crate::features::value::Value;
use crate::features::window::Window;

/// Parts that a filter may have; more are refused, however they were written.
const MOST_PARTS: usize = 2_000;
/// Vertices that the geometries of a filter may have together.
const MOST_VERTICES: usize = 10_000;

/// How a filter is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// `cql2-text`
    #[default]
    Text,
    /// `cql2-json`
    Json,
}

/// Why a filter cannot be used on this collection.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[expect(missing_docs, reason = "the message says it")]
pub enum InvalidFilter {
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    #[error("it has more than {MOST_PARTS} parts")]
    TooManyParts,
    #[error("its geometries have more than {MOST_VERTICES} vertices")]
    TooManyVertices,
    #[error("it is not CQL2: {0}")]
    NotParsed(String),
    #[error("{name:?} is not a queryable; the queryables are {known}")]
    UnknownProperty { name: String, known: String },
    #[error("{0} is not supported here")]
    NotSupported(String),
    #[error("{0}")]
    WrongKind(String),
}

struct Compiler<'a> {
    properties: &'a [Property],
    crs: Crs,
    parts: usize,
    vertices: usize,
}

/// Compiles a filter for a collection's properties; its geometries are of `crs`.
///
/// # Errors
/// [`InvalidFilter`] when it is too large, cannot be parsed, names an unknown property, or compares values of different kinds.
pub fn compile(
    filter: &str,
    language: Language,
    crs: Crs,
    properties: &[Property],
) -> Result<Predicate, InvalidFilter> {
    let parsed = match language {
        Language::Text => {
            check_text(filter)?;
            cql2::parse_text(filter)
        }
        Language::Json => {
            check_json(filter)?;
            cql2::parse_json(filter).map_err(cql2::Error::from)
        }
    };
    let expression = parsed.map_err(|error| InvalidFilter::NotParsed(unread(filter, &error)))?;
    Compiler { properties, crs, parts: 0, vertices: 0 }.condition(&expression)
}

impl Compiler<'_> {
    fn condition(&mut self, expression: &Expr) -> Result<Predicate, InvalidFilter> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return Err(InvalidFilter::TooManyParts);
        }
        match expression {
            Expr::Bool(is) => Ok(Predicate::Constant(*is)),
            Expr::Property { property } => {
                let column = self.column(property)?;
                self.of_kind(column, PropertyKind::Boolean)?;
                let yes = Operand::Literal(Value::Boolean(true));
                Ok(Predicate::Compare(Operand::Column(column), Comparison::Equal, yes))
            }
            Expr::Operation { op, args } => {
                let args: Vec<&Expr> = args.iter().map(AsRef::as_ref).collect();
                self.operation(op, &args)
            }
            _ => Err(InvalidFilter::WrongKind(
                "a filter must be a condition that is true or false of a feature".to_owned(),
            )),
        }
    }

    fn operation(&mut self, op: &str, args: &[&Expr]) -> Result<Predicate, InvalidFilter> {
        let comparison = match op {
            "=" => Some(Comparison::Equal),
            "<>" => Some(Comparison::NotEqual),
            "<" => Some(Comparison::Less),
            "<=" => Some(Comparison::LessOrEqual),
            ">" => Some(Comparison::Greater),
            ">=" => Some(Comparison::GreaterOrEqual),
            _ => None,
        };
        match (op, comparison, args) {
            ("and", ..) => self.conditions(args).map(Predicate::And),
            ("or", ..) => self.conditions(args).map(Predicate::Or),
            ("not", _, [part]) => Ok(Predicate::Not(Box::new(self.condition(part)?))),
            (_, Some(comparison), [left, right]) => {
                let ((left, one), (right, other)) = (self.operand(left)?, self.operand(right)?);
                comparable(op, &[one, other])?;
                Ok(Predicate::Compare(left, comparison, right))
            }
            ("between", _, [value, least, most]) => {
                let ((value, a), (least, b), (most, c)) =
                    (self.operand(value)?, self.operand(least)?, self.operand(most)?);
                comparable(op, &[a, b, c])?;
                if a != PropertyKind::Number {
                    return Err(InvalidFilter::WrongKind("between compares numbers".to_owned()));
                }
                Ok(Predicate::Between(value, least, most))
            }
            ("in", _, [value, Expr::Array(list)]) => self.list(value, list),
            ("like", _, [value, pattern]) => self.like(value, pattern),
            ("isNull", _, [Expr::Property { property }]) if property == GEOMETRY => Ok(Predicate::Unlocated),
            ("isNull", _, [Expr::Property { property }]) => Ok(Predicate::IsNull(self.column(property)?)),
            (spatial, _, [left, right]) if spatial.starts_with("s_") => self.spatial(spatial, left, right),
            _ => {
                Err(InvalidFilter::NotSupported(format!("{:?} with {} arguments", echo::cut(op), args.len())))
            }
        }
    }

    fn conditions(&mut self, args: &[&Expr]) -> Result<Vec<Predicate>, InvalidFilter> {
        args.iter().map(|part| self.condition(part)).collect()
    }

    fn list(&mut self, value: &Expr, list: &[Box<Expr>]) -> Result<Predicate, InvalidFilter> {
        let (value, kind) = self.operand(value)?;
        let mut operands = Vec::with_capacity(list.len());
        for one in list {
            let (operand, other) = self.operand(one)?;
            comparable("in", &[kind, other])?;
            operands.push(operand);
        }
        Ok(Predicate::In(value, operands))
    }

    fn like(&mut self, value: &Expr, pattern: &Expr) -> Result<Predicate, InvalidFilter> {
        let (value, kind) = self.operand(value)?;
        let (pattern, _) = self.operand(pattern)?;
        let pattern = match pattern {
            Operand::Literal(Value::Text(text)) => text.into_owned(),
            Operand::Folded(operand) => match *operand {
                Operand::Literal(Value::Text(text)) => folded(&text),
                _ => return Err(InvalidFilter::WrongKind("the pattern of like is a text".to_owned())),
            },
            _ => return Err(InvalidFilter::WrongKind("the pattern of like is a text".to_owned())),
        };
        comparable("like", &[kind, PropertyKind::Text])?;
        Ok(Predicate::Like(value, pieces(&pattern)))
    }

    /// An operand, and its kind: whole numbers count as numbers.
    fn operand(&mut self, expression: &Expr) -> Result<(Operand, PropertyKind), InvalidFilter> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return Err(InvalidFilter::TooManyParts);
        }
        let literal = |value, kind| Ok((Operand::Literal(value), kind));
        match expression {
            Expr::Property { property } => {
                let column = self.column(property)?;
                Ok((Operand::Column(column), comparable_kind(self.properties[column].kind)))
            }
            Expr::Float(number) if !number.is_finite() => {
                Err(InvalidFilter::WrongKind("a number is too large to be compared".to_owned()))
            }
            Expr::Float(number) => literal(Value::Number(*number), PropertyKind::Number),
            Expr::Literal(text) => literal(Value::written(text), PropertyKind::Text),
            Expr::Bool(is) => literal(Value::Boolean(*is), PropertyKind::Boolean),
            Expr::Operation { op, args } if op == "casei" && args.len() == 1 => {
                let (operand, kind) = self.operand(&args[0])?;
                comparable("casei", &[kind, PropertyKind::Text])?;
                Ok((Operand::Folded(Box::new(operand)), PropertyKind::Text))
            }
            Expr::Operation { op, .. } => {
                Err(InvalidFilter::NotSupported(format!("{:?} as a value", echo::cut(op))))
            }
            Expr::Null => Err(InvalidFilter::WrongKind("compare with null by IS NULL".to_owned())),
            Expr::Date { .. } | Expr::Timestamp { .. } | Expr::Interval { .. } => {
                Err(InvalidFilter::NotSupported("a date or time".to_owned()))
            }
            Expr::Array(_) => Err(InvalidFilter::NotSupported("a list as a value".to_owned())),
            Expr::Geometry(_) | Expr::BBox { .. } => Err(InvalidFilter::WrongKind(
                "a geometry is compared by s_intersects, s_within, s_contains and the like".to_owned(),
            )),
        }
    }

    fn spatial(&mut self, op: &str, left: &Expr, right: &Expr) -> Result<Predicate, InvalidFilter> {
        let relation = match op {
            "s_intersects" => Relation::Intersects,
            "s_disjoint" => Relation::Disjoint,
            "s_within" => Relation::Within,
            "s_contains" => Relation::Contains,
            "s_equals" => Relation::Equals,
            "s_touches" => Relation::Touches,
            "s_crosses" => Relation::Crosses,
            "s_overlaps" => Relation::Overlaps,
            _ => return Err(InvalidFilter::NotSupported(format!("{:?}", echo::cut(op)))),
        };
        let (relation, other) = match (self.is_geometry(left)?, self.is_geometry(right)?) {
            (true, false) => (relation, right),
            (false, true) => (relation.reversed(), left),
            _ => {
                let reason = format!("{op} compares the property {GEOMETRY} with a geometry");
                return Err(InvalidFilter::WrongKind(reason));
            }
        };
        let geometry = if let Expr::BBox { bbox } = other {
            self.of_box(op, bbox)?
        } else {
            let read = Geometry::<f64>::try_from(other.clone());
            self.lon_lat_or_grid(read.map_err(|_not_one| not_read(op))?)
        };
        self.vertices += geometry.coords_count();
        if self.vertices > MOST_VERTICES {
            return Err(InvalidFilter::TooManyVertices);
        }
        let Some(bounds) = geometry.bounding_rect() else {
            return Err(InvalidFilter::WrongKind(format!("{op} needs a geometry that is not empty")));
        };
        let (least, most) = (bounds.min(), bounds.max());
        let bounds = [least.x, least.y, most.x, most.y];
        if bounds.iter().any(|number| !number.is_finite()) {
            return Err(InvalidFilter::WrongKind("a coordinate is a finite number".to_owned()));
        }
        refuse_degenerate(op, &geometry)?;
        Ok(Predicate::Spatial(Spatial { relation, space: Space::of(self.crs), other: geometry, bounds }))
    }

    /// A box as the parameter `bbox` takes it: the parser would put its corners in order, and one across the antimeridian would be
    /// the rest of the world.
    fn of_box(&self, op: &str, numbers: &[Box<Expr>]) -> Result<Geometry<f64>, InvalidFilter> {
        let number = |number: &Expr| match number {
            Expr::Float(number) => Ok(*number),
            _ => Err(not_read(op)),
        };
        let numbers = numbers.iter().map(|one| number(one)).collect::<Result<Vec<f64>, _>>()?;
        let window = Window::of_numbers(&numbers, self.crs);
        window
            .map(|window| window.to_geo())
            .map_err(|error| InvalidFilter::WrongKind(format!("{op}: the box: {error}")))
    }

    /// Whether an argument is the geometry of the feature.
    fn is_geometry(&self, expression: &Expr) -> Result<bool, InvalidFilter> {
        match expression {
            Expr::Property { property } if property == GEOMETRY => Ok(true),
            Expr::Property { property } => {
                let name = &self.properties[self.column(property)?].name;
                Err(InvalidFilter::WrongKind(format!("{name} is not a geometry; {GEOMETRY} is")))
            }
            _ => Ok(false),
        }
    }

    fn lon_lat_or_grid(&self, geometry: Geometry<f64>) -> Geometry<f64> {
        match self.crs {
            Crs::Crs84 | Crs::Epsg27700 => geometry,
            Crs::Epsg4326 => geometry.map_coords(|at| geo::Coord { x: at.y, y: at.x }),
            Crs::Epsg3857 => geometry.map_coords(|at| of_web_mercator([at.x, at.y]).into()),
        }
    }

    fn column(&self, name: &str) -> Result<usize, InvalidFilter> {
        let place = self.properties.iter().position(|property| property.name == name);
        place.ok_or_else(|| {
            let names = self.properties.iter().map(|property| property.name);
            let known = names.chain([GEOMETRY]).collect::<Vec<_>>().join(", ");
            InvalidFilter::UnknownProperty { name: echo::cut(name), known }
        })
    }

    fn of_kind(&self, column: usize, kind: PropertyKind) -> Result<(), InvalidFilter> {
        let property = &self.properties[column];
        if property.kind == kind {
            return Ok(());
        }
        let (name, is, wanted) = (property.name, property.kind.as_str(), kind.as_str());
        Err(InvalidFilter::WrongKind(format!("{name} is a {is}, not a {wanted}")))
    }
}

/// Lines of one position and rings of fewer than four (GeoJSON, RFC 7946, 3.1.4 and 3.1.6) have no length and no ground: nothing would
/// be found, as if there were nothing there.
fn refuse_degenerate(op: &str, geometry: &Geometry<f64>) -> Result<(), InvalidFilter> {
    let of_line = |line: &LineString<f64>| {
        if line.0.len() >= 2 {
            return Ok(());
        }
        Err(InvalidFilter::WrongKind(format!("{op}: a line has at least two positions")))
    };
    let of_polygon = |polygon: &Polygon<f64>| {
        let mut rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        if rings.all(|ring| ring.0.len() >= 4) {
            return Ok(());
        }
        let reason = format!("{op}: a ring has at least four positions, the last of them the first again");
        Err(InvalidFilter::WrongKind(reason))
    };
    match geometry {
        Geometry::LineString(line) => of_line(line),
        Geometry::MultiLineString(lines) => lines.iter().try_for_each(of_line),
        Geometry::Polygon(polygon) => of_polygon(polygon),
        Geometry::MultiPolygon(polygons) => polygons.iter().try_for_each(of_polygon),
        Geometry::GeometryCollection(all) => all.iter().try_for_each(|one| refuse_degenerate(op, one)),
        _ => Ok(()),
    }
}

fn not_read(op: &str) -> InvalidFilter {
    InvalidFilter::WrongKind(format!("{op} needs a geometry that can be read"))
}

fn comparable_kind(kind: PropertyKind) -> PropertyKind {
    if kind == PropertyKind::Integer { PropertyKind::Number } else { kind }
}

fn comparable(op: &str, kinds: &[PropertyKind]) -> Result<(), InvalidFilter> {
    if kinds.windows(2).all(|pair| pair[0] == pair[1]) {
        return Ok(());
    }
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    Err(InvalidFilter::WrongKind(format!("{op} cannot compare a {}", kinds.join(" with a "))))
}

/// Where the parser stops, and what it may have expected there.
fn unread(filter: &str, error: &cql2::Error) -> String {
    match error {
        cql2::Error::Pest(error) => {
            let (LineColLocation::Pos((line, column)) | LineColLocation::Span((line, column), _)) =
                error.line_col;
            let rest: String =
                filter.lines().nth(line - 1).unwrap_or_default().chars().skip(column - 1).collect();
            let place = match rest.trim() {
                "" => "it ends where more is expected".to_owned(),
                rest => {
                    format!("it cannot be read from {:?} on (line {line}, column {column})", echo::cut(rest))
                }
            };
            format!(
                "{place}; a condition is such as residents > 40000, and conditions are joined by AND and OR"
            )
        }
        cql2::Error::SerdeJson(error) if error.is_data() => {
            "it is not an expression: one is an object with op and args, such as {\"op\":\">\",\"args\":[{\"property\":\"residents\"},40000]}"
                .to_owned()
        }
        cql2::Error::SerdeJson(error) => cause::of_json("it", error),
        other => echo::cut(&other.to_string().split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}
