//! The tables of a damaged file: which lines belong to which, and the records on them.

use serde::de::DeserializeOwned;

use super::super::super::ReadProgress;
use super::super::codec::read_any_record;
use super::super::{v1, v2};
use super::lines::Line;
use super::{RecordLines, Remarks, SalvageProblem};
use crate::map::{MapParts, Record, RecordRef};

/// The most lines over which a record may go, as in a file that was laid out by hand.
const JOIN_LIMIT: usize = 64;

/// A table of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum MapTable {
    Stages,
    Products,
    Actors,
    Links,
    Models,
    Channels,
    Targets,
    Views,
    Places,
}

/// The tables by their names, in the order in which a file has them.
pub(super) const TABLES: [(&str, MapTable); 9] = [
    ("stages", MapTable::Stages),
    ("products", MapTable::Products),
    ("actors", MapTable::Actors),
    ("links", MapTable::Links),
    ("models", MapTable::Models),
    ("channels", MapTable::Channels),
    ("targets", MapTable::Targets),
    ("views", MapTable::Views),
    ("places", MapTable::Places),
];

pub(super) fn table_of(name: &str) -> Option<MapTable> {
    TABLES.iter().find(|(known, _)| *known == name).map(|(_, table)| *table)
}

/// Lines that belong to one table.
#[derive(Default)]
pub(super) struct Segment<'a> {
    /// `None` where the heading is lost.
    pub table: Option<MapTable>,
    pub lines: Vec<Line<'a>>,
}

impl Segment<'_> {
    pub fn of_table(table: Option<MapTable>) -> Self {
        Self { table, lines: Vec::new() }
    }
}

/// What was read so far.
#[derive(Default)]
pub(super) struct Collected {
    pub parts: MapParts,
    pub lines: RecordLines,
    pub reads_format_1: bool,
}

impl Collected {
    /// Reads a record of a table into the lists.
    fn read(&mut self, table: MapTable, text: &str) -> Option<RecordRef> {
        let text = text.trim();
        let text = text.strip_suffix(',').unwrap_or(text);
        let read = if self.reads_format_1 { v1::read_record } else { v2::read_record };
        read(&mut self.parts, table, text)
    }

    /// Whether a text is a record of a table.
    fn is_record(&self, table: MapTable, text: &str) -> bool {
        let mut scratch = Self { reads_format_1: self.reads_format_1, ..Self::default() };
        scratch.read(table, text).is_some()
    }

    /// Reads a record from a line, the first of its id.
    fn take(&mut self, table: MapTable, text: &str, line: &Line<'_>, remarks: &mut Remarks) -> bool {
        let Some(record) = self.read(table, text) else { return false };
        if self.lines.contains_key(&record) {
            self.drop_last(table);
            remarks.add(line, SalvageProblem::Repeated(record));
            return true;
        }
        self.lines.insert(record, line.number);
        if line.lost_letters && text.contains(char::REPLACEMENT_CHARACTER) {
            remarks.add(line, SalvageProblem::LettersLost(record));
        }
        true
    }

    fn drop_last(&mut self, table: MapTable) {
        let parts = &mut self.parts;
        match table {
            MapTable::Stages => drop(parts.stages.pop()),
            MapTable::Products => drop(parts.products.pop()),
            MapTable::Actors => drop(parts.actors.pop()),
            MapTable::Links => drop(parts.links.pop()),
            MapTable::Models => drop(parts.models.pop()),
            MapTable::Channels => drop(parts.channels.pop()),
            MapTable::Targets => drop(parts.targets.pop()),
            MapTable::Views => drop(parts.views.pop()),
            MapTable::Places => drop(parts.placements.pop()),
        }
    }
}

/// Reads a text as a record that was stored as an `Old`, into a list.
pub(in super::super) fn push_record<Old, New>(records: &mut Vec<New>, text: &str) -> Option<RecordRef>
where
    Old: DeserializeOwned,
    New: Record + From<Old>,
{
    let record = New::from(read_any_record::<Old>(text)?);
    let record_ref = New::record_ref(record.id());
    records.push(record);
    Some(record_ref)
}

