//! The layers, read from ARCHITECTURE.md: a block fenced as `layers`, one line a layer, the ground first; rooms of one line, parted by
//! spaces or `|`, stand beside each other and do not use each other.

use super::graph::Edge;
use super::tree::Tree;

/// The document that has the list.
const LISTED_IN: &str = "ARCHITECTURE.md";

/// Rooms from the ground up. A room is a folder or a file of `src`, without its ending.
pub struct Layers(Vec<Vec<String>>);

impl Layers {
    /// The list of a project; empty when there is none.
    pub fn read(tree: &Tree) -> Self {
        let lines = tree.text(LISTED_IN).lines().skip_while(|line| line.trim() != "```layers").skip(1);
        let lines = lines.take_while(|line| line.trim() != "```").filter(|line| !line.trim().is_empty());
        let rooms = |line: &str| {
            let rooms = line.split([' ', '|']).filter(|room| !room.is_empty());
            rooms.map(|room| room.trim_end_matches('/').to_owned()).collect()
        };
        Self(lines.map(rooms).collect())
    }

    /// What is wrong with the list itself, by the files it is of.
    pub fn faults(&self, tree: &Tree) -> Vec<String> {
        let rooms: Vec<&String> = self.0.iter().flatten().collect();
        if rooms.is_empty() {
            return vec![format!("{LISTED_IN} has no block fenced as `layers`")];
        }
        let files: Vec<&str> = tree.below("src/", &[".rs"]).map(|(file, _)| file).collect();
        let mut told = Vec::new();
        for (place, room) in rooms.iter().enumerate() {
            if rooms[..place].contains(room) {
                told.push(format!("{room} has two places in {LISTED_IN}"));
            }
            if !files.iter().any(|file| is_in(room, file)) {
                told.push(format!("{room} is in {LISTED_IN} and not in src"));
            }
        }
        let has_no_place = |file: &&&str| !file.ends_with("/mod.rs") && **file != "src/lib.rs";
        for file in files.iter().filter(has_no_place).filter(|file| self.place(file).is_none()) {
            told.push(format!("{file} is in no room of {LISTED_IN}"));
        }
        told
    }

    /// Uses of a room above, or beside.
    pub fn upward(&self, edges: &[Edge]) -> Vec<String> {
        let mut told = Vec::new();
        for edge in edges {
            let (Some(from), Some(to)) = (self.place(&edge.from), self.place(&edge.to)) else { continue };
            if to.0 > from.0 || (to.0 == from.0 && to.1 != from.1) {
                told.push(format!(
                    "{}:{} {}: {} is not below {}",
                    edge.from, edge.line, edge.written, to.1, from.1
                ));
            }
        }
        told
    }

    /// The layer and the room of a file: the most particular room it is in.
    fn place(&self, file: &str) -> Option<(usize, &str)> {
        let rooms =
            self.0.iter().enumerate().flat_map(|(layer, rooms)| rooms.iter().map(move |room| (layer, room)));
        rooms
            .filter(|(_, room)| is_in(room, file))
            .max_by_key(|(_, room)| room.len())
            .map(|(layer, room)| (layer, &**room))
    }
}

fn is_in(room: &str, file: &str) -> bool {
    let inside = file.strip_prefix("src/").and_then(|inside| inside.strip_prefix(room));
    inside.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}
