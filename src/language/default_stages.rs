//! The default stages of a new map.

use super::messages;

messages! {
    /// A default stage; in order from left to right.
    pub enum DefaultStage {
        Inputs: "Đầu vào", "Inputs";
        Production: "Sản xuất", "Production";
        Collection: "Thu gom", "Collection";
        Processing: "Chế biến", "Processing";
        Trade: "Thương mại", "Trade";
        Consumption: "Tiêu thụ", "Consumption";
    }
}
