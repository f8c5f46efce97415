//! The usual stages of a chain, as a new map has them.

use super::messages;

messages! {
    /// A usual stage, from left to right.
    pub enum DefaultStage {
        Inputs: "Đầu vào", "Inputs";
        Production: "Sản xuất", "Production";
        Collection: "Thu gom", "Collection";
        Processing: "Chế biến", "Processing";
        Trade: "Thương mại", "Trade";
        Consumption: "Tiêu thụ", "Consumption";
    }
}
