//! Text stays text: what is taken out of a PDF equals the names.

use std::collections::BTreeSet;

use lienket::exchange::{PaperOptions, PaperSize, sample_map};
use lienket::map::{Actor, ActorKind, Info, LinkageMap, Transaction};
use lienket::scene::FontWeight;
use proptest::prelude::*;

use super::{models_pdf, one_space, pdf, words};

/// Markets with these names, in a map with this title.
fn markets(names: &[String], title: &str) -> LinkageMap {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    edit.set_info(Info { title: title.to_owned(), ..Info::default() }).unwrap();
    for name in names {
        edit.add(Actor { name: name.clone(), kind: ActorKind::Market, ..Actor::default() }).unwrap();
    }
    edit.finish();
    map
}

/// Every name on the map is among the words.
fn assert_has_all(map: &LinkageMap, words: &str) {
    for name in map.actors().values().map(|actor| &actor.name).chain(map.stages().values().map(|stage| &stage.name)) {
        assert!(words.contains(&one_space(name)), "{name:?} is not in: {words}");
    }
}

#[test]
fn the_text_of_a_page_has_every_name() {
    let map = lienket::storage::open(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("saves").join("can-tho-2019.lienket"),
    )
    .unwrap();
    for options in [
        PaperOptions::default(),
        PaperOptions { size: Some(PaperSize::A4), ..PaperOptions::default() },
        PaperOptions { size: Some(PaperSize::A0), ..PaperOptions::default() },
    ] {
        let pdf = pdf(&map, options).unwrap();
        let Some(words) = words(&pdf) else { return };
        assert_has_all(&map, &words);
        assert!(words.contains(&format!("Trang {0}/{0}", pdf.pages)));
        if pdf.pages > 1 {
            // A longer line goes on from one tile to the next.
            continue;
        }
        let others =
            [&map.info().title, "11 trên 15 mô hình có đầu ra", "năm 2019", "24/11/2026", "100 mm", "hợp tác xã"];
        for other in others.into_iter().chain([map.info().region.as_str(), "Nguồn: Bản đồ minh họa"]) {
            assert!(words.contains(other), "{other:?} is not in: {words}");
        }
    }
}

#[test]
fn each_model_has_a_page_of_its_own() {
    let map = sample_map(120, 4);
    let pdf = models_pdf(&map, PaperOptions::default());
    let Some(words) = words(&pdf) else { return };
    assert!(pdf.pages >= map.models().len());
    for model in map.models().values() {
        assert!(words.contains(&format!("Mô hình: {}", one_space(&model.name))), "{}", model.name);
    }
}

#[test]
fn names_that_look_like_markup_stay_text() {
    let names = [
        "<script>alert(1)</script>",
        "]]>",
        "\"><img onerror=alert(1)>",
        "a & b &amp; c",
        "(a) \\ % /Name",
        "Chợ đầu mối nông sản thực phẩm Thủ Đức và các chợ đầu mối khác của Thành phố Hồ Chí Minh",
        "Ngãbảyphụnghiệpvàcácxãphườnglâncậncủahuyệnvàtỉnhbêncạnh",
        "中文批发市场",
    ];
    let map = markets(&names.map(str::to_owned), "</title><script>");
    let pdf = pdf(&map, PaperOptions::default()).unwrap();
    assert_eq!(pdf.marked_names, ["中文批发市场"], "no font was found for it");
    let Some(words) = words(&pdf) else { return };
    assert_has_all(&map, &words);
    assert!(words.contains("</title><script>"));
}

/// A word of letters that the built-in fonts have.
fn word() -> impl Strategy<Value = String> {
    "[a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵA-ZĐÂƠƯ0-9.,;:<>&\"'/()+-]{1,12}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_names_come_out_as_they_are(
        names in prop::collection::btree_set(prop::collection::vec(word(), 1..9), 1..12)
    ) {
        let names: BTreeSet<String> = names.iter().map(|words| words.join(" ")).collect();
        let names: Vec<String> = names.into_iter().collect();
        let map = markets(&names, "Bản đồ");
        let pdf = pdf(&map, PaperOptions::default()).unwrap();
        if let Some(words) = words(&pdf) {
            assert_has_all(&map, &words);
        }
    }
}

#[test]
fn running_text_takes_each_line_as_full_as_it_goes() {
    let text = "Bản đồ minh họa: tên tổ chức có ghi (ví dụ) và mọi số liệu đều là giả định";
    let width = 200.0;
    let lines = lienket::scene::flow_text(text, FontWeight::Regular, 10.0, width, 9);
    assert_eq!(lines.join(" "), text);
    let length = |line: &str| lienket::scene::text_width(line, FontWeight::Regular, 10.0);
    for pair in lines.windows(2) {
        let next = pair[1].split(' ').next().unwrap();
        assert!(length(&pair[0]) <= width && length(&format!("{} {next}", pair[0])) > width, "{pair:?}");
    }
}
