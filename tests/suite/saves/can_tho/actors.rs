//! Who there is, with members and money of two years.

use std::collections::BTreeMap;

use lienket::map::ActorKind::{self, Cooperative, Enterprise, Group, Household, Market, Supporter, Trader, Union};
use lienket::map::Sector::{self, Agriculture, Handicraft, Other, Trade, Transport};
use lienket::map::{Actor, Conversion, Supply, Year, YearlyFigures};

use super::super::draft::Draft;

type Row = (&'static str, &'static str, ActorKind, Option<usize>, &'static str, Sector);

/// Key, name, kind, lane, district, sector.
const ACTORS: [Row; 47] = [
    ("vat-tu-co-do", "Đại lý vật tư Cờ Đỏ (ví dụ)", Trader, Some(0), "Cờ Đỏ", Trade),
    ("trai-giong", "Trại cá giống Thốt Nốt (ví dụ)", Household, Some(0), "Thốt Nốt", Agriculture),
    ("thuc-an-o-mon", "Công ty thức ăn thủy sản Ô Môn (ví dụ)", Enterprise, Some(0), "Ô Môn", Trade),
    ("ho-lua", "Nông hộ trồng lúa Vĩnh Thạnh", Household, Some(1), "Vĩnh Thạnh", Agriculture),
    ("lua-co-do", "HTX lúa Cờ Đỏ (ví dụ)", Cooperative, Some(1), "Cờ Đỏ", Agriculture),
    ("tht-lua-co-do", "THT lúa Thạnh Phú, Cờ Đỏ (ví dụ)", Group, Some(1), "Cờ Đỏ", Agriculture),
    ("lua-vinh-thanh", "HTX lúa giống Vĩnh Thạnh (ví dụ)", Cooperative, Some(1), "Vĩnh Thạnh", Agriculture),
    ("lua-thoi-lai", "THT lúa Thới Lai (ví dụ)", Group, Some(1), "Thới Lai", Agriculture),
    ("lua-thot-not", "HTX lúa Thốt Nốt (ví dụ)", Cooperative, Some(1), "Thốt Nốt", Agriculture),
    ("ho-ca", "Hộ nuôi cá tra Thốt Nốt", Household, Some(1), "Thốt Nốt", Agriculture),
    ("ca-thot-not", "HTX cá tra Thốt Nốt (ví dụ)", Cooperative, Some(1), "Thốt Nốt", Agriculture),
    ("ca-o-mon", "THT cá tra Ô Môn (ví dụ)", Group, Some(1), "Ô Môn", Agriculture),
    ("ca-vinh-thanh", "HTX cá tra Vĩnh Thạnh (ví dụ)", Cooperative, Some(1), "Vĩnh Thạnh", Agriculture),
    ("xoai-phong-dien", "HTX xoài Phong Điền (ví dụ)", Cooperative, Some(1), "Phong Điền", Agriculture),
    ("xoai-nhon-ai", "THT xoài Nhơn Ái (ví dụ)", Group, Some(1), "Phong Điền", Agriculture),
    ("xoai-truong-long", "THT xoài Trường Long (ví dụ)", Group, Some(1), "Phong Điền", Agriculture),
    ("xoai-co-do", "THT xoài Cờ Đỏ (ví dụ)", Group, Some(1), "Cờ Đỏ", Agriculture),
    ("nhan-thoi-lai", "THT nhãn Thới Lai (ví dụ)", Group, Some(1), "Thới Lai", Agriculture),
    ("rau-binh-thuy", "HTX rau an toàn Bình Thủy (ví dụ)", Cooperative, Some(1), "Bình Thủy", Agriculture),
    ("rau-cai-rang", "THT rau màu Cái Răng (ví dụ)", Group, Some(1), "Cái Răng", Agriculture),
    ("rau-ninh-kieu", "HTX rau thủy canh Ninh Kiều (ví dụ)", Cooperative, Some(1), "Ninh Kiều", Agriculture),
    ("dan-lat-o-mon", "HTX đan lát Ô Môn (ví dụ)", Cooperative, Some(1), "Ô Môn", Handicraft),
    ("tht-moi", "Các THT thành lập mới năm 2019", Group, Some(1), "", Agriculture),
    ("htx-moi", "Các HTX thành lập mới năm 2019", Cooperative, Some(1), "", Trade),
    ("lien-hiep", "Liên hiệp HTX lúa gạo Cần Thơ (ví dụ)", Union, Some(2), "Thới Lai", Agriculture),
    ("thuong-lai-lua", "Thương lái lúa Thới Lai", Trader, Some(2), "Thới Lai", Trade),
    ("thuong-lai-trai-cay", "Thương lái trái cây Phong Điền", Trader, Some(2), "Phong Điền", Trade),
    ("vua-rau", "Vựa rau Cái Răng (ví dụ)", Trader, Some(2), "Cái Răng", Trade),
    ("van-tai", "HTX vận tải Cái Răng (ví dụ)", Cooperative, Some(2), "Cái Răng", Transport),
    ("gao-thoi-lai", "Công ty gạo Thới Lai (ví dụ)", Enterprise, Some(3), "Thới Lai", Trade),
    ("gao-thot-not", "Nhà máy gạo Thốt Nốt (ví dụ)", Enterprise, Some(3), "Thốt Nốt", Trade),
    ("banh-trang", "THT bánh tráng Thuận Hưng (ví dụ)", Group, Some(3), "Thốt Nốt", Handicraft),
    ("thuy-san", "Công ty chế biến cá tra Thốt Nốt (ví dụ)", Enterprise, Some(3), "Thốt Nốt", Trade),
    ("trai-cay-cai-rang", "Công ty trái cây Cái Răng (ví dụ)", Enterprise, Some(3), "Cái Răng", Trade),
    ("my-nghe", "Công ty mỹ nghệ Ninh Kiều (ví dụ)", Enterprise, Some(3), "Ninh Kiều", Handicraft),
    ("phan-phoi-gao", "Công ty phân phối gạo Ninh Kiều (ví dụ)", Enterprise, Some(4), "Ninh Kiều", Trade),
    ("sieu-thi", "Siêu thị Ninh Kiều (ví dụ)", Enterprise, Some(4), "Ninh Kiều", Trade),
    ("suat-an", "Công ty suất ăn Trà Nóc (ví dụ)", Enterprise, Some(4), "Bình Thủy", Trade),
    ("cho-dau-moi", "Chợ đầu mối Cái Răng", Market, Some(4), "Cái Răng", Trade),
    ("tieu-thuong", "Tiểu thương các chợ Ninh Kiều", Trader, Some(4), "Ninh Kiều", Trade),
    ("can-tho", "Người tiêu dùng Cần Thơ", Market, Some(5), "", Other),
    ("cac-tinh", "Thị trường các tỉnh", Market, Some(5), "", Other),
    ("chau-a", "Xuất khẩu châu Á", Market, Some(5), "", Other),
    ("my-eu", "Xuất khẩu Mỹ, EU", Market, Some(5), "", Other),
    ("quy", "Quỹ hỗ trợ phát triển HTX (ví dụ)", Supporter, None, "Ninh Kiều", Other),
    ("trung-tam", "Trung tâm dịch vụ nông nghiệp (ví dụ)", Supporter, None, "Ninh Kiều", Other),
    ("ngan-hang", "Ngân hàng nông nghiệp (ví dụ)", Supporter, None, "Ninh Kiều", Other),
];

/// How many alike an actor stands for, where more than one.
const COUNTS: [(&str, u32); 8] = [
    ("trai-giong", 6),
    ("ho-lua", 320),
    ("ho-ca", 14),
    ("tht-moi", 96),
    ("htx-moi", 27),
    ("thuong-lai-lua", 25),
    ("thuong-lai-trai-cay", 18),
    ("tieu-thuong", 120),
];

/// What they grow, catch or make themselves, a year.
const SUPPLY: [(&str, &str, f64); 19] = [
    ("ho-lua", "lua", 2400.0),
    ("lua-co-do", "lua", 5200.0),
    ("tht-lua-co-do", "lua", 1100.0),
    ("lua-vinh-thanh", "lua", 1800.0),
    ("lua-thoi-lai", "lua", 3000.0),
    ("lua-thot-not", "lua", 2600.0),
    ("ho-ca", "ca-tra", 1500.0),
    ("ca-thot-not", "ca-tra", 3200.0),
    ("ca-o-mon", "ca-tra", 1800.0),
    ("ca-vinh-thanh", "ca-tra", 2100.0),
    ("xoai-phong-dien", "xoai", 640.0),
    ("xoai-nhon-ai", "xoai", 260.0),
    ("xoai-truong-long", "xoai", 180.0),
    ("xoai-co-do", "xoai", 520.0),
    ("rau-binh-thuy", "rau", 420.0),
    ("rau-cai-rang", "rau", 300.0),
    ("rau-ninh-kieu", "rau", 60.0),
    ("dan-lat-o-mon", "dan-lat", 240.0),
    ("van-tai", "van-tai", 45.0),
];

const CONVERTS: [(&str, &str, &str, f64); 4] = [
    ("gao-thoi-lai", "lua", "gao", 0.65),
    ("gao-thot-not", "lua", "gao", 0.65),
    ("banh-trang", "gao", "banh-trang", 0.9),
    ("thuy-san", "ca-tra", "phi-le", 0.45),
];

/// First years.
const FOUNDED: [(&str, Year); 15] = [
    ("lua-co-do", 2012),
    ("lua-vinh-thanh", 2014),
    ("lua-thot-not", 2013),
    ("ca-thot-not", 2010),
    ("ca-vinh-thanh", 2018),
    ("xoai-phong-dien", 2015),
    ("xoai-truong-long", 2019),
    ("rau-binh-thuy", 2013),
    ("rau-ninh-kieu", 2018),
    ("dan-lat-o-mon", 2011),
    ("van-tai", 2009),
    ("lien-hiep", 2017),
    ("nhan-thoi-lai", 2017),
    ("tht-moi", 2019),
    ("htx-moi", 2019),
];

/// Members at the end of 2018 and of 2019.
const MEMBERS: [(&str, Option<u32>, u32); 22] = [
    ("lua-co-do", Some(186), 204),
    ("tht-lua-co-do", Some(34), 36),
    ("lua-vinh-thanh", Some(142), 158),
    ("lua-thoi-lai", Some(41), 41),
    ("lua-thot-not", Some(97), 90),
    ("ca-thot-not", Some(38), 43),
    ("ca-o-mon", Some(16), 17),
    ("ca-vinh-thanh", Some(12), 15),
    ("xoai-phong-dien", Some(64), 78),
    ("xoai-nhon-ai", Some(22), 25),
    ("xoai-truong-long", None, 18),
    ("xoai-co-do", Some(31), 33),
    ("nhan-thoi-lai", Some(19), 19),
    ("rau-binh-thuy", Some(27), 31),
    ("rau-cai-rang", Some(20), 22),
    ("rau-ninh-kieu", Some(8), 9),
    ("dan-lat-o-mon", Some(55), 58),
    ("banh-trang", Some(24), 23),
    ("van-tai", Some(46), 47),
    ("lien-hiep", Some(4), 4),
    ("tht-moi", None, 12),
    ("htx-moi", None, 9),
];

/// Revenue and profit in millions of đồng in 2018 and 2019, and whether it was judged effective in 2019.
const RESULTS: [(&str, [f64; 2], [f64; 2], bool); 10] = [
    ("lua-co-do", [33_800.0, 36_400.0], [1_450.0, 1_720.0], true),
    ("lua-vinh-thanh", [23_100.0, 25_600.0], [980.0, 1_130.0], true),
    ("lua-thot-not", [14_900.0, 12_700.0], [310.0, -85.0], false),
    ("ca-thot-not", [104_000.0, 112_800.0], [5_200.0, 4_900.0], true),
    ("ca-vinh-thanh", [41_000.0, 46_200.0], [-620.0, 240.0], false),
    ("xoai-phong-dien", [20_300.0, 25_200.0], [1_310.0, 1_880.0], true),
    ("rau-binh-thuy", [5_700.0, 6_300.0], [390.0, 460.0], true),
    ("rau-ninh-kieu", [620.0, 1_080.0], [-90.0, 35.0], false),
    ("dan-lat-o-mon", [8_900.0, 9_600.0], [270.0, 300.0], false),
    ("van-tai", [17_200.0, 18_000.0], [840.0, 910.0], true),
];

/// Capital of those who support, in billions of đồng, in 2018 and 2019.
const CAPITAL: [(&str, [f64; 2]); 1] = [("quy", [12.4, 16.5])];

pub fn add(draft: &mut Draft) {
    let founded = BTreeMap::from(FOUNDED);
    let counts = BTreeMap::from(COUNTS);
    for (key, name, kind, stage, district, sector) in ACTORS {
        let mut supply: Vec<Supply> = SUPPLY
            .iter()
            .filter(|(of, _, _)| *of == key)
            .map(|(_, product, volume)| Supply {
                product: draft.product(product),
                volume: Some(*volume),
                ..Supply::default()
            })
            .collect();
        if key == "nhan-thoi-lai" {
            let of =
                |product, volume| Supply { product: draft.product(product), volume: Some(volume), ..Supply::default() };
            supply = vec![of("xoai", 40.0), of("nhan", 150.0)];
        }
        let converts = CONVERTS
            .iter()
            .filter(|(of, _, _, _)| *of == key)
            .map(|(_, from, to, rate)| Conversion {
                from: draft.product(from),
                to: draft.product(to),
                yield_ratio: Some(*rate),
                ..Conversion::default()
            })
            .collect();
        let actor = Actor {
            name: name.to_owned(),
            kind,
            stage: stage.map(|stage| draft.stage(stage)),
            count: counts.get(key).copied().unwrap_or(1),
            district: district.to_owned(),
            sector,
            supply,
            converts,
            founded: founded.get(key).copied(),
            figures: figures(key, kind),
            ..Actor::default()
        };
        draft.add_actor(key, actor);
    }
}

fn figures(key: &str, kind: ActorKind) -> YearlyFigures {
    let mut figures = YearlyFigures::default();
    for (_, before, now) in MEMBERS.iter().filter(|(of, _, _)| *of == key) {
        figures.entry(2018).or_default().members = *before;
        figures.entry(2019).or_default().members = Some(*now);
        if kind == Cooperative {
            figures.entry(2019).or_default().registered = Some(true);
        }
    }
    for (_, revenue, profit, effective) in RESULTS.iter().filter(|(of, _, _, _)| *of == key) {
        for (year, (revenue, profit)) in [2018, 2019].into_iter().zip(revenue.iter().zip(profit)) {
            let of_year = figures.entry(year).or_default();
            of_year.revenue = Some(revenue * 1e6);
            of_year.profit = Some(profit * 1e6);
        }
        figures.entry(2019).or_default().effective = Some(*effective);
    }
    for (_, capital) in CAPITAL.iter().filter(|(of, _)| *of == key) {
        for (year, capital) in [2018, 2019].into_iter().zip(capital) {
            figures.entry(year).or_default().capital = Some(capital * 1e9);
        }
    }
    figures
}
