//! Findings about single product links: missing information, and direction against the stages.

use petgraph::graph::NodeIndex;

use crate::analysis::network::{Network, NetworkLink};
use crate::analysis::{Finding, FindingCode, FindingParts};
use crate::map::LinkForm;

pub(super) fn find(network: &Network<'_>, lanes: &[Option<u32>], findings: &mut Vec<Finding>) {
    findings.extend(network.map.links().values().filter(|link| link.from == link.to).map(|link| {
        let parts = FindingParts { actors: vec![link.from], links: vec![link.id], ..FindingParts::default() };
        Finding::new(FindingCode::SelfLink, parts)
    }));
    for edge in network.graph.raw_edges() {
        let NetworkLink { link, .. } = edge.weight;
        let mut add = |code| findings.push(Finding::of_link(code, link));
        if link.products.is_empty() {
            add(FindingCode::LinkWithoutProduct);
        }
        if link.form.is_none() {
            add(FindingCode::LinkWithoutForm);
        }
        if link.form == Some(LinkForm::Contract) && link.from_year.is_none() && link.to_year.is_none() {
            add(FindingCode::ContractWithoutDates);
        }
        let lane = |node: NodeIndex| lanes.get(node.index()).copied().flatten();
        if let (Some(from), Some(to)) = (lane(edge.source()), lane(edge.target()))
            && from > to
        {
            add(FindingCode::AgainstStageOrder);
        }
    }
}
