//! The public reports that the rules of imports come from, each as it was met: what an import of its tables tells, and
//! what becomes of the map.

use lienket::analysis::{Verdict, assess};
use lienket::exchange::{ImportOptions, Imported, Picture};
use lienket::language::Language;
use lienket::map::LinkageMap;

use super::pictures::wish;
use super::{Tables, options};

const ACTORS: &str = "name,kind\nCoop A,cooperative\nMill B,enterprise\nMarket C,market\n";

fn import(tables: &Tables) -> Result<Imported, String> {
    let english = ImportOptions { language: Language::English, ..options() };
    let lines = |lines: &mut dyn Iterator<Item = String>| lines.collect::<Vec<_>>().join("\n");
    tables.import_with(&english).map_err(|errors| lines(&mut errors.iter().map(ToString::to_string)))
}

fn imported(tables: &Tables) -> Imported {
    import(tables).unwrap_or_else(|errors| panic!("{errors}"))
}

fn told(imported: &Imported) -> Vec<String> {
    imported.warnings.iter().map(|warning| warning.sentence(Language::English)).collect()
}

/// Links of a product from Coop A to Market C, and models of products.
fn chain(products: &str, models: &[&str]) -> Tables {
    let links =
        format!("from,to,products,form\nCoop A,Mill B,{products},contract\nMill B,Market C,{products},contract\n");
    let models: Vec<String> = models.iter().map(|product| format!("M {product},{product},Coop A")).collect();
    Tables { models: Some(format!("name,products,core\n{}\n", models.join("\n"))), ..Tables::new(ACTORS, &links) }
}

/// A map of actors of a kind.
fn actors_of(names: &[&str], kind: &str) -> LinkageMap {
    let actors: Vec<String> = names.iter().map(|name| format!("{name},{kind}")).collect();
    imported(&Tables::new(&format!("name,kind\n{}\n", actors.join("\n")), "from,to\n")).map
}

fn verdicts(map: &LinkageMap) -> Vec<Verdict> {
    let assessment = assess(map, map.info().year);
    map.models().keys().map(|id| assessment.models[id].verdict).collect()
}

#[test]
fn report_01_two_spellings_of_a_product_are_one() {
    let mut tables = chain("Xoài Hòa Lộc", &["Xoài Hoà Lộc"]);
    tables.products = Some("name,unit\nXoài Hòa Lộc,tấn\n".into());
    let imported = imported(&tables);
    assert_eq!((imported.map.products().len(), verdicts(&imported.map)), (1, vec![Verdict::Firm]));
    assert_eq!(told(&imported), [""; 0]);
}

#[test]
fn report_02_products_with_a_comma_are_a_list() {
    let imported = imported(&chain("\"Rice, Fish\"", &["Rice", "Fish"]));
    assert_eq!(verdicts(&imported.map), [Verdict::Firm; 2]);
    assert_eq!(told(&imported).len(), 1);
}

#[test]
fn report_03_nobody_sees_some_characters() {
    let of_product = imported(&chain("Rice\u{200b}", &["Rice"]));
    assert_eq!((verdicts(&of_product.map), told(&of_product)), (vec![Verdict::Firm], vec![]));
    let links = "from,to,products\nCoop A,Mill B,Rice\n";
    let twice = "name,kind\nCoop A,cooperative\nCoop A\u{200b},cooperative\nMill B,enterprise\n";
    let refused = import(&Tables::new(twice, links)).unwrap_err();
    assert_eq!(refused, "actors.csv: row 3, column name: “Coop A” already stands in row 2; it must be unique");
    let joined = "\u{feff}name,kind\nCoop A,cooperative\n\u{feff}Coop D,cooperative\nMill B,enterprise\n";
    imported(&Tables::new(joined, "from,to,products\nCoop D,Mill B,Rice\n"));
    imported(&Tables::new("na\u{200b}me,kind\nCoop A,cooperative\nMill B,enterprise\n", links));
}

