//! The fields of an actor, and of its figures by year.

use std::collections::BTreeSet;

use super::field::{Field, FieldType, Unit, describe, distinct, lens};
use super::places::places;
use crate::map::{Actor, Id, LinkageMap};

describe! { Actor;
    /// The number of the actor.
    ID = Field::new("id", "số hiệu", "id", FieldType::Id(|actor: &Actor| actor.id.number()))
        .import(&["mã", "mã tác nhân"], "key for links; without it the name is the key").explained("số hiệu để bảng khác dẫn tới; để trống thì dẫn theo tên");
    /// What it is called.
    NAME = Field::new("name", "tên", "name", FieldType::Name(lens!(Actor, name)))
        .import(
            &["tên", "tên tác nhân", "tên đơn vị", "tác nhân"],
            "the organisation, or what alike ones are called",
        ).explained("tên tổ chức, hoặc tên gọi chung của nhiều tổ chức giống nhau")
        .required().column(0);
    /// Other names under which registers write it.
    ALIASES = Field::new("aliases", "tên khác", "other names", FieldType::Names(lens!(Actor, aliases)))
        .import(&["tên gọi khác", "tên viết tắt", "alias", "also known as"], "other names under which registers write it, parted by ;")
        .explained("các tên khác mà sổ sách ghi, ngăn bằng ;");
    /// What sort of organisation it is.
    KIND = Field::new("kind", "loại", "kind", FieldType::ActorKind(lens!(Actor, kind))).import(
        &["loại", "loại hình", "loại tác nhân"],
        "household, group, cooperative, union, trader, enterprise, market, supporter (nông hộ, THT, HTX, LHHTX, thương lái, DN, thị trường, hỗ trợ); empty: group",
    ).explained("nông hộ, THT, HTX, LHHTX, thương lái, DN, thị trường, hỗ trợ; để trống: theo tên, không thì THT").column(10);
    /// The lane that it stands in.
    STAGE = Field::new("stage", "khâu", "stage", FieldType::Stage(lens!(Actor, stage))).import(
        &["khâu", "công đoạn"],
        "inputs, production, collection … or any name; empty: by kind",
    ).explained("đầu vào, sản xuất, thu gom … hoặc tên bất kỳ; để trống: theo loại; gạch ngang: dưới các khâu").column(20);
    /// How many alike organisations it stands for.
    COUNT = Field::new("count", "số lượng", "count", FieldType::Count(lens!(Actor, count)))
        .import(&["số lượng"], "how many alike ones this row stands for; empty: 1").explained("dòng này là bao nhiêu tổ chức giống nhau; để trống: 1").column(50);
    /// Register or tax number.
    CODE = Field::new("code", "mã số", "code", FieldType::Line(lens!(Actor, code))).import(
        &["mã số", "mã số HTX", "mã số thuế", "MST", "số đăng ký", "mã đăng ký"],
        "register or tax number; without ids, links may name it as well",
    ).explained("mã số đăng ký hoặc mã số thuế").column(100).searched();
    /// Commune or ward, the unit below the province since 1 July 2025.
    COMMUNE = Field::new("commune", "xã, phường", "commune", FieldType::Line(lens!(Actor, commune)))
        .import(&["xã", "phường", "xã phường", "phường xã", "ward"], "commune or ward").explained("xã hoặc phường").column(25).searched()
        .completed(known_communes);
    /// District as it was, or a grouping of the office's own.
    DISTRICT = Field::new("district", "quận, huyện", "district", FieldType::Line(lens!(Actor, district)))
        .import(
            &["quận", "huyện", "quận huyện", "huyện quận", "huyện quận cũ", "quận huyện cũ", "quận cũ", "huyện cũ", "cụm", "vùng", "địa bàn"],
            "the district of before July 2025, or a grouping of your own",
        ).explained("quận, huyện trước tháng 7/2025, hoặc cụm, vùng của đơn vị").column(30).searched().completed(known_districts);
    /// Whether it is outside the province.
    OUTSIDE_PROVINCE =
        Field::new("outside_province", "ngoài tỉnh", "outside the province", FieldType::Flag(lens!(Actor, outside_province)))
            .import(&["ngoài tỉnh", "ngoài địa bàn", "outside"], "yes/no, có/không, x, 1/0; empty: no").explained("có/không; để trống: không").column(35);
    /// Part of the economy.
    SECTOR = Field::new("sector", "ngành", "sector", FieldType::Sector(lens!(Actor, sector))).import(
        &["ngành", "ngành nghề", "lĩnh vực"],
        "agriculture, handicraft, transport, construction, trade, other; empty: agriculture",
    ).explained("nông nghiệp, tiểu thủ công nghiệp, vận tải, xây dựng, thương mại, khác; để trống: nông nghiệp").column(40);
    /// What it produces itself.
    SUPPLY = Field::new("supply", "sản lượng một năm", "supply a year", FieldType::Supply(lens!(Actor, supply))).import(
        &["cung ứng", "cung cấp", "nguồn cung", "sản lượng"],
        "Lúa:1200|Cá tra:300, volumes a year; Lúa:1200 keep 100 (giữ 100) where 100 is kept for own use, seed or loss",
    ).explained("Lúa: 1200; Cá tra: 300, sản lượng một năm; Lúa: 1200 giữ 100 nếu để lại 100 để dùng, làm giống hay hao hụt").column(70);
    /// What it turns into what.
    CONVERTS = Field::new("converts", "chế biến", "converts", FieldType::Conversions(lens!(Actor, converts)))
        .import(&["chế biến", "chuyển đổi"], "Lúa>Gạo:0.65, with the yield; what comes out besides and what else goes in after a plus: Lúa>Gạo:0.65 + Cám:0.1").explained("Lúa > Gạo: 0,65, kèm tỷ lệ thu hồi; thứ thu thêm và thứ cho thêm viết sau dấu cộng: Lúa > Gạo: 0,65 + Cám: 0,1");
    /// First year that it exists.
    FOUNDED = Field::new("founded", "thành lập", "founded", FieldType::OptionalYear(lens!(Actor, founded)))
        .import(&["năm thành lập", "thành lập"], "first year").explained("năm đầu tiên").column(80);
    /// First year that it no longer exists.
    DISSOLVED = Field::new("dissolved", "giải thể", "dissolved", FieldType::OptionalYear(lens!(Actor, dissolved)))
        .import(&["năm giải thể", "giải thể"], "first year that it is gone").explained("năm đầu tiên không còn").column(90)
        .when_empty("chưa giải thể", "not dissolved");
    /// What it became, by the first year as that.
    BECAME = Field::new("became", "đổi thành", "became", FieldType::KindsByYear(lens!(Actor, became)))
        .import(&["đổi thành", "chuyển thành"], "2021: cooperative (2021: HTX), the kind from that year on").explained("2021: HTX, loại hình từ năm đó");
    /// Telephone, address, person.
    CONTACT = Field::new("contact", "liên hệ", "contact", FieldType::Line(lens!(Actor, contact)))
        .import(&["liên hệ", "điện thoại", "số điện thoại", "địa chỉ", "người đại diện"], "telephone, address, person").explained("điện thoại, địa chỉ, người liên hệ");
    /// Anything else.
    NOTE = Field::new("note", "ghi chú", "note", FieldType::Note(lens!(Actor, note))).import(&["ghi chú"], "anything else").explained("điều khác").column(110);
    /// Yearly figures.
    FIGURES = Field::new("figures", "số liệu các năm", "figures by year", FieldType::Figures(lens!(Actor, figures)));
}

