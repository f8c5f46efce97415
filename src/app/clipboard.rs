//! Copying and pasting: the selected actors as tables and records, pictures of the map, and what a pasted text is.

use super::document::Document;
use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::command::{ActorMove, Command};
use crate::editing::{self, Fragment};
use crate::exchange::{
    CLIPBOARD_LIMIT, ClipboardPart, PNG_SCALE, PasteRequest, PasteTarget, PasteTooLarge, Picture, Pixels,
    clipboard_cells, find_header, read_clipboard, render_pixels,
};
use crate::language::UiText;
use crate::layout;
use crate::map::{ActorId, EditLabel, Selection};
use crate::panels::Overlay;
use crate::scene::{Area, Point};

/// The most actors that are copied at once; more is a map to be saved under another name.
const MAX_ACTORS: usize = 2_000;
/// The most bytes of a text that quick entry takes.
const MAX_ENTRY: usize = 64 << 10;
/// The most pixels of a picture on the clipboard: a sheet of A3 at 300 dpi. Programs take it whole and not packed.
const MAX_PIXELS: f32 = 18_000_000.0;

/// The share of the time before a picture is rendered.
const LAYOUT_SHARE: f32 = 0.6;

/// What a pasted text is.
enum PastedText {
    /// Copied actors, or a whole map.
    Part(Box<Fragment>),
    /// A table whose first line names its columns.
    Table(Box<PasteRequest>),
    /// A block that is larger than what is taken.
    TooLarge(PasteTooLarge),
    /// Lines for quick entry.
    Entry,
    /// Nothing, for this reason.
    Refused(UiText),
}

impl Shell {
    /// Copies the selected actors with their links: tables for other programs, records for this one.
    pub(super) fn copy_selection(&mut self) -> bool {
        let Selection::Actors(actors) = &self.document.session.view.selection else { return false };
        if actors.len() > MAX_ACTORS {
            self.messages.status = Some(UiText::CopyTooMany);
            return false;
        }
        let part = editing::fragment(self.document.editor.map(), actors);
        let part = ClipboardPart { part: &part, year: self.document.year(), language: self.language() };
        let text = part.text();
        if let Err(error) = self.environment.clipboard.set_tables(&part.html(), &text) {
            log::debug!("the window's own clipboard is used: {error}");
            self.ctx.copy_text(text);
        }
        self.messages.status = Some(UiText::Copied);
        true
    }

    /// Adds what a text is: copied actors as they are, other text by way of quick entry; all of it to an import that is open.
    pub(super) fn paste(&mut self, text: &str) {
        if self.paste_into_import(text) {
            return;
        }
        match self.pasted_text(text) {
            PastedText::Part(part) => {
                self.edit(|document| document.paste(EditLabel::Paste, &part));
                self.reveal_pasted();
            }
            PastedText::Table(request) => self.panels.overlay = Overlay::paste(*request),
            PastedText::TooLarge(error) => {
                self.messages.show_error(UiText::ActionFailed, error.sentence(self.language()), false);
            }
            PastedText::Entry => self.open_quick_entry(text),
            PastedText::Refused(reason) => self.messages.status = Some(reason),
        }
    }

    /// Opens quick entry with the lines that wait there, and with more.
    pub(super) fn open_quick_entry(&mut self, more: &str) {
        if !more.is_empty() {
            let entry = self.document.pending_entry().map_or(String::new(), |entry| format!("{}\n", entry.trim_end()));
            self.document.entry = entry + more;
        }
        self.panels.overlay = Overlay::quick_entry(&self.document.entry);
    }

    /// Adds the lines of quick entry to the map; what the map refuses waits there.
    pub(super) fn enter(&mut self, text: &str) {
        let (_, near) = self.navigation.new_actor_position(&self.document, &self.derived);
        let was_empty = self.document.editor.map().actors().is_empty();
        let language = self.language();
        match self.document.enter(text, near, language) {
            Ok(()) if self.document.entry == text => self.document.entry.clear(),
            Ok(()) => {}
            Err(violation) => self.show_violation(&violation),
        }
        self.navigation.fit_next |= was_empty && !self.document.editor.map().actors().is_empty();
    }

    /// The only place that decides what a pasted text is.
    fn pasted_text(&self, text: &str) -> PastedText {
        if text.len() > CLIPBOARD_LIMIT {
            return PastedText::Refused(UiText::PasteTooLong);
        }
        match read_clipboard(text) {
            Some(Ok(part)) if part.actors().count() > MAX_ACTORS => PastedText::Refused(UiText::PasteTooMany),
            Some(Ok(part)) if part.actors().next().is_some() => PastedText::Part(Box::new(part)),
            Some(Err(error)) => {
                log::warn!("what was pasted cannot be read: {error}");
                PastedText::Refused(UiText::PasteDamaged)
            }
            None if text.contains(['\t', '\n', '\r']) => match self.pasted_table(text) {
                Ok(Some(request)) => PastedText::Table(Box::new(request)),
                Ok(None) => self.pasted_entry(text),
                Err(error) => PastedText::TooLarge(error),
            },
            None => self.pasted_entry(text),
            Some(Ok(_)) => PastedText::Refused(UiText::NothingToPaste),
        }
    }

