//! A window whose surroundings are in the test's hands, and a naive account of what must hold.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use egui::{Context, Event, RawInput};
use lienket::app::{DialogResult, DocumentId, Environment, Prompt, Settings, Shell};
use lienket::command::{Change, Command};
use lienket::exchange::sample_map;
use lienket::map::{Actor, ActorId, Info, LinkageMap, Transaction};
use lienket::panels::DialogAnswer;
use lienket::storage::{self, Openings, TemplateStore, WorkingCopyStore};

use super::disk::{FakeDisk, Fault, Write};
use super::journal::{journals, without_ledger};
use super::locks;
use super::surroundings::{Held, Noon, Person};

/// The paths that people choose; the one without an ending means the second one, once it has its ending.
pub const PATHS: [&str; 5] = ["/m/a.lienket", "/m/plan.lienket", "/m/plan", "/m/damaged.lienket", "/m/newer.lienket"];

/// Files with tables: actors of whom the map may have some, their links, a map, and one that is not there.
pub const TABLES: [&str; 4] = ["/m/so.csv", "/m/lien-ket.csv", PATHS[0], "/m/khong-co.xlsx"];

/// Where the templates are kept.
const TEMPLATES: &str = "/templates";
/// Where sheets stand that are to be printed.
const PRINTS: &str = "/prints";
/// Templates that people choose or delete: one that is there, a damaged one, one that is saved under a path as its name,
/// one that is not there.
pub const OWN_TEMPLATES: [&str; 4] = [
    "/templates/Mẫu.lienket",
    "/templates/Hỏng.lienket",
    "/templates/m a.lienket.lienket",
    "/templates/Không có.lienket",
];

/// What happens.
#[derive(Clone, Debug)]
pub enum Op {
    Submit(Box<Command>),
    /// Types a name of an actor, or the title of a map without actors.
    Type(u8),
    AddActor,
    /// Lets one of the tasks that wait run; a dialog among them is answered so.
    Run {
        task: usize,
        fault: Fault,
        picked: Option<DialogResult>,
    },
    /// A frame, in which results and commands are taken in.
    Frame,
    Reply(DialogAnswer),
    TypePath(usize),
    /// The window's own button to close it.
    Close,
    /// Somebody else writes a file: a map, or something that is none.
    Outside {
        path: usize,
        is_map: bool,
    },
    /// Somebody else removes a file.
    Remove {
        path: usize,
    },
    /// Its owner comes back to the window.
    Focus,
    /// Shows one of the versions of the map.
    LookAtVersion(usize),
    /// Somebody else takes over a file.
    TakeOver {
        path: usize,
    },
    /// Somebody else writes the template that may be about to be replaced.
    ChangeTemplate,
    /// The same, with what they write.
    Put {
        path: usize,
        bytes: Vec<u8>,
    },
}

/// What there is of a document that is left: the map on the screen, and the lines in quick entry.
type Left = (LinkageMap, Option<String>);

/// The window, and what is known of it from outside.
#[expect(clippy::struct_excessive_bools, reason = "each is known by itself")]
pub struct World {
    ctx: Context,
    pub shell: Shell,
    pub disk: FakeDisk,
    held: Held,
    person: Person,
    /// What stood on the screen of each document, as maps; the last one is the newest.
    pub screens: BTreeMap<DocumentId, Vec<LinkageMap>>,
    /// The newest state of the history of each document that was noted.
    noted_state: BTreeMap<DocumentId, u64>,
    /// What is being typed, as it would be in the map.
    pub typed: Option<Change>,
    /// For which documents a path was chosen.
    chosen: BTreeMap<PathBuf, BTreeSet<DocumentId>>,
    /// The document that each open dialog was opened for, in the order of the tasks.
    asked_for: BTreeMap<String, (DocumentId, bool)>,
    /// For which document a dialog is about to open.
    asks_for: Option<DocumentId>,
    /// The files that their owner has agreed to be replaced.
    agreed: BTreeSet<PathBuf>,
    /// The path in the question was answered once, and asked again as it exists.
    warned: bool,
    /// The files that somebody else has written since the program did.
    foreign: BTreeSet<PathBuf>,
    /// The documents of which their owner said that they need not be saved, as they were then.
    discarded: BTreeMap<DocumentId, Left>,
    /// Every map that was ever saved.
    saved: Vec<LinkageMap>,
    /// The names under which templates were to be saved.
    named_templates: BTreeSet<PathBuf>,
    /// What stood in a template when its owner agreed to lose it to another one.
    lost_templates: BTreeMap<PathBuf, Vec<Vec<u8>>>,
    /// The templates that their owner wants deleted.
    removals: BTreeSet<PathBuf>,
    wants_quit: bool,
    /// Whether whoever was asked last to save first wanted to quit.
    leaves_to_quit: bool,
    /// A dialog for saving was just left without an answer.
    calls_off: bool,
    /// A job that writes or ends a journal has failed.
    pub journal_failed: bool,
    serial: u32,
}

