//! What is chosen for a file that shows the map, and the page of it that is looked at.
//!
//! Invariant: the page that is shown as up to date was drawn of everything that is chosen and of the map as it is.

use std::fmt;

use egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::exchange::{ExportFigures, ExportPreview, ExportRequest};
use crate::language::Language;
use crate::map::{DrawingStyle, Neighborhood, Year};

/// Pixels by which the room of a preview may change before it is drawn anew.
const ROOM_STEP: u32 = 64;

/// What of the map and the window a preview hangs on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExportBasis {
    /// Of the map: different for every other one.
    pub generation: u64,
    /// The year that is shown.
    pub year: Year,
    /// Colouring and flow widths.
    pub drawing: DrawingStyle,
    /// How far the highlight reaches from a single actor.
    pub neighborhood: Neighborhood,
    /// The language of the window.
    pub language: Language,
}

/// A page that is to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedPreview {
    /// The file.
    pub request: ExportRequest,
    /// The number of the page, from 0.
    pub page: usize,
    /// Pixels across and down that it may take.
    pub room: [u32; 2],
    basis: ExportBasis,
}

/// A page that was drawn.
pub(super) struct DrawnPage {
    image: Option<ColorImage>,
    texture: Option<TextureHandle>,
    pub figures: ExportFigures,
}

impl fmt::Debug for DrawnPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DrawnPage").field("figures", &self.figures).finish_non_exhaustive()
    }
}

impl DrawnPage {
    /// The picture, once the graphics have it.
    pub fn texture(&mut self, ctx: &Context) -> Option<&TextureHandle> {
        if let Some(image) = self.image.take() {
            self.texture = Some(ctx.load_texture("export preview", image, TextureOptions::LINEAR));
        }
        self.texture.as_ref()
    }
}

/// A file while it is chosen.
#[derive(Debug)]
pub struct ExportState {
    pub(super) request: ExportRequest,
    /// The number of the page that is looked at, from 0.
    pub(super) page: usize,
    /// What a preview may take; `None` before the first frame.
    pub(super) room: Option<[u32; 2]>,
    asked: Option<AskedPreview>,
    /// The last page that was drawn, which stays until the next one.
    pub(super) drawn: Option<DrawnPage>,
    /// Why there is none of what is chosen; empty for a fault of the program.
    pub(super) problem: Option<String>,
    /// How far the drawing is.
    pub(super) progress: Option<f32>,
    pub(super) has_focus: bool,
}

impl ExportState {
    /// With this to begin with.
    pub(in crate::panels) fn new(request: ExportRequest) -> Self {
        Self { request, page: 0, room: None, asked: None, drawn: None, problem: None, progress: None, has_focus: false }
    }

    /// The file that is chosen.
    pub fn request(&self) -> &ExportRequest {
        &self.request
    }

    /// Why there is no such file, where that is known.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// How large the file comes out, once that is known of what is chosen.
    pub fn figures(&self) -> Option<ExportFigures> {
        let asked = self.asked.as_ref().filter(|asked| asked.request == self.request)?;
        let is_current = self.progress.is_none() && asked.page == self.page;
        self.drawn.as_ref().filter(|_| is_current).map(|drawn| drawn.figures)
    }

    /// How far the drawing of the preview is; `None` while none is drawn.
    pub fn set_progress(&mut self, progress: Option<f32>) {
        self.progress = progress;
    }

    /// The page that is to be drawn now: none where that one was asked for.
    pub fn next_preview(&mut self, basis: ExportBasis) -> Option<AskedPreview> {
        let room = self.room?.map(|side| side.div_ceil(ROOM_STEP) * ROOM_STEP);
        let wanted = AskedPreview { request: self.request.clone(), page: self.page, room, basis };
        if self.asked.as_ref() == Some(&wanted) {
            return None;
        }
        self.asked = Some(wanted.clone());
        self.progress = Some(0.0);
        Some(wanted)
    }

