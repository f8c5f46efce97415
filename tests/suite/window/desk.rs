//! A window without a screen, and a person who answers its file dialogs.

use std::cell::{Ref, RefCell, RefMut};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use egui::{Event, Modifiers, PointerButton, Pos2, Role, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::app::{Clock, DialogRequest, DialogResult, Environment, FileDialogs, FontLookup, Settings, Shell};
use lienket::command::{ColorScheme, Command};
use lienket::language::Language;
use lienket::map::LinkageMap;
use lienket::storage;

/// The sample that most tests use.
pub const CAN_THO: &str = "saves/can-tho-2019.lienket";
/// What never ends is found by it; a disk that keeps what a whole build has written may hold a job up for a minute.
pub const PATIENCE: Duration = Duration::from_mins(5);

/// Answers every file dialog with the same path.
#[derive(Clone, Default)]
pub struct Person(Arc<Mutex<Option<PathBuf>>>);

impl Person {
    pub fn will_pick(&self, path: &Path) {
        *self.0.lock().unwrap() = Some(path.to_owned());
    }
}

impl FileDialogs for Person {
    fn ask(&self, question: &DialogRequest) -> Box<dyn FnOnce() -> DialogResult + Send> {
        let (saving, path) = (question.saving, self.0.lock().unwrap().clone());
        Box::new(move || path.map_or(DialogResult::Unavailable { saving }, |path| DialogResult::Path { saving, path }))
    }
}

/// 2026-11-28, whenever it is asked; each time a minute later.
pub struct Ticking(AtomicI64);

impl Ticking {
    /// From noon on.
    pub fn new() -> Self {
        Self(AtomicI64::new(1_795_867_200))
    }
}

impl Clock for Ticking {
    fn today(&self) -> jiff::civil::Date {
        jiff::civil::Date::constant(2026, 11, 28)
    }

    fn now(&self) -> i64 {
        self.0.fetch_add(60, Ordering::Relaxed)
    }

    fn local(&self, at: i64) -> jiff::civil::DateTime {
        jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::from_second(at).unwrap())
    }
}

pub struct Desk {
    pub harness: Harness<'static>,
    shell: Rc<RefCell<Option<Shell>>>,
    pub person: Person,
    /// Of the window before a presentation, in its usual points.
    size: Option<Vec2>,
}

impl Desk {
    /// A window on a map, in Vietnamese, light.
    pub fn on(path: &str) -> Self {
        let map = storage::open(Path::new(env!("CARGO_MANIFEST_DIR")).join(path).as_path()).unwrap();
        Self::with(map, None, Language::Vietnamese, ColorScheme::Light, Vec2::new(1280.0, 720.0))
    }

    pub fn with(map: LinkageMap, path: Option<PathBuf>, language: Language, look: ColorScheme, size: Vec2) -> Self {
        Self::begin(language, look, size, |ctx, settings, person| {
            Shell::new(ctx, map, path, settings, Environment::with_dialogs(Box::new(person)))
        })
    }

    /// A window on a map, with templates of the user's own in a folder.
    pub fn with_templates(map: LinkageMap, folder: PathBuf) -> Self {
        let size = Vec2::new(1280.0, 720.0);
        Self::begin(Language::Vietnamese, ColorScheme::Light, size, |ctx, settings, person| {
            let mut environment = Environment::with_dialogs(Box::new(person));
            environment.template_store = Some(storage::TemplateStore::new(folder));
            Shell::new(ctx, map, None, settings, environment)
        })
    }

    /// A window on a map, in Vietnamese, in surroundings that are changed first.
    pub fn with_environment(
        map: LinkageMap,
        path: Option<PathBuf>,
        change: impl FnOnce(&mut Environment) + 'static,
    ) -> Self {
        let size = Vec2::new(1280.0, 720.0);
        Self::begin(Language::Vietnamese, ColorScheme::Light, size, |ctx, settings, person| {
            let mut environment = Environment::with_dialogs(Box::new(person));
            change(&mut environment);
            Shell::new(ctx, map, path, settings, environment)
        })
    }

    /// A window on an empty map of a person who had these maps open before.
    pub fn with_recent(recent: Vec<PathBuf>, change: impl FnOnce(&mut Environment) + 'static) -> Self {
        let size = Vec2::new(1280.0, 720.0);
        Self::begin(Language::Vietnamese, ColorScheme::Light, size, |ctx, settings, person| {
            let mut environment = Environment::with_dialogs(Box::new(person));
            change(&mut environment);
            Shell::new(ctx, LinkageMap::default(), None, Settings { recent, ..settings }, environment)
        })
    }