impl World {
    pub fn new() -> Self {
        let serial = AtomicU64::new(0);
        Self::with_random(Arc::new(move || serial.fetch_add(1, Ordering::Relaxed)))
    }

    /// A window with this chance.
    pub fn with_random(random: Arc<dyn Fn() -> u64 + Send + Sync>) -> Self {
        let (ctx, disk, held, person) = (Context::default(), FakeDisk::default(), Held::default(), Person::default());
        for (path, seed) in [(PATHS[0], 1), (PATHS[1], 2)] {
            disk.put(Path::new(path), storage::write(&sample_map(3, seed)));
        }
        disk.put(Path::new(TABLES[0]), "Tên,Loại\nHTX Một,HTX\nTên 3,HTX\nCông ty Hai,DN\n".into());
        disk.put(Path::new(TABLES[1]), "Bên bán,Bên mua\nHTX Một,Công ty Hai\n".into());
        disk.put(Path::new(PATHS[3]), b"(format: 2, actors: [(id: 1,".to_vec());
        disk.put(Path::new(PATHS[4]), b"(format: 99)".to_vec());
        disk.put(Path::new(OWN_TEMPLATES[0]), storage::write(&sample_map(4, 3)));
        disk.put(Path::new(OWN_TEMPLATES[1]), b"(format: 2, actors: [(id: 1,".to_vec());
        let environment = Environment {
            scheduler: Arc::new(held.clone()),
            dialogs: Box::new(person.clone()),
            clipboard: Arc::new(lienket::app::NoClipboard),
            viewer: Arc::new(lienket::app::NoViewer),
            print_dir: PRINTS.into(),
            clock: Arc::new(Noon),
            disk: Arc::new(disk.clone()),
            documents_dir: None,
            copy_store: Some(WorkingCopyStore::new("/state".into())),
            journal_store: Some(journals()),
            user: Some("Đào".to_owned()),
            lock_owner: Some(locks::own()),
            openings: Some(Openings::new("/state/open".into())),
            own_folders: None,
            template_store: Some(templates()),
            fonts: Arc::new(|_| Vec::new()),
            random,
        };
        let settings = Settings {
            language: Some(lienket::language::Language::English),
            file: Some("/config/settings.ron".into()),
            ..Settings::default()
        };
        let shell = Shell::new(&ctx, sample_map(3, 7), None, settings, environment);
        let mut world = Self {
            ctx,
            shell,
            disk,
            held,
            person,
            screens: BTreeMap::new(),
            noted_state: BTreeMap::new(),
            typed: None,
            chosen: BTreeMap::new(),
            asked_for: BTreeMap::new(),
            asks_for: None,
            agreed: BTreeSet::new(),
            warned: false,
            foreign: BTreeSet::new(),
            discarded: BTreeMap::new(),
            saved: Vec::new(),
            named_templates: BTreeSet::new(),
            lost_templates: BTreeMap::new(),
            removals: BTreeSet::new(),
            wants_quit: false,
            leaves_to_quit: false,
            calls_off: false,
            journal_failed: false,
            serial: 0,
        };
        world.frame();
        world
    }

