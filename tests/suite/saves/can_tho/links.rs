//! Who sells to whom, by what agreement and since when; who belongs to whom; who supports whom.

use lienket::map::LinkForm::{self, Agreement, Contract, Member, Spot};
use lienket::map::{Evidence, Link, LinkKind, Year};

use super::super::draft::Draft;

/// A contract: seller, buyer, products, volume, share, first and last year, number.
type ContractRow = (&'static str, &'static str, &'static str, f64, Option<f64>, Year, Year, &'static str);

/// Contracts in force or lapsed.
const CONTRACTS: [ContractRow; 17] = [
    ("thuc-an-o-mon", "ca-thot-not", "thuc-an", 7_000.0, None, 2018, 2020, "03/2018/HĐTA"),
    ("lua-co-do", "gao-thoi-lai", "lua", 6_300.0, Some(100.0), 2018, 2022, "05/2018/HĐLK"),
    ("lien-hiep", "gao-thoi-lai", "lua", 4_200.0, Some(100.0), 2017, 2021, "11/2017/HĐLK"),
    ("lua-thot-not", "gao-thot-not", "lua", 2_600.0, Some(100.0), 2016, 2018, "02/2016/HĐTT"),
    ("gao-thoi-lai", "chau-a", "gao", 5_600.0, Some(70.0), 2019, 2021, "21/2019/HĐXK"),
    ("gao-thoi-lai", "phan-phoi-gao", "gao", 2_395.0, Some(30.0), 2018, 2021, "08/2018/HĐPP"),
    ("phan-phoi-gao", "sieu-thi", "gao", 1_155.0, Some(37.0), 2018, 2020, "15/2018/HĐPP"),
    ("ca-thot-not", "thuy-san", "ca-tra", 4_700.0, Some(100.0), 2018, 2022, "07/2018/HĐLK"),
    ("thuy-san", "my-eu", "phi-le", 1_561.0, Some(60.0), 2018, 2021, "31/2018/HĐXK"),
    ("thuy-san", "chau-a", "phi-le", 1_040.0, Some(40.0), 2019, 2021, "09/2019/HĐXK"),
    ("xoai-phong-dien", "trai-cay-cai-rang", "xoai", 630.0, Some(70.0), 2018, 2022, "04/2018/HĐLK"),
    ("xoai-phong-dien", "sieu-thi", "xoai", 270.0, Some(30.0), 2019, 2021, "06/2019/HĐTT"),
    ("trai-cay-cai-rang", "chau-a", "trai-cay", 598.0, Some(75.0), 2018, 2021, "12/2018/HĐXK"),
    ("rau-binh-thuy", "sieu-thi", "rau", 336.0, Some(80.0), 2017, 2019, "10/2017/HĐTT"),
    ("rau-ninh-kieu", "suat-an", "rau", 60.0, Some(100.0), 2018, 2020, "14/2018/HĐTT"),
    ("my-nghe", "my-eu", "dan-lat", 240.0, Some(100.0), 2018, 2020, "17/2018/HĐXK"),
    ("van-tai", "gao-thoi-lai", "van-tai", 30.0, Some(67.0), 2018, 2020, "20/2018/HĐVC"),
];

/// Contracts that are planned: seller, buyer, product, volume, first and last year.
const PLANNED: [(&str, &str, &str, f64, Year, Year); 1] =
    [("ca-vinh-thanh", "thuy-san", "ca-tra", 2_100.0, 2020, 2024)];

