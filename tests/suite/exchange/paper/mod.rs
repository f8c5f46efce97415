//! Pictures on paper: sizes, tiles, text that can be taken out again, and what is refused. The PDF is read by programs of
//! poppler; where they are missing, a test says so and looks at less.

mod pages;
mod refused;
mod words;

use std::io::Write as _;
use std::process::Command;

use lienket::exchange::{PaperError, PaperOptions, Pdf, Picture, export_pdf};
use lienket::map::LinkageMap;
use tempfile::NamedTempFile;

use super::pictures::wish;

/// A map as a PDF, with the built-in fonts.
fn pdf(map: &LinkageMap, options: PaperOptions) -> Result<Pdf, PaperError> {
    let picture = Picture::of(map, wish(map)).unwrap();
    export_pdf(&[picture], options, &|_| Vec::new(), &|_| true)
}

/// The models of a map as a PDF.
fn models_pdf(map: &LinkageMap, options: PaperOptions) -> Pdf {
    let pictures = Picture::of_models(map, &wish(map), &|_| true).unwrap();
    export_pdf(&pictures, options, &|_| Vec::new(), &|_| true).unwrap()
}

/// What a program of poppler writes of a PDF; `None`, and a line that says so, where it is missing.
pub fn poppler(program: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> Option<Vec<u8>> {
    let mut file = NamedTempFile::with_suffix(".pdf").unwrap();
    file.write_all(pdf).unwrap();
    let Ok(output) = Command::new(program).args(before).arg(file.path()).args(after).output() else {
        eprintln!("{program} is missing: what it would read of the PDF is not looked at");
        return None;
    };
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}

/// The text of a PDF, with every space and line break as one space.
fn words(pdf: &Pdf) -> Option<String> {
    let text = poppler("pdftotext", &["-raw", "-enc", "UTF-8"], &pdf.bytes, &["-"])?;
    Some(one_space(&String::from_utf8(text).unwrap()))
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page in grey, 0 is black.
pub struct Grey {
    pub width: usize,
    pub height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    /// A page, by number from 1, at so many pixels an inch.
    pub fn of(pdf: &[u8], page: usize, resolution: f32) -> Option<Self> {
        let (page, resolution) = (page.to_string(), resolution.to_string());
        let pgm = poppler("pdftoppm", &["-gray", "-r", &resolution, "-f", &page, "-l", &page], pdf, &[])?;
        // P5, width, height and 255, each followed by one white character.
        let mut start = 0;
        let mut next = || {
            let length = pgm[start..].iter().position(u8::is_ascii_whitespace).unwrap();
            let word = std::str::from_utf8(&pgm[start..start + length]).unwrap();
            start += length + 1;
            word
        };
        assert_eq!(next(), "P5");
        let [width, height] = [next(), next()].map(|side| side.parse().unwrap());
        assert_eq!(next(), "255");
        Some(Self { width, height, pixels: pgm[start..].to_vec() })
    }

    pub fn at(&self, x: usize, y: usize) -> u8 {
        self.pixels[y * self.width + x]
    }
}
