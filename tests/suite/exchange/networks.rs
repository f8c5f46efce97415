//! Networks as other programs write them: what they say of actors and links becomes a map, what they say besides is told.
//!
//! The files are those that the fuzz targets start from, written by the programs or as they write.

use std::path::PathBuf;

use lienket::exchange::{
    ColumnChoice, ImportChoices, ImportFile, ImportOptions, Imported, RowError, RowErrorKind, SourceFormat, TablePlace,
    import_tables, preview_import, update_from_tables,
};
use lienket::language::Language;
use lienket::map::{Link, LinkageMap};
use proptest::prelude::*;

use super::options;

fn sample(name: &str) -> Vec<u8> {
    let path: PathBuf =
        [env!("CARGO_MANIFEST_DIR"), "tests", "suite", "fuzz", "corpus", "networks", name].iter().collect();
    std::fs::read(path).unwrap()
}

fn import(name: &str, bytes: &[u8]) -> Result<Imported, Vec<RowError>> {
    import_tables(&[ImportFile { name, bytes, table: None }], &options())
}

fn imported(name: &str, bytes: &[u8]) -> Imported {
    import(name, bytes).unwrap_or_else(|errors| {
        panic!("{name}: {}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

fn told(imported: &Imported) -> Vec<String> {
    imported.warnings.iter().map(|warning| warning.sentence(Language::English)).collect()
}

fn link_text(map: &LinkageMap, link: &Link) -> String {
    let name = |id| map.actors()[&id].name.as_str();
    let mut parts = vec![format!("{} > {}", name(link.from), name(link.to))];
    parts.extend(link.form.map(|form| format!("{form:?}")));
    parts.extend(link.products.iter().map(|id| map.products()[id].name.clone()));
    parts.extend(link.share.map(|share| format!("{share}%")));
    parts.extend(link.volume.map(|volume| format!("volume {volume}")));
    parts.extend(link.from_year.map(|year| format!("from {year}")));
    parts.extend(link.to_year.map(|year| format!("to {year}")));
    if !link.note.is_empty() {
        parts.push(format!("“{}”", link.note));
    }
    parts.join(", ")
}

/// The actors with kind, stage and note, and the links, a line each.
fn text(map: &LinkageMap) -> Vec<String> {
    let actor = |actor: &lienket::map::Actor| {
        let stage = actor.stage.map(|id| map.stages()[&id].name.as_str()).unwrap_or_default();
        let mut line = format!("{} [{:?}, {stage}]", actor.name, actor.kind);
        if !actor.note.is_empty() {
            line.push_str(&format!(" “{}”", actor.note));
        }
        line
    };
    map.actors().values().map(actor).chain(map.links().values().map(|link| link_text(map, link))).collect()
}

fn places(map: &LinkageMap) -> Vec<(f32, f32)> {
    map.placements().values().map(|place| (place.x, place.y)).collect()
}

#[test]
fn yed_tells_groups_labels_and_places() {
    let imported = imported("yed.graphml", &sample("yed.graphml"));
    assert_eq!(
        text(&imported.map),
        [
            "HTX Thới Lai [Cooperative, Sản xuất] “Xã Trường Xuân”",
            "Tổ hợp tác Đông Bình [Group, Sản xuất]",
            "Công ty Gạo & Cám [Enterprise, Chế biến]",
            "HTX Thới Lai > Công ty Gạo & Cám, Contract, “ký năm 2023”",
            "Tổ hợp tác Đông Bình > Công ty Gạo & Cám, Lúa, 30%",
        ]
    );
    assert_eq!(
        told(&imported),
        [
            "yed.graphml: colours, shapes and sizes were left out: the map chooses its own",
            "yed.graphml: edges without a direction (1) are taken as they are drawn",
            "yed.graphml: column url is not known and was left out",
        ][..2]
    );
    let [first, second, third] = places(&imported.map)[..] else { panic!("three places") };
    assert!(first.0 == second.0 && first.1 < second.1 && third.0 > first.0 && third.1 == first.1);
    // The boxes of yEd are lower than ours: the drawing grows until they have room.
    assert!(second.1 - first.1 > 72.0, "{first:?} {second:?}");
    assert!(imported.map.placements().values().all(|place| place.by_hand));
}

#[test]
fn networkx_writes_graphml_with_defaults_and_typed_numbers() {
    let imported = imported("networkx.graphml", &sample("networkx.graphml"));
    assert_eq!(
        text(&imported.map),
        [
            "HTX Thới Lai [Cooperative, Sản xuất]",
            "Công ty <Gạo> & Co [Enterprise, Chế biến]",
            "HTX Thới Lai > Công ty <Gạo> & Co, Contract, Lúa, volume 1.347",
        ]
    );
    assert_eq!(
        told(&imported),
        ["networkx.graphml: column degree is not known and was left out"]
            .map(|told| told.replace("degree", "“degree”"))
    );
    assert_eq!(imported.map.actors().values().next().unwrap().supply[0].volume, Some(1200.0));
}

#[test]
fn gephi_writes_gexf_with_spells_and_y_upwards() {
    let imported = imported("gephi.gexf", &sample("gephi.gexf"));
    assert_eq!(
        text(&imported.map),
        [
            "HTX Thới Lai [Cooperative, Sản xuất]",
            "Thương lái [Trader, Thu gom]",
            "Chợ đầu mối [Market, Tiêu thụ]",
            "HTX Thới Lai > Thương lái, Spot, Lúa, from 2012, to 2018",
            "Thương lái > Chợ đầu mối, from 2012",
        ]
    );
    let years: Vec<_> = imported.map.actors().values().map(|actor| (actor.founded, actor.dissolved)).collect();
    assert_eq!(years, [(Some(2010), None), (Some(2012), Some(2020)), (None, None)]);
    let places = places(&imported.map);
    assert!(places[0].1 < places[2].1 && places[2].1 < places[1].1, "y grows downwards: {places:?}");
    let told = told(&imported);
    assert!(told.iter().any(|told| told.contains("several times of one node or edge (1)")), "{told:?}");
    assert!(told.iter().any(|told| told.contains("without a direction (1)")), "{told:?}");
    assert!(told.iter().any(|told| told == "gephi.gexf: column weight: all are 1; left out"), "{told:?}");
}

#[test]
fn graphviz_writes_clusters_html_ports_and_sets() {
    let imported = imported("graphviz.dot", &sample("graphviz.dot"));
    assert_eq!(
        text(&imported.map),
        [
            "HTX A Thới Lai [Cooperative, Sản xuất]",
            "c [Cooperative, Sản xuất]",
            "Chợ B [Market, Tiêu thụ] “họp buổi sáng”",
            "d \"x\" [Enterprise, Chế biến] “one two”",
            "HTX A Thới Lai > Chợ B, Contract, volume 1.5",
            "HTX A Thới Lai > c, Spot",
            "HTX A Thới Lai > Chợ B, Spot",
            "c > d \"x\", Spot",
            "Chợ B > d \"x\", Spot",
        ]
    );
    let places = places(&imported.map);
    assert!(places[0].1 < places[1].1 && places[0].0 < places[2].0, "{places:?}");
    assert_eq!(told(&imported), ["graphviz.dot: colours, shapes and sizes were left out: the map chooses its own"]);
}

#[test]
fn gml_of_networkx_and_yed_is_read() {
    let networkx = imported("networkx.gml", &sample("networkx.gml"));
    assert_eq!(
        text(&networkx.map),
        [
            "HTX Thới Lai [Cooperative, Sản xuất]",
            "Chợ B [Market, Tiêu thụ]",
            "HTX Thới Lai > Chợ B, Contract, Lúa, volume 12.5",
        ]
    );
    let yed = imported("yed.gml", &sample("yed.gml"));
    assert_eq!(
        text(&yed.map),
        ["Nhà máy [Enterprise, Chế biến]", "HTX B [Cooperative, Sản xuất]", "HTX B > Nhà máy, Lúa"]
    );
    let places = places(&yed.map);
    assert!(places[0].1 < places[1].1, "yEd lets y grow downwards: {places:?}");
}

#[test]
fn a_drawing_of_draw_io_is_read_plain_and_packed() {
    let plain = imported("plain.drawio", &sample("plain.drawio"));
    assert_eq!(
        text(&plain.map),
        [
            "HTX A [Cooperative, Sản xuất] “36 thành viên”",
            "Chợ B [Market, Thị trường]",
            "HTX A > Chợ B, Contract",
            "HTX A > Chợ B, 70%",
        ]
    );
    assert_eq!(plain.map.actors().values().last().unwrap().commune, "Thới Lai");
    let places = places(&plain.map);
    // Places inside lanes are those on the page: 140, 130 and 500, 140.
    assert_eq!((places[1].0 - places[0].0, places[1].1 - places[0].1), (360.0, 10.0));
    assert_eq!(
        told(&plain),
        [
            "plain.drawio: lines that do not hang on a box at both ends (1) were left out; attach them",
            "plain.drawio: group “Thu gom” holds no box and was left out",
            "plain.drawio: texts and pictures that stand alone (1) were left out: “Sơ đồ năm 2024”",
            "plain.drawio: colours, shapes and sizes were left out: the map chooses its own",
            "plain.drawio: edges without a direction (1) are taken as they are drawn",
        ]
    );
    let drawing = String::from_utf8(sample("plain.drawio")).unwrap();
    let picture = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" content=\"{}\"><g/></svg>", xml(&drawing));
    for (name, bytes) in [("packed.drawio", sample("packed.drawio")), ("drawing.svg", picture.into_bytes())] {
        let other = imported(name, &bytes);
        assert!(other.map.actors() == plain.map.actors() && other.map.links() == plain.map.links(), "{name}");
        assert!(other.map.placements() == plain.map.placements(), "{name}");
    }
}

#[test]
fn cytoscape_and_kumu_are_read() {
    let desktop = imported("cytoscape.cyjs", &sample("cytoscape.cyjs"));
    assert_eq!(
        text(&desktop.map),
        ["HTX A [Cooperative, Sản xuất]", "Chợ B [Market, Tiêu thụ]", "HTX A > Chợ B, volume 1.347"]
    );
    assert_eq!(desktop.map.actors().values().last().unwrap().figures[&2026].members, Some(12));
    let sentences = told(&desktop);
    assert!(sentences.iter().any(|told| told.contains("“sells to” is not known")), "{sentences:?}");
    assert!(places(&desktop.map)[0].1 < places(&desktop.map)[1].1);
    let cx2 = imported("cytoscape.cx2", &sample("cytoscape.cx2"));
    assert_eq!(
        text(&cx2.map),
        ["HTX A [Cooperative, Sản xuất]", "Chợ B [Market, Tiêu thụ]", "HTX A > Chợ B, Contract, 62.5%"]
    );
    let kumu = imported("kumu.json", &sample("kumu.json"));
    assert_eq!(
        text(&kumu.map),
        [
            "HTX A [Cooperative, Sản xuất] “xã Trường Xuân”",
            "Công ty B [Enterprise, Chế biến]",
            // What the name says counts where the program's own word is not known.
            "Sở NN [Supporter, ]",
            "HTX A > Công ty B, Contract",
            "Sở NN > HTX A",
        ]
    );
    assert_eq!(kumu.map.links().values().last().unwrap().kind, lienket::map::LinkKind::Support);
}

/// The tables that these programs export, with what else stands in them.
#[test]
fn tables_of_network_programs_are_read() {
    let read = |files: &[(&str, &str)]| {
        let files: Vec<ImportFile<'_>> =
            files.iter().map(|(name, text)| ImportFile { name, bytes: text.as_bytes(), table: None }).collect();
        import_tables(&files, &options()).unwrap_or_else(|errors| panic!("{errors:?}"))
    };
    let gephi = read(&[
        ("nodes.csv", "Id,Label,timeset,modularity_class\n0,HTX A,,1\n1,Chợ B,,0\n"),
        ("edges.csv", "Source,Target,Type,Id,Label,timeset,Weight\n0,1,Directed,0,hợp đồng,,1.0\n"),
    ]);
    assert_eq!(text(&gephi.map)[2..], ["HTX A > Chợ B, Contract"]);
    let kumu = read(&[
        ("elements.csv", "Label,Type,Tags,Description\nHTX A,Cooperative,lúa,ở xã\nChợ B,Place,,\n"),
        ("connections.csv", "From,To,Direction,Label,Type,Tags,Description\nHTX A,Chợ B,directed,Lúa,,,theo mùa\n"),
    ]);
    assert_eq!(
        text(&kumu.map),
        ["HTX A [Cooperative, Sản xuất] “ở xã”", "Chợ B [Market, Tiêu thụ]", "HTX A > Chợ B, Lúa, “theo mùa”",]
    );
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheets: [(&str, &[&[&str]]); 2] = [
        (
            "Elements",
            &[
                &["Label", "Type", "Tags", "Description"],
                &["HTX A", "Cooperative", "lúa", "ở xã"],
                &["Chợ B", "Place", "", ""],
            ],
        ),
        (
            "Connections",
            &[
                &["From", "To", "Direction", "Label", "Type", "Tags", "Description"],
                &["HTX A", "Chợ B", "directed", "Lúa", "", "", "theo mùa"],
            ],
        ),
    ];
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write(row as u32, column as u16, *cell).unwrap();
            }
        }
    }
    assert_eq!(text(&imported("kumu.xlsx", &workbook.save_to_buffer().unwrap()).map), text(&kumu.map));
    let cytoscape = read(&[
        (
            "node.csv",
            "SUID,name,selected,shared name,kind\n62,HTX A,false,HTX A,cooperative\n64,Chợ B,false,Chợ (B),market\n",
        ),
        (
            "edge.csv",
            "SUID,interaction,name,selected,shared interaction,shared name\n\
             66,pp,HTX A (pp) Chợ B,false,pp,HTX A (pp) Chợ B\n",
        ),
    ]);
    assert_eq!(text(&cytoscape.map)[2..], ["HTX A > Chợ B"]);
    let sentences = told(&cytoscape);
    assert!(sentences.iter().any(|told| told.contains("“name”") && told.contains("shared name")), "{sentences:?}");
}

