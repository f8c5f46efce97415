//! Two actors made one: what comes of it, in sentences.

use super::{Language, integer, percent};

/// "2 liên kết", or nothing for none.
fn counted(count: usize, (vietnamese, one, many): (&str, &str, &str), language: Language) -> Option<String> {
    let words = match (language, count) {
        (Language::Vietnamese, _) => vietnamese,
        (Language::English, 1) => one,
        (Language::English, _) => many,
    };
    (count > 0).then(|| format!("{} {words}", integer(count as u64, language)))
}

const LINKS: (&str, &str, &str) = ("liên kết", "link", "links");

/// "Chuyển sang: 3 liên kết, 1 mô hình, 2 kênh": numbers of links, models, channels, targets and saved views that move over.
pub fn moves_over_sentence(
    links: usize,
    models: usize,
    channels: usize,
    [targets, views]: [usize; 2],
    language: Language,
) -> String {
    let moved: Vec<String> = [
        counted(links, LINKS, language),
        counted(models, ("mô hình", "model", "models"), language),
        counted(channels, ("kênh", "channel", "channels"), language),
        counted(targets, ("chỉ tiêu", "target", "targets"), language),
        counted(views, ("trang trình bày", "view", "views"), language),
    ]
    .into_iter()
    .flatten()
    .collect();
    match (moved.is_empty(), language) {
        (false, Language::Vietnamese) => format!("Chuyển sang bản ghi được giữ: {}.", moved.join(", ")),
        (false, Language::English) => format!("Moves over to the record that stays: {}.", moved.join(", ")),
        (true, Language::Vietnamese) => "Không có liên kết, mô hình hay kênh nào phải chuyển.".to_owned(),
        (true, Language::English) => "No link, model or channel has to move over.".to_owned(),
    }
}

/// Links that are united with one that says the same; `None` for none.
pub fn joined_links_sentence(links: usize, language: Language) -> Option<String> {
    let links_text = counted(links, LINKS, language)?;
    Some(match (language, links) {
        (Language::Vietnamese, _) => format!("{links_text} trùng nhau được gộp làm một."),
        (Language::English, 1) => "1 link that is there twice becomes one.".to_owned(),
        (Language::English, _) => format!("{links_text} that are there twice become one each."),
    })
}

/// Links between two actors that become one; `None` for none.
pub fn links_between_sentence(links: usize, language: Language) -> Option<String> {
    let links_text = counted(links, LINKS, language)?;
    Some(match (language, links) {
        (Language::Vietnamese, _) => format!("{links_text} giữa hai bên bị bỏ: không ai nối với chính mình."),
        (Language::English, 1) => "1 link between the two is removed: no actor is linked to itself.".to_owned(),
        (Language::English, _) => format!("{links_text} between the two are removed: no actor is linked to itself."),
    })
}

/// Channels that went through both of two actors; `None` for none.
pub fn shortened_channels_sentence(names: &[&str], language: Language) -> Option<String> {
    let list = quoted(names, language)?;
    Some(match language {
        Language::Vietnamese => format!("Kênh đi qua cả hai nay chỉ qua một lần, bỏ đoạn vòng lại: {list}."),
        Language::English => {
            format!("Channels through both go through it once, without the way back: {list}.")
        }
    })
}

/// Channels that went through no one else; `None` for none.
pub fn vanishing_channels_sentence(names: &[&str], language: Language) -> Option<String> {
    let list = quoted(names, language)?;
    Some(match language {
        Language::Vietnamese => format!("Kênh chỉ đi qua hai bên này bị bỏ: {list}."),
        Language::English => format!("Channels through these two only are removed: {list}."),
    })
}

/// Channels that become alike: the names of those that become one each, and the share that they have then; `None` for none.
pub fn united_channels_sentence(united: &[(Vec<&str>, Option<f64>)], language: Language) -> Option<String> {
    let mut listed: Vec<String> = united
        .iter()
        .take(MAX_LISTED)
        .map(|(names, share)| {
            let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
            let share = share.map(|share| format!(" = {}", percent(share, language)));
            format!("{}{}", names.join(" + "), share.unwrap_or_default())
        })
        .collect();
    listed.extend(counted(united.len().saturating_sub(MAX_LISTED), MORE, language));
    let list = (!listed.is_empty()).then(|| listed.join("; "))?;
    Some(match language {
        Language::Vietnamese => format!("Kênh nay trùng nhau được gộp làm một, tỷ trọng cộng lại: {list}."),
        Language::English => format!("Channels that become alike become one, with their shares added: {list}."),
    })
}

/// So many channels are named.
const MAX_LISTED: usize = 3;
const MORE: (&str, &str, &str) = ("kênh khác", "more", "more");

/// The first names in quotation marks, and how many more.
fn quoted(names: &[&str], language: Language) -> Option<String> {
    let mut listed: Vec<String> = names.iter().take(MAX_LISTED).map(|name| format!("“{name}”")).collect();
    let rest = names.len().saturating_sub(MAX_LISTED);
    listed.extend(counted(rest, MORE, language));
    (!listed.is_empty()).then(|| listed.join(", "))
}

/// That more than two actors may be one, of which two are merged at a time.
pub fn pairwise_sentence(actors: usize, language: Language) -> String {
    let number = integer(actors as u64, language);
    match language {
        Language::Vietnamese => format!("{number} bản ghi có thể là một. Mỗi lần gộp hai: chọn hai bản ghi ở đầu cột."),
        Language::English => {
            format!("{number} records may be one. Two are merged at a time: choose them over the columns.")
        }
    }
}

/// "số hiệu 57 · 3 liên kết · đã ghim": which of two records it is. Not placed is told too.
pub fn record_line(number: u32, links: usize, is_pinned: Option<bool>, language: Language) -> String {
    let vi = language == Language::Vietnamese;
    let number = if vi { format!("số hiệu {number}") } else { format!("number {number}") };
    let none = if vi { "chưa có liên kết" } else { "no links" };
    let links = counted(links, LINKS, language).unwrap_or_else(|| none.to_owned());
    let place = match is_pinned {
        Some(false) => None,
        Some(true) => Some(if vi { "đã ghim" } else { "pinned" }),
        None => Some(if vi { "chưa có chỗ trên bản đồ" } else { "not placed yet" }),
    };
    [Some(number.as_str()), Some(links.as_str()), place].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