    pub fn names(&self) -> Vec<String> {
        self.held.0.lock().unwrap().iter().map(|(name, _)| name.clone()).collect()
    }

    pub fn tasks(&self) -> usize {
        self.held.0.lock().unwrap().len()
    }

    /// The map as it stands on the screen: with what is being typed.
    pub fn screen(&self) -> LinkageMap {
        let mut map = self.shell.map().clone();
        if let Some(change) = &self.typed {
            let mut edit = Transaction::begin(&mut map);
            let done = match change.clone() {
                Change::Info(info) => edit.set_info(info),
                Change::Actor(actor) => edit.set(actor),
                other => panic!("{other:?} is not typed here"),
            };
            if done.is_ok() {
                edit.finish();
            }
        }
        map
    }

    fn frame(&mut self) {
        self.frame_with(false, Vec::new());
    }

    /// A frame; what was typed before it may become an edit by it, so that its field shows what the map has then.
    fn frame_with(&mut self, takes_typed: bool, events: Vec<Event>) {
        let (before, was_dirty, left) = (self.shell.document(), self.shell.is_dirty(), self.to_leave());
        let shell = &mut self.shell;
        let input = RawInput { events, ..RawInput::default() };
        let output = self.ctx.run_ui(input, |ui| shell.update(ui.ctx()));
        output.drop_without_applying_deltas();
        self.check_left(before, was_dirty, &left);
        if takes_typed {
            self.typed = None;
        }
        if std::mem::take(&mut self.calls_off) && !self.shell.is_quitting() {
            self.wants_quit = false;
        }
        self.note_screen();
        for name in self.held.0.lock().unwrap().iter().map(|(name, _)| name) {
            // A dialog that has just been opened was opened for the document that was open then.
            if name.starts_with("pick") && !self.asked_for.contains_key(name) {
                let is_save = self.person.saves.lock().unwrap().pop_front().unwrap();
                self.asked_for.insert(name.clone(), (self.asks_for.take().unwrap_or(before), is_save));
            }
        }
    }

    /// Adds what is on the screen to what was.
    fn note_screen(&mut self) {
        let document = self.shell.document();
        if self.typed.as_ref().is_some_and(|change| self.holds(change)) {
            self.typed = None;
        }
        self.note_passed_states();
        let screen = self.screen();
        let screens = self.screens.entry(document).or_default();
        if screens.last() != Some(&screen) {
            screens.push(screen);
        }
        if let Some(path) = self.shell.path() {
            self.chosen.entry(path.to_owned()).or_default().insert(document);
        }
    }

    /// Adds the states that the map went through since the last frame: where several results come at once, what one of them
    /// saves may give way to the next one before anybody has seen it.
    fn note_passed_states(&mut self) {
        let (document, editor) = (self.shell.document(), self.shell.history());
        let newest = editor.steps().map(|step| step.state).max().unwrap_or(0);
        let Some(noted) = self.noted_state.insert(document, newest) else { return };
        let screens = self.screens.entry(document).or_default();
        let mut map = editor.map().clone();
        for step in editor.undo_steps().iter().rev().take_while(|step| step.state > noted) {
            screens.push(map.clone());
            step.patch.before_images().put_into(&mut map);
        }
        let mut map = editor.map().clone();
        for step in editor.redo_steps().iter().rev() {
            step.patch.after_images().put_into(&mut map);
            screens.extend((step.state > noted).then(|| map.clone()));
        }
    }

    fn holds(&self, change: &Change) -> bool {
        match change {
            Change::Info(info) => self.shell.map().info() == info,
            Change::Actor(actor) => self.shell.map().actors().get(&actor.id) == Some(actor),
            _ => false,
        }
    }

    /// What would be left if the document were.
    fn to_leave(&self) -> Left {
        (self.screen(), self.shell.pending_entry().map(str::to_owned))
    }

