//! A network as every format tells it.

use super::columns::{Cell, Columns};
use super::title::NetworkTitle;
use crate::exchange::import::columns::ImportTable;
use crate::exchange::import::report::{NetworkRemark, PlacesProblem, RowErrorKind, SourceFormat};

/// The most nodes and edges of a network.
const MAX_RECORDS: usize = 2_000_000;

/// A network.
#[derive(Debug)]
pub(super) struct Graph {
    pub format: SourceFormat,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    pub node_columns: Columns,
    pub edge_columns: Columns,
    /// Whether y grows upwards.
    pub is_y_up: bool,
    /// Whether it says how nodes and edges look.
    pub has_looks: bool,
    /// Why its places are of no use, if the reader knows.
    pub places_problem: Option<PlacesProblem>,
    pub remarks: Vec<NetworkRemark>,
    /// What it says of itself.
    pub title: NetworkTitle,
}

/// A node.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// What edges call it.
    pub key: String,
    /// The line in which it begins.
    pub line: usize,
    /// What stands on it, possibly in several lines.
    pub label: String,
    pub cells: Vec<Cell>,
    /// Its centre.
    pub place: Option<(f64, f64)>,
    /// The key of the group that holds it.
    pub parent: Option<String>,
    /// Whether it is a group, even if it holds nothing.
    pub is_group: bool,
    /// Whether it is none where no edge ends at it: a text that stands alone.
    pub is_loose_text: bool,
}

/// An edge.
#[derive(Debug, Default)]
pub(super) struct Edge {
    /// The line in which it begins.
    pub line: usize,
    pub from: String,
    pub to: String,
    pub cells: Vec<Cell>,
    pub is_undirected: bool,
}

impl Graph {
    pub fn new(format: SourceFormat) -> Self {
        Self {
            format,
            nodes: Vec::new(),
            edges: Vec::new(),
            node_columns: Columns::new(ImportTable::Actors),
            edge_columns: Columns::new(ImportTable::Links),
            is_y_up: false,
            has_looks: false,
            places_problem: None,
            remarks: Vec::new(),
            title: NetworkTitle::default(),
        }
    }

    /// Adds a node.
    ///
    /// # Errors
    /// When there are too many.
    pub fn add_node(&mut self, node: Node) -> Result<(), RowErrorKind> {
        self.check_size()?;
        self.nodes.push(node);
        Ok(())
    }

    /// Adds an edge.
    ///
    /// # Errors
    /// When there are too many.
    pub fn add_edge(&mut self, edge: Edge) -> Result<(), RowErrorKind> {
        self.check_size()?;
        self.edges.push(edge);
        Ok(())
    }

    fn check_size(&self) -> Result<(), RowErrorKind> {
        if self.nodes.len() + self.edges.len() < MAX_RECORDS { Ok(()) } else { Err(RowErrorKind::NetworkTooLarge) }
    }

    /// Gives a node what an attribute says.
    pub fn tell_node(&mut self, node: &mut Node, name: &str, text: &str, is_number: bool) {
        node.cells.extend(self.node_columns.cell(name, text, is_number));
    }

    /// Gives an edge what an attribute says.
    pub fn tell_edge(&mut self, edge: &mut Edge, name: &str, text: &str, is_number: bool) {
        edge.cells.extend(self.edge_columns.cell(name, text, is_number));
    }
}
