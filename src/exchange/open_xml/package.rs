//! The archive: parts, the type of each, and the relations between them (ECMA-376, part 2). The same parts give the same
//! bytes: the archive has no times of its own.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::RELATIONSHIPS;
use crate::exchange::xml::push_attribute;

/// The first line of every part.
pub(in crate::exchange) const XML_HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// What a part, or the archive, refers to.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange) struct Relations(Vec<(String, String)>);

impl Relations {
    /// Adds a relation of this kind to a part, by its path from the folder of the part that refers to it; returns its id.
    pub fn add(&mut self, kind: &str, target: &str) -> String {
        self.0.push((format!("{RELATIONSHIPS}/{kind}"), target.to_owned()));
        format!("rId{}", self.0.len())
    }

    /// As [`Relations::add`], for a kind with an address of its own.
    pub fn add_as(&mut self, kind: &str, target: &str) -> String {
        self.0.push((kind.to_owned(), target.to_owned()));
        format!("rId{}", self.0.len())
    }

    fn xml(&self) -> String {
        let mut out =
            format!("{XML_HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        for (at, (kind, target)) in self.0.iter().enumerate() {
            out.push_str("<Relationship");
            push_attribute(&mut out, "Id", &format!("rId{}", at + 1));
            push_attribute(&mut out, "Type", kind);
            push_attribute(&mut out, "Target", target);
            out.push_str("/>");
        }
        out + "</Relationships>"
    }
}

/// A part of the archive.
#[derive(Clone, Debug)]
pub(in crate::exchange) struct Part {
    /// Its path.
    pub name: String,
    /// Its type; pictures have that of their ending.
    pub kind: &'static str,
    pub bytes: Vec<u8>,
    pub relations: Relations,
}

/// An archive of parts.
#[derive(Debug, Default)]
pub(in crate::exchange) struct Package {
    parts: Vec<Part>,
    /// What the archive itself refers to.
    pub relations: Relations,
}

impl Package {
    pub fn add(&mut self, part: Part) {
        self.parts.push(part);
    }

    /// Adds a part of XML that refers to nothing.
    pub fn add_xml(&mut self, name: &str, kind: &'static str, xml: String) {
        self.add(Part { name: name.to_owned(), kind, bytes: xml.into_bytes(), relations: Relations::default() });
    }

    /// The bytes of the archive.
    pub fn finish(self) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let mut write = |name: &str, bytes: &[u8]| {
            // A PNG is packed already.
            let method = if is_picture(name, "png") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            // Names are short, and writing to memory cannot fail.
            let _ = archive.start_file(name, SimpleFileOptions::default().compression_method(method));
            let _ = archive.write_all(bytes);
        };
        // The types come first: some programs know a file by its beginning.
        write("[Content_Types].xml", self.types().as_bytes());
        write("_rels/.rels", self.relations.xml().as_bytes());
        for part in &self.parts {
            write(&part.name, &part.bytes);
            if !part.relations.0.is_empty() {
                let (folder, file) = part.name.rsplit_once('/').unwrap_or(("", &part.name));
                write(&format!("{folder}/_rels/{file}.rels"), part.relations.xml().as_bytes());
            }
        }
        archive.finish().map(Cursor::into_inner).unwrap_or_default()
    }

    fn types(&self) -> String {
        let mut out =
            format!("{XML_HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">");
        let mut push = |element: &str, name: (&str, &str), kind: &str| {
            out.push('<');
            out.push_str(element);
            push_attribute(&mut out, name.0, name.1);
            push_attribute(&mut out, "ContentType", kind);
            out.push_str("/>");
        };
        push("Default", ("Extension", "rels"), "application/vnd.openxmlformats-package.relationships+xml");
        push("Default", ("Extension", "xml"), "application/xml");
        let has = |ending: &str| self.parts.iter().any(|part| is_picture(&part.name, ending));
        let pictures = BTreeSet::from([("png", "image/png"), ("svg", "image/svg+xml")]);
        for (ending, kind) in pictures.into_iter().filter(|(ending, _)| has(ending)) {
            push("Default", ("Extension", ending), kind);
        }
        let others = self.parts.iter().filter(|part| !part.kind.is_empty());
        for part in others {
            push("Override", ("PartName", &format!("/{}", part.name)), part.kind);
        }
        out + "</Types>"
    }
}

fn is_picture(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, own)| own == ending)
}
