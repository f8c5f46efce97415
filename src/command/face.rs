//! How a wish looks in menus: its words and its keys.

use super::{Command, Look, Page, Sample, Scale};
use crate::language::{Language, Screen};
use crate::map::{Banding, Colouring};

/// Keys that stand for a wish. Only Ctrl, Alt and function keys: single letters clash with Vietnamese typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// With Ctrl (Command on a Mac).
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift.
    pub shift: bool,
    /// Name of the key, as egui names it.
    pub key: &'static str,
}

impl Shortcut {
    const fn ctrl(key: &'static str) -> Self {
        Self { ctrl: true, alt: false, shift: false, key }
    }

    const fn ctrl_shift(key: &'static str) -> Self {
        Self { ctrl: true, alt: false, shift: true, key }
    }

    const fn alt(key: &'static str) -> Self {
        Self { ctrl: false, alt: true, shift: false, key }
    }

    const fn plain(key: &'static str) -> Self {
        Self { ctrl: false, alt: false, shift: false, key }
    }

    /// As it stands in a menu: `Ctrl+Shift+S`.
    pub fn text(self) -> String {
        let key = match self.key {
            "Plus" => "+",
            "Minus" => "−",
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            other => other,
        };
        let held = [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")];
        let held: String = held.into_iter().filter(|(is_held, _)| *is_held).map(|(_, name)| name).collect();
        format!("{held}{key}")
    }
}

/// Words and keys of a wish.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// What stands in the menu.
    pub label: Screen,
    /// Its keys.
    pub shortcut: Option<Shortcut>,
}

impl Command {
    /// The wishes that have keys, in the order in which keys are looked for: with more keys held first.
    pub const WITH_SHORTCUTS: [Self; 23] = [
        Self::SaveAs,
        Self::New,
        Self::Open,
        Self::Save,
        Self::Quit,
        Self::Redo,
        Self::Undo,
        Self::AddActorHere,
        Self::LinkTo,
        Self::SelectAll,
        Self::Find,
        Self::Fit,
        Self::FitSelection,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::GoBack,
        Self::GoForward,
        Self::TidyThoroughly,
        Self::Tidy,
        Self::Delete,
        Self::ShowPage(Page::Map),
        Self::ShowAlone,
        Self::ToggleSides,
    ];

