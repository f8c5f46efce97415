//! The window without a screen.

use std::time::{Duration, Instant};

use egui::{Context, Pos2, RawInput, Rect, Vec2};
use lienket::app::{DialogRequest, DialogResult, Environment, FileDialogs, Settings, Shell};
use lienket::map::LinkageMap;

struct Nobody;

impl FileDialogs for Nobody {
    fn ask(&self, _: &DialogRequest) -> Box<dyn FnOnce() -> DialogResult + Send> {
        Box::new(|| DialogResult::Cancelled)
    }
}

pub struct Desk {
    pub ctx: Context,
    pub shell: Shell,
    time: f64,
}

impl Desk {
    /// The window with this map, at rest.
    pub fn new(map: LinkageMap) -> Self {
        let ctx = Context::default();
        let environment = Environment::with_dialogs(Box::new(Nobody));
        let shell = Shell::new(&ctx, map, None, Settings::default(), environment);
        let mut desk = Self { ctx, shell, time: 0.0 };
        desk.settle();
        desk
    }

    /// One frame: how long it took, and how many vertices there were.
    pub fn frame(&mut self, events: Vec<egui::Event>) -> (Duration, usize) {
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
        let vertices = vertices.sum();
        (began.elapsed(), vertices)
    }

    /// Frames until nothing is computed any more.
    pub fn settle(&mut self) {
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
}
