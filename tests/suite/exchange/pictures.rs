//! Pictures of a map: what is in the SVG, what the PNG shows of it, and that both show what the scene has.

use std::collections::BTreeSet;

use lienket::exchange::{MAX_PNG_PIXELS, Picture, PictureOptions, export_png, export_svg, sample_map};
use lienket::language::Language;
use lienket::layout::ACTOR_SIZE;
use lienket::map::{Actor, Colouring, DrawingStyle, LinkageMap, ModelId, Transaction};
use lienket::scene::{FontWeight, NAME_SIZE, text_width};
use resvg::tiny_skia::Pixmap;
use resvg::usvg::roxmltree::{Document, Node};

pub fn wish(map: &LinkageMap) -> PictureOptions {
    PictureOptions {
        model: None,
        year: map.info().year,
        language: Language::Vietnamese,
        drawing: DrawingStyle::default(),
        dark: false,
        date: "24/11/2026".to_owned(),
        office: String::new(),
        remark: None,
    }
}

fn svg(map: &LinkageMap, wish: PictureOptions) -> String {
    export_svg(&Picture::of(map, wish).unwrap())
}

fn save(name: &str) -> LinkageMap {
    lienket::storage::open(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("saves").join(name)).unwrap()
}

/// The titles of groups, in their order.
fn titles<'a>(document: &'a Document<'_>) -> Vec<&'a str> {
    let groups = document.descendants().filter(|node| node.has_tag_name("g"));
    groups.filter_map(|group| group.children().find(|node| node.has_tag_name("title"))?.text()).collect()
}

/// Everything that is written, title and description not counted.
fn words(document: &Document<'_>) -> String {
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    let all = texts.flat_map(|text| text.descendants().filter(Node::is_text).filter_map(|node| node.text()));
    all.collect::<Vec<_>>().join(" ")
}

#[test]
fn each_actor_and_link_is_a_group_with_a_title() {
    for (seed, size) in [(1, 30), (2, 300), (3, 5_000)] {
        let map = sample_map(size, seed);
        let text = svg(&map, wish(&map));
        let document = Document::parse(&text).unwrap();
        let titles = titles(&document);
        assert_eq!(titles.len(), map.actors().len() + map.links().len());
        let (links, actors) = titles.split_at(map.links().len());
        for (title, actor) in actors.iter().zip(map.actors().values()) {
            assert_eq!(*title, actor.name);
        }
        for (title, link) in links.iter().zip(map.links().values()) {
            let ends = [link.from, link.to].map(|end| map.actors()[&end].name.as_str());
            assert!(title.starts_with(&ends.join(" → ")), "{title}");
        }
        let words = words(&document);
        for stage in map.stages().values() {
            assert!(words.contains(&stage.name), "{}", stage.name);
        }
        for word in [map.info().title.as_str(), &map.info().year.to_string(), "24/11/2026"] {
            assert!(words.contains(word), "{word}");
        }
    }
}

#[test]
fn no_words_need_more_than_their_card_in_other_letters_either() {
    let map = sample_map(300, 2);
    let text = svg(&map, wish(&map));
    let document = Document::parse(&text).unwrap();
    let number = |node: Node<'_, '_>, name: &str| node.attribute(name).map(|value| value.parse::<f32>().unwrap());
    let (mut held, mut free) = (0, 0);
    let cards =
        document.descendants().filter(|node| node.attribute("transform").is_some_and(|it| it.starts_with("tr")));
    // Those of actors; the legend has small ones of its own.
    for card in cards.filter(|card| card.children().any(|child| child.has_tag_name("desc"))) {
        for row in card.descendants().filter(|node| node.is_element() && node.attribute("x").is_some()) {
            let Some(words) = row.text().filter(|_| !row.has_tag_name("rect")) else { continue };
            let regular = row.attribute("font-weight") == Some("400");
            let weight = if regular { FontWeight::Regular } else { FontWeight::SemiBold };
            let length = text_width(words, weight, number(row, "font-size").unwrap_or(NAME_SIZE));
            let room = ACTOR_SIZE.0 - number(row, "x").unwrap();
            if let Some(given) = number(row, "textLength") {
                assert!((given - length).abs() < 0.1 && given <= room, "{words}");
                held += 1;
            } else {
                assert!(length * 1.25 <= room, "{words}");
                free += 1;
            }
        }
    }
    assert!(held > 100 && free > 100, "{held} {free}");
}