/// Reads the records of all segments.
pub(super) fn read_segments(
    segments: &[Segment<'_>],
    collected: &mut Collected,
    remarks: &mut Remarks,
    progress: &ReadProgress,
) {
    // For each segment, the first table after it that is known.
    let mut next = None;
    let mut following: Vec<Option<MapTable>> = Vec::with_capacity(segments.len());
    for segment in segments.iter().rev() {
        following.push(next);
        next = segment.table.or(next);
    }
    let mut last = None;
    for (segment, following) in segments.iter().zip(following.into_iter().rev()) {
        let table = segment.table.or_else(|| lost_table(&segment.lines, (last, following), collected, progress));
        match table {
            Some(table) => read_segment(&segment.lines, (table, following), collected, remarks, progress),
            None => segment.lines.iter().for_each(|line| remarks.add(line, SalvageProblem::Unreadable)),
        }
        last = table.or(last);
    }
}

/// The table of lines whose heading is lost: the one between its neighbours as which most of its lines read.
fn lost_table(
    lines: &[Line<'_>],
    (first, last): (Option<MapTable>, Option<MapTable>),
    collected: &Collected,
    progress: &ReadProgress,
) -> Option<MapTable> {
    /// Lines that tell one table from another.
    const PROBE: usize = 50;
    if lines.is_empty() || progress.is_cancelled() {
        return None;
    }
    // The table before may go on, where a line within it is damaged so that it looks like its end.
    let candidates = TABLES.iter().map(|(_, table)| *table);
    let candidates = candidates.filter(|table| first.is_none_or(|first| *table >= first));
    let candidates = candidates.filter(|table| last.is_none_or(|last| *table <= last));
    let count = |table: MapTable| {
        let lines = lines.iter().take(PROBE);
        lines.filter(|line| collected.is_record(table, &line.text)).count()
    };
    let mut counts: Vec<(usize, MapTable)> = candidates.map(|table| (count(table), table)).collect();
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    match counts.as_slice() {
        [(most, table), rest @ ..] if *most > 0 && rest.first().is_none_or(|(next, _)| next < most) => Some(*table),
        _ => None,
    }
}

/// Reads the lines of a table, behind which the `following` one comes next.
fn read_segment(
    lines: &[Line<'_>],
    (mut table, following): (MapTable, Option<MapTable>),
    collected: &mut Collected,
    remarks: &mut Remarks,
    progress: &ReadProgress,
) {
    let mut at = 0;
    while let Some(line) = lines.get(at).filter(|_| !progress.is_cancelled()) {
        if collected.take(table, &line.text, line, remarks) {
            progress.advance(line.text.len() as u64 + 1);
            at += 1;
            continue;
        }
        // The end of the table and the heading of the next one may both be lost.
        let is_of_later = TABLES.iter().any(|(_, later)| *later > table && collected.is_record(*later, &line.text));
        let rest = lines.get(at..).unwrap_or_default();
        let later = is_of_later.then(|| lost_table(rest, (Some(table), following), collected, progress)).flatten();
        if let Some(later) = later.filter(|later| *later > table) {
            table = later;
            continue;
        }
        progress.advance(line.text.len() as u64 + 1);
        at += 1;
        let groups = line.groups();
        let read = groups.iter().filter(|group| collected.take(table, group, line, remarks)).count();
        if read > 0 {
            if read < groups.len() {
                remarks.add(line, SalvageProblem::Unreadable);
            }
            continue;
        }
        match join_lines(rest, table, collected) {
            Some((text, count)) if collected.take(table, &text, line, remarks) => at += count - 1,
            _ => remarks.add(line, SalvageProblem::Unreadable),
        }
    }
}

/// The first of these lines that make up one record, with their number; `None` where they do not.
fn join_lines(lines: &[Line<'_>], table: MapTable, collected: &Collected) -> Option<(String, usize)> {
    let (mut text, mut depth) = (String::new(), 0);
    for (count, line) in lines.iter().take(JOIN_LIMIT).enumerate() {
        // A record that is whole is not part of one that is not.
        if count > 0 && line.text.trim_start().starts_with('(') && collected.is_record(table, &line.text) {
            return None;
        }
        depth += line.depth();
        text.push_str(&line.text);
        text.push('\n');
        if depth <= 0 {
            return (count > 0 && depth == 0).then_some((text, count + 1));
        }
    }
    None
}
