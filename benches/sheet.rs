//! The tables page of a city and of a country in the window, without a screen: scrolling, one cell, a block of 1,000 rows from a
//! spreadsheet, first its preview and then its paste. A frame has 16 ms; from the key to the pasted rows 0.2 s.
//! `cargo bench --bench sheet -- 2000` measures a map of 2,000 actors only.

mod desk;

use std::time::Duration;

use desk::{Desk, report, report_head};
use egui::{Event, Modifiers, MouseWheelUnit, Pos2, TouchPhase, Vec2};
use lienket::command::{Command, Page};
use lienket::exchange::{
    CellEdit, CellEdits, EditRow, PastePlan, PasteRequest, PasteTarget, TableColumn, TableKind, TableRow,
    clipboard_cells, find_header, sample_map,
};
use lienket::language::Language;
use lienket::map::{ActorId, LinkageMap};
use lienket::schema::actor;

/// Cells edited, and times that a block is pasted and taken back.
const RUNS: u32 = 15;

/// A block of 1,000 actors: half of them are on the map.
fn block(map: &LinkageMap) -> String {
    let head = "Tên\tLoại\tQuận, huyện\tNăm thành lập\tSố thành viên\tSản lượng".to_owned();
    let known = map.actors().values().take(500);
    let known = known.map(|actor| format!("{}\tHTX\tThới Lai\t2015\t1.250\tLúa: 5", actor.name));
    let new = (0..500).map(|at| format!("HTX Dán {at}\tHTX\tThới Lai\t25/03/2015\t36\tLúa: 5"));
    std::iter::once(head).chain(known).chain(new).collect::<Vec<_>>().join("\r\n")
}

fn plan(map: &LinkageMap, text: &str) -> Option<PastePlan> {
    let cells = clipboard_cells(text).ok()?;
    let header = find_header(cells.first()?, None)?;
    let (year, language) = (map.info().year, Language::Vietnamese);
    PasteRequest { cells, target: PasteTarget::Header(header), year, language }.plan(map).ok()
}

fn one_cell(map: &LinkageMap, actor: ActorId, text: String) -> Command {
    let cell = CellEdit {
        row: EditRow::Record(TableRow::Actor(actor)),
        column: TableColumn::Actor(&actor::NAME),
        text,
        numbers: Language::Vietnamese,
    };
    Command::EditCells(Box::new(CellEdits {
        kind: TableKind::Actors,
        year: map.info().year,
        language: Language::Vietnamese,
        cells: vec![cell],
        new_products: Vec::new(),
        new_stages: Vec::new(),
    }))
}

/// A turn of the wheel over the table.
fn turn(at: u32) -> Vec<Event> {
    let delta = Vec2::new(0.0, if at % 60 < 40 { -140.0 } else { 90.0 });
    let (unit, phase) = (MouseWheelUnit::Point, TouchPhase::Move);
    let source = egui::MouseWheelSource::Unknown;
    vec![Event::MouseWheel { unit, delta, modifiers: Modifiers::NONE, phase, source }]
}

fn main() {
    let given: Vec<u32> = std::env::args().filter_map(|given| given.parse().ok()).collect();
    report_head();
    for actors in if given.is_empty() { vec![2_000, 100_000] } else { given } {
        let map = sample_map(actors, 1);
        let text = block(&map);
        let ids: Vec<ActorId> = map.actors().keys().copied().step_by(97).take(RUNS as usize).collect();
        let mut desk = Desk::new(map.clone());
        for page in [Page::Map, Page::Tables] {
            desk.shell.submit(Command::ShowPage(page));
            desk.settle();
            let name = |what: &str| format!("{actors} {page:?}: {what}");
            if page == Page::Tables {
                desk.frame(vec![Event::PointerMoved(Pos2::new(800.0, 500.0))]);
                let frames = (0..120).map(|at| [desk.frame(turn(at)).0, Duration::ZERO]);
                report(&name("scrolling"), frames);
            }
            let cells = ids.iter().enumerate();
            report(&name("a cell"), cells.map(|(at, id)| desk.time(one_cell(&map, *id, format!("Tên {page:?} {at}")))));
            let previews = (0..RUNS).map(|_| {
                let times = desk.time(Command::Paste(text.clone()));
                desk.time(Command::Escape);
                times
            });
            report(&name("preview of 1,000 rows"), previews);
            let pastes = (0..RUNS).filter_map(|_| {
                let times = desk.time(Command::EditCells(Box::new(plan(desk.shell.map(), &text)?.edits)));
                desk.time(Command::Undo);
                Some(times)
            });
            report(&name("paste of 1,000 rows"), pastes);
        }
    }
}
