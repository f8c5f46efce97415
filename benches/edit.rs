//! Edits of a city of 2,000 actors: how long from the command to the triangles of the frame that shows its result, and how
//! many frames that takes. A frame has 16 ms; an edit is to be seen in the next one.

use std::time::{Duration, Instant};

use egui::{Context, Pos2, RawInput, Rect, Vec2};
use lienket::app::{DialogRequest, DialogResult, Environment, FileDialogs, Settings, Shell};
use lienket::command::{ActorMove, Change, Command};
use lienket::exchange::sample_map;
use lienket::map::{Actor, ActorId, Link, LinkId, LinkageMap, Placement, Selection};

const ACTORS: u32 = 2_000;
const RUNS: usize = 30;

struct Nobody;

impl FileDialogs for Nobody {
    fn ask(&self, _: &DialogRequest) -> Box<dyn FnOnce() -> DialogResult + Send> {
        Box::new(|| DialogResult::Cancelled)
    }
}

struct Desk {
    ctx: Context,
    shell: Shell,
    time: f64,
}

impl Desk {
    fn new(map: LinkageMap) -> Self {
        let ctx = Context::default();
        let environment = Environment::with_dialogs(Box::new(Nobody));
        let shell = Shell::new(&ctx, map, None, Settings::default(), environment);
        let mut desk = Self { ctx, shell, time: 0.0 };
        desk.settle();
        desk
    }

    /// One frame, triangles included.
    fn frame(&mut self) {
        self.time += 1.0 / 60.0;
        let screen = Rect::from_min_size(Pos2::ZERO, Vec2::new(1600.0, 1000.0));
        let input = RawInput { screen_rect: Some(screen), time: Some(self.time), ..RawInput::default() };
        let (ctx, shell) = (&self.ctx, &mut self.shell);
        let output = ctx.run_ui(input, |ui| {
            shell.update(ui.ctx());
            shell.draw(ui);
        });
        std::hint::black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
    }

    fn settle(&mut self) {
        loop {
            for _ in 0..3 {
                self.frame();
            }
            if !self.shell.is_working() {
                return;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// From the command to the end of the frame that has executed it, and until nothing is computed any more.
    fn time(&mut self, command: Command) -> [Duration; 2] {
        let began = Instant::now();
        self.shell.submit(command);
        self.frame();
        let first = began.elapsed();
        while self.shell.is_working() {
            self.frame();
        }
        let all = began.elapsed();
        self.settle();
        [first, all]
    }
}

fn report(what: &str, mut times: Vec<[Duration; 2]>) {
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let mut row = format!("{what:>28}");
    for part in 0..2 {
        times.sort_by_key(|time| time[part]);
        row += &format!("{:>12.2} {:>10.2}", ms(times[times.len() / 2][part]), ms(times[times.len() - 1][part]));
    }
    println!("{row}");
}

fn main() {
    let map = sample_map(ACTORS, 1);
    let actors: Vec<Actor> = map.actors().values().step_by(50).take(RUNS).cloned().collect();
    let links: Vec<Link> = map.links().values().step_by(70).take(RUNS).cloned().collect();
    let placements: Vec<Placement> = map.placements().values().step_by(50).take(RUNS).copied().collect();
    let id = |at: usize| actors[at].id;
    let mut desk = Desk::new(map.clone());
    println!("{:>28}{:>12} {:>10}{:>12} {:>10}", "", "frame ms", "most", "settled ms", "most");
    let edits: [(&str, Box<dyn Fn(usize) -> Command>); 8] = [
        ("nothing", Box::new(|_| Command::Select(Selection::None))),
        ("select", Box::new(|at| Command::Select(Selection::actor(id(at))))),
        (
            "rename",
            Box::new(|at| {
                let actor = Actor { name: format!("Tên {at}"), ..actors[at].clone() };
                Command::Update(Box::new(Change::Actor(actor)))
            }),
        ),
        (
            "move",
            Box::new(|at| {
                let placement = Placement { y: placements[at].y + 40.0, ..placements[at] };
                Command::Move(vec![ActorMove { placement, stage: None }])
            }),
        ),
        ("reverse a link", Box::new(|at| Command::ReverseLink(LinkId(links[at].id.0)))),
        ("add a link", Box::new(|at| Command::AddLink { from: ActorId(id(at).0), to: id((at + 7) % RUNS) })),
        ("add an actor", Box::new(|at| Command::AddActor { stage: actors[at].stage, at: (placements[at].x, 0.0) })),
        ("undo", Box::new(|_| Command::Undo)),
    ];
    for (what, edit) in &edits {
        report(what, (0..RUNS).map(|at| desk.time(edit(at))).collect());
    }
    let undone: Vec<_> = (0..5)
        .map(|_| {
            desk.shell.submit(Command::TidyThoroughly);
            desk.shell.submit(Command::Tidy);
            desk.settle();
            desk.time(Command::Undo)
        })
        .collect();
    report("undo of a tidy", undone);
}
