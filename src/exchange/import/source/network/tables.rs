//! The nodes and edges of a network as tables of actors and links.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use ::csv::StringRecord;

use super::super::{NetworkId, NetworkPart, RowFault, SourceRow, SourceTable};
use super::columns::{Cell, Columns, Rank};
use super::graph::{Graph, Node};
use super::{MAX_DEPTH, NetworkTitle, places};
use crate::exchange::import::columns::{FIGURES_ACTOR, FIGURES_YEAR, ImportTable};
use crate::exchange::import::report::{NetworkRemark, RowErrorKind, WarningKind, truncated};
use crate::language::Language;
use crate::map::Year;
use crate::schema::map::placement;
use crate::schema::{actor, link};

/// The tables of a network.
///
/// # Errors
/// When it has no nodes.
pub(super) fn tables(
    mut graph: Graph,
    file: &str,
    network: NetworkId,
    language: Language,
) -> Result<Vec<SourceTable>, RowErrorKind> {
    let Actors { is_kept, stages } = find_actors(&mut graph);
    if !is_kept.contains(&true) {
        return Err(RowErrorKind::EmptyNetwork { format: graph.format });
    }
    let places = match places::places(&mut graph, &is_kept) {
        Ok(places) => places,
        Err(problem) => {
            graph.remarks.push(NetworkRemark::PlacesLeftOut(problem));
            Vec::new()
        }
    };
    if graph.has_looks || graph.node_columns.has_looks || graph.edge_columns.has_looks {
        graph.remarks.push(NetworkRemark::LooksLeftOut);
    }
    let undirected = graph.edges.iter().filter(|edge| edge.is_undirected).count();
    if undirected > 0 {
        graph.remarks.push(NetworkRemark::UndirectedEdges { count: undirected });
    }
    let lines: Vec<usize> =
        graph.nodes.iter().zip(&is_kept).filter(|(_, is_kept)| **is_kept).map(|(node, _)| node.line).collect();
    let words = match language {
        Language::Vietnamese => ["nút", "cạnh", "số liệu"],
        Language::English => ["nodes", "edges", "figures"],
    };
    let nodes = Numbers::new(&lines, file, words[0]);
    let edges = Numbers::new(&graph.edges.iter().map(|edge| edge.line).collect::<Vec<_>>(), file, words[1]);
    let remarks: Vec<WarningKind> = graph.remarks.drain(..).map(WarningKind::Network).collect();

    let mut actors = TableBuilder::new(ImportTable::Actors, nodes, network);
    actors.table.remarks = remarks;
    let mut keys: HashMap<&str, usize> = HashMap::new();
    for (at, node) in graph.nodes.iter().enumerate().filter(|(at, _)| is_kept.get(*at) == Some(&true)) {
        let mut cells = best_cells(&node.cells, &mut actors.differing);
        settle_name(node, &mut cells);
        if let Some(stage) = stages.get(at).and_then(Option::as_ref) {
            cells.entry(actor::STAGE.id).or_insert_with(|| text_cell(actor::STAGE.id, stage));
        }
        if let Some((x, y)) = places.get(at).copied().flatten() {
            for (column, value) in [(placement::X.id, x), (placement::Y.id, y)] {
                // A tenth of a unit cannot be seen.
                let cell = Cell { is_number: true, ..text_cell(column, &format!("{value:.1}")) };
                cells.insert(column, cell);
            }
        }
        let number = actors.add_row(&cells, &node.key);
        actors.keep_open(&node.cells);
        if let Some(first) = keys.insert(&node.key, number) {
            let reason = RowErrorKind::DuplicateKey { key: truncated(&node.key), row: first };
            actors.table.faults.push(RowFault { row: number, cell: None, reason });
        }
    }
    let mut actors = actors.finish(Some(&graph.node_columns));
    if let Some(part) = &mut actors.network {
        part.title = Some(std::mem::take(&mut graph.title)).filter(|title| *title != NetworkTitle::default());
    }
    let figures =
        figures(&graph, &is_kept, TableBuilder::new(ImportTable::Figures, Numbers::of_word(file, words[2]), network));

    let mut links = TableBuilder::new(ImportTable::Links, edges, network);
    for edge in &graph.edges {
        let mut cells = best_cells(&edge.cells, &mut links.differing);
        let ends = [(link::FROM.id, &edge.from), (link::TO.id, &edge.to)];
        for (column, key) in ends {
            cells.insert(column, text_cell(column, key));
        }
        let lost = ends.into_iter().find(|(_, key)| !keys.contains_key(key.as_str()));
        if let Some((_, key)) = lost {
            let row = links.skip_row();
            let reason = RowErrorKind::UnknownActor { name: truncated(key), suggestion: None };
            links.table.faults.push(RowFault { row, cell: None, reason });
        } else {
            links.add_row(&cells, "");
            links.keep_open(&edge.cells);
        }
    }
    Ok([actors, links.finish(Some(&graph.edge_columns)), figures].into())
}

