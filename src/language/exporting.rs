//! What is said where a file is made that shows a map.

use super::{Language, integer, messages, number};

messages! {
    /// A text of the dialog that makes files which show a map.
    pub enum ExportText {
        Title: "Xuất bản đồ", "Export";
        Content: "Nội dung", "What";
        WholeMap: "Cả bản đồ", "Whole map";
        OneModel: "Một mô hình", "One model";
        Selection: "Phần đang chọn", "The selection";
        EachModel: "Từng mô hình", "Each model";
        Slides: "Trang chiếu", "Slides";
        Report: "Báo cáo", "Report";
        Model: "Mô hình", "Model";
        Format: "Định dạng", "Format";
        Pdf: "PDF", "PDF";
        Png: "Ảnh PNG", "PNG picture";
        Svg: "Hình vẽ SVG", "SVG drawing";
        Page: "Trang web (HTML)", "Web page (HTML)";
        Deck: "PowerPoint", "PowerPoint";
        Word: "Word", "Word";
        Paper: "Khổ giấy", "Paper";
        FittingPaper: "Vừa đủ đọc", "Smallest legible";
        Orientation: "Hướng giấy", "Orientation";
        FittingOrientation: "Tự chọn", "Automatic";
        Portrait: "Dọc", "Portrait";
        Landscape: "Ngang", "Landscape";
        LeastText: "Cỡ tên nhỏ nhất", "Smallest names";
        Tiled: "Ghép từ nhiều tờ", "Spread over several sheets";
        Language: "Ngôn ngữ", "Language";
        Ground: "Nền", "Background";
        Light: "Sáng", "Light";
        Dark: "Tối", "Dark";
        Office: "Cơ quan lập", "Office";
        Preview: "Xem trước", "Preview";
        Drawing: "Đang vẽ…", "Drawing…";
        Previous: "Trang trước", "Previous page";
        Next: "Trang sau", "Next page";
        Export: "Xuất…", "Export…";
        NoModels: "Bản đồ chưa có mô hình.", "The map has no models.";
        NothingThere: "Phần được chọn không còn trong bản đồ. Hãy chọn lại.", "What was chosen is no longer in the map. Choose again.";
        CannotPreview: "Không xem trước được.", "There is no preview.";
    }
}

/// "Một phần bản đồ: 5 tác nhân".
pub fn map_part_line(actors: usize, language: Language) -> String {
    let count = integer(actors as u64, language);
    match language {
        Language::Vietnamese => format!("Một phần bản đồ: {count} tác nhân"),
        Language::English if actors == 1 => "Part of the map: 1 actor".to_owned(),
        Language::English => format!("Part of the map: {count} actors"),
    }
}

/// "6 trang A4, tên cao 7,4 pt trở lên".
pub fn sheets_line(pages: usize, paper: &str, text_size: f32, language: Language) -> String {
    // What is told is never more than what comes out.
    let size = number((f64::from(text_size) * 10.0).floor() / 10.0, language);
    let pages_text = pages_line(pages, language);
    match language {
        Language::Vietnamese => format!("{pages_text} {paper}, tên cao từ {size} pt"),
        Language::English => format!("{pages_text} of {paper}, names from {size} pt"),
    }
}

/// "6 trang".
pub fn pages_line(pages: usize, language: Language) -> String {
    let count = integer(pages as u64, language);
    match language {
        Language::Vietnamese => format!("{count} trang"),
        Language::English if pages == 1 => "1 page".to_owned(),
        Language::English => format!("{count} pages"),
    }
}

/// "26 trang chiếu".
pub fn slides_line(slides: usize, language: Language) -> String {
    let count = integer(slides as u64, language);
    match language {
        Language::Vietnamese => format!("{count} trang chiếu"),
        Language::English if slides == 1 => "1 slide".to_owned(),
        Language::English => format!("{count} slides"),
    }
}

/// "3 200 × 2 100 điểm ảnh", and that this is less than it should be.
pub fn pixels_line(width: u32, height: u32, is_reduced: bool, language: Language) -> String {
    let [width, height] = [width, height].map(|side| integer(u64::from(side), language));
    let reduced = match (is_reduced, language) {
        (false, _) => "",
        (true, Language::Vietnamese) => "; thu nhỏ vì ảnh lớn hơn thì ít chương trình mở được. SVG giữ đủ chi tiết",
        (true, Language::English) => "; reduced, as few programs open larger ones. An SVG keeps every detail",
    };
    match language {
        Language::Vietnamese => format!("{width} × {height} điểm ảnh{reduced}"),
        Language::English => format!("{width} × {height} pixels{reduced}"),
    }
}

/// Why some names have signs in the place of letters.
pub fn marked_names_sentence(names: &[String], language: Language) -> String {
    /// The most names that are told.
    const MOST: usize = 5;
    let told = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    let rest = names.len().saturating_sub(MOST);
    let rest = if rest > 0 { format!(" {}", super::more_text(rest, language)) } else { String::new() };
    match language {
        Language::Vietnamese => format!(
            "Không phông chữ nào trên máy có đủ chữ của: {told}.{rest} Mỗi chữ thiếu được thay bằng □. Hãy cài phông chữ có các chữ đó rồi xuất lại."
        ),
        Language::English => format!(
            "No font here has all letters of: {told}.{rest} □ stands for each that is missing. Install a font that has them, then export again."
        ),
    }
}