    /// Its words; none for what only a gesture or a field can say.
    pub fn label(&self, language: Language) -> &'static str {
        self.face().map_or("", |face| face.label.text(language))
    }

    /// How it looks in a menu; none for what only a gesture or a field can say.
    pub fn face(&self) -> Option<Face> {
        let (label, shortcut) = match self {
            Self::New => (Screen::New, Some(Shortcut::ctrl("N"))),
            Self::Open => (Screen::Open, Some(Shortcut::ctrl("O"))),
            Self::OpenSample(Sample::CanTho2019) => (Screen::SampleCanTho, None),
            Self::OpenSample(Sample::MangoMekong2015) => (Screen::SampleMango, None),
            Self::OpenSample(Sample::RiceMekong2020) => (Screen::SampleRice, None),
            Self::Save => (Screen::Save, Some(Shortcut::ctrl("S"))),
            Self::SaveAs => (Screen::SaveAs, Some(Shortcut::ctrl_shift("S"))),
            Self::ExportPicture(None) => (Screen::ExportPicture, None),
            Self::ExportPicture(Some(_)) => (Screen::ExportModel, None),
            Self::Quit => (Screen::Quit, Some(Shortcut::ctrl("Q"))),
            Self::Undo => (Screen::Undo, Some(Shortcut::ctrl("Z"))),
            Self::Redo => (Screen::Redo, Some(Shortcut::ctrl("Y"))),
            Self::Delete => (Screen::Delete, Some(Shortcut::plain("Delete"))),
            Self::SelectAll => (Screen::SelectAll, Some(Shortcut::ctrl("A"))),
            Self::Find => (Screen::Find, Some(Shortcut::ctrl("F"))),
            Self::Fit => (Screen::Fit, Some(Shortcut::ctrl("0"))),
            Self::FitSelection => (Screen::FitSelection, Some(Shortcut::ctrl("1"))),
            Self::ShowAlone => (Screen::ShowAlone, Some(Shortcut::plain("F6"))),
            Self::ZoomIn => (Screen::ZoomIn, Some(Shortcut::ctrl("Plus"))),
            Self::ZoomOut => (Screen::ZoomOut, Some(Shortcut::ctrl("Minus"))),
            Self::GoBack => (Screen::GoBack, Some(Shortcut::alt("ArrowLeft"))),
            Self::GoForward => (Screen::GoForward, Some(Shortcut::alt("ArrowRight"))),
            Self::ToggleSides => (Screen::Sides, Some(Shortcut::plain("F9"))),
            Self::ShowOverview(_) => (Screen::Overview, None),
            Self::SetColouring(Colouring::Kind) => (Screen::ColourKind, None),
            Self::SetColouring(Colouring::Product) => (Screen::ColourProduct, None),
            Self::SetColouring(Colouring::District) => (Screen::ColourDistrict, None),
            Self::SetColouring(Colouring::Verdict) => (Screen::ColourVerdict, None),
            Self::ShowVolumes(_) => (Screen::DrawVolumes, None),
            Self::ShowLegend(_) => (Screen::Legend, None),
            Self::SetCalm(_) => (Screen::LessMotion, None),
            Self::Tidy => (Screen::Tidy, Some(Shortcut::ctrl("L"))),
            Self::TidyThoroughly => (Screen::TidyThoroughly, Some(Shortcut::ctrl_shift("L"))),
            Self::ToggleFindings => (Screen::Findings, None),
            Self::ShowPage(Page::Map) => (Screen::PageMap, Some(Shortcut::plain("F2"))),
            Self::ShowPage(Page::Channels) => (Screen::PageChannels, None),
            Self::ShowPage(Page::Volumes) => (Screen::PageVolumes, None),
            Self::ShowPage(Page::Targets) => (Screen::PageTargets, None),
            Self::ShowPage(Page::Years) => (Screen::PageYears, None),
            Self::ShowPage(Page::Tables) => (Screen::PageTables, None),
            Self::SetLanguage(Language::Vietnamese) => (Screen::Vietnamese, None),
            Self::SetLanguage(Language::English) => (Screen::English, None),
            Self::SetLook(Look::System) => (Screen::LookSystem, None),
            Self::SetLook(Look::Light) => (Screen::LookLight, None),
            Self::SetLook(Look::Dark) => (Screen::LookDark, None),
            Self::SetLook(Look::HighContrast) => (Screen::LookHighContrast, None),
            Self::SetScale(Scale::Usual) => (Screen::ScaleUsual, None),
            Self::SetScale(Scale::Larger) => (Screen::ScaleLarger, None),
            Self::SetScale(Scale::Large) => (Screen::ScaleLarge, None),
            Self::SetScale(Scale::Largest) => (Screen::ScaleLargest, None),
            Self::SetBands(None) => (Screen::BandsNone, None),
            Self::SetBands(Some(Banding::District)) => (Screen::BandsDistrict, None),
            Self::SetBands(Some(Banding::Product)) => (Screen::BandsProduct, None),
            Self::SetBands(Some(Banding::Model)) => (Screen::BandsModel, None),
            Self::SetBands(Some(Banding::Union)) => (Screen::BandsUnion, None),
            Self::AddActorHere => (Screen::AddActor, Some(Shortcut::ctrl_shift("A"))),
            Self::LinkTo => (Screen::LinkTo, Some(Shortcut::ctrl("K"))),
            Self::AddModel(_) => (Screen::AddModel, None),
            Self::AddStage => (Screen::AddStage, None),
            Self::AddProduct => (Screen::AddProduct, None),
            Self::CancelWork => (Screen::Cancel, None),
            Self::WorkOut => (Screen::WorkOut, None),
            _ => return None,
        };
        Some(Face { label, shortcut })
    }
}