#[test]
fn nodes_of_one_name_are_two_actors_and_keys_are_no_ids() {
    let text = r#"digraph { n1 [label="HTX A"]; n2 [label="HTX A"]; 7 [label="Chợ B"]; n1 -> 7; n2 -> 7 }"#;
    let first = imported("a.dot", text.as_bytes());
    assert_eq!((first.map.actors().len(), first.map.links().len()), (3, 2));
    let from: Vec<_> = first.map.links().values().map(|link| link.from).collect();
    assert_ne!(from[0], from[1]);
    // Keys of two files mean different nodes.
    let files = [
        ImportFile {
            name: "a.dot",
            bytes: b"digraph { x [label=\"HTX A\"]; y [label=\"HTX B\"]; x -> y }",
            table: None,
        },
        ImportFile {
            name: "b.dot",
            bytes: b"digraph { x [label=\"HTX C\"]; y [label=\"HTX D\"]; x -> y }",
            table: None,
        },
    ];
    let both = import_tables(&files, &options()).unwrap();
    let ends: Vec<_> = both.map.links().values().map(|link| link_text(&both.map, link)).collect();
    assert_eq!(ends, ["HTX A > HTX B", "HTX C > HTX D"]);
    // A node of key 1 is not the map's first actor.
    let base =
        imported("base.dot", b"digraph { x [label=\"HTX One\"]; y [label=\"HTX Two\"]; z [label=\"HTX Three\"] }").map;
    let update = b"digraph { 1 [label=\"HTX Two\" note=seen]; 2 [label=\"HTX Four\"]; 1 -> 2 }";
    let files = [ImportFile { name: "u.dot", bytes: update, table: None }];
    let updated = update_from_tables(&files, &base, &options(), false).unwrap();
    let notes: Vec<_> = updated.map.actors().values().map(|actor| (actor.name.as_str(), actor.note.as_str())).collect();
    assert_eq!(notes, [("HTX One", ""), ("HTX Two", "seen"), ("HTX Three", ""), ("HTX Four", "")]);
    assert_eq!(link_text(&updated.map, updated.map.links().values().next().unwrap()), "HTX Two > HTX Four");
    for actor in base.actors().keys() {
        assert_eq!(base.placements()[actor], updated.map.placements()[actor]);
    }
    // A number that is told as an attribute is an id.
    let numbered = imported("n.dot", b"digraph { a [id=12 label=\"HTX A\"]; b [id=7 label=\"HTX B\"] }");
    assert_eq!(numbered.map.actors().keys().map(|id| id.0).collect::<Vec<_>>(), [7, 12]);
}

