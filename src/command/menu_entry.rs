//! Menu labels and keyboard shortcuts of commands.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{ColorScheme, Command, ExportStart, Page, Presenting, SampleMap, UiScale};
use crate::editing::{Arrangement, Growth};
use crate::language::{Language, UiText, uncapitalised};
use crate::map::{ActorId, Banding, Colouring, Selection};
use crate::schema::banding_name;
use crate::session::{Alike, ViewContext};

/// A keyboard shortcut. Letters only with Ctrl or Alt: single letters clash with Vietnamese typing.
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

    const fn ctrl_alt(key: &'static str) -> Self {
        Self { ctrl: true, alt: true, shift: false, key }
    }

    const fn alt(key: &'static str) -> Self {
        Self { ctrl: false, alt: true, shift: false, key }
    }

    const fn shift(key: &'static str) -> Self {
        Self { ctrl: false, alt: false, shift: true, key }
    }

    const fn plain(key: &'static str) -> Self {
        Self { ctrl: false, alt: false, shift: false, key }
    }

    /// The text in a menu: `Ctrl+Shift+S`.
    pub fn text(self) -> String {
        let key = match self.key {
            "Plus" => "+",
            "Minus" => "−",
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            other => other,
        };
        let modifiers = [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")];
        let modifiers: String = modifiers.into_iter().filter(|(is_held, _)| *is_held).map(|(_, name)| name).collect();
        format!("{modifiers}{key}")
    }
}

/// The topics of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyTopic {
    /// The map as a file, and the window.
    File,
    /// Changing the map.
    Edit,
    /// Looking at it.
    View,
}

impl KeyTopic {
    /// Every topic, in order.
    pub const ALL: [Self; 3] = [Self::File, Self::Edit, Self::View];

    /// What it is called.
    pub fn title(self) -> UiText {
        match self {
            Self::File => UiText::KeysFile,
            Self::Edit => UiText::KeysEdit,
            Self::View => UiText::KeysView,
        }
    }
}

/// Label and shortcut of a command.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MenuEntry {
    /// The text in the menu.
    pub label: UiText,
    /// The shortcut, if any.
    pub shortcut: Option<Shortcut>,
}

impl Command {
    /// The commands with a shortcut, in matching order: of two with the same key, the one with more modifiers first.
    pub const WITH_SHORTCUTS: [Self; 48] = [
        Self::ShowTemplates,
        Self::New,
        Self::Open,
        Self::SaveAs,
        Self::Save,
        Self::SaveAsTemplate,
        Self::Quit,
        Self::Redo,
        Self::Undo,
        Self::AddActorHere,
        Self::LinkTo,
        Self::SelectAll,
        Self::Find,
        Self::FindAndReplace,
        Self::Fit,
        Self::FitSelection,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::GoBack,
        Self::GoForward,
        Self::TidyThoroughly,
        Self::Tidy,
        Self::Delete,
        Self::CopyPicture,
        Self::Cut,
        Self::Copy,
        Self::RequestPaste,
        Self::Duplicate,
        Self::Rename,
        Self::QuickEntry,
        Self::ShowExport(ExportStart::Last),
        Self::Print,
        Self::Palette,
        Self::ShowKeys,
        Self::OpenGuide,
        Self::ShowPage(Page::Map),
        Self::ShowPage(Page::Channels),
        Self::ShowPage(Page::Volumes),
        Self::ShowPage(Page::Targets),
        Self::ShowPage(Page::Years),
        Self::ShowPage(Page::Tables),
        Self::ShowPage(Page::Slides),
        Self::ToggleIsolation,
        Self::ToggleSidePanels,
        Self::Present(Presenting::Start),
        Self::ToggleFullScreen,
        Self::StepYear(-1),
        Self::StepYear(1),
    ];

