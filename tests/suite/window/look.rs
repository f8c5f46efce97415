//! A few pictures of the window, drawn without a screen. `UPDATE_SNAPSHOTS=1` draws them anew: look at each before
//! it is committed.

use egui::Vec2;
use egui_kittest::wgpu::WgpuTestRenderer;
use egui_kittest::{SnapshotOptions, SnapshotResults};
use lienket::command::{ColorScheme, Command};
use lienket::language::Language;
use lienket::map::Selection;
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

const SMALL: Vec2 = Vec2::new(1280.0, 720.0);

/// Whether this machine can draw; where not, says why the picture is skipped.
pub fn can_draw() -> bool {
    let can = std::panic::catch_unwind(WgpuTestRenderer::new).is_ok();
    if !can {
        println!("skipped: no renderer draws pictures here; install mesa-vulkan-drivers");
    }
    can
}

fn check(mut desk: Desk, name: &str) {
    let mut results = SnapshotResults::new();
    results.add(desk.harness.try_snapshot_options(name, &SnapshotOptions::new().output_path("tests/pictures")));
    results.unwrap();
}

fn desk(save: &str, language: Language, look: ColorScheme, size: Vec2) -> Desk {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(save);
    Desk::with(lienket::storage::open(&path).unwrap(), None, language, look, size)
}

#[test]
fn can_tho_in_vietnamese_light() {
    if can_draw() {
        check(desk(CAN_THO, Language::Vietnamese, ColorScheme::Light, SMALL), "can-tho-vi-light");
    }
}

#[test]
fn mango_in_english_dark() {
    if can_draw() {
        check(desk("saves/mango-mekong-2015.lienket", Language::English, ColorScheme::Dark, SMALL), "mango-en-dark");
    }
}

#[test]
fn a_broken_chain() {
    if !can_draw() {
        return;
    }
    let mut desk = desk(CAN_THO, Language::Vietnamese, ColorScheme::Light, Vec2::new(1920.0, 1080.0));
    let map = desk.map();
    let assessment = lienket::analysis::assess(&map, map.info().year);
    let paper = assessment.models.values().find(|judged| judged.verdict == lienket::analysis::Verdict::OnPaper);
    let model = paper.expect("a model on paper").model;
    desk.wish(Command::GoTo(Subject::Model(model)));
    assert_eq!(*desk.shell().selection(), Selection::Model(model));
    check(desk, "can-tho-broken-chain");
}
