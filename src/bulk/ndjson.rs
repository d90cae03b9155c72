//! Questions as JSON, one a line, answered one a line: each as an item of `POST /v1/resolve` is.
//!
//! A postcode, by far the most frequent question, is answered without building the answer first; a test holds what is
//! written to what the slower way gives. Everything else takes that slower way, and so does a line that cannot be read, so that
//! its reason is a good one.

use serde_json::value::RawValue;

use super::line::Line;
use super::tally::Tally;
use crate::cause;
use crate::county::Loaded;
use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::boundaries::placing::Lies;
use crate::domain::draft::Draft;
use crate::domain::ground::geography::Area;
use crate::domain::ground::postcode::Postcode;
use crate::json::{push_decimal, push_json, push_text, push_whole};
use crate::planning::resolve::members_read::MembersRead;
use crate::planning::resolve::question::Asked;
use crate::planning::resolve::resolution::{Outcome, Resolution};
use crate::planning::resolve::resolver::Resolver;
use crate::reading::cutter::{Block, Holds, LONGEST_LINE};
use crate::reading::question::members::MemberRoles;

const TOO_LONG: &str = "the line is longer than 1 MiB";
/// So many lines are looked at to tell which members are read, before the first is answered.
const LOOKED_AT: usize = 20;

/// Which members of the first lines are read; `beginning` may end within a line.
#[must_use]
pub fn members(loaded: &Loaded, draft: &Draft, beginning: &[u8]) -> MembersRead {
    let whole = memchr::memrchr(b'\n', beginning).map_or(0, |end| end + 1);
    let first = memchr::memchr_iter(b'\n', beginning).nth(LOOKED_AT - 1).map_or(whole, |end| end + 1);
    let block = Block { bytes: beginning[..first].to_vec(), holds: Holds::Rows };
    answer(loaded, draft, &block, &mut Vec::new()).members
}

/// Answers the lines of a block.
pub fn answer(loaded: &Loaded, draft: &Draft, block: &Block, out: &mut Vec<u8>) -> Tally {
    let lines =
        Lines { loaded, draft, resolver: Resolver::new(loaded, draft), roles: MemberRoles::default() };
    let mut tally = Tally::default();
    if block.holds == Holds::BrokenLine {
        tally.count(push(out, &Resolver::unreadable(TOO_LONG)));
        return tally;
    }
    out.reserve(block.bytes.len() * 4);
    let content = block.bytes.strip_suffix(b"\n").unwrap_or(&block.bytes);
    for line in content.split(|byte| *byte == b'\n') {
        // Texts of a sequence have a separator before each (RFC 7464, 2.2).
        let line = line.trim_ascii();
        let line = line.strip_prefix(b"\x1e").map_or(line, <[u8]>::trim_ascii_start);
        let outcome = lines.line(line, &mut tally.members, out);
        tally.count(outcome);
    }
    tally
}

struct Lines<'a> {
    loaded: &'a Loaded,
    draft: &'a Draft,
    resolver: Resolver<'a>,
    roles: MemberRoles,
}