    /// The topic of its keys.
    pub fn key_topic(&self) -> KeyTopic {
        match self {
            Self::New
            | Self::ShowTemplates
            | Self::ShowUnsaved
            | Self::Open
            | Self::Save
            | Self::SaveAs
            | Self::SaveAsTemplate
            | Self::Quit
            | Self::ShowExport(_)
            | Self::Print
            | Self::Palette
            | Self::OpenGuide
            | Self::ShowKeys => KeyTopic::File,
            Self::Undo
            | Self::Redo
            | Self::AddActorHere
            | Self::LinkTo
            | Self::SelectAll
            | Self::FindAndReplace
            | Self::Rename
            | Self::QuickEntry
            | Self::Cut
            | Self::Copy
            | Self::CopyPicture
            | Self::RequestPaste
            | Self::Duplicate
            | Self::Tidy
            | Self::TidyThoroughly
            | Self::Delete => KeyTopic::Edit,
            _ => KeyTopic::View,
        }
    }

    /// The commands that the palette offers.
    pub fn in_palette(context: &ViewContext<'_>) -> Vec<Self> {
        let with_keys = Self::WITH_SHORTCUTS.into_iter().filter(|command| *command != Self::Palette);
        let none = BTreeSet::new();
        let selected = match &context.view.selection {
            Selection::Actors(actors) => actors,
            _ => &none,
        };
        let has_selection = !selected.is_empty();
        let of_selection = has_selection.then(|| Self::AddModel(selected.iter().copied().collect()));
        let of_selection = of_selection.into_iter().chain(Self::for_actors(selected));
        let alike = Alike::ALL.into_iter().filter(|_| has_selection).map(Self::SelectAlike);
        let of_link = match &context.view.selection {
            Selection::Link(link) => Some(Self::ReverseLink(*link)),
            _ => None,
        };
        let others = [
            Self::ShowHistory,
            Self::Compare,
            Self::ChooseMerged,
            Self::ShowUnsaved,
            Self::ShowTour,
            Self::ShowAbout,
            Self::AddStage,
            Self::AddProduct,
            Self::Import,
            Self::ExportWorkbook,
            Self::ExportResults,
            Self::ShowExport(ExportStart::Report),
            Self::ToggleFindings,
            Self::AddView,
            Self::ShowVolumes(!context.view.drawing.volumes),
            Self::ShowLinkLabels(context.view.drawing.labels_hidden),
            Self::SetLanguage(Language::Vietnamese),
            Self::SetLanguage(Language::English),
        ];
        let samples = SampleMap::ALL.map(Self::OpenSample);
        let colourings = Colouring::ALL.map(Self::SetColouring);
        let bands = std::iter::once(None).chain(Banding::ALL.map(Some)).map(Self::SetBands);
        let schemes = ColorScheme::ALL.map(Self::SetColorScheme);
        let scales = UiScale::ALL.map(Self::SetScale);
        let all =
            with_keys.chain(of_selection).chain(of_link).chain(alike).chain(others).chain(colourings).chain(bands);
        all.chain(schemes).chain(scales).chain(samples).collect()
    }

    /// Arranging, tidying, merging, pinning these actors, as far as they are enough for it.
    pub fn for_actors(actors: &BTreeSet<ActorId>) -> Vec<Self> {
        let arranged = Arrangement::ALL.into_iter().filter(|how| actors.len() >= how.min_actors()).map(Self::Arrange);
        let tidied = (actors.len() > 1).then_some(Self::TidySelection);
        let pinned = [true, false].map(|pinned| Self::Pin(actors.clone(), pinned));
        let merged = (actors.len() == 2).then(|| Self::ShowMerge(actors.clone()));
        arranged.chain(tidied).chain(merged).chain(pinned.into_iter().filter(|_| !actors.is_empty())).collect()
    }

