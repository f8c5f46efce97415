//! Cần Thơ in 2019, as an illustration: every name is made up and plainly generic, every figure is invented. What is
//! real are the nine districts, the crops and crafts they are known for, and the six targets of the year's plan.

mod actors;
mod links;
mod models;

use std::collections::BTreeSet;

use lienket::map::{ActorKind, Info, LinkageMap, Measure, Product, Target, TargetId};

use super::draft::Draft;

pub fn map() -> LinkageMap {
    let note = "Bản đồ minh họa: tên tổ chức có ghi (ví dụ) và mọi số liệu đều là giả định, dựng theo các chuỗi giá \
                trị thường gặp ở Cần Thơ và sáu chỉ tiêu của kế hoạch năm 2019.\n\nAn illustration: names marked \
                (ví dụ) and all figures are made up, after value chains usual in Cần Thơ and the six targets of the \
                2019 plan.";
    let info = Info {
        title: "Liên kết chuỗi giá trị Cần Thơ 2019 (minh họa)".to_owned(),
        region: "Thành phố Cần Thơ".to_owned(),
        note: note.to_owned(),
        year: 2019,
        bands: None,
    };
    let stages = ["Cung ứng đầu vào", "Sản xuất", "Thu gom", "Chế biến", "Thương mại", "Tiêu thụ"];
    let mut draft = Draft::new(info, &stages);
    add_products(&mut draft);
    actors::add(&mut draft);
    links::add(&mut draft);
    models::add(&mut draft);
    add_targets(&mut draft);
    draft.finish()
}

fn add_products(draft: &mut Draft) {
    for (key, name, unit, part_of, cycle_months) in [
        ("vat-tu", "Vật tư nông nghiệp", "tấn", None, None),
        ("ca-giong", "Cá giống", "triệu con", None, None),
        ("thuc-an", "Thức ăn thủy sản", "tấn", None, None),
        ("lua", "Lúa", "tấn", None, Some(4)),
        ("gao", "Gạo", "tấn", None, None),
        ("banh-trang", "Bánh tráng", "tấn", None, None),
        ("ca-tra", "Cá tra", "tấn", None, Some(8)),
        ("phi-le", "Phi lê cá tra", "tấn", None, None),
        ("trai-cay", "Trái cây", "tấn", None, None),
        ("xoai", "Xoài", "tấn", Some("trai-cay"), Some(12)),
        ("nhan", "Nhãn", "tấn", Some("trai-cay"), Some(12)),
        ("rau", "Rau an toàn", "tấn", None, Some(2)),
        ("dan-lat", "Hàng đan lát", "nghìn sản phẩm", None, None),
        ("van-tai", "Dịch vụ vận chuyển", "nghìn tấn", None, None),
    ] {
        let part_of = part_of.map(|key| draft.product(key));
        draft.add_product(
            key,
            Product { name: name.to_owned(), unit: unit.to_owned(), part_of, cycle_months, ..Product::default() },
        );
    }
}

fn add_targets(draft: &mut Draft) {
    let groups = Measure::Founded { kinds: [ActorKind::Group].into() };
    let cooperatives = Measure::Founded { kinds: [ActorKind::Cooperative, ActorKind::Union].into() };
    for (name, measure, goal) in [
        ("Thành lập mới 100 tổ hợp tác", groups, 100.0),
        ("Thành lập mới 35 hợp tác xã và liên hiệp hợp tác xã", cooperatives, 35.0),
        ("Ít nhất 15 mô hình hợp tác xã gắn với chuỗi giá trị", Measure::LinkedModels, 15.0),
        ("Thành viên tăng 10% so với năm 2018", Measure::MemberGrowth { base_year: 2018 }, 10.0),
        ("50% hợp tác xã hoạt động có hiệu quả", Measure::EffectiveShare, 50.0),
        ("Quỹ hỗ trợ đạt ít nhất 20 tỷ đồng", Measure::FundCapital, 20e9),
    ] {
        let of = if measure == Measure::FundCapital { draft.actors("quy") } else { BTreeSet::new() };
        let target = Target {
            id: TargetId::default(),
            name: name.to_owned(),
            measure,
            year: 2019,
            goal,
            of,
            note: "Kế hoạch năm 2019 của Liên minh Hợp tác xã thành phố Cần Thơ.".to_owned(),
        };
        draft.add(target);
    }
}