/// The communes that actors are in, and those of the province that the map's place is in.
fn known_communes(map: &LinkageMap) -> BTreeSet<&str> {
    let mut known = distinct(map.actors().values().map(|actor| actor.commune.as_str()));
    if let Some(area) = places().area(&map.info().region) {
        add_unwritten(&mut known, area.province.communes.iter().map(|commune| commune.name.as_str()));
    }
    known
}

/// The districts that actors are in, and those that the province of the map's place had.
fn known_districts(map: &LinkageMap) -> BTreeSet<&str> {
    let mut known = distinct(map.actors().values().map(|actor| actor.district.as_str()));
    if let Some(area) = places().area(&map.info().region) {
        let is_in_area = |former: usize| area.former.is_none_or(|wanted| wanted == former);
        let districts = area.province.districts.iter().filter(|district| is_in_area(district.former_province));
        add_unwritten(&mut known, districts.map(|district| district.name.as_str()));
    }
    known
}

/// Adds the names of units that the map does not write already, without their kind maybe.
fn add_unwritten<'map>(known: &mut BTreeSet<&'map str>, units: impl Iterator<Item = &'map str>) {
    let new: Vec<&str> = units.filter(|name| !known.iter().any(|written| name.ends_with(written))).collect();
    known.extend(new);
}

