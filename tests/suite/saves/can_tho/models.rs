//! Fifteen models, every verdict among them; a few channels; the slides of a meeting.

use std::collections::BTreeSet;

use lienket::map::{Channel, CoopModel, ModelId, Scope, View, ViewState, Year};

use super::super::draft::Draft;

/// A model: its key, name, core, members, products, first year, and what it is there to show.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, Year, &'static str);

const MODELS: [Row; 15] = [
    (
        "lua-1",
        "Lúa gạo Cờ Đỏ",
        "lua-co-do",
        "tht-lua-co-do",
        "lua",
        2018,
        "Vững chắc: hợp đồng năm năm với doanh nghiệp xuất khẩu.",
    ),
    ("lua-2", "Lúa giống Vĩnh Thạnh", "lua-vinh-thanh", "ho-lua", "lua", 2017, "Vững chắc: bán qua liên hiệp HTX."),
    ("lua-3", "Lúa Thới Lai", "lua-thoi-lai", "", "lua", 2018, "Lỏng lẻo: bán qua thương lái theo thỏa thuận miệng."),
    (
        "lua-4",
        "Lúa Thốt Nốt",
        "lua-thot-not",
        "",
        "lua",
        2016,
        "Mới trên giấy: hợp đồng hết hạn cuối năm 2018, chưa gia hạn.",
    ),
    ("ca-1", "Cá tra Thốt Nốt", "ca-thot-not", "ho-ca", "ca-tra", 2018, "Vững chắc: hợp đồng với nhà máy chế biến."),
    ("ca-2", "Cá tra Ô Môn", "ca-o-mon", "", "ca-tra", 2018, "Lỏng lẻo: thỏa thuận từng vụ."),
    ("ca-3", "Cá tra Vĩnh Thạnh", "ca-vinh-thanh", "", "ca-tra", 2019, "Mới trên giấy: hợp đồng dự kiến từ năm 2020."),
    (
        "cay-1",
        "Xoài Phong Điền",
        "xoai-phong-dien",
        "xoai-nhon-ai xoai-truong-long",
        "xoai",
        2018,
        "Vững chắc: hợp đồng với công ty xuất khẩu và siêu thị.",
    ),
    ("cay-2", "Xoài Cờ Đỏ", "xoai-co-do", "", "xoai", 2018, "Lỏng lẻo: bán qua thương lái ra chợ đầu mối."),
    ("cay-3", "Nhãn Thới Lai", "nhan-thoi-lai", "", "nhan", 2019, "Chưa có đầu ra: thương lái chỉ mua xoài."),
    (
        "rau-1",
        "Rau an toàn Bình Thủy",
        "rau-binh-thuy",
        "",
        "rau",
        2017,
        "Vững chắc: hợp đồng với siêu thị, hết hạn trong năm.",
    ),
    (
        "rau-2",
        "Rau thủy canh Ninh Kiều",
        "rau-ninh-kieu",
        "",
        "rau",
        2018,
        "Dừng ở doanh nghiệp: bán cho bếp ăn công nghiệp.",
    ),
    ("nghe-1", "Đan lát Ô Môn", "dan-lat-o-mon", "", "dan-lat", 2018, "Lỏng lẻo: thỏa thuận với công ty mỹ nghệ."),
    ("nghe-2", "Bánh tráng Thuận Hưng", "banh-trang", "", "banh-trang", 2019, "Chưa có đầu ra: chưa có nơi bao tiêu."),
    ("xe-1", "Vận tải Cái Răng", "van-tai", "", "van-tai", 2018, "Dừng ở doanh nghiệp: dịch vụ dùng tại doanh nghiệp."),
];

/// A slide: title, words for the speaker, models, product.
type Slide = (&'static str, &'static str, &'static str, Option<&'static str>);

const SLIDES: [Slide; 6] = [
    ("Toàn cảnh liên kết năm 2019", "11 trong 15 mô hình có đầu ra; 4 mô hình cần bàn hôm nay.", "", None),
    ("Chuỗi lúa gạo", "Ba mô hình có đầu ra; Thốt Nốt cần gia hạn hợp đồng.", "lua-1 lua-2 lua-3 lua-4", None),
    ("Chuỗi cá tra", "Vĩnh Thạnh chờ ký hợp đồng từ năm 2020.", "ca-1 ca-2 ca-3", None),
    ("Chuỗi trái cây", "Xoài đã có đường ra; nhãn chưa có.", "cay-1 cay-2 cay-3", Some("trai-cay")),
    (
        "Rau, nghề thủ công, vận tải",
        "Hợp đồng rau Bình Thủy hết hạn trong năm nay.",
        "rau-1 rau-2 nghe-1 nghe-2 xe-1",
        None,
    ),
    ("Bốn mô hình chưa có đầu ra", "Việc cần làm cho từng mô hình.", "lua-4 ca-3 cay-3 nghe-2", None),
];

const CHANNELS: [(&str, &str, &str); 3] = [
    ("Gạo Cờ Đỏ xuất khẩu", "", "lua-co-do gao-thoi-lai chau-a"),
    ("Cá tra Thốt Nốt đi Mỹ, EU", "", "ca-thot-not thuy-san my-eu"),
    ("Xoài Phong Điền vào siêu thị", "xoai", "xoai-phong-dien sieu-thi can-tho"),
];

pub fn add(draft: &mut Draft) {
    let mut keys: Vec<(&str, ModelId)> = Vec::new();
    for (key, name, core, members, products, since, note) in MODELS {
        let model = CoopModel {
            name: name.to_owned(),
            core: draft.actors(core),
            members: draft.actors(members),
            products: draft.products(products),
            since: Some(since),
            note: note.to_owned(),
            ..CoopModel::default()
        };
        keys.push((key, draft.add(model)));
    }
    for (name, product, path) in CHANNELS {
        let product = (!product.is_empty()).then(|| draft.product(product));
        let path = draft.actors(path);
        draft.add(Channel { name: name.to_owned(), product, path, ..Channel::default() });
    }
    for (title, note, models, product) in SLIDES {
        let named: BTreeSet<&str> = models.split_whitespace().collect();
        let models = keys.iter().filter(|(key, _)| named.contains(key)).map(|(_, model)| *model).collect();
        let product = product.map(|key| draft.product(key));
        let scope = Scope { models, ..Scope::default() };
        let state = ViewState { scope, product, ..ViewState::default() };
        draft.add(View { title: title.to_owned(), note: note.to_owned(), state, ..View::default() });
    }
}
