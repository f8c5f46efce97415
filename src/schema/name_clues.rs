//! What a name tells of an actor: its kind, and its lane.

use crate::language::{DefaultStage, fold};
use crate::map::ActorKind;

/// Words that names begin with, and the kind that they tell.
const FIRST_WORDS: &[(&str, ActorKind)] = &[
    ("liên hiệp", ActorKind::Union),
    ("lh htx", ActorKind::Union),
    ("lhhtx", ActorKind::Union),
    ("hợp tác xã", ActorKind::Cooperative),
    ("htx", ActorKind::Cooperative),
    ("tổ hợp tác", ActorKind::Group),
    ("tổ", ActorKind::Group),
    ("tht", ActorKind::Group),
    ("nhóm", ActorKind::Group),
    ("công ty", ActorKind::Enterprise),
    ("cty", ActorKind::Enterprise),
    ("dntn", ActorKind::Enterprise),
    ("dn", ActorKind::Enterprise),
    ("doanh nghiệp", ActorKind::Enterprise),
    ("nhà máy", ActorKind::Enterprise),
    ("xí nghiệp", ActorKind::Enterprise),
    ("tập đoàn", ActorKind::Enterprise),
    ("cơ sở", ActorKind::Enterprise),
    ("siêu thị", ActorKind::Enterprise),
    ("cửa hàng", ActorKind::Enterprise),
    ("nhà phân phối", ActorKind::Enterprise),
    ("người thu gom", ActorKind::Trader),
    ("thương lái", ActorKind::Trader),
    ("tiểu thương", ActorKind::Trader),
    ("lái", ActorKind::Trader),
    ("vựa", ActorKind::Trader),
    ("đại lý", ActorKind::Trader),
    ("nhà buôn", ActorKind::Trader),
    ("nhà bán", ActorKind::Trader),
    ("chợ", ActorKind::Market),
    ("thị trường", ActorKind::Market),
    ("xuất khẩu", ActorKind::Market),
    ("người tiêu dùng", ActorKind::Market),
    ("nông hộ", ActorKind::Household),
    ("nông dân", ActorKind::Household),
    ("hộ", ActorKind::Household),
    ("người trồng", ActorKind::Household),
    ("người nuôi", ActorKind::Household),
    ("trang trại", ActorKind::Household),
    ("trại", ActorKind::Household),
    ("ngân hàng", ActorKind::Supporter),
    ("quỹ", ActorKind::Supporter),
    ("hội", ActorKind::Supporter),
    ("sở", ActorKind::Supporter),
    ("trung tâm", ActorKind::Supporter),
    ("viện", ActorKind::Supporter),
    ("chi cục", ActorKind::Supporter),
    ("ủy ban", ActorKind::Supporter),
    ("liên minh", ActorKind::Supporter),
];

/// Words anywhere in a name, and the kind that they tell; the first that is found counts.
const WORDS: &[(&str, ActorKind)] = &[
    ("union", ActorKind::Union),
    ("cooperative", ActorKind::Cooperative),
    ("cooperatives", ActorKind::Cooperative),
    ("coop", ActorKind::Cooperative),
    ("group", ActorKind::Group),
    ("company", ActorKind::Enterprise),
    ("factory", ActorKind::Enterprise),
    ("mill", ActorKind::Enterprise),
    ("ltd", ActorKind::Enterprise),
    ("supermarket", ActorKind::Enterprise),
    ("bank", ActorKind::Supporter),
    ("fund", ActorKind::Supporter),
    ("trader", ActorKind::Trader),
    ("traders", ActorKind::Trader),
    ("collector", ActorKind::Trader),
    ("collectors", ActorKind::Trader),
    ("wholesaler", ActorKind::Trader),
    ("wholesalers", ActorKind::Trader),
    ("retailer", ActorKind::Trader),
    ("retailers", ActorKind::Trader),
    ("market", ActorKind::Market),
    ("export", ActorKind::Market),
    ("exports", ActorKind::Market),
    ("consumers", ActorKind::Market),
    ("household", ActorKind::Household),
    ("households", ActorKind::Household),
    ("farmer", ActorKind::Household),
    ("farmers", ActorKind::Household),
];

/// Words that names begin with, and the lane that they tell where the kind alone would tell another.
const STAGE_WORDS: &[(&str, DefaultStage)] = &[
    ("đại lý vật tư", DefaultStage::Inputs),
    ("cửa hàng vật tư", DefaultStage::Inputs),
    ("trại giống", DefaultStage::Inputs),
    ("trại cá giống", DefaultStage::Inputs),
    ("cơ sở giống", DefaultStage::Inputs),
    ("công ty giống", DefaultStage::Inputs),
    ("công ty phân bón", DefaultStage::Inputs),
    ("công ty vật tư", DefaultStage::Inputs),
    ("công ty thức ăn", DefaultStage::Inputs),
    ("nhà máy thức ăn", DefaultStage::Inputs),
    ("siêu thị", DefaultStage::Trade),
    ("chợ đầu mối", DefaultStage::Trade),
    ("cửa hàng", DefaultStage::Trade),
    ("tiểu thương", DefaultStage::Trade),
    ("nhà bán", DefaultStage::Trade),
    ("nhà phân phối", DefaultStage::Trade),
    ("công ty phân phối", DefaultStage::Trade),
    ("supermarket", DefaultStage::Trade),
    ("wholesale market", DefaultStage::Trade),
    ("retailers", DefaultStage::Trade),
];

/// The kind that a name tells by its first words (HTX, THT, Liên hiệp, Công ty, chợ), or by an English word in it. Where the
/// name has accents they count: a hộ is a household, a hồ is a lake.
pub fn kind_of_name(name: &str) -> Option<ActorKind> {
    let lower = name.to_lowercase();
    let words = words_of(&lower);
    longest_prefix_match(&words, FIRST_WORDS)
        .or_else(|| WORDS.iter().find(|(word, _)| words.contains(word)).map(|(_, kind)| *kind))
}

/// The index of the default stage that a name tells by its first words.
pub fn stage_of_name(name: &str) -> Option<usize> {
    let lower = name.to_lowercase();
    let told = longest_prefix_match(&words_of(&lower), STAGE_WORDS)?;
    DefaultStage::ALL.iter().position(|stage| *stage == told)
}

fn words_of(lower: &str) -> Vec<&str> {
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// What the longest of the phrases that words begin with tells: "tổ hợp tác" comes before "tổ".
fn longest_prefix_match<T: Copy>(words: &[&str], phrases: &[(&str, T)]) -> Option<T> {
    let begins = |phrase: &str| {
        let mut given = words.iter();
        phrase.split(' ').all(|wanted| given.next().is_some_and(|given| is_word(given, wanted)))
    };
    let told = phrases.iter().filter(|(phrase, _)| begins(phrase)).max_by_key(|(phrase, _)| phrase.len());
    told.map(|(_, told)| *told)
}

/// Whether a typed word is this one: letter by letter, or without any accent.
fn is_word(typed: &str, word: &str) -> bool {
    typed == word || typed.is_ascii() && typed == fold(word)
}