/// The figures of an actor in a year.
pub mod figures {
    use super::{Field, FieldType, Unit, describe, lens};
    use crate::map::Figures;

    describe! { Figures;
        /// Members at the end of the year.
        MEMBERS = Field::new("members", "số thành viên", "members", FieldType::Whole(lens!(Figures, members), 0)).import(
            &["thành viên", "số thành viên", "số lượng thành viên"],
            "members in the map's year",
        ).explained("số thành viên trong năm").column(60);
        /// Revenue.
        REVENUE = Field::new("revenue", "doanh thu", "revenue", FieldType::Amount(lens!(Figures, revenue)))
            .import(&["doanh thu", "tổng doanh thu"], "VND a year, in the map's year").explained("đồng một năm").unit(Unit::Vnd);
        /// Profit; a loss is negative.
        PROFIT = Field::new("profit", "lợi nhuận", "profit", FieldType::Balance(lens!(Figures, profit)))
            .import(&["lợi nhuận", "lãi", "lợi nhuận sau thuế"], "VND a year; a loss is negative").explained("đồng một năm; lỗ là số âm").unit(Unit::Vnd);
        /// Capital.
        CAPITAL = Field::new("capital", "vốn", "capital", FieldType::Amount(lens!(Figures, capital)))
            .import(&["vốn", "vốn điều lệ", "tổng vốn", "nguồn vốn"], "VND").explained("đồng").unit(Unit::Vnd);
        /// Judged effective.
        EFFECTIVE = Field::new("effective", "có hiệu quả", "effective", FieldType::Answer(lens!(Figures, effective)))
            .import(&["có hiệu quả", "hiệu quả", "hoạt động hiệu quả", "hoạt động có hiệu quả"], "yes/no").explained("có/không");
        /// Registered under the law in force.
        REGISTERED = Field::new("registered", "đăng ký đúng luật", "registered", FieldType::Answer(lens!(Figures, registered)))
            .import(&["đăng ký đúng luật", "đăng ký lại", "đã đăng ký lại", "theo luật hiện hành"], "yes/no, under the law in force").explained("có/không, theo luật hiện hành");
    }
}

/// What an actor brings into the chain of one product.
pub mod supply {
    use super::{Field, FieldType, describe, lens};
    use crate::map::Supply;

    describe! { Supply;
        /// The product.
        PRODUCT = Field::new("product", "sản phẩm", "product", FieldType::OneProduct(lens!(Supply, product)));
        /// Volume a year, in the product's unit.
        VOLUME = Field::new("volume", "sản lượng một năm", "supply a year", FieldType::Amount(lens!(Supply, volume)));
        /// The part that is kept: own use, seed, loss.
        OWN_USE = Field::new("own_use", "để lại dùng", "own use", FieldType::Amount(lens!(Supply, own_use)));
    }
}

/// What an actor turns one product into.
pub mod conversion {
    use super::{Field, FieldType, describe, lens};
    use crate::map::Conversion;

    describe! { Conversion;
        /// What goes in.
        FROM = Field::new("from", "nguyên liệu", "from", FieldType::OneProduct(lens!(Conversion, from)));
        /// What comes out.
        TO = Field::new("to", "thành phẩm", "to", FieldType::OneProduct(lens!(Conversion, to)));
        /// Units out for one unit in.
        YIELD = Field::new("yield", "tỷ lệ thu hồi", "yield", FieldType::Amount(lens!(Conversion, yield_ratio)));
        /// What else goes in.
        WITH = Field::new("with", "nguyên liệu kèm theo", "with", FieldType::Portions(lens!(Conversion, with)));
        /// What comes out besides.
        BY_PRODUCTS =
            Field::new("by_products", "phụ phẩm", "by-products", FieldType::Portions(lens!(Conversion, by_products)));
    }
}

/// A further input or output of a conversion.
pub mod portion {
    use super::{Field, FieldType, describe, lens};
    use crate::map::Portion;

    describe! { Portion;
        /// The product.
        PRODUCT = Field::new("product", "sản phẩm", "product", FieldType::OneProduct(lens!(Portion, product)));
        /// Its units per unit of the input.
        RATIO = Field::new("ratio", "tỷ lệ", "ratio", FieldType::Amount(lens!(Portion, ratio)));
    }
}
