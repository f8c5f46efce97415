//! The actors of a table: what their rows say, and by what others refer to them.

use super::left_out::LeftOutRows;
use super::{Draft, DraftActor, Report, RowErrorKind, RowReader, Sheet, SourceRow, WarningKind};
use crate::exchange::import::names::ActorIndex;
use crate::map::{Actor, ActorId, Figures, LINE_LIMIT, Placement, normalized_line};
use crate::schema::map::placement;
use crate::schema::{actor, folded_key, kind_of_name, sector_within};

impl Draft {
    /// Reads the actors of a table.
    pub(super) fn read_actors(&mut self, sheet: &Sheet, left_out: &LeftOutRows, report: &mut Report) {
        let rows: Vec<(usize, &SourceRow)> =
            sheet.rows.iter().enumerate().filter(|(_, row)| !left_out.contains(sheet, row)).collect();
        let mut index = std::mem::take(&mut self.actor_index);
        let mut of_cells = Report::default();
        // No cell of an actor names another one: a core can index them while another one reads the cells.
        let mut clashes = Vec::new();
        rayon::join(
            || clashes.extend(rows.iter().filter_map(|(_, row)| index_row(&mut index, sheet, row, report))),
            || {
                for (at, _) in &rows {
                    if let Some(mut reader) = RowReader::new(sheet, *at, &mut of_cells) {
                        let actor = self.read_actor(&mut reader);
                        self.actors.push(actor);
                    }
                }
            },
        );
        report.append(of_cells);
        self.actor_index = index;
        self.tell_namesakes_apart(sheet, clashes, report);
        self.actor_index.is_incomplete |= sheet.is_truncated;
    }

    /// The law tells names apart by where they are: of actors with the name of others those stay that have another place or
    /// code than all before them.
    fn tell_namesakes_apart(&mut self, sheet: &Sheet, clashes: Vec<Clash<'_>>, report: &mut Report) {
        let mut namesakes = Vec::new();
        for Clash { at, row, reason } in clashes {
            if self.is_other_of_name(sheet, row) {
                self.actor_index.add_namesake(at);
                namesakes.push(row.number);
            } else {
                sheet.add_error(row.number, Some(actor::NAME.id), reason, report);
            }
        }
        if !namesakes.is_empty() {
            sheet.warn(namesakes, Some(actor::NAME.id), WarningKind::Namesakes, report);
        }
    }

    /// Whether a row tells of another actor than all before it with its name: each has another place or code than it.
    fn is_other_of_name(&self, sheet: &Sheet, row: &SourceRow) -> bool {
        let name = head(sheet.cell(row, actor::NAME.id));
        let known = self.actor_index.of_name(name).iter().filter_map(|at| self.actors.get(*at));
        let is_other = |field: &str, known: &str| {
            let told = folded_key(sheet.cell(row, field));
            !told.is_empty() && !known.is_empty() && told != folded_key(known)
        };
        known.into_iter().all(|DraftActor { record, .. }| {
            is_other(actor::COMMUNE.id, &record.commune)
                || is_other(actor::DISTRICT.id, &record.district)
                || is_other(actor::CODE.id, &record.code)
        })
    }

    /// Numbers the actors of all tables.
    pub(super) fn assign_actor_ids(&mut self) {
        self.actor_index.assign_ids();
        for (at, actor) in self.actors.iter_mut().enumerate() {
            actor.record.id = self.actor_index.id(at);
            actor.record.aliases.iter().for_each(|alias| self.actor_index.add_alias(at, alias));
        }
    }

    fn read_actor(&mut self, reader: &mut RowReader<'_>) -> DraftActor {
        if reader.sheet.has_column(actor::ID.id) {
            reader.text(actor::ID.id);
        }
        let mut record = Actor::default();
        self.read_fields(&mut record, &[], reader);
        let kind = reader.raw(actor::KIND.id);
        if kind.is_empty() {
            record.kind = kind_of_name(&record.name).unwrap_or(record.kind);
        } else if reader.raw(actor::SECTOR.id).is_empty() {
            // “HTX nông nghiệp” says both.
            record.sector = sector_within(kind).unwrap_or(record.sector);
        }
        let stage = self.stages.intern(&reader.text(actor::STAGE.id), record.kind);
        self.read_status(reader, &mut record);
        let supplied = record.supply.iter().filter(|supply| supply.volume.is_some()).map(|supply| supply.product);
        self.note_unit(reader.sheet, actor::SUPPLY.id, supplied);
        reader.check_year_order((actor::FOUNDED.id, record.founded), (actor::DISSOLVED.id, record.dissolved));
        let mut figures = Figures::default();
        self.read_fields(&mut figures, &[], reader);
        let placement = self.read_placement(reader);
        DraftActor { record, stage_ref: stage, figures, placement, origin: reader.origin() }
    }

    /// Where an actor stands, if its row says so.
    fn read_placement(&mut self, reader: &mut RowReader<'_>) -> Option<Placement> {
        if reader.raw(placement::X.id).is_empty() || reader.raw(placement::Y.id).is_empty() {
            return None;
        }
        let mut told = Placement { actor: ActorId::default(), x: 0.0, y: 0.0, pinned: false, by_hand: true };
        let is_said = !reader.raw(placement::BY_HAND.id).is_empty();
        let without: &[_] = if is_said { &[&placement::ACTOR] } else { &[&placement::ACTOR, &placement::BY_HAND] };
        self.read_fields(&mut told, without, reader);
        Some(told)
    }
}

/// A row whose name another actor has.
struct Clash<'a> {
    /// The place of its actor in the index.
    at: usize,
    row: &'a SourceRow,
    reason: RowErrorKind,
}

/// Lets the actor of a row be found by its id, its name or its code. Returns a name that another one has.
fn index_row<'a>(index: &mut ActorIndex, sheet: &Sheet, row: &'a SourceRow, report: &mut Report) -> Option<Clash<'a>> {
    let id = normalized_line(sheet.cell(row, actor::ID.id));
    // A name that is much too long is told as such, and need not be looked up.
    let name = head(sheet.cell(row, actor::NAME.id));
    // With an id column, links refer by id: a code that matches would hide a missing id.
    let code = if sheet.has_column(actor::ID.id) { "" } else { sheet.cell(row, actor::CODE.id) };
    let inserted = match sheet.network {
        Some(network) => index.insert_node(row.number, &id, name, (network, &row.node)),
        None => index.insert(row.number, &id, name, code),
    };
    match inserted {
        Err(_) if id.is_empty() && name.is_empty() => None,
        Err(reason) if id.is_empty() => Some(Clash { at: index.last_place(), row, reason }),
        Err(reason) => {
            sheet.add_error(row.number, Some(actor::ID.id), reason, report);
            None
        }
        Ok(()) => None,
    }
}

/// The beginning of a text of any length.
fn head(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LINE_LIMIT * 4)).unwrap_or(text)
}