/// The figures of the nodes by year, a row for each year of each.
fn figures(graph: &Graph, is_kept: &[bool], mut figures: TableBuilder) -> SourceTable {
    for (node, _) in graph.nodes.iter().zip(is_kept).filter(|(_, is_kept)| **is_kept) {
        let mut years: BTreeMap<Year, BTreeMap<&'static str, Cell>> = BTreeMap::new();
        for cell in &node.cells {
            if let Some(year) = cell.year {
                years.entry(year).or_default().entry(cell.column).or_insert_with(|| cell.clone());
            }
        }
        for (year, mut cells) in years {
            cells.insert(FIGURES_ACTOR, text_cell(FIGURES_ACTOR, &node.key));
            cells.insert(FIGURES_YEAR, text_cell(FIGURES_YEAR, &year.to_string()));
            figures.add_row(&cells, "");
        }
    }
    figures.finish(None)
}

/// Which nodes are actors, and the stages that their groups say.
struct Actors {
    is_kept: Vec<bool>,
    stages: Vec<Option<String>>,
}

/// A node that holds others is a group and no actor, unless an edge ends at it; so is a text that stands alone.
fn find_actors(graph: &mut Graph) -> Actors {
    let places: HashMap<&str, usize> =
        graph.nodes.iter().enumerate().map(|(at, node)| (node.key.as_str(), at)).collect();
    let ends: HashSet<&str> = graph.edges.iter().flat_map(|edge| [edge.from.as_str(), edge.to.as_str()]).collect();
    let parents: HashSet<&str> = graph.nodes.iter().filter_map(|node| node.parent.as_deref()).collect();
    let is_own = |node: &Node| node.cells.iter().any(|cell| cell.column == actor::KIND.id && cell.rank == Rank::Own);
    let is_left_out = |node: &Node| {
        let is_holder = node.is_group || parents.contains(node.key.as_str());
        (is_holder || node.is_loose_text) && !ends.contains(node.key.as_str()) && !is_own(node)
    };
    let is_kept: Vec<bool> = graph.nodes.iter().map(|node| !is_left_out(node)).collect();
    let group = |node: &Node| graph.nodes.get(*places.get(node.parent.as_deref()?)?);
    let stage = |node: &Node| {
        let mut holder = group(node);
        for _ in 0..MAX_DEPTH {
            let found = holder?;
            let name = title(found);
            if !name.is_empty() {
                return Some(name);
            }
            holder = group(found);
        }
        None
    };
    let stages = graph.nodes.iter().map(stage).collect();
    let mut remarks = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    for (node, _) in graph.nodes.iter().zip(&is_kept).filter(|(_, is_kept)| !**is_kept) {
        if node.is_loose_text {
            texts.push(title(node));
        } else if !parents.contains(node.key.as_str()) && !title(node).is_empty() {
            remarks.push(NetworkRemark::EmptyGroup { name: truncated(&title(node)) });
        }
    }
    if let Some(example) = texts.iter().find(|text| !text.is_empty()) {
        remarks.push(NetworkRemark::LooseTexts { count: texts.len(), example: truncated(example) });
    }
    graph.remarks.extend(remarks);
    Actors { is_kept, stages }
}

