//! Styles of kinds, forms and verdicts. No style relies on colour alone: kinds have a shape and an icon, forms a dash
//! pattern, verdicts an icon and a word.

use crate::analysis::{Severity, TargetStatus, Verdict};
use crate::map::{ActorKind, LinkForm, LinkKind};
use crate::theme::{CardShape, Icon, Palette, Rgb};

/// The icon of a kind.
pub fn kind_icon(kind: ActorKind) -> Icon {
    match kind {
        ActorKind::Household => Icon::Household,
        ActorKind::Group => Icon::Group,
        ActorKind::Cooperative => Icon::Cooperative,
        ActorKind::Union => Icon::Union,
        ActorKind::Trader => Icon::Trader,
        ActorKind::Enterprise => Icon::Enterprise,
        ActorKind::Market => Icon::Market,
        ActorKind::Supporter => Icon::Supporter,
    }
}

/// The shape of a kind's card.
pub fn kind_shape(kind: ActorKind) -> CardShape {
    match kind {
        ActorKind::Household => CardShape::CutTopCorners,
        ActorKind::Group => CardShape::Rounded,
        ActorKind::Cooperative => CardShape::CutCorners,
        ActorKind::Union => CardShape::Hexagon,
        ActorKind::Trader => CardShape::Arrow,
        ActorKind::Enterprise => CardShape::Square,
        ActorKind::Market => CardShape::Pill,
        ActorKind::Supporter => CardShape::Tab,
    }
}

/// The colour of a kind.
pub fn kind_colour(kind: ActorKind, palette: &Palette) -> Rgb {
    match kind {
        ActorKind::Household => palette.kinds.household,
        ActorKind::Group => palette.kinds.group,
        ActorKind::Cooperative => palette.kinds.cooperative,
        ActorKind::Union => palette.kinds.union,
        ActorKind::Trader => palette.kinds.trader,
        ActorKind::Enterprise => palette.kinds.enterprise,
        ActorKind::Market => palette.kinds.market,
        ActorKind::Supporter => palette.kinds.supporter,
    }
}

/// The icon of a verdict.
pub fn verdict_icon(verdict: Verdict) -> Icon {
    match verdict {
        Verdict::Firm => Icon::Firm,
        Verdict::Loose => Icon::Loose,
        Verdict::StopsShort => Icon::StopsShort,
        Verdict::OnPaper => Icon::OnPaper,
        Verdict::NoBuyer => Icon::NoBuyer,
    }
}

/// The colour of a verdict.
pub fn verdict_colour(verdict: Verdict, palette: &Palette) -> Rgb {
    match verdict {
        Verdict::Firm => palette.verdicts.firm,
        Verdict::Loose => palette.verdicts.loose,
        Verdict::StopsShort => palette.verdicts.stops_short,
        Verdict::OnPaper => palette.verdicts.on_paper,
        Verdict::NoBuyer => palette.verdicts.no_buyer,
    }
}

/// The icon and colour of the status of a target; of one that is not known yet, too.
pub fn target_icon(status: Option<&TargetStatus>, palette: &Palette) -> (Icon, Rgb) {
    match status.and_then(|status| status.shortfall.map(|_| status.is_met())) {
        None => (Icon::Info, palette.text_muted),
        Some(true) => (Icon::Firm, palette.verdicts.firm),
        Some(false) => (Icon::Warning, palette.warning),
    }
}

/// The icon and colour of a finding's severity.
pub fn severity_icon(severity: Severity, palette: &Palette) -> (Icon, Rgb) {
    match severity {
        Severity::Error => (Icon::Error, palette.error),
        Severity::Warning => (Icon::Warning, palette.warning),
        Severity::Info => (Icon::Info, palette.text_muted),
    }
}

/// Lengths of stroke and gap in points, pair by pair, over and over.
pub type DashPattern = &'static [(f32, f32)];

/// Dash and dot: what is planned or not yet in force, whatever its form.
pub(super) const PLANNED_PATTERN: DashPattern = &[(9.0, 3.0), (1.6, 3.0)];

/// The dash pattern and width of a link's line, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkDash {
    /// Its strokes; `None` is a solid line.
    pub pattern: Option<DashPattern>,
    /// Two lines side by side.
    pub double: bool,
    /// Width of the line in points.
    pub width: f32,
}

/// The line of a link: contract solid, member double, agreement long dash, spot short dash, unknown dotted. Membership
/// and support are thin and solid, so that many of them on one way read as one quiet line.
pub fn link_dash(kind: LinkKind, form: Option<LinkForm>) -> LinkDash {
    let plain = LinkDash { pattern: None, double: false, width: 1.6 };
    match (kind, form) {
        (LinkKind::Support, _) => LinkDash { width: 1.0, ..plain },
        (LinkKind::Member, _) => LinkDash { width: 1.1, ..plain },
        (LinkKind::Product, Some(LinkForm::Contract)) => LinkDash { width: 2.0, ..plain },
        (LinkKind::Product, Some(LinkForm::Member)) => LinkDash { double: true, width: 1.2, ..plain },
        (LinkKind::Product, Some(LinkForm::Agreement)) => LinkDash { pattern: Some(&[(12.0, 5.0)]), ..plain },
        (LinkKind::Product, Some(LinkForm::Spot)) => LinkDash { pattern: Some(&[(5.0, 4.0)]), ..plain },
        (LinkKind::Product, None) => LinkDash { pattern: Some(&[(1.5, 4.0)]), ..plain },
    }
}