    /// A text that is neither actors nor a table, as lines for quick entry.
    fn pasted_entry(&self, text: &str) -> PastedText {
        if text.len() > MAX_ENTRY {
            PastedText::Refused(UiText::PasteTooLong)
        } else if editing::read_entry(text, self.language()).is_empty() {
            PastedText::Refused(UiText::NothingToPaste)
        } else {
            PastedText::Entry
        }
    }

    /// A text as a table whose first line names its columns; none where it is none.
    fn pasted_table(&self, text: &str) -> Result<Option<PasteRequest>, PasteTooLarge> {
        let cells = clipboard_cells(text)?;
        let header = cells.first().and_then(|first| find_header(first, None)).filter(|_| cells.len() > 1);
        let (year, language) = (self.document.year(), self.language());
        Ok(header.map(|header| PasteRequest { cells, target: PasteTarget::Header(header), year, language }))
    }

    /// Adds a copy of the selected actors.
    pub(super) fn duplicate(&mut self) {
        let Selection::Actors(actors) = &self.document.session.view.selection else { return };
        if actors.len() > MAX_ACTORS {
            self.messages.status = Some(UiText::CopyTooMany);
            return;
        }
        let part = editing::fragment(self.document.editor.map(), actors);
        self.edit(|document| document.paste(EditLabel::Duplicate, &part));
        self.reveal_pasted();
    }

    /// Brings what was pasted into sight.
    fn reveal_pasted(&mut self) {
        if let Some(pasted) = &self.document.pasted {
            self.reveal_cards(&pasted.actors.clone());
        }
    }

    /// Brings the selected actors into sight.
    pub(super) fn reveal_selected(&mut self) {
        if let Selection::Actors(actors) = &self.document.session.view.selection {
            self.reveal_cards(&actors.iter().copied().collect::<Vec<_>>());
        }
    }

    fn reveal_cards(&mut self, actors: &[ActorId]) {
        let places = self.document.editor.map().placements();
        let cards = actors.iter().filter_map(|id| places.get(id)).map(|place| {
            let (width, height) = layout::ACTOR_SIZE;
            Area::from_center_size(Point::new(place.x, place.y), width, height)
        });
        let area = cards.fold(Area::NOTHING, Area::union);
        if !area.is_empty() {
            self.navigation.canvas_mut(&self.derived, &self.document).reveal_clear(area);
        }
    }

    /// Adds copies of actors where they would be moved.
    pub(super) fn duplicate_to(&mut self, moves: &[ActorMove]) {
        if moves.len() > MAX_ACTORS {
            self.messages.status = Some(UiText::CopyTooMany);
        } else {
            self.edit(|document| document.duplicate_to(moves));
        }
    }

    /// Adds the links of the last paste to the actors outside that were known again.
    pub(super) fn reconnect(&mut self) {
        self.edit_and_report(UiText::Reconnected, Document::reconnect);
    }

    /// Copies a picture of the highlighted chain, laid out by itself, else of what is seen.
    pub(super) fn copy_picture(&mut self) {
        if self.derived.is_provisional(&self.document, self.language()) && self.jobs.is_running(JobName::Derive) {
            // What is seen is not final: the picture waits for it.
            self.submit(Command::CopyPicture);
            return;
        }
        let options = self.picture_options();
        let map = self.document.snapshot();
        let view = self.document.session.view.clone();
        let highlight = self.derived.highlight();
        let breaks = highlight.breaks.clone();
        let Some(scene) = self.derived.scene(&self.document) else { return };
        // A single actor is no chain, and everything is what is seen.
        let is_chain = view.selection != Selection::None && (2..scene.actors.len()).contains(&highlight.actors.len());
        let scene = std::sync::Arc::clone(scene);
        let (clipboard, fonts) = (std::sync::Arc::clone(&self.environment.clipboard), self.letters.picture_fonts());
        self.jobs.start(JobName::CopyPicture, move |token| {
            let before = |part: f32| token.report_progress(part * LAYOUT_SHARE);
            let picture = if is_chain {
                Picture::of_chain(&map, &view, options, &before)
            } else {
                Ok(Picture::of_scene(map.as_ref().clone(), scene.as_ref().clone(), breaks, options))
            };
            let Ok(picture) = picture else { return JobResult::Cancelled };
            let rest = |part: f32| token.report_progress(LAYOUT_SHARE + part * (1.0 - LAYOUT_SHARE));
            let find = |letters: &_| fonts.find(letters);
            let Ok(pixels) = render_pixels(&picture, PNG_SCALE, MAX_PIXELS, &find, &rest) else {
                return JobResult::Cancelled;
            };
            match clipboard.set_picture(&pixels) {
                Ok(()) => JobResult::PictureCopied(None),
                Err(error) => {
                    log::debug!("the window's own clipboard is used: {error}");
                    JobResult::PictureCopied(Some(pixels))
                }
            }
        });
    }

    /// Says that a picture was copied; one that the system's clipboard did not take goes to the window's.
    pub(super) fn on_picture_copied(&mut self, pixels: Option<Pixels>) {
        if let Some(Pixels { width, height, rgba }) = pixels {
            let size = [width as usize, height as usize];
            self.ctx.copy_image(egui::ColorImage::from_rgba_unmultiplied(size, &rgba));
        }
        self.messages.status = Some(UiText::PictureCopied);
    }
}
