//! What is said on sheets of paper, and why there can be none.

use super::{Language, integer};

/// "Trang 2/5".
pub fn page_line(page: usize, pages: usize, language: Language) -> String {
    let (page, pages) = (integer(page as u64, language), integer(pages as u64, language));
    match language {
        Language::Vietnamese => format!("Trang {page}/{pages}"),
        Language::English => format!("Page {page} of {pages}"),
    }
}

/// "Mảnh 3/6: hàng 2, cột 1": one sheet of several that are laid together.
pub fn tile_line(tile: usize, tiles: usize, (row, column): (usize, usize), language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Mảnh {tile}/{tiles}: hàng {row}, cột {column}"),
        Language::English => format!("Tile {tile} of {tiles}: row {row}, column {column}"),
    }
}

/// "Nguồn: …".
pub fn source_line(source: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Nguồn: {source}"),
        Language::English => format!("Source: {source}"),
    }
}

/// Why names cannot be as large as they should: too many sheets. `paper` is such as "A4".
pub fn too_many_sheets_sentence(paper: &str, least: &str, most: usize, language: Language) -> String {
    match language {
        Language::Vietnamese => format!(
            "Để tên cao ít nhất {least} pt thì cần hơn {most} tờ {paper}. Hãy chọn khổ giấy lớn hơn, chữ nhỏ hơn, hoặc chỉ in một mô hình."
        ),
        Language::English => format!(
            "Names of at least {least} pt take more than {most} sheets of {paper}. Choose larger paper, smaller letters, or one model only."
        ),
    }
}

/// Why a map is too large for paper.
pub fn too_many_actors_sentence(actors: usize, most: usize, language: Language) -> String {
    let (actors, most) = (integer(actors as u64, language), integer(most as u64, language));
    match language {
        Language::Vietnamese => format!(
            "Bản đồ có {actors} tác nhân; tệp PDF vẽ nhiều nhất {most}. Hãy xuất từng mô hình, hoặc xuất tệp .svg hay .png."
        ),
        Language::English => format!(
            "The map has {actors} actors; a PDF draws at most {most}. Export its models, or an .svg or .png instead."
        ),
    }
}

/// Why there are too many pages.
pub fn too_many_pages_sentence(pages: usize, most: usize, language: Language) -> String {
    let (pages, most) = (integer(pages as u64, language), integer(most as u64, language));
    match language {
        Language::Vietnamese => {
            format!("Cần {pages} trang, một tệp PDF có nhiều nhất {most} trang. Hãy xuất từng mô hình.")
        }
        Language::English => {
            format!("That takes {pages} pages, a PDF has at most {most} of them. Export single models.")
        }
    }
}