    /// A document that is left was saved, or its owner does not want it. Lines in quick entry are in no file.
    fn check_left(&mut self, before: DocumentId, was_dirty: bool, what: &Left) {
        let left = self.shell.document() != before || self.shell.is_closing();
        if self.shell.document() != before {
            self.typed = None;
        }
        if !left || !was_dirty || self.discarded.get(&before) == Some(what) {
            return;
        }
        assert!(self.saved.contains(&what.0), "changes of {before:?} were thrown away unasked");
        assert_eq!(what.1, None, "lines in quick entry of {before:?} were thrown away unasked");
    }

    pub fn step(&mut self, op: &Op) {
        match op {
            Op::Submit(command) => self.submit(command),
            Op::Type(number) => self.type_text(*number),
            Op::AddActor => {
                self.serial += 1;
                self.submit(&Command::AddActor { stage: None, at: (0.0, 0.0) });
            }
            Op::Run { task, fault, picked } => self.run(*task, *fault, picked.clone()),
            Op::Frame => self.frame(),
            Op::Reply(answer) => self.reply(*answer),
            Op::TypePath(path) => {
                let asked = self.shell.prompt();
                if matches!(
                    asked,
                    Some(Prompt::SavePath | Prompt::OpenPath | Prompt::TemplateName | Prompt::ReplaceTemplate)
                ) {
                    self.warned = false;
                    self.shell.type_path(PATHS[*path]);
                }
            }
            Op::Close => {
                (self.wants_quit, self.leaves_to_quit) = (true, true);
                let (before, was_dirty, left) = (self.shell.document(), self.shell.is_dirty(), self.to_leave());
                self.shell.request_close();
                self.check_left(before, was_dirty, &left);
                self.frame();
            }
            Op::Outside { path, is_map } => {
                let path = PathBuf::from(PATHS[*path]);
                self.serial += 1;
                let map = storage::write(&sample_map(2 + self.serial % 3, u64::from(self.serial)));
                self.disk.put(&path, if *is_map { map } else { b"scribble".to_vec() });
                self.foreign.insert(path);
            }
            Op::Remove { path } => {
                self.disk.take(Path::new(PATHS[*path]));
                self.foreign.insert(PATHS[*path].into());
            }
            Op::Focus => self.frame_with(false, vec![Event::WindowFocused(true)]),
            Op::LookAtVersion(at) => self.look_at_version(*at),
            Op::TakeOver { path } => locks::take_over(&self.disk, Path::new(PATHS[*path])),
            Op::ChangeTemplate => {
                self.serial += 1;
                let map = storage::write(&sample_map(2 + self.serial % 3, u64::from(self.serial)));
                self.disk.put(Path::new(OWN_TEMPLATES[2]), map);
            }
            Op::Put { path, bytes } => {
                self.disk.put(Path::new(PATHS[*path]), bytes.clone());
                self.foreign.insert(PATHS[*path].into());
            }
        }
        self.check();
    }

    fn submit(&mut self, command: &Command) {
        if self.shell.prompt().is_some() {
            // What is asked comes before everything else: keys and buttons are out of reach.
            return;
        }
        match &command {
            Command::Quit => (self.wants_quit, self.leaves_to_quit) = (true, true),
            // Refused while a version is shown, so that a close goes on waiting.
            Command::OpenCopy if self.shell.is_showing_version() => {}
            Command::New
            | Command::NewFromTemplate(_)
            | Command::NewFromOwnTemplate(_)
            | Command::Open
            | Command::OpenPath(_)
            | Command::Rescue(..)
            | Command::OpenSample(_)
            | Command::OpenCopy
            | Command::SaveAs => {
                self.wants_quit = false;
            }
            _ => {}
        }
        if let Command::SaveTo(path) = command {
            // Whoever names a file has asked about it.
            self.chosen.entry(path.clone()).or_default().insert(self.shell.document());
            self.agreed.insert(path.clone());
        }
        if matches!(command, Command::ApplyMerge) && self.shell.merged_path() == self.shell.path() {
            // What its file has goes into the map.
            self.agreed.extend(self.shell.path().map(Path::to_owned));
        }
        if matches!(command, Command::KeepMine) && self.shell.file_trouble().is_some() {
            self.agreed.extend(self.shell.path().map(Path::to_owned));
        }
        self.shell.submit(command.clone());
        if matches!(
            command,
            Command::Undo
                | Command::Redo
                | Command::EditCells(_)
                | Command::MergeActors(_)
                | Command::ApplyMerge
                | Command::ReplaceTexts(_)
        ) {
            // What they make of it is done before a result can lead to another map.
            self.shell.update(&self.ctx);
            self.typed = None;
        }
        if matches!(command, Command::UpdateEntry(_)) {
            // So are lines that are cleared.
            self.shell.update(&self.ctx);
        }
        // Before anything else is done, what was typed is taken into the map.
        self.frame_with(
            !matches!(command, Command::UpdateDraft(_) | Command::UpdateEntry(_) | Command::QueryTable(_)),
            Vec::new(),
        );
    }

