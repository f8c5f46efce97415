//! What the statements of DOT make: nodes and edges with what they and their surroundings say, and clusters as groups.

use std::collections::{BTreeSet, HashMap};

use super::columns::Cell;
use super::dot_lexer::{Id, IdKind};
use super::graph::{Edge, Graph, Node};
use super::label_text::{graphviz_text, html_text, one_line};
use crate::exchange::import::columns::LINK_LABEL;
use crate::exchange::import::report::{RowErrorKind, SourceFormat};

/// Attributes of a node or an edge, as far as they say something to us.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    cells: Vec<Cell>,
    label: Option<Id>,
    place: Option<(f64, f64)>,
    is_undirected: bool,
}

/// What holds inside braces.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// What each new node is told.
    pub nodes: Told,
    /// What each edge is told.
    pub edges: Told,
    pub depth: usize,
    /// The key of the cluster.
    group: Option<String>,
}

/// A graph in the making.
pub(super) struct DotGraph {
    pub graph: Graph,
    pub is_directed: bool,
    is_strict: bool,
    nodes: HashMap<String, usize>,
    /// The edges by their ends, where there is one at most.
    edges: HashMap<(usize, usize), usize>,
    groups: usize,
}

impl DotGraph {
    pub fn new(is_directed: bool, is_strict: bool) -> Self {
        Self {
            graph: Graph { is_y_up: true, ..Graph::new(SourceFormat::Dot) },
            is_directed,
            is_strict,
            nodes: HashMap::new(),
            edges: HashMap::new(),
            groups: 0,
        }
    }

    /// Begins a cluster.
    pub fn begin_group(&mut self, scope: &mut Scope) -> Result<(), RowErrorKind> {
        self.groups += 1;
        // No node can be called so.
        let key = format!("\u{0}{}", self.groups);
        let parent = scope.group.replace(key.clone());
        self.nodes.insert(key.clone(), self.graph.nodes.len());
        self.graph.add_node(Node { key, parent, is_group: true, ..Node::default() })
    }

    /// What a cluster is called; all else of a graph is about its looks.
    pub fn tell_group(&mut self, scope: &Scope, name: &str, value: &Id) {
        if scope.depth == 0 {
            self.tell_title(name, value);
        }
        let node = scope.group.as_ref().and_then(|key| self.nodes.get(key));
        if name.eq_ignore_ascii_case("label")
            && let Some(node) = node.and_then(|at| self.graph.nodes.get_mut(*at))
        {
            node.label = label_text(value, "");
        }
    }

    /// What the whole graph is called, and of which year it is.
    fn tell_title(&mut self, name: &str, value: &Id) {
        let text = if name == "label" { label_text(value, "") } else { attribute_text(value) };
        self.graph.title.tell_attributes(&std::iter::once((name, text.as_str())));
    }

    /// Takes an attribute of a node or an edge.
    pub fn tell(&mut self, told: &mut Told, name: &str, value: Id, is_node: bool) {
        match name {
            "label" => told.label = Some(value),
            "pos" if is_node => told.place = position(&value.text),
            "dir" if !is_node && value.text == "none" => told.is_undirected = true,
            name => {
                let columns = if is_node { &mut self.graph.node_columns } else { &mut self.graph.edge_columns };
                if let Some(cell) = columns.cell(name, &attribute_text(&value), value.kind == IdKind::Number) {
                    replace(&mut told.cells, cell);
                }
            }
        }
    }

    /// The node of a name, new where it is met first; it stands in the first cluster that names it.
    pub fn node(&mut self, scope: &Scope, name: &str, line: usize) -> Result<usize, RowErrorKind> {
        let at = if let Some(at) = self.nodes.get(name) {
            *at
        } else {
            let at = self.graph.nodes.len();
            self.graph.add_node(Node { key: name.to_owned(), line, ..Node::default() })?;
            self.nodes.insert(name.to_owned(), at);
            self.tell_node(at, &scope.nodes);
            at
        };
        if let Some(node) = self.graph.nodes.get_mut(at)
            && node.parent.is_none()
        {
            node.parent.clone_from(&scope.group);
        }
        Ok(at)
    }

    /// Gives a node what it is told.
    pub fn tell_node(&mut self, at: usize, told: &Told) {
        let Some(node) = self.graph.nodes.get_mut(at) else { return };
        if let Some(label) = &told.label {
            node.label = label_text(label, &node.key);
        }
        node.place = told.place.or(node.place);
        for cell in &told.cells {
            replace(&mut node.cells, cell.clone());
        }
    }

    /// Adds an edge from each node of an end to each one of the next.
    pub fn add_edges(&mut self, ends: &[BTreeSet<usize>], told: &Told, line: usize) -> Result<(), RowErrorKind> {
        let mut cells = told.cells.clone();
        if let Some(label) = &told.label {
            cells.extend(self.graph.edge_columns.cell(LINK_LABEL, &label_text(label, ""), false));
        }
        let is_undirected = told.is_undirected || !self.is_directed;
        for pair in ends.windows(2) {
            let [tails, heads] = pair else { continue };
            for (tail, head) in tails.iter().flat_map(|tail| heads.iter().map(move |head| (*tail, *head))) {
                if let Some(known) = self.known_edge(tail, head) {
                    for cell in &cells {
                        replace(&mut known.cells, cell.clone());
                    }
                    continue;
                }
                let key = |at: usize| self.graph.nodes.get(at).map(|node| node.key.clone()).unwrap_or_default();
                let (from, to) = (key(tail), key(head));
                self.graph.add_edge(Edge { line, from, to, cells: cells.clone(), is_undirected })?;
            }
        }
        Ok(())
    }

    /// The edge that is there already, where only one may be.
    fn known_edge(&mut self, tail: usize, head: usize) -> Option<&mut Edge> {
        if !self.is_strict {
            return None;
        }
        let pair = if self.is_directed { (tail, head) } else { (tail.min(head), tail.max(head)) };
        let next = self.graph.edges.len();
        let known = *self.edges.entry(pair).or_insert(next);
        self.graph.edges.get_mut(known)
    }
}

/// Puts a cell in the place of the one of the same name.
fn replace(cells: &mut Vec<Cell>, cell: Cell) {
    cells.retain(|known| (known.column, known.rank, known.year) != (cell.column, cell.rank, cell.year));
    cells.push(cell);
}

/// A place such as `12,34` or `12,34!`.
fn position(text: &str) -> Option<(f64, f64)> {
    let mut parts = text.trim().trim_end_matches('!').split([',', ' ']).filter(|part| !part.is_empty());
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn label_text(label: &Id, name: &str) -> String {
    match label.kind {
        IdKind::Html => html_text(&label.text),
        _ => one_line(&graphviz_text(&label.text, name)),
    }
}

/// The value of an attribute that Graphviz does not know.
fn attribute_text(value: &Id) -> String {
    match value.kind {
        IdKind::Html => html_text(&value.text),
        IdKind::Quoted => value.text.replace("\\\\", "\\"),
        IdKind::Bare | IdKind::Number => value.text.clone(),
    }
}
