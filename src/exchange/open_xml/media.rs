//! Pictures in a document: an SVG for programs that draw it, and a PNG behind it for all others.

use std::collections::BTreeSet;

use super::package::{Package, Part, Relations};
use crate::exchange::drawing_fonts::FontLookup;
use crate::exchange::picture::Picture;
use crate::exchange::png::{PngError, export_png_with_progress};
use crate::exchange::svg::export_svg;
use crate::exchange::xml::push_attribute;

/// How many pixels of a PNG there are to a point.
const PIXELS_PER_POINT: f32 = 2.0;
/// A larger SVG is left out: programs of Office take minutes to draw it.
const MAX_SVG: usize = 3_000_000;
/// With more actors, there is only the PNG.
const MAX_SVG_ACTORS: usize = 3_000;

/// A picture that is a part of the archive.
#[derive(Clone, Debug)]
pub(in crate::exchange) struct Image {
    /// Its number, from 1 on.
    pub number: usize,
    /// The file with its pixels, and the one with its lines.
    png: String,
    svg: Option<String>,
    /// Width and height at 100 %, in points.
    pub size: (f32, f32),
}

/// The pictures of an archive.
pub(in crate::exchange) struct Media<'a> {
    /// The folder that they are in.
    folder: &'static str,
    fonts: FontLookup<'a>,
    added: usize,
    /// Names with letters that no font has.
    pub marked_names: BTreeSet<String>,
}

impl<'a> Media<'a> {
    /// No pictures yet; `folder` is where they go to.
    pub fn new(folder: &'static str, fonts: FontLookup<'a>) -> Self {
        Self { folder, fonts, added: 0, marked_names: BTreeSet::new() }
    }

    /// Adds a picture that will be so many points wide at most.
    pub fn add(&mut self, package: &mut Package, picture: &Picture, width: f32) -> Result<Image, PngError> {
        let size = picture.size();
        let scale = PIXELS_PER_POINT * (width / size.0.max(1.0)).min(1.5);
        let png = export_png_with_progress(picture, scale, self.fonts, &|_| true)?;
        self.marked_names.extend(png.marked_names);
        self.added += 1;
        let number = self.added;
        let mut add = |ending: &str, bytes: Vec<u8>| {
            let file = format!("image{number}.{ending}");
            let name = format!("{}/{file}", self.folder);
            package.add(Part { name, kind: "", bytes, relations: Relations::default() });
            file
        };
        let png = add("png", png.bytes);
        let has_svg = picture.scene().actors.len() <= MAX_SVG_ACTORS;
        let svg = has_svg.then(|| export_svg(picture)).filter(|svg| svg.len() <= MAX_SVG);
        let svg = svg.map(|svg| add("svg", svg.into_bytes()));
        Ok(Image { number, png, svg, size })
    }
}

impl Image {
    /// Width and height in points of what fits into so much room; no larger than at `most` times 100 %.
    pub fn fitted(&self, room: (f32, f32), most: f32) -> (f32, f32) {
        let scale = (room.0 / self.size.0.max(1.0)).min(room.1 / self.size.1.max(1.0)).min(most);
        (self.size.0 * scale, self.size.1 * scale)
    }
}

/// Adds the reference to a picture; `folder` is the path to its folder from that of the part.
pub(in crate::exchange) fn push_blip(out: &mut String, image: &Image, folder: &str, relations: &mut Relations) {
    let mut refer = |file: &str| relations.add("image", &format!("{folder}/{file}"));
    out.push_str("<a:blip");
    push_attribute(out, "r:embed", &refer(&image.png));
    match &image.svg {
        None => out.push_str("/>"),
        Some(svg) => {
            out.push_str(
                "><a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\"><asvg:svgBlip \
                 xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\"",
            );
            push_attribute(out, "r:embed", &refer(svg));
            out.push_str("/></a:ext></a:extLst></a:blip>");
        }
    }
}
