//! The journal gives back what was edited, whatever was edited, and as much of it as can be read.

use std::sync::Arc;

use lienket::map::*;
use lienket::storage::*;
use proptest::prelude::*;

use crate::map::operations::{self, Change, Wild};
use crate::map::random;

/// What happens to an editor between two writes of the journal.
#[derive(Clone, Debug)]
enum Step {
    Edit(Vec<(Change, Wild)>),
    /// An edit that goes on with the step so far.
    GoOn(Vec<(Change, Wild)>),
    Undo(usize),
    Redo(usize),
    /// The map is saved as it is.
    Save,
    /// What has happened so far is written.
    Write,
    /// The journal is written anew.
    Anew(bool),
    Type(String),
}

fn step() -> impl Strategy<Value = Step> {
    let changes = || prop::collection::vec(operations::change(), 1..4);
    prop_oneof![
        6 => changes().prop_map(Step::Edit),
        2 => changes().prop_map(Step::GoOn),
        3 => (1..4_usize).prop_map(Step::Undo),
        2 => (1..4_usize).prop_map(Step::Redo),
        1 => Just(Step::Save),
        4 => Just(Step::Write),
        1 => any::<bool>().prop_map(Step::Anew),
        1 => "[a-zđ\n \"]{0,9}".prop_map(Step::Type),
    ]
}

/// An editor with its journal.
struct Kept {
    editor: Editor,
    mirror: JournalMirror,
    header: JournalHeader,
    base: LinkageMap,
    bytes: Vec<u8>,
    typed: PendingEntry,
}

impl Kept {
    fn new(map: LinkageMap) -> Self {
        let editor = Editor::new(map);
        let header = JournalHeader {
            journal: 1,
            format: FORMAT,
            identity: editor.map().identity().unwrap_or(MapId(0)),
            title: "Xoài \"ngon\"".into(),
            path: Some("/home/lan/bản đồ.lienket".into()),
            base: 7,
            saved: true,
            file: None,
            block: editor.block(),
            program: "0.1.0".into(),
            begun: 1,
        };
        let mut kept = Self {
            mirror: JournalMirror::of(&editor),
            base: editor.map().clone(),
            editor,
            header,
            bytes: Vec::new(),
            typed: PendingEntry::Typed(None),
        };
        kept.write_anew(false);
        kept
    }

    fn write_anew(&mut self, compact: bool) {
        let snapshot = JournalSnapshot::of(&self.editor, self.typed.clone(), 5, compact);
        self.header.saved = snapshot.is_base_saved(&self.editor);
        self.base = snapshot.base_map();
        self.bytes = snapshot.write(&self.header).unwrap();
        self.mirror = JournalMirror::of(&self.editor);
    }

    fn write(&mut self) {
        let entries = self.mirror.follow(&self.editor, 6);
        let entries: Vec<JournalEntry> = entries.iter().map(JournalEntry::from).collect();
        write_entries(&entries, &mut self.bytes).unwrap();
    }

    fn run(&mut self, step: &Step) {
        let change = |changes: &[(Change, Wild)], t: &mut Transaction<'_>| {
            for change in changes {
                let _ = operations::apply(t, change);
            }
            Ok(())
        };
        match step {
            Step::Edit(changes) => self.editor.edit(EditLabel::EditActor, |t| change(changes, t)).unwrap(),
            Step::GoOn(changes) => {
                let state = self.editor.state();
                self.editor.edit_coalesced(EditLabel::Move, state, |t| change(changes, t)).unwrap();
            }
            Step::Undo(count) => (0..*count).for_each(|_| drop(self.editor.undo())),
            Step::Redo(count) => (0..*count).for_each(|_| drop(self.editor.redo())),
            // As the window does: what the file has is the base from then on.
            Step::Save => {
                self.editor.mark_saved(self.editor.state());
                self.write_anew(false);
            }
            Step::Write => self.write(),
            Step::Anew(compact) => self.write_anew(*compact),
            Step::Type(text) => {
                let info = Info { title: text.clone(), ..self.editor.map().info().clone() };
                let images = RecordImages { info: Some(info), ..RecordImages::default() };
                let patch = Arc::new(images.patch_to(self.editor.map()));
                let typed = TypedText {
                    at: 8,
                    edit: Some((EditLabel::EditMap, patch)),
                    texts: vec![text.clone()],
                    entry: text.clone(),
                };
                self.typed = PendingEntry::Typed(Some(typed));
                write_entries([&JournalEntry::from(&self.typed)], &mut self.bytes).unwrap();
            }
        }
    }
}

