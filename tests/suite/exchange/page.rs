//! The HTML page of a map: that nothing of a map becomes markup, that its policy names what is embedded, that its data is
//! the map's, and in a browser that it does what it promises.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lienket::analysis::assess;
use lienket::exchange::{
    PAGE_LIMITS, PageError, PageOptions, PageTheme, Picture, PictureOptions, export_page, export_svg, sample_map,
};
use lienket::language::Language;
use lienket::map::{Actor, CoopModel, DrawingStyle, LinkageMap, Transaction};
use resvg::usvg::roxmltree::{Document, Node};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::pictures::wish;

fn options(map: &LinkageMap) -> PageOptions<'static> {
    PageOptions {
        model: None,
        year: map.info().year,
        language: Language::Vietnamese,
        drawing: DrawingStyle::default(),
        theme: PageTheme::System,
        date: Some(jiff::civil::date(2026, 11, 24)),
        supposing: None,
        office: "",
    }
}

fn save(name: &str) -> LinkageMap {
    lienket::storage::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("saves").join(name)).unwrap()
}

fn page(map: &LinkageMap) -> String {
    export_page(map, &options(map)).unwrap()
}

/// What stands between the first such beginning and the end behind it.
fn between<'a>(text: &'a str, begin: &str, end: &str) -> &'a str {
    let from = text.find(begin).unwrap_or_else(|| panic!("{begin}")) + begin.len();
    let rest = &text[from..];
    &rest[..rest.find(end).unwrap_or_else(|| panic!("{end}"))]
}

fn data(page: &str) -> Value {
    serde_json::from_str(between(page, "id=\"data\">", "</script>")).unwrap()
}

fn style(page: &str) -> &str {
    between(page, "<style>", "</style>")
}

/// The picture that is seen without scripts.
fn svg(page: &str) -> String {
    format!("<svg{}</svg>", between(between(page, "<div id=\"picture\"", "</div>"), "<svg", "</svg>"))
}

fn picture_in(page: &str, tag: &str) -> Option<String> {
    let begin = format!("id=\"picture-{tag}\">");
    page.contains(&begin).then(|| between(page, &begin, "</script>").to_owned())
}

/// Titles of groups in their order.
fn titles(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let groups = document.descendants().filter(|node| node.has_tag_name("g"));
    let title = |group: Node<'_, '_>| {
        Some(group.children().find(|node| node.has_tag_name("title"))?.text().unwrap_or_default().to_owned())
    };
    groups.filter_map(title).collect()
}

/// The tags of a page outside of its style sheet and scripts.
fn tags(page: &str) -> Vec<String> {
    let mut rest = page.replace(style(page), "");
    let mut tags = Vec::new();
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').unwrap();
        let tag = rest[at + 1..end].to_owned();
        rest = rest[end + 1..].to_owned();
        if tag.starts_with("script") {
            rest = rest[rest.find("</script>").unwrap()..].to_owned();
        }
        tags.push(tag);
    }
    tags
}

const HOSTILE: [&str; 7] = [
    "<script>alert(1)</script>",
    "</script><script>document.title='x'</script>",
    "]]> <!-- &amp; \u{0} %s",
    "\"><img onerror=alert(1) src=x>",
    "' onmouseover='alert(1)",
    "\u{202e}\u{feff}x\u{2028}",
    "$text {{name}} ${x} \\u003c",
];

/// A map of the program with hostile names wherever a page shows one.
fn hostile_map() -> LinkageMap {
    let mut map = save("mango-mekong-2015.lienket");
    let mut edit = Transaction::begin(&mut map);
    let actors: Vec<_> = edit.map().actors().keys().copied().collect();
    for (id, name) in actors.iter().zip(HOSTILE.iter().cycle()) {
        edit.edit(*id, |actor: &mut Actor| {
            (*name).clone_into(&mut actor.name);
            (*name).clone_into(&mut actor.district);
        })
        .unwrap();
    }
    let models: Vec<_> = edit.map().models().keys().copied().collect();
    for (id, name) in models.iter().zip(HOSTILE.iter().cycle()) {
        edit.edit(*id, |model: &mut CoopModel| (*name).clone_into(&mut model.name)).unwrap();
    }
    let products: Vec<_> = edit.map().products().keys().copied().collect();
    for (id, name) in products.iter().zip(HOSTILE.iter().cycle()) {
        edit.edit(*id, |product: &mut lienket::map::Product| {
            (*name).clone_into(&mut product.name);
            "<b>".clone_into(&mut product.unit);
        })
        .unwrap();
    }
    let links: Vec<_> = edit.map().links().keys().copied().collect();
    for (id, name) in links.iter().zip(HOSTILE.iter().cycle()) {
        edit.edit(*id, |link: &mut lienket::map::Link| (*name).clone_into(&mut link.contract)).unwrap();
    }
    let info = lienket::map::Info {
        title: HOSTILE[0].to_owned(),
        region: HOSTILE[3].to_owned(),
        note: HOSTILE.join("\n"),
        ..edit.map().info().clone()
    };
    edit.set_info(info).unwrap();
    edit.finish();
    map
}