#[test]
fn report_04_an_eth_looks_like_the_vietnamese_letter() {
    let actors = "name,kind,district\nHTX Đông Thuận,HTX,Đà Nẵng\nMill B,DN,Ðà Nẵng\nMarket C,thị trường,\n";
    let links = "from,to,products,form\nHTX Đông Thuận,Mill B,Lúa Ðông Xuân,contract\n\
                 Mill B,Market C,Lúa Ðông Xuân,contract\n";
    let models = Some("name,products,core\nM,Lúa Đông Xuân,HTX Đông Thuận\n".into());
    let map = imported(&Tables { models, ..Tables::new(actors, links) }).map;
    assert_eq!((map.products().len(), verdicts(&map)), (1, vec![Verdict::Firm]));
    let districts: Vec<String> =
        map.actors().values().map(|actor| lienket::schema::name_key(&actor.district)).collect();
    assert_eq!(districts[0], districts[1]);
}

#[test]
fn report_05_and_06_a_picture_has_every_name_and_no_link_behind_a_box() {
    let names = ["中文批发市场", "ផ្សារធំ", "ตลาดไท", "ຕະຫຼາດ", "日本市場", "한국시장", "सوق", "Coop A"];
    let map = actors_of(&names, "market");
    let svg = lienket::exchange::export_svg(&Picture::of(&map, wish(&map)).unwrap());
    // How they are drawn is in `letters`, where links run in `scene/clearance`.
    assert!(names.iter().all(|name| svg.contains(&format!("<title>{name}</title>"))), "{svg}");
}

#[test]
fn report_07_both_ends_of_a_link_differ() {
    let actors = "name,kind\nCoop A,cooperative\nMill B,enterprise\n";
    for kind in ["product", "member", "support"] {
        let links = format!("from,to,kind,volume\nCoop A,coop  a,{kind},10\nCoop A,Mill B,{kind},10\n");
        let refused = import(&Tables::new(actors, &links)).unwrap_err();
        assert_eq!(refused, "links.csv: row 2, column to: seller and buyer are the same; give another one");
    }
}

#[test]
fn report_08_names_that_differ_at_their_end_look_different() {
    let names = [
        "Hợp tác xã Dịch vụ Nông nghiệp tổng hợp Thạnh Lợi 1",
        "Hợp tác xã Dịch vụ Nông nghiệp tổng hợp Thạnh Lợi 2",
        "Hợp tác xã Sản xuất và Tiêu thụ rau an toàn xã Trường Khương A",
        "Hợp tác xã Sản xuất và Tiêu thụ rau an toàn xã Trường Khương B",
    ];
    let map = actors_of(&names, "HTX");
    let svg = lienket::exchange::export_svg(&Picture::of(&map, wish(&map)).unwrap());
    let drawn = |name: &str| {
        let card = svg.split_once(&format!("<title>{name}</title>")).unwrap().1.split_once("</text>").unwrap().0;
        card.split("<tspan").skip(1).map(|part| part.split(['>', '<']).nth(1).unwrap()).collect::<Vec<_>>().join(" ")
    };
    let drawn: std::collections::BTreeSet<String> = names.iter().map(|name| drawn(name)).collect();
    assert_eq!(drawn.len(), names.len(), "{drawn:?}");
}

#[test]
fn report_19_lanes_are_in_the_language_of_the_import_but_for_words_of_the_table() {
    let of = |stage: &str| {
        let tables = Tables::new(&format!("name,kind,stage\nCoop A,htx,{stage}\nMill B,dn,Processing\n"), "from,to\n");
        imported(&tables).map.stages_in_order().iter().map(|stage| stage.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("Production"), ["Inputs", "Production", "Collection", "Processing", "Trade", "Consumption"]);
    assert_eq!(of("sản xuất"), ["Inputs", "Sản xuất", "Collection", "Processing", "Trade", "Consumption"]);
    assert_eq!(of("Khâu ươm giống").last().map(String::as_str), Some("Khâu ươm giống"));
}
