//! What a panel works out of the map for one thing that is shown, kept until something else is asked for: a window at rest
//! works nothing out anew.

use std::sync::Arc;

use egui::{Id, Ui};

/// What `work` gives for a key, worked out only when another key was asked for under this id before. The key must have
/// all that the value depends on: the map by [`ViewContext::edition`](crate::session::ViewContext::edition), what is known of it by
/// [`ViewContext::analysis_generation`](crate::session::ViewContext::analysis_generation).
pub(super) fn cached<K, V>(ui: &Ui, id: Id, key: K, compute: impl FnOnce() -> V) -> Arc<V>
where
    K: PartialEq + Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    let previous = ui.data(|data| data.get_temp::<(Arc<K>, Arc<V>)>(id));
    if let Some((_, value)) = previous.filter(|(previous, _)| **previous == key) {
        return value;
    }
    let value = Arc::new(compute());
    ui.data_mut(|data| data.insert_temp(id, (Arc::new(key), Arc::clone(&value))));
    value
}

#[cfg(test)]
pub(super) mod tests {
    use egui::{Context, FontDefinitions, FontFamily, RawInput};

    use super::*;
    use crate::analysis::Assessment;
    use crate::language::Language;
    use crate::map::{Filter, LinkageMap, ViewState};
    use crate::session::ViewContext;
    use crate::theme::{Palette, SEMIBOLD};

    /// A window without letters, which tells the words of what is drawn in it.
    pub struct TestWindow(Context);

    impl TestWindow {
        pub fn new() -> Self {
            let context = Context::default();
            context.enable_accesskit();
            let mut fonts = FontDefinitions::empty();
            fonts.families.insert(FontFamily::Name(SEMIBOLD.into()), Vec::new());
            context.set_fonts(fonts);
            Self(context)
        }

        /// Draws one frame and gives all labels in it.
        pub fn frame(&self, add: impl FnMut(&mut Ui)) -> Vec<String> {
            let output = self.0.run_ui(RawInput::default(), add);
            let update = output.platform_output.accesskit_update.clone().unwrap();
            output.drop_without_applying_deltas();
            update.nodes.iter().filter_map(|(_, node)| node.label().map(str::to_owned)).collect()
        }
    }

    /// What is shown of a map, by its edition and the edition of what is known of it.
    pub fn view_context<'a>(
        map: &'a LinkageMap,
        assessment: Option<&'a Assessment>,
        (edition, analysis_generation): (u64, u64),
        view: &'a ViewState,
    ) -> ViewContext<'a> {
        static NOTHING: Filter = Filter::EMPTY;
        ViewContext {
            map,
            map_generation: edition,
            what_if: None,
            assessment,
            study: None,
            analysis_generation,
            assessment_generation: analysis_generation,
            view,
            highlight: &[],
            removed_filter: &NOTHING,
            year: map.info().year,
            language: Language::Vietnamese,
            palette: Palette::standard(false),
        }
    }

    #[test]
    fn work_is_done_once_for_a_key() {
        let window = TestWindow::new();
        let mut done = Vec::new();
        for key in [1, 1, 2, 2, 2, 1] {
            window.frame(|ui| {
                let value = cached(ui, Id::unique("test"), key, || {
                    done.push(key);
                    key * 10
                });
                assert_eq!(*value, key * 10);
            });
        }
        assert_eq!(done, [1, 2, 1]);
    }
}