#[test]
fn hostile_names_stay_text() {
    let map = hostile_map();
    let hostile = page(&map);
    let own = page(&save("mango-mekong-2015.lienket"));
    let names = |page: &str| {
        let names =
            tags(page).into_iter().map(|tag| tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap().to_owned());
        names.collect::<BTreeSet<_>>()
    };
    assert!(names(&hostile).is_subset(&names(&own)), "{:?}", names(&hostile));
    assert_eq!(hostile.matches("<script").count(), own.matches("<script").count());
    assert_eq!(hostile.matches("</script").count(), own.matches("</script").count());
    for tag in tags(&hostile) {
        let names = tag.split('"').step_by(2).flat_map(|outside| outside.split([' ', '='])).skip(1);
        for name in names {
            assert!(!name.starts_with("on") && name != "src" && name != "style", "{tag}");
        }
    }
    // What a browser shows as title is the name.
    assert!(hostile.contains("<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>"));
    assert_eq!(data(&hostile)["actors"].as_array().unwrap().len(), map.actors().len());
}

#[test]
fn its_policy_names_what_is_embedded_and_nothing_else() {
    for theme in [PageTheme::System, PageTheme::Light, PageTheme::Dark] {
        let map = save("can-tho-2019.lienket");
        let page = export_page(&map, &PageOptions { theme, ..options(&map) }).unwrap();
        let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
        let script = between(&page, "<script>", "</script>");
        let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
        let (style_hash, script_hash) = (hash(style(&page)), hash(script));
        assert_eq!(
            policy,
            format!(
                "default-src 'none'; style-src {style_hash}; script-src {script_hash}; img-src data:; base-uri 'none'; \
                 form-action 'none'"
            )
        );
        assert!(page.find("Content-Security-Policy").unwrap() < page.find("<style>").unwrap());
        assert!(!page.contains('\r'));
        // The only address is the name of a format.
        assert_eq!(page.matches("http").count(), page.matches("http://www.w3.org/2000/svg").count() + 1);
        assert!(!page.contains("url(") && !page.contains("@import"));
    }
}

#[test]
fn the_same_map_gives_the_same_bytes() {
    for map in [save("can-tho-2019.lienket"), sample_map(300, 4)] {
        assert!(page(&map) == page(&map.clone()));
    }
}

#[test]
fn every_actor_link_and_model_is_in_it() {
    for (seed, size) in [(1, 1), (2, 40), (3, 300), (4, 1_200)] {
        let map = sample_map(size, seed);
        let page = page(&map);
        let data = data(&page);
        let list = |name: &str| data[name].as_array().unwrap().clone();
        let ids = |name: &str| list(name).iter().map(|it| it["i"].as_u64().unwrap() as u32).collect::<Vec<_>>();
        let place = |value: &Value| value.as_u64().unwrap() as usize;
        assert!(ids("actors").into_iter().eq(map.actors().keys().map(|id| id.0)));
        assert!(ids("links").into_iter().eq(map.links().keys().map(|id| id.0)));
        assert_eq!(ids("models").into_iter().collect::<BTreeSet<_>>(), map.models().keys().map(|id| id.0).collect());
        let actors: Vec<_> = map.actors().values().collect();
        for (shown, actor) in list("actors").iter().zip(&actors) {
            assert_eq!(shown["n"], actor.name.as_str());
        }
        for (shown, link) in list("links").iter().zip(map.links().values()) {
            assert_eq!([&shown["f"], &shown["t"]].map(|end| actors[place(end)].id), [link.from, link.to]);
            for product in link.products.iter().take(1) {
                assert!(shown["w"][0].as_str().unwrap().contains(&map.products()[product].name));
            }
        }
        // The script finds cards and lines by their order, in both pictures.
        let own = titles(&svg(&page));
        assert_eq!(own.len(), map.links().len() + map.actors().len());
        assert!(own[map.links().len()..].iter().eq(actors.iter().map(|actor| &actor.name)));
        let other = picture_in(&page, "en");
        assert_eq!(other.is_some(), size <= 1_000);
        assert!(other.is_none_or(|other| titles(&other).len() == own.len()));
        for model in map.models().values() {
            assert!(page.contains(&format!("<article id=\"model={}\">", model.id.0)));
            assert!(page.contains(&format!("<li><a href=\"#model={}\">", model.id.0)));
        }
    }
}

