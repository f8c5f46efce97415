//! Rice in the Mekong delta, as published: from input dealers to exporters and to domestic retail.

use lienket::map::{Actor, ActorKind, Channel, Conversion, Evidence, Info, Link, LinkageMap, Product, Supply};

use super::draft::Draft;

const SOURCE: &str = "Đào Thế Anh và cộng sự, trong White Gold: The Commercialisation of Rice Farming in the Lower \
                      Mekong Basin, 2020";

pub fn map() -> LinkageMap {
    let note = format!(
        "Chuỗi lúa gạo ở Đồng bằng sông Cửu Long: khoảng 1,5 triệu nông hộ; 70% sản lượng xuất khẩu, 30% tiêu thụ \
         trong nước.\nNguồn: {SOURCE}.\nTỷ lệ thu hồi gạo 0,65 là mức quy đổi thường dùng.\n\nThe rice chain of the \
         Mekong delta: about 1.5 million farm households; 70 % of production is exported, 30 % stays in the country. \
         Source: Dao The Anh et al., in White Gold, 2020. The milling yield of 0.65 is the usual rate."
    );
    let info = Info {
        title: "Chuỗi lúa gạo Đồng bằng sông Cửu Long 2020".to_owned(),
        region: "Đồng bằng sông Cửu Long".to_owned(),
        note,
        year: 2020,
        bands: None,
    };
    let mut draft =
        Draft::new(info, &["Cung ứng đầu vào", "Sản xuất", "Thu gom", "Chế biến", "Thương mại", "Tiêu thụ"]);
    for (key, name, cycle_months) in
        [("inputs", "Vật tư nông nghiệp", None), ("paddy", "Lúa", Some(4)), ("rice", "Gạo", None)]
    {
        let product = Product { name: name.to_owned(), unit: "tấn".to_owned(), cycle_months, ..Product::default() };
        draft.add_product(key, product);
    }
    let (paddy, rice) = (draft.product("paddy"), draft.product("rice"));
    for (key, name, kind, stage, note) in [
        ("dealers", "Đại lý vật tư nông nghiệp", ActorKind::Trader, 0, ""),
        ("farmers", "Nông hộ trồng lúa", ActorKind::Household, 1, "Khoảng 1,5 triệu hộ."),
        ("traders", "Thương lái địa phương", ActorKind::Trader, 2, ""),
        ("mills", "Nhà máy xay xát nhỏ", ActorKind::Enterprise, 3, "Xay lúa thành gạo nguyên liệu."),
        ("exporters", "Doanh nghiệp xuất khẩu gạo", ActorKind::Enterprise, 4, "Lau bóng, đóng bao."),
        ("wholesalers", "Nhà bán sỉ trong nước", ActorKind::Trader, 4, ""),
        ("retailers", "Nhà bán lẻ", ActorKind::Trader, 4, ""),
        ("abroad", "Thị trường xuất khẩu", ActorKind::Market, 5, ""),
        ("consumers", "Người tiêu dùng trong nước", ActorKind::Market, 5, ""),
    ] {
        let farms = key == "farmers";
        let mills = key == "mills";
        let actor = Actor {
            name: name.to_owned(),
            kind,
            stage: Some(draft.stage(stage)),
            count: if farms { 1_500_000 } else { 1 },
            supply: if farms { vec![Supply { product: paddy, volume: None, ..Supply::default() }] } else { Vec::new() },
            converts: if mills {
                vec![Conversion { from: paddy, to: rice, yield_ratio: Some(0.65), ..Conversion::default() }]
            } else {
                Vec::new()
            },
            note: note.to_owned(),
            ..Actor::default()
        };
        draft.add_actor(key, actor);
    }
    for (from, to, product, share) in [
        ("dealers", "farmers", "inputs", None),
        ("farmers", "traders", "paddy", None),
        ("traders", "mills", "paddy", None),
        ("mills", "exporters", "rice", Some(70.0)),
        ("mills", "wholesalers", "rice", Some(30.0)),
        ("exporters", "abroad", "rice", None),
        ("wholesalers", "retailers", "rice", None),
        ("retailers", "consumers", "rice", None),
    ] {
        let evidence = Evidence { paper: SOURCE.to_owned(), date: "2020".to_owned(), ..Evidence::default() };
        let products = draft.products(product);
        draft.add_link(from, to, Link { products, share, evidence, ..Link::default() });
    }
    for (name, path, share) in [
        ("Xuất khẩu", "farmers traders mills exporters abroad", 70.0),
        ("Tiêu thụ trong nước", "farmers traders mills wholesalers retailers consumers", 30.0),
    ] {
        let path = draft.actors(path);
        let note = format!("Tỷ trọng trong sản lượng. Nguồn: {SOURCE}.");
        draft.add(Channel { name: name.to_owned(), path, share: Some(share), note, ..Channel::default() });
    }
    draft.finish()
}
