//! Mango in the Mekong delta, as published: seven channels over eleven links. Nothing is added to the source: no
//! forms, no volumes, no shares.

use lienket::map::{Actor, ActorKind, Channel, Evidence, Info, Link, LinkageMap, Product, Supply};

use super::draft::Draft;

const SOURCE: &str = "Nghiên cứu của UNIDO (Nguyễn Duy Đức, 2015), dẫn trong báo cáo ACIAR AGB/2012/061";

pub fn map() -> LinkageMap {
    let note = format!(
        "Bảy kênh tiêu thụ xoài ở Đồng bằng sông Cửu Long.\nNguồn: {SOURCE}.\nNguồn không ghi hình thức thỏa thuận, \
         khối lượng và tỷ trọng của từng kênh, nên bản đồ để trống.\n\nSeven published channels of mango in the \
         Mekong delta. Source: UNIDO study by Nguyen Duy Duc, 2015, quoted in ACIAR AGB/2012/061."
    );
    let info = Info {
        title: "Kênh tiêu thụ xoài Đồng bằng sông Cửu Long 2015".to_owned(),
        region: "Đồng bằng sông Cửu Long".to_owned(),
        note,
        year: 2015,
        bands: None,
    };
    let mut draft = Draft::new(info, &["Sản xuất", "Thu gom", "Chế biến", "Bán sỉ", "Bán lẻ, xuất khẩu", "Tiêu thụ"]);
    draft.add_product(
        "xoai",
        Product { name: "Xoài".to_owned(), unit: "tấn".to_owned(), cycle_months: Some(12), ..Product::default() },
    );
    let mango = draft.product("xoai");
    for (key, name, kind, stage) in [
        ("farmers", "Nông hộ và HTX trồng xoài", ActorKind::Household, 0),
        ("collectors", "Thương lái thu gom", ActorKind::Trader, 1),
        ("processors", "Cơ sở chế biến", ActorKind::Enterprise, 2),
        ("wholesalers", "Vựa, nhà bán sỉ", ActorKind::Trader, 3),
        ("retailers", "Nhà bán lẻ", ActorKind::Trader, 4),
        ("exporters", "Doanh nghiệp xuất khẩu", ActorKind::Enterprise, 4),
        ("consumers", "Người tiêu dùng trong nước", ActorKind::Market, 5),
    ] {
        let supply = if key == "farmers" {
            vec![Supply { product: mango, volume: None, ..Supply::default() }]
        } else {
            Vec::new()
        };
        let stage = Some(draft.stage(stage));
        draft.add_actor(key, Actor { name: name.to_owned(), kind, stage, supply, ..Actor::default() });
    }
    for (from, to) in [
        ("farmers", "consumers"),
        ("farmers", "exporters"),
        ("farmers", "collectors"),
        ("collectors", "processors"),
        ("processors", "consumers"),
        ("processors", "exporters"),
        ("collectors", "retailers"),
        ("retailers", "consumers"),
        ("collectors", "wholesalers"),
        ("wholesalers", "retailers"),
        ("wholesalers", "exporters"),
    ] {
        let evidence = Evidence { paper: SOURCE.to_owned(), date: "2015".to_owned(), ..Evidence::default() };
        draft.add_link(from, to, Link { products: [mango].into(), evidence, ..Link::default() });
    }
    for (name, path) in [
        ("1. Nông hộ bán thẳng cho người tiêu dùng", "farmers consumers"),
        ("2. Nông hộ bán thẳng cho doanh nghiệp xuất khẩu", "farmers exporters"),
        ("3. Thu gom, chế biến, tiêu dùng trong nước", "farmers collectors processors consumers"),
        ("4. Thu gom, chế biến, xuất khẩu", "farmers collectors processors exporters"),
        ("5. Thu gom, bán lẻ, tiêu dùng trong nước", "farmers collectors retailers consumers"),
        ("6. Thu gom, bán sỉ, bán lẻ, tiêu dùng trong nước", "farmers collectors wholesalers retailers consumers"),
        ("7. Thu gom, bán sỉ, xuất khẩu", "farmers collectors wholesalers exporters"),
    ] {
        let path = draft.actors(path);
        let note = format!("Nguồn: {SOURCE}.");
        draft.add(Channel { name: name.to_owned(), product: Some(mango), path, note, ..Channel::default() });
    }
    draft.finish()
}
