//! Templates of new maps: small chains of the Mekong Delta, to be renamed. Names and figures are examples.

mod builder;
mod chains;

use super::layout_import::{build_with_layout, default_stages};
use crate::language::Language;
use crate::map::{LinkageMap, MapParts, Year};
use builder::ChainBuilder;

/// A built-in template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// The default stages only.
    Blank,
    /// Seed, paddy, rice.
    Rice,
    /// Fingerlings, pangasius, fillets.
    Pangasius,
    /// Mangoes, fresh and dried.
    Fruit,
    /// Vegetables, from the field and packed.
    Vegetables,
    /// Baskets of water hyacinth.
    Handicraft,
}

impl Template {
    /// Every template, in the order of the list.
    pub const ALL: [Self; 6] =
        [Self::Blank, Self::Rice, Self::Pangasius, Self::Fruit, Self::Vegetables, Self::Handicraft];
}

/// A new map from a template, laid out: its contracts run in `year`.
pub fn template_map(template: Template, year: Year, language: Language) -> LinkageMap {
    let mut chain = ChainBuilder::new(year, language);
    match template {
        Template::Blank => {}
        Template::Rice => chains::rice(&mut chain),
        Template::Pangasius => chains::pangasius(&mut chain),
        Template::Fruit => chains::fruit(&mut chain),
        Template::Vegetables => chains::vegetables(&mut chain),
        Template::Handicraft => chains::handicraft(&mut chain),
    }
    let map = build_with_layout(MapParts { stages: default_stages(language), ..chain.parts });
    debug_assert!(map.is_ok(), "a template keeps the rules of maps: {map:?}");
    map.unwrap_or_default()
}
