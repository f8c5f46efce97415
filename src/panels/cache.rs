//! Derived values cached in egui's memory: one for each id, recomputed only when its key changes, so that an idle
//! window computes nothing.

use std::sync::Arc;

use egui::{Id, Ui};

/// The value of `compute`, reused while `key` equals that of the last call with this id. The key must contain all that
/// the value depends on: the map by [`map_generation`](crate::session::ViewContext::map_generation), its analysis by
/// [`analysis_generation`](crate::session::ViewContext::analysis_generation).
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

    /// An egui context without fonts, to read the accessible labels of what is drawn in it.
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

        /// Draws one frame and returns all labels in it.
        pub fn frame(&self, add: impl FnMut(&mut Ui)) -> Vec<String> {
            let output = self.0.run_ui(RawInput::default(), add);
            let update = output.platform_output.accesskit_update.clone().unwrap();
            output.drop_without_applying_deltas();
            update.nodes.iter().filter_map(|(_, node)| node.label().map(str::to_owned)).collect()
        }
    }

    /// A view of a map with the given map and analysis generations.
    pub fn view_context<'a>(
        map: &'a LinkageMap,
        assessment: Option<&'a Assessment>,
        (map_generation, analysis_generation): (u64, u64),
        view: &'a ViewState,
    ) -> ViewContext<'a> {
        static EMPTY_FILTER: Filter = Filter::EMPTY;
        ViewContext {
            map,
            map_generation,
            what_if: None,
            assessment,
            study: None,
            analysis_generation,
            assessment_generation: analysis_generation,
            view,
            highlight: &[],
            removed_filter: &EMPTY_FILTER,
            year: map.info().year,
            language: Language::Vietnamese,
            palette: Palette::standard(false),
        }
    }

    #[test]
    fn value_is_computed_once_per_key() {
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
