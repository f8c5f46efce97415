//! The pictures of the guide, and the moving one of the README. `UPDATE_GUIDE=1` draws them anew: look at each before it is
//! committed.

use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use egui::{Key, Modifiers, Vec2};
use lienket::analysis::{Verdict, assess};
use lienket::command::{ColorScheme, Command, Page, Presenting};
use lienket::language::Language;
use lienket::session::Subject;

use super::{LANGUAGES, folder};
use crate::window::desk::{CAN_THO, Desk};
use crate::window::look::can_draw;

/// Bytes of all pictures of the guide together, and of the moving one.
const LIMITS: [u64; 2] = [1_500_000, 2_000_000];
/// How far a channel of a pixel may be off, as renderers smooth letters differently, and which part of the pixels further.
const TOLERANCE: (u8, f64) = (48, 0.005);

/// A picture without transparency: width, height, and three bytes a pixel.
type Drawn = (u32, u32, Vec<u8>);

fn desk(language: Language, size: Vec2) -> Desk {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO);
    Desk::with(lienket::storage::open(&path).unwrap(), None, language, ColorScheme::Light, size)
}

fn draw(desk: &mut Desk) -> Drawn {
    let image = desk.harness.render().unwrap();
    let (width, height) = image.dimensions();
    (width, height, image.as_raw().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect())
}

/// The lower part of a picture.
fn lower((width, height, bytes): Drawn, rows: u32) -> Drawn {
    (width, rows, bytes[((height - rows) * width * 3) as usize..].to_vec())
}

fn write(path: &Path, frames: &[Drawn]) {
    let (width, height, _) = frames[0];
    let mut encoder = png::Encoder::new(BufWriter::new(fs::File::create(path).unwrap()), width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::Adaptive);
    if frames.len() > 1 {
        encoder.set_animated(frames.len() as u32, 0).unwrap();
        encoder.set_frame_delay(3, 2).unwrap();
    }
    let mut writer = encoder.write_header().unwrap();
    for (_, _, bytes) in frames {
        writer.write_image_data(bytes).unwrap();
    }
    writer.finish().unwrap();
}

fn read(path: &Path) -> Vec<Drawn> {
    let mut reader = png::Decoder::new(std::io::BufReader::new(fs::File::open(path).unwrap())).read_info().unwrap();
    let count = reader.info().animation_control().map_or(1, |control| control.num_frames);
    let frame = |_| {
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        (info.width, info.height, bytes)
    };
    (0..count).map(frame).collect()
}

/// Writes the picture, or compares it with what is there.
fn settle(path: &Path, frames: &[Drawn]) {
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        return write(path, frames);
    }
    let kept = read(path);
    assert_eq!(kept.len(), frames.len(), "{} is old: UPDATE_GUIDE=1 draws it anew", path.display());
    for (kept, drawn) in kept.iter().zip(frames) {
        assert_eq!((kept.0, kept.1), (drawn.0, drawn.1), "{} is old: UPDATE_GUIDE=1 draws it anew", path.display());
        let off = kept.2.iter().zip(&drawn.2).filter(|(a, b)| a.abs_diff(**b) > TOLERANCE.0).count();
        let share = off as f64 / drawn.2.len() as f64;
        assert!(share <= TOLERANCE.1, "{} is old ({share}): UPDATE_GUIDE=1 draws it anew", path.display());
    }
}

/// A model of which goods reach a buyer on paper only.
fn broken(desk: &Desk) -> Command {
    let map = desk.map();
    let assessment = assess(&map, map.info().year);
    let judged = assessment.models.values().find(|judged| judged.verdict == Verdict::OnPaper).unwrap();
    Command::GoTo(Subject::Model(judged.model))
}

#[test]
fn the_pictures_show_what_the_program_shows() {
    if !can_draw() {
        return;
    }
    for (language, tag) in LANGUAGES {
        let keep = |name: &str, drawn: Drawn| settle(&folder("pictures").join(tag).join(name), &[drawn]);
        let mut desk = desk(language, Vec2::new(1240.0, 660.0));
        let model = broken(&desk);
        desk.wish(model);
        keep("break.png", draw(&mut desk));
        desk.wish(Command::StepYear(1));
        keep("year.png", draw(&mut desk));
        desk.wish(Command::StepYear(-1));
        desk.wish(Command::ToggleFindings);
        keep("findings.png", lower(draw(&mut desk), 330));
        desk.wish(Command::Present(Presenting::Start));
        desk.keys(Modifiers::NONE, Key::ArrowRight);
        keep("slide.png", draw(&mut desk));
    }
}

#[test]
fn the_moving_picture_shows_what_the_program_shows() {
    if !can_draw() {
        return;
    }
    let mut desk = desk(Language::Vietnamese, Vec2::new(1240.0, 700.0));
    let mut frames = vec![draw(&mut desk)];
    let model = broken(&desk);
    desk.wish(model);
    frames.push(draw(&mut desk));
    for _ in 0..2 {
        desk.wish(Command::StepYear(1));
        frames.push(draw(&mut desk));
    }
    desk.wish(Command::StepYear(-2));
    desk.wish(Command::ToggleFindings);
    frames.push(draw(&mut desk));
    desk.wish(Command::ToggleFindings);
    for page in [Page::Years, Page::Targets] {
        desk.wish(Command::ShowPage(page));
        frames.push(draw(&mut desk));
    }
    settle(&moving(), &frames);
}

fn moving() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/tour.png")
}

#[test]
fn pictures_are_small_and_each_is_shown() {
    let mut total = 0;
    for (_, tag) in LANGUAGES {
        let chapters: Vec<String> =
            fs::read_dir(folder(tag)).unwrap().map(|it| fs::read_to_string(it.unwrap().path()).unwrap()).collect();
        for entry in fs::read_dir(folder("pictures").join(tag)).unwrap() {
            let entry = entry.unwrap();
            total += entry.metadata().unwrap().len();
            let shown = format!("]({})", entry.file_name().to_string_lossy());
            assert!(chapters.iter().any(|text| text.contains(&shown)), "{shown} is in no chapter");
        }
    }
    assert!(total <= LIMITS[0], "{total}");
    assert!(fs::metadata(moving()).unwrap().len() <= LIMITS[1]);
}
