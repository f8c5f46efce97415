//! Pictures as they are kept: of few colours, so that they are small, and compared with what the program draws now.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufReader, BufWriter};
use std::path::Path;

use egui::{Event, Rect};

use crate::window::desk::Desk;

/// How far a channel of a pixel may be off, as renderers smooth letters differently, and which part of the pixels further.
const TOLERANCE: (u8, f64) = (48, 0.005);
/// How many colours a picture has at most.
const COLOURS: usize = 256;
/// How many of the most frequent colours stay what they are: those of areas, of which some are nearly alike.
const KEPT: usize = 64;

type Rgb = [u8; 3];

/// A picture without transparency.
#[derive(Clone)]
pub struct Drawn {
    pub width: u32,
    pub height: u32,
    pixels: Vec<Rgb>,
}

impl Drawn {
    /// What the window shows, without the pointer.
    pub fn of(desk: &mut Desk) -> Self {
        desk.harness.event(Event::PointerGone);
        desk.settle();
        let image = desk.harness.render().unwrap();
        let (width, height) = image.dimensions();
        let pixels = image.as_raw().chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Self { width, height, pixels }
    }

    /// A part of it, as far as it has it.
    pub fn part(&self, area: Rect) -> Self {
        let within = |at: f32, end: u32| (at.max(0.0).round() as u32).min(end);
        let (left, right) = (within(area.left(), self.width), within(area.right(), self.width));
        let (top, bottom) = (within(area.top(), self.height), within(area.bottom(), self.height));
        let row = |y: u32| &self.pixels[(y * self.width + left) as usize..(y * self.width + right) as usize];
        Self { width: right - left, height: bottom - top, pixels: (top..bottom).flat_map(row).copied().collect() }
    }
}

fn distance(one: Rgb, other: Rgb) -> u8 {
    (0..3).map(|channel| one[channel].abs_diff(other[channel])).max().unwrap_or(0)
}

/// The colours that stand for all others, the most frequent first, and which one stands for each.
fn palette(frames: &[Drawn]) -> (Vec<Rgb>, BTreeMap<Rgb, u8>) {
    let mut counts: BTreeMap<Rgb, usize> = BTreeMap::new();
    for pixel in frames.iter().flat_map(|frame| &frame.pixels) {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut colours: Vec<(Rgb, usize)> = counts.into_iter().collect();
    colours.sort_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
    // No other colour is further from its own than it must be.
    let chosen = (0..=u8::MAX).step_by(3).find_map(|reach| {
        let mut chosen: Vec<Rgb> = colours.iter().take(KEPT).map(|(colour, _)| *colour).collect();
        for (colour, _) in colours.iter().skip(KEPT) {
            if chosen.iter().all(|other| distance(*colour, *other) > reach) {
                chosen.push(*colour);
            }
            if chosen.len() > COLOURS {
                return None;
            }
        }
        Some(chosen)
    });
    let chosen = chosen.unwrap();
    let nearest = |colour: Rgb| (0..chosen.len()).min_by_key(|at| distance(chosen[*at], colour)).unwrap() as u8;
    let stands_for = colours.iter().map(|(colour, _)| (*colour, nearest(*colour))).collect();
    (chosen, stands_for)
}

fn write(path: &Path, frames: &[Drawn]) {
    let (colours, stands_for) = palette(frames);
    let Drawn { width, height, .. } = frames[0];
    let mut encoder = png::Encoder::new(BufWriter::new(fs::File::create(path).unwrap()), width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(colours.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    if frames.len() > 1 {
        encoder.set_animated(frames.len() as u32, 0).unwrap();
        encoder.set_frame_delay(2, 1).unwrap();
    }
    let mut writer = encoder.write_header().unwrap();
    for frame in frames {
        let bytes: Vec<u8> = frame.pixels.iter().map(|pixel| stands_for[pixel]).collect();
        writer.write_image_data(&bytes).unwrap();
    }
    writer.finish().unwrap();
}

fn read(path: &Path) -> Vec<Drawn> {
    let mut decoder = png::Decoder::new(BufReader::new(fs::File::open(path).unwrap()));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let count = reader.info().animation_control().map_or(1, |control| control.num_frames);
    let frame = |_| {
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        let pixels = bytes.chunks_exact(3).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Drawn { width: info.width, height: info.height, pixels }
    };
    (0..count).map(frame).collect()
}

/// Writes the picture, or compares it with what is there.
pub fn settle(path: &Path, frames: &[Drawn]) {
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        return write(path, frames);
    }
    let is_old = |why: &str| panic!("{} is old ({why}): UPDATE_GUIDE=1 draws it anew", path.display());
    let kept = read(path);
    if kept.len() != frames.len() {
        is_old("it has other frames");
    }
    for (kept, drawn) in kept.iter().zip(frames) {
        if (kept.width, kept.height) != (drawn.width, drawn.height) {
            is_old("it has another size");
        }
        let off = kept.pixels.iter().zip(&drawn.pixels).filter(|(a, b)| distance(**a, **b) > TOLERANCE.0).count();
        let share = off as f64 / drawn.pixels.len() as f64;
        if share > TOLERANCE.1 {
            is_old(&share.to_string());
        }
    }
}
