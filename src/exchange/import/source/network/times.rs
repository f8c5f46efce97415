//! When nodes and edges exist: the years of GEXF's starts, ends and spells.

use super::graph::{Edge, Graph, Node};
use super::xml::Element;
use crate::exchange::import::report::NetworkRemark;
use crate::map::{YEARS, Year};
use crate::schema::{actor, link};

/// What the times of a network could not say.
#[derive(Debug, Default)]
pub(super) struct Times {
    left_out: usize,
    joined: usize,
}

/// The first and the last year of a node or edge, as far as it says them.
#[derive(Clone, Copy, Debug, Default)]
struct Years {
    first: Option<Year>,
    last: Option<Year>,
}

impl Times {
    /// Gives a node the years in which it exists.
    pub fn tell_node(&mut self, graph: &mut Graph, node: &mut Node, element: &Element) {
        let Years { first, last } = self.years(element);
        if let Some(first) = first {
            graph.tell_node(node, actor::FOUNDED.id, &first.to_string(), true);
        }
        // The first year in which it is gone.
        if let Some(gone) = last.map(|last| last + 1).filter(|gone| YEARS.contains(gone)) {
            graph.tell_node(node, actor::DISSOLVED.id, &gone.to_string(), true);
        }
    }

    /// Gives an edge the years in which it is in force.
    pub fn tell_edge(&mut self, graph: &mut Graph, edge: &mut Edge, element: &Element) {
        let Years { first, last } = self.years(element);
        for (field, year) in [(link::FROM_YEAR.id, first), (link::TO_YEAR.id, last)] {
            if let Some(year) = year {
                graph.tell_edge(edge, field, &year.to_string(), true);
            }
        }
    }

    /// What is to be told of the times.
    pub fn remarks(&self) -> impl Iterator<Item = NetworkRemark> {
        let told =
            [NetworkRemark::TimesLeftOut { count: self.left_out }, NetworkRemark::TimesJoined { count: self.joined }];
        told.into_iter().zip([self.left_out, self.joined]).filter(|(_, count)| *count > 0).map(|(remark, _)| remark)
    }

    fn years(&mut self, element: &Element) -> Years {
        let spells: Vec<&Element> = element.children("spells").flat_map(|spells| spells.children("spell")).collect();
        let spells = if spells.is_empty() { vec![element] } else { spells };
        let mut years = Years::default();
        // A spell without a start or an end is open there, and so is all of them together.
        let (mut is_open, mut has_wrong) = ((false, false), false);
        for spell in &spells {
            let start = Moment::read(spell, "start", "startopen");
            let end = Moment::read(spell, "end", "endopen");
            is_open = (is_open.0 || matches!(start, Moment::Open), is_open.1 || matches!(end, Moment::Open));
            has_wrong |= matches!(start, Moment::Wrong) || matches!(end, Moment::Wrong);
            if let Moment::Year { year, is_excluded } = start {
                let first = if is_excluded { year + 1 } else { year };
                years.first = Some(years.first.map_or(first, |known| known.min(first)));
            }
            if let Moment::Year { year, is_excluded } = end {
                let last = if is_excluded { year - 1 } else { year };
                years.last = Some(years.last.map_or(last, |known| known.max(last)));
            }
        }
        self.left_out += usize::from(has_wrong);
        self.joined += usize::from(spells.len() > 1);
        let is_year = |year: &Year| YEARS.contains(year);
        Years {
            first: years.first.filter(|year| !is_open.0 && is_year(year)),
            last: years.last.filter(|year| !is_open.1 && is_year(year)),
        }
    }
}

/// A start or an end.
enum Moment {
    /// None is told.
    Open,
    /// In a year; excluded where the whole year is, as by an end before its first day.
    Year { year: Year, is_excluded: bool },
    /// No year that a map may speak of.
    Wrong,
}

impl Moment {
    /// Reads an attribute, or its form for a moment that is itself excluded.
    fn read(element: &Element, name: &str, excluding: &str) -> Self {
        let (text, is_excluding) = match (element.attribute(name), element.attribute(excluding)) {
            (Some(text), _) => (text, false),
            (None, Some(text)) => (text, true),
            (None, None) => return Self::Open,
        };
        let text = text.trim();
        if text.is_empty() || matches!(text.to_ascii_lowercase().as_str(), "inf" | "-inf" | "infinity" | "-infinity") {
            return Self::Open;
        }
        let date = text.get(..10).filter(|date| date.as_bytes().get(4) == Some(&b'-'));
        let (year, is_boundary) = match date {
            Some(date) if name == "end" => (date.get(..4), date.ends_with("-01-01")),
            Some(date) => (date.get(..4), date.ends_with("-12-31")),
            None => (Some(text.strip_suffix(".0").unwrap_or(text)), true),
        };
        match year.and_then(|year| year.parse::<Year>().ok()).filter(|year| YEARS.contains(year)) {
            Some(year) => Self::Year { year, is_excluded: is_excluding && is_boundary },
            None => Self::Wrong,
        }
    }
}
