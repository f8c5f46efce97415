//! A map of a country from its file to its SVG, as `lienket export` takes it there: what each step takes.
//! `cargo bench --bench paper -- 2000` measures 2,000 actors only.
//!
//! To reach: the SVG of 2,000 actors in 0.2 s, of 100,000 in 1 s; the HTML page and the PDF of 2,000 in 1 s each, a
//! PNG of 2,000 in 2 s and of 20,000 in 6 s.

#![expect(clippy::expect_used, reason = "a bench that cannot go on stops")]

use std::hint::black_box;
use std::time::Instant;

use lienket::analysis::{assess, model_verdicts};
use lienket::exchange::{
    PAGE_LIMITS, PageOptions, PageTheme, PaperOptions, Picture, PictureOptions, check_paper_size, export_page,
    export_pdf, export_png, export_svg, export_svg_to, sample_map,
};
use lienket::language::Language;
use lienket::map::{DrawingStyle, LinkageMap, ModelId, Scope, ViewState};
use lienket::scene::{SceneAssessment, build_with_paths, edge_paths, slide_scene};
use lienket::session::ViewContext;
use lienket::storage::{SystemDisk, open, read, replace_file_with, save};
use lienket::theme::Palette;

const RUNS: usize = 7;

fn main() {
    let asked: Vec<u32> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let asked = if asked.is_empty() { vec![2_000, 100_000] } else { asked };
    println!("{:>24} {:>10} {:>10}", "step", "least ms", "median ms");
    let folder = tempfile::tempdir().expect("a folder");
    for actors in asked {
        println!("{actors} actors");
        let path = folder.path().join("map.lienket");
        let drawing = folder.path().join("map.svg");
        save(&sample_map(actors, 1), &path).expect("saved");
        let bytes = std::fs::read(&path).expect("read");
        let map = open(&path).expect("opened");
        let year = map.info().year;
        let wish = || PictureOptions {
            model: None,
            year,
            language: Language::Vietnamese,
            drawing: DrawingStyle::default(),
            dark: false,
            date: String::new(),
            office: String::new(),
            remark: None,
        };
        report("read", || read(&bytes));
        report("check", || map.violations());
        report("verdicts", || model_verdicts(&map, year));
        report("ways", || edge_paths(&map, None));
        let models = model_verdicts(&map, year);
        let found = edge_paths(&map, None);
        let scene = |found| {
            let said = SceneAssessment { year, models: &models, imbalances: &[] };
            build_with_paths(&map, said, (Language::Vietnamese, DrawingStyle::default()), found)
        };
        report_given("scene", || found.clone(), scene);
        let picture = Picture::of(&map, wish()).expect("a picture");
        report("text", || export_svg(&picture));
        if map.actors().len() <= PAGE_LIMITS[0] {
            let (language, drawing, theme) = (Language::Vietnamese, DrawingStyle::default(), PageTheme::System);
            let options =
                PageOptions { model: None, year, language, drawing, theme, date: None, supposing: None, office: "" };
            report("page", || export_page(&map, &options));
        }
        let write = |picture: &Picture| {
            replace_file_with(&SystemDisk, &drawing, |file| {
                export_svg_to(picture, |piece| file.write_all(piece.as_bytes()))
            })
        };
        report("text to the disk", || write(&picture));
        if check_paper_size(actors as usize).is_ok() {
            let pictures = [picture.clone()];
            report("pdf", || export_pdf(&pictures, PaperOptions::default(), &|_| Vec::new(), &|_| true).is_ok());
        }
        report("png", || export_png(&picture, 1.0).is_ok());
        report_slides(&map);
        report("all", || {
            let map = open(&path).expect("opened");
            let picture = Picture::of(&map, wish()).expect("a picture");
            let written = write(&picture);
            // What it takes to give their memory back is no part of it.
            std::mem::forget((map, picture));
            written
        });
    }
}

/// The whole map and each of the first models as a slide: the one that takes longest, as a window waits for it in a frame.
fn report_slides(map: &LinkageMap) {
    const MODELS: usize = 40;
    const RATIO: f32 = 1.9;
    let assessment = assess(map, map.info().year);
    let whole = std::iter::once(ViewState::default());
    let of_model = |id: &ModelId| {
        let scope = Scope { models: [*id].into(), ..Scope::default() };
        ViewState { scope, ..ViewState::default() }
    };
    let views: Vec<ViewState> = whole.chain(map.models().keys().take(MODELS).map(of_model)).collect();
    let palette = Palette::standard(false);
    let longest = views.iter().max_by_key(|view| {
        let context = ViewContext::of_map(map, &assessment, None, view, Language::Vietnamese, palette);
        let began = Instant::now();
        let _ = black_box(slide_scene(&context, RATIO));
        began.elapsed()
    });
    let Some(longest) = longest else { return };
    let context = ViewContext::of_map(map, &assessment, None, longest, Language::Vietnamese, palette);
    report("longest slide", || slide_scene(&context, RATIO));
}

fn report<T>(step: &str, run: impl Fn() -> T) {
    report_given(step, || (), |()| run());
}

/// The same, with something to use up each time.
fn report_given<G, T>(step: &str, given: impl Fn() -> G, run: impl Fn(G) -> T) {
    let timed = |given: G| {
        let began = Instant::now();
        let value = black_box(run(given));
        let took = began.elapsed().as_secs_f64() * 1000.0;
        drop(value);
        took
    };
    let mut times: Vec<f64> = (0..RUNS).map(|_| timed(given())).collect();
    times.sort_by(f64::total_cmp);
    let at = |place: usize| times.get(place).copied().unwrap_or_default();
    println!("{step:>24} {:>10.1} {:>10.1}", at(0), at(RUNS / 2));
}
