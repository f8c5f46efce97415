//! XML as a tree: elements and attributes by their local names, so that prefixes may be what they like.
//!
//! A document type is skipped and defines nothing: an entity other than the five of XML and numbers is an error.

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{MAX_DEPTH, damaged, line_at};
use crate::exchange::import::report::{RowErrorKind, SourceFormat};

/// The most elements of a document.
const MAX_ELEMENTS: usize = 8_000_000;
/// The most attributes of an element.
const MAX_ATTRIBUTES: usize = 1_000;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    /// The text between its children.
    pub text: String,
    /// The line in which it begins.
    pub line: usize,
}

impl Element {
    /// The value of an attribute; the first of several.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All attributes, in their order.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The children of a name.
    pub fn children<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The first element of a name below, children before grandchildren.
    pub fn descendant(&self, name: &str) -> Option<&Element> {
        self.child(name).or_else(|| self.children.iter().find_map(|child| child.descendant(name)))
    }
}

/// The local name of the root element; none if the text is no XML.
pub(super) fn root_name(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => return Some(local(start.name().0).to_owned()),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Reads a document.
///
/// # Errors
/// When it is not well-formed, or too large or too deep.
pub(super) fn parse(text: &str, format: SourceFormat) -> Result<Element, RowErrorKind> {
    Parser { text, format, lines: (0, 1), open: Vec::new(), elements: 0, root: None }.parse()
}

struct Parser<'t> {
    text: &'t str,
    format: SourceFormat,
    /// An offset and its line, from which later ones are counted.
    lines: (usize, usize),
    open: Vec<Element>,
    elements: usize,
    root: Option<Element>,
}

impl Parser<'_> {
    fn parse(mut self) -> Result<Element, RowErrorKind> {
        let mut reader = Reader::from_str(self.text);
        loop {
            let at = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|_| self.fault(reader.error_position() as usize))?;
            match event {
                Event::Start(start) => self.begin(&start, at)?,
                Event::Empty(start) => {
                    self.begin(&start, at)?;
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.add_text(&text),
                Event::CData(text) => self.add_text(&text),
                Event::GeneralRef(entity) => {
                    let resolved = entity_text(&entity).ok_or_else(|| self.fault(at))?;
                    self.add_text(&resolved);
                }
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        let end = self.text.len();
        if self.open.is_empty() { self.root.take().ok_or_else(|| self.fault(end)) } else { Err(self.fault(end)) }
    }

    fn fault(&self, at: usize) -> RowErrorKind {
        damaged(self.format, line_at(self.text, at))
    }

    fn begin(&mut self, start: &BytesStart<'_>, at: usize) -> Result<(), RowErrorKind> {
        self.elements += 1;
        if self.open.len() >= MAX_DEPTH || self.elements > MAX_ELEMENTS {
            return Err(RowErrorKind::NetworkTooLarge);
        }
        let (from, line) = self.lines;
        let between = self.text.as_bytes().get(from..at).unwrap_or_default();
        self.lines = (at, line + memchr::memchr_iter(b'\n', between).count());
        let name = local(start.name().0).to_owned();
        let mut element = Element { name, line: self.lines.1, ..Element::default() };
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| self.fault(at))?;
            if element.attributes.len() >= MAX_ATTRIBUTES {
                return Err(RowErrorKind::NetworkTooLarge);
            }
            let value = unescape(&attribute.value).map_err(|_| self.fault(at))?.into_owned();
            element.attributes.push((local(attribute.key.0).to_owned(), value));
        }
        self.open.push(element);
        Ok(())
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => {
                self.root.get_or_insert(element);
            }
        }
    }

    fn add_text(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
        }
    }
}

/// What an entity stands for: one of the five, or a character by its number.
fn entity_text(entity: &BytesRef<'_>) -> Option<String> {
    match entity.resolve_char_ref().ok()? {
        Some(c) => Some(c.to_string()),
        None => resolve_predefined_entity(entity).map(str::to_owned),
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
