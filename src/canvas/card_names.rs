//! What is drawn of names that do not fit, so that different ones never look the same: by the rule of exported pictures,
//! for the spaces of one level of zoom.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::line_breaking::{Glyph, break_lines};
use super::text_block::TextBlock;
use crate::map::ActorId;
use crate::scene::{ActorMark, DistinctNames, FontWeight, Scene, text_width};

/// Glyphs on the screen may be this much wider than in the font file.
const WIDTH_TOLERANCE: f32 = 1.01;
/// Names of scenes with more actors are learned as their cards come into view.
const MAX_LEARNED_AT_ONCE: usize = 1_500;

/// Space for a name, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct NameSpace {
    pub width: f32,
    pub font_size: f32,
    pub max_rows: usize,
}

impl NameSpace {
    /// Whether a text fits, by the widths of the font file: known without a layout.
    fn fits(self, text: &str) -> bool {
        let mut right = 0.0;
        let mut utf8 = [0; 4];
        let glyph = |character: char| {
            let left = right;
            let width = text_width(character.encode_utf8(&mut utf8), FontWeight::SemiBold, self.font_size);
            right += width * WIDTH_TOLERANCE;
            Glyph { character, left, right, first_quad: 0 }
        };
        let glyphs: Vec<Glyph> = text.chars().map(glyph).collect();
        right <= self.width
            || right <= self.width * self.max_rows as f32
                && break_lines(&glyphs, self.width, self.max_rows, 0.0).iter().all(|row| row.ellipsis_x.is_none())
    }
}

/// What is drawn of names, and which of them in small letters, as they have no space in usual ones.
#[derive(Debug, Default)]
struct DrawnNames {
    texts: DistinctNames,
    small: FxHashSet<ActorId>,
}

impl DrawnNames {
    fn learn(&mut self, marks: &[&ActorMark], space: &(impl Fn(&ActorMark) -> [NameSpace; 2] + Sync)) {
        let is_smaller = |[usual, small]: [NameSpace; 2]| small.font_size < usual.font_size;
        self.texts.learn(marks, &|mark, text| {
            let spaces = space(mark);
            spaces[0].fits(text) || is_smaller(spaces) && spaces[1].fits(text)
        });
        let is_small = |mark: &&&ActorMark| {
            let spaces = space(mark);
            is_smaller(spaces) && !spaces[0].fits(self.texts.text(mark))
        };
        self.small.extend(marks.iter().filter(is_small).map(|mark| mark.id));
    }
}

/// The names of one scene in the spaces of one level, which is what the spaces depend on besides the card.
#[derive(Debug)]
pub(super) struct CardNames<L> {
    scene_version: u64,
    level: Option<L>,
    names: DrawnNames,
    /// Those of the last level of which all were laid out: drawn until the new ones are.
    previous: DrawnNames,
    /// Whether one was deferred in this frame.
    is_incomplete: bool,
}

impl<L> Default for CardNames<L> {
    fn default() -> Self {
        let (names, previous) = (DrawnNames::default(), DrawnNames::default());
        Self { scene_version: 0, level: None, names, previous, is_incomplete: false }
    }
}

impl<L: Copy + PartialEq + Sync> CardNames<L> {
    /// Forgets the names of another scene or level.
    pub fn begin_frame(&mut self, scene_version: u64, level: L) {
        if self.scene_version != scene_version || self.level != Some(level) {
            let names = std::mem::take(&mut self.names);
            if !self.is_incomplete {
                self.previous = names;
            }
            (self.scene_version, self.level) = (scene_version, Some(level));
        }
        self.is_incomplete = false;
    }

