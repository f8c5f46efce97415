//! What is told of a network that was read: what has no place in a map, and what was taken as it is drawn.

use std::fmt;

use crate::language::{Language, integer};

/// The format of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the formats are known by these names")]
pub enum SourceFormat {
    GraphMl,
    Gexf,
    Gml,
    Dot,
    DrawIo,
    Cx2,
    Json,
}

impl fmt::Display for SourceFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::GraphMl => "GraphML",
            Self::Gexf => "GEXF",
            Self::Gml => "GML",
            Self::Dot => "DOT",
            Self::DrawIo => "draw.io",
            Self::Cx2 => "CX2",
            Self::Json => "JSON",
        })
    }
}

/// Why the places of a network are not those of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlacesProblem {
    /// Only some nodes have one.
    Incomplete,
    /// Many nodes stand on top of each other.
    Coincident,
    /// They are no numbers, or too far apart.
    OutOfRange,
    /// Several pages lie over each other.
    SeveralPages,
    /// Many nodes stand in lanes of other stages.
    OtherLanes,
}

/// Something that a network says and a map does not, or says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NetworkRemark {
    /// Colours, shapes, sizes and fonts.
    LooksLeftOut,
    /// The map is laid out anew.
    PlacesLeftOut(PlacesProblem),
    /// Places beside those that a map has already.
    PlacesOfMapStay,
    /// Edges without a direction, taken as they are drawn.
    UndirectedEdges {
        /// How many.
        count: usize,
    },
    /// Edges that lack an end.
    LooseEdges {
        /// How many.
        count: usize,
    },
    /// A group or lane that holds nothing.
    EmptyGroup {
        /// What it is called.
        name: String,
    },
    /// Texts and pictures that stand for themselves.
    LooseTexts {
        /// How many.
        count: usize,
        /// The first one.
        example: String,
    },
    /// Edges that join more than two nodes.
    Hyperedges {
        /// How many.
        count: usize,
    },
    /// An attribute that says otherwise than another one of the same meaning.
    SameMeaning {
        /// The attribute that counts.
        kept: String,
        /// The other one.
        name: String,
    },
    /// Times that are no years.
    TimesLeftOut {
        /// How many nodes and edges have some.
        count: usize,
    },
    /// Several times of one node or edge, taken from the first to the last.
    TimesJoined {
        /// How many nodes and edges have some.
        count: usize,
    },
}

impl NetworkRemark {
    /// What is told, without the file.
    pub(super) fn text(&self, language: Language) -> String {
        let number = |count: &usize| integer(*count as u64, language);
        match language {
            Language::Vietnamese => match self {
                Self::LooksLeftOut => "bản đồ tự chọn màu, hình và cỡ; đã bỏ qua của tệp".to_owned(),
                Self::PlacesLeftOut(problem) => {
                    format!("{}; bản đồ được xếp lại", problem.text(language))
                }
                Self::PlacesOfMapStay => "vị trí trong tệp không dùng đến: tác nhân của bản đồ đứng nguyên chỗ, tác nhân mới đứng cuối khâu".to_owned(),
                Self::UndirectedEdges { count } => {
                    format!("{} cạnh không có chiều; đã lấy chiều như lúc vẽ", number(count))
                }
                Self::LooseEdges { count } => {
                    format!("{} đường nối không gắn vào ô ở cả hai đầu; đã bỏ qua, hãy gắn lại", number(count))
                }
                Self::EmptyGroup { name } => format!("nhóm “{name}” không chứa ô nào; đã bỏ qua"),
                Self::LooseTexts { count, example } => {
                    format!("{} chữ hay hình để riêng; đã bỏ qua (“{example}”)", number(count))
                }
                Self::Hyperedges { count } => {
                    format!("{} cạnh nối hơn hai nút; đã bỏ qua", number(count))
                }
                Self::SameMeaning { kept, name } => {
                    format!("thuộc tính “{name}” trùng ý với “{kept}”; đã bỏ qua")
                }
                Self::TimesLeftOut { count } => {
                    format!("thời gian của {} nút và cạnh không phải là năm; đã bỏ qua", number(count))
                }
                Self::TimesJoined { count } => {
                    format!(
                        "{} nút và cạnh có nhiều khoảng thời gian; đã lấy từ đầu khoảng đầu đến cuối khoảng cuối",
                        number(count)
                    )
                }
            },
            Language::English => match self {
                Self::LooksLeftOut => "colours, shapes and sizes were left out: the map chooses its own".to_owned(),
                Self::PlacesLeftOut(problem) => format!("{}; the map is laid out anew", problem.text(language)),
                Self::PlacesOfMapStay => "its places were left out: the map's actors stay where they are, new ones stand at the end of their lanes".to_owned(),
                Self::UndirectedEdges { count } => {
                    format!("edges without a direction ({}) are taken as they are drawn", number(count))
                }
                Self::LooseEdges { count } => format!(
                    "lines that do not hang on a box at both ends ({}) were left out; attach them",
                    number(count)
                ),
                Self::EmptyGroup { name } => format!("group “{name}” holds no box and was left out"),
                Self::LooseTexts { count, example } => {
                    format!("texts and pictures that stand alone ({}) were left out: “{example}”", number(count))
                }
                Self::Hyperedges { count } => {
                    format!("edges that join more than two nodes ({}) were left out", number(count))
                }
                Self::SameMeaning { kept, name } => {
                    format!("attribute “{name}” means the same as “{kept}” and was left out")
                }
                Self::TimesLeftOut { count } => {
                    format!("times of nodes and edges ({}) that are no years were left out", number(count))
                }
                Self::TimesJoined { count } => format!(
                    "of several times of one node or edge ({}), all from the first to the last was taken",
                    number(count)
                ),
            },
        }
    }
}

impl PlacesProblem {
    fn text(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Incomplete, Language::Vietnamese) => "chỉ một số nút có vị trí",
            (Self::Incomplete, Language::English) => "only some nodes have a place",
            (Self::Coincident, Language::Vietnamese) => "nhiều nút nằm chồng lên nhau",
            (Self::Coincident, Language::English) => "many nodes stand on top of each other",
            (Self::OutOfRange, Language::Vietnamese) => "vị trí của các nút không dùng được",
            (Self::OutOfRange, Language::English) => "the places of the nodes cannot be used",
            (Self::SeveralPages, Language::Vietnamese) => "các trang vẽ nằm chồng lên nhau",
            (Self::SeveralPages, Language::English) => "the pages lie over each other",
            (Self::OtherLanes, Language::Vietnamese) => "nhiều nút đứng ở chỗ của khâu khác",
            (Self::OtherLanes, Language::English) => "many nodes stand in lanes of other stages",
        }
    }
}
