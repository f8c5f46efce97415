//! Names of records in sentences.

use super::{Language, Localized, integer, missing_data_text, number, volume_text};
use crate::analysis::{Finding, FindingCode};
use crate::map::{
    ActorId, Id, Link, LinkForm, LinkId, LinkStatus, LinkageMap, ModelId, ProductId, Record, StageId, Year,
};

/// The most names that a sentence lists; the rest are counted.
const MAX_LISTED: usize = 3;

/// Names records of one map in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct RecordNames<'a> {
    pub(super) map: &'a LinkageMap,
    pub(super) language: Language,
}

impl RecordNames<'_> {
    /// The text in the current language.
    pub(super) fn localized<'t>(&self, vi: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Vietnamese => vi,
            Language::English => en,
        }
    }

    fn name<R: Record>(&self, id: R::Id, name: impl Fn(&R) -> &String) -> String {
        self.map.get::<R>(id).map_or_else(|| format!("#{}", id.number()), |record| name(record).clone())
    }

    pub(super) fn actor(&self, id: ActorId) -> String {
        self.name::<crate::map::Actor>(id, |actor| &actor.name)
    }

    pub(super) fn actors(&self, ids: &[ActorId]) -> String {
        self.list(ids, |id| self.actor(*id), self.localized("tác nhân khác", "more"))
    }

    pub(super) fn product(&self, id: ProductId) -> String {
        self.name::<crate::map::Product>(id, |product| &product.name)
    }

    /// Products by name; "goods" when none is named.
    pub(super) fn products<'i>(&self, ids: impl IntoIterator<Item = &'i ProductId>) -> String {
        let list = self.list(ids, |id| self.product(*id), self.localized("sản phẩm khác", "more"));
        if list.is_empty() { self.localized("hàng", "goods").to_owned() } else { list }
    }

    /// Models in quotation marks, preceded by the word for them.
    pub(super) fn models(&self, ids: &[ModelId]) -> String {
        let word = match self.language {
            Language::Vietnamese => "mô hình",
            Language::English if ids.len() == 1 => "model",
            Language::English => "models",
        };
        format!("{word} {}", self.list(ids, |id| self.quoted_model(*id), self.localized("mô hình khác", "more")))
    }

    fn quoted_model(&self, id: ModelId) -> String {
        format!("“{}”", self.name::<crate::map::CoopModel>(id, |model| &model.name))
    }

    pub(super) fn stage(&self, id: ActorId) -> String {
        let stage = self.map.actors().get(&id).and_then(|actor| actor.stage);
        stage.map_or_else(
            || self.localized("không có khâu", "no stage").to_owned(),
            |stage| self.name::<crate::map::Stage>(stage, |stage| &stage.name),
        )
    }

    /// Stages by name, in quotation marks.
    pub(super) fn stages(&self, ids: &[StageId]) -> String {
        let quoted = |id: &StageId| format!("“{}”", self.name::<crate::map::Stage>(*id, |stage| &stage.name));
        self.list(ids, quoted, self.localized("khâu khác", "more"))
    }

    /// A volume in the unit of the first of these products.
    pub(super) fn volume(&self, volume: f64, products: &[ProductId]) -> String {
        products.first().map_or_else(
            || number(volume, self.language),
            |product| volume_text(volume, *product, self.map, self.language),
        )
    }

    /// The products of a finding with the actors that they are from: "Lúa từ HTX A", or "Lúa từ HTX A, Lúa và Xoài từ HTX B"
    /// where these differ.
    pub(super) fn goods(&self, finding: &Finding) -> String {
        let from = self.localized("từ", "from");
        if finding.cases().is_empty() {
            return format!("{} {from} {}", self.products(finding.products()), self.actors(finding.actors()));
        }
        let of_actors: Vec<_> = finding.cases().chunk_by(|one, other| one.0 == other.0).collect();
        let of_actor = |cases: &[(ActorId, ProductId)]| {
            let actor = cases.first().map(|(actor, _)| self.actor(*actor)).unwrap_or_default();
            format!("{} {from} {actor}", self.products(cases.iter().map(|(_, product)| product)))
        };
        let shown: Vec<String> = of_actors.iter().take(MAX_LISTED).map(|cases| of_actor(cases)).collect();
        let rest = of_actors.len().saturating_sub(shown.len());
        let more = match rest {
            0 => String::new(),
            rest => format!(
                " {} {} {}",
                self.localized("và", "and"),
                integer(rest as u64, self.language),
                self.localized("tác nhân khác", "more")
            ),
        };
        shown.join(", ") + &more
    }

    /// Links with why each is not in force: "HTX A → Công ty B (đã hết hạn)".
    pub(super) fn links_with_status(&self, ids: &[LinkId], year: Year) -> String {
        let named = |id: &LinkId| {
            let Some(link) = self.link(Some(*id)) else { return format!("#{id}") };
            let status = match self.map.link_status(link, year) {
                LinkStatus::EndpointAbsent => self.localized("một đầu chưa thành lập", "one end not founded yet"),
                status => status.text(self.language),
            };
            format!("{} ({status})", self.joined_by_arrows(&[link.from, link.to]))
        };
        let list = self.list(ids, named, self.localized("liên kết khác", "more"));
        // A core actor that is not founded yet has its routes on paper too.
        if list.is_empty() {
            self.localized("tác nhân chưa thành lập", "actors not yet founded").to_owned()
        } else {
            list
        }
    }

    /// The code that all of these actors have.
    pub(super) fn common_code(&self, ids: &[ActorId]) -> Option<&str> {
        let mut codes = ids.iter().map(|id| self.map.actors().get(id).map_or("", |actor| actor.code.as_str()));
        let first = codes.next().filter(|code| !code.is_empty())?;
        codes.all(|code| code == first).then_some(first)
    }

    /// Actors joined by arrows.
    pub(super) fn joined_by_arrows(&self, ids: &[ActorId]) -> String {
        ids.iter().map(|id| self.actor(*id)).collect::<Vec<_>>().join(" → ")
    }

    /// The contracts after the first; none where there is just one.
    pub(super) fn other_contracts(&self, ids: &[LinkId]) -> Option<String> {
        let named = |id: &LinkId| {
            self.link(Some(*id)).map_or_else(|| format!("#{id}"), |link| self.joined_by_arrows(&[link.from, link.to]))
        };
        let others = ids.get(1..).filter(|others| !others.is_empty())?;
        Some(self.list(others, named, self.localized("hợp đồng khác", "more")))
    }

    /// Bottleneck links with what each can carry, as the end of a sentence; empty when there are none.
    pub(super) fn bottlenecks(&self, ids: &[LinkId]) -> String {
        let named = |id: &LinkId| {
            let Some(link) = self.link(Some(*id)) else { return format!("#{id}") };
            let ends = self.joined_by_arrows(&[link.from, link.to]);
            let products: Vec<ProductId> = link.products.iter().copied().collect();
            match (link.volume.map(|volume| self.volume(volume, &products)), self.language) {
                (None, _) => ends,
                (Some(volume), Language::Vietnamese) => format!("{ends} (năng lực {volume} mỗi năm)"),
                (Some(volume), Language::English) => format!("{ends} (capacity {volume} a year)"),
            }
        };
        let list = self.list(ids, named, self.localized("liên kết khác", "more"));
        match (ids.len(), self.language) {
            (0, _) => String::new(),
            (_, Language::Vietnamese) => format!("; nút thắt là {list}"),
            (1, Language::English) => format!("; the bottleneck is {list}"),
            (_, Language::English) => format!("; the bottlenecks are {list}"),
        }
    }

    /// What a finding is about, in a few words.
    pub(super) fn subject(&self, finding: &Finding) -> String {
        let of_product = matches!(
            finding.code(),
            FindingCode::SupplyWithoutOutlet
                | FindingCode::VolumeImbalance
                | FindingCode::SharesExceed
                | FindingCode::SharesUnaccounted
        );
        if of_product {
            return format!("{} ({})", self.actors(finding.actors()), self.products(finding.products()));
        }
        let of_model = matches!(
            finding.code(),
            FindingCode::ModelNoBuyer
                | FindingCode::ModelOnPaper
                | FindingCode::ModelStopsShort
                | FindingCode::ModelLoose
                | FindingCode::ModelWithoutProduct
        );
        if let Some(model) = finding.models().first().filter(|_| of_model) {
            return self.quoted_model(*model);
        }
        if let Some(link) = self.link(finding.links().first().copied()) {
            return self.joined_by_arrows(&[link.from, link.to]);
        }
        if let Some(model) = finding.models().first().filter(|_| finding.actors().is_empty()) {
            return self.quoted_model(*model);
        }
        let channel = finding.channels().first().and_then(|id| self.map.channels().get(id));
        let target = finding.targets().first().and_then(|id| self.map.targets().get(id));
        let named = channel.map(|channel| &channel.name).or(target.map(|target| &target.name));
        match (finding.actors().is_empty(), named) {
            (true, Some(name)) => name.clone(),
            (true, None) if !finding.stages().is_empty() => self.stages(finding.stages()),
            (true, None) => self.products(finding.products()),
            (false, _) => self.actors(finding.actors()),
        }
    }

    /// What a target lacks, as the end of a sentence.
    pub(super) fn missing(&self, finding: &Finding) -> String {
        let of_actors = self.list(finding.actors(), |id| self.actor(*id), self.localized("tác nhân khác", "more"));
        let ends = |id: &LinkId| {
            self.link(Some(*id)).map_or_else(|| format!("#{id}"), |link| self.joined_by_arrows(&[link.from, link.to]))
        };
        let of_links = self.list(finding.links(), ends, self.localized("liên kết khác", "more"));
        let reason =
            finding.missing_data().map(|missing| missing_data_text(missing, self.language)).unwrap_or_default();
        let of: Vec<String> = [of_actors, of_links].into_iter().filter(|names| !names.is_empty()).collect();
        match (of.is_empty(), reason.is_empty()) {
            (true, true) => String::new(),
            (true, false) => format!(": {reason}"),
            (false, true) => format!(": {}", of.join("; ")),
            (false, false) => format!(": {reason} ({})", of.join("; ")),
        }
    }

    pub(super) fn link(&self, id: Option<LinkId>) -> Option<&Link> {
        id.and_then(|id| self.map.links().get(&id))
    }

    /// The noun for a link: contract, agreement, or just link.
    pub(super) fn link_noun(&self, link: Option<&Link>) -> &'static str {
        let (vi, en) = match link.and_then(|link| link.form) {
            Some(LinkForm::Contract) => ("hợp đồng", "contract"),
            Some(LinkForm::Agreement) => ("thỏa thuận", "agreement"),
            Some(LinkForm::Member | LinkForm::Spot) | None => ("liên kết", "link"),
        };
        self.localized(vi, en)
    }

    /// A link's products and contract number in parentheses; empty when it has neither.
    pub(super) fn details(&self, link: Option<&Link>) -> String {
        let Some(link) = link else { return String::new() };
        let mut parts = Vec::new();
        if !link.products.is_empty() {
            parts.push(self.products(&link.products));
        }
        if !link.contract.is_empty() {
            parts.push(format!("{} {}", self.localized("số", "no."), link.contract));
        }
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    }

    /// The first names as a list, then the count of the others followed by `more`. Builds only the listed names, as
    /// there may be very many.
    pub(super) fn list<T>(&self, items: impl IntoIterator<Item = T>, name: impl Fn(T) -> String, more: &str) -> String {
        let mut items = items.into_iter();
        let mut listed: Vec<String> = items.by_ref().take(MAX_LISTED).map(name).collect();
        let rest = items.count();
        if rest > 0 {
            listed.push(format!("{} {more}", integer(rest as u64, self.language)));
        }
        let Some(last) = listed.pop() else { return String::new() };
        if listed.is_empty() { last } else { format!("{} {} {last}", listed.join(", "), self.localized("và", "and")) }
    }
}