    /// Learns names that are not known yet, for their spaces with usual and with small letters: of all cards, so that what is drawn does not depend on which came into view
    /// first; of the cards in view where there are very many.
    pub fn learn<'a>(
        &mut self,
        scene: &'a Scene,
        in_view: impl Iterator<Item = &'a ActorMark>,
        space: impl Fn(&ActorMark, L) -> [NameSpace; 2] + Sync,
    ) {
        let Some(level) = self.level else { return };
        let unknown = |mark: &&ActorMark| !self.names.texts.knows(mark.id);
        let mut marks: Vec<&ActorMark> = in_view.filter(unknown).collect();
        if marks.is_empty() {
            return;
        }
        if scene.actors.len() <= MAX_LEARNED_AT_ONCE {
            marks = scene.actors.iter().filter(unknown).collect();
        }
        self.names.learn(&marks, &|mark| space(mark, level));
    }

    /// Lays out what is drawn of the name of a card: a text, and whether in small letters.
    pub fn layout(&mut self, mark: &ActorMark, layout: impl Fn(&str, bool) -> Arc<TextBlock>) -> Arc<TextBlock> {
        let layout = |names: &DrawnNames| layout(names.texts.text(mark), names.small.contains(&mark.id));
        let text = layout(&self.names);
        if text.rows() > 0 {
            return text;
        }
        self.is_incomplete = true;
        layout(&self.previous)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use egui::{Context, FontData, FontDefinitions, FontFamily, RawInput, Rect, Vec2};
    use proptest::prelude::*;

    use super::super::card_text::{TextLevel, drawn_name};
    use super::super::card_zoom::CardZoom;
    use super::super::text_painter::TextPainter;
    use super::*;
    use crate::analysis::assess;
    use crate::language::Language;
    use crate::map::{Actor, ActorKind, LinkageMap, Placement, Transaction};
    use crate::scene::{Scene, build};
    use crate::theme::{SEMIBOLD, fonts};

    fn scene(names: &[String]) -> Scene {
        let mut map = LinkageMap::default();
        let mut edit = Transaction::begin(&mut map);
        for (at, name) in names.iter().enumerate() {
            let district = if at % 2 == 0 { String::new() } else { "Vĩnh Thạnh".to_owned() };
            let kind = if at % 3 == 0 { ActorKind::Market } else { ActorKind::Cooperative };
            let id = edit.add(Actor { name: name.clone(), district, kind, ..Actor::default() }).unwrap();
            edit.set(Placement { actor: id, x: 0.0, y: at as f32 * 80.0, pinned: false, by_hand: false }).unwrap();
        }
        edit.finish();
        build(&map, &assess(&map, 2019), Language::Vietnamese)
    }

    fn context() -> Context {
        let mut definitions = FontDefinitions::empty();
        for (family, file) in [FontFamily::Proportional, FontFamily::Name(SEMIBOLD.into())].into_iter().zip(fonts()) {
            definitions.font_data.insert(file.name.into(), FontData::from_static(file.bytes).into());
            definitions.families.insert(family, vec![file.name.into()]);
        }
        let ctx = Context::default();
        ctx.set_fonts(definitions);
        ctx
    }

    /// What is seen of each name at a zoom.
    fn seen(ctx: &Context, scene: &Scene, names: &mut CardNames<TextLevel>, zoom: CardZoom) -> Vec<(String, String)> {
        let mut painter = TextPainter::default();
        let mut seen = Vec::new();
        // Some layouts are deferred to later frames.
        for _ in 0..40 {
            let mut output = ctx.run_ui(RawInput::default(), |ui| {
                let writer = painter.begin_frame(ui.ctx(), zoom);
                let cards = scene.actors.iter().map(|mark| {
                    let size = Vec2::new(mark.area.width(), mark.area.height()) * zoom.points;
                    let rect = Rect::from_min_size(egui::Pos2::ZERO, size);
                    let text = drawn_name(&writer, (mark, names), rect, zoom);
                    let rows = text.rows.iter().map(|row| {
                        let glyphs = text.line.glyphs.get(row.glyphs.clone()).unwrap_or_default();
                        let letters: String = glyphs.iter().map(|glyph| glyph.character).collect();
                        letters.trim().to_owned() + if row.ellipsis_x.is_some() { "…" } else { "" }
                    });
                    (mark.name.to_string(), rows.collect::<Vec<_>>().join(" "))
                });
                seen = cards.collect();
            });
            output.textures_delta.clear();
        }
        seen
    }

    /// Names that are like each other, with and without remarks.
    fn similar_names() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec(
            prop_oneof![
                "(Hợp tác xã|HTX|Công ty|Công ty TNHH) ((nông nghiệp|dịch vụ|tổng hợp|sản xuất|xã) ){1,9}(A|B|1|2|12)( \\((ví dụ|cũ|mới)\\))?",
                "Thương (lái|hồ|lái lúa gạo|lái trái cây)( \\((cũ|mới)\\))?( (A|B|1|2))?",
                "[A-C]{30,31}",
                "(x|y){1,3}( (dài|ngắn)){0,30}",
                "(Công ty )?lúa gạo (Thới (1|2)|Hưng (1|2))( \\(chi nhánh (Cần Thơ|An Giang)\\))?",
            ],
            2..24,
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn different_names_look_different_at_every_zoom(
            names in similar_names(),
            zoom in 0.26..1.4_f32,
            pixels_per_point in prop::sample::select(vec![0.5, 1.0, 1.25, 2.0]),
            text_scale in prop::sample::select(vec![1.0, 1.25, 1.5, 2.0]),
            in_two_lots in any::<bool>(),
        ) {
            let ctx = context();
            ctx.set_pixels_per_point(pixels_per_point * text_scale);
            let zoom = CardZoom { points: zoom / text_scale, text_scale };
            let scene = scene(&names);
            let mut names = CardNames::default();
            names.begin_frame(1, TextLevel::at(zoom));
            if in_two_lots {
                let level = TextLevel::at(zoom);
                let lots = scene.actors.split_at(scene.actors.len() / 2);
                for lot in [lots.0, lots.1] {
                    let lot: Vec<&ActorMark> = lot.iter().collect();
                    names.names.learn(&lot, &|mark| TextLevel::name_spaces(mark, level));
                }
            } else {
                names.learn(&scene, scene.actors.iter().take(1), TextLevel::name_spaces);
            }
            let mut by_text: BTreeMap<String, String> = BTreeMap::new();
            for (name, text) in seen(&ctx, &scene, &mut names, zoom) {
                prop_assert!(!text.is_empty(), "nothing of {name}");
                let brackets = |bracket: char| text.chars().filter(|letter| *letter == bracket).count();
                prop_assert_eq!(brackets('('), brackets(')'), "half of a remark: {}", &text);
                let known = by_text.entry(text.clone()).or_insert(name.clone());
                prop_assert_eq!(&*known, &name, "{} for two at {:?}", text, zoom);
            }
        }
    }
}