    /// Opens the list of versions, and shows one of them as soon as it is read.
    fn look_at_version(&mut self, at: usize) {
        self.submit(&Command::ShowHistory);
        self.run_all("history");
        let identity = self.shell.map().identity().unwrap();
        let versions = journals().versions().list(&self.disk, identity).unwrap();
        if let Some(version) = versions.get(at % versions.len().max(1)) {
            self.submit(&Command::ShowVersion(Some(version.path.clone())));
            self.run_all("readversion");
        }
    }

    /// Lets all tasks of this name run.
    fn run_all(&mut self, name: &str) {
        while let Some(task) = self.names().iter().position(|task| task.starts_with(name)) {
            self.run(task, Fault::None, None);
            self.frame();
        }
    }

    fn type_text(&mut self, number: u8) {
        // Fields of what is only looked at take nothing.
        if self.shell.prompt().is_some() || self.shell.is_showing_version() || self.shell.map_holder().is_some() {
            return;
        }
        let text = format!("Tên {number}");
        let change = match self.shell.map().actors().values().next() {
            Some(actor) => Change::Actor(Actor { name: text, ..actor.clone() }),
            None => Change::Info(Info { title: text, ..self.shell.map().info().clone() }),
        };
        self.typed = Some(change.clone());
        self.submit(&Command::UpdateDraft(Box::new(change)));
    }

    fn run(&mut self, task: usize, fault: Fault, picked: Option<DialogResult>) {
        let count = self.tasks();
        if count == 0 {
            return;
        }
        let (name, work) = self.held.0.lock().unwrap().remove(task % count);
        if name.starts_with("pick") {
            let (asked_for, is_save) = self.asked_for.get(&name).copied().unwrap_or_default();
            match &picked {
                Some(DialogResult::Path { path, .. }) => self.choose(path, asked_for),
                Some(DialogResult::Unavailable { .. } | DialogResult::Paths(_)) => {}
                Some(DialogResult::Cancelled) | None => {
                    // Taken in with the next frame, unless it ends by then.
                    self.calls_off |= is_save && asked_for == self.shell.document();
                }
            }
            *self.person.answer.lock().unwrap() = picked;
        }
        self.disk.set_fault(fault);
        work();
        if name.starts_with("write") && self.disk.has_met_fault() {
            self.wants_quit = false;
        }
        self.journal_failed |= name.starts_with("journal") && self.disk.has_met_fault();
        self.disk.set_fault(Fault::None);
        self.note_writes();
    }

    /// A person chooses a file by a dialog of the system, which asks before it gives one that is there.
    fn choose(&mut self, path: &Path, document: DocumentId) {
        let whole = if path.extension().is_none() { path.with_extension("lienket") } else { path.to_owned() };
        if whole == path {
            self.agreed.insert(whole.clone());
        }
        for whole in as_written(&whole) {
            self.chosen.entry(whole).or_default().insert(document);
        }
    }