#[test]
fn the_chain_of_a_model_is_that_of_its_proof_or_its_breaks() {
    let map = save("can-tho-2019.lienket");
    let data = data(&page(&map));
    let assessment = assess(&map, map.info().year);
    let (actors, links): (Vec<_>, Vec<_>) = (map.actors().keys().collect(), map.links().keys().collect());
    let mut flagged = 0;
    for shown in data["models"].as_array().unwrap() {
        let id = lienket::map::ModelId(shown["i"].as_u64().unwrap() as u32);
        let places = |name: &str| {
            shown[name].as_array().unwrap().iter().map(|it| it.as_u64().unwrap() as usize).collect::<Vec<_>>()
        };
        let lit: BTreeSet<_> = places("a").into_iter().map(|at| *actors[at]).collect();
        let lines: BTreeSet<_> = places("l").into_iter().map(|at| *links[at]).collect();
        let (model, judged) = (&map.models()[&id], &assessment.models[&id]);
        assert!(lit.is_superset(&model.core) && lit.is_superset(&model.members));
        for case in &judged.cases {
            for route in [&case.route, &case.onward, &case.paper_route].into_iter().flatten() {
                assert!(
                    route.actors.iter().all(|id| lit.contains(id)) && route.links.iter().all(|id| lines.contains(id))
                );
            }
            assert!(case.breaks.iter().all(|found| lit.contains(&found.actor)));
        }
        let breaks = shown["b"].as_array().unwrap();
        assert_eq!(!breaks.is_empty(), judged.verdict.is_flagged(), "{}", model.name);
        flagged += breaks.len();
    }
    assert!(flagged > 3);
}

/// The rules of a dark picture: whether they are for children of the picture itself, element, attribute, light colour.
fn dark_rules(page: &str) -> BTreeMap<(bool, String, String, String), String> {
    let rule = |line: &str| {
        let (selector, rest) = line.split_once('[')?;
        let outer = selector.starts_with("svg >");
        let tag = selector.trim_start_matches("svg >").trim_start_matches("svg g").trim();
        let (attribute, rest) = rest.split_once("=\"")?;
        let (light, rest) = rest.split_once("\"]")?;
        let dark = rest.split_once(": ")?.1.split_once(';')?.0;
        Some(((outer, tag.to_owned(), attribute.to_owned(), light.to_owned()), dark.to_owned()))
    };
    style(page).lines().filter(|line| line.starts_with("svg ") && line.contains('[')).filter_map(rule).collect()
}

#[test]
fn its_picture_is_the_drawing() {
    for map in [save("can-tho-2019.lienket"), save("rice-mekong-2020.lienket"), sample_map(300, 8)] {
        let drawing = export_svg(&Picture::of(&map, wish(&map)).unwrap());
        let in_page = svg(&page(&map));
        // All but the size of the element: it is as wide as its place.
        let content = |svg: &str| svg.split_once("<title>").unwrap().1.trim_end().to_owned();
        assert!(content(&in_page) == content(&drawing), "{}", map.info().title);
    }
}

#[test]
fn its_dark_picture_is_the_dark_picture() {
    for map in [save("can-tho-2019.lienket"), save("rice-mekong-2020.lienket"), sample_map(300, 8)] {
        for drawing in [DrawingStyle::default(), DrawingStyle { volumes: true, ..DrawingStyle::default() }] {
            let page = export_page(&map, &PageOptions { drawing, ..options(&map) }).unwrap();
            let dark = PictureOptions { drawing, dark: true, ..wish(&map) };
            let dark = export_svg(&Picture::of(&map, dark).unwrap());
            let (light, rules) = (svg(&page), dark_rules(&page));
            let (light, dark) = (Document::parse(&light).unwrap(), Document::parse(&dark).unwrap());
            let elements = |of: &Document<'_>| of.descendants().filter(|node| node.is_element()).count();
            assert_eq!(elements(&light), elements(&dark));
            let both = light.descendants().zip(dark.descendants()).filter(|(node, _)| node.is_element());
            for (light, dark) in both {
                for attribute in ["fill", "stroke"] {
                    let Some(colour) = light.attribute(attribute).filter(|colour| colour.starts_with('#')) else {
                        continue;
                    };
                    let outer = light.parent() == Some(light.document().root_element());
                    let place = (outer, light.tag_name().name().to_owned(), attribute.to_owned(), colour.to_owned());
                    assert_eq!(rules.get(&place).map(String::as_str), dark.attribute(attribute), "{place:?}");
                }
            }
        }
    }
}

