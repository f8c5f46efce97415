//! Records that are changed or removed.

use crate::exchange::TableRecord;
use crate::map::{
    Actor, ActorId, Channel, ChannelId, CoopModel, Info, Link, LinkId, LinkageMap, ModelId, Product, ProductId,
    RecordRef, Stage, StageId, Target, TargetId, View, ViewId,
};

/// A changed record.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the records of the map, under their own names")]
pub enum Change {
    Info(Info),
    Stage(Stage),
    Product(Product),
    Actor(Actor),
    Link(Link),
    Model(CoopModel),
    Channel(Channel),
    Target(Target),
    View(View),
    Actors(Vec<Actor>),
}

impl Change {
    /// The id of the changed record, of several that of the first.
    pub fn record(&self) -> RecordRef {
        match self {
            Self::Info(_) => RecordRef::Map,
            Self::Stage(stage) => RecordRef::Stage(stage.id),
            Self::Product(product) => RecordRef::Product(product.id),
            Self::Actor(actor) => RecordRef::Actor(actor.id),
            Self::Link(link) => RecordRef::Link(link.id),
            Self::Model(model) => RecordRef::CoopModel(model.id),
            Self::Channel(channel) => RecordRef::Channel(channel.id),
            Self::Target(target) => RecordRef::Target(target.id),
            Self::View(view) => RecordRef::View(view.id),
            Self::Actors(actors) => actors.first().map_or(RecordRef::Map, |actor| RecordRef::Actor(actor.id)),
        }
    }

    /// Whether the map has the record, of several all.
    pub fn has_record_in(&self, map: &LinkageMap) -> bool {
        match self {
            Self::Actors(actors) => actors.iter().all(|actor| map.actors().contains_key(&actor.id)),
            one => one.record().is_in(map),
        }
    }
}

impl From<TableRecord> for Change {
    fn from(record: TableRecord) -> Self {
        match record {
            TableRecord::Actor(record) => Self::Actor(record),
            TableRecord::Link(record) => Self::Link(record),
            TableRecord::Model(record) => Self::Model(record),
            TableRecord::Product(record) => Self::Product(record),
            TableRecord::Channel(record) => Self::Channel(record),
            TableRecord::Target(record) => Self::Target(record),
        }
    }
}

/// A record to remove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the records of the map, under their own names")]
pub enum Removal {
    Stage(StageId),
    Product(ProductId),
    Actor(ActorId),
    Link(LinkId),
    Model(ModelId),
    Channel(ChannelId),
    Target(TargetId),
    View(ViewId),
}