    fn reply(&mut self, answer: DialogAnswer) {
        let asked = self.shell.prompt();
        if asked.is_none() || self.shell.typed_path() == Some("") && answer == DialogAnswer::Yes {
            return;
        }
        let document = self.shell.document();
        if asked == Some(Prompt::SaveFirst) && answer != DialogAnswer::Cancel {
            self.wants_quit = self.leaves_to_quit;
        }
        match (asked, answer) {
            (Some(Prompt::SaveFirst), DialogAnswer::No) => {
                self.discarded.insert(document, self.to_leave());
            }
            (
                Some(Prompt::SaveFirst | Prompt::ChangedOutside | Prompt::TakenOver | Prompt::Writing),
                DialogAnswer::Cancel,
            ) => {
                self.wants_quit = false;
            }
            (Some(Prompt::Writing), DialogAnswer::No) => self.wants_quit = true,
            (Some(Prompt::SavePath | Prompt::Replace), DialogAnswer::No | DialogAnswer::Cancel) => {
                // A close waits for the document only: not for its picture, nor for one that was left.
                self.calls_off |= self.shell.prompted_document() == Some(document);
            }
            (Some(Prompt::SavePath | Prompt::OpenPath), DialogAnswer::Yes) => {
                let path = std::path::absolute(self.shell.typed_path().unwrap_or_default()).unwrap();
                let whole = if path.extension().is_none() { path.with_extension("lienket") } else { path };
                for whole in as_written(&whole) {
                    if self.warned {
                        self.agreed.insert(whole.clone());
                    }
                    // For whichever document it is asked.
                    let all: Vec<DocumentId> = self.screens.keys().copied().collect();
                    self.chosen.entry(whole).or_default().extend(all);
                }
                self.warned = true;
            }
            (Some(Prompt::TemplateName | Prompt::ReplaceTemplate), DialogAnswer::Yes) => {
                if let Some(path) = self.shell.typed_path().and_then(|name| templates().path(name)) {
                    if asked == Some(Prompt::ReplaceTemplate) {
                        let lost = self.lost_templates.entry(path.clone()).or_default();
                        lost.extend(self.disk.bytes(&path));
                    }
                    self.named_templates.insert(path);
                }
            }
            (Some(Prompt::RemoveTemplate), DialogAnswer::Yes) => {
                self.removals.extend(self.shell.template_to_remove().map(Path::to_owned));
            }
            (Some(Prompt::Replace), DialogAnswer::Yes) => {
                self.agreed.extend(PATHS.iter().flat_map(|path| as_written(Path::new(path))));
            }
            _ => {}
        }
        if asked == Some(Prompt::SaveFailed) && answer == DialogAnswer::Yes {
            self.asks_for = self.shell.prompted_document();
        }
        if asked == Some(Prompt::ChangedOutside) && answer == DialogAnswer::Yes {
            // Its own file, or one that somebody else has made where there was none.
            self.agreed.extend(self.foreign.iter().cloned());
        }
        self.shell.answer_prompt(answer);
        self.frame();
        if self.shell.prompt() != Some(Prompt::SavePath) {
            self.warned = false;
        }
    }

    /// Every file that was written was chosen, by and for a document that looked like that.
    fn note_writes(&mut self) {
        for path in self.disk.take_removed() {
            assert!(
                path.starts_with("/state") || locks::is_lock(&path) || self.removals.contains(&path),
                "{} was removed unasked",
                path.display()
            );
        }
        for Write { path, before, after } in self.disk.take_writes() {
            if path.starts_with(TEMPLATES) {
                self.note_template(&path, before.as_ref(), &after);
                continue;
            }
            if ["/state", "/config", PRINTS].iter().any(|folder| path.starts_with(folder)) {
                continue;
            }
            let documents = self.chosen.get(&path).unwrap_or_else(|| panic!("nobody chose {}", path.display()));
            if path.extension().is_some_and(|ending| EXPORTED.iter().any(|known| ending == *known)) {
                continue;
            }
            let map = storage::read(&after).unwrap_or_else(|error| panic!("{} is no map: {error}", path.display()));
            let screens = documents.iter().filter_map(|id| self.screens.get(id)).flatten();
            assert!(
                screens.into_iter().any(|screen| *screen == map),
                "{} has what was never on the screen",
                path.display()
            );
            if let Some(before) = before.filter(|bytes| !bytes.is_empty()) {
                assert!(storage::read(&before).is_ok(), "{} could not be read, and was written over", path.display());
                // A map that took in what its file had keeps the ids that it has issued itself.
                let before = without_ledger(&storage::read(&before).unwrap());
                let own = documents.iter().any(|id| self.screens[id].iter().any(|it| without_ledger(it) == before));
                assert!(own || self.agreed.contains(&path), "{} was replaced unasked", path.display());
            }
            self.foreign.remove(&path);
            self.saved.push(map);
        }
    }

