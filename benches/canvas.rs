//! One frame of the window without a screen: what it takes on the CPU to draw and to cut into triangles, for the
//! whole map and while panning near it. Sample maps of 38 to 100,000 actors, 1.5 links each.

use std::time::{Duration, Instant};

use egui::{Context, Pos2, RawInput, Rect, Vec2};
use lienket::app::{FileDialogs, Picked, Question, Settings, Shell};
use lienket::command::Command;
use lienket::exchange::sample_map;

struct Nobody;

impl FileDialogs for Nobody {
    fn ask(&self, _: &Question) -> Box<dyn FnOnce() -> Picked + Send> {
        Box::new(|| Picked::Cancelled)
    }
}

struct Desk {
    ctx: Context,
    shell: Shell,
    time: f64,
}

impl Desk {
    fn new(actors: u32) -> Self {
        let ctx = Context::default();
        let shell = Shell::new(&ctx, sample_map(actors, 1), None, Settings::default(), Box::new(Nobody));
        let mut desk = Self { ctx, shell, time: 0.0 };
        desk.settle();
        desk
    }

    /// One frame: how long it took, and how many vertices there were.
    fn frame(&mut self, events: Vec<egui::Event>) -> (Duration, usize) {
        self.time += 1.0 / 60.0;
        let screen = Rect::from_min_size(Pos2::ZERO, Vec2::new(1600.0, 1000.0));
        let input = RawInput { screen_rect: Some(screen), time: Some(self.time), events, ..RawInput::default() };
        let (ctx, shell) = (&self.ctx, &mut self.shell);
        let began = Instant::now();
        let output = ctx.run_ui(input, |ui| {
            shell.update(ui.ctx());
            shell.draw(ui);
        });
        let meshes = ctx.tessellate(output.shapes, output.pixels_per_point);
        let vertices = meshes.iter().map(|part| match &part.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        });
        (began.elapsed(), vertices.sum())
    }

    fn settle(&mut self) {
        loop {
            for _ in 0..20 {
                self.frame(Vec::new());
            }
            if !self.shell.is_working() {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn measure(&mut self, what: &str, actors: u32, events: impl Fn(usize) -> Vec<egui::Event>) {
        let mut frames: Vec<(Duration, usize)> = (0..60).map(|at| self.frame(events(at))).collect();
        frames.sort_unstable();
        let (median, vertices) = frames.get(30).copied().unwrap_or_default();
        let worst = frames.last().map_or(Duration::ZERO, |frame| frame.0);
        println!("{actors:>7} actors, {what:<16} median {median:>9.2?}  worst {worst:>9.2?}  {vertices:>7} vertices");
    }
}

fn main() {
    for actors in [38, 2_000, 20_000, 100_000] {
        let mut desk = Desk::new(actors);
        let middle = Pos2::new(700.0, 500.0);
        desk.frame(vec![egui::Event::PointerMoved(middle)]);
        desk.measure("whole map", actors, |_| Vec::new());
        desk.measure("pointer moving", actors, |at| {
            vec![egui::Event::PointerMoved(middle + Vec2::new(at as f32, 0.0))]
        });
        for (what, steps) in [("nearer", 6), ("near", 6), ("at names", 6)] {
            for _ in 0..steps {
                desk.shell.wish(Command::ZoomIn);
                desk.frame(Vec::new());
            }
            desk.settle();
            desk.measure(what, actors, |at| {
                let delta = Vec2::new(if at % 2 == 0 { 9.0 } else { -7.0 }, 3.0);
                let unit = egui::MouseWheelUnit::Point;
                vec![egui::Event::MouseWheel {
                    unit,
                    delta,
                    modifiers: egui::Modifiers::NONE,
                    phase: egui::TouchPhase::Move,
                    source: egui::MouseWheelSource::Unknown,
                }]
            });
        }
    }
}