#[test]
fn a_label_says_form_product_and_share_or_is_a_note() {
    let said = |label: &str| {
        let text = format!(
            "digraph {{ a [label=\"HTX A\" supply=\"Cỏ bàng\"]; b [label=\"Chợ B\"]; a -> b [label=\"{label}\"] }}"
        );
        let imported = imported("l.dot", text.as_bytes());
        let map = imported.map;
        let text = link_text(&map, map.links().values().next().unwrap());
        text.split_once(", ").map_or(String::new(), |(_, said)| said.to_owned())
    };
    for (label, wanted) in [
        ("hợp đồng", "Contract"),
        ("contract", "Contract"),
        ("Hợp đồng bao tiêu", "Contract"),
        ("mua bán tự do", "Spot"),
        ("Lúa", "Lúa"),
        ("Lúa, Gạo", "Lúa, Gạo"),
        ("Lúa tươi 70%", "Lúa tươi, 70%"),
        ("cỏ bàng", "Cỏ bàng"),
        ("35 %", "35%"),
        ("hợp đồng, Lúa", "Contract, Lúa"),
        ("chở bằng ghe", "“chở bằng ghe”"),
        ("120%", "“120%”"),
        ("ký hợp đồng với hai hộ ở đầu kênh", "“ký hợp đồng với hai hộ ở đầu kênh”"),
    ] {
        assert_eq!(said(label), wanted, "{label}");
    }
    // A form that is told in a column of its own counts; the label then says the rest.
    let text = "digraph { a [label=\"HTX A\"]; b [label=\"Chợ B\"]; a -> b [label=\"hợp đồng\" form=spot] }";
    let map = imported("l.dot", text.as_bytes()).map;
    assert_eq!(link_text(&map, map.links().values().next().unwrap()), "HTX A > Chợ B, Spot");
    // An update takes what a label says, and leaves what it does not.
    let files = |text: &'static str| [ImportFile { name: "u.dot", bytes: text.as_bytes(), table: None }];
    let update = "digraph { a [label=\"HTX A\"]; b [label=\"Chợ B\"]; a -> b [label=\"hợp đồng, 40%\"] }";
    let updated = update_from_tables(&files(update), &map, &options(), false).unwrap().map;
    assert_eq!(link_text(&updated, updated.links().values().next().unwrap()), "HTX A > Chợ B, Contract, 40%");
}

