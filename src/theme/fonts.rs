//! The built-in fonts. Be Vietnam Pro has every Vietnamese letter; Inter is the fallback for missing glyphs, such as
//! arrows and check marks. Fonts of the system serve only for letters that both lack, so that every machine shows the same.

/// Font family of body text.
pub const REGULAR: &str = "Be Vietnam Pro";
/// Font family of names and headings.
pub const SEMIBOLD: &str = "Be Vietnam Pro SemiBold";
/// Font family of titles.
pub const BOLD: &str = "Be Vietnam Pro Bold";

/// A built-in font file.
#[derive(Clone, Copy, Debug)]
pub struct FontFile {
    /// Name of the face.
    pub name: &'static str,
    /// The TrueType file.
    pub bytes: &'static [u8],
}

/// The built-in fonts; the last one is the fallback of the others.
pub fn fonts() -> [FontFile; 4] {
    [
        FontFile { name: REGULAR, bytes: include_bytes!("../../assets/fonts/BeVietnamPro-Regular.ttf") },
        FontFile { name: SEMIBOLD, bytes: include_bytes!("../../assets/fonts/BeVietnamPro-SemiBold.ttf") },
        FontFile { name: BOLD, bytes: include_bytes!("../../assets/fonts/BeVietnamPro-Bold.ttf") },
        FontFile { name: "Inter", bytes: include_bytes!("../../assets/fonts/Inter-Regular.ttf") },
    ]
}