fn steps_of(editor: &Editor) -> [Vec<(EditLabel, Patch)>; 2] {
    [editor.undo_steps(), editor.redo_steps()]
        .map(|steps| steps.iter().map(|step| (step.label, Patch::clone(&step.patch))).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_journal_gives_back_map_and_history(map in random::map(), steps in prop::collection::vec(step(), 0..40)) {
        let mut kept = Kept::new(map);
        for step in &steps {
            kept.run(step);
        }
        kept.write();
        let contents = read_journal(&kept.bytes).unwrap();
        prop_assert_eq!(contents.damage, None);
        let replayed = replay(contents, kept.base.clone()).unwrap();
        // Ids of records that no state of the history has may be issued again.
        let mut map = replayed.editor.map().clone();
        map.merge_ledger(kept.editor.map().ledger());
        prop_assert_eq!(&map, kept.editor.map());
        let all = kept.editor.steps().count().min(500);
        prop_assert_eq!(replayed.editor.steps().count(), all);
        prop_assert_eq!(steps_of(&replayed.editor), steps_of(&kept.editor));
        // A journal that builds on what was never saved does not know which state the file has.
        prop_assert!(replayed.editor.is_dirty() == kept.editor.is_dirty() || replayed.editor.is_dirty() && !kept.header.saved);
        prop_assert_eq!(replayed.editor.block(), kept.editor.block());
        // Undoing and redoing all of it fits.
        let mut editor = replayed.editor;
        while editor.undo().is_some() {}
        while editor.redo().is_some() {}
        prop_assert_eq!(editor.map().violations(), []);
    }

    #[test]
    fn a_journal_that_breaks_off_gives_the_edits_before(
        map in random::map(),
        edits in prop::collection::vec(prop::collection::vec(operations::change(), 1..4), 1..12),
        cut in any::<prop::sample::Index>(),
        flipped in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut kept = Kept::new(map);
        // The length of the journal after each edit, and the map then.
        let mut states = vec![(kept.bytes.len(), kept.editor.snapshot())];
        for changes in edits {
            kept.run(&Step::Edit(changes));
            kept.write();
            states.push((kept.bytes.len(), kept.editor.snapshot()));
        }
        let header = states.first().map_or(0, |(length, _)| *length);
        let mut bytes = kept.bytes.clone();
        let end = match flipped {
            // One bit is wrong somewhere.
            Some(at) if bytes.len() > header => {
                let at = header + at.index(bytes.len() - header);
                bytes[at] ^= 1 << (at % 7);
                at
            }
            // The end is missing.
            _ => {
                bytes.truncate(header + cut.index(bytes.len() - header + 1));
                bytes.len()
            }
        };
        let contents = read_journal(&bytes).unwrap();
        if let Some(damage) = contents.damage {
            prop_assert_eq!(damage.read, contents.entries.len());
            prop_assert!(damage.dropped > 1);
        }
        let replayed = replay(contents, kept.base.clone()).unwrap();
        let whole = states.iter().rev().find(|(length, _)| *length <= end).map(|(_, map)| map);
        let whole = whole.map(|map| LinkageMap::clone(map)).unwrap_or_default();
        let mut map = replayed.editor.map().clone();
        map.merge_ledger(whole.ledger());
        prop_assert_eq!(map, whole);
    }
}

#[test]
fn what_is_no_journal_says_so() {
    let kept = Kept::new(LinkageMap::default().with_new_identity(MapId(5)));
    assert_eq!(read_journal(b""), Err(JournalError::NoHeader));
    assert_eq!(read_journal(&kept.bytes[1..]), Err(JournalError::NoHeader));
    let newer = JournalHeader { journal: 2, ..kept.header.clone() };
    let mut bytes = Vec::new();
    JournalSnapshot::of(&kept.editor, PendingEntry::Typed(None), 0, false)
        .write(&newer)
        .map(|text| bytes = text)
        .unwrap();
    assert_eq!(read_journal(&bytes).map(|read| read.header.journal), Ok(1), "the writer states its own format");
    let mut other = kept.base.clone();
    other = other.with_new_identity(MapId(1));
    assert_eq!(replay(read_journal(&kept.bytes).unwrap(), other).unwrap_err(), ReplayError::OtherMap);
}

#[test]
fn a_journal_can_be_read_by_a_person() {
    let mut kept = Kept::new(LinkageMap::default().with_new_identity(MapId(5)));
    kept.editor.edit(EditLabel::AddStage, |t| t.add(Stage { name: "Sản xuất".into(), ..Stage::default() })).unwrap();
    kept.write();
    let text = String::from_utf8(kept.bytes).unwrap();
    insta::assert_snapshot!(text, @r#"
    144 215d1dc7 (journal:1,format:2,identity:5,title:"Xoài \"ngon\"",path:"/home/lan/bản đồ.lienket",base:7,saved:true,block:None,program:"0.1.0",begun:1)
    76 1a86d7fa Edit(at:6,label:AddStage,to:(stages:{1:(id:1,name:"Sản xuất",order:0)}))
    "#);
}