impl Lines<'_> {
    fn line(&self, line: &[u8], members: &mut MembersRead, out: &mut Vec<u8>) -> Outcome {
        if line.is_empty() {
            return push(out, &self.resolver.asked(&Asked::default()));
        }
        if line.len() > LONGEST_LINE {
            return push(out, &Resolver::unreadable(TOO_LONG));
        }
        let Ok(read) = serde_json::from_slice::<Line<'_>>(line) else {
            return self.slow_line(line, members, out);
        };
        // Another postcode beside it may be the one that is meant.
        if read.others.iter().any(|name| self.roles.is_postcode(name)) {
            return self.slow_line(line, members, out);
        }
        if let Some(outcome) = self.postcode(&read, out) {
            read.tell(members);
            return outcome;
        }
        if !read.is_of_one_kind() {
            return self.slow_line(line, members, out);
        }
        let text =
            |text: &Option<std::borrow::Cow<'_, str>>| text.as_ref().map(|text| text.clone().into_owned());
        let asked = Asked {
            postcode: text(&read.postcode),
            grid_reference: text(&read.grid_reference),
            practice: text(&read.practice),
            area: text(&read.area),
            lon: read.lon,
            lat: read.lat,
            easting: read.easting,
            northing: read.northing,
        };
        read.tell(members);
        let answer = self.resolver.asked(&asked);
        push(out, &Resolution { reference: read.reference, ..answer })
    }

    fn slow_line(&self, line: &[u8], members: &mut MembersRead, out: &mut Vec<u8>) -> Outcome {
        match serde_json::from_slice::<&RawValue>(line) {
            Ok(value) => push(out, &Resolver::new(self.loaded, self.draft).line(value, &self.roles, members)),
            Err(error) => {
                let (what, place) = (cause::of_json_line(&error), error.column());
                let reason = format!("the line is not JSON: {what}, at character {place}");
                push(out, &Resolver::unreadable(reason))
            }
        }
    }

    /// Answers a plain question about a postcode that has a neighbourhood; `None` for any other question, which takes the slower way.
    fn postcode(&self, read: &Line<'_>, out: &mut Vec<u8>) -> Option<Outcome> {
        let text = read.postcode.as_ref()?;
        let ground = &self.loaded.atlas.ground;
        let number = ground.places.find(Postcode::read(text.as_bytes())?)?;
        let (place, placing) = (ground.places.place(number), self.draft.division.placing(ground, number));
        let (site, zone, area) = (place.site?, placing.zone?, placing.area?);
        if matches!(placing.lies, Lies::OnBoundary | Lies::InSeveral)
            || !ground.address_shares().of_place(number).is_empty()
        {
            return None;
        }
        let outcome = Outcome::of(placing);
        push_opening(out, read.reference, outcome);
        let is_near = placing.lies == Lies::Astride;
        if let Some(words) = outcome.reason(placing.lies) {
            out.extend_from_slice(b",\"reason\":");
            push_text(out, words);
        }
        out.extend_from_slice(b",\"input\":{\"postcode\":\"");
        out.extend_from_slice(place.postcode.spaced().as_bytes());
        let roster = self.draft.division.roster();
        out.extend_from_slice(b"\"},\"neighbourhood\":");
        push_named(out, roster.neighbourhood(zone));
        out.extend_from_slice(if is_near { b",\"ambiguous\":true" } else { b",\"ambiguous\":false" });
        match placing.border {
            Some(border) => {
                out.extend_from_slice(b",\"distance_to_boundary_m\":");
                push_decimal(out, border.distance_mm.into(), 3);
                out.extend_from_slice(b",\"runner_up\":");
                push_named(out, roster.neighbourhood(border.across));
            }
            None => out.extend_from_slice(b",\"distance_to_boundary_m\":null,\"runner_up\":null"),
        }
        if is_near {
            out.extend_from_slice(b",\"ambiguity_rule\":\"nearest_postcode_point\"");
        }
        push_location(out, site);
        self.push_area(out, ground.geography.area(area));
        if let Some(quality) = place.quality {
            out.extend_from_slice(b",\"positional_quality\":");
            push_whole(out, quality.into());
        }
        out.extend_from_slice(b"}\n");
        Some(outcome)
    }

    fn push_area(&self, out: &mut Vec<u8>, area: &Area) {
        out.extend_from_slice(b",\"area\":{\"code\":\"");
        out.extend_from_slice(area.code.as_str().as_bytes());
        out.extend_from_slice(b"\",\"name\":");
        push_text(out, &area.name);
        out.extend_from_slice(b"},\"district\":{\"code\":\"");
        out.extend_from_slice(area.district.as_str().as_bytes());
        out.extend_from_slice(b"\",\"name\":");
        let district = self.loaded.atlas.ground.geography.district(area.district);
        match district {
            Some(district) => push_text(out, &district.name),
            None => out.extend_from_slice(b"null"),
        }
        out.push(b'}');
    }
}

fn push(out: &mut Vec<u8>, answer: &Resolution<'_>) -> Outcome {
    push_json(out, answer);
    out.push(b'\n');
    answer.outcome
}

fn push_opening(out: &mut Vec<u8>, reference: Option<&RawValue>, outcome: Outcome) {
    out.push(b'{');
    if let Some(reference) = reference {
        out.extend_from_slice(b"\"ref\":");
        out.extend_from_slice(reference.get().as_bytes());
        out.push(b',');
    }
    out.extend_from_slice(b"\"outcome\":\"");
    out.extend_from_slice(outcome.as_str().as_bytes());
    out.push(b'"');
}

fn push_named(out: &mut Vec<u8>, neighbourhood: &Neighbourhood) {
    out.extend_from_slice(b"{\"id\":\"");
    out.extend_from_slice(neighbourhood.id.as_str().as_bytes());
    out.extend_from_slice(b"\",\"name\":");
    push_text(out, &neighbourhood.name);
    out.push(b'}');
}

fn push_location(out: &mut Vec<u8>, site: crate::domain::ground::places::Site) {
    out.extend_from_slice(b",\"location\":{\"lon\":");
    push_decimal(out, site.lon_lat.longitude_e7().into(), 7);
    out.extend_from_slice(b",\"lat\":");
    push_decimal(out, site.lon_lat.latitude_e7().into(), 7);
    out.extend_from_slice(b",\"easting\":");
    push_decimal(out, site.grid.easting_mm.into(), 3);
    out.extend_from_slice(b",\"northing\":");
    push_decimal(out, site.grid.northing_mm.into(), 3);
    out.push(b'}');
}