    /// The menu label; empty for commands sent only by gestures or fields.
    pub fn label(&self, language: Language) -> &'static str {
        self.menu_entry().map_or("", |menu_entry| menu_entry.label.text(language))
    }

    /// The label as it stands on its own: of a choice, with what it is chosen for, which a menu has as its title.
    pub fn full_label(&self, language: Language) -> Cow<'static, str> {
        let label = self.label(language);
        let (title, between) = match self {
            Self::SetColouring(_) => (UiText::ColourMenu, " "),
            Self::SetBands(Some(_)) => (UiText::Bands, " "),
            Self::SetColorScheme(_) => (UiText::AppearanceMenu, ": "),
            Self::SetScale(_) => (UiText::ScaleMenu, ": "),
            Self::SetLanguage(_) => return format!("{}: {label}", UiText::LanguageMenu.text(language)).into(),
            Self::OpenSample(_) => return format!("{}: {label}", UiText::OpenSamples.text(language)).into(),
            _ => return label.into(),
        };
        format!("{}{between}{}", title.text(language), uncapitalised(label)).into()
    }

    /// Further words by which people look for it.
    pub fn search_words(&self, language: Language) -> &'static str {
        match self {
            Self::Fit => UiText::FitWords.text(language),
            Self::ShowExport(ExportStart::Last) => UiText::ExportWords.text(language),
            Self::SetScale(UiScale::Usual) => UiText::ScaleUsualWords.text(language),
            _ => "",
        }
    }

    /// The menu entry; `None` for commands sent only by gestures or fields.
    pub fn menu_entry(&self) -> Option<MenuEntry> {
        let (label, shortcut) = match self {
            Self::New => (UiText::New, Some(Shortcut::ctrl("N"))),
            Self::ShowTemplates => (UiText::NewFromTemplate, Some(Shortcut::ctrl_shift("N"))),
            Self::ShowUnsaved => (UiText::UnsavedEdits, None),
            Self::Open => (UiText::Open, Some(Shortcut::ctrl("O"))),
            Self::OpenSample(SampleMap::CanTho2019) => (UiText::SampleCanTho, None),
            Self::OpenSample(SampleMap::MangoMekong2015) => (UiText::SampleMango, None),
            Self::OpenSample(SampleMap::RiceMekong2020) => (UiText::SampleRice, None),
            Self::Save => (UiText::Save, Some(Shortcut::ctrl("S"))),
            Self::SaveAs => (UiText::SaveAs, Some(Shortcut::ctrl_shift("S"))),
            Self::SaveAsTemplate => (UiText::SaveAsTemplate, Some(Shortcut::shift("F11"))),
            Self::ShowHistory => (UiText::History, None),
            Self::Compare => (UiText::Compare, None),
            Self::ChooseMerged => (UiText::MergeCopy, None),
            Self::RestoreVersion => (UiText::RestoreVersion, None),
            Self::Import => (UiText::ImportTables, None),
            Self::ExportWorkbook => (UiText::ExportWorkbook, None),
            Self::ExportResults => (UiText::ExportResults, None),
            Self::ShowExport(ExportStart::Last) => (UiText::Export, Some(Shortcut::ctrl("E"))),
            Self::ShowExport(ExportStart::Model(_)) => (UiText::ExportModel, None),
            Self::ShowExport(ExportStart::Report) => (UiText::ExportReport, None),
            Self::Print => (UiText::Print, Some(Shortcut::ctrl_alt("P"))),
            Self::Quit => (UiText::Quit, Some(Shortcut::ctrl("Q"))),
            Self::Undo => (UiText::Undo, Some(Shortcut::ctrl("Z"))),
            Self::Redo => (UiText::Redo, Some(Shortcut::ctrl("Y"))),
            Self::Cut => (UiText::Cut, Some(Shortcut::ctrl("X"))),
            Self::Copy => (UiText::Copy, Some(Shortcut::ctrl("C"))),
            Self::CopyPicture => (UiText::CopyPicture, Some(Shortcut::ctrl_shift("C"))),
            Self::RequestPaste => (UiText::Paste, Some(Shortcut::ctrl("V"))),
            Self::Duplicate => (UiText::Duplicate, Some(Shortcut::ctrl("D"))),
            Self::SelectAlike(alike) => (alike_text(*alike), None),
            Self::ShowMerge(actors) if actors.len() > 2 => (UiText::MergeTwoOfThese, None),
            Self::ShowMerge(_) => (UiText::MergeThese, None),
            Self::ReverseLink(_) => (UiText::ReverseLink, None),
            Self::Grow(_, Growth::Downstream) => (UiText::GrowDownstream, None),
            Self::Grow(_, Growth::Upstream) => (UiText::GrowUpstream, None),
            Self::Grow(_, Growth::Beside) => (UiText::KeyBeside, None),
            Self::Arrange(how) => (arrangement_text(*how), None),
            Self::TidySelection => (UiText::TidySelection, None),
            Self::Pin(_, true) => (UiText::PinHere, None),
            Self::Pin(_, false) => (UiText::Unpin, None),
            Self::AddActor { .. } => (UiText::AddActor, None),
            Self::QuickEntry => (UiText::QuickEntry, Some(Shortcut::ctrl("Enter"))),
            Self::Palette => (UiText::Palette, Some(Shortcut::ctrl("P"))),
            Self::ShowKeys => (UiText::Keys, Some(Shortcut::shift("F1"))),
            Self::OpenGuide => (UiText::Guide, Some(Shortcut::plain("F1"))),
            Self::ShowTour => (UiText::Tour, None),
            Self::ShowAbout => (UiText::About, None),
            Self::Rename => (UiText::Rename, Some(Shortcut::plain("F2"))),
            Self::Delete => (UiText::Delete, Some(Shortcut::plain("Delete"))),
            Self::SelectAll => (UiText::SelectAll, Some(Shortcut::ctrl("A"))),
            Self::Find => (UiText::Find, Some(Shortcut::ctrl("F"))),
            Self::FindAndReplace => (UiText::FindAndReplace, Some(Shortcut::ctrl("H"))),
            Self::Fit => (UiText::Fit, Some(Shortcut::ctrl("0"))),
            Self::FitSelection => (UiText::FitSelection, Some(Shortcut::ctrl("1"))),
            Self::ToggleIsolation => (UiText::ToggleIsolation, Some(Shortcut::plain("F6"))),
            Self::ZoomIn => (UiText::ZoomIn, Some(Shortcut::ctrl("Plus"))),
            Self::ZoomOut => (UiText::ZoomOut, Some(Shortcut::ctrl("Minus"))),
            Self::GoBack => (UiText::GoBack, Some(Shortcut::alt("ArrowLeft"))),
            Self::GoForward => (UiText::GoForward, Some(Shortcut::alt("ArrowRight"))),
            Self::ToggleSidePanels => (UiText::SidePanels, Some(Shortcut::plain("F9"))),
            Self::Present(Presenting::Start) => (UiText::Present, Some(Shortcut::plain("F5"))),
            Self::ToggleFullScreen => (UiText::FullScreen, Some(Shortcut::plain("F11"))),
            Self::StepYear(-1) => (UiText::PreviousYear, Some(Shortcut::ctrl("PageUp"))),
            Self::StepYear(1) => (UiText::NextYear, Some(Shortcut::ctrl("PageDown"))),
            Self::ShowMinimap(_) => (UiText::Minimap, None),
            Self::SetColouring(Colouring::Kind) => (UiText::ColourKind, None),
            Self::SetColouring(Colouring::Product) => (UiText::ColourProduct, None),
            Self::SetColouring(Colouring::District) => (UiText::ColourDistrict, None),
            Self::SetColouring(Colouring::Verdict) => (UiText::ColourVerdict, None),
            Self::ShowVolumes(_) => (UiText::DrawVolumes, None),
            Self::ShowLinkLabels(_) => (UiText::DrawLinkLabels, None),
            Self::ShowLegend(_) => (UiText::Legend, None),
            Self::SetReducedMotion(_) => (UiText::ReducedMotion, None),
            Self::Tidy => (UiText::Tidy, Some(Shortcut::ctrl("L"))),
            Self::TidyThoroughly => (UiText::TidyThoroughly, Some(Shortcut::ctrl_shift("L"))),
            Self::ToggleFindings => (UiText::Findings, None),
            Self::ShowPage(Page::Map) => (UiText::PageMap, Some(Shortcut::alt("1"))),
            Self::ShowPage(Page::Channels) => (UiText::PageChannels, Some(Shortcut::alt("2"))),
            Self::ShowPage(Page::Volumes) => (UiText::PageVolumes, Some(Shortcut::alt("3"))),
            Self::ShowPage(Page::Targets) => (UiText::PageTargets, Some(Shortcut::alt("4"))),
            Self::ShowPage(Page::Years) => (UiText::PageYears, Some(Shortcut::alt("5"))),
            Self::ShowPage(Page::Tables) => (UiText::PageTables, Some(Shortcut::alt("6"))),
            Self::ShowPage(Page::Slides) => (UiText::PageSlides, Some(Shortcut::alt("7"))),
            Self::AddView => (UiText::AddView, None),
            Self::SetLanguage(Language::Vietnamese) => (UiText::Vietnamese, None),
            Self::SetLanguage(Language::English) => (UiText::English, None),
            Self::SetColorScheme(ColorScheme::System) => (UiText::AppearanceSystem, None),
            Self::SetColorScheme(ColorScheme::Light) => (UiText::AppearanceLight, None),
            Self::SetColorScheme(ColorScheme::Dark) => (UiText::AppearanceDark, None),
            Self::SetColorScheme(ColorScheme::HighContrast) => (UiText::AppearanceHighContrast, None),
            Self::SetScale(UiScale::Usual) => (UiText::ScaleUsual, None),
            Self::SetScale(UiScale::Larger) => (UiText::ScaleLarger, None),
            Self::SetScale(UiScale::Large) => (UiText::ScaleLarge, None),
            Self::SetScale(UiScale::Largest) => (UiText::ScaleLargest, None),
            Self::SetBands(bands) => (banding_name(*bands), None),
            Self::AddActorHere => (UiText::AddActor, Some(Shortcut::ctrl_shift("A"))),
            Self::LinkTo => (UiText::LinkTo, Some(Shortcut::ctrl("K"))),
            Self::AddModel(actors) if actors.len() == 1 => (UiText::AddModelOfOne, None),
            Self::AddModel(_) => (UiText::AddModel, None),
            Self::AddStage => (UiText::AddStage, None),
            Self::InsertStage { before: true, .. } => (UiText::AddStageBefore, None),
            Self::InsertStage { before: false, .. } => (UiText::AddStageAfter, None),
            Self::RenameStage(_) => (UiText::RenameStage, None),
            Self::AddProduct => (UiText::AddProduct, None),
            Self::CancelJob => (UiText::Cancel, None),
            Self::Recompute => (UiText::Recompute, None),
            _ => return None,
        };
        Some(MenuEntry { label, shortcut })
    }
}

fn arrangement_text(how: Arrangement) -> UiText {
    match how {
        Arrangement::Left => UiText::AlignLeft,
        Arrangement::Center => UiText::AlignCenter,
        Arrangement::Right => UiText::AlignRight,
        Arrangement::Top => UiText::AlignTop,
        Arrangement::Middle => UiText::AlignMiddle,
        Arrangement::Bottom => UiText::AlignBottom,
        Arrangement::Across => UiText::DistributeAcross,
        Arrangement::Down => UiText::DistributeDown,
    }
}

fn alike_text(alike: Alike) -> UiText {
    match alike {
        Alike::Kind => UiText::AlikeKind,
        Alike::Product => UiText::AlikeProduct,
        Alike::Commune => UiText::AlikeCommune,
        Alike::District => UiText::AlikeDistrict,
        Alike::Model => UiText::AlikeModel,
        Alike::Upstream => UiText::AlikeUpstream,
        Alike::Downstream => UiText::AlikeDownstream,
        Alike::Chain => UiText::AlikeChain,
        Alike::Others => UiText::AlikeOthers,
    }
}