#[test]
fn figures_with_a_year_in_their_name_are_those_of_that_year() {
    let text =
        "digraph { a [label=\"HTX A\" members_2019=36 \"members 2021\"=40 effective_2019=yes]; b [label=\"Chợ B\"] }";
    let map = imported("f.dot", text.as_bytes()).map;
    let figures = &map.actors().values().next().unwrap().figures;
    let told: Vec<_> = figures.iter().map(|(year, told)| (*year, told.members, told.effective)).collect();
    assert_eq!(told, [(2019, Some(36), Some(true)), (2021, Some(40), None)]);
}

#[test]
fn what_an_unknown_attribute_means_can_be_chosen() {
    let text =
        "digraph { a [label=\"HTX A\" kind=coop zalo=\"0909\"]; b [label=\"Chợ B\" phase=2]; a -> b [colour2=x] }";
    let files = [ImportFile { name: "z.dot", bytes: text.as_bytes(), table: None }];
    let preview = |choices: &ImportChoices| {
        preview_import(&files, &LinkageMap::default(), &options(), choices, &|_| true).expect("nobody cancels it")
    };
    let found = preview(&ImportChoices::default());
    let columns = &found.tables[0].columns;
    let column = |header: &str| columns.iter().find(|column| column.header == header).unwrap();
    let (zalo, phase) = (column("zalo"), column("phase"));
    assert_eq!((zalo.field, &*zalo.samples, &*phase.samples), (None, &["0909".to_owned()][..], &["2".to_owned()][..]));
    let mut choices = ImportChoices::default();
    let sheet = choices.sheets.entry(TablePlace::default()).or_default();
    sheet.columns.insert(zalo.at, ColumnChoice::Field("note"));
    let map = preview(&choices).outcome.unwrap().map;
    let notes: Vec<&str> = map.actors().values().map(|actor| actor.note.as_str()).collect();
    assert_eq!(notes, ["0909", ""]);
}

