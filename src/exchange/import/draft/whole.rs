//! What only this program writes into tables: stages, views, the map itself, and the numbers of records.

use super::{Draft, Drafted};
use crate::exchange::import::columns::{ImportTable, VIEW_STATE};
use crate::exchange::import::names::own_numbers;
use crate::exchange::import::report::{Report, RowErrorKind, truncated};
use crate::exchange::import::row_reader::RowReader;
use crate::exchange::import::sheet::Sheet;
use crate::exchange::layout_import::nth_id;
use crate::map::{Banding, Id, Info, LinkageMap, Record, Stage, StageId, View, ViewState, Year};
use crate::schema::map as info;
use crate::schema::map::{stage, view};
use crate::schema::{parse_banding, product};

/// What a table says of the map itself.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange::import) struct ToldMap {
    pub title: String,
    pub region: String,
    pub note: String,
    pub year: Option<Year>,
    pub bands: Option<Banding>,
}

impl ToldMap {
    /// Whether it says anything that a map does not have.
    fn differs(&self, info: &Info) -> bool {
        let texts = [(&self.title, &info.title), (&self.region, &info.region), (&self.note, &info.note)];
        texts.into_iter().any(|(told, known)| !told.is_empty() && told != known)
            || self.year.is_some_and(|year| year != info.year)
            || self.bands.is_some_and(|bands| Some(bands) != info.bands)
    }
}

impl Draft {
    /// Whether a table of the map itself or of its views says anything that a map does not have.
    pub fn differs(&self, table: ImportTable, map: &LinkageMap) -> bool {
        let is_there = |told: &View| map.views().values().any(|view| View { id: told.id, ..view.clone() } == *told);
        match table {
            ImportTable::Map => self.map.as_ref().is_some_and(|told| told.differs(map.info())),
            ImportTable::Views => !self.views.iter().all(|told| is_there(&told.record)),
            _ => false,
        }
    }

    /// Reads the stages, before the actors that stand in them.
    pub(super) fn read_stages(&mut self, sheet: &Sheet, report: &mut Report) {
        let mut stages = Vec::new();
        for at in 0..sheet.rows.len() {
            let Some(mut reader) = RowReader::new(sheet, at, report) else { continue };
            let name = reader.required_text(stage::NAME.id);
            let order = reader.integer(stage::ORDER.id, 0).unwrap_or_default();
            stages.push(Stage { id: nth_id(at), name, order });
        }
        let numbers = own_numbers(sheet.rows.iter().map(|row| sheet.cell(row, stage::ID.id)));
        for (stage, number) in stages.iter_mut().zip(numbers.into_iter().flatten()) {
            stage.id = StageId(number);
        }
        self.stages.declare(stages);
    }

    /// The numbers that a table gives to its products, if each has one.
    pub(super) fn product_numbers(sheet: &Sheet) -> Option<Vec<u32>> {
        if !sheet.has_column(product::ID.id) {
            return None;
        }
        own_numbers(sheet.rows.iter().map(|row| sheet.cell(row, product::ID.id)))
    }

    /// Reads what is said of the map itself; the first row counts.
    pub(super) fn read_map(&mut self, sheet: &Sheet, report: &mut Report) {
        let Some(mut reader) = RowReader::new(sheet, 0, report) else { return };
        let bands = reader.raw(info::BANDS.id);
        self.map = Some(ToldMap {
            title: reader.text(info::TITLE.id),
            region: reader.text(info::REGION.id),
            note: reader.note(info::NOTE.id),
            year: reader.year(info::YEAR.id),
            bands: parse_banding(bands).unwrap_or_default(),
        });
        if let Err(known) = parse_banding(bands) {
            reader.add_error(info::BANDS.id, RowErrorKind::UnknownKeyword { word: truncated(bands), known });
        }
    }

    /// Takes the title and the year of the first network that says one, where no table does.
    pub(super) fn take_titles(&mut self, sheets: &[Sheet]) {
        let told = || sheets.iter().filter_map(|sheet| sheet.network_title.as_ref());
        if told().next().is_none() {
            return;
        }
        let map = self.map.get_or_insert_default();
        if map.title.is_empty() {
            map.title = told().map(|told| told.title.clone()).find(|title| !title.is_empty()).unwrap_or_default();
        }
        map.year = map.year.or_else(|| told().find_map(|told| told.year));
    }

    /// Reads a view.
    pub(super) fn read_view(&mut self, reader: &mut RowReader<'_>) {
        let title = reader.required_text(view::TITLE.id);
        let note = reader.note(view::NOTE.id);
        let state = match reader.raw(VIEW_STATE) {
            "" => Ok(ViewState::default()),
            text => serde_json::from_str(text),
        };
        let state = state.unwrap_or_else(|_| {
            reader.add_error(VIEW_STATE, RowErrorKind::InvalidView);
            ViewState::default()
        });
        let (order, hidden) = (
            reader.integer(view::ORDER.id, 0).unwrap_or_default(),
            reader.keyword(view::HIDDEN.id, crate::schema::FLAGS),
        );
        let hidden = hidden.unwrap_or_default();
        let record = View { id: nth_id(self.views.len()), title, note, order, hidden, state };
        self.views.push(Drafted { record, origin: reader.origin() });
    }
}

/// Gives records the numbers that their rows say, if each says one of its own.
pub(super) fn take_own_numbers<R: Record>(drafted: &mut [Drafted<R>], table: ImportTable, sheets: &[Sheet]) {
    let told = |drafted: &Drafted<R>| {
        let sheet = sheets.get(drafted.origin.sheet).filter(|sheet| sheet.table == table)?;
        Some(sheet.cell(sheet.rows.get(drafted.origin.row)?, "id"))
    };
    let Some(numbers) = own_numbers(drafted.iter().map(|drafted| told(drafted).unwrap_or_default())) else { return };
    for (drafted, number) in drafted.iter_mut().zip(numbers) {
        drafted.record.set_id(R::Id::new(number));
    }
}
