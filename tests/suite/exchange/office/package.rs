//! Reads an archive of parts (ECMA-376, part 2), and says whether it is sound.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use resvg::usvg::roxmltree::{Document, Node};

/// The parts of an archive by their paths.
pub struct Parts(BTreeMap<String, Vec<u8>>);

impl Parts {
    /// Reads an archive that has no part twice, and no times.
    pub fn read(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).unwrap();
            let name = file.name().unwrap().into_owned();
            assert!(file.last_modified().is_none_or(|time| time.year() == 1980), "{name}");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            assert!(parts.insert(name.clone(), bytes).is_none(), "{name} twice");
        }
        Self(parts)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn xml(&self, name: &str) -> &str {
        std::str::from_utf8(&self.0[name]).unwrap()
    }

    /// All XML is well-formed, every relation leads to a part, every part has a type, and every reference a relation.
    pub fn assert_sound(&self) {
        for name in self.0.keys().filter(|name| ending(name) != "png") {
            assert_well_formed(name, self.xml(name));
        }
        self.assert_types();
        let related: BTreeSet<String> = self.0.keys().flat_map(|name| self.relations(name).into_values()).collect();
        for (name, bytes) in &self.0 {
            let relations = self.relations(name);
            for target in relations.values() {
                assert!(self.0.contains_key(target), "{name} refers to {target}");
            }
            if ending(name) == "png" {
                assert!(bytes.starts_with(b"\x89PNG\r\n"), "{name}");
            }
            let is_listed = ending(name) == "rels" || name == "[Content_Types].xml";
            assert!(is_listed || related.contains(name), "nothing refers to {name}");
            if ending(name) != "png" && ending(name) != "svg" && !is_listed {
                for reference in references(self.xml(name)) {
                    assert!(relations.contains_key(&reference), "{name} has no relation {reference}");
                }
            }
        }
    }

    fn assert_types(&self) {
        let types = Document::parse(self.xml("[Content_Types].xml")).unwrap();
        let listed = |element: &str, key: &str| -> BTreeSet<String> {
            let found = types.descendants().filter(|node| node.has_tag_name(node_name(node, element)));
            found.map(|node| node.attribute(key).unwrap().to_owned()).collect()
        };
        let (endings, parts) = (listed("Default", "Extension"), listed("Override", "PartName"));
        for part in &parts {
            assert!(self.0.contains_key(part.trim_start_matches('/')), "{part} has a type and is not there");
        }
        for name in self.names().filter(|name| *name != "[Content_Types].xml") {
            let ending = ending(name);
            let has_own = parts.contains(&format!("/{name}"));
            assert!(has_own || (ending != "xml" && endings.contains(ending)), "{name} has no type");
        }
    }

    /// The parts that a part, or the archive, refers to, by id.
    fn relations(&self, name: &str) -> BTreeMap<String, String> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let (path, base) = match name {
            "[Content_Types].xml" => ("_rels/.rels".to_owned(), ""),
            _ => (format!("{folder}/_rels/{file}.rels"), folder),
        };
        let Some(bytes) = self.0.get(&path) else { return BTreeMap::new() };
        let document = Document::parse(std::str::from_utf8(bytes).unwrap()).unwrap();
        let mut found = BTreeMap::new();
        for node in document.root_element().children().filter(Node::is_element) {
            let target = resolved(base, node.attribute("Target").unwrap());
            assert!(found.insert(node.attribute("Id").unwrap().to_owned(), target).is_none(), "{path}: an id twice");
        }
        found
    }

    /// The text of each paragraph of a part.
    pub fn paragraphs(&self, part: &str) -> Vec<String> {
        let document = Document::parse(self.xml(part)).unwrap();
        let is = |node: &Node<'_, '_>, name: &str| node.is_element() && node.tag_name().name() == name;
        let paragraphs = document.descendants().filter(|node| is(node, "p") && node.tag_name().namespace().is_some());
        let text = |paragraph: Node<'_, '_>| {
            paragraph.descendants().filter(|node| is(node, "t")).filter_map(|node| node.text()).collect::<String>()
        };
        paragraphs.map(text).collect()
    }
}

/// How the name of a part ends.
pub fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn node_name<'a>(node: &Node<'a, '_>, element: &'a str) -> resvg::usvg::roxmltree::ExpandedName<'a, 'a> {
    match node.tag_name().namespace() {
        Some(namespace) => (namespace, element).into(),
        None => element.into(),
    }
}

fn assert_well_formed(name: &str, text: &str) {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::DocType(_)) => panic!("{name}: a document type"),
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
    Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
}

/// The ids that attributes of the namespace of relations name.
fn references(text: &str) -> Vec<String> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let document = Document::parse(text).unwrap();
    let attributes = document.descendants().flat_map(|node| node.attributes().collect::<Vec<_>>());
    attributes
        .filter(|attribute| attribute.namespace() == Some(RELATIONS))
        .map(|attribute| attribute.value().to_owned())
        .collect()
}

fn resolved(base: &str, target: &str) -> String {
    let mut path: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        if part == ".." {
            path.pop().expect("a target inside the archive");
        } else {
            path.push(part);
        }
    }
    path.join("/")
}
