//! Small maps written down in a test.

use lienket::map::{
    Actor, ActorId, ActorKind, Channel, Conversion, CoopModel, Link, LinkForm, LinkId, LinkageMap, MapParts, ModelId,
    Product, ProductId, Supply,
};

/// A map under the pen; ids count from 1 in each table.
#[derive(Default)]
pub struct Draft {
    pub parts: MapParts,
}

impl Draft {
    pub fn map(&self) -> LinkageMap {
        LinkageMap::from_parts(self.parts.clone()).expect("a draft is a right map")
    }

    pub fn actor(&mut self, kind: ActorKind) -> ActorId {
        let id = ActorId(self.parts.actors.len() as u32 + 1);
        self.parts.actors.push(Actor { id, name: format!("actor {id}"), kind, ..Actor::default() });
        id
    }

    pub fn product(&mut self, part_of: Option<ProductId>) -> ProductId {
        let id = ProductId(self.parts.products.len() as u32 + 1);
        self.parts.products.push(Product { id, name: format!("product {id}"), part_of, ..Product::default() });
        id
    }

    pub fn link(&mut self, from: ActorId, to: ActorId, products: &[ProductId], form: Option<LinkForm>) -> LinkId {
        let id = LinkId(self.parts.links.len() as u32 + 1);
        let products = products.iter().copied().collect();
        self.parts.links.push(Link { id, from, to, products, form, ..Link::default() });
        id
    }

    pub fn model(&mut self, core: &[ActorId], members: &[ActorId], products: &[ProductId]) -> ModelId {
        let id = ModelId(self.parts.models.len() as u32 + 1);
        let (core, members) = (core.iter().copied().collect(), members.iter().copied().collect());
        let products = products.iter().copied().collect();
        self.parts.models.push(CoopModel {
            id,
            name: format!("model {id}"),
            core,
            members,
            products,
            ..CoopModel::default()
        });
        id
    }

    pub fn channel(&mut self, product: Option<ProductId>, path: &[ActorId]) {
        let id = lienket::map::ChannelId(self.parts.channels.len() as u32 + 1);
        let path = path.to_vec();
        self.parts.channels.push(Channel { id, name: format!("channel {id}"), product, path, ..Channel::default() });
    }

    pub fn edit_actor(&mut self, id: ActorId) -> &mut Actor {
        self.parts.actors.iter_mut().find(|actor| actor.id == id).expect("an actor of this draft")
    }

    pub fn edit_link(&mut self, id: LinkId) -> &mut Link {
        self.parts.links.iter_mut().find(|link| link.id == id).expect("a link of this draft")
    }

    pub fn supplies(&mut self, actor: ActorId, product: ProductId) {
        self.edit_actor(actor).supply.push(Supply { product, ..Supply::default() });
    }

    pub fn converts(&mut self, actor: ActorId, from: ProductId, to: ProductId) {
        self.edit_actor(actor).converts.push(Conversion { from, to, yield_ratio: None, ..Conversion::default() });
    }
}
