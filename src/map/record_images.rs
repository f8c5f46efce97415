//! One side of a change, for logs: what records are after it, or were before it. In the words of database logs these
//! are after-images and before-images; the other side follows from the map that they are applied to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::record::{Record, each_table};
use super::{Actor, Channel, CoopModel, Diff, Info, Link, LinkageMap, Patch, Placement, Product, Stage, Target, View};

/// The changed records of one table, by id; `None` where there is no such record.
pub type Images<R> = BTreeMap<<R as Record>::Id, Option<R>>;

/// What changed records are on one side of a change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the tables of the map, under their own names")]
pub struct RecordImages {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub info: Option<Info>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub stages: Images<Stage>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub products: Images<Product>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub actors: Images<Actor>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub links: Images<Link>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub models: Images<CoopModel>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub channels: Images<Channel>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub targets: Images<Target>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub views: Images<View>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub placements: Images<Placement>,
}

impl Patch {
    /// What the records are after this change.
    pub fn after_images(&self) -> RecordImages {
        let info = self.info.as_ref().and_then(|info| info.after.clone());
        let mut images = RecordImages { info, ..RecordImages::default() };
        each_table!(R => *R::images_mut(&mut images) = side::<R>(self, |diff| &diff.after));
        images
    }

    /// What the records were before this change.
    pub fn before_images(&self) -> RecordImages {
        let info = self.info.as_ref().and_then(|info| info.before.clone());
        let mut images = RecordImages { info, ..RecordImages::default() };
        each_table!(R => *R::images_mut(&mut images) = side::<R>(self, |diff| &diff.before));
        images
    }
}

fn side<R: Record>(patch: &Patch, side: impl Fn(&Diff<R>) -> &Option<R>) -> Images<R> {
    R::diffs(patch).iter().map(|(id, diff)| (*id, side(diff).clone())).collect()
}

impl RecordImages {
    /// Puts these records into a map, as a log of its valid states has them, and returns the change.
    pub fn put_into(self, map: &mut LinkageMap) -> Patch {
        let patch = self.patch_to(map);
        patch.apply_unchecked(map);
        patch
    }

    /// The change that gives a map these records; what the map has already is no change.
    pub fn patch_to(self, map: &LinkageMap) -> Patch {
        let mut images = self;
        let mut patch = Patch::default();
        if let Some(info) = images.info.take().filter(|info| info != map.info()) {
            patch.info = Some(Diff { before: Some(map.info().clone()), after: Some(info) });
        }
        each_table!(R => add_changes::<R>(&mut patch, map, std::mem::take(R::images_mut(&mut images))));
        patch
    }
}

fn add_changes<R: Record>(patch: &mut Patch, map: &LinkageMap, images: Images<R>) {
    for (id, after) in images {
        patch.record_change(id, R::table(map).get(&id).cloned(), after);
    }
}