#[test]
fn places_are_kept_only_where_all_are_told_and_apart() {
    let missing = imported("p.dot", b"digraph { a [pos=\"0,0\"]; b [pos=\"90,0\"]; c }");
    assert_eq!(told(&missing), ["p.dot: only some nodes have a place; the map is laid out anew"]);
    let same = imported("p.dot", b"digraph { a [pos=\"1,1\"]; b [pos=\"1,1\"]; c [pos=\"1,1\"] }");
    assert_eq!(told(&same), ["p.dot: many nodes stand on top of each other; the map is laid out anew"]);
    let far = imported("p.dot", b"digraph { a [pos=\"0,0\"]; b [pos=\"1e300,0\"] }");
    assert_eq!(told(&far), ["p.dot: the places of the nodes cannot be used; the map is laid out anew"]);
    // Two drawings would lie over each other, and the places of a map stay.
    let drawing = |name| ImportFile { name, bytes: b"digraph { a [pos=\"0,0\"]; b [pos=\"90,0\"] }", table: None };
    let both = import_tables(&[drawing("p.dot"), drawing("q.dot")], &options()).unwrap();
    let over = "nodes: the pages lie over each other; the map is laid out anew";
    assert_eq!(told(&both).iter().filter(|told| told.ends_with(&over[7..])).count(), 2, "{:?}", told(&both));
    let base = import_tables(&[drawing("p.dot")], &options()).unwrap().map;
    assert!(base.placements().values().all(|place| place.by_hand));
    let updated = update_from_tables(&[drawing("q.dot")], &base, &options(), false).unwrap();
    assert_eq!(updated.warnings.len(), 1);
    assert!(updated.map.placements() == base.placements());
    for laid_out in [missing, same, far, both] {
        assert!(laid_out.map.placements().values().all(|place| !place.by_hand));
    }
}

/// A network as a force layout leaves it: nodes of three stages in these places.
fn placed(places: &[(&str, f32)]) -> Imported {
    let node = |(at, (kind, x)): (usize, &(&str, f32))| {
        format!("  n{at} [label=\"{kind} {at}\", kind={kind}, pos=\"{x},{}\"];\n", at * 90)
    };
    let nodes: String = places.iter().enumerate().map(node).collect();
    imported("force.dot", format!("digraph {{\n{nodes}  n0 -> n1;\n}}").as_bytes())
}

#[test]
fn places_are_kept_only_where_they_agree_with_the_lanes() {
    let kinds = ["coop", "enterprise", "market"];
    let in_lanes: Vec<(&str, f32)> = (0..30).map(|at| (kinds[at % 3], (at % 3 * 900 + at * 7) as f32)).collect();
    let kept = placed(&in_lanes);
    assert!(kept.map.placements().values().all(|place| place.by_hand));
    assert_eq!(told(&kept), [""; 0]);
    // One of ten may be astray, but not all.
    let mut astray = in_lanes.clone();
    astray[4].1 = 0.0;
    assert!(placed(&astray).map.placements().values().all(|place| place.by_hand));
    let force: Vec<(&str, f32)> = (0..30).map(|at| (kinds[at % 3], (at * 389 % 1000) as f32)).collect();
    let laid_out = placed(&force);
    assert!(laid_out.map.placements().values().all(|place| !place.by_hand));
    assert_eq!(told(&laid_out), ["force.dot: many nodes stand in lanes of other stages; the map is laid out anew"]);
}