    /// As [`on`](Self::on), with these fonts of the system.
    pub fn with_fonts(path: &str, fonts: FontLookup) -> Self {
        let map = storage::open(Path::new(env!("CARGO_MANIFEST_DIR")).join(path).as_path()).unwrap();
        let size = Vec2::new(1280.0, 720.0);
        Self::begin(Language::Vietnamese, ColorScheme::Light, size, |ctx, settings, person| {
            let environment = Environment { fonts, ..Environment::with_dialogs(Box::new(person)) };
            Shell::new(ctx, map, None, settings, environment)
        })
    }

    /// A window on the sample, as the program is started without a map, with the settings of this file.
    pub fn first_start(settings: PathBuf) -> Self {
        let map = storage::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO)).unwrap();
        Self::begin(Language::Vietnamese, ColorScheme::Light, Vec2::new(1280.0, 720.0), move |ctx, usual, person| {
            let settings = Settings { language: usual.language, ..Settings::read(&settings) };
            Shell::new(ctx, map, None, settings, Environment::with_dialogs(Box::new(person))).with_first_tour()
        })
    }

    /// A window on a file, as the program is started with it, in these surroundings.
    pub fn started(path: PathBuf, language: Language, change: impl FnOnce(&mut Environment) + 'static) -> Self {
        let size = Vec2::new(1280.0, 720.0);
        Self::begin(language, ColorScheme::Light, size, |ctx, settings, person| {
            let mut environment = Environment::with_dialogs(Box::new(person));
            change(&mut environment);
            Shell::opening(ctx, path, (settings, None), environment)
        })
    }

    /// A window that begins with a file which is still to be read, and where it tells that it could not be.
    pub fn opening(path: PathBuf) -> (Self, Arc<Mutex<Option<String>>>) {
        let failure = Arc::new(Mutex::new(None));
        let told = Arc::clone(&failure);
        let size = Vec2::new(1280.0, 720.0);
        let desk = Self::begin(Language::Vietnamese, ColorScheme::Light, size, |ctx, settings, person| {
            Shell::loading(ctx, path, settings, Environment::with_dialogs(Box::new(person))).with_startup_error(told)
        });
        (desk, failure)
    }

    fn begin(
        language: Language,
        look: ColorScheme,
        size: Vec2,
        shell_of: impl FnOnce(&egui::Context, Settings, Person) -> Shell + 'static,
    ) -> Self {
        let shell = Rc::new(RefCell::new(None));
        let person = Person::default();
        let settings = Settings { language: Some(language), color_scheme: look, ..Settings::default() };
        let (made, dialogs) = (Rc::clone(&shell), person.clone());
        let drawn = Rc::clone(&shell);
        let harness = Harness::builder()
            .with_size(size)
            .with_theme(if look == ColorScheme::Dark { egui::Theme::Dark } else { egui::Theme::Light })
            .with_step_dt(1.0 / 60.0)
            .with_max_steps(300)
            .with_context_setup(move |ctx| {
                *made.borrow_mut() = Some(shell_of(ctx, settings, dialogs));
            })
            .build_ui(move |ui| {
                let mut shell = drawn.borrow_mut();
                let shell = shell.as_mut().unwrap();
                shell.update(ui.ctx());
                // The harness leaves a margin; a window has none.
                let screen = ui.ctx().content_rect();
                let mut whole = ui.new_child(egui::UiBuilder::new().max_rect(screen));
                whole.set_clip_rect(screen);
                shell.draw(&mut whole);
            });
        let mut desk = Self { harness, shell, person, size: None };
        desk.settle();
        desk
    }

    pub fn shell(&self) -> Ref<'_, Shell> {
        Ref::map(self.shell.borrow(), |shell| shell.as_ref().unwrap())
    }

    pub fn shell_mut(&self) -> RefMut<'_, Shell> {
        RefMut::map(self.shell.borrow_mut(), |shell| shell.as_mut().unwrap())
    }

    pub fn map(&self) -> LinkageMap {
        self.shell().map().clone()
    }

    /// The text that the last frame has put onto the clipboard.
    pub fn copied(&self) -> Option<String> {
        self.harness.output().platform_output.commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    }

    /// The text that Ctrl+C puts onto the clipboard.
    pub fn copy(&mut self) -> String {
        self.harness.event(Event::Copy);
        let began = Instant::now();
        loop {
            self.harness.step();
            if let Some(text) = self.copied() {
                self.settle();
                return text;
            }
            assert!(began.elapsed() < PATIENCE, "nothing is copied");
        }
    }

    /// Lets the window come to rest, jobs included.
    pub fn settle(&mut self) {
        let began = Instant::now();
        loop {
            for _ in 0..3 {
                self.harness.step();
                self.follow_stage();
            }
            let pending = self.shell().pending_work();
            if pending.is_empty() {
                break;
            }
            assert!(began.elapsed() < PATIENCE, "this does not end: {pending:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
        self.harness.run();
    }

    /// A presentation has larger points, of which a window then has fewer: told before the next frame, as the system does.
    fn follow_stage(&mut self) {
        if !self.shell().is_presenting() {
            self.leave_stage();
            return;
        }
        let usual = *self.size.get_or_insert(self.harness.ctx.content_rect().size());
        self.harness.set_size(usual / self.harness.ctx.zoom_factor());
    }

    /// Gives the window its usual points back, as the system does in the very frame in which a presentation ends.
    pub fn leave_stage(&mut self) {
        if let Some(size) = self.size.take() {
            self.harness.set_size(size);
        }
    }

    /// Lets so many seconds pass.
    pub fn wait(&mut self, seconds: f32) {
        self.harness.run_steps((seconds * 60.0) as usize);
        self.settle();
    }

    pub fn wish(&mut self, wish: Command) {
        self.shell_mut().submit(wish);
        self.settle();
    }

    /// Wishes for several things before any job can end.
    pub fn wish_at_once(&mut self, wishes: impl IntoIterator<Item = Command>) {
        for wish in wishes {
            self.shell_mut().submit(wish);
        }
        self.settle();
    }

    /// Looks on for a moment.
    pub fn look(&mut self) {
        self.harness.run_steps(3);
    }

    /// Wishes for what takes a while, and looks on while it runs.
    pub fn wish_and_look(&mut self, wish: Command) {
        self.shell_mut().submit(wish);
        self.harness.run_steps(3);
    }

    pub fn press(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.settle();
    }

    /// Chooses from the list of this name, which says what is chosen, too.
    pub fn choose(&mut self, list: &str, choice: &str) {
        self.harness.get_by_role_and_label(Role::ComboBox, list).click();
        self.settle();
        // What is on top is drawn last.
        self.harness.get_all_by_role_and_label(Role::Button, choice).last().unwrap().click();
        self.settle();
    }

    /// Puts the cursor into a text field.
    pub fn enter(&mut self, label: &str) {
        self.harness.get_by_role_and_label(Role::TextInput, label).click();
        self.settle();
    }

    /// The first thing whose label holds these words.
    pub fn press_part(&mut self, words: &str) {
        self.harness.get_all_by_label_contains(words).next().unwrap().click();
        self.settle();
    }

    pub fn shows(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    /// Middle of the first thing whose label holds these words.
    pub fn place_of(&self, words: &str) -> Pos2 {
        self.harness.get_all_by_label_contains(words).next().unwrap().rect().center()
    }

    /// Middle of an actor's card on the canvas.
    pub fn card(&self, name: &str) -> egui::Rect {
        self.harness
            .get_all_by_role(Role::GraphicsObject)
            .find(|node| node.accesskit_node().label().is_some_and(|label| label.contains(name)))
            .unwrap_or_else(|| panic!("{name} is not in sight"))
            .rect()
    }

    /// Opens the menu of what is there.
    pub fn right_click(&mut self, at: Pos2) {
        self.harness.event(Event::PointerMoved(at));
        for pressed in [true, false] {
            let button = PointerButton::Secondary;
            self.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        }
        self.settle();
    }

    pub fn click(&mut self, at: Pos2, modifiers: Modifiers) {
        self.button(at, true, modifiers);
        self.button(at, false, modifiers);
        self.settle();
    }

    pub fn double_click(&mut self, at: Pos2) {
        for pressed in [true, false, true, false] {
            self.button(at, pressed, Modifiers::NONE);
        }
        self.settle();
    }

    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.button(from, true, Modifiers::NONE);
        for step in 1..=5 {
            self.harness.event(Event::PointerMoved(from + (to - from) * (step as f32 / 5.0)));
            self.harness.step();
        }
        self.button(to, false, Modifiers::NONE);
        self.settle();
    }

    fn button(&mut self, at: Pos2, pressed: bool, modifiers: Modifiers) {
        self.harness.event(Event::PointerMoved(at));
        self.harness.step();
        let button = PointerButton::Primary;
        self.harness.event(Event::ModifiersChanged(modifiers));
        self.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
        self.harness.run_steps(2);
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.harness.step();
    }

    pub fn keys(&mut self, modifiers: Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Keys that are all up again before the frame comes, as on a slow machine.
    pub fn quick_keys(&mut self, modifiers: Modifiers, key: egui::Key) {
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.harness.event(event(true));
        self.harness.event(event(false));
        self.settle();
    }

    pub fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.settle();
    }
}