#[test]
fn a_theme_of_its_own_does_not_ask_the_system() {
    let map = save("mango-mekong-2015.lienket");
    let css = |theme| style(&export_page(&map, &PageOptions { theme, ..options(&map) }).unwrap()).to_owned();
    assert!(css(PageTheme::System).contains("@media screen and (prefers-color-scheme: dark)"));
    assert!(!css(PageTheme::Light).contains("dark") && css(PageTheme::Dark).contains("@media screen {"));
    assert!(!css(PageTheme::System).contains('$'), "every colour has a name");
}

#[test]
fn it_is_small_and_too_large_maps_are_told() {
    let map = save("can-tho-2019.lienket");
    assert!(page(&map).len() < 400_000);
    let map = sample_map(PAGE_LIMITS[0] as u32 + 1, 1);
    let Err(error) = export_page(&map, &options(&map)) else { panic!("it is too large") };
    assert!(matches!(error, PageError::TooLarge([5_001, ..])));
    assert!(error.to_string().contains("5,001"), "{error}");
    let model = map.models().keys().next().copied();
    let chain = export_page(&map, &PageOptions { model, ..options(&map) }).unwrap();
    let models = data(&chain)["models"].as_array().unwrap().clone();
    assert_eq!(models.len(), 1);
    assert!(data(&chain)["actors"].as_array().unwrap().len() < 200);
}

/// A page as a browser has it after its scripts have run, without any network; `None` where there is no browser.
fn in_browser(page: &str, hash: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.html");
    std::fs::write(&path, page).unwrap();
    let mut command = Command::new("chromium");
    command
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--window-size=1280,800", "--virtual-time-budget=5000"])
        .args(["--host-resolver-rules=MAP * ~NOTFOUND", "--no-first-run", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("file://{}#{hash}", path.display()))
        .stdin(Stdio::null());
    match command.output() {
        Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
        Err(error) => {
            eprintln!("skipped: chromium cannot be started: {error}");
            None
        }
    }
}

#[test]
fn a_browser_lights_the_chain_of_a_model() {
    let map = save("can-tho-2019.lienket");
    let page = page(&map);
    for shown in data(&page)["models"].as_array().unwrap().iter().step_by(5) {
        let id = &shown["i"];
        let Some(dom) = in_browser(&page, &format!("model={id}")) else { return };
        assert!(
            dom.contains("class=\"js in-vi\"") && dom.contains(&format!("<article id=\"model={id}\" class=\"open\">"))
        );
        let count = |name: &str| shown[name].as_array().unwrap().len();
        let picture = between(&dom, "<div id=\"picture\"", "</div>");
        assert!(picture.contains("class=\"some-lit\""));
        // A link may have a label, which is lit with it.
        let marks = picture.matches("class=\"lit\"").count();
        assert!((count("a") + count("l")..=count("a") + 2 * count("l")).contains(&marks), "{marks}");
    }
}

#[test]
fn a_browser_shows_the_links_of_an_actor_in_the_other_language() {
    let map = save("can-tho-2019.lienket");
    let link = map.links().values().find(|link| link.from_year.is_some() && !link.products.is_empty()).unwrap();
    let Some(dom) = in_browser(&page(&map), &format!("lang=en&actor={}", link.from.0)) else { return };
    assert!(dom.contains("<html lang=\"en\" class=\"js in-en\">"));
    assert!(between(&dom, "<div id=\"picture\"", "</div>").contains("lang=\"en\""));
    let body = between(&dom, "<div id=\"actor-body\">", "</article>");
    assert!(body.contains(&map.actors()[&link.from].name) && body.contains("<h3>Sells to</h3>"), "{body}");
    let product = &map.products()[link.products.first().unwrap()].name;
    for part in [&map.actors()[&link.to].name, product, &link.from_year.unwrap().to_string()] {
        assert!(body.contains(part), "{part}");
    }
}

#[test]
fn a_browser_takes_hostile_names_for_text() {
    let map = hostile_map();
    let actor = *map.actors().keys().nth(3).unwrap();
    let Some(dom) = in_browser(&page(&map), &format!("actor={}", actor.0)) else { return };
    assert!(dom.contains("class=\"js in-vi\"") && dom.contains("<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>"));
    assert!(!dom.contains("<img"));
    assert!(between(&dom, "<div id=\"actor-body\">", "</h2>").contains("\"&gt;&lt;img onerror=alert(1) src=x&gt;"));
}