/// What a group is called.
fn title(node: &Node) -> String {
    let label = node.label.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned);
    let name = || node.cells.iter().filter(|cell| cell.column == actor::NAME.id).min_by_key(|cell| cell.rank);
    label.or_else(|| name().map(|cell| cell.text.clone())).unwrap_or_default()
}

/// One cell for each column: of several that mean the same, the one whose name fits best.
fn best_cells(cells: &[Cell], differing: &mut BTreeSet<Differing>) -> BTreeMap<&'static str, Cell> {
    let mut best: BTreeMap<&'static str, Cell> = BTreeMap::new();
    let mut sorted: Vec<&Cell> = cells.iter().filter(|cell| cell.year.is_none() && cell.open.is_none()).collect();
    sorted.sort_by_key(|cell| cell.rank);
    for cell in sorted {
        match best.get(cell.column) {
            None => {
                best.insert(cell.column, cell.clone());
            }
            Some(kept) if kept.text != cell.text && cell.rank != kept.rank && cell.column != actor::NAME.id => {
                differing.insert((cell.column, kept.rank, cell.rank));
            }
            Some(_) => {}
        }
    }
    best
}

/// A column, and the ranks of two of its names under which a row says different things: the kept one first.
type Differing = (&'static str, Rank, Rank);

/// The name of a node: what an attribute of ours says, else what stands on it, else what another program's attribute says;
/// a key only where there is nothing better. Further lines of what stands on it are a note.
fn settle_name(node: &Node, cells: &mut BTreeMap<&'static str, Cell>) {
    let mut lines = node.label.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next();
    let told: Vec<&Cell> = node.cells.iter().filter(|cell| cell.column == actor::NAME.id).collect();
    let of = |is_ours: bool| {
        told.iter().filter(move |cell| (cell.rank != Rank::Borrowed) == is_ours).map(|cell| cell.text.as_str())
    };
    let candidates: Vec<&str> = of(true).chain(first).chain(of(false)).collect();
    let better = candidates.iter().find(|name| **name != node.key);
    let name = better.or(candidates.first()).copied().unwrap_or(&node.key);
    cells.insert(actor::NAME.id, text_cell(actor::NAME.id, name));
    let rest: Vec<&str> = lines.collect();
    if first == Some(name) && !rest.is_empty() {
        cells.entry(actor::NOTE.id).or_insert_with(|| text_cell(actor::NOTE.id, &rest.join("\n")));
    }
}

fn text_cell(column: &'static str, text: &str) -> Cell {
    Cell { column, rank: Rank::Own, text: text.to_owned(), is_number: false, year: None, open: None }
}

/// How rows are counted: by the lines of the file where each node or edge has one of its own, else one by one.
struct Numbers {
    lines: Option<Vec<usize>>,
    name: String,
}

impl Numbers {
    fn new(lines: &[usize], file: &str, word: &str) -> Self {
        let have_own = lines.first().is_some_and(|first| *first > 0) && lines.is_sorted_by(|one, next| one < next);
        if have_own {
            return Self { lines: Some(lines.to_vec()), name: file.to_owned() };
        }
        Self::of_word(file, word)
    }

    /// One by one, whatever the lines.
    fn of_word(file: &str, word: &str) -> Self {
        Self { lines: None, name: format!("{file}, {word}") }
    }
}

/// A table in the making: its columns are those that its rows use.
struct TableBuilder {
    table: SourceTable,
    kind: ImportTable,
    network: NetworkId,
    numbers: Numbers,
    added: usize,
    columns: Vec<&'static str>,
    /// The best rank under which each column is there.
    ranks: BTreeMap<&'static str, Rank>,
    differing: BTreeSet<Differing>,
    /// By the place of their row: the cells of which nobody knows what they mean.
    open: BTreeMap<usize, BTreeMap<usize, Cell>>,
}

impl TableBuilder {
    fn new(kind: ImportTable, numbers: Numbers, network: NetworkId) -> Self {
        let table = SourceTable { name: numbers.name.clone(), ..SourceTable::default() };
        let mut builder = Self {
            table,
            kind,
            network,
            numbers,
            added: 0,
            columns: Vec::new(),
            ranks: BTreeMap::new(),
            differing: BTreeSet::new(),
            open: BTreeMap::new(),
        };
        for column in kind.required_columns() {
            builder.columns.push(column);
            builder.ranks.insert(column, Rank::Own);
        }
        builder
    }

    /// The number of the next row.
    fn skip_row(&mut self) -> usize {
        self.added += 1;
        let line = self.numbers.lines.as_ref().and_then(|lines| lines.get(self.added - 1));
        line.copied().unwrap_or(self.added)
    }

    /// Adds a row and tells its number.
    fn add_row(&mut self, cells: &BTreeMap<&'static str, Cell>, node: &str) -> usize {
        let number = self.skip_row();
        for cell in cells.values() {
            let rank = self.ranks.entry(cell.column).or_insert_with(|| {
                self.columns.push(cell.column);
                cell.rank
            });
            *rank = cell.rank.min(*rank);
        }
        let text = |column: &&'static str| cells.get(column).map_or("", |cell| cell.text.as_str());
        let record: StringRecord = self.columns.iter().map(text).collect::<Vec<&str>>().into();
        let is_number = |(_, column): &(usize, &&'static str)| cells.get(**column).is_some_and(|cell| cell.is_number);
        let numbers = self.columns.iter().enumerate().filter(is_number).map(|(at, _)| at).collect();
        self.table.rows.push(SourceRow { number, cells: record, numbers, node: node.to_owned() });
        number
    }

    /// Keeps the cells of the last row of which nobody knows what they mean.
    fn keep_open(&mut self, cells: &[Cell]) {
        let open: BTreeMap<usize, Cell> = cells.iter().filter_map(|cell| Some((cell.open?, cell.clone()))).collect();
        if let Some(row) = self.table.rows.len().checked_sub(1).filter(|_| !open.is_empty()) {
            self.open.insert(row, open);
        }
    }

    /// Puts the cells of which nobody knows what they mean behind the others.
    fn append_open(&mut self) {
        let known = self.columns.len();
        for (at, cells) in std::mem::take(&mut self.open) {
            let Some(row) = self.table.rows.get_mut(at) else { continue };
            for (place, cell) in cells {
                while row.cells.len() < known + place {
                    row.cells.push_field("");
                }
                if cell.is_number {
                    row.numbers.push(row.cells.len());
                }
                row.cells.push_field(&cell.text);
            }
        }
    }

    /// The table with the names of its columns: those that mean nothing to us stand behind the others.
    fn finish(mut self, names: Option<&Columns>) -> SourceTable {
        self.append_open();
        let rank = |column: &'static str| self.ranks.get(column).copied().unwrap_or(Rank::Own);
        let header = |column: &'static str, rank: Rank| {
            names.map_or_else(|| column.to_owned(), |names| names.header(column, rank))
        };
        let mut columns: Vec<String> = self.columns.iter().map(|column| header(column, rank(column))).collect();
        columns.extend(names.into_iter().flat_map(|names| names.unknown.iter().cloned()));
        for (column, kept, left_out) in &self.differing {
            let (kept, name) = (header(column, *kept), header(column, *left_out));
            self.table.remarks.push(WarningKind::Network(NetworkRemark::SameMeaning { kept, name }));
        }
        self.table.network = Some(NetworkPart { network: self.network, table: self.kind, columns, title: None });
        self.table
    }
}