#[test]
fn a_network_may_say_what_it_is_called_and_of_which_year_it_is() {
    let graphml = |attributes: &str, data: &str| {
        format!(
            "<graphml>{attributes}<graph edgedefault=\"directed\">{data}<node id=\"a\"/><node id=\"b\"/></graph></graphml>"
        )
    };
    let key = |id: &str, name: &str| format!("<key id=\"{id}\" for=\"graph\" attr.name=\"{name}\"/>");
    let nodes = "<nodes><node id=\"a\" label=\"A\"/></nodes>";
    for (name, text, title, year) in [
        (
            "g.graphml",
            graphml(
                &[key("t", "title"), key("y", "year")].concat(),
                "<data key=\"y\">2019</data><data key=\"t\">Chuỗi lúa</data>",
            ),
            "Chuỗi lúa",
            2019,
        ),
        ("g.graphml", graphml(&key("n", "name"), "<data key=\"n\">Chuỗi lúa</data>"), "Chuỗi lúa", 2026),
        (
            "g.gexf",
            format!("<gexf><meta><description>Chuỗi lúa</description></meta><graph>{nodes}</graph></gexf>"),
            "Chuỗi lúa",
            2026,
        ),
        ("g.gexf", format!("<gexf><meta><description/></meta><graph>{nodes}</graph></gexf>"), "Thử", 2026),
        ("g.dot", "digraph G { label=\"Chuỗi lúa\"; year=2019; a -> b }".into(), "Chuỗi lúa", 2019),
        ("g.dot", "digraph \"Chuỗi lúa\" { subgraph cluster_1 { label=x; a } a -> b }".into(), "Chuỗi lúa", 2026),
        ("g.dot", "digraph \"G\" { year=soon; a -> b }".into(), "Thử", 2026),
        ("g.gml", "graph [ label \"Chuỗi lúa\" year 2019 node [ id 1 label \"A\" ] ]".into(), "Chuỗi lúa", 2019),
        (
            "g.json",
            "{\"graph\": {\"name\": \"Chuỗi lúa\"}, \"nodes\": [{\"id\": \"a\"}], \"links\": []}".into(),
            "Chuỗi lúa",
            2026,
        ),
        (
            "g.cyjs",
            "{\"data\": {\"name\": \"Chuỗi lúa\"}, \"elements\": {\"nodes\": [{\"data\": {\"id\": \"a\", \"name\": \"A\"}}]}}".into(),
            "Chuỗi lúa",
            2026,
        ),
    ] {
        let map = imported(name, text.as_bytes()).map;
        assert_eq!((map.info().title.as_str(), map.info().year), (title, year), "{text}");
    }
    let page = |name: &str| {
        let cell = "<mxCell id=\"2\" value=\"A\" vertex=\"1\" parent=\"1\"/>";
        format!("<mxfile><diagram name=\"{name}\"><mxGraphModel><root>{cell}</root></mxGraphModel></diagram></mxfile>")
    };
    for (name, title) in
        [("Chuỗi lúa", "Chuỗi lúa"), ("Page-1", "Thử"), ("Trang 2", "Thử"), ("Năm 2019", "Năm 2019"), ("", "Thử")]
    {
        assert_eq!(imported("g.drawio", page(name).as_bytes()).map.info().title, title, "{name}");
    }
    // What somebody calls it counts more, and a map that is there keeps its name.
    let dot = ImportFile { name: "g.dot", bytes: "digraph { label=\"Chuỗi lúa\"; a -> b }".as_bytes(), table: None };
    let named = ImportOptions { title: Some("Khác".into()), ..options() };
    let map = import_tables(&[dot], &named).unwrap().map;
    assert_eq!(map.info().title, "Khác");
    let updated = update_from_tables(&[dot], &map, &options(), false).unwrap();
    assert_eq!(updated.map.info().title, "Khác");
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let reason = |name: &str, text: &str| import(name, text.as_bytes()).unwrap_err().remove(0).to_string();
    let mend = "open the file in the program that wrote it and save it again";
    assert_eq!(
        reason("a.graphml", "<graphml>\n<graph>\n<node id=\"a\">\n</graph></graphml>"),
        format!("a.graphml: line 4 is not as GraphML has it; {mend}")
    );
    assert_eq!(
        reason("a.gexf", "<gexf>\n<graph><nodes>\n<node/></nodes></graph></gexf>"),
        format!("a.gexf: line 3 is not as GEXF has it; {mend}")
    );
    assert_eq!(reason("a.dot", "digraph {\n a -> b\n a -- b }"), format!("a.dot: line 3 is not as DOT has it; {mend}"));
    assert_eq!(reason("a.gml", "graph [\n node [ id ]\n]"), format!("a.gml: line 2 is not as GML has it; {mend}"));
    assert_eq!(reason("a.json", "{\"nodes\": [\n{]}"), format!("a.json: line 2 is not as JSON has it; {mend}"));
    assert_eq!(
        reason("a.drawio", "<mxfile>\n<diagram>7Zpdb6M4FIZ</diagram></mxfile>"),
        format!("a.drawio: line 2 is not as draw.io has it; {mend}")
    );
    assert_eq!(reason("a.dot", "digraph { }"), "a.dot: this DOT file has no nodes");
    // What is no network gets the message of tables.
    for other in ["<html><body>x</body></html>", "{\"a\": 1}", "hello\nworld\n", "graph,x\n1,2\n"] {
        assert!(reason("x", other).contains("its header names the columns of no table"), "{other}");
    }
    // Ends that are not there, doubled keys and wrong cells name their line.
    let text = "digraph {\n a [label=\"HTX A\" founded=12];\n b [label=\"Chợ B\"];\n a -> b [volume=\"much\"];\n}";
    let errors: Vec<String> = import("w.dot", text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "w.dot: row 2, column founded: “12” is not a year from 1900 to 2200",
            "w.dot: row 4, column volume: “much” is not a number",
        ]
    );
    let graphml =
        "<graphml><graph>\n<node id=\"a\"/>\n<node id=\"a\"/>\n<edge source=\"a\" target=\"zz\"/>\n</graph></graphml>";
    let errors: Vec<String> =
        import("w.graphml", graphml.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "w.graphml: row 3: “a” already stands in row 2; it must be unique",
            "w.graphml: row 4: there is no actor “zz”; add it to the actors, or correct this cell",
        ]
    );
}