#[test]
fn nothing_in_it_comes_from_elsewhere() {
    let map = save("can-tho-2019.lienket");
    let text = svg(&map, wish(&map));
    assert_eq!(text.matches("http").count(), 1, "the name of the format itself");
    let document = Document::parse(&text).unwrap();
    for node in document.descendants().filter(Node::is_element) {
        assert!(!["image", "script", "foreignObject", "use", "style", "a"].contains(&node.tag_name().name()));
        for attribute in node.attributes() {
            assert!(!attribute.name().contains("href") && !attribute.name().starts_with("on"), "{attribute:?}");
            assert!(!attribute.value().contains("url("), "{attribute:?}");
        }
    }
    assert!(text.contains("Be Vietnam Pro"));
}

#[test]
fn large_maps_share_shapes_and_look_the_same() {
    // Enough actors for shared shapes, drawn at a size at which the same map in two halves has none.
    let map = sample_map(4_500, 2);
    let text = svg(&map, wish(&map));
    let document = Document::parse(&text).unwrap();
    let ids: BTreeSet<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    let used: Vec<&str> = document.descendants().filter_map(|node| node.attribute("href")).collect();
    assert_eq!(used.len(), map.actors().len());
    assert!(used.iter().all(|link| link.strip_prefix('#').is_some_and(|id| ids.contains(id))));
    // Each has the shape that it would have alone.
    let alone = svg(&sample_map(60, 2), wish(&map));
    let alone = Document::parse(&alone).unwrap();
    let paths = |of: Node<'_, '_>| {
        let inner = of.descendants().filter(|node| node.has_tag_name("path"));
        inner.filter_map(|node| node.attribute("d")).take(2).collect::<Vec<_>>().join(";")
    };
    let shapes: BTreeSet<String> =
        document.descendants().filter(|node| node.attribute("id").is_some()).map(paths).collect();
    let cards = alone.descendants().filter(|node| node.has_tag_name("g") && node.has_attribute("transform"));
    let cards = cards.filter(|node| node.children().any(|child| child.has_tag_name("title")));
    let mut compared = 0;
    for card in cards {
        assert!(shapes.contains(&paths(card)), "{}", paths(card));
        compared += 1;
    }
    assert_eq!(compared, 60);
}

#[test]
fn hostile_names_stay_text() {
    let mut map = save("mango-mekong-2015.lienket");
    let names = [
        "</title></g><script>alert(1)</script>",
        "\"><image href='http://a.b/c.png'/>",
        "]]> <!-- &amp; &#0; %s",
        "\u{fffe}\u{ffff}\u{202e}\u{feff}x",
        "ệ̂̂̂̂ 😀 🏳️‍🌈 漢字",
        &"W".repeat(1_000),
    ];
    let mut edit = Transaction::begin(&mut map);
    let ids: Vec<_> = edit.map().actors().keys().copied().collect();
    for (id, name) in ids.iter().zip(names) {
        edit.edit(*id, |actor: &mut Actor| {
            actor.name = name.to_owned();
            actor.district = name.to_owned();
        })
        .unwrap();
    }
    let info =
        lienket::map::Info { title: names[0].to_owned(), region: names[1].to_owned(), ..edit.map().info().clone() };
    edit.set_info(info).unwrap();
    edit.finish();
    let text = svg(&map, wish(&map));
    let document = Document::parse(&text).unwrap();
    let titles = titles(&document);
    for id in ids.iter().take(names.len()) {
        let name = map.actors()[id].name.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        assert!(titles.contains(&name.as_str()), "{name}");
    }
    assert!(document.descendants().all(|node| !["script", "image"].contains(&node.tag_name().name())));
    let picture = Picture::of(&map, wish(&map)).unwrap();
    assert!(export_png(&picture, 1.0).is_ok());
}

#[test]
fn the_same_map_gives_the_same_bytes() {
    let map = sample_map(5_000, 9);
    assert!(svg(&map, wish(&map)) == svg(&map.clone(), wish(&map)));
    let map = sample_map(40, 9);
    let png = || export_png(&Picture::of(&map, wish(&map)).unwrap(), 1.0).unwrap().bytes;
    assert!(png() == png());
}

