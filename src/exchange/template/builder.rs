//! Builds the records of a template.

use crate::exchange::layout_import::nth_id;
use crate::language::{DefaultStage, Language};
use crate::map::{
    Actor, ActorId, ActorKind, Channel, Conversion, CoopModel, Info, Link, LinkForm, LinkKind, MapParts, Product,
    ProductId, Sector, Supply, Year,
};

/// A name in Vietnamese and in English.
pub(super) type Name = [&'static str; 2];

/// The unit of most products.
pub(super) const TONNES: Name = ["tấn", "tonnes"];
/// How many years before the map's year its models and contracts began, and how many later the contracts end.
const YEARS_AROUND: Year = 2;

/// The records of a template so far.
pub(super) struct ChainBuilder {
    pub(super) parts: MapParts,
    year: Year,
    language: Language,
    sector: Sector,
}

impl ChainBuilder {
    pub(super) fn new(year: Year, language: Language) -> Self {
        let parts = MapParts { info: Info { year, ..Info::default() }, ..MapParts::default() };
        Self { parts, year, language, sector: Sector::default() }
    }

    fn text(&self, [vietnamese, english]: Name) -> String {
        let text = match self.language {
            Language::Vietnamese => vietnamese,
            Language::English => english,
        };
        text.to_owned()
    }

    /// What the map is called, and the sector of its producers.
    pub(super) fn title(&mut self, title: Name, sector: Sector) {
        self.parts.info.title = self.text(title);
        self.parts.info.note = self.text([
            "Tên và số liệu là ví dụ: hãy thay bằng của địa phương.",
            "Names and figures are examples: replace them by your own.",
        ]);
        self.sector = sector;
    }

    pub(super) fn product(&mut self, name: Name, unit: Name, cycle_months: Option<u32>) -> ProductId {
        let id = nth_id(self.parts.products.len());
        let agricultural = (self.sector != Sector::Agriculture).then_some(false);
        let (name, unit) = (self.text(name), self.text(unit));
        self.parts.products.push(Product { id, name, unit, cycle_months, agricultural, ..Product::default() });
        id
    }

    pub(super) fn actor(&mut self, stage: DefaultStage, kind: ActorKind, name: Name) -> ActorId {
        let sector = match stage {
            DefaultStage::Inputs | DefaultStage::Production => self.sector,
            _ => Sector::Trade,
        };
        let stage = DefaultStage::ALL.iter().position(|other| *other == stage).map(nth_id);
        self.add_actor(Actor { name: self.text(name), kind, stage, sector, ..Actor::default() })
    }

    /// A supporter of these actors.
    pub(super) fn supporter(&mut self, name: Name, supported: &[ActorId]) {
        let name = self.text(name);
        let from =
            self.add_actor(Actor { name, kind: ActorKind::Supporter, sector: Sector::Other, ..Actor::default() });
        for to in supported {
            self.add_link(Link { from, to: *to, kind: LinkKind::Support, ..Link::default() });
        }
    }

    fn add_actor(&mut self, actor: Actor) -> ActorId {
        let id = nth_id(self.parts.actors.len());
        self.parts.actors.push(Actor { id, ..actor });
        id
    }

    fn edit(&mut self, id: ActorId, edit: impl FnOnce(&mut Actor)) {
        if let Some(actor) = self.parts.actors.iter_mut().find(|actor| actor.id == id) {
            edit(actor);
        }
    }

    /// An actor grows or gathers a product itself.
    pub(super) fn supplies(&mut self, actor: ActorId, product: ProductId, volume: f64) {
        let supply = Supply { product, volume: Some(volume), ..Supply::default() };
        self.edit(actor, |actor| actor.supply.push(supply));
    }

    /// An actor makes one product of another.
    pub(super) fn makes(&mut self, actor: ActorId, from: ProductId, to: ProductId, yield_ratio: f64) {
        let conversion = Conversion { from, to, yield_ratio: Some(yield_ratio), ..Conversion::default() };
        self.edit(actor, |actor| actor.converts.push(conversion));
    }

    /// Goods go from one actor to another; a contract runs from before the map's year until after it.
    pub(super) fn sells(&mut self, (from, to): (ActorId, ActorId), product: ProductId, form: LinkForm, volume: f64) {
        let is_contract = form == LinkForm::Contract;
        self.add_link(Link {
            from,
            to,
            products: [product].into(),
            form: Some(form),
            volume: Some(volume),
            from_year: is_contract.then_some(self.year - YEARS_AROUND),
            to_year: is_contract.then_some(self.year + YEARS_AROUND),
            ..Link::default()
        });
    }

    fn add_link(&mut self, link: Link) {
        let id = nth_id(self.parts.links.len());
        self.parts.links.push(Link { id, ..link });
    }

    pub(super) fn model(&mut self, name: Name, core: ActorId, members: &[ActorId], product: ProductId) {
        self.parts.models.push(CoopModel {
            id: nth_id(self.parts.models.len()),
            name: self.text(name),
            core: [core].into(),
            members: members.iter().copied().collect(),
            products: [product].into(),
            since: Some(self.year - YEARS_AROUND),
            ..CoopModel::default()
        });
    }

    pub(super) fn channel(&mut self, name: Name, product: ProductId, path: &[ActorId], share: f64) {
        self.parts.channels.push(Channel {
            id: nth_id(self.parts.channels.len()),
            name: self.text(name),
            product: Some(product),
            path: path.to_vec(),
            share: Some(share),
            ..Channel::default()
        });
    }
}
