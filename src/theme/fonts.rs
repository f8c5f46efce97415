//! The letters. Be Vietnam Pro has every Vietnamese letter; Inter stands behind it for the signs that it lacks,
//! such as arrows and check marks. System fonts are never asked, so every machine shows the same.

/// Name of the family for running text.
pub const REGULAR: &str = "Be Vietnam Pro";
/// Name of the family for names and headings.
pub const SEMIBOLD: &str = "Be Vietnam Pro SemiBold";
/// Name of the family for titles.
pub const BOLD: &str = "Be Vietnam Pro Bold";

/// A font file that is built in.
#[derive(Clone, Copy, Debug)]
pub struct FontFile {
    /// Name of the face.
    pub name: &'static str,
    /// The TrueType file.
    pub bytes: &'static [u8],
}

/// The built-in faces; the last one is the one that stands behind the others.
pub fn fonts() -> [FontFile; 4] {
    [
        FontFile { name: REGULAR, bytes: include_bytes!("../../assets/fonts/BeVietnamPro-Regular.ttf") },
        FontFile { name: SEMIBOLD, bytes: include_bytes!("../../assets/fonts/BeVietnamPro-SemiBold.ttf") },
        FontFile { name: BOLD, bytes: include_bytes!("../../assets/fonts/BeVietnamPro-Bold.ttf") },
        FontFile { name: "Inter", bytes: include_bytes!("../../assets/fonts/Inter-Regular.ttf") },
    ]
}
