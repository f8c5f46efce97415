//! A map as a network for other programs, each in its own file: actors with where they stand, links with their lines,
//! and every field of both under the ids of the columns that an import knows, its cells as the tables have them.
//!
//! The drawing is that of a [`Picture`]; writing gives the same bytes each time. What is no actor and no link, such as
//! models, is not in a network.

mod cx2;
mod dot;
mod drawio;
mod gexf;
mod graph;
mod graphml;

use serde::{Deserialize, Serialize};

use super::picture::Picture;
use graph::Network;
pub(super) use graph::VERDICT;

/// A format of networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NetworkFormat {
    /// `GraphML` with what yEd draws; networkx, igraph and Gephi read it, too.
    GraphMl,
    /// GEXF 1.3 of Gephi.
    Gexf,
    /// The language of Graphviz, with positions.
    Dot,
    /// diagrams.net.
    DrawIo,
    /// Cytoscape from 3.10 on.
    Cx2,
}

impl NetworkFormat {
    /// All of them, by the ending of their files.
    pub const ENDINGS: [(&str, Self); 6] = [
        ("graphml", Self::GraphMl),
        ("gexf", Self::Gexf),
        ("dot", Self::Dot),
        ("gv", Self::Dot),
        ("drawio", Self::DrawIo),
        ("cx2", Self::Cx2),
    ];

    /// How its files usually end.
    pub fn ending(self) -> &'static str {
        Self::ENDINGS.iter().find(|(_, format)| *format == self).map_or("", |(ending, _)| ending)
    }

    /// The format of files with this ending, in small or large letters.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, format)| *format)
    }
}

/// The actors and links of a picture as a network.
pub fn export_network(picture: &Picture, format: NetworkFormat) -> Vec<u8> {
    let network = Network::of(picture);
    let text = match format {
        NetworkFormat::GraphMl => graphml::graphml(&network),
        NetworkFormat::Gexf => gexf::gexf(&network),
        NetworkFormat::Dot => dot::dot(&network),
        NetworkFormat::DrawIo => drawio::drawio(&network),
        NetworkFormat::Cx2 => cx2::cx2(&network),
    };
    text.into_bytes()
}
