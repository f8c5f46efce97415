//! The program's icon: the files that systems take are those of the drawing. `UPDATE_ICONS=1` draws them anew.

use std::fs;
use std::path::{Path, PathBuf};

use resvg::{tiny_skia, usvg};

/// The sizes that Windows and the desktops of Linux ask for.
const SIZES: [u32; 7] = [16, 24, 32, 48, 64, 128, 256];
/// The size of the window's own.
const WINDOW: u32 = 128;
/// How far a level may be off: other processors round otherwise.
const ROUNDING: u8 = 2;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/icon").join(name)
}

/// The drawing at a size: straight levels of red, green, blue and opacity.
fn drawn(size: u32) -> Vec<u8> {
    let tree = usvg::Tree::from_data(&fs::read(file("lienket.svg")).unwrap(), &usvg::Options::default()).unwrap();
    let mut pixels = tiny_skia::Pixmap::new(size, size).unwrap();
    let scale = size as f32 / tree.size().width();
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let straight = pixels.pixels().iter().map(|pixel| pixel.demultiply());
    straight.flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]).collect()
}

fn png_of(size: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size, size);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(&drawn(size)).unwrap();
    bytes
}

/// An icon of Windows: a directory of pictures, each a PNG.
fn ico() -> Vec<u8> {
    let pictures: Vec<(u32, Vec<u8>)> = SIZES.into_iter().map(|size| (size, png_of(size))).collect();
    let mut bytes = vec![0, 0, 1, 0];
    bytes.extend((pictures.len() as u16).to_le_bytes());
    let mut at = 6 + 16 * pictures.len() as u32;
    for (size, picture) in &pictures {
        // 256 is written as 0.
        bytes.extend([*size as u8, *size as u8, 0, 0, 1, 0, 32, 0]);
        bytes.extend((picture.len() as u32).to_le_bytes());
        bytes.extend(at.to_le_bytes());
        at += picture.len() as u32;
    }
    bytes.extend(pictures.into_iter().flat_map(|(_, picture)| picture));
    bytes
}

/// The pictures in an icon of Windows.
fn pictures(ico: &[u8]) -> Vec<&[u8]> {
    let word = |at: usize| u32::from_le_bytes(ico[at..at + 4].try_into().unwrap()) as usize;
    let count = usize::from(u16::from_le_bytes([ico[4], ico[5]]));
    (0..count).map(|entry| 6 + 16 * entry).map(|at| &ico[word(at + 12)..word(at + 12) + word(at + 8)]).collect()
}

fn assert_drawn(picture: &[u8], size: u32) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((frame.width, frame.height, frame.color_type), (size, size, png::ColorType::Rgba));
    let drawn = drawn(size);
    assert_eq!(pixels.len(), drawn.len());
    let is_near = |(one, other): (&u8, &u8)| one.abs_diff(*other) <= ROUNDING;
    assert!(pixels.iter().zip(&drawn).all(is_near), "{size}: not the drawing; UPDATE_ICONS=1 draws it anew");
}

#[test]
fn the_icons_are_those_of_the_drawing() {
    if std::env::var_os("UPDATE_ICONS").is_some() {
        fs::write(file("lienket.ico"), ico()).unwrap();
        fs::write(file("lienket.png"), png_of(WINDOW)).unwrap();
    }
    assert_drawn(&fs::read(file("lienket.png")).unwrap(), WINDOW);
    let ico = fs::read(file("lienket.ico")).unwrap();
    let pictures = pictures(&ico);
    assert_eq!(pictures.len(), SIZES.len());
    for (picture, size) in pictures.into_iter().zip(SIZES) {
        assert_drawn(picture, size);
    }
}
