//! Circles of files that use each other, of Rust and of TypeScript.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::graph::Edge;

/// Each set of files that reach each other, and the shortest way round from its first file.
pub fn circles(edges: &[Edge]) -> Vec<String> {
    let edges: Vec<&Edge> = edges.iter().collect();
    let mut told = Vec::new();
    for files in that_reach_each_other(&edges) {
        let names: Vec<&str> = files.iter().copied().collect();
        let way: Vec<String> = shortest(&edges, &files)
            .iter()
            .map(|edge| format!("{}:{} {}", edge.from, edge.line, edge.written))
            .collect();
        told.push(format!("{} files: {}; shortest: {}", files.len(), names.join(", "), way.join("; ")));
    }
    told.sort();
    told
}

/// Sets of two files and more.
fn that_reach_each_other<'a>(edges: &[&'a Edge]) -> Vec<BTreeSet<&'a str>> {
    let mut graph = DiGraph::<&str, ()>::new();
    let mut nodes = BTreeMap::<&str, NodeIndex>::new();
    for edge in edges {
        let [from, to] =
            [&*edge.from, &*edge.to].map(|file| *nodes.entry(file).or_insert_with(|| graph.add_node(file)));
        graph.add_edge(from, to, ());
    }
    let sets = tarjan_scc(&graph).into_iter().filter(|nodes| nodes.len() > 1);
    sets.map(|nodes| nodes.into_iter().map(|node| graph[node]).collect()).collect()
}

/// The shortest circle among files that reach each other.
fn shortest<'a>(edges: &[&'a Edge], files: &BTreeSet<&str>) -> Vec<&'a Edge> {
    let inside: Vec<&Edge> = edges
        .iter()
        .copied()
        .filter(|edge| files.contains(&*edge.from) && files.contains(&*edge.to))
        .collect();
    let ways = files.iter().filter_map(|start| way_round(&inside, start));
    ways.min_by_key(Vec::len).unwrap_or_default()
}

/// The shortest way from a file back to it.
fn way_round<'a>(edges: &[&'a Edge], start: &str) -> Option<Vec<&'a Edge>> {
    let mut came: BTreeMap<&str, &'a Edge> = BTreeMap::new();
    let mut waiting = VecDeque::from([start.to_owned()]);
    while let Some(file) = waiting.pop_front() {
        for edge in edges.iter().copied().filter(|edge| edge.from == file) {
            if !came.contains_key(&*edge.to) {
                came.insert(&edge.to, edge);
                waiting.push_back(edge.to.clone());
            }
        }
    }
    let mut way = vec![*came.get(start)?];
    while way[0].from != start {
        way.insert(0, came.get(&*way[0].from)?);
    }
    Some(way)
}