    /// A template was named by somebody, is a map as it was on the screen, and what it replaces is what its owner
    /// agreed to lose.
    fn note_template(&self, path: &Path, before: Option<&Vec<u8>>, after: &[u8]) {
        assert!(self.named_templates.contains(path), "nobody named {}", path.display());
        let map = storage::read(after).unwrap_or_else(|error| panic!("{} is no map: {error}", path.display()));
        assert!(self.screens.values().flatten().any(|screen| *screen == map), "a template of what was never there");
        if let Some(before) = before {
            let lost = self.lost_templates.get(path);
            assert!(lost.is_some_and(|lost| lost.contains(before)), "{} was replaced unasked", path.display());
            assert!(storage::read(before).is_ok(), "{} could not be read, and was written over", path.display());
        }
    }

    /// What must hold after every step.
    fn check(&self) {
        assert!(self.shell.path().is_none_or(|path| !path.starts_with(TEMPLATES)), "a map is bound to its template");
        assert_eq!(self.shell.map().violations(), []);
        self.check_journals();
        if let Some(marks) = self.shell.change_marks() {
            let (shown, known) = (self.shell.shown_map(), |id| !marks.ghosts.iter().any(|ghost| ghost.actor == id));
            let is_shown = |id: &ActorId| shown.actors().contains_key(id) && known(*id);
            assert!(marks.cards.keys().all(is_shown), "a mark of another state of the map");
            assert!(marks.lines.keys().all(|id| shown.links().contains_key(id)), "a mark of another state of the map");
        }
        if self.shell.is_closing() {
            assert!(self.wants_quit, "it closes though nobody wants that");
        }
        let Some(path) = self.shell.path().filter(|path| !self.foreign.contains(*path)) else { return };
        if !self.shell.is_dirty() {
            let bytes = self.disk.bytes(path).unwrap_or_else(|| panic!("{} is not there", path.display()));
            let saved = storage::read(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(saved == self.screen(), "the title is clean, and {} is not as the screen", path.display());
        }
    }

    /// Lets everything that waits come to its end, without faults, and takes nothing new in.
    pub fn settle(&mut self) {
        for _ in 0..200 {
            if self.tasks() == 0 || self.shell.is_closing() {
                return;
            }
            self.run(0, Fault::None, Some(DialogResult::Cancelled));
            self.frame();
            self.check();
        }
        panic!("work without an end");
    }
}

fn templates() -> TemplateStore {
    TemplateStore::new(TEMPLATES.into())
}

/// The endings of what is exported: tables, pictures, workbooks, reports and slides.
const EXPORTED: [&str; 13] =
    ["csv", "svg", "xlsx", "docx", "html", "pptx", "pdf", "png", "graphml", "gexf", "dot", "drawio", "cx2"];

/// The files that may come of a path: a map, or what is exported.
fn as_written(path: &Path) -> Vec<PathBuf> {
    let behind = |ending: &str| format!("{}.{ending}", path.display()).into();
    let instead = |ending: &str| path.with_extension(ending);
    let exported = EXPORTED.iter().flat_map(|ending| [instead(ending), behind(ending)]);
    std::iter::once(instead("lienket")).chain(exported).collect()
}