#[test]
fn year_language_and_theme_change_what_they_should() {
    let map = save("can-tho-2019.lienket");
    let plain = svg(&map, wish(&map));
    let english = svg(&map, PictureOptions { language: Language::English, ..wish(&map) });
    assert!(plain.contains(">hợp tác xã<") && !plain.contains(">cooperative<"));
    assert!(english.contains(">cooperative<") && !english.contains(">hợp tác xã<"));
    let dark = svg(&map, PictureOptions { dark: true, ..wish(&map) });
    let paper = |text: &str| {
        let document = Document::parse(text).unwrap();
        let first = document.descendants().find(|node| node.has_tag_name("rect")).unwrap();
        first.attribute("fill").unwrap().to_owned()
    };
    assert_eq!((paper(&plain), paper(&dark)), ("#fbfbf8".to_owned(), "#151b1d".to_owned()));
    let later = svg(&map, PictureOptions { year: 2030, ..wish(&map) });
    let coloured = |colouring| {
        svg(&map, PictureOptions { drawing: DrawingStyle { colouring, ..DrawingStyle::default() }, ..wish(&map) })
    };
    let districts = coloured(Colouring::District);
    assert!(districts.contains(">Quận, huyện<") && !plain.contains(">Quận, huyện<"));
    // In the legend; on the line of a link it stands in both.
    let named = |text: &str| text.matches(">Xoài<").count();
    assert!(named(&coloured(Colouring::Product)) > named(&plain));
    assert!(later.contains("2030") && later.matches("đã hết hạn").count() > plain.matches("đã hết hạn").count());
}

#[test]
fn the_picture_of_a_model_has_its_chain_and_nobody_else() {
    let map = save("can-tho-2019.lienket");
    let assessment = lienket::analysis::assess(&map, map.info().year);
    for (id, judged) in &assessment.models {
        let text = svg(&map, PictureOptions { model: Some(*id), ..wish(&map) });
        let document = Document::parse(&text).unwrap();
        let shown: BTreeSet<&str> = titles(&document).into_iter().collect();
        let name = |id| map.actors()[id].name.as_str();
        let model = &map.models()[id];
        assert!(model.core.iter().chain(&model.members).all(|id| shown.contains(name(id))));
        let routes = judged.cases.iter().filter_map(|case| case.route.as_ref());
        assert!(routes.flat_map(|route| &route.actors).all(|id| shown.contains(name(id))));
        assert!(shown.len() < map.actors().len());
        assert!(words(&document).contains(&model.name));
        assert_eq!(words(&document).contains("chỗ chuỗi bị đứt"), judged.verdict.is_flagged());
    }
    assert!(Picture::of(&map, PictureOptions { model: Some(ModelId(9_999)), ..wish(&map) }).is_ok());
}

#[test]
fn a_png_is_as_large_as_asked_up_to_a_limit() {
    let map = save("mango-mekong-2015.lienket");
    let picture = Picture::of(&map, wish(&map)).unwrap();
    let size = |scale| {
        let png = export_png(&picture, scale).unwrap();
        assert_eq!(png.scale, scale);
        let pixels = Pixmap::decode_png(&png.bytes).unwrap();
        assert!(pixels.pixels().iter().all(|pixel| pixel.alpha() == u8::MAX), "no ground at {scale}");
        (pixels.width() as f32, pixels.height() as f32)
    };
    size(0.731);
    let (one, three) = (size(1.0), size(3.0));
    assert!((three.0 - one.0 * 3.0).abs() <= 3.0 && (three.1 - one.1 * 3.0).abs() <= 3.0);
    let map = sample_map(1_500, 1);
    let png = export_png(&Picture::of(&map, wish(&map)).unwrap(), 4.0).unwrap();
    assert!(png.scale < 4.0);
    let pixels = Pixmap::decode_png(&png.bytes).unwrap();
    assert!(pixels.width() as f32 * pixels.height() as f32 <= MAX_PNG_PIXELS * 1.001);
}

#[test]
fn maps_with_next_to_nothing_in_them_have_pictures() {
    for map in [LinkageMap::default(), sample_map(1, 1)] {
        let text = svg(&map, wish(&map));
        assert_eq!(titles(&Document::parse(&text).unwrap()).len(), map.actors().len() + map.links().len());
        assert!(export_png(&Picture::of(&map, wish(&map)).unwrap(), 1.0).is_ok());
    }
}