#[test]
fn hostile_networks_are_refused() {
    let reason = |text: &str| import("h", text.as_bytes()).unwrap_err().remove(0).reason;
    let bomb = "<!DOCTYPE g [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>\
                <graphml><graph><node id=\"&b;\"/></graph></graphml>";
    assert_eq!(reason(bomb), RowErrorKind::DamagedNetwork { format: SourceFormat::GraphMl, line: 1 });
    let entity = "<!DOCTYPE g [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>\
                  <graphml><key id=\"n\" for=\"node\" attr.name=\"name\"/><graph><node id=\"a\">\
                  <data key=\"n\">&a;</data></node></graph></graphml>";
    assert_eq!(reason(entity), RowErrorKind::DamagedNetwork { format: SourceFormat::GraphMl, line: 1 });
    for (open, close, begin) in [
        ("<graph><node id=\"a\">", "</node></graph>", "<graphml>"),
        ("<nodes><node id=\"a\">", "</node></nodes>", "<gexf><graph>"),
        ("{", "}", "digraph {"),
        ("subgraph cluster_a {", "}", "digraph {"),
        ("node [", "]", "graph ["),
    ] {
        let deep = format!("{begin}{}{}", open.repeat(100_000), close.repeat(100_000));
        assert_eq!(reason(&deep), RowErrorKind::NetworkTooLarge, "{begin}{open}");
    }
    let deep = format!("{{\"nodes\":{}", "[".repeat(100_000));
    assert!(matches!(reason(&deep), RowErrorKind::DamagedNetwork { .. }));
    // More edges than anybody draws, from a few letters.
    let many = (0..2_000).map(|at| format!("n{at}")).collect::<Vec<_>>().join(" ");
    assert_eq!(reason(&format!("digraph {{ {{{many}}} -> {{{many}}} }}")), RowErrorKind::NetworkTooLarge);
    // A page that unpacks to very much.
    let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut deflate, &vec![b' '; 80 * 1024 * 1024]).unwrap();
    let packed = base64(&deflate.finish().unwrap());
    assert!(packed.len() < 200_000);
    assert_eq!(
        reason(&format!("<mxfile><diagram>{packed}</diagram></mxfile>")),
        RowErrorKind::DamagedNetwork { format: SourceFormat::DrawIo, line: 1 }
    );
    let mut wide = sample("yed.graphml");
    wide.insert(400, 0xff);
    assert!(matches!(import("w", &wide).unwrap_err()[0].reason, RowErrorKind::NotUtf8(_)));
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize] as char;
            text.push(if at <= chunk.len() { letter } else { '=' });
        }
    }
    text
}

/// Actors with their kinds, and links with ends, form and volume.
type Told = (Vec<(String, String)>, Vec<(String, String, String, Option<f64>)>);

