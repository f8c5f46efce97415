//! The id ledger as stored in a file.

use serde::{Deserialize, Serialize};

use crate::map::{FIRST_BLOCK_ID, IdLedger, TableLedger};

/// The lowest unissued id of the original copy's range, per table.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in super::super) struct NextIds {
    stage: u32,
    product: u32,
    actor: u32,
    link: u32,
    model: u32,
    channel: u32,
    target: u32,
    view: u32,
}

impl Default for NextIds {
    fn default() -> Self {
        Self { stage: 1, product: 1, actor: 1, link: 1, model: 1, channel: 1, target: 1, view: 1 }
    }
}

/// The highest issued id of each used block, per table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in super::super) struct BlockCounters {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stage: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    product: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    actor: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    link: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    model: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    channel: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    target: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    view: Vec<u32>,
}

impl BlockCounters {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The ledger of one table. A counter above the first block id, as format 1 could have, is recorded in its block.
fn table_ledger(next: u32, mut blocks: Vec<u32>) -> TableLedger {
    blocks.extend(next.checked_sub(1).filter(|last| *last >= FIRST_BLOCK_ID));
    blocks.sort_unstable();
    TableLedger::from_counters(next.clamp(1, FIRST_BLOCK_ID), &blocks)
}

impl NextIds {
    pub fn into_ledger(self, blocks: BlockCounters) -> IdLedger {
        IdLedger {
            stage: table_ledger(self.stage, blocks.stage),
            product: table_ledger(self.product, blocks.product),
            actor: table_ledger(self.actor, blocks.actor),
            link: table_ledger(self.link, blocks.link),
            model: table_ledger(self.model, blocks.model),
            channel: table_ledger(self.channel, blocks.channel),
            target: table_ledger(self.target, blocks.target),
            view: table_ledger(self.view, blocks.view),
        }
    }

    pub fn from_ledger(ledger: &IdLedger) -> (Self, BlockCounters) {
        let next = Self {
            stage: ledger.stage.next,
            product: ledger.product.next,
            actor: ledger.actor.next,
            link: ledger.link.next,
            model: ledger.model.next,
            channel: ledger.channel.next,
            target: ledger.target.next,
            view: ledger.view.next,
        };
        let blocks = BlockCounters {
            stage: ledger.stage.blocks.clone(),
            product: ledger.product.blocks.clone(),
            actor: ledger.actor.blocks.clone(),
            link: ledger.link.blocks.clone(),
            model: ledger.model.blocks.clone(),
            channel: ledger.channel.blocks.clone(),
            target: ledger.target.blocks.clone(),
            view: ledger.view.blocks.clone(),
        };
        (next, blocks)
    }
}
