//! Resolves names of stages: the six default ones, those of a table of stages, and others, created on first use.

use std::collections::HashMap;

use super::source::is_nothing;
use crate::exchange::layout_import::{nth_id, stages};
use crate::language::{DefaultStage, Language};
use crate::map::{ActorKind, Stage, StageId, normalize_line};
use crate::schema::{default_stage, name_key, stage_for_kind};

/// An actor's stage, by index: one of the six default ones, or one named in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StageRef {
    Default(usize),
    Custom(usize),
}

/// The stages of all actors.
#[derive(Debug, Default)]
pub(super) struct StageIndex {
    /// Those of a table of stages; then there are no default ones.
    declared: Vec<Stage>,
    custom: Vec<String>,
    by_name: HashMap<String, usize>,
    has_default: bool,
    /// The language in which the table first names a default stage: its own word stays.
    spelled_in: [Option<Language>; DefaultStage::ALL.len()],
}

impl StageIndex {
    /// The stage with this name, or the default stage of the kind if the name is empty.
    pub fn intern(&mut self, name: &str, kind: ActorKind) -> Option<StageRef> {
        if is_nothing(name) {
            return None;
        }
        if !self.declared.is_empty() {
            return self.find_declared(name, kind);
        }
        let stage = if name.is_empty() {
            stage_for_kind(kind).map(StageRef::Default)
        } else {
            match default_stage(name) {
                Some((at, language)) => {
                    if let Some(spelled_in) = self.spelled_in.get_mut(at) {
                        spelled_in.get_or_insert(language);
                    }
                    Some(StageRef::Default(at))
                }
                None => Some(StageRef::Custom(self.intern_custom(name))),
            }
        };
        self.has_default |= matches!(stage, Some(StageRef::Default(_)));
        stage
    }

    /// Takes the stages of a table; actors may name others besides.
    pub fn declare(&mut self, stages: Vec<Stage>) {
        for stage in &stages {
            self.by_name.entry(name_key(&stage.name)).or_insert(self.custom.len());
            self.custom.push(stage.name.clone());
        }
        self.declared.extend(stages);
    }

    /// A stage of the table by its number, its name or what it usually means.
    fn find_declared(&mut self, name: &str, kind: ActorKind) -> Option<StageRef> {
        let meaning = |stage: &Stage| default_stage(&stage.name).map(|(at, _)| at);
        let with_meaning = |wanted: usize| self.declared.iter().position(|stage| meaning(stage) == Some(wanted));
        if name.is_empty() {
            return with_meaning(stage_for_kind(kind)?).map(StageRef::Custom);
        }
        let number = name.strip_prefix('#').and_then(|number| number.parse().ok());
        let by_number = number.and_then(|number| self.declared.iter().position(|stage| stage.id == StageId(number)));
        let known = by_number.or_else(|| self.by_name.get(&name_key(name)).copied());
        let known = known.or_else(|| with_meaning(default_stage(name)?.0));
        Some(StageRef::Custom(known.unwrap_or_else(|| self.intern_custom(name))))
    }

    fn intern_custom(&mut self, name: &str) -> usize {
        let custom = &mut self.custom;
        *self.by_name.entry(name_key(name)).or_insert_with(|| {
            custom.push(normalize_line(name));
            custom.len() - 1
        })
    }

    /// The id of a stage.
    pub fn stage_id(&self, stage: StageRef) -> StageId {
        match stage {
            StageRef::Custom(at) if !self.declared.is_empty() => {
                // Those that the table lacks have the numbers behind its highest.
                let highest = self.declared.iter().map(|stage| stage.id.0).max().unwrap_or_default();
                let behind = || StageId(highest.saturating_add((at - self.declared.len()) as u32 + 1));
                self.declared.get(at).map_or_else(behind, |told| told.id)
            }
            StageRef::Default(at) => nth_id(at),
            StageRef::Custom(at) => nth_id(self.default_count() + at),
        }
    }

    /// The stages with the numbers and order of their table; those that it lacks stand behind.
    fn declared_stages(&self) -> Vec<Stage> {
        let mut stages = self.declared.clone();
        for (at, name) in self.custom.iter().enumerate().skip(self.declared.len()) {
            let order = stages.iter().map(|stage| stage.order.saturating_add(1)).max().unwrap_or_default();
            stages.push(Stage { id: self.stage_id(StageRef::Custom(at)), name: name.clone(), order });
        }
        stages
    }

    /// All stages: the six default ones first, unless custom ones exist and no actor is in a default one. Those that the table
    /// does not name are named in `language`.
    pub fn stages(&self, language: Language) -> Vec<Stage> {
        if !self.declared.is_empty() {
            return self.declared_stages();
        }
        let defaults = DefaultStage::ALL.iter().zip(&self.spelled_in).take(self.default_count());
        let defaults = defaults.map(|(stage, spelled_in)| stage.text(spelled_in.unwrap_or(language)));
        stages(defaults.chain(self.custom.iter().map(String::as_str)))
    }

    /// The number of default stages in the map: all or none.
    fn default_count(&self) -> usize {
        if self.has_default || self.custom.is_empty() { DefaultStage::ALL.len() } else { 0 }
    }
}