/// A small network: names, kinds, and links with volumes.
#[derive(Clone, Debug)]
struct Small {
    nodes: Vec<(String, &'static str)>,
    edges: Vec<(usize, usize, &'static str, f64)>,
}

fn small() -> impl Strategy<Value = Small> {
    let kind = prop::sample::select(vec!["household", "cooperative", "trader", "enterprise", "market"]);
    let name = "[A-ZĐa-zạơư&<>\"'\\\\]([A-Za-zạơư&<>\"'\\\\{}\\[\\];#/%=, -]{0,12}[A-Za-zạơư])?";
    let nodes = prop::collection::vec((name, kind), 2..8);
    nodes.prop_flat_map(|nodes| {
        let count = nodes.len();
        let form = prop::sample::select(vec!["contract", "agreement", "spot"]);
        let edge = (0..count, 1..count, form, 0..1_000_000_u32).prop_map(move |(from, step, form, volume)| {
            (from, (from + step) % count, form, f64::from(volume) / 1000.0)
        });
        let edges = prop::collection::vec(edge, 0..10);
        (Just(nodes), edges).prop_map(|(nodes, edges)| Small { nodes, edges })
    })
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl Small {
    fn lines(
        &self,
        node: impl Fn(usize, &str, &str) -> String,
        edge: impl Fn(usize, usize, &str, f64) -> String,
    ) -> [String; 2] {
        let nodes = self.nodes.iter().enumerate().map(|(at, (name, kind))| node(at, name, kind)).collect();
        [nodes, self.edges.iter().map(|(from, to, form, volume)| edge(*from, *to, form, *volume)).collect()]
    }

    fn graphml(&self) -> String {
        let [nodes, edges] = self.lines(
            |at, name, kind| {
                format!("<node id=\"n{at}\"><data key=\"a\">{}</data><data key=\"b\">{kind}</data></node>\n", xml(name))
            },
            |from, to, form, volume| {
                format!(
                    "<edge source=\"n{from}\" target=\"n{to}\"><data key=\"c\">{form}</data><data key=\"d\">{volume}</data></edge>"
                )
            },
        );
        format!(
            "<graphml><key id=\"a\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\
             <key id=\"b\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\
             <key id=\"c\" for=\"edge\" attr.name=\"form\" attr.type=\"string\"/>\
             <key id=\"d\" for=\"edge\" attr.name=\"volume\" attr.type=\"double\"/>\
             <graph edgedefault=\"directed\">{nodes}{edges}</graph></graphml>"
        )
    }

    fn gexf(&self) -> String {
        let [nodes, edges] = self.lines(
            |at, name, kind| {
                format!(
                    "<node id=\"n{at}\" label=\"{}\"><attvalues><attvalue for=\"0\" value=\"{kind}\"/></attvalues></node>",
                    xml(name)
                )
            },
            |from, to, form, volume| {
                format!(
                    "<edge source=\"n{from}\" target=\"n{to}\"><attvalues><attvalue for=\"0\" value=\"{form}\"/>\
                     <attvalue for=\"1\" value=\"{volume}\"/></attvalues></edge>\n"
                )
            },
        );
        format!(
            "<gexf><graph defaultedgetype=\"directed\"><attributes class=\"node\"><attribute id=\"0\" title=\"kind\" \
             type=\"string\"/></attributes><attributes class=\"edge\"><attribute id=\"0\" title=\"form\" type=\"string\"/>\
             <attribute id=\"1\" title=\"volume\" type=\"double\"/></attributes><nodes>{nodes}</nodes><edges>{edges}</edges>\
             </graph></gexf>"
        )
    }

    fn dot(&self) -> String {
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let [nodes, edges] = self.lines(
            |at, name, kind| format!("n{at} [label=\"{}\", kind={kind}];\n", quoted(name)),
            |from, to, form, volume| format!("n{from} -> n{to} [form={form} volume={volume}];"),
        );
        format!("digraph {{ {nodes} {edges} }}")
    }

    fn gml(&self) -> String {
        let [nodes, edges] = self.lines(
            |at, name, kind| format!("node [ id {at} label \"{}\" kind \"{kind}\" ]\n", xml(name)),
            |from, to, form, volume| format!("edge [ source {from} target {to} form \"{form}\" volume {volume} ]\n"),
        );
        format!("graph [ directed 1 {nodes} {edges} ]")
    }

    fn drawio(&self) -> String {
        let [nodes, edges] = self.lines(
            |at, name, kind| {
                format!("<object id=\"n{at}\" label=\"{}\" kind=\"{kind}\"><mxCell vertex=\"1\" parent=\"1\"/></object>", xml(name))
            },
            |from, to, form, volume| {
                format!(
                    "<object label=\"\" form=\"{form}\" volume=\"{volume:.4}\"><mxCell edge=\"1\" parent=\"1\" source=\"n{from}\" \
                     target=\"n{to}\"/></object>"
                )
            },
        );
        format!(
            "<mxGraphModel><root><mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/>{nodes}{edges}</root></mxGraphModel>"
        )
    }

    fn cytoscape(&self) -> String {
        let node = |(at, (name, kind)): (usize, &(String, &str))| serde_json::json!({"data": {"id": format!("n{at}"), "name": name, "kind": kind}});
        let edge = |(from, to, form, volume): &(usize, usize, &str, f64)| {
            let (from, to) = (format!("n{from}"), format!("n{to}"));
            serde_json::json!({"data": {"source": from, "target": to, "form": form, "volume": volume}})
        };
        let nodes: Vec<_> = self.nodes.iter().enumerate().map(node).collect();
        let edges: Vec<_> = self.edges.iter().map(edge).collect();
        serde_json::json!({"elements": {"nodes": nodes, "edges": edges}}).to_string()
    }

    fn cx2(&self) -> String {
        let node = |(at, (name, kind)): (usize, &(String, &str))| serde_json::json!({"id": at, "v": {"name": name, "kind": kind}});
        let edge = |(from, to, form, volume): &(usize, usize, &str, f64)| serde_json::json!({"s": from, "t": to, "v": {"form": form, "volume": volume}});
        let nodes: Vec<_> = self.nodes.iter().enumerate().map(node).collect();
        let edges: Vec<_> = self.edges.iter().map(edge).collect();
        serde_json::json!([{"CXVersion": "2.0"}, {"nodes": nodes}, {"edges": edges}]).to_string()
    }

    fn kumu(&self) -> String {
        let node = |(at, (name, kind)): (usize, &(String, &str))| serde_json::json!({"_id": format!("elem-{at}"), "attributes": {"label": name, "element type": kind}});
        let edge = |(from, to, form, volume): &(usize, usize, &str, f64)| {
            let (from, to) = (format!("elem-{from}"), format!("elem-{to}"));
            serde_json::json!({"from": from, "to": to, "attributes": {"form": form, "volume": volume}})
        };
        let nodes: Vec<_> = self.nodes.iter().enumerate().map(node).collect();
        let edges: Vec<_> = self.edges.iter().map(edge).collect();
        serde_json::json!({"elements": nodes, "connections": edges}).to_string()
    }

    /// What an import must give, in order.
    fn wanted(&self) -> Told {
        let name = |at: usize| lienket::map::normalize_line(&self.nodes[at].0);
        let nodes = self.nodes.iter().enumerate().map(|(at, (_, kind))| (name(at), (*kind).to_owned())).collect();
        let edge = |(from, to, form, volume): &(usize, usize, &str, f64)| {
            (name(*from), name(*to), (*form).to_owned(), Some(*volume))
        };
        (nodes, self.edges.iter().map(edge).collect())
    }
}

fn got(map: &LinkageMap) -> Told {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let json = |value| serde_json::to_value(value).unwrap();
    let nodes =
        map.actors().values().map(|actor| (actor.name.clone(), word(serde_json::to_value(actor.kind).unwrap())));
    let name = |id| map.actors()[&id].name.clone();
    let edges = map.links().values().map(|link| (name(link.from), name(link.to), word(json(link.form)), link.volume));
    (nodes.collect(), edges.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::with_cases(48) })]

    /// A network that some program writes comes back with its actors and links, whatever the format.
    #[test]
    fn any_small_network_comes_back(small in small()) {
        for (format, text) in [
            ("graphml", small.graphml()),
            ("gexf", small.gexf()),
            ("dot", small.dot()),
            ("gml", small.gml()),
            ("drawio", small.drawio()),
            ("cyjs", small.cytoscape()),
            ("cx2", small.cx2()),
            ("json", small.kumu()),
        ] {
            let imported = import(format, text.as_bytes());
            let imported = imported.unwrap_or_else(|errors| panic!("{format}: {errors:?}\n{text}"));
            prop_assert_eq!(got(&imported.map), small.wanted(), "{}\n{}", format, text);
        }
    }
}