    /// Takes in a page, or why there is none; what is no longer wanted is left.
    pub fn on_preview(&mut self, asked: &AskedPreview, outcome: Result<ExportPreview, Option<String>>) {
        if self.asked.as_ref() != Some(asked) {
            return;
        }
        self.progress = None;
        match outcome {
            Ok(ExportPreview { pixels, page, figures }) => {
                let size = [pixels.width as usize, pixels.height as usize];
                let image = Some(ColorImage::from_rgba_unmultiplied(size, &pixels.rgba));
                self.drawn = Some(DrawnPage { image, texture: None, figures });
                self.problem = None;
                // There may be fewer pages now; where one has turned on meanwhile, that page is asked for next.
                if self.page == asked.page {
                    self.page = page;
                }
                if let Some(shown) = &mut self.asked {
                    shown.page = page;
                }
            }
            Err(reason) => {
                self.drawn = None;
                self.problem = Some(reason.unwrap_or_default());
            }
        }
    }

    /// The drawing has failed.
    pub fn on_failure(&mut self) {
        (self.progress, self.drawn, self.problem) = (None, None, Some(String::new()));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::exchange::{ExportContent, Pixels};

    /// What may happen, in any order.
    #[derive(Clone, Debug)]
    enum Step {
        Choose(ExportContent),
        Turn(usize),
        Resize(u32),
        Edit(u64),
        /// A frame, in which what is wanted is asked for.
        Frame,
        /// The job that was asked for so many frames ago ends, well or badly.
        End(prop::sample::Index, bool),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            prop::sample::select(&ExportContent::ALL[..]).prop_map(Step::Choose),
            (0_usize..9).prop_map(Step::Turn),
            (100_u32..900).prop_map(Step::Resize),
            (0_u64..4).prop_map(Step::Edit),
            Just(Step::Frame),
            (any::<prop::sample::Index>(), any::<bool>()).prop_map(|(which, is_good)| Step::End(which, is_good)),
        ]
    }

    /// The page of a file: each request comes out with another number of pages.
    fn page_of(asked: &AskedPreview) -> ExportPreview {
        let pages = 1 + asked.request.choices.content as usize;
        let page = asked.page.min(pages - 1);
        let pixels = Pixels { width: 1, height: 1, rgba: vec![0; 4] };
        ExportPreview { pixels, page, figures: ExportFigures::Pages(pages) }
    }

    proptest! {
        /// However late pages come, what is told is told of what is chosen and of the map as it is.
        #[test]
        fn figures_belong_to_the_current_request(steps in prop::collection::vec(step(), 1..60)) {
            let mut state = ExportState::new(ExportRequest::default());
            state.room = Some([640, 480]);
            let mut generation = 0;
            let mut running: Vec<AskedPreview> = Vec::new();
            for step in steps {
                match step {
                    Step::Choose(content) => state.request.choices.show(content),
                    Step::Turn(page) => state.page = page,
                    Step::Resize(side) => state.room = Some([side, side]),
                    Step::Edit(to) => generation = to,
                    Step::Frame => {
                        let basis = ExportBasis {
                            generation,
                            year: 2019,
                            drawing: DrawingStyle::default(),
                            neighborhood: Neighborhood::default(),
                            language: Language::Vietnamese,
                        };
                        running.extend(state.next_preview(basis));
                        prop_assert_eq!(state.next_preview(basis), None, "nothing is asked for twice");
                        if state.figures().is_some() {
                            prop_assert_eq!(state.asked.as_ref().map(|asked| asked.basis), Some(basis));
                        }
                    }
                    Step::End(which, is_good) if !running.is_empty() => {
                        let asked = running.swap_remove(which.index(running.len()));
                        state.on_preview(&asked, if is_good { Ok(page_of(&asked)) } else { Err(None) });
                    }
                    Step::End(..) => {}
                }
                if let Some(figures) = state.figures() {
                    prop_assert_eq!(figures.pages(), 1 + state.request.choices.content as usize);
                    prop_assert!(state.page < figures.pages() && state.problem().is_none());
                }
            }
        }
    }
}