/// Seller, buyer, products, form, volume, share.
type SaleRow = (&'static str, &'static str, &'static str, LinkForm, Option<f64>, Option<f64>);

/// All other sales.
const SALES: [SaleRow; 32] = [
    ("vat-tu-co-do", "lua-co-do", "vat-tu", Agreement, None, None),
    ("vat-tu-co-do", "lua-thoi-lai", "vat-tu", Spot, None, None),
    ("trai-giong", "ca-thot-not", "ca-giong", Agreement, None, None),
    ("trai-giong", "ca-vinh-thanh", "ca-giong", Spot, None, None),
    ("thuc-an-o-mon", "ca-o-mon", "thuc-an", Agreement, Some(2_700.0), None),
    ("ho-lua", "lua-vinh-thanh", "lua", Member, Some(2_400.0), Some(100.0)),
    ("tht-lua-co-do", "lua-co-do", "lua", Member, Some(1_100.0), Some(100.0)),
    ("lua-vinh-thanh", "lien-hiep", "lua", Member, Some(4_200.0), Some(100.0)),
    ("lua-thoi-lai", "thuong-lai-lua", "lua", Agreement, Some(3_000.0), Some(100.0)),
    ("thuong-lai-lua", "gao-thoi-lai", "lua", Spot, Some(1_800.0), Some(60.0)),
    ("thuong-lai-lua", "gao-thot-not", "lua", Spot, Some(1_200.0), Some(40.0)),
    ("gao-thot-not", "phan-phoi-gao", "gao", Agreement, Some(720.0), Some(92.0)),
    ("gao-thot-not", "banh-trang", "gao", Spot, Some(60.0), Some(8.0)),
    ("phan-phoi-gao", "tieu-thuong", "gao", Spot, Some(1_360.0), Some(44.0)),
    ("phan-phoi-gao", "cac-tinh", "gao", Agreement, Some(600.0), Some(19.0)),
    ("ho-ca", "ca-thot-not", "ca-tra", Member, Some(1_500.0), Some(100.0)),
    ("ca-o-mon", "thuy-san", "ca-tra", Agreement, Some(1_080.0), Some(60.0)),
    ("ca-o-mon", "cho-dau-moi", "ca-tra", Spot, Some(720.0), Some(40.0)),
    ("xoai-nhon-ai", "xoai-phong-dien", "xoai", Member, Some(260.0), Some(100.0)),
    ("xoai-co-do", "thuong-lai-trai-cay", "xoai", Agreement, Some(520.0), Some(100.0)),
    ("nhan-thoi-lai", "thuong-lai-trai-cay", "xoai", Spot, Some(40.0), Some(100.0)),
    ("thuong-lai-trai-cay", "trai-cay-cai-rang", "xoai", Spot, Some(168.0), Some(30.0)),
    ("thuong-lai-trai-cay", "cho-dau-moi", "xoai", Spot, Some(392.0), Some(70.0)),
    ("trai-cay-cai-rang", "my-eu", "trai-cay", Agreement, Some(200.0), Some(25.0)),
    ("rau-binh-thuy", "cho-dau-moi", "rau", Spot, Some(84.0), Some(20.0)),
    ("rau-cai-rang", "vua-rau", "rau", Spot, Some(300.0), Some(100.0)),
    ("vua-rau", "cho-dau-moi", "rau", Spot, Some(300.0), Some(100.0)),
    ("dan-lat-o-mon", "my-nghe", "dan-lat", Agreement, Some(240.0), Some(100.0)),
    ("van-tai", "thuy-san", "van-tai", Agreement, Some(15.0), Some(33.0)),
    ("cho-dau-moi", "tieu-thuong", "ca-tra xoai rau", Spot, Some(1_496.0), None),
    ("sieu-thi", "can-tho", "gao xoai rau", Spot, Some(1_761.0), None),
    ("tieu-thuong", "can-tho", "gao ca-tra xoai rau", Spot, Some(2_856.0), None),
];

/// Who belongs to whom.
const MEMBERSHIPS: [(&str, &str); 2] = [("lua-co-do", "lien-hiep"), ("lua-vinh-thanh", "lien-hiep")];

/// Who supports whom, with what.
const SUPPORT: [(&str, &str, &str); 9] = [
    ("quy", "lua-co-do", "Vay vốn mua máy gặt"),
    ("quy", "xoai-phong-dien", "Vay vốn nhà sơ chế"),
    ("quy", "dan-lat-o-mon", "Vay vốn lưu động"),
    ("quy", "htx-moi", "Vay vốn ban đầu"),
    ("trung-tam", "rau-binh-thuy", "Tập huấn VietGAP"),
    ("trung-tam", "xoai-co-do", "Tập huấn rải vụ xoài"),
    ("trung-tam", "tht-moi", "Tư vấn thành lập"),
    ("ngan-hang", "lien-hiep", "Tín dụng thu mua lúa"),
    ("ngan-hang", "ca-thot-not", "Tín dụng thức ăn"),
];

pub fn add(draft: &mut Draft) {
    for (from, to, products, volume, share, from_year, to_year, number) in CONTRACTS {
        let link = Link {
            products: draft.products(products),
            form: Some(Contract),
            from_year: Some(from_year),
            to_year: Some(to_year),
            volume: Some(volume),
            share,
            contract: number.to_owned(),
            evidence: Evidence {
                paper: "Hợp đồng (giả định)".to_owned(),
                date: format!("15/01/{from_year}"),
                ..Evidence::default()
            },
            ..Link::default()
        };
        draft.add_link(from, to, link);
    }
    for (from, to, products, volume, from_year, to_year) in PLANNED {
        let link = Link {
            products: draft.products(products),
            form: Some(Contract),
            planned: true,
            from_year: Some(from_year),
            to_year: Some(to_year),
            volume: Some(volume),
            note: "Biên bản ghi nhớ, chưa ký hợp đồng.".to_owned(),
            ..Link::default()
        };
        draft.add_link(from, to, link);
    }
    let joins = Link {
        products: draft.products("xoai"),
        form: Some(Member),
        planned: true,
        from_year: Some(2020),
        volume: Some(180.0),
        note: "Dự kiến gia nhập HTX năm 2020.".to_owned(),
        ..Link::default()
    };
    draft.add_link("xoai-truong-long", "xoai-phong-dien", joins);
    for (from, to, products, form, volume, share) in SALES {
        let products = draft.products(products);
        draft.add_link(from, to, Link { products, form: Some(form), volume, share, ..Link::default() });
    }
    for (from, to) in MEMBERSHIPS {
        draft.add_link(from, to, Link { kind: LinkKind::Member, from_year: Some(2017), ..Link::default() });
    }
    for (from, to, note) in SUPPORT {
        draft.add_link(from, to, Link { kind: LinkKind::Support, note: note.to_owned(), ..Link::default() });
    }
}
